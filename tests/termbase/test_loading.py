"""Broken glossaries: each fault is a finding at file:line, the rest loads; none at all raises."""

from pathlib import Path

import pytest
from termbase_cases import SMALL

from glossa.errors import GlossaryError, UsageError
from glossa.model import Finding, Severity
from glossa.termbase import Termbase, load_termbase
from glossa.termbase.rows import COLUMNS, parse_context

HEADER = "\t".join(COLUMNS)


def row(**cells: str) -> str:
    standard = {
        "concept": "c1",
        "kind": "county",
        "language": "en",
        "term": "Toli",
        "status": "preferred",
        "type": "shortForm",
        "source": "test",
    }
    return "\t".join((standard | cells).get(name, "") for name in COLUMNS)


def load(tmp_path: Path, *lines: str, name: str = "g.tsv", header: str = HEADER) -> Termbase:
    (tmp_path / name).write_bytes(
        "\n".join((header, *lines, "")).encode("utf-8", "surrogateescape")
    )
    return load_termbase([tmp_path / name])


def codes(termbase: Termbase) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in termbase.findings]


GOOD = row(concept="good", term="Korla")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(status="prefered"), "unknown-status"),
        (row(type="fullform"), "unknown-type"),
        (row(term=""), "empty-term"),
        (row(concept=""), "empty-concept"),
        (row(language=""), "empty-language"),
        (row(kind="  "), "empty-kind"),
        (row(language="english, of course"), "bad-language"),
        (row(context="before=County"), "bad-context"),
        (row(context="next="), "bad-context"),
        (row(context="whole=yes"), "bad-context"),
        (row() + "\tone too many", "cell-count"),
        ("c1\tcounty\ten", "empty-term"),
        (row(kind="en", language="Toli", term="preferred", status="shortForm"), "unknown-status"),
    ],
)
def test_a_broken_row_is_left_out_and_the_rest_loads(tmp_path: Path, bad: str, code: str) -> None:
    termbase = load(tmp_path, bad, GOOD)
    assert codes(termbase) == [(code, "g.tsv:2")]
    assert termbase.findings[0].raw == bad
    assert termbase.findings[0].severity is Severity.ERROR
    assert list(termbase.concepts) == ["good"]


def test_remarks_on_rows_that_load(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        row(),
        row(),
        row(term="Tuoli", status="admitted", type="variant", source=""),
        row(term="Tuo-li", status="admitted", type="variant", kind="city"),
    )
    assert codes(termbase) == [
        ("duplicate-row", "g.tsv:3"),
        ("no-source", "g.tsv:4"),
        ("kind-conflict", "g.tsv:5"),
    ]
    assert termbase.concepts["c1"].kind == "county"
    assert [term.text for term in termbase.concepts["c1"].terms] == ["Toli", "Tuoli", "Tuo-li"]
    assert termbase.concepts["c1"].terms[2].where == "g.tsv:5"


def test_a_row_that_is_no_utf8(tmp_path: Path) -> None:
    termbase = load(tmp_path, row(term="T\udce9li"), GOOD)
    assert codes(termbase) == [("not-utf8", "g.tsv:2")]
    assert r"T\xe9li" in termbase.findings[0].raw
    assert list(termbase.concepts) == ["good"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_byte_order_mark_newlines_and_blank_lines(tmp_path: Path, newline: str) -> None:
    text = newline.join((HEADER, "", GOOD, "\t\t", row(status="?")))
    (tmp_path / "g.tsv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    termbase = load_termbase([tmp_path / "g.tsv"])
    assert codes(termbase) == [("unknown-status", "g.tsv:5")]
    assert termbase.concepts["good"].terms[0].text == "Korla"


def test_quotes_and_line_separators_are_part_of_a_cell(tmp_path: Path) -> None:
    termbase = load(tmp_path, row(term='"Toli" and \u2028 so', note='"'), GOOD)
    assert termbase.concepts["c1"].terms[0].text == '"Toli" and \u2028 so'
    assert termbase.findings == ()


def test_a_needed_column_is_missing(tmp_path: Path) -> None:
    (tmp_path / "ok.tsv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    bad = HEADER.replace("status", "state")
    (tmp_path / "bad.tsv").write_text(f"{bad}\n{row()}\n", encoding="utf-8")
    termbase = load_termbase([tmp_path])
    assert codes(termbase) == [("missing-column", "bad.tsv:1")]
    assert "status" in termbase.findings[0].message
    assert list(termbase.concepts) == ["good"]


def test_a_column_one_can_do_without_and_another_order(tmp_path: Path) -> None:
    header = "status\tterm\tlanguage\tkind\tconcept\tsource"
    termbase = load(tmp_path, "preferred\tToli\ten\tcounty\tc1\tx", header=header)
    assert [finding.code for finding in termbase.findings] == ["missing-column"]
    assert termbase.preferred("c1", "en").text == "Toli"  # type: ignore[union-attr]


def test_short_rows_are_filled_up(tmp_path: Path) -> None:
    termbase = load(tmp_path, "c1\tcounty\ten\tToli\tpreferred\tshortForm\t\t\t\ttest")
    assert termbase.findings == ()
    assert termbase.concepts["c1"].terms[0].note == ""


def test_a_cell_of_half_a_megabyte(tmp_path: Path) -> None:
    termbase = load(tmp_path, row(note="x" * 500_000), GOOD)
    assert [finding.code for finding in termbase.findings] == ["broken-row"]
    assert list(termbase.concepts) == ["good"]


def test_two_concepts_claim_a_form(tmp_path: Path) -> None:
    lines = (
        row(concept="city", term="Horgos"),
        row(concept="county", term="Huocheng"),
        row(concept="city", term="Qorghas", status="admitted", type="variant"),
        row(concept="county", term="Qorghas", status="admitted", type="variant"),
    )
    termbase = load(tmp_path, *lines)
    assert codes(termbase) == [("shared-variant", "g.tsv:4, g.tsv:5")]
    folded = termbase.fold("Qorghas")
    assert folded.text == "Qorghas"
    assert [finding.code for finding in folded.ambiguous] == ["ambiguous-name"]


def test_two_concepts_claim_a_form_and_agree(tmp_path: Path) -> None:
    variant = {"term": "Khotan", "status": "admitted", "type": "variant"}
    termbase = load(
        tmp_path,
        *(row(concept=name, term="Hotan") for name in ("city", "county")),
        *(row(concept=name, **variant) for name in ("city", "county")),
    )
    assert termbase.findings == ()
    assert termbase.fold("Khotan").text == "Hotan"


def test_a_concept_without_a_preferred_term_and_one_with_two(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        row(concept="none", term="Tuoli", status="deprecated"),
        row(concept="two", term="Korla"),
        row(concept="two", term="Kurla"),
    )
    assert codes(termbase) == [("no-preferred", "g.tsv:2"), ("two-preferred", "g.tsv:4")]
    assert termbase.fold("Tuoli").text == "Tuoli"


def test_a_generic_word_that_stands_there_is_not_written_twice(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        row(term="Toli County", type="fullForm"),
        row(term="Torrey", status="deprecated"),
    )
    folded = termbase.fold("Torrey County, Torrey Countywide, Torrey").text
    assert folded == "Toli County, Toli County Countywide, Toli County"


def test_variants_in_a_circle_stay_where_they_are(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        row(concept="a", term="Alpha"),
        row(concept="b", term="Beta"),
        row(concept="a", term="Beta", status="deprecated"),
        row(concept="b", term="Alpha", status="deprecated"),
    )
    assert termbase.fold("Alpha Beta").text == "Alpha Beta"


def test_names_that_chase_each_other_are_given_up(tmp_path: Path) -> None:
    only = {"status": "deprecated", "context": "next=Bay"}
    termbase = load(
        tmp_path,
        row(concept="a", term="Alpha"),
        row(concept="b", term="Beta"),
        row(concept="a", term="Beta", **only),
        row(concept="b", term="Alpha", **only),
    )
    folded = termbase.fold("Alpha Bay")
    assert (folded.text, folded.steps) == ("Alpha Bay", ())
    assert [finding.code for finding in folded.ambiguous] == ["fold-circle"]


@pytest.mark.parametrize("content", [b"", b"\n\n", HEADER.encode(), b"\xff\xfe\x00"])
def test_nothing_to_load(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "g.tsv").write_bytes(content)
    with pytest.raises(GlossaryError, match="no term could be loaded") as caught:
        load_termbase([tmp_path / "g.tsv"])
    assert str(tmp_path) in str(caught.value)


def test_no_such_path_and_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="no such glossary"):
        load_termbase([tmp_path / "none"])
    with pytest.raises(GlossaryError, match="no term"):
        load_termbase([tmp_path])


def test_hash_tells_contents_apart(tmp_path: Path) -> None:
    first = load(tmp_path, GOOD)
    assert first.hash == load(tmp_path, GOOD).hash != load(tmp_path, GOOD, row()).hash
    assert len(first.hash) == 64


def styled(tmp_path: Path, toml: str) -> Termbase:
    (tmp_path / "g.tsv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    (tmp_path / "styles.toml").write_text(toml, encoding="utf-8")
    return load_termbase([tmp_path])


def test_styles_in_a_circle(tmp_path: Path) -> None:
    toml = '[cn-media]\nfallback=["b"]\n[b]\nfallback="c"\n[c]\nfallback=["b"]\n[d]\n'
    termbase = styled(tmp_path, toml)
    assert [(finding.code, finding.raw) for finding in termbase.findings] == [
        ("style-cycle", "c"),
        ("style-cycle", "b"),
    ]
    assert termbase.fold("Korla").text == "Korla"


def test_styles_that_are_not_described(tmp_path: Path) -> None:
    termbase = styled(tmp_path, '[styles.cn-media]\ntitle="x"\nfallback=["other"]\n')
    assert [finding.code for finding in termbase.findings] == ["unknown-style"]
    assert termbase.styles["cn-media"].title == "x"
    with pytest.raises(UsageError, match="no style 'bbc'"):
        termbase.with_style("bbc")


def test_styles_that_are_no_toml(tmp_path: Path) -> None:
    termbase = styled(tmp_path, "[cn-media")
    assert [finding.code for finding in termbase.findings] == ["bad-styles"]


def test_a_row_with_a_style_nobody_describes(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text(f"{HEADER}\n{row(styles='bbc')}\n", encoding="utf-8")
    (tmp_path / "styles.toml").write_text("[cn-media]\n", encoding="utf-8")
    findings: tuple[Finding, ...] = load_termbase([tmp_path]).findings
    assert [(finding.code, finding.where) for finding in findings] == [("unknown-style", "g.tsv:2")]


@pytest.mark.parametrize("text", ["next", "page=", "whole;nonsense", "NEXT=County"])
def test_context_that_means_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="unknown context"):
        parse_context(text)


def test_own_glossary_loads_without_errors() -> None:
    errors = [finding for finding in load_termbase().findings if finding.severity is Severity.ERROR]
    assert errors == []


def test_small_glossary_of_the_tests_has_only_the_claims_it_wants() -> None:
    findings = load_termbase([SMALL]).findings
    assert [(finding.code, finding.raw) for finding in findings] == [
        ("shared-variant", "Qorghas"),
        ("preferred-elsewhere", "Shanxi"),
    ]


def test_a_folder_of_ones_own_may_add_a_style_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    (tmp_path / "styles.toml").write_text(
        '[mine]\ntitle = "M"\nfallback = ["cn-media"]\n[pinyin]\ntitle = "P"\n', encoding="utf-8"
    )
    termbase = load_termbase([SMALL, tmp_path], style="mine")
    below = load_termbase([SMALL])
    assert set(termbase.styles) == {*below.styles, "mine"}
    assert termbase.styles["pinyin"].title == "P"
    assert termbase.findings == below.findings


def test_the_files_of_a_folder_by_any_case_of_their_endings(tmp_path: Path) -> None:
    (tmp_path / "G.TSV").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    (tmp_path / "old.tsv").mkdir()
    (tmp_path / "~$G.xlsx").write_bytes(b"\x05user of the workbook")
    termbase = load_termbase([tmp_path])
    assert (list(termbase.concepts), termbase.findings) == (["good"], ())
