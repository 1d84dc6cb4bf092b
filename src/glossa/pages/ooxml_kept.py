"""What a file of Office holds that is never opened: macros, links out of it, embedded files.

Each is said once. None of it is read beyond its name, and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final

from glossa.errors import InputError
from glossa.model import Finding, Severity
from glossa.pages.ooxml import Package, relations_in

__all__ = ["kept_findings"]

_MACROS: Final = re.compile(
    r"(?:vbaProject\.bin|vbaData\.xml|macrosheets/|xlmMacros)", re.IGNORECASE
)
_EMBEDDED: Final = re.compile(r"(?i:/(?:embeddings|activeX|ctrlProps)/)")
_SIGNED: Final = re.compile(r"(?i:_xmlsignatures/)")
_LONGEST: Final = 2000
_CHUNK: Final = "aFChunk"


def kept_findings(package: Package) -> list[Finding]:
    """One finding for each sort of thing that is kept and not opened."""
    name = package.archive.name
    found: list[Finding] = []
    if macros := _named(package, _MACROS):
        message = "It holds macros: they were kept, never opened and never run."
        found.append(Finding("macros-kept", message, Severity.INFO, where=name, raw=macros))
    links, chunks = _pointers(package)
    embedded = ", ".join(filter(None, (_named(package, _EMBEDDED), *chunks)))
    if embedded:
        message = (
            "It holds embedded or imported files or controls: they were kept as they are, "
            "not translated."
        )
        raw = embedded[:_LONGEST]
        found.append(Finding("embedded-kept", message, Severity.INFO, where=name, raw=raw))
    if signed := _named(package, _SIGNED):
        message = "It is signed: a translated copy no longer fits the signature; sign it anew."
        found.append(Finding("signature-kept", message, Severity.INFO, where=name, raw=signed))
    if links:
        message = (
            f"It points at {len(links)} {'thing' if len(links) == 1 else 'things'} outside itself "
            "(a template, a picture, another file): the links were kept, nothing was fetched."
        )
        raw = ", ".join(links)[:_LONGEST]
        found.append(Finding("external-link-kept", message, Severity.INFO, where=name, raw=raw))
    return found


def _named(package: Package, pattern: re.Pattern[str]) -> str:
    """The parts with such a name, for a finding."""
    parts = (part for part in package.names if pattern.search(part) and ".rels" not in part)
    return ", ".join(parts)[:_LONGEST]


def _pointers(package: Package) -> tuple[list[str], list[str]]:
    """(targets outside the file, but those of hyperlinks; parts with imported documents)."""
    links: list[str] = []
    chunks: list[str] = []
    for part in package.names:
        if not part.endswith(".rels"):
            continue
        try:
            root = package.root(part)
        except InputError:
            continue
        folder = posixpath.dirname(posixpath.dirname(part))
        for relation in relations_in(root, folder):
            if relation.external and relation.kind != "hyperlink":
                links.append(relation.target)
            elif relation.kind == _CHUNK:
                chunks.append(relation.target)
    return sorted(set(links)), sorted(set(chunks))
