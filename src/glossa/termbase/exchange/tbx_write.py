"""Concepts -> TBX: version 3 in its two styles, and version 2.

The three differ in names only. Which data category stands where, and what it may hold, is that of
TBX-Basic 1.2 (LTAC Global: core RNG, Min and Basic modules, schematron); TBX v2 has them all under
the same names in its default set (ISO 30042:2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from glossa.errors import FormatError
from glossa.termbase.concepts import ADMITTED, DEPRECATED, PREFERRED, SUPERSEDED, Concept, Term
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.tbx_words import (
    CODE,
    CONTEXT,
    STATUS_WORDS,
    STYLE,
    is_uri,
    mark_note,
    readable,
    split_note,
)
from glossa.termbase.exchange.tbx_xml import escape, held, quote, to_xml_id
from glossa.termbase.rows import context_text

__all__ = ["DCA", "DCT", "V2", "Shape", "is_writable", "write_tbx"]

_TITLE: Final = "Glossary"
_SOURCE: Final = "Written by glossa; its styles, contexts and codes are marked."
# Data category -> its module (the namespace prefix in DCT) and its element in DCA and v2.
_CATEGORIES: Final = {
    "subjectField": ("min", "descrip"),
    "externalCrossReference": ("basic", "xref"),
    "administrativeStatus": ("min", "termNote"),
    "termType": ("basic", "termNote"),
    "partOfSpeech": ("min", "termNote"),
    "customerSubset": ("min", "admin"),
    "source": ("basic", "admin"),
}
# Best first: tools that take one term take the first.
_ORDER: Final = {PREFERRED: 1, ADMITTED: 2, SUPERSEDED: 3, DEPRECATED: 4}


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of one version and style of TBX."""

    root: str
    """The start tag of the outermost element."""
    header: str
    entry: str
    language: str
    term: str
    encoding: str = ""
    """What the header says behind its `fileDesc`."""
    tags: bool = False
    """Whether a data category is an element of its own (DCT)."""

    def category(self, name: str, text: str, attributes: str = "") -> str:
        """The element of a data category."""
        module, element = _CATEGORIES[name]
        if self.tags:
            return f"<{module}:{name}{attributes}>{escape(text)}</{module}:{name}>"
        return f'<{element} type="{name}"{attributes}>{escape(text)}</{element}>'


_V3: Final = 'type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
DCT: Final = Shape(
    root=f'<tbx style="dct" {_V3} xmlns:min="http://www.tbxinfo.net/ns/min" '
    'xmlns:basic="http://www.tbxinfo.net/ns/basic">',
    header="tbxHeader",
    entry="conceptEntry",
    language="langSec",
    term="termSec",
    tags=True,
)
DCA: Final = Shape(
    root=f'<tbx style="dca" {_V3}>',
    header="tbxHeader",
    entry="conceptEntry",
    language="langSec",
    term="termSec",
)
V2: Final = Shape(
    root='<martif type="TBX" xml:lang="en">',
    header="martifHeader",
    entry="termEntry",
    language="langSet",
    term="tig",
    encoding='    <encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc>\n',
)


def write_tbx(concepts: Sequence[Concept], writing: Writing, shape: Shape) -> bytes:
    """A TBX file, UTF-8. Raises `FormatError` for two concepts of one id, and where none is left.

    Languages stand in the order source, target, others as they come; in each the style's preferred
    term first, then by status. The ids of the terms keep the glossary's own order.
    """
    file = BytesIO()
    file.write(_head(shape).encode())
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            raise FormatError(
                f"the concept {concept.id!r} stands twice",
                advice="give every concept an id of its own before exporting",
            )
        lines = list(_entry(concept, writing, shape))
        if lines:
            seen.add(concept.id)
            file.write("".join(f"{line}\n" for line in lines).encode())
    if not seen:
        raise FormatError(
            "there is no term to write", advice="a TBX file holds at least one concept with a term"
        )
    root = shape.root[1:].partition(" ")[0]
    file.write(f"    </body>\n  </text>\n</{root}>\n".encode())
    return file.getvalue()


def is_writable(term: Term) -> bool:
    """Whether a TBX file can hold the term at all: it has a text, and a context that reads back."""
    return bool(held(term.text)) and readable(term.context)


def _head(shape: Shape) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{shape.root}\n  <{shape.header}>\n'
        f"    <fileDesc>\n      <titleStmt><title>{_TITLE}</title></titleStmt>\n"
        f"      <sourceDesc><p>{_SOURCE}</p></sourceDesc>\n    </fileDesc>\n"
        f"{shape.encoding}  </{shape.header}>\n  <text>\n    <body>\n"
    )


def _entry(concept: Concept, writing: Writing, shape: Shape) -> Iterator[str]:
    """The lines of a concept; none where no term of it can be written."""
    languages: dict[str, list[tuple[int, Term]]] = {}
    for number, term in enumerate(concept.terms, 1):
        if is_writable(term):
            languages.setdefault(term.language, []).append((number, term))
    if not languages:
        return
    identity = to_xml_id(concept.id)
    yield f"      <{shape.entry} id={quote(identity)}>"
    if kind := held(concept.kind):
        yield f"        {shape.category('subjectField', kind)}"
    for code in filter(None, map(held, concept.codes)):
        if is_uri(code):
            target = f" target={quote(code)}"
            yield f"        {shape.category('externalCrossReference', code, target)}"
        else:
            yield f"        {_note(CODE + code)}"
    ends = (writing.target_language, writing.source_language)
    for language in sorted(
        languages, key=lambda name: -ends.index(name) - 1 if name in ends else 0
    ):
        yield f"        <{shape.language} xml:lang={quote(held(language))}>"
        first = writing.preferred(concept.id, language)
        terms = languages[language]
        for number, term in sorted(terms, key=lambda item: _rank(item[1], first)):
            yield f"          <{shape.term} id={quote(f'{identity}_t{number}')}>"
            yield f"            <term>{escape(held(term.text))}</term>"
            for line in _details(term, shape):
                yield f"            {line}"
            yield f"          </{shape.term}>"
        yield f"        </{shape.language}>"
    yield f"      </{shape.entry}>"


def _rank(term: Term, first: Term | None) -> int:
    if first is not None and (term.text, term.type) == (first.text, first.type):
        return 0
    return _ORDER.get(term.status, len(_ORDER) + 1)


def _details(term: Term, shape: Shape) -> Iterator[str]:
    """What is said of a term: first what DCA and v2 call `termNote`, which they want in front."""
    note, part_of_speech = split_note(held(term.note))
    yield shape.category("administrativeStatus", STATUS_WORDS[term.status])
    yield shape.category("termType", term.type)
    if part_of_speech:
        yield shape.category("partOfSpeech", part_of_speech)
    for style in filter(None, map(held, term.styles)):
        yield shape.category("customerSubset", STYLE + style)
    if source := held(term.source):
        yield shape.category("source", source)
    if term.context:
        yield _note(CONTEXT + held(context_text(term.context)))
    if note:
        yield _note(mark_note(note))


def _note(text: str) -> str:
    return f"<note>{escape(text)}</note>"
