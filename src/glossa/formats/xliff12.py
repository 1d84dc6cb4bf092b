"""XLIFF 1.2: for the many tools that know no newer one, and as OmegaT reads it.

One `trans-unit` an entry; what 1.2 has no element for stands in a `context-group`.
`docs/formats/xliff.md` says what is kept and where.

OmegaT 3.6 takes what stands in `target` for the text to translate. For it, the source stands there
and the target is proposed beside it, in `alt-trans`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from glossa.formats.exact import require_unique_ids, shown
from glossa.formats.po_words import remark, sentences
from glossa.formats.records import SEEN, SURE, Reader, is_open
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
    tool_version,
    xml_ids,
)
from glossa.formats.xml_text import SPACE, by_name, local, text_of, write_xml
from glossa.model import Bitext, Entry, MatchType, State

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["page_data", "read_unit", "serialize_omegat", "serialize_xliff12"]

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_CORE: Final = f"{{{_NAMESPACE}}}"
_PAGE: Final = "glossa-page"
_GROUP: Final = f"{MARK}:"
_CONTEXT: Final = "x-glossa-"
_TO_DO: Final = "needs-translation"
_KNOWN: Final = frozenset({"", "source", "target", "seg-source", "note", "context-group"})
_QUALIFIERS: Final = {
    MatchType.TERMBASE: "leveraged-glossary",
    MatchType.MEMORY: "leveraged-tm",
    MatchType.IN_CONTEXT: "id-match",
    MatchType.ENGINE: "leveraged-mt",
    MatchType.RULE: "x-rule",
    MatchType.COPIED: "x-copy",
    MatchType.HAND: "x-hand",
    MatchType.ALIGNED: "x-align",
}
_MATCHES: Final = {value: key for key, value in _QUALIFIERS.items()} | {
    "mt-suggestion": MatchType.ENGINE,
    "exact-match": MatchType.MEMORY,
}


def serialize_xliff12(bitext: Bitext) -> str:
    """XLIFF 1.2 as text, to be written as UTF-8; no clock.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode.
    """
    return _serialize(bitext, for_omegat=False)


def serialize_omegat(bitext: Bitext) -> str:
    """XLIFF 1.2 for OmegaT, otherwise as `serialize_xliff12`."""
    return _serialize(bitext, for_omegat=True)


def _serialize(bitext: Bitext, *, for_omegat: bool) -> str:
    from lxml import etree

    require_unique_ids(bitext, (entry.id for entry in bitext))
    root = etree.Element(f"{_CORE}xliff", version="1.2", nsmap={None: _NAMESPACE})
    file = etree.SubElement(
        root,
        f"{_CORE}file",
        {
            "original": shown(bitext.name),
            "source-language": main_language(bitext) or "und",
            "target-language": tag(bitext.target_language),
            "datatype": "plaintext",
            "tool-id": MARK,
            SPACE: "preserve",
        },
    )
    header = _sub(file, "header", {})
    tool = {"tool-id": MARK, "tool-name": MARK, "tool-version": tool_version(bitext)}
    _sub(header, "tool", tool)
    _add(header, "note", page_fact(bitext), {"from": _PAGE})
    for finding in bitext.findings:
        _add(header, "note", remark(finding), {"from": MARK})
    body = _sub(file, "body", {})
    ids = xml_ids(bitext)
    for entry in bitext:
        show = _show(entry, ids[entry.id])
        unit = _sub(body, "trans-unit", {"id": show.id, SPACE: "preserve"})
        _add(unit, "source", show.source, {})
        # What needs no translator is kept from OmegaT.
        ready = entry.match is MatchType.COPIED or entry.language == bitext.target_language
        if for_omegat and ready:
            unit.set("translate", "no")
        if for_omegat and not ready:
            _add_proposal(unit, entry, show)
        else:
            _add_target(unit, entry, show)
        _add_notes(unit, entry, show)
    return write_xml(root, {"source", "target", "note", "context"})


def _sub(parent: _Element, name: str, attributes: dict[str, str]) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, f"{_CORE}{name}", attributes)


def _add(parent: _Element, name: str, text: str, attributes: dict[str, str]) -> None:
    _sub(parent, name, attributes).text = text


def _show(entry: Entry, xml_id: str) -> Shown:
    open_ = entry.target == entry.source and is_open(entry)
    target = None if open_ else shown(entry.target)
    return Shown(xml_id, shown(entry.source), target, shown(entry.note))


def _add_target(unit: _Element, entry: Entry, show: Shown) -> None:
    if entry.state in SEEN:
        unit.set("approved", "yes")
    if show.target is not None:
        attributes = {"state": _state(entry)} | _qualifier(entry, show)
        _add(unit, "target", show.target, attributes)


def _add_proposal(unit: _Element, entry: Entry, show: Shown) -> None:
    """The source in the target's place, and the target beside it."""
    _add(unit, "target", show.source, {"state": _TO_DO})
    if show.target is not None:
        proposal = _sub(unit, "alt-trans", {"tool-id": MARK})
        _add(proposal, "target", show.target, _qualifier(entry, show))


def _qualifier(entry: Entry, show: Shown) -> dict[str, str]:
    if show.target is None or entry.match not in _QUALIFIERS:
        return {}
    return {"state-qualifier": _QUALIFIERS[entry.match]}


def _add_notes(unit: _Element, entry: Entry, show: Shown) -> None:
    if show.note:
        _add(unit, "note", show.note, {})
    for sentence in sentences(entry):
        _add(unit, "note", sentence, {"from": MARK})
    # The schema wants every group of a file to have another name.
    group = _sub(unit, "context-group", {"name": f"{_GROUP}{show.id}"})
    for key, value in facts_of(entry, show).items():
        _add(group, "context", value, {"context-type": f"{_CONTEXT}{key}"})


def _state(entry: Entry) -> str:
    """1.2's own word; an engine's words want review, a house term or a date does not."""
    if entry.state is State.TRANSLATED:
        return "translated" if entry.match in SURE else "needs-review-translation"
    return {State.REVIEWED: "signed-off", State.FINAL: "final"}.get(entry.state, "new")


def page_data(file: _Element, names: Counter[str]) -> str | None:
    """The page's data of a `file`; None where glossa did not write it. Others are counted."""
    fact: str | None = None
    for header in by_name(file, "header"):
        for child in header:
            if child.get("from") == _PAGE:
                fact = text_of(child).text
            elif local(child) not in {"", "tool"} and child.get("from") != MARK:
                names[f"header {local(child)}"] += 1
    return fact


def read_unit(
    unit: _Element, prefix: str, context: tuple[str, str, bool], names: Counter[str]
) -> Entry:
    """The entry of a `trans-unit`; arguments as for `xliff2.read_unit`."""
    where, language, ours = context
    reader = Reader(where)
    facts = {"language": language} | _facts(unit, names)
    known = "state" in facts
    proposal = _proposal(unit)
    names.update(
        local(child) for child in unit if local(child) not in _KNOWN and child is not proposal
    )
    if ours and not known:
        reader.report(
            "machine-data-lost",
            "The context-group 'glossa' of this unit is gone, so kind, state and origin are "
            "unknown: export the page again and copy the translation over.",
        )
    notes = [text_of(note).text for note in by_name(unit, "note") if note.get("from") != MARK]
    targets = by_name(unit, "target")
    attributes = dict(targets[0].attrib) if targets else {}
    source = _text(by_name(unit, "source"), reader) or ""
    target = _text(targets, reader)
    changed = True
    if target == source and attributes.get("state", "new") in {_TO_DO, "new"}:
        target = None  # it only stands in
    if proposal is not None:
        proposed = _text(by_name(proposal, "target"), reader)
        changed = target not in {None, proposed}
        target = target if changed else proposed
    xml_id = unit.get("id", "")
    found = Shown(f"{prefix}{xml_id}", source, target, "\n".join(filter(None, notes)))
    entry, edit = entry_of(facts, found, reader, lambda draft: _show(draft, found.id))
    if edit is Edit.REMOVED or not target or not changed:
        return entry
    approved = unit.get("approved") == "yes"
    if known and proposal is not None:
        return replace(entry, state=State.REVIEWED)  # OmegaT leaves the attributes alone
    if known:
        return _with_state(entry, attributes, edit, approved=approved)
    match = _MATCHES.get(attributes.get("state-qualifier", ""), MatchType.MEMORY)
    state = _meaning(attributes.get("state", ""), approved=approved, known=False)
    return replace(entry, match=match, state=state or State.TRANSLATED)


def _proposal(unit: _Element) -> _Element | None:
    """The target that glossa proposed to OmegaT, if it wrote the unit for OmegaT."""
    proposals = (one for one in by_name(unit, "alt-trans") if one.get("tool-id") == MARK)
    return next(proposals, None)


def _facts(unit: _Element, names: Counter[str]) -> dict[str, str]:
    """Glossa's own contexts; groups of other tools are counted in `names`."""
    facts: dict[str, str] = {}
    for group in by_name(unit, "context-group"):
        if not group.get("name", "").startswith(_GROUP):
            names["context-group"] += 1
            continue
        for context in by_name(group, "context"):
            facts[context.get("context-type", "").removeprefix(_CONTEXT)] = text_of(context).text
    return facts


def _text(elements: list[_Element], reader: Reader) -> str | None:
    from lxml import etree

    if not elements:
        return None
    found = text_of(elements[0])
    if found.coded:
        report_codes(reader, etree.tostring(elements[0], encoding="unicode", with_tail=False))
    return found.text


def _with_state(entry: Entry, attributes: dict[str, str], edit: Edit, *, approved: bool) -> Entry:
    """The entry in the state that the file gives now; a person may have changed it."""
    state = attributes.get("state", "")
    if edit is Edit.FILLED:
        meaning = _meaning(state, approved=approved, known=True)
        return replace(entry, state=State.FINAL if meaning is State.FINAL else State.REVIEWED)
    if state == _state(entry) and approved == (entry.state in SEEN):
        return entry
    return replace(entry, state=_meaning(state, approved=approved, known=True) or entry.state)


def _meaning(state: str, *, approved: bool, known: bool) -> State | None:
    """What 1.2's state says; None for nothing. `known`: somebody changed what glossa wrote."""
    if state == "final":
        return State.FINAL
    if state == "signed-off" or (state in {"", "translated"} and approved):
        return State.REVIEWED
    if state == "translated":
        return State.REVIEWED if known else State.TRANSLATED
    if state == "new" or state.startswith("needs-"):
        return State.REVIEWED if approved and known else State.TRANSLATED
    return None
