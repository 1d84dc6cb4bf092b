"""Scores of outputs against references: BLEU, chrF, and what must not happen at all.

sacrebleu is imported by what needs it. Loops and lost numbers are counted by glossa's own measures
(`glossa.measures`), so that this table and glossa's guards mean the same by these words.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src"
if str(SOURCES) not in sys.path:
    sys.path.insert(0, str(SOURCES))

from glossa.measures import length_ratio, looping, lost_numbers  # noqa: E402 - needs the path above

LONGEST = 4.0
"""Times the source's length, a Chinese character counted as the 3.2 letters that it is worth."""


@dataclass(frozen=True)
class Figures:
    """What came out for one test set."""

    test: str
    pairs: int
    bleu: float  # 0 to 100
    chrf: float  # 0 to 100
    exact: float  # 0 to 1: equal to the reference but for case and end marks
    empty: int
    loops: int
    long: int  # outputs over `LONGEST` times their source
    lost_numbers: int  # outputs that lack a number of their source


def signatures() -> str:
    """How sacrebleu computes what `score` gives: both metrics in their default settings."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    said = []
    for name, metric in (("BLEU", BLEU()), ("chrF", CHRF())):
        metric.corpus_score(["a"], [["a"]])
        said.append(f"{name} {metric.get_signature()}")
    return " · ".join(said)


def bleu_chrf(outputs: Sequence[str], references: Sequence[str]) -> tuple[float, float]:
    """Corpus BLEU and chrF, 0 to 100, in sacrebleu's default settings."""
    import sacrebleu

    wanted = [list(references)]
    return (
        sacrebleu.corpus_bleu(list(outputs), wanted).score,
        sacrebleu.corpus_chrf(list(outputs), wanted).score,
    )


def score(test: str, pairs: Sequence[tuple[str, str]], outputs: Sequence[str]) -> Figures:
    """The figures of one test set. `pairs`: (source, reference), one output each."""
    bleu, chrf = bleu_chrf(outputs, [wanted for _, wanted in pairs])
    both = list(zip(pairs, outputs, strict=True))
    return Figures(
        test=test,
        pairs=len(pairs),
        bleu=bleu,
        chrf=chrf,
        exact=sum(bare(out) == bare(wanted) for (_, wanted), out in both) / len(pairs),
        empty=sum(not output.strip() for output in outputs),
        loops=sum(looping(source, output) for (source, _), output in both),
        long=sum(too_long(source, output) for (source, _), output in both),
        lost_numbers=sum(bool(lost_numbers(source, output)) for (source, _), output in both),
    )


def bare(text: str) -> str:
    """For the exact share: lower case, without end marks."""
    return text.casefold().strip(" .,:;!?…")


def too_long(source: str, output: str) -> bool:
    """Whether an output says far more than its source can mean.

    Not by characters: of good English headlines a third have over four times their source's.
    """
    return length_ratio(source, output) > LONGEST
