"""Write a ZIP archive again: changed members packed anew, every other byte copied."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from glossa.errors import UsageError
from glossa.pages.archive import Archive
from glossa.pages.archive_directory import LOCAL_SIZE, ZIP64_EXTRA, Member, extras

__all__ = ["write_archive"]

_LEVEL: Final = 6
_DEFLATED: Final = 8
_OLDEST: Final = 20
"""The version of the format that Deflate needs."""
# Bits that go: sizes behind the content (3), and how hard it was packed (1, 2).
_KEPT_FLAGS: Final = 0xFFFF & ~0b1110
_FULL: Final = 0xFFFFFFFF
_MANY: Final = 0xFFFF
_UTF8: Final = 0x800
_CENTRAL_SIZE: Final = 46
_OFFSET: Final = 42


def write_archive(
    archive: Archive,
    changed: Mapping[str, bytes],
    added: Mapping[str, tuple[bytes, str]] | None = None,
) -> bytes:
    """The archive with the members of `changed` (name: content) replaced.

    `added` (name: content, name of a member): new ones behind all others, with the date and the
    permissions of that member.

    Order, names, dates, permissions, comments and the packed bytes of all other members stay; a
    member given what it held already counts as unchanged. Deterministic: a changed member keeps the
    date it had. Raises `UsageError` for a name that is not in the archive.
    """
    for name in changed:
        if name not in archive:
            raise UsageError(f"the archive has no member {name!r}", where=archive.name)
    new = {
        archive.member(name).header: content
        for name, content in changed.items()
        if archive.read(name) != content
    }
    if not new and not added:
        return archive.data
    data = archive.data
    ordered = sorted(archive.members, key=lambda member: member.header)
    pieces = [data[: ordered[0].header if ordered else archive.directory.start]]
    position = len(pieces[0])
    placed: dict[int, tuple[int, tuple[int, int, int] | None]] = {}
    ends = [member.header for member in ordered[1:]] + [archive.directory.start]
    for member, end in zip(ordered, ends, strict=bool(ordered)):
        figures = None
        if member.header in new:
            piece, figures = _packed(data, member, new[member.header])
        else:
            piece = data[member.header : end]
        placed[member.header] = (position, figures)
        pieces.append(piece)
        position += len(piece)
    records = [_record(archive, member, *placed[member.header]) for member in archive.members]
    for name, (content, like) in (added or {}).items():
        piece, record = _added(archive, name, content, archive.member(like), position)
        pieces.append(piece)
        records.append(record)
        position += len(piece)
    pieces += records
    pieces.append(_closing(archive, position, records))
    return b"".join(pieces)


def _packed(data: bytes, member: Member, content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """A changed member with its header; (checksum, packed size, size)."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    figures = (zlib.crc32(content), len(packed), len(content))
    header = bytearray(data[member.header : member.header + LOCAL_SIZE])
    name_length, extra_length = struct.unpack_from("<2H", header, 26)
    names = member.header + LOCAL_SIZE
    extra = _without_wide(data[names + name_length : names + name_length + extra_length])
    struct.pack_into("<H", header, 4, max(_OLDEST, struct.unpack_from("<H", header, 4)[0]))
    struct.pack_into("<2H", header, 6, member.flags & _KEPT_FLAGS, _DEFLATED)
    struct.pack_into("<3L", header, 14, *figures)
    struct.pack_into("<H", header, 28, len(extra))
    return bytes(header) + data[names : names + name_length] + extra + packed, figures


def _record(
    archive: Archive, member: Member, position: int, figures: tuple[int, int, int] | None
) -> bytes:
    """The member's entry of the directory, with its new place."""
    record = bytearray(archive.data[slice(*member.record)])
    offset = position - archive.directory.base
    name_length, extra_length = struct.unpack_from("<2H", record, 28)
    extra_start = _CENTRAL_SIZE + name_length
    if figures is None:
        if struct.unpack_from("<L", record, _OFFSET)[0] != _FULL:
            struct.pack_into("<L", record, _OFFSET, offset)
            return bytes(record)
        for number, start, end in extras(member.extra):
            if number == ZIP64_EXTRA:
                skipped = sum(
                    8 for at in (20, 24) if struct.unpack_from("<L", record, at)[0] == _FULL
                )
                if start + skipped + 8 <= end:
                    struct.pack_into("<Q", record, extra_start + start + skipped, offset)
        return bytes(record)
    extra = _without_wide(member.extra)
    struct.pack_into("<H", record, 6, max(_OLDEST, struct.unpack_from("<H", record, 6)[0]))
    struct.pack_into("<2H", record, 8, member.flags & _KEPT_FLAGS, _DEFLATED)
    struct.pack_into("<3L", record, 16, *figures)
    struct.pack_into("<H", record, 30, len(extra))
    struct.pack_into("<L", record, _OFFSET, offset)
    return bytes(record[:extra_start]) + extra + bytes(record[extra_start + extra_length :])


def _without_wide(extra: bytes) -> bytes:
    """The extra fields but the one with figures of eight bytes."""
    for number, start, end in extras(extra):
        if number == ZIP64_EXTRA:
            return extra[: start - 4] + extra[end:]
    return extra


def _added(
    archive: Archive, name: str, content: bytes, like: Member, position: int
) -> tuple[bytes, bytes]:
    """A new member and its entry of the directory."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    raw_name = name.encode("utf-8")
    (made_by,) = struct.unpack_from("<H", archive.data, like.record[0] + 4)
    (date,) = struct.unpack_from("<L", archive.data, like.record[0] + 12)
    (attributes,) = struct.unpack_from("<L", archive.data, like.record[0] + 38)
    shared = (_UTF8, _DEFLATED, date, zlib.crc32(content), len(packed), len(content), len(raw_name))
    local = struct.pack("<4s3H4L2H", b"PK\x03\x04", _OLDEST, *shared, 0)
    record = struct.pack("<4s4H4L5H2L", b"PK\x01\x02", made_by, _OLDEST, *shared, 0, 0, 0, 0,
                         attributes, position - archive.directory.base)  # fmt: skip
    return local + raw_name + packed, record + raw_name


def _closing(archive: Archive, start: int, records: Sequence[bytes]) -> bytes:
    """What stands behind the directory, with the directory's new place and size."""
    directory, size, count = archive.directory, sum(map(len, records)), len(records)
    closing = bytearray(archive.data[directory.end :])
    at = directory.closing - directory.end
    offset = start - directory.base
    if at:  # a ZIP64 record and its locator stand in front
        struct.pack_into("<4Q", closing, 24, count, count, size, offset)
        struct.pack_into("<Q", closing, at - 12, start + size - directory.base)
    if struct.unpack_from("<H", closing, at + 10)[0] != _MANY:
        if count >= _MANY:
            raise UsageError(f"{count:,} members are too many", where=archive.name)
        struct.pack_into("<2H", closing, at + 8, count, count)
    if struct.unpack_from("<L", closing, at + 12)[0] != _FULL:
        struct.pack_into("<L", closing, at + 12, size)
    if struct.unpack_from("<L", closing, at + 16)[0] != _FULL:
        struct.pack_into("<L", closing, at + 16, offset)
    return bytes(closing)
