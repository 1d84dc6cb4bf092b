"""One entry as the fields of a PO message, and back.

What a person may change in an editor (`msgstr`, fuzzy, the note) always counts before the machine's
data, which one `#. glossa:` line holds as JSON.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from glossa.formats.exact import dump, shown
from glossa.formats.po_words import is_opening, sentences
from glossa.formats.records import (
    SEEN,
    SURE,
    Reader,
    emptied,
    entry_facts,
    finding_record,
    is_open,
    step_record,
)
from glossa.model import Entry, MatchType, State

if TYPE_CHECKING:
    import polib

__all__ = ["from_message", "to_message"]

_MARK: Final = "glossa:"


def to_message(entry: Entry) -> dict[str, Any]:
    """Keyword arguments for `polib.POEntry`."""
    msgid, msgstr = _texts(entry)
    comment = _comment(entry.note)
    plain = {
        "id": shown(entry.id),
        "source": msgid,
        "target": msgstr or msgid,
        "note": comment,
    }
    texts = {"id": entry.id, "source": entry.source, "target": entry.target, "note": entry.note}
    exact = {key: value for key, value in texts.items() if value != plain[key]}
    more = {
        "steps": [step_record(step) for step in entry.steps],
        "findings": [finding_record(finding) for finding in entry.findings],
        "exact": exact,
    }
    facts = entry_facts(entry) | {key: value for key, value in more.items() if value}
    lines = [*sentences(entry), f"{_MARK} {dump(facts, compact=True)}"]
    return {
        "msgctxt": plain["id"],
        "msgid": msgid,
        "msgstr": msgstr,
        "comment": "\n".join(lines),
        "tcomment": comment,
        "flags": ["fuzzy"] if _is_fuzzy(entry, msgstr) else [],
    }


def _texts(entry: Entry) -> tuple[str, str]:
    """`msgid` and `msgstr`; `msgstr` is empty where the source only stands in for a target."""
    msgid = shown(entry.source)
    if entry.target == entry.source and is_open(entry):
        return msgid, ""
    msgstr = shown(entry.target)
    if msgstr:  # msgfmt demands that both begin and end with a newline, or neither
        body = msgstr.strip("\n")
        msgstr = "\n" * msgid.startswith("\n") + body + "\n" * msgid.endswith("\n")
    return msgid, msgstr


def _is_fuzzy(entry: Entry, msgstr: str) -> bool:
    return (
        bool(msgstr)
        and entry.state not in SEEN
        and (entry.state is State.INITIAL or entry.match not in SURE)
    )


def _comment(note: str) -> str:
    """The note as polib gives it back: lines stripped, no blank lines around."""
    return "\n".join(line.strip() for line in shown(note).splitlines()).strip()


def from_message(
    message: polib.POEntry, default_id: str, where: str, *, expect_data: bool
) -> Entry:
    """The entry of a message.

    `where`: `file:line`; `expect_data`: the file is glossa's, so every message should have data.
    """
    reader = Reader(where)
    facts, others = _data(message.comment, reader)
    lost = expect_data and "state" not in facts
    if lost:
        reader.report(
            "machine-data-lost",
            "The line '#. glossa: {...}' is gone or damaged, so kind, language and origin are "
            "unknown: export the page again and copy the translation over.",
        )
    if message.msgid_plural:
        reader.report(
            "plural-entry",
            "glossa knows no plural forms; only the first was read: split this entry by hand.",
            str(message).strip("\n"),
        )
    exact = facts.get("exact")
    exact = exact if isinstance(exact, dict) else {}
    source = _exactly(exact, "source", message.msgid, shown)
    note = _exactly(exact, "note", _comment(message.tcomment), _comment)
    msgctxt = message.msgctxt if message.msgctxt is not None else default_id
    entry = reader.entry(
        facts,
        entry_id=_exactly(exact, "id", msgctxt, shown),
        source=source,
        target=source,
        note=note,
    )
    ours = {*sentences(entry)}
    known = expect_data or "state" in facts
    strange = [line for line in others if line not in ours and not (known and is_opening(line))]
    entry = replace(entry, note="\n".join([*filter(None, [note]), *strange]))
    msgstr = message.msgstr or message.msgstr_plural.get(0, "")
    entry = _with_target(entry, exact.get("target"), msgstr)
    fuzzy = "fuzzy" in message.flags
    if "state" not in facts and msgstr:
        # Where glossa's data is lost nobody can say that a person has seen it.
        state = State.TRANSLATED if fuzzy or lost else State.REVIEWED
        return replace(entry, match=MatchType.MEMORY, state=state)
    return replace(entry, state=_state(entry, msgstr, fuzzy=fuzzy))


def _exactly(exact: dict[str, Any], field: str, found: str, show: Any) -> str:
    """The exact text, if what stands in the file is still what glossa shows for it."""
    value = exact.get(field)
    return value if isinstance(value, str) and show(value) == found else found


def _data(comment: str, reader: Reader) -> tuple[dict[str, Any], list[str]]:
    """The machine's data (empty where it is lost) and the other extracted comments."""
    facts: dict[str, Any] = {}
    others: list[str] = []
    for line in comment.split("\n"):
        word, _, rest = line.strip().partition(" ")
        if word != _MARK:
            others.extend([line.strip()] if line.strip() else [])
            continue
        try:
            value = json.loads(rest)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            facts = value
        else:
            reader.bad("glossa", rest, {})
    return facts, others


def _with_target(entry: Entry, exact: object, msgstr: str) -> Entry:
    """The entry with its target: exact, as found, or the source where nothing stands."""
    if isinstance(exact, str) and _texts(replace(entry, target=exact))[1] == msgstr:
        return replace(entry, target=exact)
    if msgstr:
        return replace(entry, target=msgstr)
    return entry if is_open(entry) else emptied(entry)


def _state(entry: Entry, msgstr: str, *, fuzzy: bool) -> State:
    """What the fuzzy mark says about the state that glossa wrote: a person may have changed it."""
    if fuzzy and entry.state in SEEN:
        return State.TRANSLATED
    if not fuzzy and _is_fuzzy(entry, msgstr):
        return State.REVIEWED
    return entry.state
