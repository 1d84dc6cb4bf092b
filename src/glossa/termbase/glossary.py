"""What loading a glossary gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossa.model import Finding
from glossa.termbase.concepts import Concept
from glossa.termbase.styles import Styles

__all__ = ["Glossary"]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All that was loaded."""

    concepts: Mapping[str, Concept]
    """By id, in the order of the files."""
    styles: Styles
    findings: tuple[Finding, ...]
    hash: str
    """SHA-256 in hex over names and contents of all files."""
