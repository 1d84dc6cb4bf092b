"""What the rows of a concept must agree on: codes, readings, characters, styles."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from glossary_rows import FOLDER, Row, rows
from glossary_terms import termbase

CASES = Path(__file__).resolve().parents[1] / "cases"
EXCEPTIONS = json.loads((CASES / "glossary-exceptions.json").read_text(encoding="utf-8"))
ROWS = rows()
STYLES = ("cn-media", "pinyin", "academic", "un")
FALLBACK = {
    name: (name, *style["fallback"])
    for name, style in tomllib.loads((FOLDER / "styles.toml").read_text(encoding="utf-8"))[
        "styles"
    ].items()
}
BY_CONCEPT: dict[str, list[Row]] = defaultdict(list)
for _row in ROWS:
    BY_CONCEPT[_row.concept].append(_row)
DIVISIONS = sorted(concept for concept in BY_CONCEPT if re.fullmatch(r"cn-65\d{4}", concept))
LETTERS = {
    "en": r"[A-Za-zÀ-ÖØ-öø-žəĝ0-9 '\-–.,&()/+·\"!?%:;{}’©…@#>°“”]+",
    "ug-Arab": "[ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيەئ ]+",
    "ug-Latn": "[A-Za-zéöüÉÖÜⱪ' -]+",
    "zh-Latn-pinyin": r"[A-Za-züĀÁǍÀāáǎàĒÉĚÈēéěèīíǐìŌÓǑÒōóǒòūúǔùǖǘǚǜ' ·\-–]+",
}
UN_WORDS = {"Xian", "Shi", "Qu", "Diqu", "Zizhizhou", "Zizhixian"}


def _excepted(name: str) -> dict[str, str]:
    """The exceptions of one check: the term or concept, and why."""
    found: dict[str, str] = EXCEPTIONS[name]
    assert all(found.values()), f"an exception of {name} gives no reason"
    return found


def _terms(concept: str, language: str) -> list[str]:
    return [row.term for row in BY_CONCEPT[concept] if row.language == language]


def _codes(scheme: str) -> dict[str, set[str]]:
    """The codes of a scheme and the concepts that carry them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for code in row.code.split("|"):
            name, _, value = code.partition(":")
            if value and (not scheme or name == scheme):
                found[value if scheme else code].add(row.concept)
    return found


def test_a_code_belongs_to_one_concept() -> None:
    shared = {code: owners for code, owners in _codes("").items() if len(owners) > 1}
    assert shared == {}


def test_a_former_code_is_nobodys_code_today() -> None:
    former = set(_codes("GB/T 2260 former"))
    assert {"652100", "652200", "652923", "654223"} <= former
    assert former & set(_codes("GB/T 2260")) == set()


def test_every_province_and_every_ethnic_group_is_there() -> None:
    provinces = {code for code in _codes("GB/T 2260") if code.endswith("0000")}
    assert len(provinces) == 34
    groups = {code.split()[0] for code in _codes("GB/T 3304")}
    assert groups == {f"{number:02}" for number in range(1, 57)}


def test_the_codes_above_a_code_are_there() -> None:
    """A county's prefecture and province, a township's county."""
    known = set(_codes("GB/T 2260"))
    orphans = [code for code in known if code[:2] + "0000" not in known]
    # 90 in the middle: the province governs the county itself
    orphans += [
        code
        for code in known
        if code[4:] != "00" and code[2:4] != "90" and code[:4] + "00" not in known
    ]
    orphans += [code for code in _codes("NBS") if code[:6] not in known]
    assert orphans == []


@pytest.mark.parametrize("concept", DIVISIONS)
def test_a_division_of_xinjiang_is_complete(concept: str) -> None:
    """Chinese in both scripts, pinyin, Uyghur in both, English in every style, a code."""
    full = [
        row for row in BY_CONCEPT[concept] if row.status == "preferred" and row.type == "fullForm"
    ]
    languages = {row.language for row in full}
    wanted = {"zh-Hans", "zh-Hant", "zh-Latn-pinyin", "en"}
    if concept not in _excepted("no Uyghur name found"):
        wanted |= {"ug-Arab", "ug-Latn"}
    assert languages == wanted
    english = {style: row.term for row in full if row.language == "en" for style in row.styles}
    if concept in _excepted("not in the romanised standard"):
        assert "un" not in english
    else:
        assert english["un"].rsplit(" ", 1)[1] in UN_WORDS
    free = any(row.language == "en" and not row.styles for row in full)
    # style academic falls back to cn-media where no local name in Latin letters was found
    assert free or set(english) | {"academic"} == set(STYLES)
    assert any(row.code.startswith("GB/T 2260:") for row in BY_CONCEPT[concept])


def test_traditional_characters_follow_from_the_simplified_ones() -> None:
    """By OpenCC, in one of its standards; what it gets wrong is listed with the reason."""
    from opencc import OpenCC

    converters = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk", "s2twp")]
    excepted = _excepted("traditional")
    wrong = [
        f"{row.where} {row.term}"
        for row in ROWS
        if row.language == "zh-Hant"
        and row.term not in excepted
        and not any(
            row.term == converter.convert(term)
            for term in _terms(row.concept, "zh-Hans")
            for converter in converters
        )
    ]
    assert wrong == []
    assert set(excepted) <= {row.term for row in ROWS if row.language == "zh-Hant"}


def _reads(chinese: str, reading: str) -> bool:
    """Whether a pinyin text with tones is a reading of the Chinese, blanks and signs aside."""
    from pypinyin import Style, pinyin

    wanted = re.sub(r"[\s'·–-]", "", reading.lower())
    ends = {0}
    for syllables in pinyin(chinese, style=Style.TONE, heteronym=True):
        ends = {
            start + len(syllable)
            for start in ends
            for syllable in (re.sub(r"[\s'·–()-]", "", part.lower()) for part in syllables)
            if wanted.startswith(syllable, start)
        }
    return len(wanted) in ends


def test_pinyin_is_a_reading_of_the_chinese() -> None:
    excepted = _excepted("pinyin")
    wrong = [
        f"{row.where} {row.term}"
        for row in ROWS
        if row.language == "zh-Latn-pinyin"
        and row.term not in excepted
        and not any(_reads(term, row.term) for term in _terms(row.concept, "zh-Hans"))
    ]
    assert wrong == []
    assert set(excepted) <= {row.term for row in ROWS if row.language == "zh-Latn-pinyin"}


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_no_term_has_characters_of_another_script(language: str) -> None:
    allowed = re.compile(LETTERS[language])
    odd = [
        f"{row.where} {row.term}"
        for row in ROWS
        if row.language == language
        and ("  " in row.term or not allowed.fullmatch(unicodedata.normalize("NFC", row.term)))
    ]
    assert odd == []


def test_no_name_is_right_and_wrong_in_one_concept() -> None:
    both = []
    for concept, own in BY_CONCEPT.items():
        good = {(row.language, row.term.casefold()) for row in own if row.status != "deprecated"}
        both += [
            f"{row.where} {concept} {row.term}"
            for row in own
            if row.status == "deprecated" and (row.language, row.term.casefold()) in good
        ]
    assert both == []


def test_every_misspelling_leads_to_a_preferred_form() -> None:
    lost = [
        f"{row.where} {row.term}"
        for row in ROWS
        if row.status == "deprecated"
        and not any(
            other.status == "preferred"
            and other.language.split("-")[0] == row.language.split("-")[0]
            for other in BY_CONCEPT[row.concept]
        )
    ]
    assert lost == []


@pytest.mark.parametrize("style", STYLES)
def test_no_variant_is_claimed_twice_without_a_context(style: str) -> None:
    findings = termbase(style).findings
    assert [f"{found.code} {found.where} {found.message}" for found in findings] == []


@pytest.mark.parametrize("style", STYLES)
def test_a_style_writes_different_places_of_one_kind_differently(style: str) -> None:
    """Two counties of one English name could not be told apart by the reader of a page."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in DIVISIONS:
        for row in BY_CONCEPT[concept]:
            if (
                row.language == "en"
                and row.status == "preferred"
                and row.type == "fullForm"
                and style in (row.styles or STYLES)
            ):
                names[row.term, row.kind].add(concept)
    assert {name: owners for name, owners in names.items() if len(owners) > 1} == {}


def _written(concept: str, form: str, style: str) -> Row | None:
    """The English that a style prefers: its own, its fallbacks', then the one of no style."""
    found = [
        row
        for row in BY_CONCEPT[concept]
        if row.language == "en" and row.status == "preferred" and row.type == form
    ]
    for name in FALLBACK[style]:
        for row in found:
            if name in row.styles:
                return row
    return next((row for row in found if not row.styles), None)


@pytest.mark.parametrize("style", STYLES)
def test_a_name_becomes_the_name_of_the_other_style_and_comes_back(style: str) -> None:
    """Full and short forms; those that need a context to be recognised are left out."""
    wrong = []
    count = 0
    for concept, own in BY_CONCEPT.items():
        if own[0].kind in ("interface", "template"):
            continue
        for form in ("fullForm", "shortForm", "acronym"):
            mine = _written(concept, form, style)
            if mine is None or mine.context or "unverified" in mine.note:
                continue
            for other in STYLES:
                theirs = _written(concept, form, other)
                if theirs is None or theirs.context:
                    continue
                count += 1
                there = termbase(other).fold(mine.term).text
                back = termbase(style).fold(there).text
                if (there, back) != (theirs.term, mine.term):
                    wrong.append(f"{mine.where} {mine.term} -> {other} {there} -> {back}")
    assert count > 2000
    assert wrong == []
