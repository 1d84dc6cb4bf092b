"""Finding the very same source: in its context, else anywhere."""

from __future__ import annotations

import sqlite3
from typing import Final

from glossa.memory.keys import NO_CONTEXT, family, fingerprint, key, same_text
from glossa.memory.model import Hit, Pair, Query
from glossa.memory.rows import FIELDS, pair_of
from glossa.model import MatchType, State

__all__ = ["find_exact"]

_READ: Final = 50
_RIVALS: Final = 2000
_SELECT: Final = f"SELECT {FIELDS} FROM pair WHERE key = ?"  # noqa: S608 - names of columns only
_IN_CONTEXT: Final = "ORDER BY +rank DESC, +turn DESC, source_language, target_language"
"""The plus keeps SQLite at the index of contexts: a menu's word has as many pairs as pages."""
_BEST_FIRST: Final = "ORDER BY rank DESC, turn DESC, context DESC, source_language, target_language"


def find_exact(connection: sqlite3.Connection, query: Query) -> Hit | None:
    """The pair for the very same source, the best first.

    A person's before a machine's; then in the query's context, in its very language tags, `final`
    before `reviewed`, and of several targets the one given last.
    """
    hashed = key(query.source, f"{family(query.language)} {family(query.target_language)}")
    context = fingerprint((same_text(query.before), same_text(query.after)))
    found: list[tuple[Pair, bool]] = []
    if context != NO_CONTEXT:
        rows = connection.execute(f"{_SELECT} AND context = ? {_IN_CONTEXT}", (hashed, context))
        found += [(pair_of(row), True) for row in rows]
    rows = connection.execute(f"{_SELECT} {_BEST_FIRST} LIMIT {_READ}", (hashed,))
    found += [(pair_of(row), False) for row in rows]
    same = [one for one in found if _same(one[0], query)]
    if not same:
        return None
    pair, in_context = min(same, key=lambda one: _order(one[0], one[1], query))
    return Hit(
        pair,
        MatchType.IN_CONTEXT if in_context else MatchType.MEMORY,
        1.0,
        pair.target,
        rivals=_rivals(connection, hashed, pair.target),
    )


def _order(pair: Pair, in_context: bool, query: Query) -> tuple[bool, ...]:
    return (
        not pair.by_person,
        not in_context,
        pair.target_language != query.target_language,
        pair.source_language != query.language,
        pair.state is not State.FINAL,
    )


def _same(pair: Pair, query: Query) -> bool:
    """Whether it is the same source in truth, not only by its hash."""
    return (
        same_text(pair.source) == same_text(query.source)
        and family(pair.source_language) == family(query.language)
        and family(pair.target_language) == family(query.target_language)
    )


def _rivals(connection: sqlite3.Connection, hashed: int, target: str) -> int:
    """How many other targets persons gave this source.

    Pairs of one rank and turn have one target (`adding`), so that where all have turn 0 there is
    nothing to count, however many pages the source stands on.
    """
    others: set[str] = set()
    for rank in (1, 2):
        last = connection.execute(
            "SELECT turn, target FROM pair WHERE key = ? AND rank = ? ORDER BY turn DESC LIMIT 1",
            (hashed, rank),
        ).fetchone()
        if last is not None:
            others.add(last[1])
            if last[0]:
                rows = connection.execute(
                    "SELECT DISTINCT target FROM"
                    " (SELECT target FROM pair WHERE key = ? AND rank = ? LIMIT ?)",
                    (hashed, rank, _RIVALS),
                )
                others.update(row[0] for row in rows)
    return len(others - {target})
