"""Several documents as one: chapters of a book, pages of an archive, parts of a message.

`compose` joins what their own readers made; `rebuild_parts` gives each back to its reader. Units
and inline elements get new numbers, so a bilingual file of the whole looks like that of one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from glossa.markup import MEMBER, Code, Filled, Markup
from glossa.model import Document, Finding, Part, Segment, Unit
from glossa.pages.base import Joiner, Reader, Rebuilt, is_changed
from glossa.pages.registry import PAGE_FORMATS, reader_of

__all__ = ["Composed", "SubDocument", "compose", "rebuild_parts", "split"]

_JOIN: Final = "\n"


@dataclass(frozen=True, slots=True)
class SubDocument:
    """A document in another one."""

    member: str
    """Its name in the file that holds it: `OEBPS/chapter1.xhtml`."""
    document: Document = field(repr=False)
    """As its own reader made it, without parts."""
    start: int = 0
    """Where its text starts in the text of the whole."""
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The id of each of its inline elements in the whole: the id that its reader gave."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a Document of several is made from."""

    text: str
    units: tuple[Unit, ...]
    codes: tuple[Code, ...]
    findings: tuple[Finding, ...]
    parts: tuple[SubDocument, ...]
    """For the skeleton."""


def compose(members: Iterable[tuple[str, Document]]) -> Composed:
    """Documents with the names of their members, in reading order, as one.

    The texts are joined by line feeds; one without text takes no line. Findings say in which member
    they are.
    """
    texts: list[str] = []
    units: list[Unit] = []
    codes: list[Code] = []
    findings: list[Finding] = []
    parts: list[SubDocument] = []
    start, group = 0, 0
    for member, document in members:
        first = len(codes) + 1
        names = {code.id: f"c{number}" for number, code in enumerate(document.codes, first)}
        codes += (_moved_code(code, start, names) for code in document.codes)
        own = [
            _moved_unit(unit, f"u{number}", start, member, group)
            for number, unit in enumerate(document.units, len(units) + 1)
        ]
        units += own
        findings += (_moved_finding(finding, start, member) for finding in document.findings)
        back = {new: old for old, new in names.items()}
        parts.append(SubDocument(member, document, start, back))
        group = max((unit.markup.group for unit in own if unit.markup), default=0) or group
        if document.text:
            texts.append(document.text)
            start += len(document.text) + len(_JOIN)
    return Composed(_JOIN.join(texts), tuple(units), tuple(codes), tuple(findings), tuple(parts))


def split(
    document: Document, parts: Iterable[SubDocument], filled: Mapping[str, Filled]
) -> Iterator[tuple[SubDocument, Document, dict[str, Filled]]]:
    """Each part with its own document, segmented as the whole is, and what goes into it.

    `document`: the whole, segmented.
    """
    units = iter(document.units)
    for part in parts:
        own: list[Unit] = []
        inside: dict[str, Filled] = {}
        for unit, whole in zip(
            part.document.units, islice(units, len(part.document.units)), strict=True
        ):
            parts_of = tuple(
                _moved_part(piece, -part.start, whole.id, unit.id) for piece in whole.parts
            )
            own.append(replace(unit, kind=whole.kind, parts=parts_of))
            for old, new in zip(whole.parts, parts_of, strict=True):
                if isinstance(old, Segment) and isinstance(new, Segment) and old.id in filled:
                    inside[new.id] = _own_codes(filled[old.id], part.codes)
        yield part, replace(part.document, units=tuple(own)), inside


def rebuild_parts(
    document: Document,
    parts: Iterable[SubDocument],
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
    readers: Mapping[str, Reader] | None = None,
) -> dict[str, Rebuilt]:
    """Every part in which something changed, written by its own reader, by the member's name.

    Findings say in which member they are. `readers`: of formats that are no pages of their own, by
    `Document.format`.
    """
    rebuilt = {}
    for part, own, inside in split(document, parts, filled):
        if not is_changed(own, inside):
            continue
        reader = (readers or {}).get(own.format) or reader_of(PAGE_FORMATS[own.format])
        one = reader.rebuild(own, inside, language=language, joiner=joiner)
        findings = tuple(_moved_finding(finding, 0, part.member) for finding in one.findings)
        rebuilt[part.member] = replace(one, findings=findings)
    return rebuilt


def _moved_code(code: Code, by: int, names: Mapping[str, str]) -> Code:
    return replace(
        code,
        id=names[code.id],
        start=code.start + by,
        end=code.end + by,
        parent=names.get(code.parent, ""),
    )


def _moved_unit(unit: Unit, name: str, by: int, member: str, group: int) -> Unit:
    markup = unit.markup or Markup()
    return replace(
        unit,
        id=name,
        start=unit.start + by,
        end=unit.end + by,
        markup=replace(
            markup,
            path=(MEMBER + member, *markup.path),
            group=markup.group + group if markup.group else 0,
        ),
    )


def _moved_part(part: Part, by: int, old: str, new: str) -> Part:
    moved = replace(part, start=part.start + by, end=part.end + by)
    if isinstance(moved, Segment):
        return replace(moved, id=new + moved.id.removeprefix(old))
    return moved


def _moved_finding(finding: Finding, by: int, member: str) -> Finding:
    where = finding.where
    if not where.startswith(member):
        where = f"{member}#{where}" if where else member
    if finding.start is None:
        return replace(finding, where=where)
    end = None if finding.end is None else finding.end + by
    return replace(finding, where=where, start=finding.start + by, end=end)


def _own_codes(filled: Filled, names: Mapping[str, str]) -> Filled:
    if not filled.codes:
        return filled
    codes = (replace(placed, code=names.get(placed.code, placed.code)) for placed in filled.codes)
    return replace(filled, codes=tuple(codes))
