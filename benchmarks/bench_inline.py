"""Where inline elements come to stand: glossa beside two ways that know nothing.

    python benchmarks/bench_inline.py [--append RESULTS.md]

The cases (tests/cases/inline.json) give source and target; only the places are measured. Weights
were chosen on the cases with an even number; those with an odd one, and the answers of the embedded
model, were looked at only to measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import harness

CASES = Path(__file__).parents[1] / "tests" / "cases" / "inline.json"
PARTS = ("tuning half", "test half", "the model's answers")


def main() -> int:
    """Place the codes of all cases in each way, and count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    from glossa.evaluation.codes import (
        CodeCase,
        Verdict,
        load_code_cases,
        page_of_cases,
        places_of,
        proportional,
        shares,
        verdict,
    )
    from glossa.inline import Tools, place_codes
    from glossa.pipeline import Engines, load_termbase
    from glossa.pipeline.codes import with_codes

    cases = load_code_cases(CASES)
    termbase = load_termbase()
    engines = Engines("en")
    document, entries = page_of_cases(cases, termbase)

    def part(number: int, case: CodeCase) -> str:
        return PARTS[2] if case.group == "engine" else PARTS[number % 2]

    def judged(
        place: Callable[[int, str], tuple[int, int] | None],
    ) -> Iterable[tuple[str, Verdict]]:
        for number, case in enumerate(cases):
            for mark in case.codes:
                yield part(number, case), verdict(case, mark, place(number, mark))

    tools = Tools(termbase, engine_for=engines.get)
    ways = {
        "the same part of the sentence": lambda n, m: proportional(cases[n], m),
        "around the whole segment": lambda _, __: None,
    }
    for name, done in (
        ("glossa, no engine", with_codes(document, entries, to="en", termbase=termbase)),
        ("glossa, no table of words", place_codes(document, entries, tools)),
        (
            "glossa",
            with_codes(document, entries, to="en", termbase=termbase, engine_for=engines.get),
        ),
    ):
        found = [places_of(entry) for entry in done]
        ways[name] = lambda n, m, found=found: found[n].get(m)
    rows: list[list[object]] = []
    for name, place in ways.items():
        row: list[object] = [name]
        verdicts = list(judged(place))
        for wanted in PARTS:
            _, exact, overlap, fallback = shares(one for of, one in verdicts if of == wanted)
            row.append(f"{exact:.0%} / {overlap:.0%} / {fallback:.0%}")
        rows.append(row)
    counts = {wanted: sum(of == wanted for of, _ in verdicts) for wanted in PARTS}
    body = (
        f"{len(cases)} sentences, {sum(counts.values())} elements; engine: "
        f"{engines.get('zh-Hans').name}. Each cell: exactly right / characters in common with what "
        "is right / around the whole segment.\n\n"
    ) + harness.table(["way", *(f"{name} ({count})" for name, count in counts.items())], rows)
    harness.report("Places of inline elements", body, options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
