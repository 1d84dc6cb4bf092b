"""Read the files of a walk into a survey; what cannot be read is listed and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from glossa.errors import BitextError, EncodingError, FormatError, InputError
from glossa.files import read_bytes
from glossa.folders import Page, Walk
from glossa.formats import BinaryFormat, Format, format_of
from glossa.model import Bitext, Document, Finding, Severity
from glossa.pages import page_format
from glossa.survey.collect import Surveyor

__all__ = ["BINARY", "REPORT", "Progress", "read_into"]

BINARY: Final = "binary"
REPORT: Final = "report"
_OWN_REPORT: Final = b'<meta name="generator" content="glossa '
_HEAD: Final = 1000
Progress = Callable[[int, int, str], None]
"""Called before each file with its number from 1, how many there are, and its name."""


def read_into(
    surveyor: Surveyor,
    walk: Walk,
    *,
    parse_page: Callable[[bytes, str], Document],
    check: Callable[[Bitext], Bitext],
    progress: Progress | None = None,
) -> None:
    """Add every file of `walk` to `surveyor`.

    A file whose name ends as a bilingual format is read as one and checked, any other as a page. A
    binary file inside a folder is skipped and counted; one that was named is a failure.
    """
    for reason, count in walk.skipped.items():
        surveyor.add_skipped(reason, count)
    for error in walk.failed:
        surveyor.add_failure(error, error.where)
    for number, page in enumerate(walk.pages, 1):
        if progress is not None:
            progress(number, len(walk.pages), page.name)
        try:
            _read(surveyor, page, parse_page, check)
        except EncodingError as error:
            if page.inside is None:
                surveyor.add_failure(error, page.name)
            else:
                surveyor.add_skipped(BINARY)
        except InputError as error:
            surveyor.add_failure(error, page.name)


def _read(
    surveyor: Surveyor,
    page: Page,
    parse_page: Callable[[bytes, str], Document],
    check: Callable[[Bitext], Bitext],
) -> None:
    data = _stdin() if page.name == "-" else read_bytes(page.path)
    if page.inside is not None and _OWN_REPORT in data[:_HEAD]:
        surveyor.add_skipped(REPORT)  # left among the pages by an earlier run
        return
    bilingual = _bilingual_format(page.path)
    if bilingual is not None and bilingual.claims(data):
        try:
            surveyor.add_bitext(check(bilingual.decode(data, page.name)), page.name)
            return
        except BitextError as error:
            form = page_format(data, page.name)
            no_page = isinstance(bilingual, BinaryFormat) and form.name == "text"
            if (no_page and page.inside is None) or bilingual.mark or not bilingual.shared:
                raise  # nothing else: not what a page is, or glossa's own and damaged
            said = f"read as {form.description}, for as {bilingual.name} it will not do: "
            said += error.found
            remark = Finding("read-as-text", said, Severity.INFO)
            surveyor.add_page(parse_page(data, page.name), page.name, (remark,))
            return
    surveyor.add_page(parse_page(data, page.name), page.name)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError("stdin is closed", where="-", advice="name a file")
    return sys.stdin.buffer.read()


def _bilingual_format(path: Path) -> Format | None:
    try:
        return format_of(path)
    except FormatError:
        return None
