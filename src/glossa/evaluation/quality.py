"""chrF and BLEU beside the figures for terms: the only door to sacrebleu, an optional extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glossa.errors import MissingError

__all__ = ["Quality", "quality", "require_sacrebleu"]


@dataclass(frozen=True, slots=True)
class Quality:
    """Corpus scores, 0 to 100, with sacrebleu's signatures; None for no sentences."""

    chrf: float | None
    bleu: float | None
    chrf_signature: str = ""
    bleu_signature: str = ""


def require_sacrebleu() -> None:
    """Raise `MissingError` where sacrebleu is not installed: said before any translating."""
    try:
        import sacrebleu  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise MissingError(
            "sacrebleu, which computes chrF and BLEU, is not installed",
            advice="install it: pip install glossa[eval]",
        ) from error


def quality(targets: Sequence[str], references: Sequence[str]) -> Quality:
    """Score with chrF and BLEU in sacrebleu's default settings. Raises `MissingError`."""
    require_sacrebleu()
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    chrf, bleu = CHRF(), BLEU()
    if not targets:
        return Quality(None, None)
    scores = [
        metric.corpus_score(list(targets), [list(references)]).score for metric in (chrf, bleu)
    ]
    return Quality(scores[0], scores[1], str(chrf.get_signature()), str(bleu.get_signature()))
