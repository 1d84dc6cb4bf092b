"""Terms and names: does the model write them, does it carry what glossa writes into the source?

Counted by `glossa.evaluation`, as `glossa eval terms` counts: a term is there if its wording stands
in the output as words of its own, in any case, in the plural or possessive.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
if str(ROOT / "src") not in sys.path:
    sys.path.insert(0, str(ROOT / "src"))

from evaluate_scores import bleu_chrf  # noqa: E402 - needs the path above

from glossa.evaluation import PLAIN, WITH, TestSet, evaluate_terms, load_testset  # noqa: E402
from glossa.evaluation.metrics import success  # noqa: E402
from glossa.evaluation.run import completed, required  # noqa: E402
from glossa.translator.written import written_into  # noqa: E402

if TYPE_CHECKING:
    from evaluate_package import Answers, Package

    from glossa.evaluation import Case
    from glossa.termbase import Termbase

EVERY = 6
"""Of the COVID-19 sentences with terms every sixth is taken: 256."""


@dataclass(frozen=True)
class Carried:
    """The model alone, asked without and with the terms written into its source."""

    test: str
    sentences: int
    terms: int
    plain: float  # 0 to 1: share of the terms in the outputs
    written: float
    chrf_plain: float  # 0 to 100
    chrf_written: float


@dataclass(frozen=True)
class Served:
    """What `glossa translate` makes of a test set: without its glossary, and with it."""

    test: str
    sentences: int
    terms: int
    translated: tuple[int, int]  # the others were kept in Chinese: the engine only guessed
    names: tuple[float, float]  # 0 to 1: share of the terms right, over all sentences
    chrf: tuple[float, float]  # 0 to 100, over all sentences
    bleu: tuple[float, float]


def term_sets(data: Path, termbase: Termbase) -> dict[str, TestSet]:
    """The fixed sets, by name: sentences that hold a term, each with its terms.

    `names in news`: glossa's own 80. `headlines`: those with a name of the glossary, its rendering
    wanted. `COVID-19`: TICO-19 of the parallel data, where that is there.
    """
    found = {
        "names in news": load_testset(ROOT / "corpus" / "terms" / "names-in-news.tsv"),
        "headlines": load_testset(HERE / "headlines.tsv"),
    }
    covid = data / "terminology" / "tico19-en-zh-terms.tsv"
    if covid.is_file():
        tests = load_testset(covid)
        found["COVID-19"] = replace(tests, cases=tests.cases[::EVERY])
    for name, tests in found.items():
        cases = (completed(case, termbase, listed=tests.listed) for case in tests.cases)
        found[name] = replace(tests, cases=tuple(case for case in cases if case.terms))
    return found


def with_terms_written(case: Case) -> str:
    """The source as glossa asks the engine: every term's wording in the place of the term."""
    needed = tuple(sorted(required(case.source, case.terms), key=lambda one: one.start))
    return written_into(case.source, needed)[1]


def carried(name: str, tests: TestSet, answers: Answers) -> Carried:
    """Ask the model for each sentence of a set twice: as it is, and with its terms written in."""
    references = [case.reference for case in tests.cases]
    shares, chrfs = [], []
    for way, sources in (
        ("plain", [case.source for case in tests.cases]),
        ("written", [with_terms_written(case) for case in tests.cases]),
    ):
        file = f"terms-{name.lower().replace(' ', '-')}-{way}"
        outputs = answers.of(file, list(zip(sources, references, strict=True)))
        counted = success(tests.cases, outputs)
        shares.append(counted.share(counted.inflected) or 0.0)
        chrfs.append(bleu_chrf(outputs, references)[1])
    terms = sum(len(case.terms) for case in tests.cases)
    return Carried(name, len(tests.cases), terms, *shares, *chrfs)


def served(name: str, tests: TestSet, package: Package, termbase: Termbase) -> Served:
    """Translate a set as one page with glossa itself, with this package, as a user gets it."""
    engine = package.engine()
    runs = [evaluate_terms(tests, termbase, lambda _: engine, mode=mode) for mode in (PLAIN, WITH)]
    shares = [run.everywhere.share(run.everywhere.inflected) or 0.0 for run in runs]
    return Served(
        name,
        len(tests.cases),
        runs[1].everywhere.wanted,
        (runs[0].translated, runs[1].translated),
        (shares[0], shares[1]),
        (runs[0].quality.chrf or 0.0, runs[1].quality.chrf or 0.0),
        (runs[0].quality.bleu or 0.0, runs[1].quality.bleu or 0.0),
    )


def all_headlines(path: Path = HERE / "headlines.tsv") -> TestSet:
    """The 200 headlines, those without a name too."""
    return load_testset(path)


def glossa_needs() -> Sequence[str]:
    """Packages that glossa needs for terms and that are not installed; best empty."""
    from importlib.util import find_spec

    needed = ("ahocorasick_rs", "opencc")
    return [name for name in needed if find_spec(name) is None]
