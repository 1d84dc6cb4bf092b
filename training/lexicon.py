"""Step 3a: start embeddings from which pieces translate each other, counted over all pairs.

With little computing time rare pieces are seen too seldom to learn what they mean. So the joint
embedding starts from a factorised table of positive pointwise mutual information between Chinese
and English pieces: pieces that stand in the same pairs begin with like vectors.
"""

from __future__ import annotations

import numpy as np
import torch


def associations(arrays: dict[str, np.ndarray], size: int) -> torch.Tensor:
    """Positive pointwise mutual information, float32 [size, size]: source piece, target piece.

    Each pair counts every source piece with every target piece, weighted by one over the length
    of the shorter side, so that short pairs, which say more, weigh more.
    """
    counts = np.zeros((size * size,), dtype=np.float32)
    src, tgt = arrays["src"].astype(np.int64), arrays["tgt"].astype(np.int64)
    src_at, tgt_at = arrays["src_at"], arrays["tgt_at"]
    src_len, tgt_len = np.diff(src_at), np.diff(tgt_at)
    order = np.lexsort((src_len, tgt_len))
    order = order[(src_len[order] <= 30) & (tgt_len[order] <= 30)]
    shapes = src_len[order] * 1000 + tgt_len[order]
    for rows in np.split(order, np.flatnonzero(np.diff(shapes)) + 1):
        width, height = int(src_len[rows[0]]) - 1, int(tgt_len[rows[0]]) - 1  # without the end
        if width < 1 or height < 1:
            continue
        left = src[src_at[rows][:, None] + np.arange(width)]
        right = tgt[tgt_at[rows][:, None] + np.arange(height)]
        flat = (left[:, :, None] * size + right[:, None, :]).ravel()
        np.add.at(counts, flat, np.float32(1.0 / min(width, height)))
    table = torch.from_numpy(counts.reshape(size, size))
    rows_sum, columns_sum = table.sum(1, keepdim=True), table.sum(0, keepdim=True)
    expected = (rows_sum / rows_sum.sum()) * (columns_sum + 5.0)
    return torch.log((table + 1e-9) / (expected + 0.05)).clamp_(min=0.0)


def embeddings(arrays: dict[str, np.ndarray], size: int, width: int, seed: int) -> torch.Tensor:
    """Start values, float32 [size, width], with a standard deviation of 0.02; the last row zero."""
    torch.manual_seed(seed)
    table = associations(arrays, size)
    left, strength, right = torch.svd_lowrank(table, q=width, niter=3)
    root = strength.sqrt()
    both = left * root + right * root
    norms = both.norm(dim=1, keepdim=True)
    known = norms.squeeze(1) > 1e-4
    noise = torch.randn(size, width)
    start = torch.where(known[:, None], both / norms.clamp(min=1e-6) * width**0.5, noise)
    start = (0.85 * start + 0.5 * noise) * 0.02
    start[-1] = 0.0
    return start
