"""How many links of texts with known answers are found, by glossa and by others.

    python benchmarks/bench_align.py PARALLEL_FOLDER [--part test] [--each 3] [--model]
        [--hunalign PROGRAM [--realign]] [--nltk-python PYTHON] [--append FILE]

The documents are those of `align_made.py`. Each is aligned twice: **pages** go through glossa's own
reader and segmentation, and the links are carried over by offsets; **pieces** are given as they
were made. All systems get the same segments; slow ones only those of pages. Beside them come the
pages of `corpus/aligned` of that part. `glossa.evaluation.links` explains the figures.
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
from glossa.evaluation.aligned import load_aligned
from glossa.evaluation.links import (
    LinkScores,
    carry_over,
    coarsened,
    reliability,
    score_links,
)
from glossa.pipeline import Engines, load_page, load_termbase, parse_page
from glossa.pipeline.sides import side_of

Group = tuple[tuple[int, ...], tuple[int, ...]]
Links = list[tuple[Group, float]]
System = Callable[["Case"], Links]
CORPUS = Path(__file__).parents[1] / "corpus" / "aligned"
BY_HAND = "by hand"
SLOW = frozenset({"glossa, with the model", "nltk, Gale-Church", "hunalign, CC-CEDICT, realign"})
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


def cases_by_hand(folder: Path, part: str) -> Iterator[Case]:
    """The pages aligned by hand that belong to a part."""
    for pair in load_aligned(folder, f"{part}-*"):
        source = side_of(load_page(pair.source), target=False)
        target = side_of(load_page(pair.target), target=True)
        gold, loose = carry_over(pair.links, pair.pieces, (source.spans, target.spans))
        yield Case(pair.name, BY_HAND, 0, True, source.pieces, target.pieces, gold, loose)


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
        systems |= hunalign_variants(options.hunalign, cedict, realign=options.realign)
    made = [
        one
        for one in documents(options.folder, options.part, each=options.each, seed=options.seed)
        if not options.rates or one.rate in options.rates
    ]
    cases = [case for one in made for case in cases_of(one)]
    by_hand = list(cases_by_hand(CORPUS, options.part))
    results = {
        name: [
            (case, *_timed(system, case))
            for case in [*cases, *by_hand]
            if case.pages or name not in SLOW
        ]
        for name, system in systems.items()
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
    parser.add_argument("--rates", type=float, nargs="+", help="only documents of these")
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--hunalign", type=Path)
    parser.add_argument("--realign", action="store_true")
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
    some = [case for case, _, _ in next(iter(results.values()))]
    pages = [case for case in some if case.pages and case.register != BY_HAND]
    yield (
        f"{len(pages)} documents of up to {max(len(case.source) for case in pages)} segments, "
        f"{sum(len(case.gold) for case in pages):,} links and segments without one (as pages)."
    )
    kinds: tuple[tuple[str, Callable[[Case], bool]], ...] = (
        ("As pages", _is_page),
        ("Pieces given", lambda case: not case.pages),
        ("Pages aligned by hand", lambda case: case.register == BY_HAND),
    )
    head = ["precision", "recall", "**F1**", "lax P", "lax R", "lax F1", "F1 with 0-1", "s"]
    for title, keep in kinds:
        rows = [
            _figures(name, own, keep)
            for name, own in results.items()
            if any(keep(case) for case, _, _ in own)
        ]
        yield harness.table([title, *head], rows)
    yield "F1 of pages by register:\n\n" + _by(results, lambda case: case.register)
    yield "F1 of pages by rate:\n\n" + _by(results, lambda case: str(case.rate))
    for name, own in results.items():
        if name.startswith("glossa"):
            yield _scores_table(name, own)


def _figures(name: str, results: Sequence[Result], keep: Callable[[Case], bool]) -> list[object]:
    scores = _sum(results, keep)
    seconds = sum(spent for case, _, spent in results if keep(case))
    strict, lax = scores.strict, scores.lax
    figures = (strict.precision, strict.recall, strict.f1, lax.precision, lax.recall, lax.f1)
    return [name, *map(_three, (*figures, scores.with_nulls.f1)), f"{seconds:.1f}"]


def _by(results: dict[str, list[Result]], key: Callable[[Case], str]) -> str:
    made = [case for own in results.values() for case, _, _ in own if case.register != BY_HAND]
    keys = sorted(set(map(key, made)))
    rows: list[list[object]] = []
    for name, own in results.items():
        parts = {one: [row for row in own if key(row[0]) == one] for one in keys}
        rows.append([name, *(_three(_sum(parts[one], _is_page).strict.f1) for one in keys)])
    return harness.table(["", *keys], rows)


def _is_page(case: Case) -> bool:
    return case.pages and case.register != BY_HAND


def _three(value: float) -> str:
    return f"{value:.3f}"


def _scores_table(name: str, results: Sequence[Result]) -> str:
    judged = []
    for case, links, _ in results:
        if _is_page(case):
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
