"""Lists and termbases as other people and other tools make them, over glossa's own glossary."""

from pathlib import Path

import pytest
from glossary_files import codes, load_bytes
from termbase_cases import SMALL

from glossa.termbase import Termbase, load_termbase
from glossa.termbase.exchange import parse_glossary_file

GROWS = "Khotan grows. Then Khotan sleeps."


def over(tmp_path: Path, text: str, name: str = "mine.csv") -> Termbase:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_termbase([SMALL, tmp_path / name])


@pytest.mark.parametrize(
    "text",
    [
        "序号,中文,英文,备注\n1,和田,Khotan,ours\n",
        "No,Chinese,English\n1,和田,Khotan\n",
        "ID,en,zh\n1,Khotan,和田\n",
        ",中文,English\n1,和田,Khotan\n",
        "原文,译文,备注\n和田,Khotan,ours\n",
        "中文名称,英文名称\n和田,Khotan\n",
        "Term,Translation,Comment\n和田,Khotan,ours\n",
        "术语,英文\n和田,Khotan\n",
        "Chinese (Simplified),English (US)\n和田,Khotan\n",
        "zho,eng\n和田,Khotan\n",
    ],
)
def test_headers_that_people_write(text: str, tmp_path: Path) -> None:
    termbase = over(tmp_path, text)
    assert termbase.fold("Hetian grows. Then Hotan sleeps.").text == GROWS
    assert not [concept for concept in termbase.concepts if concept.startswith("user.")]
    assert not [finding for finding in termbase.findings if "mine.csv" in finding.where]


@pytest.mark.parametrize("text", ["术语,term\n", "翻译,Translation\n", "编号,No.\n", "源,Source\n"])
def test_a_first_pair_that_is_no_header(text: str) -> None:
    (pair,) = parse_glossary_file(text.encode(), "g.csv", 0).pairs
    assert f"{pair.source},{pair.target}\n" == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deepl.csv", "Khotan,和田,EN,ZH\n"),
        ("deepl.csv", "Khotan,和田,EN-US,ZH-HANS\n"),
        ("other.csv", "en,zh-TW\nKhotan,和田\n"),
        ("aamt.utx", "#UTX 1.11; en/zh-CN; 2020-01-01\n#src\ttgt\tsrc:pos\nKhotan\t和田\tnoun\n"),
    ],
)
def test_a_list_from_english_into_chinese_says_the_same(
    name: str, text: str, tmp_path: Path
) -> None:
    termbase = over(tmp_path, text, name)
    assert termbase.fold("Hetian grows. Then Hotan sleeps.").text == GROWS
    assert not [finding for finding in termbase.findings if name in finding.where]


def test_the_direction_that_was_asked_for_stays(tmp_path: Path) -> None:
    languages = {"source_language": "en", "target_language": "zh-Hans"}
    glossary = load_bytes(tmp_path, "Khotan,和田,EN,ZH\n".encode(), **languages)
    (concept,) = glossary.concepts.values()
    assert [term.text for term in concept.terms] == ["Khotan", "和田"]


MULTITERM = """<martif type="TBX" xml:lang="en-US"><text><body><termEntry id="c1">
<descripGrp><descrip type="subjectField">Geography</descrip></descripGrp>
<langSet xml:lang="en-US">
<ntig><termGrp><term>Khotan</term></termGrp></ntig>
<ntig><termGrp><term>Hotan</term><termNote type="administrativeStatus"
>deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
<langSet xml:lang="zh-CN"><ntig><termGrp><term>和田</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


@pytest.mark.parametrize("field", ["Geography", ""])
def test_a_termbase_with_regions_and_subjects_wins(field: str, tmp_path: Path) -> None:
    termbase = over(tmp_path, MULTITERM.replace("Geography", field), "mt.tbx")
    assert termbase.fold("Hetian grows. Then Hotan sleeps.").text == GROWS
    assert "c1" not in termbase.concepts


def test_alone_a_termbase_keeps_its_own_words(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, MULTITERM.encode(), "mt.tbx")
    concept = glossary.concepts["c1"]
    assert concept.kind == "Geography"
    assert [term.language for term in concept.terms] == ["en-US", "en-US", "zh-CN"]


def test_a_table_of_ones_own_may_have_a_second_thing_of_one_name(tmp_path: Path) -> None:
    text = (
        "concept,kind,language,term,status,context,source\n"
        "r-1,restaurant,zh-Hans,和田,preferred,next=饭店,me\n"
        "r-1,restaurant,en,Hetian Kitchen,preferred,,me\n"
    )
    assert over(tmp_path, text).concepts["r-1"].kind == "restaurant"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Haus,house\nBaum,tree\n", "2 pairs have no Chinese on either side"),
        ("托里,和田\n", "1 pair has Chinese on both sides"),
        ("1,和田,Khotan\n2,托里,Toli\n", "2 pairs have a side without a letter"),
    ],
)
def test_pairs_that_cannot_be_meant_are_remarked_on(
    text: str, message: str, tmp_path: Path
) -> None:
    findings = load_bytes(tmp_path, text.encode()).findings
    (finding,) = [finding for finding in findings if finding.code == "odd-pair"]
    assert finding.message.startswith(message)
    assert finding.where == "g.csv:1"


@pytest.mark.parametrize(
    "text",
    [
        "和田,Khotan\nKhotan,和田\nUNESCO,UNESCO\n12345,12345\n和田,Hotan (和田)\nAPP应用,App\n",
        "de,en\nHaus,house\n",
        "zh,en\nWTO,World Trade Organization\n三,3\n",
    ],
)
def test_pairs_that_are_meant(text: str, tmp_path: Path) -> None:
    assert "odd-pair" not in [
        code for code, _ in codes(load_bytes(tmp_path, text.encode()).findings)
    ]


def test_other_languages_are_not_asked_for_chinese(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, b"Haus,maison\n", source_language="de", target_language="fr")
    assert glossary.findings == ()


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff"])
def test_signs_that_nobody_sees_are_not_written(sign: str, tmp_path: Path) -> None:
    termbase = over(tmp_path, f"{sign}和田{sign},Kho{sign}tan{sign}\n")
    assert termbase.fold("Hotan").text == "Khotan"
    found = [finding for finding in termbase.findings if finding.code == "invisible-character"]
    assert found
    assert f"U+{ord(sign):04X}" in found[0].message


def test_a_term_of_nothing_but_invisible_signs(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, "托里,Toli\n和田,\u200b\n".encode())
    assert ("empty-term", "g.csv:2") in codes(glossary.findings)


def test_one_cell_says_what_is_missing(tmp_path: Path) -> None:
    findings = load_bytes(tmp_path, "和田,Khotan\n托里|Toli\n".encode()).findings
    assert findings[0].code == "empty-term"
    assert "a comma, a semicolon or a tab" in findings[0].message


def test_places_stand_once(tmp_path: Path) -> None:
    termbase = over(tmp_path, "和田,Khotan\n托里,Khotan\n")
    for finding in termbase.findings:
        places = finding.where.split(", ")
        assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("name", "text", "target"),
    [
        ("g.csv", "和田;Khotan, Xinjiang\n托里;Toli, Xinjiang\n", "Khotan, Xinjiang"),
        ("g.csv", "和田,Khotan; an oasis\n托里,Toli; a county\n", "Khotan; an oasis"),
        ("g.tsv", "和田;Khotan\n", "Khotan"),
        ("g.utf8", "和田,Khotan\n", "Khotan"),
        ("g.tsv", "# list\n和田\tKhotan, Xinjiang\n", "Khotan, Xinjiang"),
    ],
)
def test_the_sign_that_comes_first_delimits(name: str, text: str, target: str) -> None:
    pairs = parse_glossary_file(text.encode(), name, 0).pairs
    assert ("和田", target) in [(pair.source, pair.target) for pair in pairs]
