"""An HTML report of a bitext: one page for people that still holds everything for programs.

What people see is made for reading; the bitext itself stands beside it as JSON, and that is what
is read back. A digest of the file tells whether somebody changed it since: then what is seen and
what is read may differ, and it is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Final

from glossa.errors import BitextError
from glossa.formats.jsonl import parse_jsonl, serialize_jsonl
from glossa.formats.report_body import Body
from glossa.formats.report_top import head, tools
from glossa.formats.xml_entry import tool_version
from glossa.model import Bitext
from glossa.webpage import document

__all__ = ["MARK", "parse_report", "serialize_report"]

_HERE: Final = Path(__file__).parent
MARK: Final = b'<meta name="glossa-bitext" content="'
"""Stands near the beginning of every report."""
_DIGEST: Final = re.compile('(?<=<meta name="glossa-bitext" content="sha256-)[0-9a-f]*(?=">)')
_DATA_START: Final = '<script type="application/json" id="bitext">'
_DATA_END: Final = "</script>"
_LONGEST_VERSION: Final = 40
_HEAD: Final = 3000
"""The digest stands in the first signs of the file, before anything of the page."""
_EDIT_INSTEAD: Final = (
    "use the file as glossa wrote it; to correct a translation, export the page as PO, XLIFF or "
    "a table and edit that"
)


def serialize_report(bitext: Bitext) -> str:
    """The page. It loads nothing, works without script, and `parse_report` reads it back.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode (split pairs of
    surrogates).
    """
    data = _data(bitext)
    body = Body(bitext)
    parts = list(body.parts()) or ["<p>Nothing on this page can be translated.</p>"]
    text = document(
        title=f"{bitext.name}: translation" if bitext.name else "Translation",
        style=(_HERE / "report.css").read_text(encoding="utf-8"),
        script=(_HERE / "report.js").read_text(encoding="utf-8"),
        version=tool_version(bitext)[:_LONGEST_VERSION],
        head=('<meta name="glossa-bitext" content="sha256-">',),
        body=(
            '<a class="skip" href="#segments">Skip to the segments</a>',
            *head(bitext),
            tools(bitext, body.with_names),
            '<main id="segments" tabindex="-1">',
            *parts,
            *body.names(),
            "</main>",
            f"{_DATA_START}{data}{_DATA_END}",
        ),
    )
    return _DIGEST.sub(_digest(text), text, count=1)


def _data(bitext: Bitext) -> str:
    """A JSON array, a line each: the page, then its entries; no `<` in it, so nothing ends it."""
    lines = serialize_jsonl(bitext).rstrip("\n").replace("\n", ",\n")
    return f"[\n{lines}\n]".replace("<", "\\u003c")


def _digest(text: str) -> str:
    """Of a report whose own digest is left empty; newlines count as LF, blanks at the end not."""
    return hashlib.sha256(text.rstrip().encode()).hexdigest()


def parse_report(text: str, name: str = "") -> Bitext:
    """The bitext that `serialize_report` wrote.

    `name` is the file's, for messages. Raises `BitextError` for any other HTML, and for a report
    that was cut off or changed.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _DIGEST.search(text, 0, _HEAD)
    if found is None:
        raise _foreign(text, name)
    if not text.rstrip().endswith("</html>"):
        raise BitextError(
            "this report is cut off: its end is missing",
            where=name,
            advice="copy or download the file again",
        )
    written = text[: found.start()] + text[found.end() :]
    start = text.find(_DATA_START)
    end = text.find(_DATA_END, start)
    if _digest(written) != found[0] or start < 0 or end < 0:
        raise BitextError(
            "this report was changed after glossa wrote it", where=name, advice=_EDIT_INSTEAD
        )
    try:
        json.loads(text[start + len(_DATA_START) : end])
    except (ValueError, RecursionError):
        raise BitextError(
            "the data in this report is no JSON", where=name, advice=_EDIT_INSTEAD
        ) from None
    lines = text[start + len(_DATA_START) : end].split("\n")[1:-1]
    return parse_jsonl("\n".join(line.removesuffix(",") for line in lines), name)


def _foreign(text: str, name: str) -> BitextError:
    own = '<meta name="generator" content="glossa ' in text[:_HEAD]
    what = "a report of `glossa check`, which holds no bitext" if own else "no report of glossa's"
    return BitextError(
        f"this is {what}" if text.strip() else "the file is empty",
        where=name,
        advice="give an .html file that `glossa translate PAGE -o OUT.html` wrote; a web page is "
        "no bilingual file",
    )
