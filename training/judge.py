"""Scores weights on real sentences while training: BLEU and chrF of greedy output.

The sentences, work/judge.tsv (zh TAB en), are FLORES dev: never trained on, and not the test set
that the model card reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import decode
import recipe as settings
import sacrebleu
import sentencepiece as spm
from transformers import MarianMTModel
from vocabulary import read_rows


@dataclass(frozen=True)
class Verdict:
    """sacreBLEU's corpus scores, 0 to 100."""

    bleu: float
    chrf: float


class Judge:
    """Holds sentences, references and vocabulary for many verdicts.

    work: folder of judge.tsv and sentencepiece.model. turned: English to Chinese. size: take so
    many sentences, evenly from the whole file; 0 means all.
    """

    def __init__(self, work: Path, plan: settings.Recipe, *, turned: bool = False) -> None:
        rows = read_rows(work / "judge.tsv")
        size = plan["train"].get("judge_size", 0) or len(rows)
        rows = rows[:: max(1, len(rows) // size)][:size]
        self.turned = turned
        self.sources = [en if turned else zh for zh, en in rows]
        self.wanted = [zh if turned else en for zh, en in rows]
        self.processor = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))

    def outputs(self, models: list[MarianMTModel], manner: decode.Manner) -> list[str]:
        """One translation a sentence; empty for a sentence that is too long for `manner`."""
        found = [""] * len(self.sources)
        for row, hypotheses in decode.translate(models, self.processor, self.sources, manner):
            found[row] = hypotheses[0][0]
        return found

    def verdict(self, models: list[MarianMTModel], manner: decode.Manner | None = None) -> Verdict:
        """The scores of a model or of several as one; leaves them as they were, in training too."""
        training = [model.training for model in models]
        for model in models:
            model.eval()
        found = self.outputs(models, manner or decode.Manner())
        for model, before in zip(models, training, strict=True):
            model.train(before)
        bleu = sacrebleu.BLEU(tokenize="zh" if self.turned else "13a")
        return Verdict(
            bleu.corpus_score(found, [self.wanted]).score,
            sacrebleu.CHRF().corpus_score(found, [self.wanted]).score,
        )


def of_work(work: Path, plan: settings.Recipe, *, turned: bool = False) -> Judge | None:
    """The judge, or None where the recipe wants none or there are no sentences to judge by."""
    if not plan["train"].get("judge_minutes", 0) or not (work / "judge.tsv").is_file():
        return None
    return Judge(work, plan, turned=turned)
