"""How right is a remembered target for a source that is only nearly the same?

Each file of parallel text is drawn into a memory and into pages, seeded, with no source in both.
Every source of the pages is given its likest one of the memory; the remembered target, with its
numbers put right, and the engine's answer are compared with the true translation (chrF, 0 to 100).
docs/decisions/0011 is built on the table this prints.

    .venv/bin/python benchmarks/fuzzy_threshold.py ../shared/parallel/train-gov.tsv.xz ...
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import defaultdict
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import CHRF

from glossa.memory.abstract import abstract
from glossa.memory.adapt import adapt
from glossa.memory.model import Pair, Query
from glossa.model import State
from glossa.pipeline import Engines

BINS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)


def draw(path: Path, memory: int, pages: int, seed: int) -> tuple[list[list[str]], list[list[str]]]:
    """(memory, pages): pairs of source and target; no source stands in both."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    pairs = [line.split("\t")[:2] for line in text.splitlines()]
    unique = list({pair[0]: pair for pair in pairs if len(pair) == 2}.values())
    random.Random(seed).shuffle(unique)
    return unique[:memory], unique[memory : memory + pages]


def nearest(known: list[str], asked: list[str]) -> list[tuple[int, float]]:
    """The likest of `known` for each of `asked`, and how like it is."""
    found = []
    for one in asked:
        best = process.extractOne(
            one, known, scorer=Levenshtein.normalized_similarity, score_cutoff=BINS[0]
        )
        found.append((best[2], best[1]) if best else (-1, 0.0))
    return found


def main() -> None:
    """Print a table of likeness by kind of difference, and all rows as JSON lines if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--memory", type=int, default=8000)
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--seed", type=int, default=4)
    options.add_argument("--rows", type=Path, help="write every comparison here (JSON lines)")
    given = options.parse_args()
    rows: list[dict[str, object]] = []
    for path in given.files:
        memory, pages = draw(path, given.memory, given.pages, given.seed)
        known = [abstract(source, "zh-Hans").text for source, _ in memory]
        asked = [abstract(source, "zh-Hans").text for source, _ in pages]
        for (at, score), (source, target) in zip(nearest(known, asked), pages, strict=True):
            if at < 0:
                continue
            pair = Pair(*memory[at], "zh-Hans", "en", State.REVIEWED)
            adapted = adapt(pair, Query(source, "zh-Hans", "en"))
            sort = "whole" if adapted.whole else "turning" if adapted.turning else "plain"
            rows.append(
                {"file": path.name, "score": score, "sort": sort, "source": source,
                 "memory": pair.source, "adapted": adapted.target, "truth": target}
            )  # fmt: skip
    answers = Engines("en").get("zh-Hans").translate([str(row["source"]) for row in rows])
    chrf = CHRF()
    for row, answer in zip(rows, answers, strict=True):
        row["engine"] = answer
        truth = [str(row["truth"])]
        row["chrf"] = chrf.sentence_score(str(row["adapted"]), truth).score
        row["engine_chrf"] = chrf.sentence_score(answer, truth).score
    if given.rows:
        given.rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    table(rows)


def table(rows: list[dict[str, object]]) -> None:
    """Kind of difference, likeness: how many, chrF of memory and engine, memory ahead."""
    groups: dict[tuple[str, float], list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        low = max(edge for edge in BINS if edge <= float(str(row["score"])) + 1e-9)
        groups[str(row["sort"]), low].append(row)
    print("| differs | likeness from | pairs | memory chrF | engine chrF | memory ahead |")
    print("|---|---|---|---|---|---|")
    for (sort, low), group in sorted(groups.items()):
        mine = [float(str(row["chrf"])) for row in group]
        its = [float(str(row["engine_chrf"])) for row in group]
        ahead = sum(one > other for one, other in zip(mine, its, strict=True)) / len(group)
        means = f"{sum(mine) / len(mine):.1f} | {sum(its) / len(its):.1f}"
        print(f"| {sort} | {low:.2f} | {len(group)} | {means} | {ahead:.0%} |")


if __name__ == "__main__":
    main()
