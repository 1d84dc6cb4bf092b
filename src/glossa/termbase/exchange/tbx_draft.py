"""A concept entry of a TBX file while it is read: its terms, and what is said of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from glossa.termbase.concepts import ADMITTED, PREFERRED, Condition
from glossa.termbase.exchange.tbx_words import CODE, STYLE, unmark_note
from glossa.termbase.exchange.tbx_xml import local, tidy

__all__ = [
    "LEFT_OUT",
    "About",
    "Draft",
    "category",
    "fill_statuses",
    "flat",
    "has_entity",
    "remark",
    "text_of",
]

LEFT_OUT: Final = {"transacGrp", "transac", "transacNote", "date", "change"}
"""Who changed an entry, and when: no note should hold it."""
_GROUPS: Final = {"termGrp", "termNoteGrp", "adminGrp", "noteGrp"}
_META: Final = {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "xref"}
# The same thing under the names of other versions and tools.
_NAMES: Final = {
    "usageStatus": "administrativeStatus",
    "normativeAuthorization": "administrativeStatus",
    "termStatus": "administrativeStatus",
    "customer": "customerSubset",
}


@dataclass(slots=True)
class Draft:
    """A term while it is read; `status` and `type` are empty until the file says them."""

    text: str
    language: str
    where: str
    position: int
    status: str = ""
    type: str = ""
    part_of_speech: str = ""
    styles: list[str] = field(default_factory=list)
    context: tuple[Condition, ...] = ()
    source: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    broken: bool = False
    """Whether it must not be used: no text, an entity in it, a context that cannot be read."""

    def add(self, name: str, text: str, element: Any) -> None:
        """Take in a data category that glossa has, or a note of it."""
        if name == "customerSubset" and text.startswith(STYLE):
            self.styles.append(text.removeprefix(STYLE))
        elif name == "source" and text:
            self.source.append(text)
        elif name == "note":
            self.notes.append(unmark_note(text))
        else:
            self.notes.append(remark(element, name, text))


@dataclass(slots=True)
class About:
    """What is said of a whole concept, or of all its terms in one language."""

    kinds: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, name: str, text: str, element: Any) -> None:
        """Take in a data category that glossa has, or a note of it."""
        if name == "externalCrossReference":
            target = tidy(element.get("target") or text)
            self.codes += [target] if target else []
            self.notes += [f"{name}: {text}"] if text not in ("", target) else []
        elif name == "note" and text.startswith(CODE):
            self.codes.append(text.removeprefix(CODE))
        elif name == "note":
            self.notes.append(unmark_note(text))
        elif name == "subjectField" and text:
            self.kinds.append(text)
        elif name == "source" and text:
            self.source.append(text)
        else:
            self.notes.append(remark(element, name, text))


def fill_statuses(drafts: Sequence[Draft]) -> None:
    """Where a file names no status: the first term of a language is preferred, others admitted."""
    preferred = {draft.language for draft in drafts if draft.status == PREFERRED}
    for draft in drafts:
        if not draft.status:
            draft.status = ADMITTED if draft.language in preferred else PREFERRED
            preferred.add(draft.language)


def flat(element: Any) -> Iterator[tuple[str, Any]]:
    """The elements inside with their data categories; those of groups, but not the groups."""
    for child in element:
        name = category(child)
        if name in _GROUPS:
            yield from flat(child)
        elif name:
            yield name, child


def category(element: Any) -> str:
    """The data category of an element: its `type` in DCA and v2, its own name in DCT."""
    return _category(local(element), element.get("type"))


@lru_cache(maxsize=1024)
def _category(name: str, said: str | None) -> str:
    if name in _META:
        name = said or name
    return _NAMES.get(name, name)


def remark(element: Any, name: str, text: str) -> str:
    """`category: text`, with the target of a reference behind it."""
    target = tidy(element.get("target") or "")
    if target and target != text:
        text = f"{text} ({target})" if text else target
    return f"{name}: {text}" if text else ""


def text_of(element: Any) -> str:
    """All text inside, marked stretches included."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def has_entity(element: Any) -> bool:
    """Whether an entity reference stands inside."""
    if not len(element):
        return False
    from lxml import etree

    return next(element.iter(etree.Entity), None) is not None
