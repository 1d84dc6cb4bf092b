"""Interface phrases with a gap: `返回{name}首页` -> `Back to {name} home page`.

A template fits a whole segment or not at all. `{n}` takes a number; any other slot takes a name
that the glossary knows as a whole, Latin text, or a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, overload

from glossa.script import has_han, has_latin
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.wording import capitalised

__all__ = ["Filled", "Template", "Templates", "compile_templates", "fill"]

_LONGEST: Final = 200
_SLOT: Final = re.compile(r"\{(\w+)\}")
_NUMBER: Final = re.compile(r"\d[\d.,:/%-]*")


@dataclass(frozen=True, slots=True)
class Template:
    """One source wording of a template concept."""

    concept: Concept
    term: Term
    pattern: re.Pattern[str]
    """Matches a normalised segment; one group a slot."""
    weight: int
    """The number of literal characters; the heavier of two that fit wins."""
    head: str
    """What stands before its first slot; empty where it begins with one."""
    tail: str
    """What stands behind its last slot."""


class Templates(Sequence[Template]):
    """The templates of a language group, the most specific first, filed by how they begin or end.

    A segment is compared with the few that have its first or last character, not with hundreds.
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        self._all = sorted(templates, key=lambda template: -template.weight)
        self._by_head: dict[str, list[int]] = {}
        self._by_tail: dict[str, list[int]] = {}
        self._between: list[int] = []
        for index, template in enumerate(self._all):
            if template.head:
                self._by_head.setdefault(template.head[0], []).append(index)
            elif template.tail:
                self._by_tail.setdefault(template.tail[-1], []).append(index)
            else:
                self._between.append(index)

    @overload
    def __getitem__(self, index: int) -> Template: ...

    @overload
    def __getitem__(self, index: slice) -> list[Template]: ...

    def __getitem__(self, index: int | slice) -> Template | list[Template]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def fitting(self, text: str) -> Iterator[Template]:
        """Those that a normalised segment may fit, the most specific first."""
        if not text:
            return
        found = (
            *self._by_head.get(text[0], ()),
            *self._by_tail.get(text[-1], ()),
            *self._between,
        )
        for index in sorted(found):
            template = self._all[index]
            if text.startswith(template.head) and text.endswith(template.tail):
                yield template


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its slots filled."""

    text: str
    template: Template
    names: tuple[str, ...]
    """Ids of the concepts that fill slots, in the order of the target."""


def compile_templates(
    concepts: Iterable[Concept], group: Callable[[str], str]
) -> dict[str, Templates]:
    """The templates of each language group, the most specific first."""
    found: dict[str, list[Template]] = {}
    for concept in concepts:
        for term in concept.terms:
            template = _compile(concept, term)
            if template is not None:
                found.setdefault(group(term.language), []).append(template)
    return {name: Templates(templates) for name, templates in found.items()}


def _compile(concept: Concept, term: Term) -> Template | None:
    pieces = _SLOT.split(key_of(term.text))
    if len(pieces) < 3:
        return None
    names = pieces[1::2]
    if len(set(names)) != len(names) or not all(name.isidentifier() for name in names):
        return None
    pattern = "".join(
        re.escape(piece) if index % 2 == 0 else f"(?P<{piece}>{_slot_pattern(piece)})"
        for index, piece in enumerate(pieces)
    )
    weight = sum(len(piece) for piece in pieces[::2])
    if not weight:
        return None
    return Template(concept, term, re.compile(pattern), weight, pieces[0], pieces[-1])


def _slot_pattern(name: str) -> str:
    return _NUMBER.pattern if name == "n" else ".+?"


def fill(
    text: str,
    templates: Templates,
    target: Callable[[Term], Term | None],
    name: Callable[[str], tuple[str, str] | None],
) -> Filled | None:
    """The first template that fits `text` as a whole and whose slots can all be filled.

    Args:
        text: a segment.
        templates: those of the segment's language group.
        target: the wording of the template in the target language.
        name: the target wording and the concept id of a name that the glossary knows.
    """
    if len(text) > _LONGEST:
        return None
    view = view_of(text)
    stripped = view.text.strip()
    for template in templates.fitting(stripped):
        found = template.pattern.fullmatch(stripped)
        wording = target(template.term) if found else None
        if found is None or wording is None:
            continue
        shift = len(view.text) - len(view.text.lstrip())
        values: dict[str, tuple[str, str]] = {}
        for slot in found.groupdict():
            start, end = (offset + shift for offset in found.span(slot))
            value = _value(text[view.start(start) : view.end(end)].strip(), name)
            if value is None:
                break
            values[slot] = value
        else:
            slots = [slot.casefold() for slot in _SLOT.findall(wording.text)]
            if set(slots) != set(values):
                continue
            written = _SLOT.sub(lambda slot: values[slot[1].casefold()][0], wording.text)  # noqa: B023
            names = tuple(values[slot][1] for slot in slots if values[slot][1])
            first = _SLOT.match(wording.text)
            if first is None or values[first[1].casefold()][1]:
                written = capitalised(written)  # Latin text of the page stays as it is
            return Filled(written, template, names)
    return None


def _value(text: str, name: Callable[[str], tuple[str, str] | None]) -> tuple[str, str] | None:
    """What stands in the target for a slot's text, and the concept if it is a name."""
    if not text:
        return None
    known = name(text)
    if known is not None:
        return known
    if not has_han(text) and (has_latin(text) or _NUMBER.fullmatch(text)):
        return text, ""
    return None
