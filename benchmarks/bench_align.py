"""How many links of texts with known answers are found, by glossa and by others.

    python benchmarks/bench_align.py PARALLEL_FOLDER [--part test] [--each 3] [--model]
        [--hunalign PROGRAM] [--nltk-python PYTHON] [--corpus] [--append FILE]

The documents are those of `align_made.py`. Each is aligned twice: **pages** go through glossa's own
reader and segmentation, and the links are carried over by offsets; **pieces** are given as they
were made. All systems get the same segments. Figures are those of `glossa.evaluation.links`.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import harness
from align_made import Made, documents
from align_peers import gale_church, hunalign_variants

from glossa.alignment import Piece, align
from glossa.evaluation.links import LinkScores, coarsened, reliability, score_links
from glossa.pipeline import Engines, load_termbase, parse_page
from glossa.pipeline.sides import side_of

Group = tuple[tuple[int, ...], tuple[int, ...]]
Links = list[tuple[Group, float]]
System = Callable[["Case"], Links]
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """Segments of two texts and their right links."""

    name: str
    register: str
    rate: float
    pages: bool
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    gold: list[Group]
    loose: list[Group]


def cases_of(made: Made) -> Iterator[Case]:
    """A document as pages and as pieces."""
    sides = [
        side_of(parse_page(side.text.encode(), f"{made.name}.txt"), target=False)
        for side in (made.source, made.target)
    ]
    gold, loose = made.groups(sides[0].spans, sides[1].spans)
    name, register, rate = made.name, made.register, made.rate
    yield Case(name, register, rate, True, sides[0].pieces, sides[1].pieces, gold, loose)
    pieces = [
        tuple(
            Piece(f"{number}", text, language, unit=unit)
            for number, (text, unit) in enumerate(zip(side.pieces, side.units, strict=True))
        )
        for side, language in ((made.source, "zh-Hans"), (made.target, "en"))
    ]
    yield Case(name, register, rate, False, pieces[0], pieces[1], list(made.links), [])


def glossa_system(*, model: bool) -> System:
    """Our own, with its glossary, and with its translation model where asked."""
    termbase = load_termbase()
    translate = Engines("en").get("zh-Hans").translate if model else None

    def run(case: Case) -> Links:
        found = align(case.source, case.target, termbase=termbase, translate=translate)
        return [((link.source, link.target), link.score) for link in found]

    return run


def main() -> int:
    """Every system over every document; tables by register, by rate, and of scores."""
    options = _options()
    systems: dict[str, System] = {"glossa": glossa_system(model=False)}
    if options.model:
        systems["glossa, with the model"] = glossa_system(model=True)
    if options.nltk_python:
        systems["nltk, Gale-Church"] = gale_church(options.nltk_python)
    if options.hunalign:
        cedict = options.folder / "train-dict-cedict.tsv.xz"
        systems |= hunalign_variants(options.hunalign, cedict)
    made = list(documents(options.folder, options.part, each=options.each, seed=options.seed))
    cases = [case for one in made for case in cases_of(one)]
    results = {
        name: [(case, *_timed(system, case)) for case in cases] for name, system in systems.items()
    }
    title = f"Alignment: links of texts with known answers ({options.part} part)"
    harness.report(title, "\n\n".join(_tables(results)), options.append)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--hunalign", type=Path)
    parser.add_argument("--nltk-python", type=Path)
    parser.add_argument("--append", type=Path)
    return parser.parse_args()


Result = tuple[Case, Links, float]


def _timed(system: System, case: Case) -> tuple[Links, float]:
    before = time.perf_counter()
    links = system(case)
    return links, time.perf_counter() - before


def _judge(case: Case, links: Links) -> LinkScores:
    return score_links(case.gold, coarsened([link for link, _ in links], case.loose))


def _sum(results: Sequence[Result], keep: Callable[[Case], bool]) -> LinkScores:
    return sum(
        (_judge(case, links) for case, links, _ in results if keep(case)), start=LinkScores()
    )


def _tables(results: dict[str, list[Result]]) -> Iterator[str]:
    some = next(iter(results.values()))
    count = sum(len(case.gold) for case, _, _ in some if case.pages)
    longest = max(len(case.source) for case, _, _ in some)
    yield (
        f"{len(some) // 2} documents of up to {longest} segments, {count:,} links and segments "
        "without one (as pages)."
    )
    for pages, title in ((True, "As pages"), (False, "Pieces given")):
        rows = []
        for name, own in results.items():
            scores = _sum(own, lambda case, pages=pages: case.pages == pages)
            seconds = sum(spent for case, _, spent in own if case.pages == pages)
            strict, lax, nulls = scores.strict, scores.lax, scores.with_nulls
            figures = (strict.precision, strict.recall, strict.f1, lax.precision, lax.recall)
            figures = (*figures, lax.f1, nulls.f1)
            rows.append([name, *map(_three, figures), f"{seconds:.1f}"])
        head = [
            title,
            "precision",
            "recall",
            "**F1**",
            "lax P",
            "lax R",
            "lax F1",
            "F1 with 0-1",
            "s",
        ]
        yield harness.table(head, rows)
    yield "F1 of pages by register:\n\n" + _by(results, lambda case: case.register)
    yield "F1 of pages by rate:\n\n" + _by(results, lambda case: str(case.rate))
    for name, own in results.items():
        if name.startswith("glossa"):
            yield _scores_table(name, own)


def _by(results: dict[str, list[Result]], key: Callable[[Case], str]) -> str:
    keys = sorted({key(case) for own in results.values() for case, _, _ in own})
    rows: list[list[object]] = []
    for name, own in results.items():
        parts = {one: [row for row in own if key(row[0]) == one] for one in keys}
        rows.append([name, *(_three(_sum(parts[one], _is_page).strict.f1) for one in keys)])
    return harness.table(["", *keys], rows)


def _is_page(case: Case) -> bool:
    return case.pages


def _three(value: float) -> str:
    return f"{value:.3f}"


def _scores_table(name: str, results: Sequence[Result]) -> str:
    judged = []
    for case, links, _ in results:
        if case.pages:
            right = set(case.gold)
            inside = defaultdict(set)
            for number, (ones, others) in enumerate(case.loose):
                inside[number] = {*(("s", one) for one in ones), *(("t", one) for one in others)}
            for link, score in links:
                if link[0] and link[1]:
                    own = {*(("s", one) for one in link[0]), *(("t", one) for one in link[1])}
                    fine = link in right or any(own <= block for block in inside.values())
                    judged.append((score, fine))
    rows = [
        [f"{low:g} to {high:g}", count, _three(mean), _three(share)]
        for low, high, count, mean, share in reliability(judged, EDGES)
    ]
    return f"What the scores of *{name}* are worth:\n\n" + harness.table(
        ["score", "links", "mean score", "share right"], rows
    )


if __name__ == "__main__":
    raise SystemExit(main())
