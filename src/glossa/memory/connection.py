"""Opening a memory's file, and saying in words what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from glossa.errors import MemoryFileError
from glossa.memory.schema import APPLICATION, INDEX_TABLES, TABLES, VERSION

__all__ = ["connect", "disk_size", "told", "writing"]

_MAGIC = b"SQLite format 3\0"
_OLDEST = (3, 37)
"""The first with strict tables."""
_NEW = "give another path, or leave the option out"
_BACKUP = "take it from a backup; `glossa memory export` can no longer read all of it"


def connect(path: Path, *, create: bool, readonly: bool, wait: float) -> sqlite3.Connection:
    """A connection to the memory at `path`, checked; made first where `create` says so.

    `wait`: seconds to wait for another process that writes. Raises `MemoryFileError`.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise MemoryFileError(
            f"this Python comes with SQLite {sqlite3.sqlite_version}, which is too old",
            where=str(path),
            advice="use a Python with SQLite 3.37 or later",
        )
    empty = _inspect(path, create=create and not readonly)
    if not readonly and not empty:
        _require_writable(path)
    with told(path):
        connection = _opened(path, readonly=readonly, create=empty, wait=wait)
    try:
        with told(path):
            connection.execute("PRAGMA cache_size = -32000")
            if empty:
                _make(connection)
            _check_versions(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def disk_size(path: Path) -> int:
    """Bytes of the file and of what stands beside it while it is open."""
    beside = (path, Path(f"{path}-wal"))
    return sum(part.stat().st_size for part in beside if part.exists())


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a `MemoryFileError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        found, advice = _reason(error, path)
        raise MemoryFileError(found, where=str(path), advice=advice) from error


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction that no other process can come between; undone whole where it fails."""
    with told(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _inspect(path: Path, *, create: bool) -> bool:
    """Whether the memory is still to be made. Raises where something else stands there."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise MemoryFileError("this is no file", where=str(path), advice=_NEW)
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError as error:
        if not create:
            raise MemoryFileError(
                "no such memory", where=str(path), advice="check the path"
            ) from error
        if not path.parent.is_dir():
            raise MemoryFileError(
                "the folder for the memory does not exist",
                where=str(path),
                advice=f"make it first: mkdir -p {path.parent}",
            ) from error
        return True
    except OSError as error:
        reason = "this is a folder" if path.is_dir() else error.strerror or "it cannot be read"
        raise MemoryFileError(reason, where=str(path), advice=_NEW) from error
    if not head:
        if create:
            return True
        raise MemoryFileError("the file is empty, it is no memory", where=str(path), advice=_NEW)
    if not head.startswith(_MAGIC) and not (size < len(_MAGIC) and _MAGIC.startswith(head)):
        raise MemoryFileError("this is no memory", where=str(path), advice=_NEW)
    _require_whole(path, head, size)
    return create and int.from_bytes(head[68:72]) == 0 and _bare(path)


def _require_whole(path: Path, head: bytes, size: int) -> None:
    """Raise where the file is shorter than its own header says."""
    beside = Path(f"{path}-wal")
    if beside.exists() and beside.stat().st_size:
        return  # what is missing may stand there; SQLite puts it in
    page = int.from_bytes(head[16:18]) if len(head) == 100 else 0
    page = 65536 if page == 1 else page
    expected = page * int.from_bytes(head[28:32]) if page else 100
    if size < expected:
        raise MemoryFileError(
            f"the memory was cut short: {size} of {expected} bytes are there",
            where=str(path),
            advice=_BACKUP,
        )


def _bare(path: Path) -> bool:
    """Whether a database has no table at all: one that was killed while it was being made."""
    with told(path):
        connection = sqlite3.connect(_uri(path, "mode=ro"), uri=True)
        try:
            return not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        finally:
            connection.close()


def _require_writable(path: Path) -> None:
    goal = path.resolve()
    for what, place in (("the memory", goal), ("its folder", goal.parent)):
        if not os.access(place, os.W_OK):
            raise MemoryFileError(
                f"{what} is read-only, so nothing can be put in",
                where=str(path),
                advice="copy the memory to a folder that you can write to",
            )


def _opened(path: Path, *, readonly: bool, create: bool, wait: float) -> sqlite3.Connection:
    if not readonly:
        mode = "mode=rwc" if create else "mode=rw"
        connection = _checked(_uri(path, mode), wait)
        connection.execute("PRAGMA synchronous = FULL")  # a person's work outlives a power cut
        return connection
    goal = path.resolve()
    if os.access(goal, os.W_OK) and os.access(goal.parent, os.W_OK):
        # only who may write can put away what SQLite keeps beside the file while it is open
        connection = _checked(_uri(path, "mode=rw"), wait)
        connection.execute("PRAGMA query_only = 1")
        return connection
    try:
        return _checked(_uri(path, "mode=ro"), wait)
    except sqlite3.OperationalError:
        # on a medium that cannot be written SQLite cannot keep its lock file beside a WAL database
        beside = Path(f"{goal}-wal")
        if os.access(goal.parent, os.W_OK) or (beside.exists() and beside.stat().st_size):
            raise
        return _checked(_uri(path, "mode=ro&immutable=1"), wait)


def _checked(uri: str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, query: str) -> str:
    return f"file:{quote(os.fsencode(path.resolve()))}?{query}"


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process was quicker."""
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA application_id").fetchone() == (0,):
            for statement in (*TABLES, *INDEX_TABLES):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _check_versions(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise MemoryFileError(
            "this is an SQLite database, but not a memory", where=str(path), advice=_NEW
        )
    if version > VERSION:
        raise MemoryFileError(
            f"this memory was made by a newer glossa (its version {version}, known {VERSION})",
            where=str(path),
            advice="update glossa",
        )


def _reason(error: sqlite3.Error, path: Path) -> tuple[str, str]:
    """What happened, and what to do, by SQLite's own code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    beside = Path(f"{path}-wal")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return "another process is writing to the memory", "wait for it to end, then try again"
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full; nothing was changed", "make room, then try again"
    if code == sqlite3.SQLITE_IOERR:
        return f"it cannot be read or written ({error}); nothing was changed", "check the disk"
    if code == sqlite3.SQLITE_READONLY:
        return "the memory is read-only", "copy it to a folder that you can write to"
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return f"the memory is damaged ({error})", _BACKUP
    if code == sqlite3.SQLITE_CANTOPEN and beside.exists():
        return (
            f"its last changes stand in {beside.name}, and here they cannot be put in",
            "copy both files to a folder that you can write to, and use that copy",
        )
    if "fts5" in str(error):
        return (
            "the SQLite of this Python has no full-text index",
            "use a Python whose SQLite has FTS5",
        )
    return f"it cannot be opened or written ({error})", "check the path, or give another"
