"""Read subtitles, SRT and WebVTT: what is said, across the cues that a sentence runs over.

Cues that go on are one unit; its target is cut again for them and each is broken into lines.
Times, numbers, settings and every block that is no cue stay byte for byte.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from glossa.markup import Filled, Markup
from glossa.model import Document, Finding, Unit
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.decode import decode
from glossa.pages.rebuild import encode
from glossa.pages.slots import Layout, Piece, Sheet, Slot, is_text, rewritten
from glossa.pages.subtitles_cues import findings_of, read_cues
from glossa.pages.subtitles_cut import Tagged, broken_lines, cut_for_cues
from glossa.pages.subtitles_text import Said, groups, join, said_in
from glossa.pages.weave import Woven

__all__ = ["parse", "rebuild"]

_MOST_LINES: Final = 2


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The cues of a subtitle file; `format` is `vtt` for WebVTT, else `srt`.

    A unit is what is said in one cue, or in several where a sentence goes on; two people who speak
    in one cue are two units. Raises `EncodingError` for what is no text.
    """
    refuse_binary(data, name)
    decoded = decode(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    raw = decoded.text
    is_vtt = raw.lstrip("\ufeff").startswith("WEBVTT") or name.lower().endswith(".vtt")
    cues, findings = read_cues(raw, name, is_vtt=is_vtt)
    findings += findings_of(cues, name)
    sheet = Sheet(raw)
    cuts: dict[str, tuple[tuple[int, int], ...]] = {}
    said = [one for cue in cues for one in said_in(raw, cue, is_vtt=is_vtt) if is_text(one.pieces)]
    for group in groups(raw, said):
        pieces, places = _joined(group)
        markup = Markup("cue", group=group[0].cue.number)
        unit = sheet.add(pieces, markup, marker="")
        if unit:
            cuts[unit.id] = places
    form = "vtt" if is_vtt else "srt"
    all_findings = (*decoded.findings, *findings)
    return sheet.document(name, form, decoded.encoding, all_findings, extra=cuts)


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with its cues replaced: at most 42 columns a line (21 Chinese signs)."""
    del language  # only the name of a subtitle file says in which language it is
    layout = document.skeleton
    if not isinstance(layout, Layout) or not isinstance(layout.extra, dict):
        raise TypeError("this document was not made by the reader of subtitles")
    newline = "\r\n" if "\r\n" in layout.raw else "\n" if "\n" in layout.raw else "\r"
    escape = _escaped if document.format == "vtt" else _one_line
    findings: list[Finding] = []

    def render(
        unit: Unit, slot: Slot, woven: Sequence[Woven], copy: Callable[[int, int], str]
    ) -> str:
        tagged = Tagged.of(woven, layout, copy)
        boundaries = layout.extra[unit.id] if isinstance(layout.extra, dict) else ()
        offsets = [_offset(slot, place) for place, _ in boundaries]
        found = []
        for part in cut_for_cues(tagged, unit, filled, offsets):
            lines = broken_lines(part)
            if len(lines) > _MOST_LINES:
                findings.append(_long(document.name, unit, len(lines)))
            found.append(newline.join(line.written(escape) for line in lines))
        betweens = [copy(*place) for place in boundaries]
        return "".join(a + b for a, b in zip(found, [*betweens, ""], strict=True))

    text = rewritten(document, filled, joiner, render)
    data, more = encode(document, text)
    return Rebuilt(data, (*findings, *more))


def _joined(group: Sequence[Said]) -> tuple[list[Piece], tuple[tuple[int, int], ...]]:
    """The pieces of a group, and where its cues meet in the file."""
    pieces: list[Piece] = []
    places = []
    for one in group:
        if pieces:
            place = (pieces[-1].raw_end, one.pieces[0].raw)
            places.append(place)
            join(pieces, one.pieces[0].text, *place)
        pieces.extend(one.pieces)
    return pieces, tuple(places)


def _offset(slot: Slot, place: int) -> int:
    """The offset into the page's text at which two cues meet."""
    for run in slot.runs:
        if run.raw == place:
            return run.start
        if run.raw < place < run.raw_end:
            return run.end
    return slot.runs[-1].end


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _escaped(text: str) -> str:
    return html.escape(_one_line(text), quote=False)


def _long(name: str, unit: Unit, lines: int) -> Finding:
    return Finding(
        "subtitle-long",
        f"What is said here takes {lines} lines of 42 columns; two can be read in time. Say it "
        "with fewer words.",
        where=f"{name}: {unit.id}",
        raw=unit.source[:200],
    )
