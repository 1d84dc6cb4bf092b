"""What the gate of the embedded model measures: its bare answers, before glossa mends anything.

Three fixed samples, each chosen by the hashes of its lines so that nobody picks what suits him:
interface strings kept out of training, headlines written for measuring, and FLORES-200 sentences,
which may not be copied here and are read from the parallel data where that lies beside the
repository. How names of the glossary come out with this model is the corpus's gate
(`gate_measure.measure_terms`); the floors of both stand in one file.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gate_measure import ROOT, lost_numbers, only_embedded
from loops import repeats

if TYPE_CHECKING:
    from glossa.engines.base import Engine

__all__ = ["FLORES", "measure_model", "model_hash", "sample", "score_answers"]

FLORES = ROOT.parent / "shared" / "parallel" / "flores-devtest.tsv"
SAMPLES = {
    "interface strings": (ROOT / "training" / "heldout-ui.tsv", 150),
    "headlines": (ROOT / "training" / "headlines.tsv", 200),
    "FLORES": (FLORES, 80),
}


def model_hash() -> str:
    """SHA-256 of the embedded package. Raises `ValueError` where there is not just one."""
    from glossa.models.embedded import embedded_files

    [path] = embedded_files()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sample(path: Path, count: int) -> list[tuple[str, str]]:
    """`count` pairs of a file of Chinese TAB English, those whose Chinese has the lowest hash."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line and not line.startswith("#")]
    rows.sort(key=lambda row: hashlib.sha256(row[0].encode()).hexdigest())
    return [(row[0], row[1]) for row in rows[:count]]


def score_answers(pairs: Sequence[tuple[str, str]], answers: Sequence[str]) -> dict[str, float]:
    """chrF (0 to 100) of a sample, and how many answers are loops, empty, or lack a number."""
    import sacrebleu

    folded = [
        (unicodedata.normalize("NFKC", source), unicodedata.normalize("NFKC", answer))
        for (source, _), answer in zip(pairs, answers, strict=True)
    ]
    return {
        "chrf": sacrebleu.corpus_chrf(list(answers), [[right for _, right in pairs]]).score,
        "loops": sum(bool(repeats(source, answer)) for source, answer in folded),
        "empty": sum(not answer.strip() for _, answer in folded),
        "numbers lost": sum(bool(lost_numbers(source, answer)) for source, answer in folded),
    }


def measure_model(engine: Engine | None = None) -> dict[str, float]:
    """The figures of every sample that is there; of the embedded model, unless one is given."""
    from glossa.engines import make_engine
    from glossa.models import choose

    figures: dict[str, float] = {}
    with only_embedded():
        engine = engine or make_engine(choose("zh-Hans", "en"))
        for name, (path, count) in SAMPLES.items():
            if not path.exists():
                continue
            pairs = sample(path, count)
            scores = score_answers(pairs, engine.translate([source for source, _ in pairs]))
            figures |= {f"model: {what}, {name}": score for what, score in scores.items()}
    return figures
