"""`glossa normalize`: fold names in text that is English already."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import click

from glossa.cli.options import encoding_option, glossary_option, quiet_option, style_option
from glossa.model import Finding

__all__ = ["command", "unified_diff"]

_LINE = re.compile("[^\n]*\n|[^\n]+")


@click.command(name="normalize")
@click.argument("page", metavar="PAGE")
@click.option("--diff", is_flag=True, help="Show what would change, line by line.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="File to write the page to, in its own encoding.",
)
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
    from glossa.cli.report import plural
    from glossa.summary import changes

    document = read_page(page, encoding)
    termbase = pipeline.load_termbase(glossaries, style=style)
    bitext = pipeline.normalize(document, termbase=termbase)
    text = pipeline.rebuild(document, bitext)
    remarks: tuple[Finding, ...] = ()
    if output is not None:
        remarks = pipeline.save_page(document, text, output)
    if diff:
        print_page(document, unified_diff(document.text, text, document.name))
    elif output is None:
        print_page(document, text)
    if quiet:
        return
    folded = changes(document, bitext)
    for change in folded:
        click.echo(
            f"line {change.line}: {change.before} -> {change.after} ({change.detail})", err=True
        )
    inside = (finding for entry in bitext.entries for finding in entry.findings)
    own = termbase.findings if glossaries else ()
    for finding in (*own, *remarks, *inside):
        place = f"{finding.where}: " if finding in own else ""
        click.echo(f"{place}{finding.code}: {finding.message}", err=True)
    click.echo(f"{plural(len(folded), 'name')} folded to style {style}", err=True)


def unified_diff(before: str, after: str, name: str) -> str:
    """A unified diff as `diff -u` and `patch` know it; empty where nothing changed.

    Only a line feed ends a line there; U+2028 and its like stand inside one.
    """
    lines = difflib.unified_diff(
        _LINE.findall(before), _LINE.findall(after), fromfile=name, tofile=f"{name} (normalized)"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
