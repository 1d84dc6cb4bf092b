"""What a file of Office holds that is never opened: macros, links out of it, embedded files.

Each is said once. None of it is read beyond its name, and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final

from glossa.errors import InputError
from glossa.model import Finding
from glossa.pages.ooxml import Package, kept, relations_in

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
    for code, pattern, message in (
        ("macros-kept", _MACROS, "It holds macros: they were kept, never opened and never run."),
        (
            "embedded-kept",
            _EMBEDDED,
            "It holds embedded files or controls: they were kept as they are, not translated.",
        ),
        (
            "signature-kept",
            _SIGNED,
            "It is signed: a translated copy no longer fits the signature; sign it anew.",
        ),
    ):
        parts = [part for part in package.names if pattern.search(part) and ".rels" not in part]
        if parts:
            found.append(kept(code, message, name, ", ".join(parts)[:_LONGEST]))
    links, chunks = _pointers(package)
    if links:
        message = (
            f"It points at {len(links)} {'thing' if len(links) == 1 else 'things'} outside itself "
            "(a template, a picture, another file): the links were kept, nothing was fetched."
        )
        found.append(kept("external-link-kept", message, name, ", ".join(links)[:_LONGEST]))
    if chunks:
        message = "It holds other documents as they were imported: kept as they are, not read."
        found.append(kept("embedded-kept", message, name, ", ".join(chunks)[:_LONGEST]))
    return found


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
