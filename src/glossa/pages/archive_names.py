"""Names in ZIP archives: which encoding, and what no name may hold."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from typing import Final

from glossa.errors import InputError
from glossa.pages.archive_directory import Member, extras
from glossa.pages.plausibility import chinese_plausibility

__all__ = ["check_name", "decode_names"]

_UTF8: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_PLAUSIBLE: Final = 0.45
_DRIVE: Final = re.compile("[A-Za-z]:")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")
# What common Japanese is written with: kana, and the kanji of JIS level 1 by their lead bytes.
_KANA: Final = re.compile("[\u3041-\u30ff]")
_LEVEL_ONE: Final = range(0x88, 0x99)


def decode_names(members: tuple[Member, ...]) -> tuple[tuple[Member, ...], str]:
    r"""The members with their names decoded, and which encoding was guessed (`""`: none was).

    A name says itself that it is UTF-8, or has its Unicode form beside it; else the old names are
    looked at together: UTF-8 without its flag (macOS), GBK, Big5, Shift-JIS, and last code page
    437, which the standard names. `\` is read as `/`: Windows wrote it so.
    """
    old = [
        member.raw_name
        for member in members
        if not member.raw_name.isascii() and _said_itself(member) is None
    ]
    codec = _guess(old) if old else "ascii"
    named = []
    for member in members:
        name = _said_itself(member)
        if name is None:
            name = member.raw_name.decode(codec if not member.raw_name.isascii() else "ascii")
        named.append(replace(member, name=name.replace("\\", "/")))
    return tuple(named), codec if old else ""


def check_name(name: str, where: str) -> None:
    """Raise `InputError` for a name that would lead out of a folder, or is none."""
    parts = name.removesuffix("/").split("/")
    if _CONTROL.search(name):
        why = "holds a control character"
    elif name.startswith("/") or _DRIVE.match(name):
        why = "names a place of the whole computer"
    elif ".." in parts:
        why = "leads out of its folder"
    elif not name or not parts[-1]:
        why = "is empty"
    else:
        return
    raise InputError(
        f"a member's name {why}: {name!r}",
        where=where,
        advice="It was not opened: pack the files you trust into a new archive.",
    )


def _said_itself(member: Member) -> str | None:
    if member.flags & _UTF8:
        try:
            return member.raw_name.decode("utf-8")
        except UnicodeDecodeError:
            return None
    for number, start, end in extras(member.extra):
        if number == _UNICODE_PATH and end - start > 5 and member.extra[start] == 1:
            (crc,) = struct.unpack_from("<L", member.extra, start + 1)
            if crc == zlib.crc32(member.raw_name):
                try:
                    return member.extra[start + 5 : end].decode("utf-8")
                except UnicodeDecodeError:
                    return None
    return None


def _guess(names: list[bytes]) -> str:
    """One encoding for all old names: an archive is packed on one computer."""
    joined = b"\n".join(names)
    if _decoded(joined, "utf-8") is not None:
        return "utf-8"
    scores = {
        codec: _score(text, codec)
        for codec in ("gb18030", "big5hkscs", "cp932")
        if (text := _decoded(joined, codec)) is not None
    }
    best = max(scores, key=scores.__getitem__, default="cp437")
    return best if scores.get(best, 0) >= _PLAUSIBLE else "cp437"


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _score(text: str, codec: str) -> float:
    if codec != "cp932":
        return chinese_plausibility(text, codec)
    letters = [character for character in text if not character.isascii()]
    points = 0.0
    for letter in letters:
        if _KANA.match(letter):
            points += 1
        elif "一" <= letter <= "鿿" and letter.encode(codec)[0] in _LEVEL_ONE:
            points += 0.5
    return points / len(letters)
