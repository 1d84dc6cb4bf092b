"""ZIP archives: read without trusting them, and written again with some members replaced.

Word documents, workbooks, e-books and ZIPs of pages all come through here. Nothing is ever unpacked
to a disk. What an archive claims of itself is checked before anything of it is read, and what is
read is counted again. Source: PKWARE's APPNOTE.TXT 6.3.10.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Final

from glossa.errors import InputError
from glossa.model import Finding, Severity
from glossa.pages.archive_directory import Directory, Member, damaged, read_directory
from glossa.pages.archive_names import check_name, decode_names
from glossa.workbook.archive import LARGEST, is_bomb

__all__ = ["Archive", "Limits", "Member", "open_archive"]

_STORED: Final = 0
_DEFLATED: Final = 8
_PACKINGS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be."""

    members: int = 50_000
    total: int = LARGEST
    """Bytes of all members unpacked."""
    one: int = 512 * 1024**2
    """Bytes of one member, unpacked, when it is read."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked over; members are unpacked when they are asked for."""

    name: str
    """Of the file, for messages."""
    data: bytes = field(repr=False)
    members: tuple[Member, ...]
    """In the order of the archive's own directory."""
    directory: Directory = field(repr=False)
    findings: tuple[Finding, ...] = ()
    limits: Limits = field(default_factory=Limits)
    _by_name: dict[str, Member] = field(default_factory=dict, repr=False)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def member(self, name: str) -> Member:
        """The member called `name`. Raises `InputError` where there is none."""
        if name not in self._by_name:
            raise InputError(
                f"it has no member {name!r}", where=self.name, advice="get the file again"
            )
        return self._by_name[name]

    def read(self, member: Member | str) -> bytes:
        """What a member holds, unpacked.

        Raises `InputError` for one that is encrypted, packed in a way that cannot be read, too
        large, larger or smaller than it claims, or damaged.
        """
        if isinstance(member, str):
            member = self.member(member)
        where = f"{self.name}#{member.name}"
        if member.encrypted:
            raise InputError(
                "it is protected with a password", where=where, advice="save it without one"
            )
        if member.size > self.limits.one:
            found = f"it would unpack to {member.size / 1024**2:,.0f} MiB"
            raise InputError(found, where=where, advice="split it; it was not opened")
        content = _unpack(self.data[member.start : member.end], member, where)
        if len(content) != member.size:
            raise damaged("it does not unpack to the size that it claims", where)
        if zlib.crc32(content) != member.crc:
            raise damaged("its checksum is wrong", where)
        return content


def open_archive(data: bytes, name: str, limits: Limits | None = None) -> Archive:
    """Look over an archive.

    Raises `InputError` for what is cut or damaged, too large unpacked (or far larger than packed),
    made of several disks, and for what only an attack has: names that lead elsewhere, one name
    twice, members that share their bytes. Links, encrypted members and old names are findings.
    """
    limits = limits or Limits()
    directory = read_directory(data, name, limits.members)
    total = sum(member.size for member in directory.members)
    if total > limits.total or is_bomb(total, len(data)):
        raise InputError(
            f"the archive would unpack to {total / 1024**2:,.0f} MiB "
            f"from {len(data) / 1024**2:,.1f} MiB",
            where=name,
            advice="It was not opened. If it is no trap, unpack it and name what is in it.",
        )
    members, codec = decode_names(directory.members)
    by_name: dict[str, Member] = {}
    for member in members:
        check_name(member.name, name)
        if member.name in by_name:
            raise damaged(f"it holds two members called {member.name!r}", name)
        by_name[member.name] = member
    findings = tuple(_remarks(members, codec, name))
    return Archive(name, data, members, directory, findings, limits, by_name)


def _remarks(members: tuple[Member, ...], codec: str, name: str) -> list[Finding]:
    found = []
    if codec:
        message = f"Names in the archive do not say how they are encoded; they were read as {codec}"
        found.append(Finding("archive-names", f"{message}.", Severity.INFO, where=name))
    for member in members:
        why = "a link" if member.link else "protected with a password" if member.encrypted else ""
        if why:
            where = f"{name}#{member.name}"
            message = f"This member is {why}: it was not read, and stays as it was."
            found.append(Finding("archive-member", message, Severity.WARNING, where=where))
    return found


def _unpack(packed: bytes, member: Member, where: str) -> bytes:
    if member.method == _STORED:
        return packed
    if member.method != _DEFLATED:
        how = _PACKINGS.get(member.method, f"method {member.method}")
        raise InputError(
            f"it is packed with {how}, which glossa does not read",
            where=where,
            advice="Pack it again as an ordinary ZIP archive (Deflate).",
        )
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than it claims is enough to know that it lies.
        content = unpacker.decompress(packed, member.size + 1)
    except zlib.error as error:
        raise damaged(f"it cannot be unpacked ({error})", where) from error
    if len(content) <= member.size and not unpacker.eof:
        raise damaged("it is cut", where)
    return content
