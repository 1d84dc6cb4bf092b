"""`glossa translate`: the main job."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from glossa.cli.options import encoding_option, glossary_option, quiet_option, style_option
from glossa.model import Bitext, Document

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
    model: str | None
    normalize: bool
    encoding: str | None
    changes: Path | None
    quiet: bool
    as_json: bool


@click.command(name="translate")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="File to write; its ending chooses the format: .txt (the page), .po, .csv, .tsv, .jsonl. "
    "A folder when several pages are given.",
)
@click.option(
    "--as", "format_name", metavar="FORMAT", help="text, po, csv, tsv or jsonl; beats the ending."
)
@click.option("--from", "source", default="auto", show_default=True, metavar="LANG")
@click.option("--to", default="en", show_default=True, metavar="LANG")
@style_option
@glossary_option
@click.option(
    "--model", metavar="NAME", help="A model of `glossa models list`; else the best for the pair."
)
@click.option(
    "--no-normalize", is_flag=True, help="Leave text that is English already byte for byte."
)
@encoding_option
@click.option(
    "--changes",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the list of folded names (TSV: page, line, before, after, why).",
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
    model: str | None,
    no_normalize: bool,
    encoding: str | None,
    changes: Path | None,
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
        model=model,
        normalize=not no_normalize,
        encoding=encoding,
        changes=changes,
        quiet=quiet,
        as_json=as_json,
    )
    return translate(pages, request)


def translate(pages: Sequence[str], request: Request) -> int:
    """Do what `glossa translate` does; returns the exit code."""
    from glossa import pipeline
    from glossa.cli.pages import read_page
    from glossa.cli.report import change_table, summary_text
    from glossa.errors import ModelMissingError
    from glossa.summary import summarize

    goals = [_goal(page, request, several=len(pages) > 1) for page in pages]
    termbase = pipeline.load_termbase(request.glossaries, style=request.style)
    summaries = []
    without_model: list[str] = []
    for page, (path, format_name) in zip(pages, goals, strict=True):
        document = read_page(page, request.encoding)
        bitext = pipeline.translate(
            document,
            to=request.to,
            source=request.source,
            model=request.model,
            normalize=request.normalize,
            termbase=termbase,
        )
        _write(document, bitext, path, format_name)
        summary = summarize(document, bitext)
        summaries.append(summary)
        if not request.quiet and not request.as_json:
            click.echo(summary_text(summary, style=request.style), err=True)
        without_model += [
            finding.message for _, finding in summary.findings if finding.code == "no-model"
        ]
    if request.changes is not None:
        from glossa.files import write_safely

        write_safely(request.changes, change_table(summaries).encode())
    if request.as_json:
        from dataclasses import asdict

        click.echo(
            json.dumps([asdict(summary) for summary in summaries], ensure_ascii=False), err=True
        )
    if without_model and not any(summary.origins for summary in summaries):
        raise ModelMissingError(
            without_model[0], advice="what needed no model was translated and written all the same"
        )
    return 0


def _goal(page: str, request: Request, *, several: bool) -> tuple[Path | None, str]:
    """Where one page's result goes (None: stdout) and in which format."""
    from glossa.errors import UsageError
    from glossa.formats import format_of

    output = request.output
    if output is None or str(output) == "-":
        if several and (request.format_name or "text") != "text":
            raise UsageError(
                "several pages do not fit into one bilingual stream",
                where="PAGE...",
                advice="give a folder: -o OUT/",
            )
        return None, request.format_name or "text"
    if several or output.is_dir():
        format_name = request.format_name or "text"
        chosen = "txt" if format_name == "text" else format_of(Path(f"x.{format_name}")).name
        name = "stdin" if page == "-" else Path(page).name
        return output / f"{name}.{request.to}.{chosen}", format_name
    if request.format_name is None and output.suffix.lower() in {"", ".txt", ".text"}:
        return output, "text"
    if request.format_name == "text":
        return output, "text"
    return output, format_of(output, request.format_name).name


def _write(document: Document, bitext: Bitext, path: Path | None, format_name: str) -> None:
    from glossa import pipeline

    if format_name == "text":
        text = pipeline.rebuild(document, bitext)
        if path is None:
            click.echo(text, nl=False)
        else:
            pipeline.save_page(document, text, path)
    elif path is None:
        click.echo(pipeline.serialize_bitext(bitext, format_name), nl=False)
    else:
        pipeline.save_bitext(bitext, path, format_name=format_name)
