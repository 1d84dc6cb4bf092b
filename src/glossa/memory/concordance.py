"""The concordance: where a stretch of text stands, on either side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from glossa.errors import UsageError
from glossa.memory.grams import folded, search_expression
from glossa.memory.keys import family
from glossa.memory.model import Pair
from glossa.memory.rows import FIELDS, pair_of

__all__ = ["find_text"]

_SIDES: Final = {"source": "s", "target": "t", "both": "st"}
_DEPTH: Final = 10
"""How many times more pairs are read than are wanted, so that persons' come first."""
_PLAIN: Final = f"SELECT {FIELDS} FROM pair WHERE "  # noqa: S608 - names of columns only
_INDEXED: Final = (
    f"SELECT {FIELDS} FROM concordance JOIN pair ON pair.id = concordance.rowid"  # noqa: S608 - names of columns only
    " WHERE concordance MATCH ? ORDER BY concordance.rowid DESC"
)


def find_text(
    connection: sqlite3.Connection,
    text: str,
    *,
    side: str = "both",
    limit: int = 20,
    languages: Iterable[str] = (),
) -> list[Pair]:
    """Pairs in which `text` stands, whatever its case and width; a person's first, then the latest.

    Args:
        connection: the memory.
        text: any stretch of text, one character too.
        side: `source`, `target` or `both`.
        limit: how many pairs at most; the same words on several pages count once.
        languages: BCP 47 tags; a pair counts where each side's language is among them.
    """
    if side not in _SIDES:
        raise UsageError(
            f"no such side: {side!r}", advice=f"choose from {', '.join(sorted(_SIDES))}"
        )
    wanted = folded(text)
    if not wanted or limit < 1 or not _is_text(wanted):
        return []
    families = {family(tag) for tag in languages}
    found: dict[tuple[str, ...], Pair] = {}
    for pair in _candidates(connection, text, wanted, side):
        tags = pair.source_language, pair.target_language
        if families and not families >= {family(tag) for tag in tags}:
            continue
        if any(wanted in folded(part) for part in _parts(pair, side)):
            found.setdefault((pair.source, pair.target, *tags), pair)
            if len(found) >= limit * _DEPTH:
                break
    return sorted(found.values(), key=lambda pair: not pair.by_person)[:limit]


def _is_text(wanted: str) -> bool:
    """Whether it can stand in a memory: bytes that are no text (`glossa memory search`) cannot."""
    try:
        wanted.encode()
    except UnicodeEncodeError:
        return False
    return True


def _candidates(
    connection: sqlite3.Connection, text: str, wanted: str, side: str
) -> Iterator[Pair]:
    """Pairs that may have it, the latest first."""
    expressions = [search_expression(wanted, letter) for letter in _SIDES[side]]
    if all(expressions):
        match = " OR ".join(f"({expression})" for expression in expressions)
        rows = connection.execute(_INDEXED, (match,))
    else:  # nothing but punctuation: the index knows words only
        sides = ("source", "target") if side == "both" else (side,)
        test = " OR ".join(f'instr("{name}", ?)' for name in sides)
        rows = connection.execute(f"{_PLAIN}{test} ORDER BY id DESC", [text.strip()] * len(sides))
    for row in rows:
        yield pair_of(row)


def _parts(pair: Pair, side: str) -> tuple[str, ...]:
    return {"source": (pair.source,), "target": (pair.target,)}.get(
        side, (pair.source, pair.target)
    )
