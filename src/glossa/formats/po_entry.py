"""One entry as the fields of a PO message, and back.

What a person may change in an editor (`msgstr`, fuzzy, the note) always counts before the machine's
data, which one `#. glossa:` line holds as JSON.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection, Iterator
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
# A wrapped line may lose all but the first of its blanks and hyphens, and wide blanks at its ends.
_SECOND_BREAK: Final = re.compile(r"(?<=[- ])[-\s]|[^\S ](?=[- ])")


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
    lines = [*sentences(entry), f"{_MARK} {_unbroken(dump(facts, compact=True))}"]
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
    known = expect_data or "state" in facts
    # The words of the first sentence depend on whether there was a target.
    translated = replace(entry, target=f"{source} ")
    strange = [
        line
        for line in _strange(others, {*sentences(entry), *sentences(translated)})
        if not (known and is_opening(line))
    ]
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
    lines = [line.strip() for line in comment.split("\n")]
    while lines:
        line = lines.pop(0)
        word, _, rest = line.partition(" ")
        if word != _MARK:
            others.extend([line] if line else [])
            continue
        value = _decoded(rest, lines)
        if isinstance(value, dict):
            facts = value
        else:
            reader.bad("glossa", rest, {})
    return facts, others


def _decoded(text: str, following: list[str]) -> object:
    """The JSON object of `text` and as many of the `following` lines as it goes on in.

    Editors built on polib wrap comments; the lines used up are taken off. None where there is none.
    """
    for used in range(len(following) + 1):
        text = text if not used else _joined(text, following[used - 1])
        if text.endswith("}"):
            with contextlib.suppress(ValueError, RecursionError):
                value: object = json.loads(text)
                del following[:used]
                return value
    return None


def _joined(line: str, following: str) -> str:
    """Two lines as they were before they were wrapped, at a blank or behind a hyphen."""
    return f"{line}{following}" if not line or line.endswith("-") else f"{line} {following}"


def _unbroken(text: str) -> str:
    """JSON in which every place where polib may wrap it shows what stood there."""
    return _SECOND_BREAK.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _strange(lines: list[str], ours: Collection[str]) -> Iterator[str]:
    """The lines that are none of glossa's sentences, wrapped or not."""
    bare = {_bare(sentence) for sentence in ours}
    at = 0
    while at < len(lines):
        text, end = _bare(lines[at]), at + 1
        while text not in bare and end < len(lines) and any(one.startswith(text) for one in bare):
            text, end = text + _bare(lines[end]), end + 1
        if text in bare:
            at = end
        else:
            yield lines[at]
            at += 1


def _bare(sentence: str) -> str:
    return sentence.replace(" ", "")


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
