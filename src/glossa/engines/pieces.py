"""Tokens of SentencePiece models (`sentencepiece.model`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["PieceTokenizer"]

_SPACE_MARK: Final = "\N{LOWER ONE EIGHTH BLOCK}"  # SentencePiece's blank


class PieceTokenizer:
    """Reads `sentencepiece.model`. Raises what SentencePiece raises for a broken file."""

    def __init__(self, path: Path) -> None:
        import sentencepiece

        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.knows = lru_cache(maxsize=16_384)(self._knows)
        """Whether a letter is in the vocabulary; see `Tokenizer.knows`."""

    def encode(self, text: str) -> list[str]:
        """The pieces of one segment."""
        tokens: list[str] = self._processor.encode(text, out_type=str)
        return tokens

    def decode(self, tokens: list[str]) -> str:
        """The text of one answer."""
        # It joins byte pieces (`<0xE4>`) to characters. What Argos does then, it takes back every
        # underscore: `x_y` in a URL is no blank.
        text: str = self._processor.decode_pieces(tokens)
        return text.replace(_SPACE_MARK, " ")

    def _knows(self, letter: str) -> bool:
        numbers: list[int] = self._processor.encode(letter)
        is_unknown, is_byte = self._processor.is_unknown, self._processor.is_byte
        return not any(is_unknown(number) or is_byte(number) for number in numbers)
