"""What a run over folders came to: a table for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from glossa.batch import Status
from glossa.cli.report import MATCHES, plural
from glossa.folders import on_one_line
from glossa.survey.report_json import json_text
from glossa.version import __version__

if TYPE_CHECKING:
    from glossa.batch import FolderResult, PageResult

__all__ = ["SCHEMA", "json_report", "table"]

SCHEMA: Final = "glossa-folder-1"
_MOST: Final = 12
"""Names listed in full; the index page has all of them."""


def table(result: FolderResult, style: str) -> str:
    """One row for each thing that there is to say."""
    rows = [("pages", _pages(result))]
    if result.copied:
        rows.append(("copied", plural(result.copied, "other file")))
    segments = "; ".join(
        f"{result.by_match[match]:,} {words}"
        for match, words in MATCHES.items()
        if match in result.by_match
    )
    rows.append(("segments", f"{result.segments:,}" + (f": {segments}" if segments else "")))
    if result.names:
        rows.append(("names folded", f"{result.names:,} to style {style}"))
    findings = ", ".join(f"{code} {count:,}" for code, count in result.findings.items())
    rows.append(("findings", findings or "none"))
    rows += _listed(
        "models missing",
        [f"{message} (on {plural(pages, 'page')})" for message, pages in result.models.items()],
    )
    if result.skipped:
        skipped = (f"{reason} {count:,}" for reason, count in sorted(result.skipped.items()))
        rows.append(("skipped", ", ".join(skipped)))
    rows += _listed("to know", [f"{page.name}: {page.note}" for page in result.pages if page.note])
    rows += _listed("changed by hand", [f"{name}: left so" for name in result.kept_copies])
    rows += _listed("page gone", [f"{name}: the result was left" for name in result.gone])
    doubles = [f"{one} and {other}" for one, other in result.doubles]
    rows += _listed("one name where capital letters do not count", doubles)
    rows += _listed(
        "failed",
        [
            f"{one.name}: {one.error.found}"
            + ("; the original stands in its place" if one.copied else "")
            for one in result.failed
        ],
    )
    if result.index is not None:
        rows.append(("index", str(result.index)))
    width = max(len(word) for word, _ in rows if len(word) < 20)
    return "\n".join(f"{word:<{width}}  {on_one_line(said)}".rstrip() for word, said in rows)


def _pages(result: FolderResult) -> str:
    parts = [
        f"{count:,} {words}"
        for status, words in (
            (Status.TRANSLATED, "translated"),
            (Status.UNCHANGED, "done before"),
            (Status.KEPT, "kept as they are"),
        )
        if (count := result.count(status))
    ]
    if result.failed:
        parts.append(f"{len(result.failed):,} failed")
    return f"{len(result.pages):,}" + (f": {', '.join(parts)}" if parts else "")


def _listed(word: str, names: list[str]) -> list[tuple[str, str]]:
    """A row for the number, then one for each name."""
    if not names:
        return []
    rows = [(word, f"{len(names):,}"), *(("", name) for name in names[:_MOST])]
    if len(names) > _MOST:
        rows.append(("", f"and {len(names) - _MOST:,} more: the index page has them all"))
    return rows


def json_report(result: FolderResult) -> str:
    """One JSON object; docs/howto/translate-a-folder.md describes every key."""
    return json_text(
        {
            "schema": SCHEMA,
            "version": __version__,
            "out": str(result.out),
            "index": "" if result.index is None else result.index.name,
            "pages": [_page(page) for page in result.pages],
            "copied": result.copied,
            "segments": result.segments,
            "by_match": result.by_match,
            "names": result.names,
            "findings": result.findings,
            "models_missing": [
                {"message": message, "pages": pages} for message, pages in result.models.items()
            ],
            "failed": [
                {
                    "file": one.name,
                    "code": one.error.code,
                    "message": one.error.found,
                    "copied": one.copied,
                }
                for one in result.failed
            ],
            "skipped": dict(sorted(result.skipped.items())),
            "kept_copies": result.kept_copies,
            "gone": result.gone,
            "doubles": [list(pair) for pair in result.doubles],
        }
    )


def _page(page: PageResult) -> dict[str, Any]:
    record, summary = page.record, page.summary
    return {
        "file": page.name,
        "result": record.goal,
        "status": page.status.value,
        "note": page.note,
        "format": record.page_format,
        "encoding": summary.encoding,
        "title": record.title,
        "languages": record.by_language,
        "segments": summary.segments,
        "by_match": summary.by_match,
        "models": summary.origins,
        "names": sum(change.action == "fold" for change in summary.changes),
        "findings": [
            {
                "line": line,
                "severity": finding.severity.value,
                "code": finding.code,
                "message": finding.message,
            }
            for line, finding in summary.findings
        ],
    }
