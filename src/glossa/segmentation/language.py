"""Which language a stretch of text must be read in: script first, statistics last.

Most tags follow from the script, or from letters that only one language of a script uses. Only
Latin text of some length is judged by its function words. A wrong tag costs a translation, a
missing one costs little: where evidence is thin, Latin words are English and Han is simplified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from glossa.script import HAN, LATIN_LETTER, SCRIPT_RANGES
from glossa.segmentation.arabic import identify_arabic
from glossa.segmentation.cyrillic import identify_cyrillic
from glossa.segmentation.latin import has_function_word, identify_latin
from glossa.segmentation.page_languages import Readings, readings_of

__all__ = [
    "HANS",
    "HANT",
    "NO_LANGUAGE",
    "OTHER_THAN_HAN",
    "OTHER_THAN_LATIN",
    "PLAIN",
    "Counts",
    "chinese_variant",
    "count_scripts",
    "identify",
    "language_of_han",
    "language_of_script",
    "main_language",
    "page_readings",
]

HANS: Final = "zh-Hans"
HANT: Final = "zh-Hant"
NO_LANGUAGE: Final = "zxx"
PLAIN: Final = Readings()
"""How letters are read where nothing is known of the page."""

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
# What languages call themselves: the lines of a menu of languages, too short to tell by letters.
_OWN_NAMES: Final = {
    "Русский": "ru",
    "Қазақша": "kk",
    "Кыргызча": "ky",
    "Монгол": "mn",
    "Тоҷикӣ": "tg",
    "Українська": "uk",
    "Français": "fr",
    "Deutsch": "de",
    "Español": "es",
    "Português": "pt",
    "Italiano": "it",
    "Türkçe": "tr",
    "Tiếng Việt": "vi",
    "日本語": "ja",
    "ئۇيغۇرچە": "ug",
    "العربية": "ar",
    "فارسی": "fa",
} | {f"O{sign}zbekcha": "uz-Latn" for sign in "ʻ‘'’"}
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


def page_readings(lines: Iterable[str], text: str) -> Readings:
    """What a page of `lines` is read as where a line does not tell; `text`: all of it."""
    chinese = chinese_variant(text, HANS)
    return readings_of(lines, chinese, identify_latin, _not_japanese())


@cache
def _not_japanese() -> frozenset[str]:
    """Simplified characters that Japanese does not write; `会` and `国` it does."""
    simplified = "".join(_variants()[0])
    return frozenset(simplified) - set(simplified.encode("euc_jp", "ignore").decode("euc_jp"))


def language_of_script(script: str, text: str, page: Readings = PLAIN) -> str:
    """The language of `text`, of which only the letters of one script are looked at."""
    if script == "Latn":
        return identify_latin(text, page.latin)
    if script == "Hani":
        return language_of_han(text, page)
    if script == "Arab":
        return identify_arabic(text, page.arabic)
    if script == "Cyrl":
        return identify_cyrillic(text, page.cyrillic)
    return _ONE_LANGUAGE.get(script, "und")


def language_of_han(text: str, page: Readings = PLAIN) -> str:
    """The language of `text`, which has Han and no kana."""
    if page.han == "ja":
        return "ja" if _not_japanese().isdisjoint(text) else HANS
    return chinese_variant(text, page.han)


def main_language(text: str, page: Readings = PLAIN) -> str:
    """The language that must be read to understand `text`.

    `page` says what is to be assumed where the letters do not tell. Codes and URLs must have
    been taken out by the caller: this function sees letters only.
    """
    named = _OWN_NAMES.get(text)
    if named or text.isascii():
        return named or _of_ascii(text, page)
    if OTHER_THAN_HAN.search(text) is None:
        return language_of_han(text, page) if _HAN_RUN.search(text) else _nameless(text)
    if OTHER_THAN_LATIN.search(text) is None:
        if _WORD.search(text):
            return identify_latin(text, page.latin)
        return _nameless(text)
    counts = count_scripts(text)
    if counts.others:
        script, number = counts.others[0]
        if (
            number > (counts.han + counts.kana) * 2
            and number * 2 >= counts.latin
            and not (counts.latin and _is_gloss(text))
        ):
            return language_of_script(script, text, page)
    if counts.kana and _is_japanese(text, counts):
        return "ja"
    if counts.han:
        if counts.latin and _latin_reads(text, counts):
            return language_of_script("Latn", text, page)
        return language_of_han(text, page)
    return identify_latin(text, page.latin) if counts.latin else "und"


def _of_ascii(text: str, page: Readings) -> str:
    return identify_latin(text, page.latin) if _ASCII_WORD.search(text) else NO_LANGUAGE


def _nameless(text: str) -> str:
    """`und` for a script that is not known here, such as Khmer; `zxx` for what has no letters."""
    return "und" if any(sign.isalpha() and sign not in "ªºµ" for sign in text) else NO_LANGUAGE


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
