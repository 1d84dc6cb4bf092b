"""XLIFF 2.1: core, and the metadata module for what core has no place for.

One `unit` with one `segment` an entry: a bitext is flat, and what stood between two segments of a
block is not in it. `docs/formats/xliff.md` says what is kept and where.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from glossa.formats.exact import require_unique_ids, shown
from glossa.formats.po_words import remark, sentences
from glossa.formats.records import Reader, is_open
from glossa.formats.xml_entry import (
    MARK,
    Edit,
    Shown,
    entry_of,
    facts_of,
    main_language,
    page_fact,
    report_codes,
    tag,
    xml_ids,
)
from glossa.formats.xml_text import SPACE, by_name, local, text_of, write_xml
from glossa.model import Bitext, Entry, MatchType, State

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["CORE", "page_data", "read_unit", "serialize_xliff2"]

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
CORE: Final = f"{{{_NAMESPACE}}}"
_MDA: Final = f"{{{_METADATA}}}"
_PAGE: Final = "page"
_KNOWN: Final = frozenset({"", "metadata", "notes", "originalData", "segment", "ignorable"})
_ORDER: Final = list(State)
_INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def serialize_xliff2(bitext: Bitext) -> str:
    """XLIFF 2.1 as text, to be written as UTF-8; no clock.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode.
    """
    from lxml import etree

    require_unique_ids(bitext, (entry.id for entry in bitext))
    root = etree.Element(
        f"{CORE}xliff",
        {
            "version": "2.1",
            "srcLang": main_language(bitext) or "und",
            "trgLang": tag(bitext.target_language),
        },
        nsmap={None: _NAMESPACE, "mda": _METADATA},
    )
    file = etree.SubElement(
        root, f"{CORE}file", {"id": "f1", "original": shown(bitext.name), SPACE: "preserve"}
    )
    _add_metadata(file, {_PAGE: page_fact(bitext)})
    _add_notes(file, [(text, _priority(text)) for text in map(remark, bitext.findings)])
    ids = xml_ids(bitext)
    for entry in bitext:
        _add_unit(file, entry, ids[entry.id])
    if not len(bitext):  # a file must hold something
        etree.SubElement(file, f"{CORE}group", id="g1")
    return write_xml(root, {"source", "target", "note", "meta"})


def _add_metadata(parent: _Element, facts: dict[str, str]) -> None:
    from lxml import etree

    metadata = etree.SubElement(parent, f"{_MDA}metadata")
    group = etree.SubElement(metadata, f"{_MDA}metaGroup", category=MARK)
    for key, value in facts.items():
        etree.SubElement(group, f"{_MDA}meta", type=key).text = value


def _add_notes(parent: _Element, remarks: list[tuple[str, str]], note: str = "") -> None:
    """Notes for people: the person's own first, then glossa's (text and priority)."""
    from lxml import etree

    if not remarks and not note:
        return
    notes = etree.SubElement(parent, f"{CORE}notes")
    if note:
        etree.SubElement(notes, f"{CORE}note").text = note
    for text, priority in remarks:
        element = etree.SubElement(notes, f"{CORE}note", category=MARK, priority=priority)
        element.text = shown(text)


def _show(entry: Entry, xml_id: str) -> Shown:
    open_ = entry.target == entry.source and is_open(entry)
    return Shown(xml_id, entry.source, None if open_ else entry.target, shown(entry.note))


def _add_unit(file: _Element, entry: Entry, xml_id: str) -> None:
    from lxml import etree

    show = _show(entry, xml_id)
    unit = etree.SubElement(file, f"{CORE}unit", id=xml_id)
    _add_metadata(unit, facts_of(entry, show))
    _add_notes(unit, [(text, _priority(text)) for text in sentences(entry)], show.note)
    segment = etree.SubElement(unit, f"{CORE}segment", id=xml_id, state=_state(entry, show))
    segment.set("subState", f"{MARK}:{entry.match.value}")
    _add_text(segment, "source", show.source)
    if show.target is not None:
        _add_text(segment, "target", show.target)


def _priority(sentence: str) -> str:
    """1 is the highest: what must not go out as it is."""
    return {"Error": "1", "Warning": "3"}.get(sentence.partition(":")[0], "7")


def _state(entry: Entry, show: Shown) -> str:
    return "initial" if show.target is None else entry.state.value


def _add_text(segment: _Element, name: str, text: str) -> None:
    """The text exactly; a character that XML cannot hold is a `cp`, as XLIFF has it."""
    from lxml import etree

    element = etree.SubElement(segment, f"{CORE}{name}")
    start = 0
    last: _Element | None = None
    for found in [*_INVALID.finditer(text), None]:
        piece = text[start : found.start() if found else len(text)]
        if last is None:
            element.text = piece
        else:
            last.tail = piece
        if found:
            last = etree.SubElement(element, f"{CORE}cp", hex=f"{ord(found[0]):04X}")
            start = found.end()


def page_data(file: _Element, names: Counter[str]) -> str | None:
    """The page's data of a `file`; None where glossa did not write it. Others are counted."""
    known = {"", "metadata", "unit", "group", "skeleton", "notes"}
    names.update(f"file {local(child)}" for child in file if local(child) not in known)
    names.update("file note" for _ in _notes(file))
    return _facts(file, names).get(_PAGE)


def _facts(parent: _Element, names: Counter[str]) -> dict[str, str]:
    """Glossa's own metadata; groups of other tools are counted in `names`."""
    facts: dict[str, str] = {}
    for metadata in by_name(parent, "metadata"):
        for group in by_name(metadata, "metaGroup"):
            if group.get("category") == MARK:
                facts |= {meta.get("type", ""): text_of(meta).text for meta in group}
            else:
                names[f"metadata {group.get('category', '')}".rstrip()] += 1
    return facts


def _notes(parent: _Element) -> list[str]:
    """The notes of people and other tools."""
    return [
        text_of(note).text
        for notes in by_name(parent, "notes")
        for note in by_name(notes, "note")
        if note.get("category") != MARK
    ]


def read_unit(
    unit: _Element, prefix: str, context: tuple[str, str, bool], names: Counter[str]
) -> list[Entry]:
    """The entries of a unit: one for each segment, but only one where glossa wrote the unit.

    `prefix` of the ids; `context`: `file:line`, the file's source language, whether the file is
    glossa's. What has no place here is counted in `names`.
    """
    where, language, ours = context
    facts = _facts(unit, names)
    note = "\n".join(filter(None, _notes(unit)))
    names.update(local(child) for child in unit if local(child) not in _KNOWN)
    segments = by_name(unit, "segment")
    own_id = unit.get("id", "")
    if "state" in facts:
        parts = by_name(unit, "segment", "ignorable")
        return [_read(parts, facts, (f"{prefix}{own_id}", note), Reader(where))]
    texts = (text_of(source) for part in by_name(unit, "ignorable") for source in part)
    names.update("ignorable" for text in texts if text.text.strip())
    entries = []
    for number, segment in enumerate(segments, 1):
        reader = Reader(where)
        if ours:
            reader.report(
                "machine-data-lost",
                "glossa's metadata of this unit are gone, so kind, state and origin are "
                "unknown: export the page again and copy the translation over.",
            )
        more = "" if len(segments) == 1 else f".{segment.get('id') or f's{number}'}"
        shows = (f"{prefix}{own_id}{more}", note if number == 1 else "")
        entries.append(_read([segment], {"language": language}, shows, reader))
    return entries


def _read(
    parts: list[_Element], facts: dict[str, str], shows: tuple[str, str], reader: Reader
) -> Entry:
    """One entry of segments and of the ignorables between them, which are joined.

    A tool may have cut glossa's segment in pieces; `shows`: id and note.
    """
    segments = [part for part in parts if local(part) == "segment"]
    states = [_state_of(segment, reader) for segment in segments]
    state = min(states, key=_ORDER.index, default=State.INITIAL)
    pieces = [_piece(part, reader) for part in parts]
    source = "".join(source for source, _ in pieces)
    targets = [target for _, target in pieces]
    whole = [source if target is None else target for source, target in pieces]
    target = None if all(one is None for one in targets) else "".join(whole)
    found = Shown(shows[0], source, target, shows[1])
    entry, edit = entry_of(facts, found, reader, lambda draft: _show(draft, shows[0]))
    if edit is Edit.REMOVED:
        return entry
    if "state" in facts:
        written = State.INITIAL if "target" in facts else entry.state
        if edit is Edit.FILLED:
            return replace(entry, state=max(state, State.REVIEWED, key=_ORDER.index))
        return entry if state is written else replace(entry, state=state)
    if not target:
        return entry
    sub_state = segments[0].get("subState", "") if segments else ""
    match = Reader("").choice(
        {"match": sub_state.removeprefix(f"{MARK}:")} if sub_state.startswith(f"{MARK}:") else {},
        "match",
        MatchType.MEMORY,
    )
    return replace(entry, match=match, state=max(state, State.TRANSLATED, key=_ORDER.index))


def _piece(part: _Element, reader: Reader) -> tuple[str, str | None]:
    """Source and target of a segment or an ignorable."""
    from lxml import etree

    sides: dict[str, str] = {}
    for element in by_name(part, "source", "target"):
        found = text_of(element)
        sides[local(element)] = found.text
        if found.coded:
            report_codes(reader, etree.tostring(element, encoding="unicode", with_tail=False))
    return sides.get("source", ""), sides.get("target")


def _state_of(segment: _Element, reader: Reader) -> State:
    return reader.choice(dict(segment.attrib), "state", State.INITIAL)
