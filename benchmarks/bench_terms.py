"""What each way to keep terms gains: `glossa eval terms` with one way after the other.

    python benchmarks/bench_terms.py TESTSET [--enforce] [--guesses] [--limit N] [--append FILE]

Rows: without the glossary; folding alone; then each way of `glossa.translator.TRIES` added in
order; all of them less one; and all of them with another limit below which the engine is not asked
again (`Options.hope`). docs/decisions/0008 reads the figures.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import harness


def main() -> int:
    """Run every variant over the test set, one table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("testset", type=Path)
    parser.add_argument("--enforce", action="store_true")
    parser.add_argument("--guesses", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    from glossa import pipeline
    from glossa.evaluation import PLAIN, WITH, evaluate_terms, load_testset
    from glossa.translator import TRIES, Options

    tests = load_testset(options.testset).first(options.limit)
    termbase = pipeline.load_termbase()
    engines = pipeline.Engines("en")
    limits = {"guess": 0.0, "doubt": 0.0, "hope": 0.0} if options.guesses else {}

    variants: list[tuple[str, str, dict[str, object]]] = [("without glossary", PLAIN, {})]
    variants += [
        (f"folding{''.join(f' + {one}' for one in TRIES[:n])}", WITH, {"tries": TRIES[:n]})
        for n in range(len(TRIES) + 1)
    ]
    variants += [
        (f"all but {left}", WITH, {"tries": tuple(one for one in TRIES if one != left)})
        for left in TRIES[:-1]
    ]
    if not options.guesses:
        hopes = (0.0, 0.1, 0.2, 0.35)
        variants += [(f"all, asked again above {hope}", WITH, {"hope": hope}) for hope in hopes]
    rows: list[list[object]] = []
    for name, mode, settings in variants:
        found = evaluate_terms(
            tests,
            termbase,
            engines.get,
            mode=mode,
            enforce=options.enforce,
            options=Options(**{**limits, **settings}),  # type: ignore[arg-type]
        )
        rows.append(
            [
                name,
                found.translated,
                _percent(found.everywhere.share(found.everywhere.inflected)),
                _percent(found.where_translated.share(found.where_translated.inflected)),
                f"{found.quality.chrf or 0:.1f}",
                f"{found.quality_translated.chrf or 0:.1f}",
                ", ".join(f"{key} {count}" for key, count in sorted(found.won.items())),
            ]
        )
        print(*rows[-1], sep="\t", file=sys.stderr)
    header = ["", "translated", "success, all", "success, translated", "chrF, all"]
    header += ["chrF, translated", "answers by"]
    body = f"{tests.name}: {len(tests.cases)} sentences.\n\n{harness.table(header, rows)}"
    harness.report("What each way to keep terms gains", body, options.append)
    return 0


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


if __name__ == "__main__":
    sys.exit(main())
