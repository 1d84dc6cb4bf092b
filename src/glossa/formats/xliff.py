"""XLIFF: one door for all versions; what is read is told by its content, not by its name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from glossa.errors import BitextError
from glossa.formats import xliff2, xliff12
from glossa.formats.records import unique_entries
from glossa.formats.xliff2 import serialize_xliff2
from glossa.formats.xliff12 import serialize_omegat, serialize_xliff12
from glossa.formats.xml_entry import left_out, page_of
from glossa.formats.xml_text import by_name, local, read_xml
from glossa.model import Bitext, Entry, Finding

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse_xliff", "serialize_omegat", "serialize_xliff2", "serialize_xliff12"]


def parse_xliff(text: str, name: str = "") -> Bitext:
    """Read an XLIFF file, 1.0 to 2.2: glossa's own, or another tool's.

    `name` is the file's, for messages, and the page's where the file names none. Inline codes
    become text, further pages and unknown data findings. Raises `BitextError` where it is no XLIFF
    at all.
    """
    root = read_xml(text, name)
    files = by_name(root, "file")
    if local(root) != "xliff" or not files:
        raise BitextError(
            f"this is no XLIFF file: its outermost element is <{local(root)}>"
            if local(root) != "xliff"
            else "this XLIFF file has no <file> in it",
            where=name,
            advice="give an .xlf or .xliff file as the tool saved it",
        )
    where = name or "-"
    names: Counter[str] = Counter()
    is_2 = root.get("version", "").startswith("2") or root.tag == f"{xliff2.CORE}xliff"
    page: Bitext | None = None
    entries: list[Entry] = []
    more: list[Finding] = []
    for number, file in enumerate(files, 1):
        source, target = _languages(root, file)
        fact = xliff2.page_data(file, names) if is_2 else xliff12.page_data(file, names)
        if page is None:
            page = page_of(fact, name if fact else file.get("original") or name, target)
        else:
            more.append(_another_page(file, f"{where}:{file.sourceline}"))
        prefix = "" if len(files) == 1 else f"{file.get('id', number)}/"
        for unit in _units(file, names):
            context = (f"{where}:{unit.sourceline}", source, fact is not None)
            if is_2:
                entries += xliff2.read_unit(unit, prefix, context, names)
            else:
                entries.append(xliff12.read_unit(unit, prefix, context, names))
    assert page is not None  # noqa: S101 - there is a file
    findings = (*page.findings, *more, *left_out(names, where))
    return unique_entries(replace(page, entries=tuple(entries), findings=findings), where)


def _languages(root: _Element, file: _Element) -> tuple[str, str]:
    """Source and target, as version 2 or 1 names them; empty where they are not named."""
    source = root.get("srcLang") or file.get("source-language") or ""
    return source, root.get("trgLang") or file.get("target-language") or ""


def _units(file: _Element, names: Counter[str]) -> list[_Element]:
    """All units in groups of any depth; binary ones are counted in `names`."""
    names.update("bin-unit" for _ in file.iter("{*}bin-unit"))
    return list(file.iter("{*}unit", "{*}trans-unit"))


def _another_page(file: _Element, where: str) -> Finding:
    return Finding(
        "mixed-pages",
        "This file holds several pages; their entries were read into one, each id with its "
        "page's before it: keep one page to a file.",
        where=where,
        raw=file.get("original", ""),
    )
