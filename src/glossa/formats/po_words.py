"""What a translator reads about an entry in an editor: whole sentences, nothing for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.formats.exact import shown
from glossa.model import Entry, Finding, Kind, MatchType, Severity, State

__all__ = ["is_opening", "origin_of", "remark", "sentences"]

_KINDS: Final = {
    Kind.NAVIGATION: "menu entry",
    Kind.SOURCE: "source line",
    Kind.LIST_ITEM: "list item",
    Kind.RELATED: "related page",
    Kind.CONTACT: "contact line",
    Kind.LEGAL: "legal notice",
    Kind.OTHER: "text",
}
_LANGUAGES: Final = {
    "zh-Hans": "Chinese (simplified)",
    "zh-Hant": "Chinese (traditional)",
    "zh": "Chinese",
    "en": "English",
    "ug": "Uyghur",
    "ug-Arab": "Uyghur",
    "zxx": "code or number",
    "und": "language unknown",
}
_ORIGINS: Final = {
    MatchType.TERMBASE: "from the glossary",
    MatchType.MEMORY: "from the translation memory",
    MatchType.IN_CONTEXT: "from the translation memory",
    MatchType.RULE: "by rule",
    MatchType.HAND: "by hand",
    MatchType.ALIGNED: "from a translation, aligned",
    MatchType.NONE: "origin unknown",
}
_STATES: Final = {State.REVIEWED: ", reviewed", State.FINAL: ", final"}
_SEVERITIES: Final = {
    Severity.INFO: "Remark",
    Severity.WARNING: "Warning",
    Severity.ERROR: "Error",
}
_DOUBT: Final = "low-confidence"
_CONFIDENCE: Final = re.compile(r"\bconfidence=([0-9.]+)")
_OPENING: Final = re.compile(f"(?:{'|'.join(_KINDS.get(kind, kind.value) for kind in Kind)}) · .+")


def sentences(entry: Entry) -> Iterator[str]:
    """One line on what the entry is and where its target came from, then one for each finding."""
    doubt = _doubt(entry)
    kind = _KINDS.get(entry.kind, entry.kind.value)
    language = _LANGUAGES.get(entry.language, entry.language)
    yield _line(f"{kind} · {language} · {origin_of(entry)}{doubt}{_STATES.get(entry.state, '')}")
    for finding in entry.findings:
        if not (doubt and finding.code == _DOUBT):
            yield remark(finding)


def is_opening(line: str) -> bool:
    """Whether a comment is the first of the `sentences` of some entry."""
    return _OPENING.fullmatch(line) is not None


def origin_of(entry: Entry) -> str:
    """Where the target came from: `from the glossary (ui.home)`, `copied`, `not translated yet`."""
    in_brackets = f" ({entry.origin})" if entry.origin else ""
    untouched = entry.target == entry.source
    if entry.match is MatchType.ENGINE:
        return f"from the engine {entry.origin}".rstrip()
    if entry.match is MatchType.COPIED:
        folded = any(step.action == "fold" for step in entry.steps)
        changed = ", names put right" if folded else ", with changes"
        return "copied" if untouched else f"copied{changed}"
    if entry.match is MatchType.NONE and untouched:
        return "not translated yet"
    same = ", same context" if entry.match is MatchType.IN_CONTEXT else ""
    return f"{_ORIGINS[entry.match]}{in_brackets}{same}"


def _doubt(entry: Entry) -> str:
    """How sure the engine was, where a finding says that it was not."""
    if any(finding.code == _DOUBT for finding in entry.findings):
        for step in reversed(entry.steps):
            if found := _CONFIDENCE.search(step.detail):
                return f", not sure ({found[1]})"
    return ""


def remark(finding: Finding) -> str:
    """A finding as one sentence that begins with how much it matters (`Warning: ...`)."""
    message = _line(finding.message)
    stop = "" if message[-1:] in {"", ".", "!", "?"} else "."
    return f"{_SEVERITIES[finding.severity]}: {message[:1].upper()}{message[1:]}{stop}".rstrip()


def _line(text: str) -> str:
    return " ".join(shown(text).split())
