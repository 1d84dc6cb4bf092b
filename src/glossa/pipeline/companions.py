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
    copier = _Copier(home, there, source.name)
    for path in (*want.folders, *want.files):
        copier.take(path)
    return copier.findings()


class _Copier:
    """Copies paths of one folder to another, and remembers what it could not."""

    def __init__(self, home: Path, there: Path, name: str) -> None:
        self._home, self._there, self._name = home, there, name
        self._missing: list[str] = []
        self._left: list[str] = []
        self._files = self._bytes = 0

    def take(self, path: str) -> None:
        """Copy a file, or a folder with all that is in it."""
        mode = self._mode(path)
        if mode is None:
            self._missing.append(path)
        elif stat.S_ISDIR(mode):
            for inside in self._inside(path, _DEEPEST):
                self._copy(inside)
        elif stat.S_ISREG(mode):
            self._copy(path)
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
                "plain file, unreadable, or too much); copy it by hand if it is wanted."
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

    def _copy(self, path: str) -> None:
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
        make_folder(goal.parent)
        write_safely(goal, data)

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
