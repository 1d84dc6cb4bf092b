"""Hashes of files, and copies of them: in pieces, so that a film needs no more room than a page."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from glossa.errors import InputError, OutputError
from glossa.files import require_folder

__all__ = ["clear_leftovers", "copy_safely", "hash_of", "hash_of_file"]

_PIECE: Final = 1 << 20
_LEFTOVER: Final = re.compile(r"\.glossa-[a-z0-9_]{8}")
"""As `files.write_safely` calls what it has not renamed yet."""


def hash_of(data: bytes) -> str:
    """SHA-256 of `data`, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def hash_of_file(path: Path) -> str:
    """SHA-256 of a file; empty where there is none. Raises `InputError` where it is unreadable."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _unreadable(path, error) from error


def copy_safely(source: Path, goal: Path) -> None:
    """Copy a file, whole or not at all: a temporary file, then a rename, as `write_safely` does.

    Raises `InputError`, `OutputError`.
    """
    require_folder(goal)
    temporary = ""
    try:
        try:
            stream = source.open("rb")
        except OSError as error:
            raise _unreadable(source, error) from error
        with stream:
            handle, temporary = tempfile.mkstemp(prefix=".glossa-", dir=goal.parent)
            with os.fdopen(handle, "wb") as copy:
                while piece := stream.read(_PIECE):
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(goal)
    except OSError as error:
        raise OutputError(
            f"the file cannot be copied ({error.strerror}); nothing was changed",
            where=str(goal),
            advice="choose another folder with -o, or make room",
        ) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def clear_leftovers(folders: Iterable[Path]) -> int:
    """Remove what killed runs left half-written in these folders; returns how many files."""
    removed = 0
    for folder in folders:
        try:
            with os.scandir(folder) as listing:
                left = [
                    entry.path
                    for entry in listing
                    if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                ]
        except OSError:  # not there yet, or nobody may look: then nothing can be cleared
            continue
        for path in left:
            with contextlib.suppress(OSError):
                Path(path).unlink()
                removed += 1
    return removed


def _unreadable(path: Path, error: OSError) -> InputError:
    found = error.strerror or "it cannot be read"
    return InputError(found, where=str(path), advice="check the file's mode, or leave it out")
