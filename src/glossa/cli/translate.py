"""`glossa translate`: its options. What it does is in `glossa.cli.translating`."""

from __future__ import annotations

from pathlib import Path

import click

from glossa.cli.options import (
    encoding_option,
    first_mention_option,
    fuzzy_option,
    glossary_option,
    memory_option,
    quiet_option,
    quotations_option,
    style_option,
)

__all__ = ["command"]


@click.command(name="translate")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="File to write; its ending chooses the format: the page's own ending gives the page, "
    ".po, .xlsx, .csv, .tsv, .jsonl, .parquet, .tmx, .xlf, .md (a table), .html (a report) a "
    "bilingual file. A folder when several pages or folders are given.",
)
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    help="page (in its own format), bilingual (a web page with the original beside each block), "
    "po, xlsx, csv, tsv, jsonl, parquet, markdown, tmx, xliff (2.1), xliff12, omegat or html (a "
    "report); beats the ending.",
)
@click.option(
    "--from",
    "source",
    default="auto",
    show_default=True,
    metavar="LANG",
    help="Language to translate (zh-Hans, zh-Hant, ru ...); auto: each that is on the page.",
)
@click.option(
    "--to",
    default="en",
    show_default=True,
    metavar="LANG",
    help="Language to translate into (en, fr ...); it needs a model for the pair.",
)
@style_option
@glossary_option
@memory_option
@fuzzy_option
@click.option(
    "--model", metavar="NAME", help="A model of `glossa models list`; else the best for the pair."
)
@click.option(
    "--no-normalize", is_flag=True, help="Leave text that is English already byte for byte."
)
@quotations_option
@first_mention_option
@encoding_option
@click.option(
    "--changes",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the list of folded names (TSV: page, line, segment, before, after, why).",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace a bilingual file OUT even if a person has worked on it; else that work is kept. "
    "With folders, any result that was changed by hand.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="GLOB",
    help="In folders, translate only such: '*.html'; the rest is copied.",
)
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="In folders, leave out such: 'old/*', '*.csv'."
)
@click.option(
    "--no-copy",
    is_flag=True,
    help="In folders, leave out what is no page (images, styles); else it is copied.",
)
@click.option("--json", "as_json", is_flag=True, help="The summary on stderr as JSON.")
@quiet_option
def command(
    pages: tuple[str, ...],
    output: Path | None,
    format_name: str | None,
    source: str,
    to: str,
    style: str,
    glossaries: tuple[str, ...],
    memories: tuple[str, ...],
    fuzzy: float | None,
    model: str | None,
    no_normalize: bool,
    quotations: bool,
    first_mention: str | None,
    encoding: str | None,
    changes: Path | None,
    overwrite: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    no_copy: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Translate a page or a folder; keep the format, or write bilingual files.

    PAGE is a file (text, HTML, Word, Excel, EPUB, PDF ...), a folder of them, or - for stdin. What
    is English already stays, but for names folded to the chosen style. What could not be translated
    stays in its language and is listed on stderr.

    A folder needs -o OUT/: the same tree is made there, with an index page. What is done already
    is not done again, so the same command goes on with a run that was stopped.
    """
    from glossa.cli.translating import Request, translate

    request = Request(
        output=output,
        format_name=format_name,
        to=to,
        source=source,
        style=style,
        glossaries=glossaries,
        memories=memories,
        fuzzy=fuzzy,
        model=model,
        normalize=not no_normalize,
        quotations=quotations,
        first_mention=first_mention,
        encoding=encoding,
        changes=changes,
        overwrite=overwrite,
        include=include,
        exclude=exclude,
        copy=not no_copy,
        quiet=quiet,
        as_json=as_json,
    )
    return translate(pages, request)
