"""Are numbers that were put right the numbers that a translator wrote?

In parallel text there are sentences that differ in nothing but values (`第五十条`, `第二十三条`).
The target of one is put right for the other, and the figures in it are compared with those of the
true translation. Where they differ both are printed, to be read: translators write figures in many
ways, and their own slips are among them.

    .venv/bin/python benchmarks/values_put_right.py ../shared/parallel/train-twlaw.tsv.xz ...
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from glossa.memory.abstract import abstract, figures
from glossa.memory.adapt import adapt
from glossa.memory.model import Pair, Query
from glossa.model import State

LINES = 40_000
OF_EACH = 7
SHORTEST = 4
NUMERAL = re.compile("[0-9一二三四五六七八九十]")


def groups(path: Path) -> list[list[list[str]]]:
    """Pairs whose sources differ in values only, some of each kind, seeded."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8")
    rows = [line.split("\t")[:2] for line in text.splitlines() if NUMERAL.search(line)]
    random.Random(1).shuffle(rows)
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows[:LINES]:
        made = abstract(row[0], "zh-Hans")
        if len(row) == 2 and made.slots and len(made.text) >= SHORTEST:
            found[made.text].append(row)
    return [group[:OF_EACH] for group in found.values()]


def said(text: str) -> Counter[tuple[str, str]]:
    """The figures of an English text."""
    return Counter(slot.key for slot in figures(text, "en"))


def main() -> None:
    """Print what differs, and how often it does."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    asked = right = other = 0
    for path in options.parse_args().files:
        for group in groups(path):
            for (source, target), (new, truth) in pairwise(group):
                if source == new:
                    continue
                asked += 1
                pair = Pair(source, target, "zh-Hans", "en", State.REVIEWED)
                adapted = adapt(pair, Query(new, "zh-Hans", "en"))
                right += adapted.whole
                if adapted.whole and said(adapted.target) != said(truth):
                    other += 1
                    print(path.name, new, adapted.target, truth, sep="\n  ")
    print(f"{asked:,} asked, {right:,} put right ({right / asked:.0%}), {other} with other figures")


if __name__ == "__main__":
    main()
