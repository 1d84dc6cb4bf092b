"""Markdown tables as people edit them, and as a renderer of Markdown sees them."""

from __future__ import annotations

import pytest
from bitexts import texts
from golden_bitexts import BITEXTS
from hypothesis import given, settings
from markdown_it import MarkdownIt

from glossa.errors import BitextError
from glossa.formats.exact import shown
from glossa.formats.markdown import parse_markdown, serialize_markdown
from glossa.formats.markdown_cells import read_cell, split_row, write_cell
from glossa.model import Bitext, Entry, Finding, MatchType, State

PAGE = BITEXTS["page"]
TEXT = serialize_markdown(PAGE)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def line_of(entry_id: str) -> str:
    return next(line for line in TEXT.split("\n") if line.startswith(f"| {entry_id} "))


def rendered(text: str) -> list[list[str]]:
    """The cells of the tables in a text, as a renderer shows them."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            parts = token.children or []
            rows[-1].append(
                "".join("\n" if one.content == "<br>" else one.content for one in parts)
            )
    return rows


@settings(deadline=None)
@given(cells=...)
def test_any_line_of_text_is_split_and_joined(cells: list[str]) -> None:
    cells = [cell.replace("\n", " ") for cell in cells] or [""]
    row = f"| {' | '.join(write_cell(cell) for cell in cells)} |"
    assert [read_cell(cell) for cell in split_row(row)] == cells


@settings(deadline=None)
@given(text=texts)
def test_a_renderer_shows_a_cell_as_it_is(text: str) -> None:
    text = shown(text).replace("\x85", "")  # which a reference names and no renderer shows
    assert rendered(f"| a |\n| --- |\n| {write_cell(text)} |\n") == [["a"], [text]]


def test_a_renderer_shows_the_table_and_not_the_data() -> None:
    rows = rendered(TEXT)
    assert rows[0] == ["id", "kind", "language", "source", "target", "state", "note", "remarks"]
    assert [row[0] for row in rows[1:]] == [entry.id for entry in PAGE]
    assert [row[3] for row in rows[1:]] == [entry.source for entry in PAGE]
    assert rows[5][7] == (
        "Warning: The number 120 is missing: put it in.\n"
        "Error: '摊位' is still Chinese: translate it or take it out."
    )
    html = MarkdownIt("commonmark").enable("table").render(TEXT)
    assert html.count("<table>") == 1


def test_a_persons_words_count_and_the_rest_stays_exactly() -> None:
    old = line_of("u2.s1")
    new = old.replace(PAGE["u2.s1"].target, "Good *harvest*").replace("translated", "Reviewed")
    new = new.replace("|  |  |", "| for the <i>title</i> |  |")
    read = parse_markdown(TEXT.replace(old, new))
    entry = read["u2.s1"]
    assert (entry.target, entry.state) == ("Good *harvest*", State.REVIEWED)
    assert entry.note == "for the <i>title</i>"
    assert entry.steps == PAGE["u2.s1"].steps
    assert [one for one in read if one.id != "u2.s1"] == [one for one in PAGE if one.id != "u2.s1"]
    assert read.findings == PAGE.findings


def test_rows_moved_deleted_added_and_emptied() -> None:
    lines = TEXT.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("| u1.s1"))
    rows = [line for line in lines[start : start + 10] if "u3.s1" not in line]
    rows = [row.replace(" Home ", " ") if "u1.s1" in row else row for row in reversed(rows)]
    rows.append("| | | | 新行 | A new line |")
    read = parse_markdown("\n".join([*lines[:start], *rows, *lines[start + 10 :]]), "p.md")
    kept = [entry for entry in PAGE if entry.id not in {"u1.s1", "u3.s1"}]
    assert list(read)[1:-1] == kept
    assert (read["u1.s1"].target, codes(read["u1.s1"].findings)) == ("首页", ["target-removed"])
    assert (read.entries[-1].id, read.entries[-1].target) == ("row1", "A new line")
    assert [(one.code, one.raw) for one in read.findings[1:]] == [
        ("rows-removed", '{"u3.s1": "26 September 2025"}')
    ]


def test_a_bar_that_was_not_escaped_changes_nothing_and_is_reported() -> None:
    old = line_of("u1.s1")
    new = old.replace(" Home ", " Home | start ")
    read = parse_markdown(TEXT.replace(old, new), "p.md")
    assert (read["u1.s1"].target, read["u1.s1"].state) == ("Home", State.TRANSLATED)
    (finding,) = read["u1.s1"].findings
    assert (finding.code, finding.where, finding.raw) == ("broken-row", "p.md:5", new)


def test_several_tables_and_words_between_them() -> None:
    lines = TEXT.split("\n")
    header = lines[2:4]
    text = "\n".join([*lines[:8], "", "## The rest", "Ask *Ms Li*.", "", *header, *lines[8:]])
    read = parse_markdown(text, "p.md")
    assert read.entries == PAGE.entries
    assert [(one.code, one.raw) for one in read.findings[1:]] == [
        ("foreign-data", "## The rest\nAsk *Ms Li*.")
    ]


def test_columns_gone_and_put_in() -> None:
    lines = [line for line in TEXT.split("\n") if line.startswith("|")]
    rows = [split_row(line) for line in lines]
    rows[0][6] = " mine "
    table = "\n".join(f"|{'|'.join(row[3:])}|" for row in rows)
    read = parse_markdown(f"{table}\n\n{TEXT[TEXT.index('<!-- glossa data') :]}")
    assert [entry.target for entry in read] == [entry.target for entry in PAGE]
    assert [(one.code, one.raw) for one in read.findings[1:]] == [
        ("unknown-column", "mine"),
        ("column-removed", "id"),
        ("column-removed", "note"),
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_any_newline_will_do(newline: str) -> None:
    assert parse_markdown("\ufeff" + TEXT.replace("\n", newline)) == PAGE


def test_without_the_data_the_rest_is_read() -> None:
    read = parse_markdown(TEXT[: TEXT.index("<!-- glossa data")], "p.md")
    assert codes(read.findings) == ["machine-data-lost"]
    seen = [(one.id, one.source, one.target, one.state, one.kind, one.note) for one in read]
    assert seen == [(one.id, one.source, one.target, one.state, one.kind, one.note) for one in PAGE]


def test_data_that_was_cut_off_costs_what_it_held() -> None:
    read = parse_markdown(TEXT[: TEXT.index('{"id": "u9.s1"') + 20], "p.md")
    assert read.entries[:9] == PAGE.entries[:9]
    assert read["u9.s1"].target == PAGE["u9.s1"].target
    assert codes(read.findings[1:]) == ["broken-row"]


def test_data_of_which_nothing_is_left_leaves_a_table_like_any_other() -> None:
    bitext = Bitext("p", (Entry("u1", "甲", "A", state=State.FINAL, match=MatchType.HAND),))
    text = serialize_markdown(bitext)
    spoilt = text.replace('{"', '["')
    assert spoilt != text
    read = parse_markdown(spoilt, "p.md")
    assert [(entry.source, entry.target, entry.state) for entry in read] == [
        ("甲", "A", State.FINAL)
    ]
    assert [one.code for one in read.findings] == ["machine-data-lost"]


def test_a_table_of_somebody_else() -> None:
    text = "# Words\n\nSource | Target\n:--|--:\n首页 | Home\n`a` | b\n\n| x |\n|---|\n| y |\n"
    read = parse_markdown(text)
    assert list(read) == [
        Entry("row1", "首页", "Home", state=State.REVIEWED, match=MatchType.MEMORY),
        Entry("row2", "`a`", "b", state=State.REVIEWED, match=MatchType.MEMORY),
    ]
    assert [one.raw for one in read.findings] == ["# Words\n| x |\n|---|\n| y |"]


def test_no_text_ends_the_comment_or_begins_another() -> None:
    text = "--> <!-- glossa data\n-->\n| a | --!> -- <script>"
    bitext = Bitext(text, (Entry("u1", text, text, note=text, state=State.FINAL),))
    written = serialize_markdown(bitext)
    assert parse_markdown(written) == bitext
    assert written.count("\n-->") == 1
    assert len(rendered(written)) == 2
    assert "<script>" not in MarkdownIt("commonmark").enable("table").render(written)


def test_a_page_that_is_no_table_is_refused() -> None:
    with pytest.raises(BitextError) as caught:
        parse_markdown("# A page\n\n| name | age |\n|---|---|\n| Li | 40 |\n", "p.md")
    assert str(caught.value) == (
        "p.md: no table has a column 'source'; there are: name, age\n"
        "  keep the header that glossa wrote: "
        "id | kind | language | source | target | state | note | remarks"
    )


def test_many_blanks_brackets_and_bars_cost_no_time() -> None:
    long = "[" * 50_000 + " " * 50_000 + "](" + "|" * 50_000 + "_" * 50_000
    bitext = Bitext("p", (Entry("u1", long, long, state=State.FINAL),))
    assert parse_markdown(serialize_markdown(bitext)) == bitext
    with pytest.raises(BitextError):
        parse_markdown(f"|{' ' * 100_000}x\n-{' ' * 100_000}x\n" + "<!-- glossa data\n" * 20_000)
