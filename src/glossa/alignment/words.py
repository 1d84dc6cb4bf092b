"""A text as words to compare: stems of words, single ideographs and pairs of them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from glossa.script import HAN

__all__ = ["STEM", "words"]

STEM: Final = 6
"""Letters of a word that count: `economy`, `economies` and `economic` are one word here."""

_RUN: Final = re.compile(f"(?P<han>[{HAN}]+)|(?P<word>[^\\W\\d_{HAN}]+(?:['’][^\\W\\d_{HAN}]+)?)")
_APOSTROPHE: Final = re.compile("['’].*")
_PAUSES: Final = str.maketrans("", "", "·")


def words(text: str) -> list[str]:
    """The words of a text in any script, as often as they stand there; no numbers.

    Chinese has no blanks: each ideograph is a word, and so is each pair of neighbours (`新疆`:
    `新`, `疆`, `新疆`). Of a word of letters the first six count: what follows is mostly grammar.
    """
    found: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).casefold().translate(_PAUSES)):
        run = match["han"]
        if run:
            found.extend(run)
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(_APOSTROPHE.sub("", match["word"])[:STEM])
    return found
