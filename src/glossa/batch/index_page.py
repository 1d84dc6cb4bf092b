"""The index of a folder of results: one page that needs nothing else and loads nothing.

The same results give the same bytes, whether they were made in one run or in several: nothing here
tells when, or how often, a run was stopped.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from glossa.batch.result import FolderResult, PageResult, Status
from glossa.folders import on_one_line
from glossa.webpage import document, language, safe

__all__ = ["index_page"]

_HERE: Final = Path(__file__).parent
_COLUMNS: Final = (
    ("Page", "text"),
    ("Title", "text"),
    ("Languages", "text"),
    ("Segments", "number"),
    ("By the engine", "number"),
    ("Left", "number"),
    ("Names", "number"),
    ("Findings", "number"),
)


def index_page(result: FolderResult, target: str) -> str:
    """The page, ready to be encoded as UTF-8; `target`: the language of the results (BCP 47)."""
    style, script = _asset("index.css"), _asset("index.js")
    return document(
        title="What was translated",
        style=style,
        script=script,
        body=(
            "<h1>What was translated</h1>",
            f'<p class="about">{safe(_about(result))}</p>',
            *_failures(result),
            *_models(result),
            *_remarks(result),
            *_table(result, target),
        ),
    )


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _about(result: FolderResult) -> str:
    said = [f"{_plural(len(result.pages), 'page')} with {_plural(result.segments, 'segment')}"]
    if result.copied:
        said.append(_plural(result.copied, "other file"))
    findings = ", ".join(f"{code} {count:,}" for code, count in result.findings.items())
    return "; ".join(said) + f". Findings: {findings or 'none'}."


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _failures(result: FolderResult) -> Iterator[str]:
    if not result.failed:
        return
    yield f'<section class="failed"><h2>Not translated ({len(result.failed):,})</h2>\n<ul>'
    for one in result.failed:
        more = "; the original stands in its place" if one.copied else ""
        name = safe(on_one_line(one.name))
        yield f"<li><b><bdi>{name}</bdi></b>: {safe(one.error.found + more)}</li>"
    yield "</ul>\n</section>"


def _models(result: FolderResult) -> Iterator[str]:
    if not result.models:
        return
    yield f"<section><h2>Models that are missing ({len(result.models):,})</h2>\n<ul>"
    for message, pages in result.models.items():
        yield f"<li>{safe(message)} (on {_plural(pages, 'page')})</li>"
    yield "</ul>\n</section>"


def _remarks(result: FolderResult) -> Iterator[str]:
    notes = [(page.name, page.note) for page in result.pages if page.note]
    notes += [(name, "changed by hand since it was copied; left so") for name in result.kept_copies]
    notes += [(name, "its page is there no more; the result was left") for name in result.gone]
    notes += [
        (one, f"is one name with {other} where capital letters do not count")
        for one, other in result.doubles
    ]
    if not notes:
        return
    yield f"<section><h2>To know ({len(notes):,})</h2>\n<ul>"
    for name, note in notes:
        yield f"<li><b><bdi>{safe(on_one_line(name))}</bdi></b>: {safe(on_one_line(note))}</li>"
    yield "</ul>\n</section>"


def _table(result: FolderResult, target: str) -> Iterator[str]:
    if not result.pages:
        yield "<p>No page was translated.</p>"
        return
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-sorts="{kind}">{word}'
        "</button></th>"
        for word, kind in _COLUMNS
    )
    yield '<p><label>Search <input type="search" id="search"></label> <output id="tally"></output>'
    yield f'</p>\n<table id="pages"><thead><tr>{heads}</tr></thead>\n<tbody>'
    for page in result.pages:
        yield _row(page, target)
    yield "</tbody></table>"


def _row(page: PageResult, target: str) -> str:
    record, summary = page.record, page.summary
    codes = Counter(finding.code for _, finding in summary.findings)
    said = "; ".join(f"{code} {count:,}" for code, count in sorted(codes.items()))
    names = sum(change.action == "fold" for change in summary.changes)
    kept = ' <span class="kept">kept</span>' * (page.status is Status.KEPT)
    languages = ", ".join(f"{tag} {count:,}" for tag, count in record.by_language.items())
    figures = (
        summary.segments,
        summary.by_match.get("mt", 0),
        summary.untranslated,
        names,
    )
    cells = "".join(f'<td class="number" data-value="{one}">{one:,}</td>' for one in figures)
    return (
        f'<tr><td><a href="{_link(record.goal)}"><bdi>{safe(page.name)}</bdi></a> '
        f'<a class="original" href="{_link(record.source)}">original</a>{kept}</td>'
        f'<td><span {language(target)} title="{safe(record.title_before)}">{safe(record.title)}'
        f"</span></td><td>{safe(languages)}</td>{cells}"
        f'<td class="number" data-value="{len(summary.findings)}">{len(summary.findings):,}'
        f'<span class="codes">{safe(said)}</span></td></tr>'
    )


def _link(path: str) -> str:
    """A path as a relative address; its bytes are kept, whatever they are."""
    parts = PurePath(path).as_posix()
    absolute = "file://" if parts.startswith("/") else "./"
    return safe(absolute + quote(os.fsencode(parts)))
