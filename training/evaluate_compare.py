"""Is package B better than package A? Paired bootstrap resampling on the gate's test sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GATE = ("interface", "headlines", "flores-devtest", "tatoeba-test")
SAMPLES = 1000
SURE = 0.05
"""A difference that chance alone makes more often than this is none."""


@dataclass(frozen=True)
class Difference:
    """B against A on one test set, in chrF; BLEU beside it."""

    test: str
    chrf: tuple[float, float]  # A, B; 0 to 100
    p: float  # how often chance alone makes a difference of this size
    bleu: tuple[float, float]
    bleu_p: float

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `no different`, by chrF."""
        if self.p >= SURE:
            return "no different"
        return "better" if self.chrf[1] > self.chrf[0] else "worse"


def compare(test: str, references: Sequence[str], a: Sequence[str], b: Sequence[str]) -> Difference:
    """Both systems' scores on one test set and how sure their difference is.

    sacrebleu's paired bootstrap (Koehn 2004), 1,000 samples, its own seed: the same every time.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.significance import PairedTest

    wanted = [list(references)]
    paired = PairedTest(
        [("A", list(a)), ("B", list(b))],
        {"BLEU": BLEU(references=wanted), "chrF": CHRF(references=wanted)},
        references=None,
        test_type="bs",
        n_samples=SAMPLES,
    )
    found = paired()[1]
    chrf_a, chrf_b = found["chrF2"]
    bleu_a, bleu_b = found["BLEU"]
    # Of equal outputs sacrebleu's p is near 0: no sample differs by more than nothing.
    return Difference(
        test,
        (chrf_a.score, chrf_b.score),
        chrf_b.p_value if chrf_a.score != chrf_b.score else 1.0,
        (bleu_a.score, bleu_b.score),
        bleu_b.p_value if bleu_a.score != bleu_b.score else 1.0,
    )


def beats(differences: Sequence[Difference]) -> bool:
    """Whether B may take A's place: surely better somewhere, surely worse nowhere."""
    verdicts = {one.verdict for one in differences}
    return "better" in verdicts and "worse" not in verdicts


def verdict(names: tuple[str, str], differences: Sequence[Difference]) -> str:
    """The comparison in plain words: a line a test set, then what follows from it."""
    a, b = names
    lines = [f"A is {a}", f"B is {b}", ""]
    by: Mapping[str, list[str]] = {"better": [], "worse": [], "no different": []}
    for one in differences:
        lines.append(
            f"{one.test}: chrF {one.chrf[0]:.1f} -> {one.chrf[1]:.1f} (p {one.p:.3f}), "
            f"BLEU {one.bleu[0]:.1f} -> {one.bleu[1]:.1f} (p {one.bleu_p:.3f})"
        )
        by[one.verdict].append(one.test)
    lines.append("")
    lines += [f"B is {word} on: {', '.join(tests)}" for word, tests in by.items() if tests]
    lines.append(
        "B beats A on the gate."
        if beats(differences)
        else "B does not beat A on the gate: it must be better somewhere and worse nowhere."
    )
    return "\n".join(lines)
