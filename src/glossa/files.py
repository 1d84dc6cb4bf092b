"""Reading and writing whole files: a result goes to a temporary file first, then is renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from glossa.errors import InputError, OutputError

__all__ = ["make_folder", "read_bytes", "require_folder", "write_safely"]

_REASONS = {
    errno.ENOENT: ("no such file", "check the spelling of the path"),
    errno.ENAMETOOLONG: ("no file has a name that long", "name a file, or - for text on stdin"),
    errno.EISDIR: ("this is a folder", "name a file in it"),
    errno.EACCES: ("no permission to read it", "check the file's mode, or copy it elsewhere"),
}


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises `InputError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        found, advice = _REASONS.get(
            error.errno or 0, (error.strerror or "it cannot be read", "check the path")
        )
        raise InputError(found, where=str(path), advice=advice) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there. Raises `OutputError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder for the result cannot be made ({error.strerror})",
            where=str(path),
            advice="choose another folder with -o",
        ) from error


def require_folder(path: Path) -> None:
    """Raise `OutputError` where `path` cannot be a new file: no folder for it, or a folder itself.

    For asking before the work is done; `write_safely` asks too.
    """
    folder = path.parent
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises for names that are too long
        raise OutputError(
            "the folder for the result does not exist",
            where=str(path),
            advice=f"make it first: mkdir -p {folder}",
        )
    if os.path.isdir(path):  # noqa: PTH112
        raise OutputError(
            "the result's name is a folder", where=str(path), advice="name a file in it"
        )


def write_safely(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all; what stood there before is replaced at once.

    A run that is killed leaves the old file, and at most a hidden `.glossa-*` file beside it. A
    link stays a link: the file it points to is replaced. Devices and pipes are written to as they
    are. Raises `OutputError`.
    """
    require_folder(path)
    temporary = ""
    try:
        goal = path.resolve()
        if goal.exists() and not goal.is_file():
            goal.write_bytes(data)  # /dev/null, a named pipe: never to be replaced by a file
            return
        handle, temporary = tempfile.mkstemp(prefix=".glossa-", dir=goal.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode_for(goal))
        Path(temporary).replace(goal)
    except OSError as error:
        raise OutputError(
            f"the result cannot be written ({error.strerror}); nothing was changed",
            where=str(path),
            advice="choose another folder with -o, or make room",
        ) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _mode_for(path: Path) -> int:
    """The old file's mode, else what the user's umask gives a new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
