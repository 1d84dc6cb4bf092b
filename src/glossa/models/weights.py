"""Tell a whole CTranslate2 `model.bin` from a half-copied one, without CTranslate2.

The file is a header and a list of variables, each with its length in front, then a list of aliases.
Walking from length to length reads a few kilobytes and finds every truncation. Whether the weights
make sense is for CTranslate2 to say when it loads them.
"""

from __future__ import annotations

import os
import struct
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["find_damage"]

# The layout is known up to here; a file of a later version is left to CTranslate2.
_LAST_KNOWN_VERSION: Final = 6
_NO_VERSION: Final = 100
_MAX_VARIABLES: Final = 1_000_000
_MAX_RANK: Final = 16


class _DamageError(Exception):
    """The walk left the file."""


def find_damage(path: Path) -> str:
    """What is wrong with the `model.bin` at `path`, in a few words; empty if nothing is.

    Raises `OSError` where the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            version = _number(file, "<I")
            if version > _LAST_KNOWN_VERSION:
                return "" if version < _NO_VERSION else "is no CTranslate2 model"
            _walk(file, version, size)
        except _DamageError as damage:
            return f"is damaged: {damage} ({size:,} bytes)"
    return ""


def _walk(file: IO[bytes], version: int, size: int) -> None:
    if version >= 2:
        _skip_name(file, size)
        _number(file, "<I")  # the revision of the specification
    for _ in range(_count(file)):
        _skip_name(file, size)
        rank = _number(file, "<B")
        if rank > _MAX_RANK:
            raise _DamageError("a variable has no sensible shape")
        _skip(file, 4 * rank, size)
        width = _number(
            file, "<B"
        )  # from version 4 on the type of the items, before that their size
        length = _number(file, "<I")
        _skip(file, length if version >= 4 else length * width, size)
    if version >= 3:
        for _ in range(_count(file)):
            _skip_name(file, size)
            _skip_name(file, size)
    if file.tell() != size:
        raise _DamageError("something follows its end")


def _count(file: IO[bytes]) -> int:
    count = _number(file, "<I")
    if count > _MAX_VARIABLES:
        raise _DamageError("it is no CTranslate2 model")
    return count


def _number(file: IO[bytes], layout: str) -> int:
    data = file.read(struct.calcsize(layout))
    try:
        value: int = struct.unpack(layout, data)[0]
    except struct.error:
        raise _DamageError("it ends too early") from None
    return value


def _skip_name(file: IO[bytes], size: int) -> None:
    _skip(file, _number(file, "<H"), size)


def _skip(file: IO[bytes], length: int, size: int) -> None:
    if file.seek(length, os.SEEK_CUR) > size:
        raise _DamageError("it ends too early")
