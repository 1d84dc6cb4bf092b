"""The head of the report: counts, how it was made, findings on the page, search and filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from glossa.formats.report_words import (
    KINDS,
    SEVERITIES,
    STATES,
    about,
    counted,
    origins,
)
from glossa.model import Bitext, Finding, MatchType
from glossa.webpage import safe

__all__ = ["finding_item", "head", "tools"]

_MOST_ORIGINS: Final = 50
_WITH_ORIGIN: Final = (
    MatchType.ENGINE,
    MatchType.MEMORY,
    MatchType.IN_CONTEXT,
    MatchType.ALIGNED,
)
"""Of these the report tells origins apart; those of the others are concepts and rules."""


def head(bitext: Bitext) -> Iterator[str]:
    """Title, counts, signature, findings on the page as a whole."""
    findings = [*bitext.findings, *(one for entry in bitext for one in entry.findings)]
    yield "<header>"
    yield f'<h1 dir="auto">{safe(bitext.name) or "Untitled page"}</h1>'
    yield f'<p class="about">{safe(about(bitext))}</p>'
    yield '<section class="cards" aria-label="Summary">'
    yield counted("Where the targets came from", "m", origins(bitext))
    states = Counter(entry.state for entry in bitext)
    yield counted(
        "State",
        "s",
        [(key.value, word, states[key]) for key, word in STATES.items() if states[key]],
    )
    severities = Counter(one.severity for one in findings)
    yield counted(
        "Findings",
        "f",
        [(key.value, word, severities[key]) for key, word in SEVERITIES.items() if severities[key]],
    )
    yield "</section>"
    if bitext.signature.values:
        yield '<section class="signature" aria-labelledby="made">'
        yield '<h2 id="made">Made with</h2>\n<dl>'
        for key, value in bitext.signature.values:
            yield f"<div><dt>{safe(key)}</dt> <dd>{safe(value)}</dd></div>"
        yield "</dl>\n</section>"
    if bitext.findings:
        count = f"{len(bitext.findings):,}"
        yield '<section aria-labelledby="page-findings">'
        yield f'<h2 id="page-findings">Findings on the page as a whole ({count})</h2>'
        yield '<ul class="findings">'
        yield from (finding_item(one, f"p{i}") for i, one in enumerate(bitext.findings, 1))
        yield "</ul>\n</section>"
    yield "</header>"


def finding_item(finding: Finding, item: str) -> str:
    """A finding as an item of a list with the id `item`; it can be focused, for walking."""
    severity = finding.severity
    where = f' <span class="where">{safe(finding.where)}</span>' if finding.where else ""
    raw = finding.raw if finding.raw and finding.raw not in finding.message else ""
    found = f' <q dir="auto">{safe(raw)}</q>' if raw else ""
    said = f"<code>{safe(finding.code)}</code>{where} {safe(finding.message)}{found}"
    return (
        f'<li class="finding {severity.value}" id="{item}" tabindex="-1">'
        f"<b>{SEVERITIES[severity]}</b> {said}</li>"
    )


def tools(bitext: Bitext, names: int) -> str:
    """Search, filters and the walk through the findings; hidden until the script is there.

    `names`: how many names are highlighted.
    """
    kinds = Counter(entry.kind for entry in bitext)
    states = Counter(entry.state for entry in bitext)
    fields = (
        _choice("kind", "Kind", _options((k.value, w, kinds[k]) for k, w in KINDS.items())),
        _choice("state", "State", _options((k.value, w, states[k]) for k, w in STATES.items())),
        _choice("origin", "Origin", _origins(bitext)),
        _choice("with", "With", _remarks(bitext, names)),
    )
    return f"""<div class="tools" role="search" aria-label="Search and filter" hidden>
<label class="search">Search <input type="search" id="search" autocomplete="off" spellcheck="false">
</label>
{"".join(fields)}<button type="button" id="reset">Show all</button>
<span class="walk"><button type="button" id="previous">Previous finding</button>
<button type="button" id="next">Next finding</button></span>
<label class="keys"><input type="checkbox" id="keys" checked> keys
<kbd>/</kbd> <kbd>n</kbd> <kbd>p</kbd></label>
<output id="tally" for="search kind state origin with"></output>
</div>"""


def _choice(name: str, label: str, options: str) -> str:
    listed = f'<option value="">any</option>{options}'
    return f'<label>{label} <select id="{name}">{listed}</select></label>\n'


def _options(rows: Iterable[tuple[str, str, int]]) -> str:
    return "".join(
        f'<option value="{safe(value)}">{safe(words)} ({count:,})</option>'
        for value, words, count in rows
        if count
    )


def _origins(bitext: Bitext) -> str:
    makers = Counter(
        entry.origin for entry in bitext if entry.match in _WITH_ORIGIN and entry.origin
    )
    options = _options(origins(bitext))
    if makers:
        often = sorted(makers, key=lambda one: (-makers[one], one))[:_MOST_ORIGINS]
        rows = ((f"by:{maker}", maker, makers[maker]) for maker in often)
        options += f'<optgroup label="Made by">{_options(rows)}</optgroup>'
    return options


def _remarks(bitext: Bitext, names: int) -> str:
    severities = Counter(
        severity for entry in bitext for severity in {one.severity for one in entry.findings}
    )
    remarked = sum(bool(entry.findings) for entry in bitext)
    notes = sum(bool(entry.note) for entry in bitext)
    found = [(key.value, f"a finding: {word}", severities[key]) for key, word in SEVERITIES.items()]
    options = _options(
        (
            ("finding", "any finding", remarked),
            *found,
            ("name", "a name or term", names),
            ("note", "a note", notes),
        )
    )
    codes = Counter(code for entry in bitext for code in {one.code for one in entry.findings})
    if codes:
        rows = ((f"code:{code}", code, codes[code]) for code in sorted(codes))
        options += f'<optgroup label="Finding">{_options(rows)}</optgroup>'
    return options
