"""Blocks of the parts of a file into one page text, and targets back into the blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from glossa.markup import Code, Filled, Markup
from glossa.model import Document, Finding, Unit
from glossa.pages.base import Joiner, is_unit_changed
from glossa.pages.ooxml import Element
from glossa.pages.ooxml_lines import Line, lines_of
from glossa.pages.ooxml_render import fill, unchanged
from glossa.pages.ooxml_tokens import Break, Text, Token
from glossa.pages.ooxml_write import without_illegal
from glossa.pages.weave import codes_of, weave

__all__ = ["Block", "Page", "Plan", "Pouring", "attribute", "plain", "simple"]


@dataclass(slots=True)
class Block:
    """A paragraph, a cell, an attribute: something whose text is written as a whole."""

    lines: list[Line]
    element: str
    """HTML's word for it: `p`, `td`, `img@alt`."""
    path: tuple[str, ...]
    group: int
    put: Callable[[Sequence[Token]], Finding | None]
    """Writes it; gives a finding, and writes nothing, where the format cannot hold that much."""
    twins: list[Block] = field(default_factory=list)
    """Others with the same text that must stay the same (for older programs)."""

    @property
    def shape(self) -> list[tuple[str, int]]:
        """What twins have in common."""
        return [(line.text, len(line.marks)) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Plan:
    """One part as it was read: enough to find its units again."""

    part: str
    first_unit: int
    """Index of its first unit in the document."""
    units: int
    first_code: int
    """How many codes stood before it on the page."""


class Page:
    """Collects units and codes."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._position = 0
        self.units: list[Unit] = []
        self.codes: list[Code] = []
        self.plans: list[Plan] = []
        self.findings: list[Finding] = []

    @property
    def text(self) -> str:
        """A unit a line."""
        return "\n".join(self._texts)

    def add_part(self, part: str, blocks: Iterable[Block]) -> None:
        """All units of a part, in order."""
        unit, code = len(self.units), len(self.codes)
        for block in blocks:
            for line in block.lines:
                if line.text:
                    self._add(line, block)
        self.plans.append(Plan(part, unit, len(self.units) - unit, code))

    def _add(self, line: Line, block: Block) -> None:
        start, shift = self._position, len(self.codes)
        for mark in line.marks:
            code = mark.code
            self.codes.append(
                replace(
                    code,
                    id=_shifted(code.id, shift),
                    start=code.start + start,
                    end=code.end + start,
                    parent=_shifted(code.parent, shift),
                )
            )
        markup = Markup(block.element, block.path, line.linked, block.group)
        name = f"u{len(self.units) + 1}"
        end = start + len(line.text)
        self.units.append(Unit(name, start, end, line.text, markup=markup))
        self._texts.append(line.text)
        self._position = end + 1

    def document(self, name: str, form: str, skeleton: object) -> Document:
        """What was collected, as a Document."""
        return Document(
            name=name,
            text=self.text,
            units=tuple(self.units),
            format=form,
            findings=tuple(self.findings),
            codes=tuple(self.codes),
            skeleton=skeleton,
        )


def _shifted(name: str, by: int) -> str:
    return f"c{int(name[1:]) + by}" if name else ""


class Pouring:
    """Targets on their way into the parts of a document that was read with a `Page`."""

    def __init__(
        self, document: Document, filled: Mapping[str, Filled], joiner: Joiner | None
    ) -> None:
        self._document = document
        self._filled = filled
        self._joiner = joiner
        self._codes = codes_of(document)
        self.findings: list[Finding] = []

    def touches(self, plan: Plan) -> bool:
        """Whether a unit of this part changed."""
        return any(is_unit_changed(unit, self._filled) for unit in self._units(plan))

    def _units(self, plan: Plan) -> tuple[Unit, ...]:
        return self._document.units[plan.first_unit : plan.first_unit + plan.units]

    def pour(self, plan: Plan, blocks: Iterable[Block]) -> bool:
        """Write the targets into the blocks of a part, read anew; whether any changed."""
        units = iter(self._units(plan))
        shift = plan.first_code
        written = False
        for block in blocks:
            mine: list[Unit | None] = []
            first = shift
            for line in block.lines:
                mine.append(next(units) if line.text else None)
                shift += len(line.marks)
            if any(unit and is_unit_changed(unit, self._filled) for unit in mine):
                for one in (block, *block.twins):
                    finding = one.put(list(self._tokens(one, mine, first)))
                    if finding:
                        self.findings.append(finding)
                        break
                else:
                    written = True
        return written

    def _tokens(self, block: Block, units: Sequence[Unit | None], shift: int) -> Iterator[Token]:
        for line, unit in zip(block.lines, units, strict=True):
            if unit is None or not is_unit_changed(unit, self._filled):
                yield from unchanged(line)
            else:
                marks = {_shifted(mark.code.id, shift): mark for mark in line.marks}
                woven = weave(unit, self._codes.get(unit.id, ()), self._filled, self._joiner)
                yield from fill(line, unit.start, woven, marks)
            shift += len(line.marks)
            if line.brk:
                yield line.brk


def plain(tokens: Iterable[Token], newline: str = "\n") -> str:
    """The text of tokens that are nothing but text."""
    return "".join(
        token.text if isinstance(token, Text) else newline
        for token in tokens
        if isinstance(token, Text | Break)
    )


def simple(text: str) -> list[Line]:
    """The lines of a text without any markup."""
    tokens: list[Token] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number:
            tokens.append(Break(tuple))
        tokens.append(Text(line))
    return lines_of(tokens)


def attribute(element: Element, key: str, what: str, path: tuple[str, ...], group: int) -> Block:
    """The text in an attribute (`what`: `img@alt`)."""

    def put(tokens: Sequence[Token]) -> None:
        element.set(key, without_illegal(plain(tokens)))

    return Block(simple(element.get(key, "")), what, path, group, put)
