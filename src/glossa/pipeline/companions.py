"""A page that is written to another folder takes its pictures and styles along."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from glossa.errors import InputError
from glossa.files import make_folder, read_bytes, write_safely
from glossa.model import Finding, Severity
from glossa.pages.companions import needed

__all__ = ["copy_companions"]

_MOST_FILES: Final = 20_000
_MOST_BYTES: Final = 1 << 31
_DEEPEST: Final = 32
_SHOWN: Final = 3


def copy_companions(source: Path, goal: Path) -> tuple[Finding, ...]:
    """Copy what the saved page `source` needs beside `goal`, which it was written to.

    The folder that a browser made for the page (`NAME_files`) is copied as a whole, else the files
    that the page refers to; under the names by which it does so. Links are not followed, nothing
    is taken from outside the page's folder, and files that are there already with the same content
    are not written again. Raises `OutputError`.
    """
    home, there = source.parent, goal.parent
    if os.path.realpath(home) == os.path.realpath(there) or not source.is_file():
        return ()
    from glossa.pages import page_format
    from glossa.pages.charset import decode_page

    data = read_bytes(source)
    if page_format(data, source.name).name != "html":
        return ()
    want = needed(source.name, decode_page(data, source.name).text)
    copier = _Copier(home, goal, source.name)
    for path in want.folders:
        copier.take(path, replacing=True)
    for path in want.files:
        copier.take(path, replacing=False)
    return copier.findings()


class _Copier:
    """Copies paths of one folder to another, and remembers what it could not."""

    def __init__(self, home: Path, goal: Path, name: str) -> None:
        self._home, self._there, self._goal, self._name = home, goal.parent, goal, name
        self._missing: list[str] = []
        self._left: list[str] = []
        self._files = self._bytes = 0

    def take(self, path: str, *, replacing: bool) -> None:
        """Copy a file, or a folder with all that is in it.

        `replacing`: whether it may replace what stands in the new place. A page can refer to any
        name, its own too: only what is in the folder that a browser made for it is surely its own.
        """
        mode = self._mode(path)
        if mode is None:
            self._missing.append(path)
        elif path.startswith(".") or "/." in path:
            self._left.append(path)
        elif stat.S_ISDIR(mode):
            for inside in self._inside(path, _DEEPEST):
                self._copy(inside, replacing=replacing)
        elif stat.S_ISREG(mode):
            self._copy(path, replacing=replacing)
        else:
            self._left.append(path)

    def findings(self) -> tuple[Finding, ...]:
        """What the page will lack in its new place."""
        found = []
        if self._missing:
            message = (
                f"{_named(self._missing)}: the page refers to this and it is not beside it, so it "
                "will not be found beside the result either."
            )
            found.append(Finding("companion-missing", message, Severity.INFO, where=self._name))
        if self._left:
            message = (
                f"{_named(self._left)}: this belongs to the page and was not copied (a link, no "
                "plain file, hidden, unreadable, too much, or another file has its name there); "
                "copy it by hand if it is wanted."
            )
            found.append(Finding("companion-left-out", message, where=self._name))
        return tuple(found)

    def _mode(self, path: str) -> int | None:
        """The mode of what is at a path; of a link on the way there, that of the link."""
        at, mode = self._home, None
        for part in path.split("/"):
            at = at / part
            try:
                mode = at.lstat().st_mode
            except (OSError, ValueError):
                return None
            if stat.S_ISLNK(mode):
                return mode
        return mode

    def _inside(self, folder: str, depth: int) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(self._home / folder), key=lambda one: one.name)
        except OSError:
            self._left.append(folder)
            return
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_symlink() or not (entry.is_dir() or entry.is_file()) or depth == 0:
                self._left.append(path)
            elif entry.is_dir():
                yield from self._inside(path, depth - 1)
            else:
                yield path

    def _copy(self, path: str, *, replacing: bool) -> None:
        source, goal = self._home / path, self._there / path
        try:
            self._bytes += source.stat().st_size
            self._files += 1
            if self._files > _MOST_FILES or self._bytes > _MOST_BYTES or self._is_linked(path):
                self._left.append(path)
                return
            data = read_bytes(source)
        except (InputError, OSError):
            self._left.append(path)
            return
        if goal.is_file() and goal.stat().st_size == len(data) and read_bytes(goal) == data:
            return
        if os.path.lexists(goal) and (not replacing or self._is_goal(goal)):
            self._left.append(path)
            return
        make_folder(goal.parent)
        write_safely(goal, data)

    def _is_goal(self, path: Path) -> bool:
        """Whether this is the result itself, by a name in other capital letters too."""
        return self._goal.exists() and path.samefile(self._goal)

    def _is_linked(self, path: str) -> bool:
        """Whether a link stands in the way to the new place: it could lead anywhere."""
        at = self._there
        for part in path.split("/"):
            at = at / part
            if at.is_symlink():
                return True
        return False


def _named(paths: list[str]) -> str:
    more = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
