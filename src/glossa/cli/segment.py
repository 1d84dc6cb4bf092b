"""`glossa segment`: what glossa sees on a page."""

from __future__ import annotations

import json

import click

from glossa.cli.options import encoding_option
from glossa.model import Document

__all__ = ["command", "segment_rows"]


@click.command(name="segment")
@click.argument("page", metavar="PAGE")
@click.option(
    "--as",
    "format_name",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="table: for reading, tab-separated in a pipe. jsonl: one JSON object a segment.",
)
@encoding_option
def command(page: str, format_name: str, encoding: str | None) -> None:
    """Show every segment of a page with its kind, language and offsets.

    A line of several languages shows its spans; offsets are characters from the page's start.
    """
    from glossa.cli.pages import read_page

    document = read_page(page, encoding)
    rows = segment_rows(document)
    if format_name == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from glossa.cli.tables import harmless, print_table

    print_table(
        ["id", "kind", "language", "start", "end", "source", "spans", "protected"],
        [
            [
                str(row["id"]),
                str(row["kind"]),
                str(row["language"]),
                str(row["start"]),
                str(row["end"]),
                str(row["source"]),
                _inside(row["spans"], "language"),
                _inside(row["protected"], "kind"),
            ]
            for row in rows
        ],
    )
    for finding in document.findings:
        click.echo(harmless(f"{finding.code}: {finding.message}"), err=True)
    click.echo(f"encoding: {document.encoding.name} ({document.encoding.source})", err=True)


def segment_rows(document: Document) -> list[dict[str, object]]:
    """One flat record a segment."""
    return [
        {
            "id": segment.id,
            "kind": unit.kind.value,
            "language": segment.language,
            "start": segment.start,
            "end": segment.end,
            "source": segment.source,
            "spans": [
                {"start": span.start, "end": span.end, "language": span.language}
                for span in segment.spans
            ],
            "protected": [
                {"start": span.start, "end": span.end, "kind": span.kind}
                for span in segment.protected
            ],
        }
        for unit in document.units
        for segment in unit.segments
    ]


def _inside(spans: object, label: str) -> str:
    """`zh-Hans 0-4, en 4-10`; nothing where one span covers the whole segment."""
    assert isinstance(spans, list)  # noqa: S101 - narrows a JSON-like value for the type checker
    if label == "language" and len(spans) < 2:
        return ""
    return ", ".join(f"{span[label]} {span['start']}-{span['end']}" for span in spans)
