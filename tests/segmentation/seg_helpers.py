"""Documents built by hand from lines, so that these tests need no reader of pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from glossa.model import Document, Ignorable, Part, Segment, Unit

CASES = Path(__file__).parent.parent / "cases"
_LINE = re.compile(r"([ \t\u3000]*(?:(?:[•·▪●○■◆*–-]|\d{1,3}[.)、]|[(（]\d{1,3}[)）])[ \t]+)?)(.*)")


def document(text: str, name: str = "page.txt") -> Document:
    """One unit a line that is not blank; list marks and indentation stand outside."""
    units = []
    at = 0
    for line in text.split("\n"):
        stripped = line.rstrip()
        match = _LINE.match(stripped)
        if match and match[2]:
            start = at + match.start(2)
            source = match[2]
            marker = match[1] if match[1].strip() else ""
            units.append(
                Unit(f"u{len(units) + 1}", start, start + len(source), source, list_marker=marker)
            )
        at += len(line) + 1
    return Document(name, text, tuple(units))


def load(*names: str) -> list[dict[str, Any]]:
    """The cases of the named files in `tests/cases`, each with its file's pile."""
    cases: list[dict[str, Any]] = []
    for name in names:
        cases += json.loads((CASES / name).read_text(encoding="utf-8"))
    return cases


def show(parts: tuple[Part, ...]) -> list[str]:
    """Segments as they are, ignorables in angle brackets: how the case files write a cut line."""
    return [f"<{part.source}>" if isinstance(part, Ignorable) else part.source for part in parts]


def segments(parts: tuple[Part, ...]) -> list[Segment]:
    return [part for part in parts if isinstance(part, Segment)]
