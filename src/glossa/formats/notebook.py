"""A bitext in a notebook: its first entries as a small table, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glossa.formats.report_body import text_language
from glossa.formats.report_words import STATES, about, origin_of
from glossa.model import Bitext, Entry
from glossa.webpage import language, safe

__all__ = ["notebook_table"]

_MOST_ROWS: Final = 20
_MOST_SIGNS: Final = 200
_COLUMNS: Final = ("segment", "kind", "source", "target", "origin", "state", "findings")
# A notebook shows this among its own styles, light or dark: only lines and spacing are set.
_STYLE: Final = """\
.glossa-bitext table { border-collapse: collapse; width: 100%; }
.glossa-bitext th, .glossa-bitext td { text-align: start; vertical-align: top; padding: .25em .6em;
  border-bottom: 1px solid rgba(128, 128, 128, .4); white-space: normal; overflow-wrap: anywhere; }
.glossa-bitext p { margin: .3em 0; }"""


def notebook_table(bitext: Bitext) -> str:
    """A piece of HTML: name and counts, the first 20 entries, and how many more there are."""
    return "\n".join(('<div class="glossa-bitext">', *_lines(bitext), "</div>"))


def _lines(bitext: Bitext) -> Iterator[str]:
    yield f"<style>{_STYLE}</style>"
    yield f'<p><b dir="auto">{safe(bitext.name)}</b> <small>{safe(about(bitext))}</small></p>'
    if bitext.entries:
        heads = "".join(f'<th scope="col">{word}</th>' for word in _COLUMNS)
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
        yield from (_row(entry, bitext) for entry in bitext.entries[:_MOST_ROWS])
        yield "</tbody></table>"
    more = len(bitext) - _MOST_ROWS
    if more > 0:
        yield f"<p>and {more:,} more segment{'' if more == 1 else 's'}</p>"


def _row(entry: Entry, bitext: Bitext) -> str:
    codes = ", ".join(dict.fromkeys(one.code for one in entry.findings))
    cells = (
        f"<td>{_cut(entry.id)}</td><td>{entry.kind.value}</td>",
        f"<td {language(entry.language)}>{_cut(entry.source)}</td>",
        f"<td {language(text_language(entry, bitext))}>{_cut(entry.target)}</td>",
        f"<td>{origin_of(entry)}</td><td>{STATES[entry.state]}</td><td>{_cut(codes)}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cut(text: str) -> str:
    return safe(text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS]}…")
