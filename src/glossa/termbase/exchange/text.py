"""Bytes of a glossary file -> text, saying in findings how it was read and what could not be.

Pages have a decoder of their own that keeps every byte; here a row that cannot be read for certain
is left out and reported: a name that was guessed wrong would be written into every page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Final

from glossa.model import Finding, Severity

__all__ = ["decode_text"]

_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A whole character of three bytes or more: in text of another encoding it hardly happens, whereas
# two bytes of GB18030 often look like one character of UTF-8.
_SURELY_UTF8: Final = re.compile(b"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH: Final = re.compile(b"[\x80-\xff]")
_SAMPLE: Final = 1 << 16
_VOTES: Final = 200


def decode_text(data: bytes, name: str, findings: list[Finding]) -> str:
    """The text of a glossary file: UTF-8, UTF-16 or UTF-32 with a mark, GB18030 if it is that.

    A line in another encoding than the file is left out (`not-utf8`), or read where there is no
    doubt (`mixed-encodings`); its line stays, empty. A file that is no text is empty (`not-text`).
    """
    for mark, codec in _WIDE:
        if data.startswith(mark):
            findings.append(_read_as(codec.upper(), name, "as its byte-order mark says"))
            return data.decode(codec, "replace")
    if wide := _wide_without_mark(data):
        findings.append(_read_as(wide.upper(), name, "its every second byte is zero"))
        return data.decode(wide, "replace")
    sample = data[:_SAMPLE]
    if b"\0" in data or len(_CONTROLS.findall(sample)) * 100 > len(sample):
        message = "the file is no text; name a TSV, CSV, XLSX, TBX, UTX or OmegaT glossary"
        findings.append(Finding("not-text", message, Severity.ERROR, where=name))
        return ""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _line_by_line(data, name, findings)


def _read_as(encoding: str, name: str, why: str, severity: Severity = Severity.INFO) -> Finding:
    message = f"the file was read as {encoding} ({why}); save it as UTF-8 to be sure"
    return Finding("encoding-guessed", message, severity, where=name)


def _wide_without_mark(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where most of the even or the odd bytes are zero, else empty."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros * 10 >= len(sample) and others * 50 <= zeros:
            return codec
    return ""


def _line_by_line(data: bytes, name: str, findings: list[Finding]) -> str:
    lines = data.split(b"\n")
    if _is_chinese_file(lines):
        findings.append(_read_as("GB18030", name, "by its letters", Severity.WARNING))
        return "\n".join(_gb_line(line, name, i, findings) for i, line in enumerate(lines, 1))
    return "\n".join(_utf8_line(line, name, i, findings) for i, line in enumerate(lines, 1))


def _utf8_line(line: bytes, name: str, number: int, findings: list[Finding]) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        message = "the row is not UTF-8 and was left out; save the file as UTF-8"
        if _looks_chinese(line):
            message += f" (as GB18030 it would be {line.decode('gb18030').strip()!r})"
        findings.append(_left_out(message, line, name, number))
        return ""


def _gb_line(line: bytes, name: str, number: int, findings: list[Finding]) -> str:
    if _SURELY_UTF8.search(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            message = "this row is UTF-8 in a file of GB18030; it was read so: save it in one"
            findings.append(
                Finding("mixed-encodings", message, where=f"{name}:{number}", raw=text.strip())
            )
            return text
    try:
        return line.decode("gb18030")
    except UnicodeDecodeError:
        message = "the row is neither GB18030, as the file, nor UTF-8, and was left out"
        findings.append(_left_out(message, line, name, number))
        return ""


def _left_out(message: str, line: bytes, name: str, number: int) -> Finding:
    raw = line.decode("utf-8", "backslashreplace").rstrip("\r")
    return Finding("not-utf8", message, Severity.ERROR, where=f"{name}:{number}", raw=raw)


def _is_chinese_file(lines: Sequence[bytes]) -> bool:
    """Whether more of the lines are GB18030 than are UTF-8, over those that can tell."""
    chinese = utf8 = 0
    for line in lines:
        if not _HIGH.search(line):
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            chinese += _looks_chinese(line)
        else:
            utf8 += _SURELY_UTF8.search(line) is not None
        if chinese + utf8 >= _VOTES:
            break
    return chinese > utf8


def _looks_chinese(line: bytes) -> bool:
    """Whether most of the letters, read as GB18030, are among the 3,755 commonest characters."""
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if character > "\x7f"]
    common = 0
    for character in foreign:
        pair = character.encode("gb2312", "ignore")
        common += len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7
    return common * 10 >= len(foreign) * 6
