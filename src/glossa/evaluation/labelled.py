"""Labelled pages: `corpus/labelled/{tune,test}/NAME.html` and `NAME.txt`, and what they say.

The annotation (`corpus/labelled/README.md`) is taken out: what is left is the page as a site would
serve it, and beside it the lines that a reader sees, each with its kind, its languages and the ends
of its sentences. A web page can be had as text too, as a browser saves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossa.errors import InputError
from glossa.model import Kind

__all__ = [
    "LANGUAGES",
    "GoldLine",
    "LabelledPage",
    "Marked",
    "fault",
    "kind_of",
    "language_of",
    "load_labelled",
    "unmarked",
]

LANGUAGES: Final = frozenset(
    {
        "zh-Hans",
        "zh-Hant",
        "en",
        "ug",
        "ru",
        "kk",
        "kk-Arab",
        "ky",
        "ky-Arab",
        "ja",
        "ko",
        "bo",
        "mn",
        "uz",
        "fr",
        "zxx",
        "und",
    }
)
_MARKS: Final = re.compile(r"¦|⟦([^|⟦⟧]*)\||⟧|⟦")
_KINDS: Final = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and what they said."""

    text: str
    languages: tuple[tuple[int, int, str], ...]
    """Stretches in another language than the line's; half open, in order."""
    boundaries: tuple[int, ...]
    """Where a sentence, a label or an item ends inside the text."""


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A block as a reader takes it."""

    text: str
    kind: Kind
    language: str
    where: str
    """`file:line`."""
    languages: tuple[tuple[int, int, str], ...] = ()
    boundaries: tuple[int, ...] = ()
    attribute: str = ""
    """Of which attribute (`alt`) it is the value; empty for text."""
    element: str = ""
    """The element of a web page that is the block."""

    def language_at(self, place: int) -> str:
        """The language of one character."""
        for start, end, language in self.languages:
            if start <= place < end:
                return language
        return self.language


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page as it is served, and its lines in the order of the file."""

    name: str
    """As the page's file would be called: its ending tells its format."""
    data: bytes
    lines: tuple[GoldLine, ...]
    made: bool = False
    """Whether it is a web page turned into text."""

    @property
    def is_html(self) -> bool:
        """Whether it is a web page."""
        return self.name.endswith(".html")


def load_labelled(folder: Path) -> list[LabelledPage]:
    """Every labelled page of a folder by name; each web page is followed by itself as text.

    Raises `InputError` with file:line for annotation that is not as the README says.
    """
    from glossa.evaluation.labelled_html import parse_html

    found: list[LabelledPage] = []
    for path in sorted((*folder.glob("*.html"), *folder.glob("*.txt"))):
        text = path.read_bytes().decode("utf-8")
        if path.suffix == ".txt":
            found.append(_parse_text(text, path.name))
        else:
            found.extend(parse_html(text, path.name))
    if not found:
        raise InputError(
            "no labelled page is there", where=str(folder), advice="name corpus/labelled/tune"
        )
    return found


def unmarked(text: str, where: str) -> Marked:
    """Take the marks out of a text. Raises `InputError` for marks without their partners."""
    pieces: list[str] = []
    boundaries: list[int] = []
    languages: list[tuple[int, int, str]] = []
    length = last = 0
    opened: tuple[int, str] | None = None
    for mark in _MARKS.finditer(text):
        pieces.append(text[last : mark.start()])
        length += mark.start() - last
        last = mark.end()
        if mark[0] == "¦":
            if not length or (boundaries and boundaries[-1] == length):
                raise fault("a ¦ stands where nothing ends", where)
            boundaries.append(length)
        elif mark[0] == "⟧":
            if opened is None:
                raise fault("a ⟧ has no ⟦ before it", where)
            languages.append((opened[0], length, opened[1]))
            opened = None
        elif opened is not None or mark[1] not in LANGUAGES:
            raise fault(f"{mark[0]} opens no stretch of a known language", where)
        else:
            opened = length, mark[1]
    if opened is not None:
        raise fault("a ⟦ is not closed by ⟧", where)
    pieces.append(text[last:])
    whole = "".join(pieces)
    if boundaries and not whole[boundaries[-1] :].strip():
        raise fault("a ¦ stands behind the last words", where)
    return Marked(whole, tuple(languages), tuple(boundaries))


def kind_of(word: str, where: str) -> Kind:
    """The kind of this name. Raises `InputError`."""
    if word not in _KINDS:
        raise fault(f"{word!r} is no kind", where)
    return Kind(word)


def fault(found: str, where: str) -> InputError:
    """A fault of the annotation."""
    return InputError(found, where=where, advice="see corpus/labelled/README.md")


def language_of(word: str, where: str) -> str:
    """A language of the corpus. Raises `InputError`."""
    if word not in LANGUAGES:
        raise fault(f"{word!r} is no language of the corpus", where)
    return word


def _parse_text(text: str, name: str) -> LabelledPage:
    head, *rows = text.removesuffix("\n").split("\n")
    if not head.startswith("# "):
        raise fault("the first line is not `# language`", f"{name}:1")
    page = language_of(head[2:].strip(), f"{name}:1")
    lines = tuple(_text_lines(rows, name, page))
    shown = iter(lines)
    bare = "".join(f"{next(shown).text if row.strip() else ''}\n" for row in rows)
    return LabelledPage(name, bare.encode(), lines)


def _text_lines(rows: list[str], name: str, page: str) -> Iterator[GoldLine]:
    for number, row in enumerate(rows, 2):
        if not row.strip():
            continue
        where = f"{name}:{number}"
        kind, language, text = _cells(row, where)
        marked = unmarked(text, where)
        yield GoldLine(
            marked.text,
            kind_of(kind, where),
            language_of(language or page, where),
            where,
            marked.languages,
            marked.boundaries,
        )


def _cells(row: str, where: str) -> tuple[str, str, str]:
    cells = row.split("\t", 2)
    if len(cells) != 3 or not cells[2].strip():
        raise fault("a line is not kind, language and text with tabs between them", where)
    return cells[0], cells[1], cells[2]
