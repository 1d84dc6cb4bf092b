"""A look at a workbook's archive before anything of it is read: what it is, and whether it is safe.

Also what openpyxl does not tell while it streams: hidden rows, merged cells, cells with formulas.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from glossa.model import Finding, Severity

__all__ = ["LARGEST", "Hidden", "is_bomb", "look_over", "scan_sheet"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
LARGEST: Final = 2 * 1024**3
"""Bytes of all parts unpacked; a workbook of a million full rows has a quarter of it."""
_TIGHTEST: Final = 200
"""Unpacked bytes for each packed one; tables come to 50 at most."""
_SMALL: Final = 32 * 1024**2
_PROLOG: Final = 1 << 16
_CHUNK: Final = 1 << 20
_BLANK: Final = b"\xef\xbb\xbf\xfe\xff \t\r\n"
_ROOT: Final = re.compile(rb"<[A-Za-z]")
_SCANNED: Final = re.compile(
    rb"<(?:\w+:)?row [^>]*?hidden=\"(?:1|true)\""
    rb"|<(?:\w+:)?mergeCell ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\""
    rb"|<(?:\w+:)?c r=\"([A-Z]+[0-9]+)\"[^>]*><(?:\w+:)?f[ >/]"
)


@dataclass(slots=True)
class Hidden:
    """What a sheet has besides values."""

    rows: int = 0
    """How many rows are hidden."""
    merged: list[str] = field(default_factory=list)
    """Ranges, `A2:A4`."""
    formulas: set[str] = field(default_factory=set)
    """Cells, `B3`."""


def look_over(data: bytes, archive: zipfile.ZipFile | None, name: str) -> Finding | None:
    """Why a file is not read as a workbook, or None. `archive`: None where it is no zip at all."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return _refused(name, "the workbook is protected with a password; save it without one")
        return _refused(name, "this is a workbook of Excel 97 to 2003 (.xls); save it as .xlsx")
    if archive is None:
        return _refused(name, "this is no workbook: it is no zip archive, or damaged")
    parts = archive.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        return _refused(name, "this is a zip archive, but no workbook: it has no xl/workbook.xml")
    if any(part.flag_bits & 1 for part in parts):
        return _refused(name, "the archive is protected with a password; save it without one")
    unpacked = sum(part.file_size for part in parts)
    if is_bomb(unpacked, len(data)):
        size = f"{unpacked / 1024**2:,.0f} MiB from {len(data) / 1024**2:,.1f} MiB"
        return _refused(name, f"the workbook would unpack to {size}; it was not opened")
    for part in parts:
        if _has_doctype(archive, part):
            message = f"{part.filename} declares a document type, as no workbook does; not opened"
            return _refused(name, message)
    return None


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether an archive of `packed` bytes that claims to hold `unpacked` must not be opened."""
    return unpacked > LARGEST or (unpacked > _SMALL and unpacked > _TIGHTEST * packed)


def _refused(name: str, message: str) -> Finding:
    return Finding("not-a-workbook", message, Severity.ERROR, where=name)


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part has a DOCTYPE, the home of entities; or hides its root behind 64 KiB."""
    with archive.open(part) as stream:
        head = stream.read(_PROLOG).replace(b"\0", b"")
    named = part.filename.lower().endswith((".xml", ".rels"))
    if not named and not head.lstrip(_BLANK).startswith(b"<"):
        return False  # a picture, a font ...
    root = _ROOT.search(head)
    return b"<!DOCTYPE" in head[: root.start() if root else None] or (
        root is None and part.file_size >= _PROLOG
    )


def scan_sheet(archive: zipfile.ZipFile, part: str) -> Hidden:
    """Hidden rows, merged ranges and cells with formulas of a sheet's part of the archive."""
    hidden = Hidden()
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            # A tag may lie across two chunks; what is behind the last `<c` or `<row` waits.
            cut = max(text.rfind(b"<c "), text.rfind(b"<row"), text.rfind(b"<mergeCell "), 0)
            _scan(text[:cut] if cut else b"", hidden)
            rest = text[cut:][-_CHUNK:]
        _scan(rest, hidden)
    return hidden


def _scan(text: bytes, hidden: Hidden) -> None:
    for match in _SCANNED.finditer(text):
        if match[1]:
            hidden.merged.append(match[1].decode("ascii"))
        elif match[2]:
            hidden.formulas.add(match[2].decode("ascii"))
        else:
            hidden.rows += 1
