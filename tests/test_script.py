"""Facts about characters: both ends of every range, what lies outside, and no doubles."""

from __future__ import annotations

import re
import unicodedata

import pytest

from glossa import script

# What the Unicode names of a script's characters begin with.
NAMES = {
    "Latn": (
        "LATIN",
        "MODIFIER LETTER",
        "FEMININE ORDINAL",
        "MASCULINE ORDINAL",
        "FULLWIDTH LATIN",
    ),
    "Grek": ("GREEK",),
    "Cyrl": ("CYRILLIC", "COMBINING CYRILLIC"),
    "Armn": ("ARMENIAN",),
    "Hebr": ("HEBREW",),
    "Arab": ("ARABIC",),
    "Deva": ("DEVANAGARI",),
    "Thai": ("THAI",),
    "Tibt": ("TIBETAN",),
    "Geor": ("GEORGIAN", "MODIFIER LETTER GEORGIAN"),
    "Hang": ("HANGUL", "HALFWIDTH HANGUL"),
    "Mong": ("MONGOLIAN",),
    "Hani": ("CJK", "KANGXI", "IDEOGRAPHIC", "HANGZHOU", "VERTICAL IDEOGRAPHIC"),
    "Hira": ("HIRAGANA", "SQUARE HIRAGANA"),
    "Kana": ("KATAKANA", "HALFWIDTH KATAKANA"),
    "Bopo": ("BOPOMOFO",),
}
RANGES = [pytest.param(*row, id=f"{row[2]} {row[0]:04X}") for row in script.SCRIPT_RANGES]


@pytest.mark.parametrize(("first", "last", "name"), RANGES)
def test_both_ends_and_outside(first: int, last: int, name: str) -> None:
    assert first <= last
    for code in (first, last):
        assert script.script_of(chr(code)) == name
        # Python's own tables may be older than the character.
        assert unicodedata.name(chr(code), NAMES[name][0]).startswith(NAMES[name])
    for code in (first - 1, last + 1):
        assert script.script_of(chr(code)) != name


def test_ranges_are_sorted_and_apart() -> None:
    edges = [edge for first, last, _ in script.SCRIPT_RANGES for edge in (first, last)]
    assert edges == sorted(edges)
    firsts = [first for first, _, _ in script.SCRIPT_RANGES]
    assert len(set(firsts)) == len(firsts)


def test_no_punctuation_digit_or_sign_has_a_script() -> None:
    wrong = [
        f"U+{code:04X} {unicodedata.name(chr(code))}"
        for code in range(0x20000)
        if (name := script.script_of(chr(code))) != "Zyyy"
        and unicodedata.category(chr(code))[0] not in "LMC"  # C: not yet assigned
        and name != "Hani"
        and code != 0x1F200
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("Hani", "CJK UNIFIED IDEOGRAPH"),
        ("Hani", "CJK COMPATIBILITY IDEOGRAPH"),
        ("Cyrl", "CYRILLIC CAPITAL"),
        ("Hira", "HIRAGANA LETTER"),
        ("Arab", "ARABIC LETTER"),
        ("Tibt", "TIBETAN LETTER"),
        ("Mong", "MONGOLIAN LETTER"),
    ],
)
def test_no_letter_is_forgotten(name: str, prefix: str) -> None:
    forgotten = [
        f"U+{code:04X}"
        for code in range(0x33480)
        if unicodedata.category(chr(code))[0] == "L"
        and unicodedata.name(chr(code), "").startswith(prefix)
        and script.script_of(chr(code)) != name
    ]
    assert forgotten == []


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("中", True),
        ("〇", True),
        ("々", True),
        ("\U00020000", True),
        ("\U0002a6df", True),
        ("\U0002ebe0", True),
        ("\U000323af", True),
        ("\uf900", True),
        ("⼀", True),
        *((character, False) for character in "“—→€。，、《》（）　！①㈠ーカかㄅ가A1\u2000"),
        ("\U00033480", False),
    ],
)
def test_han(character: str, expected: bool) -> None:
    assert script.is_han(character) is expected
    assert script.has_han(character) is expected
    assert script.count_han(character) == expected
    assert bool(re.fullmatch(f"[{script.HAN}]", character)) is expected


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", "Latn"),
        ("é", "Latn"),
        ("ǚ", "Latn"),
        ("ạ", "Latn"),
        ("Ａ", "Latn"),
        ("×", "Zyyy"),
        ("ʹ", "Zyyy"),
        ("я", "Cyrl"),
        ("ق", "Arab"),
        ("ې", "Arab"),
        ("،", "Zyyy"),
        ("٣", "Zyyy"),
        ("བ", "Tibt"),
        ("།", "Zyyy"),
        ("ᠮ", "Mong"),
        ("。", "Zyyy"),
        ("５", "Zyyy"),
        ("한", "Hang"),
        ("\ud800", "Zyyy"),
        ("\U0010ffff", "Zyyy"),
        ("\0", "Zyyy"),
    ],
)
def test_script_of(character: str, expected: str) -> None:
    assert script.script_of(character) == expected
    assert script.has_latin(character) is (expected == "Latn")


def test_counts() -> None:
    assert script.count_han("a新闻b频道 𠀀。") == 5
    assert script.count_han("") == 0


def test_no_apostrophe_twice() -> None:
    assert len(set(script.CURLY_APOSTROPHES)) == len(script.CURLY_APOSTROPHES)


def test_pairs() -> None:
    assert len(script.OPEN_TO_CLOSE) == len(script.CLOSE_TO_OPEN)
    for open_, close in script.OPEN_TO_CLOSE.items():
        assert script.CLOSE_TO_OPEN[close] == open_
        assert unicodedata.category(open_) in {"Ps", "Pi"}
        assert unicodedata.category(close) in {"Pe", "Pf"}


def test_languages_written_in_han() -> None:
    assert all(map(script.written_in_han, ["zh", "zh-Hans", "ZH-hant", "ja", "yue"]))
    assert not any(map(script.written_in_han, ["en", "ko", "zxx", "und", ""]))


def test_tags_are_the_same_in_any_case() -> None:
    given = ["EN", "en_us", "ZH-hans", "zh-hant-tw", "ug-ARAB", "zh-latn-PINYIN", "auto"]
    wanted = ["en", "en-US", "zh-Hans", "zh-Hant-TW", "ug-Arab", "zh-Latn-pinyin", "auto"]
    assert [script.canonical_tag(tag) for tag in given] == wanted
    for tag in ("", " ", "e n", "en-", "12", "a" * 9, "../x", "中文"):
        with pytest.raises(ValueError, match="is no language tag"):
            script.canonical_tag(tag)
