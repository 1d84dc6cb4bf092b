"""Tokens of older Argos packages: Moses words, cut by byte-pair merges (`bpe.model`)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from glossa.errors import ModelBrokenError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BpeTokenizer", "Merges", "parse_merges"]

_JOINER: Final = "@@"
_WORD_END: Final = "</w>"


class Merges:
    """Cuts a word by an ordered list of merges, as subword-nmt does.

    `ranks`: the pairs and their order. `end_apart`: the end of a word is a symbol of its own
    (files without a version line), not a part of the last letter.
    """

    def __init__(self, ranks: dict[tuple[str, str], int], *, end_apart: bool) -> None:
        self._ranks = ranks
        self._end_apart = end_apart
        self.cut = lru_cache(maxsize=65_536)(self._cut)

    def _cut(self, word: str) -> tuple[str, ...]:
        """The pieces of one word, which is not empty; joined they are the word."""
        symbols = [*word, _WORD_END] if self._end_apart else [*word[:-1], word[-1] + _WORD_END]
        while len(symbols) > 1:
            pairs = set(pairwise(symbols))
            best = min(pairs, key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            symbols = _join(symbols, best)
        symbols[-1] = symbols[-1].removesuffix(_WORD_END)
        return tuple(symbol for symbol in symbols if symbol)


def parse_merges(text: str) -> Merges:
    """Read the text of a `bpe.model`: a version line perhaps, then one pair a line.

    Raises `ValueError` where a line is no pair, or the version is unknown.
    """
    lines = text.split("\n")
    end_apart = not lines[0].startswith("#version:")
    if not end_apart:
        number = lines.pop(0).split(":")[1].strip()
        if number not in ("0.1", "0.2"):
            raise ValueError(f"version {number} of byte-pair merges is unknown")
        end_apart = number == "0.1"
    ranks: dict[tuple[str, str], int] = {}
    for line in lines:
        pair = line.strip("\r ").split(" ")
        if pair == [""]:
            continue
        if len(pair) != 2:
            raise ValueError(f"{line!r} is no pair of pieces")
        ranks.setdefault((pair[0], pair[1]), len(ranks))
    return Merges(ranks, end_apart=end_apart)


class BpeTokenizer:
    """Argos's older tokenizer: Moses rules for words, then merges; the way back is Moses's too.

    `path` is the `bpe.model`; the codes are Argos's. Raises `ValueError` or `OSError` where the
    file is damaged, `ModelBrokenError` where sacremoses is not installed.
    """

    def __init__(self, path: Path, source_code: str, target_code: str) -> None:
        try:
            from sacremoses import (  # type: ignore[import-untyped]  # it has no types
                MosesDetokenizer,
                MosesPunctNormalizer,
                MosesTokenizer,
            )
        except ImportError as error:
            raise ModelBrokenError(
                "a package of the old kind (bpe.model) needs sacremoses",
                where=str(path),
                advice="install it: `pip install sacremoses`",
            ) from error
        self._merges = parse_merges(path.read_text(encoding="utf-8"))
        self._normalizer = MosesPunctNormalizer(source_code)
        self._tokenizer = MosesTokenizer(source_code)
        self._detokenizer = MosesDetokenizer(target_code)

    def encode(self, text: str) -> list[str]:
        """The pieces of a segment; each but the last of a word ends in `@@`."""
        tokens: list[str] = []
        for word in self._tokenizer.tokenize(self._normalizer.normalize(text)):
            pieces = self._merges.cut(word)
            tokens += [piece + _JOINER for piece in pieces[:-1]]
            tokens += pieces[-1:]
        return tokens

    def knows(self, letter: str) -> bool:
        """Always: merges say nothing of the vocabulary."""
        return True

    def decode(self, tokens: list[str]) -> str:
        """The text of one answer."""
        words = " ".join(tokens).replace(f"{_JOINER} ", "").removesuffix(_JOINER).split(" ")
        text: str = self._detokenizer.detokenize(words)
        return text


def _join(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    """`symbols` with every occurrence of `pair`, from the left, made one."""
    joined: list[str] = []
    position = 0
    while position < len(symbols):
        if tuple(symbols[position : position + 2]) == pair:
            joined.append(pair[0] + pair[1])
            position += 2
        else:
            joined.append(symbols[position])
            position += 1
    return joined
