"""`glossa translate FOLDER -o OUT/`: options in, one call, a table and an index page out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from glossa.batch import FolderOptions, FolderResult
    from glossa.cli.translating import Request

__all__ = ["FolderProgress", "translate_folders"]


def translate_folders(paths: Sequence[str], request: Request) -> int:
    """Do what `glossa translate` does with folders; returns the exit code."""
    from glossa.cli.outputs import is_stdout, refuse_replacing
    from glossa.cli.report import change_table
    from glossa.cli.translating import require_some_model
    from glossa.errors import UsageError
    from glossa.files import require_folder, write_safely

    out = request.output
    if out is None or is_stdout(out):
        named = " ".join(path if " " not in path else f'"{path}"' for path in paths)
        raise UsageError(
            "a folder of pages needs a folder for the results",
            where=paths[0],
            advice=f"name one: glossa translate {named} -o OUT/",
        )
    if request.changes is not None:
        require_folder(request.changes)
        refuse_replacing(request.changes, *request.memories, what="the memory")
    result = _run(paths, out, request)
    summaries = [page.summary for page in result.pages]
    if request.changes is not None:
        write_safely(request.changes, change_table(summaries).encode("utf-8", "surrogateescape"))
    _report(result, request)
    if result.failed:
        return result.failed[0].error.exit_code
    require_some_model(summaries)
    return 0


def _run(paths: Sequence[str], out: Path, request: Request) -> FolderResult:
    from glossa import pipeline
    from glossa.batch import run_folders
    from glossa.cli.report import say_glossary_faults

    options = _options(request)
    engines = pipeline.Engines(request.to, request.model)
    progress = None if request.quiet else FolderProgress()
    with pipeline.opened(request.memories) as memories:
        termbase = pipeline.load_termbase(request.glossaries, style=request.style)
        if not request.quiet:
            say_glossary_faults(termbase, request.glossaries)
        try:
            return run_folders(
                paths, out, options, termbase, engines, memories, request.model, progress
            )
        except KeyboardInterrupt:
            click.echo("\nglossa: stopped; the same command goes on from here", err=True)
            raise
        finally:
            if progress is not None:
                progress.clear()


def _report(result: FolderResult, request: Request) -> None:
    from glossa.cli.folder_report import json_report, table

    if request.as_json:
        click.echo(json_report(result), err=True, nl=False)
    elif not request.quiet:
        click.echo(table(result, request.style), err=True)
    else:
        for one in result.failed:
            click.echo(f"glossa: {one.name}: {one.error.found}", err=True)


def _options(request: Request) -> FolderOptions:
    from glossa.batch import PAGE, FolderOptions
    from glossa.cli.outputs import named_format
    from glossa.pipeline import require_tag

    return FolderOptions(
        to=require_tag(request.to, "--to"),
        source=require_tag(request.source, "--from"),
        normalize=request.normalize,
        quotations=request.quotations,
        first_mention=request.first_mention,
        fuzzy=request.fuzzy,
        encoding=request.encoding,
        format_name=named_format(request.format_name) or PAGE,
        include=request.include,
        exclude=request.exclude,
        copy=request.copy,
        overwrite=request.overwrite,
    )


class FolderProgress:
    """How far a run is: one line that is drawn again on a terminal, a line now and then elsewhere.

    `clock`: seconds, always growing.
    """

    _REDRAWN = 0.2
    _SAID = 30.0
    _TELLING = 10
    """Files after which their speed says how long the rest will take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._terminal = sys.stderr.isatty()
        self._begin = clock()
        self._last = self._begin
        self._shown = False

    def __call__(self, done: int, count: int, _name: str) -> None:
        """Say it, if it is time to."""
        now = self._clock()
        if now - self._last < (self._REDRAWN if self._terminal else self._SAID):
            return
        self._last = now
        speed = done / max(now - self._begin, 1e-9)
        line = f"{done:,} of {count:,} files; {speed:.1f} a second"
        if done >= self._TELLING:
            line += f"; about {_duration((count - done) / speed)} left"
        if self._terminal:
            self._shown = True
            click.echo(f"\r\033[K{line}", err=True, nl=False)
        else:
            click.echo(line, err=True)

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)


def _duration(seconds: float) -> str:
    """`40 s`, `3 min`, `2 h 05 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
