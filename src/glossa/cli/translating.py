"""The work of `glossa translate`: pages one by one; folders are `glossa.cli.folder`'s."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.model import Finding

if TYPE_CHECKING:
    from glossa.errors import InputError, OutputError
    from glossa.memory import Memory
    from glossa.pipeline import Engines
    from glossa.summary import Summary
    from glossa.termbase import Termbase

__all__ = ["Request", "require_some_model", "translate"]


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
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    copy: bool
    quiet: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class _Tools:
    """What is made once for all pages."""

    termbase: Termbase
    engines: Engines
    memories: Sequence[Memory]


def translate(pages: Sequence[str], request: Request) -> int:
    """Do what `glossa translate` does; returns the exit code.

    Where one of the arguments is a folder, all of them are done as folders are. Of several pages,
    one that cannot be read or written is reported and the others are done.
    """
    from glossa import pipeline
    from glossa.errors import InputError, OutputError
    from glossa.files import require_folder, write_safely

    if any(map(os.path.isdir, pages)):
        from glossa.cli.folder import translate_folders

        return translate_folders(pages, request)
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
    require_some_model(summaries)
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


def require_some_model(summaries: Sequence[Summary]) -> None:
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
