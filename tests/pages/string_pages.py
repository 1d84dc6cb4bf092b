"""What the tests of the text formats share: reading, a stand-in for a translation, the laws."""

from __future__ import annotations

from collections.abc import Callable

from glossa.localize import localize_ignorable
from glossa.markup import Filled
from glossa.model import Document, Segment
from glossa.pages import reader_of
from glossa.pages.base import PageFormat, Rebuilt
from glossa.pages.registry import page_format
from glossa.pipeline.pages import parse_page


def read(data: bytes | str, name: str) -> Document:
    return parse_page(data.encode() if isinstance(data, str) else data, name)


def written(document: Document, translate: Callable[[Segment], str | None], data: bytes) -> Rebuilt:
    form: PageFormat = page_format(data, document.name)
    targets = {segment.id: translate(segment) for segment in document.segments}
    filled = {name: Filled(text) for name, text in targets.items() if text is not None}
    return reader_of(form).rebuild(document, filled, language="en", joiner=localize_ignorable)


def translated(
    data: bytes | str, name: str, words: dict[str, str] | Callable[[Segment], str | None]
) -> str:
    raw = data.encode() if isinstance(data, str) else data
    document = read(raw, name)
    translate = words if callable(words) else lambda segment: words.get(segment.source)
    return written(document, translate, raw).data.decode(document.encoding.name)


def sources(data: bytes | str, name: str) -> list[str]:
    return [unit.source for unit in read(data, name).units]


def check_laws(data: bytes, name: str) -> Document:
    """Units and codes fit the text; nothing changed is the same bytes, filled in or not."""
    document = read(data, name)
    for number, unit in enumerate(document.units, 1):
        assert unit.id == f"u{number}"
        assert document.text[unit.start : unit.end] == unit.source
        assert "\n" not in unit.source
        assert unit.source.strip()
        unit.source.encode("utf-8")
    assert document.text == "\n".join(unit.source for unit in document.units)
    order = [(code.start, -code.end) for code in document.codes]
    assert [start for start, _ in order] == sorted(start for start, _ in order)
    assert written(document, lambda segment: None, data).data == data
    assert written(document, lambda segment: segment.source, data).data == data
    return document
