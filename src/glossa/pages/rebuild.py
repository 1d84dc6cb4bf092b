"""Write a page again: its own layout, its own encoding, targets in the place of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossa.model import Document, Finding, Ignorable, Segment, Unit
from glossa.pages.base import Joiner
from glossa.pages.codec import ESCAPED, encode_exact

__all__ = ["encode", "rebuild_text"]


def rebuild_text(
    document: Document, targets: Mapping[str, str], joiner: Joiner | None = None
) -> str:
    """The page with each segment replaced by `targets[segment.id]`, where there is one.

    All else stays as it is, but that `joiner` is asked for the text between two segments of which
    at least one changed. With no targets the result is the page's text (law 1).
    """
    pieces: list[str] = []
    position = 0
    for unit in document.units:
        segments = unit.segments
        if not any(targets.get(part.id, part.source) != part.source for part in segments):
            continue
        layout = document.text[position : unit.start]
        if joiner and unit.list_marker and layout.endswith(unit.list_marker):
            first = segments[0]
            target = targets.get(first.id, first.source)
            layout = layout[: -len(unit.list_marker)]
            layout += joiner(unit.list_marker, "", target, "", first.source)
        pieces.append(layout)
        pieces.extend(_unit(unit, targets, joiner))
        position = unit.end
    pieces.append(document.text[position:])
    return "".join(pieces)


def _unit(unit: Unit, targets: Mapping[str, str], joiner: Joiner | None) -> Iterator[str]:
    between, source_before, target_before = "", "", ""
    for part in (*unit.parts, None):
        if isinstance(part, Ignorable):
            between += part.source
            continue
        source = part.source if isinstance(part, Segment) else ""
        target = targets.get(part.id, source) if isinstance(part, Segment) else ""
        changed = source != target or source_before != target_before
        inside = bool(between) or (bool(source_before) and bool(source))
        if joiner and changed and inside:
            between = joiner(between, target_before, target, source_before, source)
        yield between
        yield target
        between, source_before, target_before = "", source, target


def encode(document: Document, text: str) -> tuple[bytes, tuple[Finding, ...]]:
    """`text` as bytes in the page's own encoding, with its byte-order mark.

    Where that encoding cannot hold the text it is UTF-8, and a finding says so.
    """
    encoding = document.encoding
    try:
        return encoding.bom + encode_exact(text, encoding.name), ()
    except UnicodeEncodeError as error:
        missing = text[error.start : error.start + 1]
        finding = Finding(
            code="encoding-changed",
            message=(
                f"{encoding.name} cannot hold {missing!r}, so the page was written as UTF-8; "
                "mend a label such as charset= by hand."
            ),
            start=error.start,
            end=error.start + 1,
            where=document.name,
            raw=missing,
        )
        return ESCAPED.sub("\N{REPLACEMENT CHARACTER}", text).encode("utf-8"), (finding,)
