"""Keeping the two indexes of a memory: look-alikes (`likeness`, `gram`) and the concordance."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import defaultdict
from typing import Final

from glossa.memory.abstract import ABSTRACT_VERSION, abstract
from glossa.memory.grams import folded, likeness_grams, search_tokens, size_class
from glossa.memory.keys import family, fingerprint
from glossa.memory.model import Pair
from glossa.memory.schema import INDEX_TABLES

__all__ = ["CLASS_BITS", "Indexer", "numbers", "outdated", "rebuild", "stamp"]

CLASS_BITS: Final = 6
_PORTION: Final = 50_000


class Indexer:
    """Puts pairs into both indexes, inside the transaction of the caller; `flush` at its end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._languages: dict[tuple[str, str], int] = {}
        self._waiting: defaultdict[tuple[int, str], array[int]] = defaultdict(lambda: array("I"))
        self._block = 0

    def languages(self, pair: Pair) -> int:
        """The number of a pair of languages in this memory."""
        families = family(pair.source_language), family(pair.target_language)
        if families not in self._languages:
            name = " ".join(families)
            self._connection.execute(
                "INSERT INTO languages (family) VALUES (?) ON CONFLICT DO NOTHING", (name,)
            )
            row = self._connection.execute("SELECT id FROM languages WHERE family = ?", (name,))
            self._languages[families] = row.fetchone()[0]
        return self._languages[families]

    def likeness(self, pair: Pair, text: str) -> int:
        """The row of an abstract text, made where it is not there yet."""
        languages = self.languages(pair)
        hashed = fingerprint((str(languages), text))
        for number, found, its_languages in self._connection.execute(
            "SELECT id, text, languages FROM likeness WHERE hash = ?", (hashed,)
        ):
            if found == text and its_languages == languages:
                return int(number)
        row = self._connection.execute(
            "INSERT INTO likeness (languages, hash, text) VALUES (?, ?, ?)",
            (languages, hashed, text),
        )
        number = int(row.lastrowid or 0)
        self._block = self._block or number
        posting = number << CLASS_BITS | size_class(len(text))
        for gram in likeness_grams(text):
            self._waiting[languages, gram].append(posting)
        if number - self._block >= _PORTION:
            self.flush()
        return number

    def speak_of(self, number: int, pair: Pair) -> None:
        """Put a pair into the concordance."""
        self._connection.execute(
            "INSERT INTO concordance (rowid, tokens) VALUES (?, ?)", (number, _tokens(pair))
        )

    def forget(self, number: int, pair: Pair) -> None:
        """Take a pair out of the concordance; it is given as it was put in."""
        self._connection.execute(
            "INSERT INTO concordance (concordance, rowid, tokens) VALUES ('delete', ?, ?)",
            (number, _tokens(pair)),
        )

    def flush(self) -> None:
        """Write what waits."""
        self._connection.executemany(
            "INSERT INTO gram (languages, gram, block, ids) VALUES (?, ?, ?, ?)",
            (
                (languages, gram, self._block, _little(ids).tobytes())
                for (languages, gram), ids in sorted(self._waiting.items())
            ),
        )
        self._waiting.clear()
        self._block = 0


def numbers(ids: bytes) -> array[int]:
    """The numbers of one row of `gram`."""
    return _little(array("I", ids))


def outdated(connection: sqlite3.Connection) -> bool:
    """Whether the indexes were made by other rules than those of this glossa."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'abstract'").fetchone()
    return row is not None and row[0] != ABSTRACT_VERSION


def stamp(connection: sqlite3.Connection) -> None:
    """Note by which rules the indexes are made."""
    connection.execute(
        "INSERT INTO meta VALUES ('abstract', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (ABSTRACT_VERSION,),
    )


def rebuild(connection: sqlite3.Connection, columns: str) -> None:
    """Make both indexes anew, inside the transaction of the caller; `columns`: those of a pair."""
    from glossa.memory.rows import pair_of

    for table in ("concordance", "gram", "likeness"):
        connection.execute(f"DROP TABLE {table}")
    for statement in INDEX_TABLES:
        connection.execute(statement)
    indexer = Indexer(connection)
    last = -1
    while True:
        rows = connection.execute(
            f"SELECT id, {columns} FROM pair WHERE id > ? ORDER BY id LIMIT 5000",  # noqa: S608 - names of columns only
            (last,),
        ).fetchall()
        if not rows:
            break
        for number, *fields in rows:
            pair = pair_of(fields)
            likeness = indexer.likeness(pair, abstract(pair.source, pair.source_language).text)
            connection.execute("UPDATE pair SET likeness = ? WHERE id = ?", (likeness, number))
            indexer.speak_of(number, pair)
        last = rows[-1][0]
    indexer.flush()
    stamp(connection)


def _tokens(pair: Pair) -> str:
    return search_tokens(folded(pair.source), "s") + " " + search_tokens(folded(pair.target), "t")


def _little(ids: array[int]) -> array[int]:
    """The numbers with their little end first, whatever this computer does."""
    if sys.byteorder == "big":
        ids.byteswap()
    return ids
