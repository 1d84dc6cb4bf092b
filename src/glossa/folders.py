"""Which files a command is about: those named, and those in the folders named, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from glossa.errors import InputError

__all__ = ["EXCLUDED", "HIDDEN", "LINK", "SPECIAL", "Page", "Walk", "fits", "on_one_line", "walk"]

HIDDEN: Final = "hidden"
EXCLUDED: Final = "excluded"
LINK: Final = "link"
SPECIAL: Final = "special"


@dataclass(frozen=True, slots=True)
class Page:
    """One file to read."""

    path: Path
    """Where to open it."""
    name: str
    """How to speak of it: as it was named, or the folder as it was named and the path in it."""
    inside: Path | None = None
    """Its path inside the folder that was named; None for a file that was named itself."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found."""

    pages: tuple[Page, ...]
    """In the order of the arguments; inside a folder by name, a folder's files with the folder."""
    skipped: dict[str, int]
    """How many entries of folders were left out, by reason: `hidden` (the name begins with a dot),
    `excluded` (by `include` or `exclude`), `link` (symbolic links are not followed), `special`
    (pipes, devices). A folder counts once, whatever is in it."""
    failed: tuple[InputError, ...]
    """Arguments that do not exist and folders that cannot be read."""


def walk(
    paths: Sequence[str | Path], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Walk:
    """The files named, and those in the folders named, however deep.

    `include`, `exclude`: patterns (`*.txt`, `old/*`) for what is in folders; one without a slash
    is compared with the name, one with a slash with the path inside the folder. Links inside a
    folder are not followed: so no loop and no way out of it. A file named twice comes once, and
    `-` (stdin) comes as it is.
    """
    walker = _Walker(tuple(include), tuple(exclude))
    pages: list[Page] = []
    seen: set[str] = set()
    for path in paths:
        for page in walker.named(path):
            real = os.path.realpath(page.path)
            if real not in seen:
                seen.add(real)
                pages.append(page)
    return Walk(tuple(pages), dict(sorted(walker.skipped.items())), tuple(walker.failed))


def on_one_line(name: str) -> str:
    r"""A file name for people: newlines and other signs that would not show, as escapes.

    >>> on_one_line("a\nb.txt")
    'a\\nb.txt'
    """
    return "".join(
        sign
        if sign.isprintable() or "\udc80" <= sign <= "\udcff"
        else sign.encode("unicode_escape").decode()
        for sign in name
    )


class _Walker:
    def __init__(self, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
        self.skipped: Counter[str] = Counter()
        self.failed: list[InputError] = []
        self._include = include
        self._exclude = exclude

    def named(self, argument: str | Path) -> Iterator[Page]:
        """The pages behind one argument."""
        path = Path(argument)
        if str(argument) == "-":
            yield Page(path, "-")
            return
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            self._fail(path, error)
            return
        if stat.S_ISDIR(mode):
            yield from self._inside(path)
        else:
            yield Page(path, str(argument))

    def _inside(self, root: Path) -> Iterator[Page]:
        """A stack instead of recursion: folders may lie deeper than Python's calls."""
        waiting = [Path()]
        while waiting:
            inside = waiting.pop()
            folder = root / inside
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._fail(folder, error)
                continue
            folders = []
            for entry in entries:
                here = inside / entry.name
                if self._is_skipped(entry, here.as_posix()):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(here)
                elif not entry.is_file(follow_symlinks=False):
                    self.skipped[SPECIAL] += 1
                elif self._include and not fits(here.as_posix(), self._include):
                    self.skipped[EXCLUDED] += 1
                else:
                    yield Page(root / here, str(root / here), here)
            waiting += reversed(folders)

    def _is_skipped(self, entry: os.DirEntry[str], inside: str) -> bool:
        if entry.name.startswith("."):
            self.skipped[HIDDEN] += 1
        elif entry.is_symlink():
            self.skipped[LINK] += 1
        elif fits(inside, self._exclude):
            self.skipped[EXCLUDED] += 1
        else:
            return False
        return True

    def _fail(self, path: Path, error: OSError | ValueError) -> None:
        if isinstance(error, FileNotFoundError):
            found, advice = "no such file or folder", "check the spelling of the path"
        else:
            found = getattr(error, "strerror", None) or "it cannot be opened"
            advice = "check its name and mode, or leave it out"
        self.failed.append(InputError(found, where=str(path), advice=advice))


def fits(inside: str, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns is for the path `inside` a folder; see `walk`."""
    name = inside.rpartition("/")[2]
    return any(
        fnmatchcase(inside if "/" in pattern else name, pattern.removesuffix("/"))
        for pattern in patterns
    )
