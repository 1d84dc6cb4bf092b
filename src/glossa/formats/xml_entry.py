"""What TMX and both XLIFFs share: an entry's facts as named texts, and the page's as one.

A format says what it shows of an entry (`Shown`); `facts_of` adds what that leaves out, as short
named texts for its props, metadata or contexts. On the way back the exact text of a field counts
only while the file still shows what glossa wrote for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from glossa.errors import BitextError
from glossa.formats.exact import dump, require_whole, shown
from glossa.formats.records import (
    Reader,
    emptied,
    entry_facts,
    finding_record,
    signature_record,
    step_record,
)
from glossa.formats.xml_text import read_xml, text_of, words_of
from glossa.model import Bitext, Entry, Finding, Severity

__all__ = [
    "MARK",
    "Edit",
    "Shown",
    "entry_of",
    "facts_of",
    "left_out",
    "main_language",
    "page_fact",
    "page_of",
    "report_codes",
    "tag",
    "tool_version",
    "without_codes",
    "xml_ids",
]

MARK: Final = "glossa"
"""Whose notes and data they are."""
_TAG: Final = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NAME: Final = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*")
_NO_TARGET: Final = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file shows of an entry to everybody."""

    id: str
    source: str
    target: str | None
    """None where the file holds no target at all."""
    note: str


class Edit(Enum):
    """What somebody has done to a target since glossa wrote the file."""

    NONE = 0
    """Nothing, or other words."""
    FILLED = 1
    """There was none."""
    REMOVED = 2


def facts_of(entry: Entry, show: Shown) -> dict[str, str]:
    """Everything else, each value a text that XML can hold; empty ones are left out."""
    facts = {key: shown(str(value)) for key, value in entry_facts(entry).items()}
    exact = {
        field: value
        for field, value in (("language", entry.language), ("origin", entry.origin))
        if facts[field] != value
    }
    exact |= {
        field: getattr(entry, field)
        for field in ("id", "source", "note")
        if getattr(show, field) != getattr(entry, field)
    }
    if show.target is None:
        facts["target"] = _NO_TARGET
    elif show.target != entry.target or not entry.target:
        exact["target"] = entry.target
    more = {
        "steps": [step_record(step) for step in entry.steps],
        "findings": [finding_record(finding) for finding in entry.findings],
        "exact": exact,
    }
    # What is no Unicode is refused in every format alike, whatever this one could do.
    require_whole(entry.source)
    require_whole(entry.target)
    facts |= {key: dump(value, compact=True) for key, value in more.items() if value}
    return {key: value for key, value in facts.items() if value}


def entry_of(
    facts: Mapping[str, str], found: Shown, reader: Reader, show: Callable[[Entry], Shown]
) -> tuple[Entry, Edit]:
    """The entry of what a file holds, and what was done to its target.

    `show`: as for `facts_of`, for any entry. An entry whose target somebody took away is reported
    and open again. Without facts, state and match are the defaults.
    """
    exact = reader.json(facts, "exact", {})
    exact = exact if isinstance(exact, dict) else {}
    texts = {key: value for key, value in exact.items() if isinstance(value, str)}
    hidden = {
        field: texts[field]
        for field in ("language", "origin")
        if field in texts and shown(texts[field]) == facts.get(field, "")
    }
    entry = reader.entry(
        dict(facts) | hidden,
        entry_id=texts.get("id", found.id),
        source=found.source,
        target=found.target or "",
        note=found.note,
    )
    for field in ("source", "target", "note"):
        if field in texts:
            text: dict[str, Any] = {field: texts[field]}
            draft = replace(entry, **text)
            if getattr(show(draft), field) == getattr(found, field):
                entry = draft
    if found.target or texts.get("target") == "" == found.target:
        return entry, Edit.FILLED if facts.get("target") == _NO_TARGET else Edit.NONE
    if facts.get("target") == _NO_TARGET or "state" not in facts or not entry.source:
        return replace(entry, target=entry.source), Edit.NONE
    return emptied(entry), Edit.REMOVED


def report_codes(reader: Reader, raw: str) -> None:
    """Say that inline codes of another tool are text now; `raw`: the element as it stood."""
    reader.report(
        "inline-codes",
        "Inline codes of another tool were read as text: compare with the original, and put "
        "formatting right in the tool that made the file.",
        raw,
    )


def without_codes(entry: Entry) -> Entry:
    """An entry without the formatting codes of another tool that were read as text."""
    sides = {"source": entry.source, "target": entry.target}
    for finding in entry.findings:
        if (
            finding.code != "inline-codes" or entry.steps
        ):  # steps lead from the one text to the other
            continue
        try:
            element = read_xml(finding.raw, finding.where)
        except BitextError:  # somebody has been at it; the entry stays as it was read
            continue
        read = text_of(element).text
        sides = {side: words_of(element) if text == read else text for side, text in sides.items()}
    return replace(entry, source=sides["source"], target=sides["target"])


def left_out(names: Counter[str], where: str) -> tuple[Finding, ...]:
    """One finding that counts what glossa has no place for; none for an empty counter."""
    if not names:
        return ()
    found = ", ".join(f"{name} ({count})" for name, count in sorted(names.items()))
    message = f"Left out, as glossa has no place for it: {found}. The file itself is unchanged."
    return (Finding("foreign-data", message, Severity.INFO, where=where, raw=dump(names)),)


def page_fact(bitext: Bitext) -> str:
    """All that is known of the page, as one line of JSON."""
    record = {
        "page": bitext.name,
        "target_language": bitext.target_language,
        "signature": signature_record(bitext.signature),
        "findings": [finding_record(finding) for finding in bitext.findings],
    }
    return dump({key: value for key, value in record.items() if value}, compact=True)


def page_of(fact: str | None, name: str, target_language: str) -> Bitext:
    """A bitext without entries from `page_fact`'s line.

    `name`: the file's, where there is no fact; `target_language`: what the file itself declares,
    which counts before the line where somebody changed it. Empty: nothing declared.
    """
    reader = Reader(name or "-")
    record = reader.json({"glossa": fact or ""}, "glossa", {})
    if not isinstance(record, dict):
        reader.bad("glossa", record, {})
        record = {}
    language = reader.text(record, "target_language")
    if target_language and target_language != tag(language):
        language = target_language
    return Bitext(
        reader.text(record, "page", name if fact is None else ""),
        (),
        language or ("und" if fact is None else ""),
        reader.signature(record),
        (*reader.remarks(record), *reader.findings),
    )


def tag(language: str) -> str:
    """A language tag that XML's readers accept: `und` for what is none."""
    return language if _TAG.fullmatch(language) else "und"


def main_language(bitext: Bitext) -> str:
    """The language most of the page is translated from; empty where nothing is.

    A page may hold many; those already in the target language, codes and the unknown do not count.
    """
    target = bitext.target_language
    counts = Counter(tag(entry.language) for entry in bitext if entry.language != target)
    del counts["und"], counts["zxx"]
    return counts.most_common(1)[0][0] if counts else ""


def tool_version(bitext: Bitext) -> str:
    """The version that made the targets; equal signatures must give equal bytes."""
    return shown(dict(bitext.signature.values).get("version", "")) or "unknown"


def xml_ids(bitext: Bitext) -> dict[str, str]:
    """For each entry's id one that every XML schema takes; its own wherever that will do."""
    own = {entry.id for entry in bitext}
    ids: dict[str, str] = {}
    number = 0
    for entry in bitext:
        ids[entry.id] = entry.id
        if not _NAME.fullmatch(entry.id):
            number += 1
            while (fresh := f"e{number}") in own:
                number += 1
            ids[entry.id] = fresh
    return ids
