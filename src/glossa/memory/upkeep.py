"""What a memory holds, and putting it in order."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from glossa.memory.adding import read_meta, write_meta
from glossa.memory.connection import disk_size, told, writing
from glossa.memory.index import rebuild
from glossa.memory.keys import MODULUS, pair_digest
from glossa.memory.model import Compacted, Pair, Stats
from glossa.memory.rows import FIELDS, pair_of
from glossa.model import MatchType, State

__all__ = ["all_pairs", "compact", "stats"]

_DIGITS: Final = re.compile("[0-9]+")
_OUTRANKED: Final = (
    f"SELECT id, turn, {FIELDS} FROM pair AS mine WHERE rank = 0 AND EXISTS"  # noqa: S608 - names of columns only
    " (SELECT 1 FROM pair AS other WHERE other.key = mine.key AND other.rank > 0)"
)
_TWINS: Final = (
    f"SELECT id, turn, {FIELDS} FROM pair AS mine WHERE rank = 0 AND EXISTS"  # noqa: S608 - names of columns only
    " (SELECT 1 FROM pair AS other WHERE other.key = mine.key AND other.rank = 0"
    " AND other.turn = mine.turn AND other.target = mine.target AND other.id < mine.id"
    " AND other.source_language = mine.source_language"
    " AND other.target_language = mine.target_language)"
)


def all_pairs(connection: sqlite3.Connection) -> Iterator[Pair]:
    """Every pair, by languages, page and place on it: the same order whatever came in first."""
    connection.create_function("by_number", 1, _by_number, deterministic=True)
    rows = connection.execute(
        f"SELECT {FIELDS} FROM pair ORDER BY source_language, target_language, page,"  # noqa: S608 - names of columns only
        " by_number(entry), source, before, after, target"
    )
    for row in rows:
        yield pair_of(row)


def stats(connection: sqlite3.Connection, path: Path) -> Stats:
    """How many pairs, of what kind, and how large the file is."""

    def count(columns: str) -> list[tuple[str, ...]]:
        return connection.execute(
            f"SELECT {columns}, count(*) FROM pair GROUP BY {columns} ORDER BY {columns}"  # noqa: S608 - names of columns only
        ).fetchall()

    (pairs,) = connection.execute("SELECT count(*) FROM pair").fetchone()
    return Stats(
        pairs,
        tuple(((row[0], row[1]), int(row[2])) for row in count("source_language, target_language")),
        tuple((State(row[0]), int(row[1])) for row in count("state")),
        tuple((MatchType(row[0]), int(row[1])) for row in count('"match"')),
        tuple((row[0], int(row[1])) for row in count("page")),
        disk_size(path),
        read_meta(connection)[0],
    )


def compact(connection: sqlite3.Connection, path: Path) -> Compacted:
    """Drop machine's pairs that a person's outranks or that say the same twice; give room back.

    No pair of a person's is touched. The indexes are made anew, which takes as long as filling the
    memory did.
    """
    before = disk_size(path)
    with writing(connection, path):
        outranked = _drop(connection, _OUTRANKED)
        merged = _drop(connection, _TWINS)
        rebuild(connection, FIELDS)
        connection.execute("INSERT INTO concordance (concordance) VALUES ('optimize')")
        (kept,) = connection.execute("SELECT count(*) FROM pair").fetchone()
    with told(path):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Compacted(outranked, merged, kept, before, disk_size(path))


def _drop(connection: sqlite3.Connection, select: str) -> int:
    """Take pairs out; the indexes are left to `rebuild`."""
    revision, digest = read_meta(connection)
    rows = connection.execute(select).fetchall()
    for number, turn, *fields in rows:
        connection.execute("DELETE FROM pair WHERE id = ?", (number,))
        digest = (digest - pair_digest(pair_of(fields), turn)) % MODULUS
    if rows:
        write_meta(connection, revision + 1, digest)
    return len(rows)


def _by_number(text: str) -> str:
    """A key by which `u2` comes before `u10`."""
    return _DIGITS.sub(lambda match: match[0].zfill(9), text)
