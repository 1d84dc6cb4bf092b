"""Uyghur Latin (ULY) to Uyghur Arabic (UEY), letter by letter, for the lint.

Facts of the two alphabets: each ULY letter or pair stands for one UEY letter; a word or a syllable
that begins with a vowel carries a hamza seat; an apostrophe parts letters that else read as a pair.
"""

from __future__ import annotations

import re
from typing import Final

_VOWELS: Final = {
    "a": "ا",
    "e": "ە",
    "é": "ې",
    "i": "ى",
    "o": "و",
    "u": "ۇ",
    "ö": "ۆ",
    "ü": "ۈ",
}
_CONSONANTS: Final = {
    "ch": "چ",
    "gh": "غ",
    "ng": "ڭ",
    "sh": "ش",
    "zh": "ژ",
    "b": "ب",
    "d": "د",
    "f": "ف",
    "g": "گ",
    "h": "ھ",
    "j": "ج",
    "k": "ك",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "p": "پ",
    "q": "ق",
    "r": "ر",
    "s": "س",
    "t": "ت",
    "w": "ۋ",
    "x": "خ",
    "y": "ي",
    "z": "ز",
}
_HAMZA: Final = "ئ"
_LETTER: Final = re.compile("ch|gh|ng|sh|zh|[a-zéöü]|['’]|[ -]")


def arabic_of(latin: str) -> str:
    """The UEY spelling of a ULY text."""
    out: list[str] = []
    after = ""  # what stands before: "" at the start of a word, "v" a vowel, "c" a consonant
    for letter in _LETTER.findall(latin.lower()):
        if letter in _VOWELS:
            # at the start of a word, after another vowel or an apostrophe the vowel needs a seat
            out.append((_HAMZA if after != "c" else "") + _VOWELS[letter])
            after = "v"
        elif letter in _CONSONANTS:
            out.append(_CONSONANTS[letter])
            after = "c"
        elif letter in "'’":
            after = "'"
        else:
            out.append(letter)
            after = ""
    return "".join(out)
