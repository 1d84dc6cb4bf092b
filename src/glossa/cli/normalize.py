"""`glossa normalize`: fold names in text that is English already."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from glossa.cli.options import encoding_option, glossary_option, quiet_option, style_option
from glossa.model import Finding

__all__ = ["command", "unified_diff"]


@click.command(name="normalize")
@click.argument("page", metavar="PAGE")
@click.option("--diff", is_flag=True, help="Show what would change, line by line.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT")
@style_option
@glossary_option
@encoding_option
@quiet_option
def command(
    page: str,
    diff: bool,
    output: Path | None,
    style: str,
    glossaries: tuple[str, ...],
    encoding: str | None,
    quiet: bool,
) -> None:
    """Fold every variant of a name to the spelling of one style.

    Prints the page (or with --diff the changes); the list of changes goes to stderr. The file
    itself is never touched.
    """
    from glossa import pipeline
    from glossa.cli.pages import print_page, read_page
    from glossa.summary import changes

    document = read_page(page, encoding)
    termbase = pipeline.load_termbase(glossaries, style=style)
    bitext = pipeline.normalize(document, termbase=termbase)
    text = pipeline.rebuild(document, bitext)
    remarks: tuple[Finding, ...] = ()
    if output is not None:
        remarks = pipeline.save_page(document, text, output)
    elif diff:
        print_page(document, unified_diff(document.text, text, document.name))
    else:
        print_page(document, text)
    if quiet:
        return
    folded = changes(document, bitext)
    for change in folded:
        click.echo(
            f"line {change.line}: {change.before} -> {change.after} ({change.detail})", err=True
        )
    inside = (finding for entry in bitext.entries for finding in entry.findings)
    for finding in (*remarks, *inside):
        click.echo(f"{finding.code}: {finding.message}", err=True)
    click.echo(f"{len(folded)} names folded to style {style}", err=True)


def unified_diff(before: str, after: str, name: str) -> str:
    """A unified diff with the usual three lines of context; empty where nothing changed."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=name,
        tofile=f"{name} (normalized)",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
