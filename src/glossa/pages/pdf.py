"""PDF: text in reading order in, as paragraphs; a readable web page out.

A PDF says where each letter stands and no more. Lines, columns, paragraphs, headings and tables are
found by their places (`pdf_order`, `pdf_blocks`); a translation does not fit into them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from glossa.errors import InputError
from glossa.markup import Filled, Markup
from glossa.model import Document, Finding, Severity, Unit
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.pdf_blocks import Block, Words, blocks_of, name_headings, together
from glossa.pages.pdf_html import as_html
from glossa.pages.pdf_letters import is_from_right
from glossa.pages.pdf_lines import pieces
from glossa.pages.pdf_order import reading_order
from glossa.pages.pdf_read import Sheet, read_sheets
from glossa.pages.pdf_running import PageLines, Running, find_running
from glossa.pages.rebuild import rebuild_text

__all__ = ["parse", "rebuild"]

_MOST_LETTERS: Final = 50_000_000
_GARBLED: Final = 0.3
_FEW: Final = 12


@dataclass(frozen=True, slots=True)
class _Skeleton:
    blocks: tuple[tuple[Block, str], ...]
    """Every block with the id of its unit, `""` for an empty cell or one without letters."""


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read a PDF. `encoding` is not needed: a PDF says itself what its letters are.

    Raises `InputError` for a file that is damaged, protected with a password, too long, or that
    holds pictures only. Pages without text, and pages of which the letters have no meaning, are
    findings.
    """
    del encoding
    pages: list[PageLines] = []
    asides: dict[str, tuple[int, str]] = {}
    silent: list[int] = []
    garbled: list[int] = []
    letters = 0
    for sheet in read_sheets(data, name):
        letters += sheet.letters
        if letters > _MOST_LETTERS:
            raise InputError(
                f"it holds more than {_MOST_LETTERS:,} letters", where=name, advice="Part it."
            )
        if not sheet.letters:
            silent.append(sheet.number)
        elif sheet.garbled > _GARBLED * sheet.letters:
            garbled.append(sheet.number)
        pages.append(PageLines(sheet.number, pieces(sheet.glyphs), sheet.top, sheet.bottom))
        for text in _aside_texts(sheet):
            asides.setdefault(text, (sheet.number, text))
    if not letters:
        verb = "holds" if len(pages) == 1 else "hold"
        raise InputError(
            f"its {_count(len(pages), 'page')} {verb} pictures only, no text",
            where=name,
            advice="Recognise the text in the pictures first (OCR, for example with OCRmyPDF).",
        )
    blocks = _blocks(pages, asides.values())
    return _document(blocks, name, tuple(_remarks(silent, garbled, name)))


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """A web page with the text of the PDF, translated; `.html`."""
    skeleton = cast(_Skeleton, document.skeleton)
    texts = {unit.id: _unit_text(document, unit, filled, joiner) for unit in document.units}
    blocks = [(block, texts.get(unit, block.text)) for block, unit in skeleton.blocks]
    return Rebuilt(as_html(blocks, document.name, language).encode(), ending=".html")


def _unit_text(
    document: Document, unit: Unit, filled: Mapping[str, Filled], joiner: Joiner | None
) -> str:
    alone = Document(document.name, document.text[: unit.end], (unit,))
    targets = {part.id: filled[part.id].text for part in unit.segments if part.id in filled}
    return rebuild_text(alone, targets, joiner)[unit.start :]


def _aside_texts(sheet: Sheet) -> Iterable[str]:
    for glyphs in sheet.aside:
        text = " ".join(line.text for line in pieces(glyphs))
        if text:
            yield text
    yield from sheet.slanted


def _blocks(pages: list[PageLines], asides: Collection[tuple[int, str]]) -> list[Block]:
    words = Words()
    for page in pages:
        words.add(page.lines)
    running = find_running(pages)
    found: list[Block] = []
    table = 0
    for page in pages:
        found += _running_blocks(running, page.number, "header")
        from_right = is_from_right("".join(line.text for line in page.lines))
        for region in reading_order(page.lines, from_right=from_right):
            table += bool(region.table)
            found += blocks_of(region, page.number, words, table)
        found += (
            Block(text, "p", number, 0, path=("aside",))
            for number, text in asides
            if number == page.number
        )
        found += _running_blocks(running, page.number, "footer")
    name_headings([block for block in found if not block.path])
    return together(found, words)


def _running_blocks(running: Iterable[Running], page: int, where: str) -> list[Block]:
    return [
        Block(one.line.text, "p", page, one.line.size, path=(where,))
        for one in running
        if one.page == page and one.where == where
    ]


def _document(blocks: list[Block], name: str, findings: tuple[Finding, ...]) -> Document:
    units: list[Unit] = []
    texts: list[str] = []
    kept: list[tuple[Block, str]] = []
    start = 0
    for block in blocks:
        if not any(sign.isalnum() for sign in block.text):
            kept.append((block, ""))
            continue
        unit = f"u{len(units) + 1}"
        path = ("body", f"section#page-{block.page}", *block.path)
        if block.element == "td":
            path += (f"table#table-{block.table}", "tr")
        elif block.element == "li":
            path += ("ul",)
        markup = Markup(block.element, path, group=block.table)
        units.append(Unit(unit, start, start + len(block.text), block.text, markup=markup))
        texts.append(block.text)
        kept.append((block, unit))
        start += len(block.text) + 1
    if not units:
        message = "Nothing on the pages is a word."
        findings += (Finding("empty-page", message, Severity.INFO, where=name),)
    skeleton = _Skeleton(tuple(kept))
    text = "\n".join(texts)
    return Document(name, text, tuple(units), format="pdf", findings=findings, skeleton=skeleton)


def _remarks(silent: list[int], garbled: list[int], name: str) -> Iterable[Finding]:
    if silent:
        message = (
            f"No text on {_pages(silent)}: pictures only, or nothing. Recognise it first (OCR) "
            "if it matters."
        )
        yield Finding("pdf-no-text", message, Severity.WARNING, where=name)
    if garbled:
        message = (
            f"On {_pages(garbled)} the file does not say which letters its signs are, so that they "
            "cannot be read. Recognise them from a picture of the page (OCR)."
        )
        yield Finding("pdf-garbled", message, Severity.WARNING, where=name)


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_FEW]))
    more = f" and {len(numbers) - _FEW:,} more" if len(numbers) > _FEW else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
