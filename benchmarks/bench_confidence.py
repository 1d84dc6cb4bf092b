"""What the engine's confidence is worth: quality of its answers, by how sure it was.

    python benchmarks/bench_confidence.py training/heldout-ui.tsv [--append RESULTS.md]

The pairs (Chinese TAB English; lines with # are remarks) must not have been trained on. The two
limits of `translator.Options` were read off this table: docs/decisions/0004.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import harness

WIDTH = 0.1


def main() -> int:
    """Translate the pairs with the model glossa would choose, and sort by confidence."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    from sacrebleu.metrics import CHRF

    from glossa.engines import make_engine
    from glossa.models import choose

    lines = options.pairs.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines if "\t" in line and not line.startswith("#")]
    pairs = pairs[: options.limit]
    sources = [source for source, _ in pairs]
    engine = make_engine(choose("zh-Hans", "en"))
    answers = engine.translate(sources)
    bins: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for (_, reference), answer, confidence in zip(
        pairs, answers, engine.confidence(sources, answers), strict=True
    ):
        bins[int(confidence / WIDTH)].append((answer, reference))
    rows: list[list[object]] = [
        [
            f"{number * WIDTH:.1f} to {(number + 1) * WIDTH:.1f}",
            len(found),
            f"{CHRF().corpus_score([a for a, _ in found], [[r for _, r in found]]).score:.1f}",
        ]
        for number, found in sorted(bins.items())
    ]
    body = f"{engine.name}, {len(pairs)} pairs.\n\n" + harness.table(
        ["confidence", "answers", "chrF"], rows
    )
    harness.report("Confidence and quality", body, options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
