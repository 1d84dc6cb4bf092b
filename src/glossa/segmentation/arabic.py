"""Languages in Arabic letters: by letters of their own, by how words begin, by the page."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ARABIC_DEFAULT", "arabic_evidence", "identify_arabic"]

ARABIC_DEFAULT: Final = "ar"
_UYGHUR: Final = re.compile("[ېۈ]|ئ[اوۇىېەۆۈ]")
_KYRGYZ: Final = re.compile("[ۅۉ]")
_HIGH_HAMZA: Final = re.compile("\u0674")
_KURDISH: Final = re.compile("[ێڵڕ]")
_URDU: Final = re.compile("[ٹڈڑے]")
# Vowels that Uyghur and Kazakh write, Arabic and Persian do not.
_TURKIC: Final = re.compile("[ۆۋڭەۇ]")
# Uyghur puts ئ before a vowel that begins a word and has غ; Kazakh writes it bare, and has ع.
_BARE_VOWEL: Final = re.compile(r"(?<![\w\u0674])[اۇىە]\w|ع")
_UYGHUR_ONLY: Final = re.compile("[غخژئھ]")
_PERSIAN: Final = re.compile("[پچژگکی]")
_ARABIC: Final = re.compile(r"(?<!\w)(?:و|ب|ل)?ال\w|[ةأإؤ]|(?<!\w)(?:في|من|على|إلى|هذا|هذه)(?!\w)")


def identify_arabic(text: str, default: str = ARABIC_DEFAULT) -> str:
    """The language of a text in Arabic letters; `default`, the page's, where it does not tell."""
    return arabic_evidence(text, default) or default


def arabic_evidence(text: str, default: str = ARABIC_DEFAULT) -> str:
    """The language that the text itself speaks for; empty where nothing does."""
    if _UYGHUR.search(text):
        return "ug"
    if _HIGH_HAMZA.search(text):
        return "kk-Arab"
    if _KYRGYZ.search(text):
        return "ky-Arab"
    if _KURDISH.search(text):
        return "ckb"
    if _URDU.search(text):
        return "ur"
    if _TURKIC.search(text):
        if _UYGHUR_ONLY.search(text):
            return "ug"
        if _BARE_VOWEL.search(text):
            return "kk-Arab"
        return default if default in {"ug", "kk-Arab", "ky-Arab"} else "ug"
    if _PERSIAN.search(text):
        return default if default in {"ug", "ur", "ckb"} and " " not in text else "fa"
    return "ar" if _ARABIC.search(text) else ""
