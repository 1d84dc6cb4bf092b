"""`glossa align`: a text and its translation, segment by segment."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import encoding_option, glossary_option, quiet_option, style_option

if TYPE_CHECKING:
    from glossa.model import Bitext, Document
    from glossa.pipeline import AlignmentSummary

__all__ = ["Request", "align", "command"]


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call."""

    output: Path | None
    format_name: str | None
    source_language: str
    target_language: str
    style: str
    glossaries: tuple[str, ...]
    model: bool | None
    review: Path | None
    min_score: float
    links_only: bool
    overwrite: bool
    encoding: str | None
    as_json: bool
    quiet: bool


@click.command(name="align")
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Bilingual file to write; its ending chooses the format: .tmx, .xlsx, .po, .tsv ...",
)
@click.option(
    "--as", "format_name", metavar="FORMAT", help="Format of the result; beats the ending."
)
@click.option(
    "--from",
    "source_language",
    default="auto",
    show_default=True,
    metavar="LANG",
    help="Language of SOURCE (zh-Hans, zh-Hant, ru ...); auto: the one most of it is in.",
)
@click.option(
    "--to",
    "target_language",
    default="auto",
    show_default=True,
    metavar="LANG",
    help="Language of TARGET, likewise.",
)
@style_option
@glossary_option
@click.option(
    "--model/--no-model",
    default=None,
    help="Ask a translation model too, or none. By itself: only where glossa has no list of words "
    "for the two languages (it has one for Chinese and English).",
)
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write a page for reading the two side by side, doubtful links marked.",
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="N",
    help="Take links apart whose score is below N (0 to 1).",
)
@click.option(
    "--links-only",
    is_flag=True,
    help="Leave out what has no counterpart or is the same in both: for a translation memory.",
)
@click.option("--overwrite", is_flag=True, help="Replace OUT even if a person has worked on it.")
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="The summary on stderr as JSON.")
@quiet_option
def command(
    source: str,
    target: str,
    output: Path | None,
    format_name: str | None,
    source_language: str,
    target_language: str,
    style: str,
    glossaries: tuple[str, ...],
    model: bool | None,
    review: Path | None,
    min_score: float,
    links_only: bool,
    overwrite: bool,
    encoding: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Align a text with its translation, segment by segment.

    SOURCE and TARGET are pages, or bilingual files, of which the sources or the targets are taken;
    one of them may be - for stdin. Without -o the links are listed on stdout. What has no
    counterpart stays in the result, with a finding; what is doubtful is a weak-link.
    """
    request = Request(
        output=output,
        format_name=format_name,
        source_language=source_language,
        target_language=target_language,
        style=style,
        glossaries=glossaries,
        model=model,
        review=review,
        min_score=min_score,
        links_only=links_only,
        overwrite=overwrite,
        encoding=encoding,
        as_json=as_json,
        quiet=quiet,
    )
    return align(source, target, request)


def align(source: str, target: str, request: Request) -> int:
    """Do what `glossa align` does; returns the exit code."""
    from glossa import pipeline
    from glossa.cli.report import say_glossary_faults

    write = _goal(source, target, request)
    termbase = pipeline.load_termbase(request.glossaries, style=request.style)
    bitext = pipeline.align(
        _given(source, request.encoding),
        _given(target, request.encoding),
        source_language=request.source_language,
        target_language=request.target_language,
        termbase=termbase,
        model=request.model,
        min_score=request.min_score,
        encoding=request.encoding,
    )
    left_out = write(_links(bitext) if request.links_only else bitext)
    if request.review is not None:
        pipeline.save_bitext(bitext, request.review, format_name="html")
    summary = pipeline.summarize_alignment(bitext)
    if request.as_json:
        record = asdict(summary) | {"left_out": left_out}
        click.echo(json.dumps(record, ensure_ascii=False), err=True)
    elif not request.quiet:
        say_glossary_faults(termbase, request.glossaries)
        for line in _said(summary, left_out, request):
            click.echo(line, err=True)
    return 0


def _given(argument: str, encoding: str | None) -> Document | Path:
    from glossa.cli.pages import read_page

    path = Path(argument)
    # A page is read by the pipeline; stdin and folders are the command line's.
    return path if argument != "-" and path.is_file() else read_page(argument, encoding)


def _goal(source: str, target: str, request: Request) -> Callable[[Bitext], int]:
    """What writes the result and says how many entries it left out; asked before any work."""
    from glossa import pipeline
    from glossa.cli.outputs import refuse_replacing
    from glossa.errors import UsageError
    from glossa.files import require_folder
    from glossa.formats import format_of, get_format
    from glossa.model import Bitext

    pages = [Path(page) for page in (source, target) if page != "-" and Path(page).is_file()]
    if source == target == "-":
        raise UsageError("stdin can be read once only", where="SOURCE", advice="give - once")
    if len(pages) == 2 and pages[0].samefile(pages[1]):
        raise UsageError(
            "SOURCE and TARGET are the same file",
            where=target,
            advice="give a text and its translation",
        )
    output = None if request.output is None or str(request.output) == "-" else request.output
    for path in (output, request.review):
        if path is None:
            continue
        refuse_replacing(path, *pages, what="one of the two")
        require_folder(path)
    if output is not None:
        chosen = format_of(output, request.format_name).name
        if not request.overwrite:
            # What a person corrected is not in the texts, so no new alignment has it.
            pipeline.require_replaceable(Bitext("", ()), output, format_name=chosen)
        return lambda bitext: _write(bitext, output, chosen)
    if request.format_name is not None:
        chosen = get_format(request.format_name).name
        return lambda bitext: _write(bitext, None, chosen)
    if request.output is None and request.review is not None:
        return lambda _: 0
    return _print


def _links(bitext: Bitext) -> Bitext:
    """Only what one side says in its language and the other in its own.

    What is the same on both is no translation: a menu left in Chinese would teach a memory that.
    """
    from glossa.model import MatchType

    return bitext.with_entries(
        tuple(entry for entry in bitext if entry.source and entry.match is MatchType.ALIGNED)
    )


def _write(bitext: Bitext, path: Path | None, format_name: str) -> int:
    """Write a bitext; what a format has no place for is left out and counted."""
    from glossa import pipeline
    from glossa.errors import FormatError
    from glossa.files import write_safely

    kept = bitext.with_entries(tuple(entry for entry in bitext if entry.source))
    try:
        data = pipeline.serialize_bitext(bitext, format_name)
        kept = bitext
    except FormatError:
        if len(kept) == len(bitext):
            raise
        data = pipeline.serialize_bitext(kept, format_name)
    if path is None:
        click.echo(data, nl=False)
    else:
        write_safely(path, data)
    return len(bitext) - len(kept)


def _print(bitext: Bitext) -> int:
    """The links as a table: which segments, how sure, both texts."""
    from glossa.cli.tables import print_table
    from glossa.model import parse_detail

    rows = []
    for entry in bitext:
        detail = parse_detail(entry.steps[0].detail) if entry.steps else {}
        linked = entry.source and entry.steps
        rows.append(
            [
                detail.get("links", "1-0"),
                detail.get("score", ""),
                entry.id if entry.source else "",
                detail.get("target", ""),
                entry.source,
                entry.target if linked or not entry.source else "",
            ]
        )
    print_table(["links", "score", "source id", "target id", "source", "target"], rows)
    return 0


def _said(summary: AlignmentSummary, left_out: int, request: Request) -> list[str]:
    """The summary for people."""
    from glossa.cli.report import plural

    pair = (
        f"{summary.source} ({summary.source_language}), {summary.target} "
        f"({summary.target_language})"
    )
    kinds = ", ".join(f"{kind}: {count:,}" for kind, count in summary.links.items())
    weak = f"; {_part(summary.weak, summary.linked)} doubtful (weak-link)" if summary.weak else ""
    same = f"; {summary.same:,} the same on both sides" if summary.same else ""
    links = f"{plural(summary.linked, 'link')}{f' ({kinds})' if kinds else ''}"
    lines = [f"{pair}: {links}{same}{weak}."]
    alone = [
        f"{_part(count, total)} of {name}"
        for count, total, name in (
            (summary.unaligned_source, summary.source_segments, summary.source),
            (summary.unaligned_target, summary.target_segments, summary.target),
        )
        if count
    ]
    if alone:
        said = ", left out" if request.links_only else ""
        lines.append(f"Segments without a counterpart{said}: {'; '.join(alone)}.")
    if left_out:
        name = request.format_name or (request.output or Path()).suffix.lstrip(".")
        lines.append(
            f"{name} has no place for a translation without a source: "
            f"{plural(left_out, 'segment')} of {summary.target} left out (--review shows all)."
        )
    for finding in summary.findings:
        place = f"{finding.where}: " if finding.where else ""
        lines.append(f"{place}{finding.severity}: {finding.code}: {finding.message}")
    return lines


def _part(count: int, total: int) -> str:
    """`3 of 40 (8 %)`."""
    return f"{count:,} of {total:,} ({count / total:.0%})"
