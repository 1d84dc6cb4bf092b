"""Translates in batches with PyTorch: greedy or beam, one model or several as an ensemble.

For judging while training and for making data on the training device, where CTranslate2 may not
be at hand and knows no ensembles. What users run is CTranslate2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import marian
import network
import numpy as np
import sentencepiece as spm
import torch
from transformers import MarianMTModel
from vocabulary import EOS


@dataclass(frozen=True)
class Manner:
    """How to decode.

    beam: hypotheses side by side, 1 is greedy. length_penalty: a finished hypothesis counts as
    its log probability over tokens to this power. limit: most tokens out; no sentence gets more
    than twice its source's tokens and ten. batch_tokens: padded source tokens times beam at once.
    """

    beam: int = 1
    length_penalty: float = 0.2
    limit: int = 128
    batch_tokens: int = 8192


@dataclass(frozen=True)
class Hypothesis:
    """Token ids without the end mark, and the log probability a token."""

    ids: list[int]
    score: float


def _next_scores(
    models: list[MarianMTModel], memories: list[marian.Memory], last: torch.Tensor
) -> torch.Tensor:
    """Log of the mean probability of every next piece, float32 [rows, vocabulary - 1]."""
    found = [
        marian.scores(model, marian.write(model, memory, last)[:, -1]).float().log_softmax(-1)
        for model, memory in zip(models, memories, strict=True)
    ]
    if len(found) == 1:
        return found[0]
    return torch.stack(found).logsumexp(0) - math.log(len(found))


def _finish(ids: torch.Tensor, totals: torch.Tensor, penalty: float) -> Iterator[list[Hypothesis]]:
    """Best first. ids: int64 [sentences, beam, tokens]; totals: summed log probabilities."""
    for rows, sums in zip(ids.tolist(), totals.tolist(), strict=True):
        ranked: list[tuple[float, Hypothesis]] = []
        for row, total in zip(rows, sums, strict=True):
            cut = row.index(EOS) if EOS in row else len(row)
            if math.isfinite(total):
                each = Hypothesis(row[:cut], total / (cut + 1))
                ranked.append((total / (cut + 1) ** penalty, each))
        yield [each for _, each in sorted(ranked, key=lambda pair: -pair[0])]


@torch.inference_mode()
def search(
    models: list[MarianMTModel], source: torch.Tensor, manner: Manner
) -> list[list[Hypothesis]]:
    """Hypotheses of every sentence, best first; source: int64 [sentences, length], padded."""
    device, beam, pad = source.device, manner.beam, models[0].config.pad_token_id
    memories = [marian.read(model, source) for model in models]
    for memory in memories:
        memory.past = []
    count = source.shape[0]
    left = torch.arange(count, device=device)  # the sentences still under way
    totals = torch.full((count, beam), -math.inf, device=device)
    totals[:, 0] = 0.0
    ids = torch.empty((count, beam, 0), dtype=torch.int64, device=device)
    ended = torch.zeros((count, beam), dtype=torch.bool, device=device)
    last = torch.full((count * beam, 1), pad, device=device)
    results: list[list[Hypothesis]] = [[] for _ in range(count)]

    def deliver(which: torch.Tensor) -> None:
        finished = _finish(ids[which], totals[which], manner.length_penalty)
        for number, found in zip(left[which].tolist(), finished, strict=True):
            results[number] = found

    limit = min(manner.limit, 2 * source.shape[1] + 10)
    for word in range(limit):
        logs = _next_scores(models, memories, last).view(len(left), beam, -1)
        logs = logs.masked_fill(ended[:, :, None], -math.inf)
        logs[:, :, EOS] = torch.where(ended, 0.0, logs[:, :, EOS])
        size = logs.shape[-1]
        totals, flat = (totals[:, :, None] + logs).flatten(1).topk(beam, dim=1)
        origin, chosen = flat // size, flat % size
        ids = ids.gather(1, origin[:, :, None].expand(-1, -1, ids.shape[2]))
        ids = torch.cat([ids, chosen[:, :, None]], dim=2)
        ended = ended.gather(1, origin) | (chosen == EOS)
        rows = torch.arange(len(left), device=device)[:, None] * beam + origin
        going = None
        # Looking at the device makes it wait, so finished sentences leave now and then only.
        if word % 8 == 7 or word == limit - 1:
            done = ended.all(1) if word < limit - 1 else torch.ones_like(ended[:, 0])
            if done.any():
                deliver(done.nonzero().squeeze(1))
                going = (~done).nonzero().squeeze(1)
                left, totals, ids = left[going], totals[going], ids[going]
                ended, chosen, rows = ended[going], chosen[going], rows[going]
        if not len(left):
            break
        for memory in memories:
            memory.reorder(rows.flatten())
            if going is not None:
                memory.keep(going)
        last = chosen.reshape(-1, 1)
    return results


def translate(
    models: list[MarianMTModel],
    processor: spm.SentencePieceProcessor,
    texts: list[str],
    manner: Manner,
) -> Iterator[tuple[int, list[tuple[str, float]]]]:
    """(row, [(translation, log probability a token), ...] best first), long texts first.

    Texts that are longer than the limit in tokens are left out: the caller sees no row for them.
    """
    device = models[0].model.shared.weight.device
    pad = models[0].config.pad_token_id
    encoded = [[*ids, EOS] for ids in processor.encode(texts)]
    lengths = np.array([len(ids) for ids in encoded])
    order = [int(i) for i in np.argsort(-lengths, kind="stable") if lengths[i] <= manner.limit]
    at = 0
    while at < len(order):
        width = -(-int(lengths[order[at]]) // 8) * 8
        rows = order[at : at + max(1, manner.batch_tokens // (width * manner.beam))]
        at += len(rows)
        padded = np.full((len(rows), width), pad, dtype=np.int64)
        for line, row in enumerate(rows):
            padded[line, : lengths[row]] = encoded[row]
        with network.mixed(device):
            found = search(models, torch.from_numpy(padded).to(device), manner)
        for row, hypotheses in zip(rows, found, strict=True):
            spoken = processor.decode([each.ids for each in hypotheses])
            yield row, [(text, h.score) for text, h in zip(spoken, hypotheses, strict=True)]
