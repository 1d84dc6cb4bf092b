"""TMX 1.4b: translation memories that every tool imports.

One `tu` an entry, one `tuv` a side; what TMX has no element for stands in `prop`s.
`docs/formats/tmx.md` says what is kept and when there is no target.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from glossa.errors import BitextError
from glossa.formats.exact import require_unique_ids, shown
from glossa.formats.po_words import remark
from glossa.formats.records import Reader, is_open, settled, unique_entries
from glossa.formats.tmx_units import languages_of, newest_last, read_variants
from glossa.formats.xml_entry import (
    MARK,
    Edit,
    Shown,
    entry_of,
    facts_of,
    left_out,
    main_language,
    page_fact,
    page_of,
    tag,
    tool_version,
)
from glossa.formats.xml_text import LANG, by_name, local, read_xml, text_of, write_xml
from glossa.model import Bitext, Entry, State

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse_tmx", "serialize_tmx"]

_PROP: Final = "x-glossa-"
_PAGE: Final = "x-glossa"
_REMARK: Final = f"{MARK}: "
_ALL: Final = "*all*"
_KNOWN: Final = frozenset({"tuid", "srclang"})


def serialize_tmx(bitext: Bitext) -> str:
    """The memory as text, to be written as UTF-8; no DOCTYPE, no clock.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode.
    """
    from lxml import etree

    require_unique_ids(bitext, (entry.id for entry in bitext))
    main = main_language(bitext) or _ALL
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(
        root,
        "header",
        {
            "creationtool": MARK,
            "creationtoolversion": tool_version(bitext),
            "segtype": "sentence",
            "o-tmf": MARK,
            "adminlang": "en",
            "srclang": main,
            "datatype": "plaintext",
        },
    )
    for finding in bitext.findings:
        _add(header, "note", f"{_REMARK}{remark(finding)}")
    _add(header, "prop", page_fact(bitext), type=_PAGE)
    body = etree.SubElement(root, "body")
    for entry in bitext:
        _add_unit(body, entry, bitext.target_language, main)
    return write_xml(root, {"seg", "note", "prop"})


def _add(parent: _Element, name: str, text: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, name, attributes).text = text


def _add_unit(body: _Element, entry: Entry, target_language: str, main: str) -> None:
    from lxml import etree

    show = _show(entry, target_language)
    language = tag(entry.language)
    unit = etree.SubElement(body, "tu", tuid=show.id)
    if language != main:
        unit.set("srclang", language)
    if show.note:
        _add(unit, "note", show.note)
    for finding in entry.findings:
        _add(unit, "note", f"{_REMARK}{remark(finding)}")
    for key, value in facts_of(entry, show).items():
        _add(unit, "prop", value, type=f"{_PROP}{key}")
    for tongue, text in ((language, show.source), (tag(target_language), show.target)):
        if text is not None:
            variant = etree.SubElement(unit, "tuv", {LANG: tongue})
            etree.SubElement(variant, "seg").text = text


def _show(entry: Entry, target_language: str) -> Shown:
    """A memory must not offer a source as its translation: no target where it only stands in.

    Nor where a text in the target language was copied; a pair of one language helps nobody.
    """
    stands_in = is_open(entry) or tag(entry.language) == tag(target_language)
    return Shown(
        id=shown(entry.id),
        source=shown(entry.source),
        target=None if entry.target == entry.source and stands_in else shown(entry.target),
        note="" if entry.note.startswith(_REMARK) else shown(entry.note),
    )


def parse_tmx(text: str, name: str = "") -> Bitext:
    """Read a TMX file of any version 1: glossa's own, or another tool's.

    `name` is the file's, for messages, and the page's where the header names none. Inline codes
    become text, further languages and unknown data findings. Raises `BitextError` where it is no
    TMX at all.
    """
    root = read_xml(text, name)
    bodies = by_name(root, "body")
    if local(root) != "tmx" or not bodies:
        raise BitextError(
            f"this is no TMX file: its outermost element is <{local(root)}>"
            if local(root) != "tmx"
            else "this TMX file has no body",
            where=name,
            advice="give a translation memory as the tool exported it",
        )
    where = name or "-"
    names: Counter[str] = Counter()
    fact, ours, main = _read_header(root, names)
    units = [unit for body in bodies for unit in by_name(body, "tu")]
    language = languages_of(units, main)
    page = page_of(fact, name, "" if fact else language)
    target = tag(page.target_language) if fact else language
    entries = [
        _read_unit(unit, f"tu{number}", f"{where}:{unit.sourceline}", (main, target), ours, names)
        for number, unit in enumerate(units, 1)
    ]
    findings = (*page.findings, *left_out(names, where))
    return unique_entries(
        Bitext(
            page.name, newest_last(units, entries), page.target_language, page.signature, findings
        ),
        where,
    )


def _read_header(root: _Element, names: Counter[str]) -> tuple[str | None, bool, str]:
    """The page's data (None: not ours), whether glossa made the file, the source language."""
    fact: str | None = None
    main = ""
    ours = False
    for header in by_name(root, "header"):
        main = header.get("srclang", "")
        ours = header.get("creationtool") == MARK
        for child in header:
            if child.get("type") == _PAGE:
                fact = text_of(child).text
            elif local(child) and not _is_remark(child):
                names[f"header {local(child)}"] += 1
    return fact, ours, "" if main.lower() == _ALL else main


def _is_remark(element: _Element) -> bool:
    return local(element) == "note" and (element.text or "").startswith(_REMARK)


def _read_unit(
    unit: _Element,
    default_id: str,
    where: str,
    languages: tuple[str, str],
    ours: bool,
    names: Counter[str],
) -> Entry:
    """The entry of a `tu`; `languages`: of the file's sources and targets."""
    reader = Reader(where)
    facts: dict[str, str] = {}
    notes: list[str] = []
    for child in unit:
        kind = child.get("type", "")
        if local(child) == "prop" and kind.startswith(_PROP):
            facts[kind.removeprefix(_PROP)] = text_of(child).text
        elif local(child) == "note":
            notes += [] if _is_remark(child) else [text_of(child).text]
        elif local(child) == "prop":
            names[f"prop {kind}"] += 1
    names.update(f"tu {key.rpartition('}')[2]}" for key in unit.attrib if key not in _KNOWN)
    source, target, language = read_variants(unit, languages, reader, names, notes)
    found = Shown(unit.get("tuid", default_id), source, target, "\n".join(filter(None, notes)))
    if ours and "state" not in facts:
        reader.report(
            "machine-data-lost",
            "The props 'x-glossa-...' of this unit are gone, so kind, state and origin are "
            "unknown: export the page again and copy the translation over.",
        )
    known = "state" in facts
    facts.setdefault("language", language)
    entry, edit = entry_of(facts, found, reader, lambda draft: _show(draft, languages[1]))
    if not known:
        return settled(entry, {})
    return replace(entry, state=State.REVIEWED) if edit is Edit.FILLED else entry
