"""Text and bytes of one codec, exactly: what was decoded can be encoded to the same bytes again.

Bytes that do not fit the codec become surrogates (U+DC80 to U+DCFF, Python's `surrogateescape`).
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from glossa.errors import EncodingError

__all__ = ["ESCAPED", "UNIT_SIZES", "codec_name", "decode_exact", "encode_exact"]

ESCAPED: Final = re.compile("[\ud800-\udfff]+")
"""Raw bytes in a decoded text."""
UNIT_SIZES: Final = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Bytes of a code unit in the encodings that have no single bytes."""
# What a label says and what is meant: the larger set holds the smaller one byte for byte.
_SUPERSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}
_NO_PAGES: Final = {"idna", "punycode", "undefined"}
# Stands before the loose bytes of a cut UTF-16 or UTF-32 file, each of them U+DC00 plus its value.
# No decoder gives these two in a row: it would have joined them to one character.
_CUT_MARK: Final = "\udbff"


def codec_name(label: str) -> str | None:
    """Python's name of a text codec, widened to the larger set where there is one."""
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_PAGES:
        return None
    name = "utf-8" if info.name == "utf-8-sig" else info.name
    return _SUPERSETS.get(name, name)


def decode_exact(data: bytes, codec: str) -> str:
    """The text of `data`, which holds no byte-order mark; what does not fit is kept as raw bytes.

    Raises `EncodingError` where bytes can neither be read nor be kept: numbers above U+10FFFF in
    UTF-32, broken shifts in UTF-7.
    """
    try:
        return _wide_text(data, codec) if codec in UNIT_SIZES else _exact_text(data, codec)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"byte {error.start} cannot be read as {codec}",
            where="encoding",
            advice="Leave the encoding out to detect it, or name the one the file is in.",
        ) from error


def encode_exact(text: str, codec: str) -> bytes:
    """The opposite of `decode_exact`, raw bytes restored; raises `UnicodeEncodeError`."""
    size = UNIT_SIZES.get(codec)
    if size is None:
        return text.encode(codec, "surrogateescape")
    # A file cut inside a code unit: see `_wide_text`.
    body, mark, tail = text.rpartition(_CUT_MARK)
    if mark and 0 < len(tail) < size and all("\udc00" <= c <= "\udcff" for c in tail):
        return body.encode(codec, "surrogatepass") + bytes(ord(c) - 0xDC00 for c in tail)
    return text.encode(codec, "surrogatepass")


def _wide_text(data: bytes, codec: str) -> str:
    size = UNIT_SIZES[codec]
    whole = len(data) - len(data) % size
    text = data[:whole].decode(codec, "surrogatepass")
    tail = "".join(chr(0xDC00 + byte) for byte in data[whole:])
    return text + (_CUT_MARK + tail if tail else "")


def _exact_text(data: bytes, codec: str) -> str:
    """Decode so that encoding gives the same bytes.

    Where a codec has two codes for one character (Big5 has seven such pairs), the lines that hold
    the second code are looked at by character, and that code stays raw bytes.
    """
    text = data.decode(codec, "surrogateescape")
    try:
        if codec == "utf-8" or text.encode(codec, "surrogateescape") == data:
            return text
    except UnicodeEncodeError:  # codecs with states (utf-7, iso-2022-jp) cannot keep raw bytes
        return text
    pieces = []
    for line in data.splitlines(keepends=True):
        piece = line.decode(codec, "surrogateescape")
        if piece.encode(codec, "surrogateescape") != line:
            piece = _by_character(line, codec)
        pieces.append(piece)
    return "".join(pieces)


def _by_character(line: bytes, codec: str) -> str:
    decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
    pieces, start = [], 0
    for end in range(1, len(line) + 1):
        piece = decoder.decode(line[end - 1 : end], final=end == len(line))
        if piece:
            raw = line[start:end]
            same = piece.encode(codec, "surrogateescape") == raw
            pieces.append(piece if same else raw.decode("ascii", "surrogateescape"))
            start = end
    return "".join(pieces)
