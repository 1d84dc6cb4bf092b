"""XML as TBX needs it: what a text may hold, ids, and a reader that trusts no file.

Nothing is fetched, no entity is replaced, and one concept at a time is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from glossa.model import Finding, Severity

__all__ = ["entries", "escape", "from_xml_id", "held", "local", "quote", "tidy", "to_xml_id"]

# XML 1.0, production 2 (Char), turned round.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS: Final = re.compile("[ \t\r\n]+")
_BREAK: Final = re.compile("[\t\r\n]")
# What every edition of XML takes for a letter (`xs:ID` means the names of the second); the rest of
# the world's letters are escaped in ids.
_LETTERS: Final = "A-Z_a-z\u4e00-\u9fa5"
_NOT_FIRST: Final = re.compile(f"^[^{_LETTERS}]")
_NOT_NAME: Final = re.compile(f"[^{_LETTERS}0-9.-]")
_ESCAPE: Final = re.compile("_x([0-9A-F]{4}|[0-9A-F]{6})_")
# An underscore that would be read as the start of an escape, or as that of a term's number.
_TO_ESCAPE: Final = re.compile("_(?=x(?:[0-9A-F]{4}|[0-9A-F]{6})_)|_(?=t[0-9]+$)")
_SAYS_UTF16: Final = re.compile(rb"(?i)\xef?\xbb?\xbf?<\?xml[^>\0]*encoding=.utf-?16")
_ROOTS: Final = {"tbx", "martif"}
_ENTRIES: Final = ("{*}conceptEntry", "{*}termEntry")
_SHOWN: Final = 200
"""Characters of a broken line that a finding quotes."""


def tidy(text: str) -> str:
    r"""The text without blanks around it; tabs and line breaks, with the blanks at them, are one.

    Editors wrap and indent XML, so a line break in it says nothing.

    >>> tidy("\n    Toli\n    County  (seat)\n")
    'Toli County  (seat)'
    """
    text = text.strip()
    if "\n" in text or "\t" in text or "\r" in text:
        return _BLANKS.sub(_one_blank, text)
    return text


def _one_blank(match: re.Match[str]) -> str:
    # Not one pattern for both: on a long run of blanks that would take quadratic time.
    return " " if _BREAK.search(match[0]) else match[0]


def held(text: str) -> str:
    r"""The text as XML can hold it: `tidy`, with pictures for control signs, `�` for the rest.

    >>> held("a\x07b")
    'a␇b'
    """
    return tidy(_NOT_XML.sub(_picture, text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def escape(text: str) -> str:
    """`text` as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks."""
    return '"' + escape(text).replace('"', "&quot;") + '"'


def to_xml_id(text: str) -> str:
    """An id that XML allows (`xs:ID`), from any text but the empty one; `from_xml_id` reads it.

    What XML forbids is written as ISO/IEC 9075-14 (SQL/XML) maps identifiers to XML names, and so
    is an underscore before `t` and a number at the end: terms are numbered that way.

    >>> to_xml_id("cn-654224"), to_xml_id("7 up"), to_xml_id("a_t1")
    ('cn-654224', '_x0037__x0020_up', 'a_x005F_t1')
    """
    text = _TO_ESCAPE.sub("_x005F_", text)
    return _NOT_NAME.sub(_code, _NOT_FIRST.sub(_code, text))


def _code(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"_x{code:04X}_" if code < 0x10000 else f"_x{code:06X}_"


def from_xml_id(text: str) -> str:
    """The text that `to_xml_id` made an id of; other ids come back as they are.

    >>> from_xml_id("_x0037__x0020_up")
    '7 up'
    """
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def local(element: Any) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def entries(data: bytes, name: str, findings: list[Finding]) -> Iterator[Any]:
    """The concept entries of a TBX file of any version, each emptied once the next is asked for.

    What keeps the file from being read (to its end) is a finding `not-well-formed` or `not-tbx`;
    the entries before it have been given by then.
    """
    from lxml import etree

    if not data.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        message = "the file is empty; export it again"
        findings.append(Finding("not-tbx", message, Severity.ERROR, where=name))
        return
    # `huge_tree` off keeps libxml2's bounds: 10 MB a text, 256 levels, no swelling of entities.
    safe: dict[str, Any] = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "dtd_validation": False,
        "huge_tree": False,
        "recover": False,
    }
    if _SAYS_UTF16.match(data):
        # Letters of one byte say that letters have two: .NET writes such files, and means UTF-8.
        safe["encoding"] = "utf-8"
    count = 0
    parser = etree.iterparse(BytesIO(data), ("start",), **safe)
    try:
        _, root = next(parser)
        if local(root).lower() not in _ROOTS:
            findings.append(_not_tbx(root, name))
            return
        safe |= {"remove_comments": True, "remove_pis": True}
        parser = etree.iterparse(BytesIO(data), ("end",), tag=_ENTRIES, **safe)
        for _, entry in parser:
            yield entry
            count += 1
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]
    except etree.XMLSyntaxError as error:
        findings.append(_not_well_formed(error, parser.error_log, data, name, count))


def _not_tbx(root: Any, name: str) -> Finding:
    return Finding(
        "not-tbx",
        f"the file is XML, but <{local(root)}> is no TBX; its outermost element would be <tbx> "
        "(version 3) or <martif> (version 2): export it as TBX",
        Severity.ERROR,
        where=f"{name}:{root.sourceline}",
        raw=f"<{local(root)}>",
    )


def _not_well_formed(error: Any, log: Any, data: bytes, name: str, count: int) -> Finding:
    (line, column), reason = error.position, (error.msg or "").partition(", line ")[0]
    if not line and log:  # lxml tells of an undeclared entity in the parser's log only
        line, column, reason = log[0].line, log[0].column, log[0].message
    lines = data.split(b"\n", line)
    raw = lines[line - 1].strip()[:_SHOWN] if 0 < line <= len(lines) else b""
    before = f"the {count} concepts before it are loaded" if count else "nothing before it is whole"
    return Finding(
        "not-well-formed",
        f"the XML cannot be read from here on (column {column}): {reason}; {before}; "
        "mend the file there, or export it again",
        Severity.ERROR,
        where=f"{name}:{line}",
        raw=raw.decode("utf-8", "backslashreplace"),
    )
