"""The directory of a ZIP archive: every member with its place, as the bytes say, and checked."""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass
from typing import Final

from glossa.errors import InputError

__all__ = [
    "LOCAL_SIZE",
    "ZIP64_EXTRA",
    "Directory",
    "Member",
    "damaged",
    "extras",
    "read_directory",
]

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5H2L")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
LOCAL_SIZE: Final = 30
_LONGEST_COMMENT: Final = 0xFFFF
_FULL: Final = 0xFFFFFFFF
ZIP64_EXTRA: Final = 1
_UNIX: Final = (3, 19)
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000


@dataclass(frozen=True, slots=True)
class Member:
    """One file or folder of an archive; offsets are bytes into the archive."""

    name: str
    """Decoded, folders parted by `/`; a folder's ends in one."""
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes unpacked, as the archive claims."""
    header: int
    """Where its own header starts; `start` to `end` is what it holds, packed."""
    start: int
    record: tuple[int, int]
    """Where its entry of the directory stands."""
    extra: bytes
    link: bool = False

    @property
    def end(self) -> int:
        """Where its packed bytes end; a few more that repeat its size may follow."""
        return self.start + self.packed

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed to read it."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def folder(self) -> bool:
        """Whether it is a folder, which holds nothing itself."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class Directory:
    """The members of an archive and where its directory stands."""

    members: tuple[Member, ...]
    start: int
    end: int
    """Where the directory's entries end; what is behind them is its closing record."""
    closing: int
    """Where the closing record (`PK 5 6`) stands."""
    base: int
    """Bytes in front of the archive (a program that unpacks it) that its offsets do not count."""


def damaged(found: str, where: str) -> InputError:
    """The error for an archive that is broken, or built to deceive."""
    return InputError(
        found,
        where=where,
        advice="The archive is damaged: get it again, or pack its files into a new one.",
    )


def extras(extra: bytes) -> list[tuple[int, int, int]]:
    """(id, start, end of the content) of the extra fields; a broken rest is left out."""
    found, position = [], 0
    while position + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, position)
        if position + 4 + length > len(extra):
            break
        found.append((number, position + 4, position + 4 + length))
        position += 4 + length
    return found


def read_directory(data: bytes, name: str, most: int) -> Directory:
    """Every member, with names not yet decoded (`Member.name` is empty).

    Raises `InputError` where the archive is cut, has more than `most` members, or members overlap.
    """
    closing = _find_end(data, name)
    _, disk, first, here, count, size, offset, _ = _END.unpack_from(data, closing)
    end = closing
    wide = _wide_end(data, closing)
    if wide is not None:
        end, disk, first, here, count, size, offset = wide
    if disk or first or here != count:
        raise InputError(
            "it is one of several parts of an archive",
            where=name,
            advice="Put the parts together again, and name the whole.",
        )
    if count > most:
        raise InputError(
            f"the archive has {count:,} members, more than {most:,}",
            where=name,
            advice="Unpack it and name what is in it, or part it.",
        )
    start = end - size
    base = start - offset
    if base < 0 or start < 0:
        raise damaged("its directory does not stand where it should", name)
    members, position = [], start
    for _ in range(count):
        member = _member(data, position, end, base, name)
        members.append(member)
        position = member.record[1]
    if position != end:
        raise damaged("its directory is longer than its members", name)
    _refuse_overlap(members, start, name)
    return Directory(tuple(members), start, end, closing, base)


def _find_end(data: bytes, name: str) -> int:
    lowest = max(0, len(data) - _END.size - _LONGEST_COMMENT)
    position = len(data) - _END.size + 4
    while (position := data.rfind(b"PK\x05\x06", lowest, position)) >= 0:
        if position + _END.size <= len(data):
            comment = _END.unpack_from(data, position)[-1]
            if position + _END.size + comment <= len(data):
                return position
        position += 3
    raise damaged("it is no ZIP archive, or its end is cut off", name)


def _wide_end(data: bytes, closing: int) -> tuple[int, int, int, int, int, int, int] | None:
    """The figures of a ZIP64 archive: end of its directory, disks, counts, size, offset."""
    place = closing - _LOCATOR.size
    if place < 0 or data[place : place + 4] != b"PK\x06\x07":
        return None
    # It stands right in front of its locator, whatever offset that names.
    record = data.rfind(b"PK\x06\x06", max(0, place - _END64.size - _LONGEST_COMMENT), place)
    if record < 0 or record + _END64.size > place:
        return None
    _, _, _, _, disk, first, here, count, size, offset = _END64.unpack_from(data, record)
    return record, disk, first, here, count, size, offset


def _member(data: bytes, position: int, end: int, base: int, name: str) -> Member:
    if position + _CENTRAL.size > end or data[position : position + 4] != b"PK\x01\x02":
        raise damaged("its directory is cut or damaged", name)
    fields = _CENTRAL.unpack_from(data, position)
    _, _, system, _, _, flags, method, _, _, crc, packed, size = fields[:12]
    name_length, extra_length, comment_length, _, _, attributes, header = fields[12:]
    after_name = position + _CENTRAL.size + name_length
    after = after_name + extra_length + comment_length
    if after > end:
        raise damaged("its directory is cut or damaged", name)
    raw_name = data[position + _CENTRAL.size : after_name]
    extra = data[after_name : after_name + extra_length]
    size, packed, header = _wide(extra, size, packed, header)
    header += base
    start = _content_start(data, header, raw_name, name)
    mode = attributes >> 16 if system in _UNIX else 0
    record = (position, after)
    link = stat.S_ISLNK(mode)
    return Member(
        "", raw_name, flags, method, crc, packed, size, header, start, record, extra, link
    )


def _wide(extra: bytes, size: int, packed: int, header: int) -> tuple[int, int, int]:
    """Figures that did not fit into four bytes stand in a field of their own, in this order."""
    for number, start, end in extras(extra):
        if number != ZIP64_EXTRA:
            continue
        values = iter(struct.unpack_from(f"<{(end - start) // 8}Q", extra, start))
        size, packed, header = (
            next(values, figure) if figure == _FULL else figure for figure in (size, packed, header)
        )
    return size, packed, header


def _content_start(data: bytes, header: int, raw_name: bytes, name: str) -> int:
    if header + LOCAL_SIZE > len(data) or data[header : header + 4] != b"PK\x03\x04":
        raise damaged(f"{raw_name!r} is not where its directory says", name)
    name_length, extra_length = struct.unpack_from("<2H", data, header + 26)
    if data[header + LOCAL_SIZE : header + LOCAL_SIZE + name_length] != raw_name:
        raise damaged(f"{raw_name!r} has another name in the directory than on itself", name)
    return header + LOCAL_SIZE + int(name_length) + int(extra_length)


def _refuse_overlap(members: list[Member], directory: int, name: str) -> None:
    """Members that share bytes are how a small file becomes a huge one."""
    ordered = sorted(members, key=lambda member: member.header)
    ends = [member.header for member in ordered[1:]] + [directory]
    for member, end in zip(ordered, ends, strict=bool(ordered)):
        if member.end > end:
            raise damaged(f"{member.raw_name!r} is cut, or shares bytes with what follows it", name)
