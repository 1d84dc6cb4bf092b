"""PDF: the order in which a page is read, paragraphs in one piece, and clear words for the rest."""

from __future__ import annotations

import textwrap
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tiny_pdf import Page, pdf

from glossa.cli.outputs import format_for
from glossa.errors import FormatError, InputError
from glossa.markup import Filled
from glossa.model import Document
from glossa.pages import pdf_read
from glossa.pages.pdf import parse, rebuild
from glossa.pages.pdf_letters import normal
from glossa.segmentation import segment

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "pdf"
WHEAT = (
    "The harvest of last year was the largest since the new canals were opened. Prices on the "
    "spring market rose nevertheless, because the mills bought earlier than they used to."
)
MILLS = (
    "Farmers told the survey that they had sold most of their wheat before the end of winter. Only "
    "a few large cooperatives were able to store it and profited from the difference."
)
HAN = (
    "新疆的小麦价格在春季上涨了百分之十二。农民表示，他们在冬季结束之前已经卖出了大部分粮食，"
    "只有少数大型合作社能够储存粮食并从差价中获利。"
)


def lines(text: str, width: int = 40) -> list[str]:
    return textwrap.wrap(text, width)


def signs(text: str, width: int = 16) -> list[str]:
    return [text[place : place + width] for place in range(0, len(text), width)]


def read(*pages: Page, **more: str) -> Document:
    return parse(pdf(pages, **more), "page.pdf")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(unit.markup.element if unit.markup else "", unit.source) for unit in document.units]


def test_hard_lines_become_paragraphs_and_large_letters_headings() -> None:
    page = Page().put(60, 780, "Grain prices", 20).column(60, 740, lines(WHEAT))
    page.column(60, 640, lines(MILLS))
    document = read(page)
    assert blocks(document) == [("h1", "Grain prices"), ("p", WHEAT), ("p", MILLS)]
    assert document.format == "pdf"
    for unit in document.units:
        assert document.text[unit.start : unit.end] == unit.source
        assert unit.markup
        assert unit.markup.path[:2] == ("body", "section#page-1")


def test_two_columns_are_read_one_after_the_other_though_drawn_across() -> None:
    page = Page().put(60, 780, "Grain prices in three counties of the north", 16)
    for number, (one, two) in enumerate(zip(lines(WHEAT), lines(MILLS), strict=True)):
        page.put(60, 740 - 12 * number, one).put(320, 740 - 12 * number, two)
    assert [text for _, text in blocks(read(page))][1:] == [WHEAT, MILLS]


def test_what_goes_over_both_columns_parts_them() -> None:
    page = Page().column(60, 760, lines(WHEAT)).column(320, 760, lines(MILLS))
    page.put(60, 660, "A heading over both columns of this page", 14, "bold")
    page.column(60, 630, lines(MILLS)).column(320, 630, lines(WHEAT))
    assert [text for _, text in blocks(read(page))] == [
        WHEAT,
        MILLS,
        "A heading over both columns of this page",
        MILLS,
        WHEAT,
    ]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    text = lines(WHEAT + " " + MILLS + " " + WHEAT)
    one = Page().column(60, 760, text[:4]).column(320, 760, text[4:8])
    two = Page().column(60, 760, text[8:])
    assert blocks(read(one, two)) == [("p", " ".join(text))]


def test_a_word_cut_at_the_end_of_a_line_is_put_together_unless_the_hyphen_is_its_own() -> None:
    cut = [
        "The water was led through canals of irri-",
        "gation and well-kept ditches which were well-",
        "kept for years by the men of the villages.",
    ]
    whole = "The water was led through canals of irrigation and well-kept ditches which were "
    whole += "well-kept for years by the men of the villages."
    assert blocks(read(Page().column(60, 760, cut))) == [("p", whole)]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    page = Page().put(60, 780, "春季粮价", 20, "han").column(60, 740, signs(HAN), 10, "han")
    assert blocks(read(page)) == [("h1", "春季粮价"), ("p", HAN)]


def test_lines_from_top_to_bottom_are_read_from_the_right() -> None:
    page = Page()
    for number, line in enumerate(signs(HAN)):
        for place, sign in enumerate(line):
            page.put(500 - 14 * number, 780 - 10 * place, sign, 10, "han")
    assert blocks(read(page)) == [("p", HAN)]


def test_arabic_is_read_from_the_right_and_its_figures_from_the_left() -> None:
    """As seen on the page, from the left: what PDF programs draw."""
    words = "ارتفعت أسعار القمح بنسبة 12 في المئة."
    seen = words[::-1].replace("21", "12")
    assert blocks(read(Page().put(60, 700, seen, 12, "han"))) == [("p", words)]


@pytest.mark.parametrize("width", [595, 300])
def test_turned_pages_are_read_as_they_are_seen(width: float) -> None:
    page = Page(rotate=90, width=width)
    for number, line in enumerate(lines(WHEAT)):
        page.turned(100 + 12 * number, 60, line, (0, 1, -1, 0))
    assert blocks(read(page)) == [("p", WHEAT)]


def test_a_note_along_the_edge_and_a_watermark_stand_aside() -> None:
    page = Page().column(60, 740, lines(WHEAT))
    page.turned(20, 100, "Received 5 May", (0, 1, -1, 0))
    page.turned(200, 300, "DRAFT", (0.7, 0.7, -0.7, 0.7), 60)
    document = read(page)
    assert [unit.source for unit in document.units] == [WHEAT, "Received 5 May", "DRAFT"]
    assert [unit.markup and unit.markup.path[-1] for unit in document.units][1:] == ["aside"] * 2


def test_running_titles_are_kept_once_and_page_numbers_not_at_all() -> None:
    pages = [
        Page()
        .put(60, 810, f"Survey of the northern counties   {number}")
        .column(60, 740, lines(text))
        .put(290, 30, f"- {number} -")
        for number, text in enumerate([WHEAT, MILLS, WHEAT, MILLS], 1)
    ]
    document = read(*pages)
    assert blocks(document) == [
        ("p", "Survey of the northern counties"),
        *[("p", text) for text in (WHEAT, MILLS, WHEAT, MILLS)],
    ]
    assert document.units[0].markup
    assert document.units[0].markup.path[-1] == "header"


def test_a_plain_table_is_rows_of_cells_and_text_above_it_is_not_part_of_it() -> None:
    page = Page().column(60, 760, lines(WHEAT))
    rows = [("County", "Wheat", "Barley"), ("North", "210", "180"), ("South", "230", "")]
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.put(60 + 120 * place, 640 - 18 * number, cell)
    document = read(page)
    cells = [("td", cell) for row in rows for cell in row if cell]
    assert blocks(document) == [("p", WHEAT), *cells]
    page_out = rebuild(segment(document), {}, language="en").data.decode()
    assert "<tr><td>South</td><td>230</td><td></td></tr>" in page_out


def test_a_cell_of_several_lines_is_one_cell() -> None:
    page = Page()
    y = 700
    words = [("Wheat", WHEAT), ("Mills", MILLS), ("小麦", HAN)]
    for label, text in words:
        page.put(60, y, label, 10, "han" if label == "小麦" else "mono")
        cut = signs(text, 20) if text == HAN else lines(text, 42)
        page.column(160, y, cut, 10, "han" if text == HAN else "mono")
        y -= 12 * len(cut) + 12
    cells = [("td", cell) for row in words for cell in row]
    assert blocks(read(page)) == cells


def test_a_note_beside_the_text_is_no_table() -> None:
    page = Page().column(60, 700, ["See also", "the mills", "and their", "books of", "that year"])
    page.column(160, 700, lines(WHEAT + " " + MILLS, 60))
    assert blocks(read(page))[-1] == ("p", WHEAT + " " + MILLS)


def test_items_of_a_list_are_blocks_of_their_own() -> None:
    page = Page().put(60, 760, "What was measured:")
    items = ["Wheat was weighed again at the mill.", "Barley was not, for want of time."]
    for number, item in enumerate(items):
        page.put(60, 740 - 12 * number, "•").put(78, 740 - 12 * number, item)
    found = blocks(read(page))
    assert found == [("p", "What was measured:"), *[("li", item) for item in items]]


def test_a_contents_page_keeps_its_lines_apart() -> None:
    page = Page()
    for number, name in enumerate(["Introduction", "Prices", "The mills and their books"]):
        page.put(60, 700 - 12 * number, name + "." * (50 - len(name)) + f" {number + 3}")
    assert blocks(read(page)) == [
        ("p", "Introduction … 3"),
        ("p", "Prices … 4"),
        ("p", "The mills and their books … 5"),
    ]


def test_letters_made_for_print_become_those_that_are_meant() -> None:
    page = Page().put(60, 700, "⻓⼈⺠⻔龜ﬁ", 10, "han")
    assert blocks(read(page)) == [("p", "长人民门龜fi")]
    assert normal(0xFF01) == "！"


def test_pictures_only_are_said_with_what_to_do() -> None:
    with pytest.raises(InputError, match="2 pages hold pictures only") as caught:
        read(Page().box(), Page().box())
    assert "OCR" in caught.value.advice
    (finding,) = read(Page().put(60, 700, "Words on a page"), Page().box()).findings
    assert finding.code == "pdf-no-text"
    assert "page 2" in finding.message


def test_letters_without_a_meaning_are_said() -> None:
    page = Page().put(60, 700, "\ue001\ue002\ue003 abc", 10, "han")
    assert [finding.code for finding in read(page).findings] == ["pdf-garbled"]


PROTECTED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"


def test_a_password_is_asked_for_in_words() -> None:
    with pytest.raises(InputError, match="password"):
        read(Page().put(60, 700, "secret"), trailer=PROTECTED + " /ID [<00> <00>]")


@pytest.mark.parametrize("data", [b"%PDF-1.5", b"%PDF-1.5\n" + b"x" * 300, b""])
def test_damage_is_said(data: bytes) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        parse(data, "bad.pdf")


@settings(max_examples=60)
@given(st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(pdf([Page().put(60, 700, "Words on a page").column(60, 600, lines(WHEAT))]))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[place] = data.draw(st.integers(0, 255))
    # The rehearsal in another process has tests of its own, and would be most of the time here.
    with suppress(InputError), mock.patch.object(pdf_read, "rehearse"):
        parse(bytes(whole[: data.draw(st.integers(1, len(whole)))]), "odd.pdf")


def test_scripts_and_attached_files_are_not_looked_at() -> None:
    names = (
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
        "/Names << /EmbeddedFiles << /Names [(a.txt) 3 0 R] >> >>"
    )
    document = read(Page().put(60, 700, "Words on a page"), names=names)
    assert document.text == "Words on a page"


def test_the_translation_is_a_web_page_in_its_language() -> None:
    page = Page().put(60, 780, "Grain prices", 20).column(60, 740, lines(WHEAT))
    document = segment(read(page.put(60, 600, "• The mills").put(60, 560, "<b>&amp;")))
    first, second, *_ = document.segments
    filled = {first.id: Filled("قىممەت"), second.id: Filled("Ernte <groß>.")}
    built = rebuild(document, filled, language="ug")
    assert built.ending == ".html"
    tree = html.fromstring(built.data)
    assert (tree.get("lang"), tree.get("dir")) == ("ug", "rtl")
    assert tree.findtext(".//title") == "قىممەت"
    (main,) = tree.iter("main")
    assert (main.get("lang"), main.get("dir")) == ("ug", "rtl")
    assert [element.tag for element in main] == ["h1", "p", "ul", "p"]
    assert main[1].text_content().startswith("Ernte <groß>. Prices on the spring")
    assert main[3].text_content() == "<b>&amp;"
    assert rebuild(document, filled, language="ug") == built


def test_a_result_that_is_called_pdf_is_refused_before_the_work_is_done() -> None:
    with pytest.raises(FormatError, match="cannot be written again") as caught:
        format_for(Path("out.pdf"), None, "in.pdf")
    assert caught.value.advice == "give -o out.html"
    assert format_for(Path("out.html"), None, "in.pdf") == "page"


def test_a_page_that_chromium_printed_is_read_as_its_writer_wrote_it() -> None:
    """Two columns, a list, a table, Arabic; fonts are subsets under free licences."""
    document = parse((GOLDEN / "two-columns.pdf").read_bytes(), "two-columns.pdf")
    expected = (GOLDEN / "two-columns.txt").read_text(encoding="utf-8").splitlines()
    assert [f"{element} {text}" for element, text in blocks(document)] == expected
