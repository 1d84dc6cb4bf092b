"""One run at a time in a folder of results."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from glossa.errors import OutputError

__all__ = ["locked"]


@contextmanager
def locked(path: Path, out: Path) -> Iterator[None]:
    """Hold the lock file `path` of the results in `out`.

    The system lets go of the lock when its process ends, however it ends: none is ever stale.
    Raises `OutputError` where another process holds it, or where it cannot be made.
    """
    stream = _taken(path, out)
    try:
        stream.seek(0)
        stream.truncate()
        stream.write(f"{os.getpid()}\n".encode())
        stream.flush()
        yield
    finally:
        # Removed while it is held: who comes next makes a new one.
        with contextlib.suppress(OSError):
            path.unlink()
        stream.close()


def _taken(path: Path, out: Path) -> IO[bytes]:
    while True:
        try:
            stream = path.open("a+b")
        except OSError as error:
            raise OutputError(
                f"nothing can be written there ({error.strerror})",
                where=str(out),
                advice="choose another folder with -o",
            ) from error
        if not _try(stream):
            stream.seek(0)
            process = stream.read(40).decode("ascii", "replace").strip()
            stream.close()
            raise OutputError(
                "another run is working in this folder" + (f" (process {process})" * bool(process)),
                where=str(out),
                advice="wait for it to end, or give another folder with -o",
            )
        with contextlib.suppress(OSError):
            here, there = os.fstat(stream.fileno()), path.stat()
            if (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino):
                return stream
        stream.close()  # whoever held it has just removed it


if sys.platform == "win32":  # pragma: no cover

    def _try(stream: IO[bytes]) -> bool:
        import msvcrt

        try:
            stream.seek(1000)  # beyond what is written: others may read the number
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try(stream: IO[bytes]) -> bool:
        import fcntl

        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: better to work than to refuse
        return True
