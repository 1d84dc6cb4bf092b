"""Make `models/alignment-zh_en.tsv.xz`: which words of Chinese and English translate each other.

    python training/alignment_lexicon.py PARALLEL OUT

PARALLEL is the folder of `train-NAME.tsv.xz` (`zh TAB en`). Needs numpy and glossa, 8 GB of memory
and about ten minutes. Same input, same bytes.

IBM model 1 in both directions over the words that `glossa.alignment.words` sees (stems, ideographs,
pairs of ideographs), each once a sentence. Kept: what explains at least `LEAST` of a word.
"""

from __future__ import annotations

import lzma
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from glossa.alignment.words import words
from glossa.script import has_han

# How many pairs of each file. Only files whose every part may be passed on with credit alone:
# public domain, CC0, MIT, BSD, Apache-2.0, PSF, CC BY.
PAIRS = {
    "captions-3am": 8_000,
    "devdocs": 22_000,
    "dict-products": 6_000,
    "espdocs": 3_000,
    "ethereum": 16_000,
    "gov": 9_999,
    "istio": 17_000,
    "k8sdocs": 21_000,
    "msdocs": 10_000,
    "plurality": 9_999,
    "pydocs": 7_000,
    "tatoeba": 27_538,
    "tatoeba-more": 3_502,
    "twlaw": 24_000,
    "ui-permissive": 12_000,
    "webdev": 9_000,
}
# Of these the rest is for developing (up to 80 %) and for measuring.
FIRST = {"gov": 0.65, "plurality": 0.65, "twlaw": 0.65}
ROUNDS = 5
RARE = 4
LONGEST = (120, 60)
LEAST = 0.03
DOUBT = 0.3


def read(folder: Path, name: str) -> list[list[str]]:
    """The pairs of one file, chosen at random where there are too many."""
    with lzma.open(folder / f"train-{name}.tsv.xz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t")[:2] for line in file]
    lines = lines[: int(len(lines) * FIRST.get(name, 1))]
    if len(lines) > PAIRS[name]:
        lines = random.Random(20251).sample(lines, PAIRS[name])
    return lines


class Side:
    """One side's words as numbers, each once a sentence."""

    def __init__(self, texts: list[list[str]]) -> None:
        counts = Counter(word for text in texts for word in set(text))
        self.words = sorted(word for word, count in counts.items() if count >= RARE)
        number = {word: place for place, word in enumerate(self.words)}
        bags = [[number[word] for word in dict.fromkeys(text) if word in number] for text in texts]
        self.sizes = np.array([len(bag) for bag in bags])
        self.flat = np.array([word for bag in bags for word in bag], dtype=np.int32)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])
        total = sum(len(text) for text in texts)
        often = Counter(word for text in texts for word in text)
        self.usual = [often[word] / total for word in self.words]


def cross(one: Side, other: Side) -> tuple[np.ndarray, np.ndarray]:
    """For each pair of words in a pair of sentences: its key, which word of the target it is."""
    width = len(other.words)
    keys, at = [], []
    for place in range(len(one.sizes)):
        left = one.flat[one.starts[place] : one.starts[place + 1]].astype(np.int64)
        first, end = other.starts[place], other.starts[place + 1]
        keys.append((left[:, None] * width + other.flat[first:end][None, :]).ravel())
        at.append(np.tile(np.arange(first, end, dtype=np.int32), len(left)))
    return np.concatenate(keys), np.concatenate(at)


def model(
    keys: np.ndarray,
    size: int,
    words_at: np.ndarray,
    occurrences: int,
    sources: int,
    source: np.ndarray,
) -> np.ndarray:
    """The chance of the target's word, given the source's, for each pair."""
    chance = np.full(size, 1.0)
    null = 0.05
    for _ in range(ROUNDS):
        explained = np.bincount(words_at, weights=chance[keys], minlength=occurrences) + null
        counts = np.bincount(keys, weights=chance[keys] / explained[words_at], minlength=size)
        counts = np.maximum(counts - DOUBT, 0.0)
        total = np.bincount(source, weights=counts, minlength=sources)
        chance = counts / (total[source] + 1.0)
        null = 0.002
    return chance


def main(folder: Path, out: Path) -> None:
    """Read, count, write."""
    texts: tuple[list[list[str]], list[list[str]]] = ([], [])
    for name in sorted(PAIRS):
        for pair in read(folder, name):
            left, right = words(pair[0]), words(pair[1])
            if 0 < len(left) <= LONGEST[0] and 0 < len(right) <= LONGEST[1]:
                texts[0].append(left)
                texts[1].append(right)
    sides = Side(texts[0]), Side(texts[1])
    sys.stderr.write(f"{len(texts[0])} pairs, {[len(side.words) for side in sides]} words\n")
    keys, right_at = cross(*sides)
    pairs, inverse, count = np.unique(keys, return_inverse=True, return_counts=True)
    keep = count[inverse] >= 2
    inverse, right_at = inverse[keep].astype(np.int32), right_at[keep]
    sys.stderr.write(f"{len(keys)} pairs of words, {len(pairs)} different\n")
    width = len(sides[1].words)
    left, right = pairs // width, pairs % width
    forward = model(inverse, len(pairs), right_at, len(sides[1].flat), len(sides[0].words), left)
    sys.stderr.write("forward\n")
    # The same pairs of words seen from the other side: which word of the source each one is.
    left_at = np.concatenate(
        [
            np.repeat(
                np.arange(sides[0].starts[p], sides[0].starts[p + 1], dtype=np.int32),
                sides[1].sizes[p],
            )
            for p in range(len(texts[0]))
        ]
    )[keep]
    back = model(inverse, len(pairs), left_at, len(sides[0].flat), width, right)
    kept = np.flatnonzero((forward >= LEAST) | (back >= LEAST))
    write(out, sides, left[kept], right[kept], forward[kept], back[kept])


def write(
    out: Path,
    sides: tuple[Side, Side],
    left: np.ndarray,
    right: np.ndarray,
    forward: np.ndarray,
    back: np.ndarray,
) -> None:
    """A line a word of Chinese: the word, how usual, then English, there, back, in per cent."""
    order: dict[int, list[str]] = {}
    for place in range(len(left)):
        there, again = round(forward[place] * 100), round(back[place] * 100)
        if there or again:
            order.setdefault(int(left[place]), []).append(
                f"{sides[1].words[right[place]]} {there} {again}"
            )
    lines = [
        "usual\t"
        + "\t".join(
            f"{word} {round(usual * 1e6)}"
            for word, usual in zip(sides[1].words, sides[1].usual, strict=True)
            if usual >= 1e-5
        )
    ]
    for number, found in sorted(order.items()):
        usual = round(sides[0].usual[number] * 1e6)
        if has_han(sides[0].words[number]):  # Latin letters in Chinese mostly stay as they are
            lines.append("\t".join([sides[0].words[number], str(usual), *found]))
    data = "\n".join(lines) + "\n"
    out.write_bytes(lzma.compress(data.encode(), preset=9))
    sys.stderr.write(f"{len(order)} words, {len(left)} pairs, {out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
