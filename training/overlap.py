"""What training rows share with test sets: runs of letters (Chinese) and of words (English).

A test line is known by its grams. A row leaks a line when it holds a great part of that line's
grams, or when a great part of its own are that line's; or when a side is the same, letters and
digits only. Pure standard library.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pairs
from augment import Pair

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
ENOUGH = 4
"""Grams that a row must share before its own share counts: a set phrase is no leak."""
STRICT = ("heldout-ui",)
"""Sets of which no row may have either side, however short."""
BINS = (0.1, 0.3, 0.5)


def zh_grams(text: str, size: int) -> set[str]:
    """Runs of `size` letters and digits; none of a shorter text."""
    return _runs(pairs.key(text), size)


def _runs(plain: str, size: int) -> set[str]:
    return {plain[at : at + size] for at in range(len(plain) - size + 1)}


def en_grams(text: str, size: int) -> set[str]:
    """Runs of `size` words; none of a shorter text."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}


@dataclass
class Leak:
    """The most that one row has of any line of a test set; shares from 0 to 1."""

    line: int = -1
    of_line: float = 0.0
    of_row: float = 0.0
    same: bool = False

    def is_over(self, highest: float) -> bool:
        """Whether the row must not be trained on."""
        return self.same or self.of_line >= highest or self.of_row >= highest


@dataclass
class TestSet:
    """One test set's grams: gram -> the lines that hold it; and the keys of its sides."""

    name: str
    rows: list[Pair]
    sizes: tuple[int, int]
    least_words: int = 4
    """Words of an English side from which a row with the same one is a leak; `Yes.` is none."""
    grams: tuple[dict[str, list[int]], dict[str, list[int]]] = field(
        default_factory=lambda: ({}, {})
    )
    counts: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    keys: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))

    def __post_init__(self) -> None:
        """Counts the grams of every line."""
        for number, (zh, en) in enumerate(self.rows):
            both = zh_grams(zh, self.sizes[0]), en_grams(en, self.sizes[1])
            for side, found in enumerate(both):
                self.counts[side].append(len(found))
                for gram in found:
                    self.grams[side].setdefault(gram, []).append(number)
            self.keys[0].add(pairs.key(zh))
            if len(en.split()) >= self.least_words:
                self.keys[1].add(pairs.key(en))

    def leak(self, keys: Pair, grams: tuple[set[str], set[str]]) -> Leak:
        """What a row, given by its keys and grams, has of this set's lines."""
        worst = Leak(same=keys[0] in self.keys[0] or keys[1] in self.keys[1])
        for side in (0, 1):
            known = self.grams[side]
            hits = Counter(line for gram in grams[side] if gram in known for line in known[gram])
            for line, count in hits.items():
                of_line = count / self.counts[side][line]
                of_row = count / len(grams[side]) if count >= ENOUGH else 0.0
                if max(of_line, of_row) > max(worst.of_line, worst.of_row):
                    worst.line, worst.of_line, worst.of_row = line, of_line, of_row
        return worst


class Overlap:
    """All test sets together: judges rows, and reports on a mix."""

    def __init__(
        self, sets: dict[str, list[Pair]], zh_gram: int, en_gram: int, highest: float
    ) -> None:
        self.sizes = zh_gram, en_gram
        self.highest = highest
        self.sets = [
            TestSet(name, rows, self.sizes, 1 if name in STRICT else 4)
            for name, rows in sets.items()
        ]
        self.grams = [set().union(*(one.grams[side] for one in self.sets)) for side in (0, 1)]
        self.keys = [set().union(*(one.keys[side] for one in self.sets)) for side in (0, 1)]

    def leaks(self, zh: str, en: str) -> list[Leak]:
        """What a row has of each test set, in their order."""
        keys = pairs.key(zh), pairs.key(en)
        grams = _runs(keys[0], self.sizes[0]), en_grams(en, self.sizes[1])
        if all(
            self.grams[side].isdisjoint(grams[side]) and keys[side] not in self.keys[side]
            for side in (0, 1)
        ):
            return [Leak() for _ in self.sets]
        return [one.leak(keys, grams) for one in self.sets]

    def is_leak(self, zh: str, en: str) -> bool:
        """Whether a row must not be trained on."""
        return any(leak.is_over(self.highest) for leak in self.leaks(zh, en))

    def report(self, rows: Iterable[Pair]) -> dict[str, dict[str, object]]:
        """Per test set: distinct rows by how much they share, and the worst one."""
        found: dict[str, dict[str, object]] = {}
        tables = {one.name: Counter[str]() for one in self.sets}
        worst: dict[str, tuple[float, str, str]] = {one.name: (0.0, "", "") for one in self.sets}
        distinct = set(rows)
        for zh, en in sorted(distinct):
            for one, leak in zip(self.sets, self.leaks(zh, en), strict=True):
                share = max(leak.of_line, leak.of_row)
                table = tables[one.name]
                table["same side"] += leak.same
                table["any gram"] += leak.line >= 0
                for least in BINS:
                    table[f"{least:.0%} or more"] += share >= least
                if share > worst[one.name][0]:
                    worst[one.name] = share, f"{zh}\t{en}", "\t".join(one.rows[leak.line])
        for one in self.sets:
            share, row, line = worst[one.name]
            found[one.name] = {
                "lines": len(one.rows),
                "rows": len(distinct),
                **tables[one.name],
                "highest": round(share, 3),
                "row": row,
                "line": line,
            }
        return found


def table(report: dict[str, dict[str, dict[str, object]]]) -> str:
    """The report as text, a line a mix and test set."""
    columns = [
        "rows",
        "same side",
        "any gram",
        *(f"{least:.0%} or more" for least in BINS),
        "highest",
    ]
    lines = ["  ".join([f"{'mix':8}", f"{'test set':16}", *(f"{name:>11}" for name in columns)])]
    for mix, sets in report.items():
        for name, row in sets.items():
            cells = [f"{row[column]!s:>11}" for column in columns]
            lines.append("  ".join([f"{mix:8}", f"{name:16}", *cells]))
    return "\n".join(lines)


def write(report: dict[str, dict[str, dict[str, object]]], path: Path) -> None:
    """The report as JSON."""
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
