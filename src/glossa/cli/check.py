"""`glossa check`: which names are spelt in several ways, which look new, what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import (
    encoding_option,
    folder_options,
    glossary_option,
    quiet_option,
    style_option,
)

if TYPE_CHECKING:
    from glossa.survey import Survey

__all__ = ["command", "exit_code"]


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@folder_options
@style_option
@glossary_option
@encoding_option
@click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="LANG",
    help="Language whose spellings are looked at; in a bilingual file, in its targets.",
)
@click.option("--no-candidates", is_flag=True, help="Do not look for names the glossary lacks.")
@click.option("--all", "everything", is_flag=True, help="Every place and candidate, not the first.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write the report as one HTML page, too.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for candidates and info findings, too.")
@quiet_option
def command(
    paths: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    style: str,
    glossaries: tuple[str, ...],
    encoding: str | None,
    language: str,
    no_candidates: bool,
    everything: bool,
    as_json: bool,
    html: Path | None,
    strict: bool,
    quiet: bool,
) -> int:
    """Report names in several spellings, likely new names, and findings.

    PATH is a page, a bilingual file (.po, .csv ...), a folder of such, or - for stdin. Nothing is
    changed. The exit code is 1 where a name has several spellings or a finding is an error or a
    warning, 3 where something could not be read, else 0.
    """
    from glossa import pipeline
    from glossa.cli.progress import progress_line
    from glossa.cli.report import say_glossary_faults
    from glossa.files import require_folder, write_safely
    from glossa.survey import html_report, json_report, text_report
    from glossa.survey.report_text import summary_line

    if html is not None:
        require_folder(html)
    termbase = pipeline.load_termbase(glossaries, style=style)
    survey = pipeline.survey(
        paths,
        language=language,
        termbase=termbase,
        include=include,
        exclude=exclude,
        encoding=encoding,
        candidates=not no_candidates,
        progress=None if quiet else progress_line(),
    )
    if html is not None:
        write_safely(html, html_report(survey).encode())
    click.echo(
        json_report(survey) if as_json else text_report(survey, everything=everything), nl=False
    )
    if not quiet:
        say_glossary_faults(termbase, glossaries)
        click.echo(summary_line(survey), err=True)
    return exit_code(survey, strict=strict)


def exit_code(survey: Survey, *, strict: bool = False) -> int:
    """3 where a file could not be read, 1 where something was found, else 0."""
    from glossa.errors import InputError

    if survey.failures:
        return InputError.exit_code
    return int(survey.found_strictly if strict else survey.found)
