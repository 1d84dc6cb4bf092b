"""The text in a file's bytes: by its byte-order mark, by the charset it names, else UTF-8.

A charset named in a file is often not the file's: an editor saved it anew, a template came with it.
Bytes that are sound UTF-8 are hardly ever anything else, so they count before such a label.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from glossa.errors import BitextError
from glossa.model import Finding

__all__ = ["decode_text"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET: Final = re.compile(
    rb'^(?:msgstr\s+)?"(?:[^"\n]*\\n)?Content-Type:[^"\n]*charset=([A-Za-z0-9._-]+)', re.MULTILINE
)
_XML: Final = re.compile(rb'\s*<\?xml\s[^>]*?\sencoding\s*=\s*["\']([A-Za-z0-9._-]+)')
_XML_UTF16: Final = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))  # no mark, as XML allows
# What Chinese tools call by these names has more characters than the standards of these names.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030"}
_ALIASES: Final = {"windows-936": "gb18030", "x-gbk": "gb18030"}
_ENOUGH: Final = 4
"""Letters of two bytes: `模式` in GBK is sound UTF-8, too, for two that nobody uses."""


def decode_text(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file, and a finding where the file names an encoding that it is not in.

    `name` is the file's, for messages. Raises `BitextError` for bytes that are no text.
    """
    label, encoding = _encoding_of(data)
    findings: tuple[Finding, ...] = ()
    if label and encoding != "utf-8" and _is_utf8(data):
        message = (
            f"The file says that it is {label}, and it is UTF-8; it was read as UTF-8: "
            "write UTF-8 there."
        )
        findings = (Finding("wrong-charset", message, where=name or "-", raw=label),)
        encoding = "utf-8"
    try:
        return data.decode(encoding), findings
    except UnicodeDecodeError as error:
        found, advice = _reason(data, encoding, error.start)
        raise BitextError(found, where=name, advice=advice) from None


def _encoding_of(data: bytes) -> tuple[str, str]:
    """The charset as the file names it (empty: it does not), and the encoding to read it in."""
    for mark, encoding in (*_BOMS, *_XML_UTF16):
        if data.startswith(mark):
            return "", encoding
    declared = _XML.match(data[:1024]) or _CHARSET.search(data[:8192])
    if declared is None:
        return "", "utf-8"
    label = declared[1].decode("ascii")
    try:
        encoding = codecs.lookup(_ALIASES.get(label.lower(), label)).name
    except LookupError:
        return label, "utf-8"
    # One that could be read so far has one byte a letter, whatever it says of itself.
    if encoding.startswith(("utf-16", "utf-32")):
        return label, "utf-8"
    return label, _WIDER.get(encoding, encoding)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 beyond doubt; False for plain ASCII, where it does not matter."""
    if data.isascii():
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return max(text) > "\u07ff" or len(data) - len(text) >= _ENOUGH


def _reason(data: bytes, encoding: str, place: int) -> tuple[str, str]:
    if data.startswith(b"PK\x03\x04"):
        return "this is a zip archive, not a text", "give a workbook its own name (.xlsx)"
    if b"\0" in data and not encoding.startswith("utf-16"):
        return "this is no text: there are NUL bytes in it", "see whether it is the right file"
    return f"byte {place} is not {encoding}", "save the file as UTF-8 and try again"
