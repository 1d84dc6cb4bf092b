"""Putting pairs into a memory: what is new, what replaces what, what is refused.

One pair stands for one source, its languages and its context. There a person's word replaces a
machine's, the later word of a person the earlier (`final` or not: a release can be corrected), and
a machine's never a person's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from glossa.memory.abstract import abstract
from glossa.memory.index import Indexer, outdated, rebuild, stamp
from glossa.memory.keys import MODULUS, family, fingerprint, key, pair_digest, same_text
from glossa.memory.model import Added, Pair
from glossa.memory.rows import FIELDS, pair_of, values_of
from glossa.memory.schema import COLUMNS
from glossa.model import State

__all__ = ["Prepared", "prepare", "put_in", "read_meta", "usable", "write_meta"]

_ORDER: Final = tuple(State)
_INSERT: Final = (
    f"INSERT INTO pair (key, context, rank, turn, likeness, {FIELDS})"  # noqa: S608 - names of columns only
    f" VALUES (?, ?, ?, ?, ?{', ?' * len(COLUMNS)})"
)
_UPDATE: Final = (
    "UPDATE pair SET (rank, turn, likeness, "  # noqa: S608 - names of columns only
    f"{FIELDS}) = (?, ?, ?{', ?' * len(COLUMNS)}) WHERE id = ?"
)
_SLOT: Final = f"SELECT id, turn, {FIELDS} FROM pair WHERE key = ? AND context = ? ORDER BY id"  # noqa: S608 - names of columns only


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pair with all that can be worked out before other processes have to wait."""

    pair: Pair
    key: int
    context: int
    abstract: str


def usable(pair: Pair) -> bool:
    """Whether a pair can be remembered: both sides say something, and can be written down."""
    try:
        "\0".join(values_of(pair)).encode()
    except UnicodeEncodeError:
        return False
    return bool(pair.source.strip() and pair.target.strip()) and pair.state is not State.INITIAL


def prepare(pairs: Iterable[Pair]) -> list[Prepared]:
    """Hashes and abstract texts of usable pairs."""
    return [
        Prepared(
            pair,
            key(pair.source, f"{family(pair.source_language)} {family(pair.target_language)}"),
            fingerprint((same_text(pair.before), same_text(pair.after))),
            abstract(pair.source, pair.source_language).text,
        )
        for pair in pairs
    ]


def read_meta(connection: sqlite3.Connection) -> tuple[int, int]:
    """(revision, digest as a whole number); both 0 for a memory with nothing in it."""
    found = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    return int(found.get("revision", 0)), int.from_bytes(found.get("digest", b""), "big")


def write_meta(connection: sqlite3.Connection, revision: int, digest: int) -> None:
    """Note the revision and the digest, inside the transaction of the caller."""
    for name, value in (("revision", revision), ("digest", digest.to_bytes(32, "big"))):
        connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, value),
        )


def put_in(connection: sqlite3.Connection, prepared: Iterable[Prepared]) -> Added:
    """Put pairs in, in their order, inside the transaction of the caller."""
    if outdated(connection):
        rebuild(connection, FIELDS)
    revision, digest = read_meta(connection)
    if revision == 0:
        stamp(connection)
    work = _Work(connection, Indexer(connection), digest)
    counts = {"new": 0, "replaced": 0, "same": 0, "refused": 0}
    for one in prepared:
        counts[work.put(one)] += 1
    work.indexer.flush()
    if counts["new"] or counts["replaced"]:
        write_meta(connection, revision + 1, work.digest)
    return Added(**counts)


@dataclass(slots=True)
class _Work:
    connection: sqlite3.Connection
    indexer: Indexer
    digest: int

    def put(self, one: Prepared) -> str:
        """What became of one pair, in the words of `Added`."""
        standing = self._standing(one)
        if standing is None:
            self._insert(one)
            return "new"
        number, turn, old = standing
        if old.by_person and not one.pair.by_person:
            return "refused"
        if _says_no_more(one.pair, old):
            return "same"
        self._replace(number, turn, old, one)
        return "replaced"

    def _standing(self, one: Prepared) -> tuple[int, int, Pair] | None:
        """The pair that stands for the same source, languages and context."""
        for number, turn, *fields in self.connection.execute(_SLOT, (one.key, one.context)):
            old = pair_of(fields)
            if _slot(old) == _slot(one.pair):
                return number, turn, old
        return None

    def _insert(self, one: Prepared) -> None:
        turn = self._turn(one, -1)
        likeness = self.indexer.likeness(one.pair, one.abstract)
        row = self.connection.execute(
            _INSERT,
            (one.key, one.context, _rank(one.pair), turn, likeness, *values_of(one.pair)),
        )
        self.indexer.speak_of(int(row.lastrowid or 0), one.pair)
        self.digest = (self.digest + pair_digest(one.pair, turn)) % MODULUS

    def _replace(self, number: int, turn: int, old: Pair, one: Prepared) -> None:
        pair = one.pair
        if old.by_person and pair.by_person and not pair.note:
            pair = replace(pair, note=old.note)
        later = self._turn(one, number)
        likeness = self.indexer.likeness(pair, one.abstract)
        self.indexer.forget(number, old)
        self.connection.execute(_UPDATE, (_rank(pair), later, likeness, *values_of(pair), number))
        self.indexer.speak_of(number, pair)
        self.digest = (self.digest - pair_digest(old, turn) + pair_digest(pair, later)) % MODULUS

    def _turn(self, one: Prepared, but: int) -> int:
        """0 where all agree on this source; else one more than what another target has."""
        rows = self.connection.execute(
            "SELECT turn, target FROM pair WHERE key = ? AND rank = ? AND id != ?"
            " ORDER BY turn DESC LIMIT 1",
            (one.key, _rank(one.pair), but),
        ).fetchone()
        if rows is None:
            return 0
        return int(rows[0]) + int(rows[1] != one.pair.target)


def _slot(pair: Pair) -> tuple[str, ...]:
    """What a pair stands for."""
    texts = (same_text(text) for text in (pair.source, pair.before, pair.after))
    return (*texts, pair.source_language.lower(), pair.target_language.lower())


def _rank(pair: Pair) -> int:
    return {State.REVIEWED: 1, State.FINAL: 2}.get(pair.state, 0)


def _says_no_more(pair: Pair, old: Pair) -> bool:
    """Whether `old` says all that `pair` says: target, state and note."""
    return (
        pair.target == old.target
        and _ORDER.index(pair.state) <= _ORDER.index(old.state)
        and pair.note in {"", old.note}
    )
