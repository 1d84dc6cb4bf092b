"""`glossa translate`: the main job."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

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
from glossa.model import Finding

if TYPE_CHECKING:
    from glossa.errors import InputError, OutputError
    from glossa.memory import Memory
    from glossa.pipeline import Engines
    from glossa.summary import Summary
    from glossa.termbase import Termbase

__all__ = ["Request", "command", "translate"]


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call."""

    output: Path | None
    format_name: str | None
    to: str
    source: str
    style: str
    glossaries: tuple[str, ...]
    memories: tuple[str, ...]
    fuzzy: float | None
    model: str | None
    normalize: bool
    quotations: bool
    first_mention: str | None
    encoding: str | None
    changes: Path | None
    overwrite: bool
    quiet: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class _Tools:
    """What is made once for all pages."""

    termbase: Termbase
    engines: Engines
    memories: Sequence[Memory]


@click.command(name="translate")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="File to write; its ending chooses the format: .txt (the page), .po, .xlsx, .csv, "
    ".tsv, .jsonl, .parquet, .tmx, .xlf, .md (a table), .html (a report). A folder when several "
    "pages are given.",
)
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    help="text, po, xlsx, csv, tsv, jsonl, parquet, markdown, tmx, xliff (2.1), xliff12, omegat or "
    "html; beats the ending.",
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
    help="Replace a bilingual file OUT even if a person has worked on it; else that work is kept.",
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
    as_json: bool,
    quiet: bool,
) -> int:
    """Translate a page; print it in its own layout, or write a bilingual file.

    PAGE is a text file, or - for stdin. What is English already stays, but for names folded to
    the chosen style. What could not be translated stays in its language and is listed on stderr.
    """
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
        quiet=quiet,
        as_json=as_json,
    )
    return translate(pages, request)


def translate(pages: Sequence[str], request: Request) -> int:
    """Do what `glossa translate` does; returns the exit code.

    Of several pages, one that cannot be read or written is reported and the others are done.
    """
    from glossa import pipeline
    from glossa.errors import InputError, OutputError
    from glossa.files import require_folder, write_safely

    goals = _goals(pages, request)
    if request.changes is not None:
        require_folder(request.changes)
    engines = pipeline.Engines(request.to, request.model)
    summaries: list[Summary] = []
    failed: list[InputError | OutputError] = []
    with pipeline.opened(request.memories) as memories:
        termbase = pipeline.load_termbase(request.glossaries, style=request.style)
        tools = _Tools(termbase, engines, memories)
        glossary = termbase.findings if request.glossaries else ()  # said once, with the first page
        for page, goal in zip(pages, goals, strict=True):
            try:
                summaries.append(_translate_page(page, goal, request, tools, glossary))
                glossary = ()
            except (InputError, OutputError) as error:
                if len(pages) == 1:
                    raise
                failed.append(error)
                click.echo(f"glossa: {error}", err=True)
    if request.changes is not None:
        from glossa.cli.report import change_table

        write_safely(request.changes, change_table(summaries).encode("utf-8", "surrogateescape"))
    if request.as_json:
        click.echo(
            json.dumps([asdict(summary) for summary in summaries], ensure_ascii=False), err=True
        )
    if failed:
        click.echo(f"glossa: {len(failed)} of {len(pages)} pages were not done", err=True)
        return failed[0].exit_code
    _require_some_model(summaries)
    return 0


def _translate_page(
    page: str,
    goal: tuple[Path | None, str],
    request: Request,
    tools: _Tools,
    more: tuple[Finding, ...],
) -> Summary:
    """One page, written and summed up; `more`: findings to report with its own."""
    from glossa import pipeline
    from glossa.cli.keeping import kept, old_work
    from glossa.cli.outputs import write_result
    from glossa.cli.pages import read_page
    from glossa.cli.report import summary_text
    from glossa.summary import summarize

    document = read_page(page, request.encoding)
    old = None if request.overwrite else old_work(document, goal, request.to)
    bitext = pipeline.translate(
        document,
        to=request.to,
        source=request.source,
        normalize=request.normalize,
        quotations=request.quotations,
        first_mention=request.first_mention,
        termbase=tools.termbase,
        engines=tools.engines,
        memory=tools.memories,
        fuzzy=request.fuzzy,
    )
    said, urgent = "", False
    if old is not None and goal[0] is not None:
        bitext, said, urgent = kept(document, bitext, old, goal[0], goal[1])
    remarks = write_result(document, bitext, *goal, source=page)
    summary = summarize(document, replace(bitext, findings=(*more, *bitext.findings, *remarks)))
    if not request.quiet and not request.as_json:
        click.echo(summary_text(summary, style=request.style), err=True)
    if said and (urgent or not (request.quiet or request.as_json)):
        click.echo(said, err=True)
    return summary


def _require_some_model(summaries: Sequence[Summary]) -> None:
    """Raise `ModelMissingError` where a model was wanted and none was there for any page."""
    from glossa.errors import ModelMissingError

    wanting = [
        finding.message
        for summary in summaries
        for _, finding in summary.findings
        if finding.code == "no-model"
    ]
    if wanting and not any(summary.origins for summary in summaries):
        raise ModelMissingError(
            wanting[0], advice="what needed no model was translated and written all the same"
        )


def _goals(pages: Sequence[str], request: Request) -> list[tuple[Path | None, str]]:
    """Where each page's result goes (None: stdout) and in which format; asked before any work."""
    from glossa.cli.outputs import refuse_replacing
    from glossa.errors import UsageError
    from glossa.files import require_folder

    several = len(pages) > 1
    if pages.count("-") > 1:
        raise UsageError("stdin can be read once only", where="PAGE...", advice="give - once")
    goals = [_goal(page, request, several=several) for page in pages]
    taken: dict[Path, str] = {}
    for page, (path, _) in zip(pages, goals, strict=True):
        if path is None:
            continue
        if path in taken:
            raise UsageError(
                f"{taken[path]} and {page} would both be written to {path}",
                where="PAGE...",
                advice="translate them in two runs, each with a folder of its own",
            )
        taken[path] = page
        refuse_replacing(path, page, what="the page itself")
        refuse_replacing(path, *request.memories, what="the memory")
        require_folder(path)
    return goals


def _goal(page: str, request: Request, *, several: bool) -> tuple[Path | None, str]:
    from glossa.cli.outputs import BILINGUAL, PAGE, format_for, is_stdout, named_format
    from glossa.errors import UsageError
    from glossa.formats import get_format
    from glossa.pages import page_format

    output = request.output
    named = named_format(request.format_name)
    if output is None or is_stdout(output):
        if several and named not in {None, PAGE}:
            raise UsageError(
                "several pages do not fit into one bilingual stream",
                where="PAGE...",
                advice="give a folder: -o OUT/",
            )
        return None, named or PAGE
    if several or os.path.isdir(output):  # noqa: PTH112 - Path.is_dir raises for too long names
        name = "stdin.txt" if page == "-" else Path(page).name
        named = named or PAGE
        if named == PAGE:
            ending = page_format(b"", name).ending or Path(name).suffix or ".txt"
        else:
            ending = ".html" if named == BILINGUAL else get_format(named).ending
        return output / f"{name}.{request.to}{ending}", named
    return output, format_for(output, named, page)
