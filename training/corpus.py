"""Token ids of pairs: packed small for travel, cut into padded batches of like length.

numpy only (but for `Corpus.tensors`), so that all this can be tested without PyTorch.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch

POOL = 16384  # pairs sorted by length together, at least; more pads less, fewer mixes more
Arrays = dict[str, np.ndarray]
# A range coder that is told that ids are two bytes each: denser than deflate, which zip has.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 1, "pb": 1}]


def _squeezed(values: np.ndarray) -> np.ndarray:
    """The compressed bytes of whole numbers below 65,536; uint8 [bytes]."""
    plain = values.astype("<u2").tobytes()
    packed = lzma.compress(plain, format=lzma.FORMAT_RAW, filters=FILTERS)
    return np.frombuffer(packed, dtype=np.uint8)


def _spread(packed: np.ndarray) -> np.ndarray:
    """What `_squeezed` was given, as uint16."""
    plain = lzma.decompress(packed.tobytes(), format=lzma.FORMAT_RAW, filters=FILTERS)
    return np.frombuffer(plain, dtype="<u2")


def offsets(lengths: np.ndarray) -> np.ndarray:
    """Where rows of these lengths begin and the last ends, int64 [rows + 1]."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def flatten(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> Arrays:
    """src, tgt: uint16 [tokens]; src_at, tgt_at: int64 [rows + 1] offsets."""
    arrays: Arrays = {}
    for side, rows in {"src": sources, "tgt": targets}.items():
        arrays[side] = np.fromiter((token for row in rows for token in row), dtype=np.uint16)
        arrays[f"{side}_at"] = offsets(np.array([len(row) for row in rows], dtype=np.int64))
    return arrays


def save(path: Path, arrays: Arrays, copies: np.ndarray) -> None:
    """Writes distinct pairs and how often each comes a pass; beside, then renamed.

    arrays: as `flatten` gives them; copies: whole numbers [rows]. Offsets go as lengths.
    """
    content = {"copies": _squeezed(copies)}
    for side in ("src", "tgt"):
        content[side] = _squeezed(arrays[side])
        content[f"{side}_len"] = _squeezed(np.diff(arrays[f"{side}_at"]))
    partial = path.with_suffix(".part.npz")
    np.savez(partial, **content)
    partial.replace(path)


def load(path: Path) -> tuple[Arrays, np.ndarray]:
    """Arrays as `flatten` gives them, and copies [rows]; reads plain files of these arrays too."""
    with np.load(path) as found:
        if "copies" not in found:
            arrays = {name: found[name] for name in found.files}
            return arrays, np.ones(len(arrays["src_at"]) - 1, dtype=np.uint16)
        arrays = {}
        for side in ("src", "tgt"):
            arrays[side] = _spread(found[side])
            arrays[f"{side}_at"] = offsets(_spread(found[f"{side}_len"]))
        return arrays, _spread(found["copies"])


def joined(files: Sequence[Path]) -> tuple[Arrays, np.ndarray]:
    """Several files as one."""
    parts = [load(path) for path in files]
    arrays: Arrays = {}
    for side in ("src", "tgt"):
        arrays[side] = np.concatenate([part[side] for part, _ in parts])
        lengths = np.concatenate([np.diff(part[f"{side}_at"]) for part, _ in parts])
        arrays[f"{side}_at"] = offsets(lengths)
    return arrays, np.concatenate([copies for _, copies in parts])


class Corpus:
    """The pairs of one or several files, and the batches of a pass over them.

    files: what `save` wrote. pad: the id that fills rows up. turned: targets become sources.
    multiple: rows are padded to a multiple of so many tokens, so that fewer shapes occur.
    """

    def __init__(
        self, files: Path | Sequence[Path], pad: int, *, turned: bool = False, multiple: int = 1
    ) -> None:
        self.pad_id, self.multiple = pad, multiple
        arrays, copies = joined([files] if isinstance(files, Path) else files)
        near, far = ("tgt", "src") if turned else ("src", "tgt")
        self.src, self.src_at = arrays[near], arrays[f"{near}_at"]
        self.tgt, self.tgt_at = arrays[far], arrays[f"{far}_at"]
        self.src_len, self.tgt_len = np.diff(self.src_at), np.diff(self.tgt_at)
        self.rows = np.repeat(np.arange(len(copies)), copies)

    def thin(self, above: int, share: float, seed: int) -> None:
        """Keeps only a share of the pairs with more than so many tokens on both sides together."""
        long = (self.src_len + self.tgt_len)[self.rows] > above
        drawn = np.random.default_rng(seed).random(len(long))
        self.rows = self.rows[~long | (drawn < share)]

    def _wide(self, lengths: np.ndarray) -> np.ndarray:
        """Lengths as they are once padded."""
        return -(-lengths // self.multiple) * self.multiple

    def batches(self, tokens: int, rng: np.random.Generator | None) -> list[np.ndarray]:
        """Row numbers of every batch of one pass; without rng in order of length.

        tokens: at most so many on both sides together, padding counted; one pair may have more.
        """
        order = self.rows if rng is None else rng.permutation(self.rows)
        sources, targets = self._wide(self.src_len), self._wide(self.tgt_len)
        found: list[np.ndarray] = []
        size = max(POOL, 4 * tokens)
        for begin in range(0, len(order), size):
            pool = order[begin : begin + size]
            pool = pool[np.lexsort((sources[pool], targets[pool]))]
            left, right = sources[pool].tolist(), targets[pool].tolist()
            at = 0
            while at < len(pool):
                end, high, wide = at, 0, 0
                while end < len(pool):
                    both = max(high, left[end]) + max(wide, right[end])
                    if end > at and both * (end - at + 1) > tokens:
                        break
                    high, wide = max(high, left[end]), max(wide, right[end])
                    end += 1
                found.append(pool[at:end])
                at = end
        if rng is not None:
            found = [found[i] for i in rng.permutation(len(found))]
        return found

    def padded(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Source and target ids of these rows, int64 [rows, length] each."""

        def pad(flat: np.ndarray, at: np.ndarray, lengths: np.ndarray) -> np.ndarray:
            sizes = lengths[rows]
            reach = np.arange(int(self._wide(sizes.max())))
            inside = reach < sizes[:, None]
            places = np.where(inside, at[rows][:, None] + reach, 0)
            return np.where(inside, flat[places].astype(np.int64), self.pad_id)

        return pad(self.src, self.src_at, self.src_len), pad(self.tgt, self.tgt_at, self.tgt_len)

    def tensors(
        self, rows: np.ndarray, device: torch.device | str = "cpu"
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """`padded` as tensors; onto a GPU without waiting for it."""
        import torch

        source, target = map(torch.from_numpy, self.padded(rows))
        if torch.device(device).type == "cpu":
            return source, target
        return (
            source.pin_memory().to(device, non_blocking=True),
            target.pin_memory().to(device, non_blocking=True),
        )


def endless(corpus: Corpus, tokens: int, seed: int, at: list[int]) -> Iterator[np.ndarray]:
    """Batches for ever; `at` holds [pass, batch] of the next one and is kept up to date."""
    while True:
        batches = corpus.batches(tokens, np.random.default_rng([seed, at[0]]))
        while at[1] < len(batches):
            rows = batches[at[1]]
            at[1] += 1
            yield rows
        at[0], at[1] = at[0] + 1, 0
