"""Other systems on FLORES devtest, from their outputs, by the same sacrebleu call as ours.

There are outputs for FLORES devtest only: on the other test sets nothing is known of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluate_scores import bleu_chrf

FOLDER = "peers-flores-devtest"
KNOWN: Mapping[str, tuple[str, str]] = {
    "argos": ("Argos 1.9", "74 MB"),
    "opusmt": ("OPUS-MT", "78 M parameters"),
    "nllb": ("NLLB-200 distilled", "600 M parameters"),
    "bergamot-base-memory": ("Firefox, base-memory", "44 MB"),
    "bergamot-base": ("Firefox, base", "60 MB"),
    "microsoft": ("Microsoft Translator", "service"),
    "google": ("Google Translate", "service"),
}
"""Title and size by the name of the file.

Argos: its package. OPUS-MT: counted from its configuration (6+6 layers, width 512, 65,001 pieces).
NLLB: by its name, in the script that made the outputs. Firefox: the model file unpacked, by the
metadata of its repository; vocabulary and shortlist come on top.
"""


@dataclass(frozen=True)
class System:
    """One row of the table."""

    title: str
    size: str
    bleu: float  # 0 to 100
    chrf: float
    ours: bool = False


def peers(data: Path, references: Sequence[str]) -> list[System]:
    """Every Chinese-English system in the parallel data's folder of peers, by name.

    `references`: those of FLORES devtest, in its order. Raises `ValueError` for a file of another
    number of lines.
    """
    found = []
    for path in sorted((data / FOLDER).glob("zh-en.*.en")):
        name = path.name.removeprefix("zh-en.").removesuffix(".en")
        outputs = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        if len(outputs) != len(references):
            raise ValueError(f"{path.name}: {len(outputs)} lines, {len(references)} wanted")
        title, size = KNOWN.get(name, (name, "not known"))
        bleu, chrf = bleu_chrf(outputs, references)
        found.append(System(title, size, bleu, chrf))
    return found
