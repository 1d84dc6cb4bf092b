"""Golden files of every table format; what each keeps, refuses, and how it is told from others."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from glossary_files import GOLDEN, codes, found, load_bytes, plain, write

from glossa.errors import FormatError
from glossa.termbase import Concept, load_termbase
from glossa.termbase.concepts import Term
from glossa.termbase.exchange import FORMATS, format_named, format_of, parse_glossary_file
from glossa.termbase.load import Reading, load_glossary

RICH = GOLDEN / "glossary-tsv" / "rich.tsv"
SHORT = GOLDEN / "glossary-csv" / "short.csv"


def concepts_of(path: Path) -> list[Concept]:
    return list(load_glossary([path], Reading(force=True)).concepts.values())


WRITTEN = [
    (source, to, path)
    for source, stem in ((RICH, "rich"), (SHORT, "short"))
    for to in ("tsv", "csv", "omegat", "deepl", "google", "google-terms", "utx")
    for path in sorted((GOLDEN / f"glossary-{to}").glob(f"{stem}.*"))
    if path != SHORT
]


def test_every_table_format_has_golden_files() -> None:
    assert len(WRITTEN) == 14


@pytest.mark.parametrize(
    ("source", "to", "path"), WRITTEN, ids=[f"{to}-{path.name}" for _, to, path in WRITTEN]
)
def test_what_is_written(source: Path, to: str, path: Path) -> None:
    data, _ = write(concepts_of(source), to, lossy=True, suffix=path.suffix)
    assert data.decode() == path.read_bytes().decode()


@pytest.mark.parametrize("to", ["tsv", "csv", "xlsx"])
def test_a_table_of_any_kind_keeps_all(to: str, tmp_path: Path) -> None:
    concepts = concepts_of(RICH)
    data, losses = write(concepts, to)
    again = load_bytes(tmp_path, data, f"g.{to}", force=True)
    assert losses == ()
    assert again.findings == ()
    assert plain(list(again.concepts.values())) == plain(concepts)


@pytest.mark.parametrize("to", ["tsv", "csv", "xlsx", "omegat", "utx", "google-terms"])
def test_a_users_pairs_with_notes_come_back(to: str, tmp_path: Path) -> None:
    concepts = concepts_of(SHORT)
    data, losses = write(concepts, to)
    again = load_bytes(tmp_path, data, "g.x", force=True)
    assert losses == ()
    assert plain(list(again.concepts.values())) == plain(concepts)


@pytest.mark.parametrize("to", ["deepl", "google"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_services_keep_pairs_without_notes(to: str, suffix: str, tmp_path: Path) -> None:
    concepts = [concept for concept in concepts_of(SHORT) if not concept.terms[0].note]
    data, losses = write(concepts, to, suffix=suffix)
    again = load_bytes(tmp_path, data, f"g{suffix}", force=True)
    assert losses == ()
    assert plain(list(again.concepts.values())) == plain(concepts)


def test_what_a_list_of_pairs_cannot_hold_is_an_error_that_counts_it() -> None:
    with pytest.raises(FormatError) as caught:
        write(concepts_of(RICH), "omegat")
    assert str(caught.value) == (
        "omegat cannot hold all of it:\n"
        "  4 concepts whose id, kind or codes are left out (first: cn-653200)\n"
        "  6 sources of terms (first: '和田地区' of cn-653200)\n"
        "  5 variants, misspellings and spellings of other styles"
        " (first: '和田地區' of cn-653200)\n"
        "  3 contexts: elsewhere the term counts everywhere (first: '和田' of cn-653200)\n"
        "  3 terms whose status, type or styles are left out (first: '和田' of cn-653200)\n"
        "  1 terms in other languages than zh-Hans and en (first: 'خوتەن ۋىلايىتى' of cn-653200)\n"
        "  1 templates, whose gaps mean nothing elsewhere (first: '返回{name}首页' of tpl.back)\n"
        "  choose another format with --to, or leave it out on purpose with --lossy"
    )


def pair(source: str, target: str, note: str = "") -> Concept:
    from glossa.termbase.merge import user_id

    identity = user_id(source)
    return Concept(
        identity,
        "user",
        (
            Term(source, identity, "zh-Hans", source="user", note=note),
            Term(target, identity, "en", source="user", note=note),
        ),
    )


@pytest.mark.parametrize(
    ("to", "concept", "loss"),
    [
        ("omegat", pair("#和田", "Hotan"), "terms that begin with #"),
        ("omegat", pair("和田", "Hotan", "two\nlines"), "line breaks and tabs in notes"),
        ("tsv", pair("和田", "Hotan", "two\nlines"), "cells with a tab or line break"),
        ("deepl", pair("和田", "Hotan", "note"), "notes"),
        ("deepl", pair("和田", "x" * 1025), "terms of more than 1,024 bytes"),
        ("deepl", pair("和\u2028田", "Hotan"), "terms with control characters or line breaks"),
        ("deepl", pair("=1+1", "two"), "terms that a spreadsheet would run"),
        ("google", pair("@和田", "Hotan"), "terms that a spreadsheet would run"),
        ("utx", pair("-", "Hotan"), "terms that UTX takes for remarks or for nothing"),
        ("xlsx", pair("和田", "Hotan", "x" * 40_000), "cells of more than 32,767 characters"),
        ("xlsx", pair("和田", "Hotan", "\x07"), "cells with characters that a workbook cannot"),
        ("xlsx", pair("和田", "Hotan", "_x0041_"), "cells with characters that a workbook cannot"),
        ("csv", pair("和田", "half \ud800"), "terms with half a character"),
    ],
)
def test_single_cells_that_a_format_cannot_hold(to: str, concept: Concept, loss: str) -> None:
    with pytest.raises(FormatError, match="cannot hold all of it"):
        write([concept], to)
    _, losses = write([concept], to, lossy=True)
    assert any(loss in sentence for sentence in losses)


def test_deepl_takes_a_source_once(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, "和田,Hotan\n和田,Khotan\n".encode())
    data, losses = write(list(glossary.concepts.values()), "deepl", lossy=True)
    assert data.decode() == "和田,Hotan\n"
    assert any("variants" in loss for loss in losses)


@pytest.mark.parametrize("to", ["deepl", "google"])
def test_two_concepts_that_share_a_source_go_into_a_service_once(to: str) -> None:
    concepts = [
        Concept(name, "city", (Term("和田", name, "zh-Hans"), Term(english, name, "en")))
        for name, english in (("a", "Hotan"), ("b", "Khotan"))
    ]
    data, losses = write(concepts, to, lossy=True)
    assert data.decode() == "和田,Hotan\n"
    assert "1 pairs whose source has another target above (first: 'Khotan' of b)" in losses
    assert write(concepts, "omegat", lossy=True)[0].decode() == "和田\tHotan\n和田\tKhotan\n"


def test_deepl_refuses_more_than_ten_mebibytes(monkeypatch: pytest.MonkeyPatch) -> None:
    from glossa.termbase.exchange import deepl

    assert deepl._LARGEST == 10 * 1024**2
    monkeypatch.setattr(deepl, "_LARGEST", 20)
    assert len(write([pair("和田", "Hotan Pref")], "deepl")[0]) == 18
    with pytest.raises(FormatError, match="has 21 bytes; DeepL takes 20"):
        write([pair("和田", "Hotan Prefect")], "deepl")


def test_utx_wants_a_date_and_nobody_asks_the_clock() -> None:
    from glossa.termbase.exchange import Writing, serialize_glossary

    writing = Writing(preferred=lambda *_: None, target=lambda *_: None)
    with pytest.raises(FormatError, match="reads no clock"):
        serialize_glossary([], "utx", writing)


@pytest.mark.parametrize("date", ["31.01.2026", "2026-02-30", "20260131", "2026-W05-6"])
def test_utx_takes_no_day_that_is_none(date: str) -> None:
    from glossa.termbase.exchange import Writing, serialize_glossary

    writing = Writing(preferred=lambda *_: None, target=lambda *_: None, date=date)
    with pytest.raises(FormatError, match=f"'{date}' is none"):
        serialize_glossary([], "utx", writing)


def test_utx_of_other_tools(tmp_path: Path) -> None:
    text = (
        "\ufeff#UTX 1.20; en-US/zh-CN; 2019-03-19; copyright: A (2019); license: CC0 1.0;\r\n"
        "#description: sample\r\n"
        "#src\ttgt\tsrc:pos\tterm status\tx-termUsage:en\r\n"
        "Hotan\t和田\tproperNoun\tapproved\t-\r\n"
        "Hotan\t于阗\tproperNoun\tforbidden\told\r\n"
        "Korla\t库尔勒\tproperNoun\tprovisional\t-\r\n"
        "Toli\t-\t-\t-\t-\r\n"
        "Yining\t\tproperNoun\tapproved\t-\r\n"
        "Aksu\t阿克苏\tproperNoun\tofficial\t-\r\n"
    )
    glossary = load_bytes(tmp_path, text.encode(), "a.utx")
    terms = [
        (term.text, term.language, term.status)
        for concept in glossary.concepts.values()
        for term in concept.terms
    ]
    assert terms == [
        ("Hotan", "en", "preferred"),
        ("和田", "zh-Hans", "preferred"),
        ("于阗", "zh-Hans", "deprecated"),
        ("Korla", "en", "preferred"),
        ("库尔勒", "zh-Hans", "admitted"),
        ("Aksu", "en", "preferred"),
        ("阿克苏", "zh-Hans", "preferred"),
    ]
    assert codes(glossary.findings) == [
        ("empty-term", "a.utx:7"),
        ("empty-term", "a.utx:8"),
        ("unknown-status", "a.utx:9"),
    ]


def test_a_workbook_is_text_through_and_through() -> None:
    from openpyxl import load_workbook

    data, _ = write(concepts_of(RICH), "xlsx")
    assert data == write(concepts_of(RICH), "xlsx")[0]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b">2000-01-01T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml")
    sheet = load_workbook(BytesIO(data))["glossary"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert {cell.hyperlink for cell in cells} == {None}
    assert sheet["D10"].value == '=HYPERLINK("http://x.example","点我")'
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K17"
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {
        "E2:E1048576": '"preferred,admitted,deprecated,superseded"',
        "F2:F1048576": '"fullForm,shortForm,acronym,variant"',
    }


@pytest.mark.parametrize("to", ["tsv", "csv"])
def test_no_cell_of_a_table_is_run_as_a_formula(to: str) -> None:
    data, _ = write(concepts_of(RICH), to)
    assert b"HYPERLINK" in data
    for line in data.decode("utf-8-sig").splitlines():
        for cell in line.split("\t" if to == "tsv" else ","):
            assert not cell.lstrip('"').startswith(("=", "+", "-", "@"))


LISTS = [
    ("g.csv", "和田,Khotan\n"),
    ("g.csv", "和田;Khotan\n"),
    ("g.csv", "和田\tKhotan\n"),
    ("g.csv", "zh,en\n和田,Khotan\n"),
    ("g.csv", "sep=;\r\nzh;en;note\r\n和田;Khotan;a, b\r\n"),
    ("g.csv", "en,zh-CN,pos,description\nKhotan,和田,noun,x\n"),
    ("g.csv", "和田,Khotan,ZH,EN\n"),
    ("g.csv", "和田,Khotan,zh,en-US,0.9\n"),
    ("g.csv", "source,target,source_lang,target_lang\n和田,Khotan,ZH,EN-GB\n"),
    ("g.csv", "中文,英文,备注\n和田,Khotan,我们\n"),
    ("g.csv", '"和田","Khotan"\n'),
    ("g.tab", "# OmegaT\n和田\tKhotan\tours\n"),
    ("g.utf8", "\ufeff和田\tKhotan\n"),
    ("g.txt", "和田\tKhotan\n"),
    ("g", "和田\tKhotan\n"),
    ("g.dat", "#UTX 1.11; zh-CN/en; 2026-01-31\n#src\ttgt\tsrc:pos\n和田\tKhotan\tnoun\n"),
]


@pytest.mark.parametrize(("name", "text"), LISTS)
def test_lists_of_every_shape_are_told_apart(name: str, text: str, tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, text.encode(), name)
    first = next(iter(glossary.concepts.values()))
    assert {(term.text, term.language) for term in first.terms} == {
        ("和田", "zh-Hans"),
        ("Khotan", "en"),
    }
    assert glossary.findings == ()


def test_languages_come_from_the_header_else_from_the_caller(tmp_path: Path) -> None:
    stated = load_bytes(tmp_path, b"en,fr,ru\nHotan,Khotan,X\n")
    told = load_bytes(
        tmp_path, b"Hotan\tKhotan\n", "g.txt", source_language="en", target_language="fr"
    )
    for glossary, languages in ((stated, ["en", "fr", "ru"]), (told, ["en", "fr"])):
        (concept,) = glossary.concepts.values()
        assert [term.language for term in concept.terms] == languages


def test_formats_are_named_by_name_and_ending() -> None:
    assert len({known.name for known in FORMATS}) == len(FORMATS)
    for known in FORMATS:
        assert format_named(known.name) is known
        assert known.summary
    assert format_of("a/b.XLSX").name == "xlsx"
    assert format_of("a.utf8").name == "omegat"
    with pytest.raises(FormatError, match="did you mean xlsx"):
        format_named("xls")
    with pytest.raises(FormatError, match="no glossary format has files called"):
        format_of("a.pdf")
    with pytest.raises(FormatError, match="the name has no ending"):
        format_of("a")
    with pytest.raises(FormatError, match="no glossary format 'xls'"):
        parse_glossary_file(b"x", "x", 0, "xls")


def test_a_format_may_be_forced(tmp_path: Path) -> None:
    text = "#和田\t#Hotan\n托里\tToli\n".encode()
    assert len(load_bytes(tmp_path, text, "g.txt").concepts) == 1
    assert len(load_bytes(tmp_path, text, "g.txt", format_name="tsv").concepts) == 2


def test_later_files_of_any_format_win(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("和田,Khotan\n", encoding="utf-8")
    (tmp_path / "b.utf8").write_text("和田\tHoten\n", encoding="utf-8")
    first = load_glossary([tmp_path / "a.csv"])
    (tmp_path / "c.xlsx").write_bytes(write(list(first.concepts.values()), "xlsx")[0])
    from termbase_cases import SMALL

    order = ("a.csv", "b.utf8", "c.xlsx")
    for files, wanted in (((*order[:1],), "Khotan"), (order[:2], "Hoten"), (order, "Khotan")):
        termbase = load_termbase([SMALL, *(tmp_path / name for name in files)])
        assert termbase.fold("Hotan, Hetian").text == f"{wanted}, {wanted}"


def test_a_foreign_concept_with_a_known_chinese_name_wins_like_a_pair(tmp_path: Path) -> None:
    from termbase_cases import SMALL

    text = (
        "#UTX 1.11; zh-CN/en; 2026-01-31\n#src\ttgt\tsrc:pos\tconcept ID\n和田\tKhotan\tnoun\tC7\n"
    )
    (tmp_path / "a.utx").write_text(text, encoding="utf-8")
    termbase = load_termbase([SMALL, tmp_path / "a.utx"])
    assert "C7" not in termbase.concepts
    assert termbase.whole("和田", "zh-Hans", "en").text == "Khotan"  # type: ignore[union-attr]
    assert termbase.fold("Hetian and Hotan").text == "Khotan and Khotan"


TBX = """<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="C7">
<descrip type="subjectField">{}</descrip>
<langSet xml:lang="zh-CN"><tig><term>和田</term></tig></langSet>
<langSet xml:lang="en"><tig><term>Khotan</term></tig></langSet>
</termEntry></body></text></martif>
"""


@pytest.mark.parametrize(
    ("subject", "folded"), [("geography", "Khotan and Khotan"), ("city", "Hotan and Hotan")]
)
def test_a_subject_that_is_no_kind_of_glossas_says_nothing(
    subject: str, folded: str, tmp_path: Path
) -> None:
    """A concept of a kind that glossa knows is meant as one of its own, beside those it has."""
    from termbase_cases import SMALL

    (tmp_path / "a.tbx").write_text(TBX.format(subject), encoding="utf-8")
    termbase = load_termbase([SMALL, tmp_path / "a.tbx"])
    assert ("C7" in termbase.concepts) == (subject == "city")
    assert termbase.fold("Hetian and Hotan").text == folded


def test_several_targets_of_one_source(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, "和田,Hotan\n和田,Khotan\n和田,Hotan\n".encode())
    (concept,) = glossary.concepts.values()
    assert [(term.text, term.status) for term in concept.terms] == [
        ("和田", "preferred"),
        ("Hotan", "preferred"),
        ("Khotan", "admitted"),
    ]
    assert codes(glossary.findings) == [("duplicate-row", "g.csv:3"), ("two-targets", "g.csv:2")]


def test_an_apostrophe_before_a_sign_is_taken_off_and_no_other(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, b"'=a,'b\n''=c,d\n")
    assert [term.text for concept in glossary.concepts.values() for term in concept.terms] == [
        "=a",
        "'b",
        "'=c",
        "d",
    ]


def test_found_says_nothing_of_a_good_file() -> None:
    assert found(RICH.read_bytes(), "rich.tsv") == []
