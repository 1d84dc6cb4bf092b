"""A survey as one HTML page that needs nothing else: no script, font or style from elsewhere.

Everything that comes from pages, file names or glossaries is escaped, and a content policy with
the hashes of the page's own style and script keeps anything else from running.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from glossa.survey.report_text import summary_line
from glossa.survey.results import FOLD, OUTCOMES, WANTED, Candidate, Name, Place, Spelling, Survey
from glossa.webpage import document, language, safe

__all__ = ["html_report"]

_HERE: Final = Path(__file__).parent
_MOST_PLACES: Final = 200
"""Of one spelling; more make a page that no browser opens quickly."""


def html_report(survey: Survey) -> str:
    """The page, ready to be encoded as UTF-8."""
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    about = f"{safe(summary_line(survey))}. Glossary {safe(survey.glossary)}."
    several = [name for name in survey.names if name.several]
    others = [name for name in survey.names if not name.several]
    body = [
        *_names("Names in more than one spelling", "several", several),
        *_names("Other names to look at", "single", others),
        *_candidates(survey.candidates),
        *_findings(survey),
        *_unread(survey),
    ]
    if not body:
        body = ["<p>Nothing was found.</p>"]
    return document(
        title="Names in these pages",
        style=style,
        script=script,
        body=(
            "<h1>Names in these pages</h1>",
            f'<p class="about">{about}</p>',
            _tools(),
            "<main>",
            *body,
            "</main>",
        ),
    )


def _tools() -> str:
    kinds = (
        ("several", "several spellings"),
        ("single", "other names"),
        ("candidate", "candidates"),
        ("finding", "findings"),
    )
    boxes = "\n".join(
        f'<label><input type="checkbox" data-shows="{kind}" checked> {words}</label>'
        for kind, words in kinds
    )
    return f"""<div class="tools" role="search">
<input type="search" id="search" aria-label="Search names, files and text"
 placeholder="Search (press /)">
{boxes}
<button type="button" id="open">Open all</button>
<button type="button" id="close">Close all</button>
<output id="tally" for="search"></output>
</div>"""


def _names(title: str, item: str, names: Sequence[Name]) -> Iterator[str]:
    if not names:
        return
    yield f"<section>\n<h2>{title} ({len(names):,})</h2>"
    for name in names:
        forms = ", ".join(f"{safe(one.text)} {one.count:,}" for one in name.spellings)
        yield (
            f'<details data-item="{item}"><summary><b lang="{safe(name.language)}">'
            f'{safe(name.wanted)}</b> <span class="tally">{forms}</span></summary>\n<div>'
        )
        yield f'<p class="more">{safe(name.kind)}: {safe(", ".join(name.concepts))}</p>'
        # What is to be looked at comes first; what is as it should be is often long.
        for spelling in sorted(name.spellings, key=lambda one: set(one.outcomes) == {WANTED}):
            yield from _spelling(spelling, name)
        yield "</div></details>"
    yield "</section>"


def _spelling(spelling: Spelling, name: Name) -> Iterator[str]:
    outcomes = " ".join(
        f'<span class="outcome {outcome}">{count:,} {safe(_said(outcome, name))}</span>'
        for outcome, count in spelling.outcomes.items()
    )
    yield f'<h3><span lang="{safe(name.language)}">{safe(spelling.text)}</span> {outcomes}</h3>'
    yield from _places(spelling.places)


def _said(outcome: str, name: Name) -> str:
    return f"would be folded to {name.wanted}" if outcome == FOLD else OUTCOMES[outcome]


def _places(places: Sequence[Place], count: int | None = None) -> Iterator[str]:
    yield "<ol>"
    for place in places[:_MOST_PLACES]:
        yield (
            f'<li><span class="place">{safe(str(place))}</span> '
            f'<bdi class="context" {language(place.language)}>'
            f"{safe(place.before)}<mark>{safe(place.text)}</mark>{safe(place.after)}</bdi></li>"
        )
    yield "</ol>"
    more = (len(places) if count is None else count) - min(len(places), _MOST_PLACES)
    if more > 0:
        yield f'<p class="more">and {more:,} more; --json lists every place of a name</p>'


def _candidates(candidates: Sequence[Candidate]) -> Iterator[str]:
    if not candidates:
        return
    yield f"<section>\n<h2>Candidates: no concept in the glossary ({len(candidates):,})</h2>"
    for one in candidates:
        hints = [
            one.kind,
            f"{one.count:,}x in {one.files:,} {'file' if one.files == 1 else 'files'}",
        ]
        if one.near:
            hints.append(f"near {one.near} ({one.near_concept})")
        if one.alike:
            hints.append(f"spelt nearly as {', '.join(one.alike)}")
        yield (
            f'<details data-item="candidate"><summary><b {language(one.language)}>'
            f"{safe(one.text)}</b> "
            f'<span class="tally">{safe("; ".join(hints))}</span></summary>\n<div>'
        )
        yield from _places(one.places, one.count)
        yield "</div></details>"
    yield "</section>"


def _findings(survey: Survey) -> Iterator[str]:
    if not survey.remarks:
        return
    yield f"<section>\n<h2>Findings ({len(survey.remarks):,})</h2>"
    heads = "".join(f"<th>{word}</th>" for word in ("Where", "Severity", "Code", "Message"))
    yield f"<table><thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for one in survey.remarks:
        place = f"{one.file}#{one.entry}" if one.entry else one.file
        yield (
            f'<tr data-item="finding"><td>{safe(place)}</td>'
            f'<td class="{safe(one.severity)}">{safe(one.severity)}</td>'
            f"<td>{safe(one.code)}</td><td>{safe(one.message)}</td></tr>"
        )
    yield "</tbody></table>\n</section>"


def _unread(survey: Survey) -> Iterator[str]:
    if not survey.failures:
        return
    yield f"<section>\n<h2>Not read ({len(survey.failures):,})</h2>\n<ul>"
    for one in survey.failures:
        yield f'<li data-item="finding">{safe(one.file)}: {safe(one.message)}</li>'
    yield "</ul>\n</section>"
