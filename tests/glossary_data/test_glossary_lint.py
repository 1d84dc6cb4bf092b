"""The rules of glossary/README.md, held against every row."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict

import pytest
from glossary_rows import COLUMNS, FOLDER, Row, files, raw_rows, rows
from uyghur_letters import arabic_of

ROWS = rows()
STYLES = tomllib.loads((FOLDER / "styles.toml").read_text(encoding="utf-8"))
KINDS = {
    *("province", "prefecture", "city", "county", "district", "township", "region", "country"),
    *("mountain", "plateau", "river", "lake", "desert", "basin", "grassland"),
    *("road", "port", "scenic-area", "people", "language", "person", "organisation", "media"),
    *("platform", "product", "event", "legal", "generic", "interface", "template"),
}
LANGUAGES = {"zh-Hans", "zh-Hant", "zh-Latn-pinyin", "en", "ug-Arab", "ug-Latn"}
STATUSES = {"preferred", "admitted", "superseded", "deprecated"}
TYPES = {"fullForm", "shortForm", "acronym", "variant"}
CLAUSE = re.compile(r"whole|case|(?:not-)?(?:next|prev)=[^=;|]+(?:\|[^=;|]+)*|page=[\w.|-]+")
CODE = re.compile(
    r"GB/T 2260(?: former)?:\d{6}|NBS:\d{9}|GB/T 3304:\d\d [A-Z]{2}"
    r"|ISO 3166-[12]:[A-Z]{2}(?:-[A-Z]{2})?"
    r"|ISO 639-1:[a-z]{2}|ISO 639-3:[a-z]{3}|Wikidata:Q\d+|GeoNames:\d+"
)
DIVISIONS = 126  # prefecture and county level of Xinjiang in 2026, the XPCC cities among them
OLD_LETTERS = {"Yengi Yeziⱪ"}  # in the New Script of 1965-1982, which has letters of its own
DIVISION_KINDS = {"prefecture", "city", "county", "district"}


def where(found: list[Row]) -> list[str]:
    return [f"{row.where} {row.concept} {row.term}" for row in found]


@pytest.mark.parametrize("file", files(), ids=lambda file: file.name)
def test_file_is_plain_tsv(file) -> None:
    data = file.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    head, *body = raw_rows(file)
    assert tuple(head) == COLUMNS
    assert body
    assert [number for number, cells in enumerate(body, 2) if len(cells) != len(COLUMNS)] == []


def test_cells_are_clean() -> None:
    dirty = [
        row
        for row in ROWS
        for cell in (row.concept, row.term, row.context, row.code, row.source, row.note)
        if cell != cell.strip() or cell != unicodedata.normalize("NFC", cell) or "\u00a0" in cell
    ]
    assert where(dirty) == []


def test_every_row_has_what_it_must() -> None:
    assert where([row for row in ROWS if not (row.concept and row.term and row.source)]) == []


def test_words_of_the_columns_are_known() -> None:
    assert where([row for row in ROWS if row.kind not in KINDS]) == []
    assert where([row for row in ROWS if row.language not in LANGUAGES]) == []
    assert where([row for row in ROWS if row.status not in STATUSES]) == []
    assert where([row for row in ROWS if row.type not in TYPES]) == []
    assert where([row for row in ROWS if not set(row.styles) <= set(STYLES["styles"])]) == []
    broken = [row for row in ROWS for clause in row.clauses if not CLAUSE.fullmatch(clause)]
    assert where(broken) == []
    codes = [row for row in ROWS for code in row.code.split("|") if code]
    broken = [row for row in codes if not all(map(CODE.fullmatch, row.code.split("|")))]
    assert where(broken) == []


def test_styles_stand_only_at_preferred_terms() -> None:
    assert where([row for row in ROWS if row.styles and row.status != "preferred"]) == []


def test_a_concept_has_one_kind_in_one_file() -> None:
    homes = defaultdict(set)
    for row in ROWS:
        homes[row.concept].add((row.where.split(":")[0], row.kind))
    assert {concept: home for concept, home in homes.items() if len(home) > 1} == {}


def test_one_preferred_term_a_concept_language_style_and_type() -> None:
    seen = Counter(
        (row.concept, row.language, style, row.type)
        for row in ROWS
        if row.status == "preferred"
        for style in row.styles or ("",)
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_every_concept_can_be_written_in_english() -> None:
    english = {row.concept for row in ROWS if row.language == "en" and row.status == "preferred"}
    assert sorted({row.concept for row in ROWS} - english) == []


def test_no_wording_twice_in_a_concept() -> None:
    seen = Counter((row.concept, row.language, row.term, row.type) for row in ROWS)
    assert [key for key, count in seen.items() if count > 1] == []
    folded = Counter(
        (row.concept, row.language, row.term.casefold())
        for row in ROWS
        if row.status != "preferred" and "case" not in row.clauses
    )
    assert [key for key, count in folded.items() if count > 1] == []


def test_a_misspelling_is_nobodys_preferred_form() -> None:
    good = {(row.language, row.term.casefold()) for row in ROWS if row.status == "preferred"}
    bad = [
        row
        for row in ROWS
        if row.status == "deprecated"
        and not {"whole", "case"} & set(row.clauses)
        and (row.language, row.term.casefold()) in good
    ]
    assert where(bad) == []


def test_interface_terms_are_whole_segments() -> None:
    loose = [
        row for row in ROWS if row.kind in {"interface", "template"} and "whole" not in row.clauses
    ]
    assert where(loose) == []
    claims = Counter(
        row.term for row in ROWS if row.kind == "interface" and row.language == "zh-Hans"
    )
    assert [term for term, count in claims.items() if count > 1] == []


SMALL = {"comments", "www.gov.cn", "people.cn report", "iPhone app", "and up"}
UNITS = {"yuan", "jin (500 g)", "kg", "g", "km", "mu"}


def test_interface_english_starts_with_a_capital_and_says_and() -> None:
    english = [
        row
        for row in ROWS
        if row.kind == "interface" and row.language == "en" and row.status == "preferred"
    ]
    small = [row for row in english if row.term[0].islower() and row.term not in SMALL | UNITS]
    assert where(small) == []
    assert where([row for row in english if "&" in row.term.replace("Q&A", "")]) == []


def test_templates_have_the_same_slot_on_both_sides() -> None:
    slots = defaultdict(set)
    for row in ROWS:
        if row.kind == "template":
            slots[row.concept].add(tuple(re.findall(r"\{\w*\}", row.term)))
    assert slots
    assert {
        concept: found
        for concept, found in slots.items()
        if found not in ({("{name}",)}, {("{n}",)})
    } == {}


def test_styles_fall_back_to_styles_without_a_circle() -> None:
    styles = STYLES["styles"]
    assert STYLES["default"] == "cn-media"
    assert set(styles) == {"cn-media", "pinyin", "academic", "un"}
    for name, style in styles.items():
        assert style["title"]
        assert style["description"]
        assert set(style["fallback"]) <= set(styles) - {name}
        behind = [set(styles[other]["fallback"]) for other in style["fallback"]]
        assert not any(name in further for further in behind)


def test_unverified_means_that_only_a_memory_speaks_for_it() -> None:
    memory = [row for row in ROWS if row.source == "compiler knowledge"]
    assert memory
    assert where([row for row in memory if "unverified" not in row.note]) == []


def test_what_was_looked_up_in_chinese_was_looked_up_in_english() -> None:
    """A sentence may demand the English of a name that was read, so that must be read too."""
    found = [row for row in ROWS if "unverified" not in row.note]
    chinese = {row.concept for row in found if row.language == "zh-Hans"}
    english = {row.concept for row in found if row.language == "en" and row.status == "preferred"}
    assert sorted(chinese - english) == []


def test_uyghur_arabic_and_latin_agree_letter_by_letter() -> None:
    """Each spelling in one alphabet has its spelling in the other, name by name."""
    latin: dict[tuple[str, str], set[str]] = defaultdict(set)
    arabic: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        if row.language == "ug-Latn" and row.term not in OLD_LETTERS:
            latin[row.concept, row.type].add(arabic_of(row.term))
        elif row.language == "ug-Arab":
            arabic[row.concept, row.type].add(row.term)
    assert len(arabic) >= 320
    assert latin == arabic


def test_all_divisions_of_xinjiang_are_there() -> None:
    divisions = {
        row.concept
        for row in ROWS
        if re.fullmatch(r"cn-65\d{4}", row.concept) and row.kind in DIVISION_KINDS
    }
    assert len(divisions) == DIVISIONS
    coded = {
        row.concept: row.code
        for row in ROWS
        if row.concept in divisions and row.code.startswith("GB/T 2260:")
    }
    assert {f"cn-{code.split(':')[1][:6]}" for code in coded.values()} == divisions


def test_there_is_enough() -> None:
    concepts = {row.concept for row in ROWS if row.kind not in {"interface", "template"}}
    interface = {row.concept for row in ROWS if row.kind == "interface"}
    assert len(concepts) >= 560
    assert len(interface) >= 2000


# Words, people and places elsewhere: never read as a name of Xinjiang without a neighbour.
@pytest.mark.parametrize(
    "form",
    [
        *("Tori", "Torrey", "Tory", "Toli", "Mori", "Emin", "Kashi", "Bole", "Lop", "Manas"),
        *("Bay", "Aral", "Yutian", "Yiwu", "Baicheng", "Qinghe", "Wenquan", "Yili", "Altai"),
    ],
)
def test_a_name_that_is_a_word_elsewhere_needs_its_neighbour(form: str) -> None:
    claimed = [row for row in ROWS if row.language == "en" and row.term == form]
    loose = [
        row
        for row in claimed
        if "whole" not in row.clauses
        and not any(clause.startswith("next=") for clause in row.clauses)
    ]
    assert where(loose) == []


def test_concepts_that_must_never_be_merged() -> None:
    english = defaultdict(set)
    for row in ROWS:
        if row.language == "en":
            english[row.concept].add(row.term.casefold())
    assert english["xj.et"]
    assert not english["xj.et"] & english["cn-65"]
    assert not english["plat.douyin"] & english["plat.tiktok"]
    assert not english["eth-05"] & english["eth-48"]
    burma = [row.status for row in ROWS if row.concept == "country.mm" and row.term == "Burma"]
    assert burma == ["superseded"]


def test_everyday_words_are_never_folded() -> None:
    """Machine renderings of names by meaning are looked up, not searched for in running text."""
    words = {"kyoto", "lynx", "rookie", "racer", "applet", "street", "village", "dates", "harbor"}
    found = [row for row in ROWS if row.language == "en" and row.term.casefold() in words]
    loose = [row for row in found if "whole" not in row.clauses and row.status != "preferred"]
    assert found
    assert where(loose) == []
