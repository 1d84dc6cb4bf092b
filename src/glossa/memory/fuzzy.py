"""Finding what resembles a source: rare pieces of its abstract text lead to candidates.

The rarest pieces of the query name the texts that share them; those of about its length that share
most are compared, whole, by rapidfuzz. `docs/decisions/0010-memory-store.md` has the
figures: what the index misses, and what it costs.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from heapq import nsmallest
from typing import Final

from glossa.memory.abstract import abstract
from glossa.memory.adapt import NamesOf, adapt
from glossa.memory.grams import likeness_grams, size_class
from glossa.memory.index import CLASS_BITS, numbers
from glossa.memory.keys import family
from glossa.memory.likeness import likeness
from glossa.memory.model import Candidate, Hit, Pair, Query
from glossa.memory.rows import FIELDS, pair_of
from glossa.model import MatchType, State

__all__ = ["find_candidates", "find_fuzzy"]

FLOOR: Final = 0.5
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")
"""Bytes of a page that are no text: SQLite takes none."""
_POSTINGS: Final = 8000
"""Postings read for a query, beside those of its rarest piece."""
_MOST: Final = 60_000
"""Postings read of the rarest piece."""
_COMPARED: Final = 200
"""Texts compared letter for letter."""
_ASKED: Final = 80
"""Pieces of a long query whose frequency is asked for."""
_OF_EACH: Final = 3
"""Pairs taken of one abstract text."""
_ADAPTED: Final = 6
_ALIKE: Final = 0.99
"""Score of a source that differs in values only, which were all put right."""
_UNSURE: Final = 0.95
"""The most that a source can score where something differs that was not put right."""
_SELECT: Final = (
    f"SELECT {FIELDS} FROM pair WHERE likeness = ?"  # noqa: S608 - names of columns only
    f" ORDER BY rank DESC, turn DESC, key DESC, context DESC,"
    f" source_language, target_language LIMIT {_OF_EACH}"
)


def find_candidates(
    connection: sqlite3.Connection, query: Query, limit: int, floor: float = FLOOR
) -> list[Candidate]:
    """Pairs whose abstract source is at least `floor` (0..1) like the query's, the likest first."""
    row = connection.execute(
        "SELECT id FROM languages WHERE family = ?",
        (f"{family(query.language)} {family(query.target_language)}",),
    ).fetchone()
    if row is None or limit < 1:
        return []
    text = abstract(query.source, query.language, query.protected).text
    text = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
    found: list[Candidate] = []
    for score, number in _alike(connection, row[0], text, floor, query.language)[:limit]:
        found += [
            Candidate(pair_of(values), score) for values in connection.execute(_SELECT, (number,))
        ]
    found.sort(key=lambda one: (-one.score, *_content(one.pair)))
    return found[:limit]


def find_fuzzy(
    connection: sqlite3.Connection, query: Query, threshold: float, names: NamesOf | None = None
) -> Hit | None:
    """The best pair for a source like the query's, its target put right; a person's first."""
    candidates = find_candidates(connection, query, _ADAPTED, min(threshold, 1.0))
    hits = [
        hit
        for candidate in candidates
        for hit in (_hit(candidate, query, names),)
        if hit.score >= threshold
    ]
    return min(
        hits,
        key=lambda hit: (
            not hit.pair.by_person,
            bool(hit.differs),
            hit.turning,
            -hit.score,
            *_content(hit.pair),
        ),
        default=None,
    )


def _hit(candidate: Candidate, query: Query, names: NamesOf | None) -> Hit:
    adapted = adapt(candidate.pair, query, names)
    return Hit(
        candidate.pair,
        MatchType.MEMORY,
        min(candidate.score, _ALIKE if adapted.whole else _UNSURE),
        adapted.target,
        adapted.steps,
        ", ".join(adapted.changed),
        differs=adapted.differs,
        turning=adapted.turning,
    )


def _alike(
    connection: sqlite3.Connection, languages: int, text: str, floor: float, language: str
) -> list[tuple[float, int]]:
    """(likeness, row of `likeness`), the likest first."""
    texts: list[tuple[int, str]] = []
    for number in _sharing(connection, languages, text, floor):
        row = connection.execute("SELECT text FROM likeness WHERE id = ?", (number,)).fetchone()
        if row is not None:
            texts.append((number, row[0]))
    scored = [
        (likeness(text, other, language, floor=floor), number, other) for number, other in texts
    ]
    kept = sorted((one for one in scored if one[0] >= floor), key=lambda one: (-one[0], one[2]))
    return [(score, number) for score, number, _ in kept]


def _sharing(connection: sqlite3.Connection, languages: int, text: str, floor: float) -> list[int]:
    """Rows of texts of about this length that share most of the rare pieces of `text`."""
    counts: Counter[int] = Counter()
    left = _POSTINGS
    for frequency, gram in _by_rarity(connection, languages, text):
        if counts and frequency > left:
            break
        left -= frequency
        read = 0
        for (ids,) in connection.execute(
            "SELECT ids FROM gram WHERE languages = ? AND gram = ?", (languages, gram)
        ):
            counts.update(numbers(ids))
            read += len(ids) // 4
            if read > _MOST:
                break
    size = size_class(len(text))
    least, most = size_class(int(len(text) * floor)), size_class(int(len(text) / floor) + 1)
    mask = (1 << CLASS_BITS) - 1
    ranked = nsmallest(
        _COMPARED,
        (
            (-shared, abs((posting & mask) - size), posting)
            for posting, shared in counts.items()
            if least <= posting & mask <= most
        ),
    )
    return [posting >> CLASS_BITS for _, _, posting in ranked]


def _by_rarity(connection: sqlite3.Connection, languages: int, text: str) -> list[tuple[int, str]]:
    """(how many texts have it, piece), the rarest first; pieces that no text has are left out."""
    found: list[tuple[int, str]] = []
    for gram in sorted(likeness_grams(text))[:_ASKED]:
        (size,) = connection.execute(
            "SELECT sum(length(ids)) FROM gram WHERE languages = ? AND gram = ?", (languages, gram)
        ).fetchone()
        if size:
            found.append((size // 4, gram))
    return sorted(found)


def _content(pair: Pair) -> tuple[object, ...]:
    """An order that depends on nothing but what the pairs say."""
    return (
        not pair.by_person,
        pair.state is not State.FINAL,
        pair.source,
        pair.target,
        pair.page,
        pair.entry,
    )
