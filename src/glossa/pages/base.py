"""What every page format promises: bytes in, a Document out, and back.

The module of a format has two functions:

`parse(data, name, encoding=None) -> Document`: units without parts, codes, a skeleton. Raises
`InputError` for what is damaged beyond reading (`EncodingError` for bytes that are no text); what
can be read in part is read, with a Finding for the rest. Nothing outside `data` is opened.

`rebuild(document, filled, *, language, joiner=None) -> Rebuilt`: `document` segmented. With nothing
changed in `filled` the bytes are those that were read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from glossa.markup import Filled
from glossa.model import Document, Finding, Unit

__all__ = ["Joiner", "PageFormat", "Reader", "Rebuilt", "is_changed", "is_unit_changed"]

Joiner = Callable[[str, str, str, str, str], str]
"""(text between, target before, target after, source before, source after) -> text between them.

The first is `""` between two segments that touch; a neighbour is `""` where there is none: behind
the last segment of a unit, and before the first, where the text is the unit's list mark.
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A page written again."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    """What had to be changed or left out for that."""
    ending: str = ""
    """The file ending that `data` wants, with its dot, where the page's own will not do (`.html`
    for a PDF)."""


class Reader(Protocol):
    """A module of this package that reads one format."""

    def parse(self, data: bytes, name: str, encoding: str | None = None) -> Document:
        """The bytes of a page as a Document whose units have no parts yet."""
        ...

    def rebuild(
        self,
        document: Document,
        filled: Mapping[str, Filled],
        *,
        language: str,
        joiner: Joiner | None = None,
    ) -> Rebuilt:
        """The page with `filled[segment.id]` in the place of each segment that is in it.

        `language`: of the targets (BCP 47), for formats that say which language they are in.
        """
        ...


@dataclass(frozen=True, slots=True)
class PageFormat:
    """One format of pages."""

    name: str
    """`Document.format`, lower case."""
    extensions: tuple[str, ...]
    """Lower case, with their dot."""
    description: str
    """A few words for messages: `a Word document`."""
    module: str
    """The module of this package that reads it; imported when it is first needed."""
    is_text: bool = False
    """Whether its bytes are text that may be shown in a terminal."""
    ending: str = ""
    """What a translated page ends in, where not as the page itself: `.html` for PDF."""


def is_changed(document: Document, filled: Mapping[str, Filled]) -> bool:
    """Whether any target differs from its source."""
    return any(is_unit_changed(unit, filled) for unit in document.units)


def is_unit_changed(unit: Unit, filled: Mapping[str, Filled]) -> bool:
    """Whether a target in the unit differs from its source."""
    return any(
        segment.id in filled and filled[segment.id].text != segment.source
        for segment in unit.segments
    )
