"""Step 5: every figure of an Argos package, or whether one package beats another.

    python training/evaluate.py PACKAGE --data PARALLEL [--card models/README.md] [--results FILE]
    python training/evaluate.py A B --data PARALLEL

PACKAGE: an .argosmodel file for Chinese to English, or the folder that Argos unpacks it to. Needs
ctranslate2, sentencepiece and sacrebleu; for names and terms also what glossa needs (its own
environment has all). Decoding is Argos's own: beam 4, length penalty 0.2. What a package said is
kept in work/outputs and used again for the same package. With two packages the exit status is 0 if
B beats A on the gate, 3 if not; 1 and 2 are errors.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import recipe as settings
from evaluate_compare import GATE, beats, compare, verdict
from evaluate_package import Answers, Package, read_pairs, speed
from evaluate_peers import System, peers
from evaluate_scores import Figures, score, signatures
from evaluate_tables import Report, lines_of, training_facts, write_card
from evaluate_terms import Carried, Served, all_headlines, carried, glossa_needs, served, term_sets

Tests = dict[str, list[tuple[str, str]]]
Found = TypeVar("Found", Figures, Carried, Served)
SAMPLE = 200
"""Lines of a test set that are translated for the speed."""
NOT_BETTER = 3
"""Exit status: an error of the program must not pass for a verdict."""


def read_tests(data: Path, only: list[str] | None = None) -> Tests:
    """The test sets that are there, by name, as (source, reference)."""
    paths = {
        "interface": settings.HERE / "heldout-ui.tsv",
        "headlines": settings.HERE / "headlines.tsv",
        "tatoeba-test": data / "tatoeba-test.tsv",
        "flores-dev": data / "flores-dev.tsv",
        "flores-devtest": data / "flores-devtest.tsv",
        "ntrex": data / "ntrex.tsv",
    }
    return {
        name: read_pairs(path)
        for name, path in paths.items()
        if path.is_file() and (not only or name in only)
    }


def measure_terms(
    package: Package, answers: Answers, data: Path
) -> tuple[list[Carried], list[Served]]:
    """Names and terms, by the model alone and through glossa; empty where glossa cannot run."""
    missing = glossa_needs()
    if missing:
        print(f"no figures for terms: not installed: {', '.join(missing)}", file=sys.stderr)
        return [], []
    from glossa.pipeline import load_termbase

    termbase = load_termbase()
    sets = term_sets(data, termbase)
    alone = [said(carried(name, tests, answers)) for name, tests in sets.items()]
    print(f"{package.name}: through glossa", file=sys.stderr, flush=True)
    through = [
        said(served("headlines", all_headlines(), package, termbase)),
        said(served("names in news", sets["names in news"], package, termbase)),
    ]
    return alone, through


def said(figures: Found) -> Found:
    """The same figures, shown on stderr at once: a run that is stopped has not been for nothing."""
    print(json.dumps(asdict(figures)), file=sys.stderr, flush=True)
    return figures


def measure(options: argparse.Namespace, package: Package) -> Report:
    """Everything that was asked for of one package."""
    answers = Answers(package, options.outputs)
    tests = read_tests(options.data, options.only)
    figures: list[Figures] = []
    for name, pairs in tests.items():
        figures.append(said(score(name, pairs, answers.of(name, pairs))))
    systems: list[System] = []
    ours = next((one for one in figures if one.test == "flores-devtest"), None)
    if ours:
        systems = peers(options.data, [wanted for _, wanted in tests["flores-devtest"]])
        size = f"{package.size / 1e6:.0f} MB"
        systems.append(System(package.model.name, size, ours.bleu, ours.chrf, ours=True))
    alone, through = ([], []) if options.only else measure_terms(package, answers, options.data)
    load = os.getloadavg()[0]
    speeds = {}
    if not options.no_speed:
        for name, title in (("headlines", "headlines"), ("flores-devtest", "sentences")):
            if name in tests:
                sample = [source for source, _ in tests[name][:SAMPLE]]
                speeds[title] = speed(package, sample)
    return Report(
        package.path.name,
        package.size,
        package.sha256,
        options.beam,
        options.threads,
        figures,
        alone,
        through,
        systems,
        speeds,
        load,
        signatures(),
    )


def gate(options: argparse.Namespace, a: Package, b: Package) -> bool:
    """Compares two packages on the gate's test sets, prints the verdict, says whether B wins."""
    tests = read_tests(options.data, list(GATE))
    left_out = [name for name in GATE if name not in tests]
    if left_out:
        sys.exit(f"{options.data}: the gate's test sets are not all there: {', '.join(left_out)}")
    differences = []
    for name in GATE:
        outputs = [Answers(one, options.outputs).of(name, tests[name]) for one in (a, b)]
        references = [wanted for _, wanted in tests[name]]
        differences.append(compare(name, references, *outputs))
    print(
        verdict(
            (f"{a.path.name}, {a.size:,} bytes", f"{b.path.name}, {b.size:,} bytes"), differences
        )
    )
    return beats(differences)


def main() -> int:
    """One package: all figures. Two: which is better."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packages", type=Path, nargs="+", help="one package, or two to compare")
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel data")
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--card", type=Path, help="model card whose figures are replaced")
    parser.add_argument("--results", type=Path, help="Markdown file that the figures are added to")
    parser.add_argument("--outputs", type=Path, help="folder for what the model said")
    parser.add_argument("--only", nargs="*", help="names of test sets; then no terms either")
    parser.add_argument("--no-speed", action="store_true", help="leave out words a second")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.outputs = options.outputs or options.work / "outputs"
    if len(options.packages) > 2:
        parser.error("one package, or two to compare")
    with ExitStack() as opened:
        made = [
            opened.enter_context(Package(path, beam=options.beam, threads=options.threads))
            for path in options.packages
        ]
        if len(made) == 2:
            return 0 if gate(options, *made) else NOT_BETTER
        report = measure(options, made[0])
    lines = lines_of(report)
    if options.card:
        write_card(options.card, [*lines, "", *training_facts(options.work)])
    if options.results:
        add_results(f"The embedded model: {report.name}", lines, options.results)
    print("\n".join(lines))
    return 0


def add_results(title: str, lines: list[str], results: Path) -> None:
    """Adds a block with date, cores and command to the results, as the benchmarks write theirs."""
    sys.path.insert(0, str(settings.HERE.parent / "benchmarks"))
    import harness

    harness.report(title, "\n".join(lines), results)


if __name__ == "__main__":
    sys.exit(main())
