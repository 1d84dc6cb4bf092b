"""`glossa merge`: what a person edited, back on its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import encoding_option, quiet_option

if TYPE_CHECKING:
    from glossa.memory import Added
    from glossa.merging import Merged
    from glossa.model import Bitext, Document, Finding

__all__ = ["Request", "command", "merge"]


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call."""

    output: Path | None
    format_name: str | None
    edited_format: str | None
    to: str | None
    memory: Path | None
    unplaced: Path | None
    encoding: str | None
    force: bool
    as_json: bool
    quiet: bool


@click.command(name="merge")
@click.argument("page", metavar="PAGE")
@click.argument("edited", nargs=-1, required=True, metavar="EDITED...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="File to write: .txt for the page, or any bilingual format (.po, .xlsx, .xlf, .tmx ...) "
    "for the page and its translation side by side. Without it the page goes to stdout.",
)
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    help="text, po, xlsx, xliff, tmx, csv ...: the format of OUT; beats the ending.",
)
@click.option(
    "--from", "edited_format", metavar="FORMAT", help="Format of EDITED, if its name does not tell."
)
@click.option(
    "--to", metavar="LANG", help="Language of the translation, if EDITED does not say it; else en."
)
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Remember what a person wrote or confirmed, for the next page; made if it is not there.",
)
@click.option(
    "--unplaced",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Bilingual file for what no longer has a place on the page.",
)
@click.option("--force", is_flag=True, help="Take what fits of a file of another page.")
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="The summary on stderr as JSON.")
@quiet_option
def command(
    page: str,
    edited: tuple[str, ...],
    output: Path | None,
    format_name: str | None,
    edited_format: str | None,
    to: str | None,
    memory: Path | None,
    unplaced: Path | None,
    force: bool,
    encoding: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Bring a translation that a person edited back to its page.

    \b
    glossa translate page.txt -o page.po        then edit page.po in Poedit, and
    glossa merge page.txt page.po -o page.en.txt

    PAGE is the page as it is now: what was changed meanwhile is matched by its neighbours and its
    wording. EDITED is what was made of it, in any bilingual format; of several, later ones win. One
    of them may be - for stdin. Nothing that a person wrote is dropped: what has no place any more
    is listed, and saved with --unplaced.
    """  # noqa: D301 - click wants the control character itself: "keep these lines as they are"
    request = Request(
        output=output,
        format_name=format_name,
        edited_format=edited_format,
        to=to,
        memory=memory,
        unplaced=unplaced,
        encoding=encoding,
        force=force,
        as_json=as_json,
        quiet=quiet,
    )
    return merge(page, edited, request)


def merge(page: str, edited: tuple[str, ...], request: Request) -> int:
    """Do what `glossa merge` does; returns the exit code."""
    from glossa import pipeline
    from glossa.cli.outputs import write_result
    from glossa.cli.pages import read_bilingual, read_page
    from glossa.pipeline import require_tag

    format_name = _checked_call(page, edited, request)
    bitexts = [read_bilingual(name, request.edited_format) for name in edited]
    document = read_page(page, request.encoding)
    to = None if request.to is None else require_tag(request.to, "--to")
    merged = pipeline.merge(document, *bitexts, where=edited, to=to, force=request.force)
    # What would be lost is saved before anything else is written.
    added = request.memory and pipeline.remember(merged, bitexts, request.memory)
    if request.unplaced is not None and merged.unplaced:
        pipeline.save_bitext(pipeline.unplaced_bitext(merged), request.unplaced)
    remarks = write_result(document, merged.bitext, request.output, format_name, source=page)
    _report(document, merged, bitexts, remarks, added or None, request)
    return 0


def _checked_call(page: str, edited: tuple[str, ...], request: Request) -> str:
    """The format of the result; whatever can be known to go wrong is said before any work."""
    from glossa.cli.outputs import (
        format_for,
        is_bilingual,
        is_same_file,
        named_format,
        refuse_replacing,
    )
    from glossa.errors import UsageError
    from glossa.files import require_folder
    from glossa.formats import format_of

    if (page, *edited).count("-") > 1:
        raise UsageError("stdin can be read once only", where="-", advice="name a file")
    same = page != "-" and any(is_same_file(page, name) for name in edited)
    turned = not is_bilingual(edited[0], request.edited_format) and is_bilingual(page)
    if same or turned:
        raise UsageError(
            "the page and the edited file are one" if same else "this is no page",
            where=page,
            advice="name the page first, then what was made of it: "
            "glossa merge page.txt page.po -o page.en.txt",
        )
    format_name = format_for(request.output, named_format(request.format_name), page)
    for out in (request.output, request.unplaced, request.memory):
        refuse_replacing(out, page, what="the page itself")
        refuse_replacing(out, *edited, what="the edited file, which is all there is of it")
    if request.memory is not None:
        for out in (request.output, request.unplaced):
            refuse_replacing(out, request.memory, what="the memory")
    if request.unplaced is not None:
        format_of(request.unplaced)
        refuse_replacing(request.unplaced, request.output or "-", what="the other result")
        require_folder(request.unplaced)
    if request.output is not None and str(request.output) not in {"-", "/dev/stdout"}:
        require_folder(request.output)
    return format_name


def _report(
    document: Document,
    merged: Merged,
    edited: Sequence[Bitext],
    remarks: tuple[Finding, ...],
    added: Added | None,
    request: Request,
) -> None:
    """Say what was done; what a person wrote and has no place is never left unsaid."""
    from glossa.cli.merge_report import summary_record, summary_text

    if request.as_json:
        record = summary_record(document, merged, remarks)
        record |= {"memory": asdict(added)} if added is not None else {}
        click.echo(json.dumps(record, ensure_ascii=False), err=True)
        return
    text = summary_text(
        document, merged, remarks, edited=edited, saved=request.unplaced, quiet=request.quiet
    )
    if added is not None and not request.quiet:
        text += (
            f"\n{request.memory}: {added.new:,} new, {added.replaced:,} replaced, "
            f"{added.same:,} known already."
        )
    if text:
        click.echo(text, err=True)
