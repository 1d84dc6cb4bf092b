"""Token ids of a prepared mix, cut into padded batches of like length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

POOL = 16384  # pairs sorted by length together; larger pads less, smaller mixes more


class Corpus:
    """Token ids of one file, cut into padded batches of like length."""

    def __init__(self, path: Path, pad: int) -> None:
        self.pad_id = pad
        self.rows: np.ndarray | None = None
        arrays = np.load(path)
        self.src, self.src_at = arrays["src"].astype(np.int64), arrays["src_at"]
        self.tgt, self.tgt_at = arrays["tgt"].astype(np.int64), arrays["tgt_at"]
        self.src_len, self.tgt_len = np.diff(self.src_at), np.diff(self.tgt_at)

    def thin(self, above: int, share: float, seed: int) -> None:
        """Keeps only a share of the pairs with more than so many tokens on both sides together."""
        long = self.src_len + self.tgt_len > above
        drawn = np.random.default_rng(seed).random(len(long))
        self.rows = np.flatnonzero(~long | (drawn < share))

    def batches(self, tokens: int, rng: np.random.Generator | None) -> list[np.ndarray]:
        """Row numbers of every batch of one pass; without rng in order of length."""
        order = np.arange(len(self.src_len)) if self.rows is None else self.rows
        count = len(order)
        if rng is not None:
            order = rng.permutation(order)
        found: list[np.ndarray] = []
        for begin in range(0, count, POOL):
            pool = order[begin : begin + POOL]
            pool = pool[np.lexsort((self.src_len[pool], self.tgt_len[pool]))]
            at = 0
            while at < len(pool):
                end, widest = at, 0
                while end < len(pool):
                    width = max(widest, int(self.src_len[pool[end]] + self.tgt_len[pool[end]]))
                    if end > at and width * (end - at + 1) > tokens:
                        break
                    end, widest = end + 1, width
                found.append(pool[at:end])
                at = end
        if rng is not None:
            found = [found[i] for i in rng.permutation(len(found))]
        return found

    def tensors(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Padded source and target ids, int64 [batch, length]."""

        def pad(flat: np.ndarray, at: np.ndarray, lengths: np.ndarray) -> torch.Tensor:
            padded = np.full((len(rows), int(lengths[rows].max())), self.pad_id, dtype=np.int64)
            for line, row in enumerate(rows):
                padded[line, : lengths[row]] = flat[at[row] : at[row + 1]]
            return torch.from_numpy(padded)

        return pad(self.src, self.src_at, self.src_len), pad(self.tgt, self.tgt_at, self.tgt_len)


def endless(corpus: Corpus, tokens: int, seed: int, at: list[int]) -> Iterator[np.ndarray]:
    """Batches for ever; `at` holds [pass, batch] of the next one and is kept up to date."""
    while True:
        batches = corpus.batches(tokens, np.random.default_rng([seed, at[0]]))
        while at[1] < len(batches):
            rows = batches[at[1]]
            at[1] += 1
            yield rows
        at[0], at[1] = at[0] + 1, 0
