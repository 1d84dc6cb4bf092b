"""Which language a stretch of text must be read in: script first, statistics last.

Most tags follow from the script, or from letters that only one language of a script uses. Only
Latin text of some length is judged by its function words. A wrong tag costs a translation, a
missing one costs little: where evidence is thin, Latin words are English and Han is simplified.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from glossa.script import HAN, LATIN_LETTER, SCRIPT_RANGES
from glossa.segmentation.latin import has_function_word, identify_latin

__all__ = [
    "HANS",
    "HANT",
    "NO_LANGUAGE",
    "OTHER_THAN_HAN",
    "OTHER_THAN_LATIN",
    "Counts",
    "chinese_variant",
    "count_scripts",
    "identify",
    "language_of_script",
    "main_language",
]

HANS: Final = "zh-Hans"
HANT: Final = "zh-Hant"
NO_LANGUAGE: Final = "zxx"

# Scripts that (nearly) one language alone is written in; the others are decided below.
_ONE_LANGUAGE: Final = {
    "Tibt": "bo",
    "Mong": "mn-Mong",
    "Hang": "ko",
    "Bopo": HANT,
    "Thai": "th",
    "Deva": "hi",
    "Hebr": "he",
    "Grek": "el",
    "Armn": "hy",
    "Geor": "ka",
    "Hira": "ja",
    "Kana": "ja",
}
# A mark of one language, in the order of asking: the first that is found decides. Kazakh's hamza
# stands before Uyghur because Kazakh shares most of the Uyghur vowels; Urdu's letters after
# Uyghur because Uyghur has the two-eyed he as well.
_ARABIC_MARKS: Final = (
    (re.compile("[ېۈ]"), "ug"),
    (re.compile("\u0674"), "kk-Arab"),
    (re.compile("[ێڵڕ]"), "ckb"),
    (re.compile("[ٹڈڑے]"), "ur"),
    (re.compile("[ۆۋڭەۇ]|ئ[اوۇىې]"), "ug"),
    (re.compile("[پچژگکی]"), "fa"),
)
_CYRILLIC_MARKS: Final = (
    (re.compile("[ђћјљњџ]", re.IGNORECASE), "sr"),
    (re.compile("[їєґ]", re.IGNORECASE), "uk"),
    (re.compile("[ӣӯҷ]", re.IGNORECASE), "tg"),
    (re.compile("ў", re.IGNORECASE), "uz-Cyrl"),
    (re.compile("[әғқұһ]|(?<![а-я])і|і(?![а-я])", re.IGNORECASE), "kk"),
    (re.compile("ң", re.IGNORECASE), "ky"),
    (re.compile("[өү]", re.IGNORECASE), "mn"),
    (re.compile("і", re.IGNORECASE), "kk"),
)
_NAMES: Final = {"Latn": "L", "Hani": "H", "Hira": "K", "Kana": "K", "Arab": "A", "Cyrl": "C"}


def _inside_class(*scripts: str) -> str:
    return "".join(
        f"\\U{first:08x}-\\U{last:08x}"
        for first, last, script in SCRIPT_RANGES
        if script in scripts
    )


_KANA: Final = _inside_class("Hira", "Kana")
_ALL_OTHERS: Final = {
    script: re.compile(f"[{_inside_class(script)}]+")
    for script in sorted({name for _, _, name in SCRIPT_RANGES} - {"Latn", "Hani", "Hira", "Kana"})
}
_OTHER_LETTER: Final = re.compile(f"[{_inside_class(*_ALL_OTHERS)}]")
_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_KANA_RUN: Final = re.compile(f"[{_KANA}]+")
_LATIN_WORD: Final = re.compile(f"[{LATIN_LETTER}]+")
_ASCII_LETTER: Final = re.compile("[A-Za-z]")
_ASCII_WORD: Final = re.compile("(?<![0-9A-Za-z])[A-Za-z]++(?![0-9])")
OTHER_THAN_HAN: Final = re.compile(
    f"[{_inside_class(*(_ALL_OTHERS | {'Latn': 0, 'Hira': 0, 'Kana': 0}))}]"
)
"""A letter of any script but Han."""
OTHER_THAN_LATIN: Final = re.compile(f"[{HAN}{_KANA}{_inside_class(*_ALL_OTHERS)}]")
"""A letter of any script but Latin."""
_BRACKETED: Final = re.compile(
    r"（[^（）]{0,200}）|\([^()]{0,200}\)|“[^“”]{0,200}”|\"[^\"]{0,200}\""
)
# A word that is read as language; `5G`, `A320` and `ISO9001` are codes.
_WORD: Final = re.compile(rf"(?<![0-9{LATIN_LETTER}])[{LATIN_LETTER}]+(?![0-9{LATIN_LETTER}])")


class Counts(NamedTuple):
    """Letters of each kind in a text."""

    latin: int
    han: int
    kana: int
    others: tuple[tuple[str, int], ...]
    """Other scripts with their letters, most frequent first."""


@cache
def _variants() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified, only traditional Chinese writes.

    GB 2312 and the frequent level of Big5 are the two standards' own lists of ordinary characters:
    what one has and the other lacks tells them apart.
    """
    unified = "".join(map(chr, range(0x4E00, 0x9FA6)))
    simplified = set(unified.encode("gb2312", "ignore").decode("gb2312"))
    traditional = set(unified.encode("big5", "ignore").decode("big5"))
    frequent = {sign for sign in traditional if sign.encode("big5") < b"\xc9\x40"}
    # The vertical bar of titles is no letter; the others are written in both.
    return (
        frozenset(simplified - traditional - set("丨〇")),
        frozenset(frequent - simplified - set("喆甦堃昇")),
    )


def chinese_variant(text: str, default: str = HANS) -> str:
    """`zh-Hans` or `zh-Hant` by the characters that only one of them has; `default` for a tie."""
    simplified, traditional = _variants()
    if default == HANS and traditional.isdisjoint(text):
        return HANS
    signs = set(text)
    balance = len(signs & simplified) - len(signs & traditional)
    if balance == 0:
        return default
    return HANS if balance > 0 else HANT


def count_scripts(text: str) -> Counts:
    """Count the letters of `text` by script; digits and signs count for none."""
    if text.isascii():
        latin = sum(map(len, _LATIN_WORD.findall(text)))
        return Counts(latin, 0, 0, ())
    han = sum(map(len, _HAN_RUN.findall(text)))
    kana = sum(map(len, _KANA_RUN.findall(text)))
    latin = sum(map(len, _LATIN_WORD.findall(text)))
    others: list[tuple[str, int]] = []
    if _OTHER_LETTER.search(text):
        for script, runs in _ALL_OTHERS.items():
            number = sum(map(len, runs.findall(text)))
            if number:
                others.append((script, number))
        others.sort(key=lambda item: (-item[1], item[0]))
    return Counts(latin, han, kana, tuple(others))


def language_of_script(script: str, text: str, chinese: str = HANS) -> str:
    """The language of `text`, of which only the letters of one script are looked at."""
    if script == "Latn":
        return identify_latin(text)
    if script == "Hani":
        return chinese_variant(text, chinese)
    if script == "Arab":
        return next((tag for mark, tag in _ARABIC_MARKS if mark.search(text)), "ar")
    if script == "Cyrl":
        return next((tag for mark, tag in _CYRILLIC_MARKS if mark.search(text)), "ru")
    return _ONE_LANGUAGE.get(script, "und")


def main_language(text: str, chinese: str = HANS) -> str:
    """The language that must be read to understand `text`.

    `chinese` is the variant to assume where the characters do not tell. Codes and URLs must have
    been taken out by the caller: this function sees letters only.
    """
    if text.isascii():
        return identify_latin(text) if _ASCII_WORD.search(text) else NO_LANGUAGE
    if OTHER_THAN_HAN.search(text) is None:
        return chinese_variant(text, chinese) if _HAN_RUN.search(text) else NO_LANGUAGE
    if OTHER_THAN_LATIN.search(text) is None:
        return identify_latin(text) if _WORD.search(text) else NO_LANGUAGE
    counts = count_scripts(text)
    if counts.others:
        script, number = counts.others[0]
        if (
            number > (counts.han + counts.kana) * 2
            and number * 2 >= counts.latin
            and not (counts.latin and _is_gloss(text))
        ):
            return language_of_script(script, text)
    if counts.kana and _is_japanese(text, counts):
        return "ja"
    if counts.han:
        if counts.latin and _latin_reads(text, counts):
            return language_of_script("Latn", text)
        return chinese_variant(text, chinese)
    return identify_latin(text) if counts.latin else "und"


def _is_gloss(text: str) -> bool:
    """Whether all that is not Latin stands in brackets: `Toli County (تولى ناھىيىسى)`."""
    outside = _BRACKETED.sub(" ", text)
    return OTHER_THAN_LATIN.search(outside) is None and _ASCII_LETTER.search(outside) is not None


def _is_japanese(text: str, counts: Counts) -> bool:
    """Kana means Japanese, but for the の that Chinese brands and menus like."""
    if counts.kana == 1 and "の" in text and counts.han:
        simplified, _ = _variants()
        return not simplified.intersection(text)
    return counts.kana * 8 >= counts.han


def _latin_reads(text: str, counts: Counts) -> bool:
    """Whether the Latin words carry the text and the Han in it is quoted or a gloss."""
    outside = _BRACKETED.sub(" ", text)
    if not _HAN_RUN.search(outside):
        return _ASCII_LETTER.search(outside) is not None
    if not has_function_word(outside):
        return False
    words = sum(1 for word in _LATIN_WORD.findall(outside) if word.islower())
    return words * 2 > counts.han


def identify(text: str) -> str:
    """The BCP 47 tag of the language that must be read to understand `text`.

    `zxx` where there is nothing to read (numbers, codes, URLs, signs, nothing at all), `und` where
    it cannot be told. Names in Latin letters are `en`: they are read the same there.
    """
    from glossa.segmentation.protect import find_protected, without_protected

    return main_language(without_protected(text, find_protected(text)))
