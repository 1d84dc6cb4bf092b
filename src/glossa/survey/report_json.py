"""A survey as JSON for programs; `docs/check.md` describes every key, and keys only ever join."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from glossa.survey.results import Candidate, Name, Place, Survey
from glossa.version import __version__

__all__ = ["SCHEMA", "as_data", "json_report", "json_text"]

SCHEMA: Final = "glossa-check-1"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def json_report(survey: Survey) -> str:
    """One JSON object, indented, a newline at its end."""
    return json_text(as_data(survey))


def json_text(data: dict[str, Any]) -> str:
    """A report as text. Bytes of names and pages that are no text become escapes: none is lost."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def as_data(survey: Survey) -> dict[str, Any]:
    """The same as plain dictionaries and lists."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "style": survey.style,
        "language": survey.language,
        "glossary": survey.glossary,
        "pages": survey.pages,
        "bitexts": survey.bitexts,
        "found": survey.found,
        "names": [_name(name) for name in survey.names],
        "consistent": survey.consistent,
        "candidates": [_candidate(candidate) for candidate in survey.candidates],
        "findings": [
            {
                "file": one.file,
                "entry": one.entry,
                "severity": one.severity,
                "code": one.code,
                "message": one.message,
                "raw": one.raw,
            }
            for one in survey.remarks
        ],
        "unread": [
            {"file": one.file, "code": one.code, "message": one.message} for one in survey.failures
        ],
        "skipped": survey.skipped,
    }


def _name(name: Name) -> dict[str, Any]:
    return {
        "wanted": name.wanted,
        "several": name.several,
        "kind": name.kind,
        "concepts": list(name.concepts),
        "language": name.language,
        "count": name.count,
        "spellings": [
            {
                "text": spelling.text,
                "count": spelling.count,
                "rule": spelling.rule,
                "outcomes": spelling.outcomes,
                "places": [
                    {**_place(place), "outcome": place.outcome} for place in spelling.places
                ],
            }
            for spelling in name.spellings
        ],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "text": candidate.text,
        "kind": candidate.kind,
        "language": candidate.language,
        "count": candidate.count,
        "files": candidate.files,
        "score": candidate.score,
        "near": candidate.near,
        "near_concept": candidate.near_concept,
        "alike": list(candidate.alike),
        "places": [_place(place) for place in candidate.places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "entry": place.entry,
        "before": place.before,
        "text": place.text,
        "after": place.after,
    }
