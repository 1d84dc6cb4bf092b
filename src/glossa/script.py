"""Facts about characters: scripts, and the signs that open and close.

The standard library knows no script property, so the ranges stand here, from Unicode 16
`Scripts.txt`, block by block where a block is all of one script. Tests check both ends of every
range and a character outside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

__all__ = [
    "CLOSE_TO_OPEN",
    "CURLY_APOSTROPHES",
    "HAN",
    "LATIN_LETTER",
    "OPEN_TO_CLOSE",
    "SCRIPT_RANGES",
    "canonical_tag",
    "count_han",
    "has_han",
    "has_latin",
    "is_han",
    "primary_subtag",
    "script_of",
    "written_in_han",
]

# (first, last, script), sorted, without overlap. Only letters and the marks written on them:
# punctuation, digits and symbols belong to no script here ("Zyyy"), whatever block they stand in;
# so do signs that several scripts share, such as the Japanese long vowel sign U+30FC. The radicals
# and numerals of Han are Han.
SCRIPT_RANGES: Final[tuple[tuple[int, int, str], ...]] = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x00D6, "Latn"),
    (0x00D8, 0x00F6, "Latn"),
    (0x00F8, 0x02B8, "Latn"),
    (0x02E0, 0x02E4, "Latn"),
    (0x0370, 0x0373, "Grek"),
    (0x0376, 0x0377, "Grek"),
    (0x037A, 0x037D, "Grek"),
    (0x037F, 0x037F, "Grek"),
    (0x0386, 0x0386, "Grek"),
    (0x0388, 0x03E1, "Grek"),
    (0x03F0, 0x03F5, "Grek"),
    (0x03F7, 0x03FF, "Grek"),
    (0x0400, 0x0481, "Cyrl"),
    (0x0483, 0x052F, "Cyrl"),
    (0x0531, 0x0556, "Armn"),
    (0x0559, 0x0559, "Armn"),
    (0x0560, 0x0588, "Armn"),
    (0x0591, 0x05BD, "Hebr"),
    (0x05BF, 0x05BF, "Hebr"),
    (0x05C1, 0x05C2, "Hebr"),
    (0x05C4, 0x05C5, "Hebr"),
    (0x05C7, 0x05C7, "Hebr"),
    (0x05D0, 0x05EA, "Hebr"),
    (0x05EF, 0x05F2, "Hebr"),
    (0x0610, 0x061A, "Arab"),
    (0x0620, 0x065F, "Arab"),
    (0x066E, 0x06D3, "Arab"),
    (0x06D5, 0x06DC, "Arab"),
    (0x06DF, 0x06E8, "Arab"),
    (0x06EA, 0x06EF, "Arab"),
    (0x06FA, 0x06FC, "Arab"),
    (0x06FF, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x0887, "Arab"),
    (0x0889, 0x088E, "Arab"),
    (0x08A0, 0x08C9, "Arab"),
    (0x0900, 0x0963, "Deva"),
    (0x0971, 0x097F, "Deva"),
    (0x0E01, 0x0E3A, "Thai"),
    (0x0E40, 0x0E4E, "Thai"),
    (0x0F00, 0x0F00, "Tibt"),
    (0x0F18, 0x0F19, "Tibt"),
    (0x0F35, 0x0F35, "Tibt"),
    (0x0F40, 0x0F84, "Tibt"),
    (0x0F86, 0x0FBC, "Tibt"),
    (0x10A0, 0x10FA, "Geor"),
    (0x10FC, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1820, 0x18AA, "Mong"),
    (0x1C80, 0x1C8A, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1D25, "Latn"),
    (0x1D2C, 0x1D5C, "Latn"),
    (0x1D62, 0x1D65, "Latn"),
    (0x1D6B, 0x1D77, "Latn"),
    (0x1D79, 0x1DBE, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FBC, "Grek"),
    (0x1FBE, 0x1FBE, "Grek"),
    (0x1FC2, 0x1FCC, "Grek"),
    (0x1FD0, 0x1FDB, "Grek"),
    (0x1FE0, 0x1FEC, "Grek"),
    (0x1FF2, 0x1FFC, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D00, 0x2D2D, "Geor"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FD5, "Hani"),
    (0x3005, 0x3005, "Hani"),
    (0x3007, 0x3007, "Hani"),
    (0x3021, 0x3029, "Hani"),
    (0x3038, 0x303B, "Hani"),
    (0x3041, 0x3096, "Hira"),
    (0x309D, 0x309F, "Hira"),
    (0x30A1, 0x30FA, "Kana"),
    (0x30FD, 0x30FF, "Kana"),
    (0x3105, 0x312F, "Bopo"),
    (0x3131, 0x318E, "Hang"),
    (0x31A0, 0x31BF, "Bopo"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA672, "Cyrl"),
    (0xA674, 0xA67D, "Cyrl"),
    (0xA67F, 0xA69F, "Cyrl"),
    (0xA722, 0xA787, "Latn"),
    (0xA78B, 0xA7FF, "Latn"),
    (0xA960, 0xA97C, "Hang"),
    (0xAB30, 0xAB5A, "Latn"),
    (0xAB5C, 0xAB64, "Latn"),
    (0xAC00, 0xD7A3, "Hang"),
    (0xD7B0, 0xD7FB, "Hang"),
    (0xF900, 0xFAD9, "Hani"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB28, "Hebr"),
    (0xFB2A, 0xFB4F, "Hebr"),
    (0xFB50, 0xFBB1, "Arab"),
    (0xFBD3, 0xFD3D, "Arab"),
    (0xFD50, 0xFDC7, "Arab"),
    (0xFDF0, 0xFDFB, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF21, 0xFF3A, "Latn"),
    (0xFF41, 0xFF5A, "Latn"),
    (0xFF66, 0xFF6F, "Kana"),
    (0xFF71, 0xFF9D, "Kana"),
    (0x1B000, 0x1B000, "Kana"),
    (0x1B001, 0x1B11F, "Hira"),
    (0x1B150, 0x1B152, "Hira"),
    (0x1B164, 0x1B167, "Kana"),
    (0x1F200, 0x1F200, "Hira"),
    (0x20000, 0x2A6DF, "Hani"),
    (0x2A700, 0x2EE5D, "Hani"),
    (0x2F800, 0x2FA1D, "Hani"),
    (0x30000, 0x323AF, "Hani"),
)
_STARTS = [first for first, _, _ in SCRIPT_RANGES]


def _character_class(script: str) -> str:
    return "".join(
        f"\\U{first:08x}-\\U{last:08x}" for first, last, name in SCRIPT_RANGES if name == script
    )


HAN: Final = _character_class("Hani")
"""The inside of a regular-expression class: `re.compile(f"[{HAN}]+")`."""
LATIN_LETTER: Final = _character_class("Latn")
_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(f"[{LATIN_LETTER}]")

OPEN_TO_CLOSE: Final[dict[str, str]] = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "〖": "〗",
    "｛": "｝",
    "{": "}",
    "«": "»",
}
CLOSE_TO_OPEN: Final[dict[str, str]] = {close: open_ for open_, close in OPEN_TO_CLOSE.items()}
CURLY_APOSTROPHES: Final = "’‘ʼʻ＇`´"
"""Signs that people type where ASCII has the apostrophe."""


def script_of(character: str) -> str:
    """The ISO 15924 code of one character's script; `Zyyy` for digits, signs and blanks."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index >= 0:
        _, last, script = SCRIPT_RANGES[index]
        if code <= last:
            return script
    return "Zyyy"


def is_han(character: str) -> bool:
    """Whether one character is a Han ideograph (punctuation such as `。` is not)."""
    return script_of(character) == "Hani"


def has_han(text: str) -> bool:
    """Whether a Han ideograph stands anywhere in the text."""
    return _HAN_RUN.search(text) is not None


def has_latin(text: str) -> bool:
    """Whether a Latin letter stands anywhere in the text."""
    return _LATIN.search(text) is not None


def count_han(text: str) -> int:
    """The number of Han ideographs."""
    return sum(len(run) for run in _HAN_RUN.findall(text))


_SUBTAG: Final = re.compile("[A-Za-z0-9]{1,8}")
_WRITTEN_IN_HAN: Final = frozenset({"zh", "ja", "yue", "wuu", "lzh", "nan", "hak"})


def canonical_tag(tag: str) -> str:
    """A BCP 47 tag as glossa writes it: `EN_us` -> `en-US`, `ZH-hans` -> `zh-Hans`.

    Tags are the same in any case; only the usual one is compared here. Raises `ValueError` for
    what is no tag.
    """
    first, *rest = tag.strip().replace("_", "-").split("-")
    if not _SUBTAG.fullmatch(first) or not first.isalpha() or not all(map(_SUBTAG.fullmatch, rest)):
        raise ValueError(f"{tag!r} is no language tag")
    cased = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
        for part in rest
    ]
    return "-".join([first.lower(), *cased])


@lru_cache(maxsize=256)
def primary_subtag(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: `zh-Hans` -> `zh`."""
    return tag.split("-", 1)[0].lower()


def written_in_han(language: str) -> bool:
    """Whether Han is at home in texts of a language (BCP 47): Chinese of any kind, Japanese."""
    return primary_subtag(language) in _WRITTEN_IN_HAN
