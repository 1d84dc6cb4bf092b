"""`glossa normalize`: fold names in text that is English already, on a page or in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import (
    encoding_option,
    first_mention_option,
    folder_options,
    glossary_option,
    quiet_option,
    quotations_option,
    style_option,
)

if TYPE_CHECKING:
    from glossa.cli.normalize_report import Normalized, Outcome
    from glossa.folders import Page, Walk
    from glossa.model import Bitext, Document, Finding
    from glossa.termbase import Termbase

__all__ = ["Request", "command", "normalize"]


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one call."""

    output: Path | None
    write: bool
    diff: bool
    as_json: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    style: str
    glossaries: tuple[str, ...]
    quotations: bool
    first_mention: str | None
    encoding: str | None
    quiet: bool


@click.command(name="normalize")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--diff", is_flag=True, help="Show what would change, line by line.")
@click.option("--json", "as_json", is_flag=True, help="Every change and finding as JSON.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="File to write the page to, in its own encoding (a web page: UTF-8); for a folder, a "
    "folder.",
)
@click.option("--write", is_flag=True, help="Change the files themselves, where a name changes.")
@folder_options
@style_option
@glossary_option
@quotations_option
@first_mention_option
@encoding_option
@quiet_option
def command(
    paths: tuple[str, ...],
    diff: bool,
    as_json: bool,
    output: Path | None,
    write: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    style: str,
    glossaries: tuple[str, ...],
    quotations: bool,
    first_mention: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Fold every variant of a name to the spelling of one style.

    PATH is a page, a folder of pages, or - for stdin. One page is printed; of a folder say what you
    want: --diff, --json, -o OUT or --write. Without --write no file is touched.
    """
    return normalize(
        paths,
        Request(
            output=output,
            write=write,
            diff=diff,
            as_json=as_json,
            include=include,
            exclude=exclude,
            style=style,
            glossaries=glossaries,
            quotations=quotations,
            first_mention=first_mention,
            encoding=encoding,
            quiet=quiet,
        ),
    )


def normalize(paths: Sequence[str], request: Request) -> int:
    """Do what `glossa normalize` does; returns the exit code.

    Of several pages, one that cannot be read or written is reported and the others are done.
    """
    from glossa import pipeline
    from glossa.cli import normalize_report
    from glossa.folders import walk

    found = walk(paths, include=request.include, exclude=request.exclude)
    if len(paths) == 1 and found.failed:
        raise found.failed[0]
    single = len(paths) == 1 and len(found.pages) == 1 and found.pages[0].inside is None
    goals = _goals(paths, found, request, single=single)
    termbase = pipeline.load_termbase(request.glossaries, style=request.style)
    own = termbase.findings if request.glossaries else ()
    done = _all_pages(found, goals, request, termbase, single=single)
    if request.as_json:
        click.echo(normalize_report.json_report(done, request.style), nl=False)
    if not request.quiet:
        said = normalize_report.one_page if single else normalize_report.table
        click.echo(said(done, own, request.style), err=True)
    for _, failure in done.failed:
        click.echo(f"glossa: {failure}", err=True)
    return done.failed[0][1].exit_code if done.failed else 0


def _all_pages(
    found: Walk, goals: dict[Page, Path], request: Request, termbase: Termbase, *, single: bool
) -> Outcome:
    from glossa.cli.normalize_report import Outcome, is_bilingual
    from glossa.cli.progress import progress_line
    from glossa.errors import EncodingError, InputError, OutputError

    done = Outcome(
        failed=[(error.where, error) for error in found.failed], skipped=Counter(found.skipped)
    )
    progress = None if request.quiet else progress_line()
    for number, page in enumerate(found.pages, 1):
        if progress is not None:
            progress(number, len(found.pages), page.name)
        if page.inside is not None and is_bilingual(page.path):
            done.skipped["bilingual"] += 1
            continue
        try:
            done.pages.append(
                _normalize_page(page, goals.get(page), request, termbase, single=single)
            )
        except (InputError, OutputError) as error:
            if single:
                raise
            if isinstance(error, EncodingError) and page.inside is not None:
                done.skipped["binary"] += 1
            else:
                done.failed.append((page.name, error))
    return done


def _normalize_page(
    page: Page, goal: Path | None, request: Request, termbase: Termbase, *, single: bool
) -> Normalized:
    from glossa import pipeline
    from glossa.cli.normalize_report import normalized, unified_diff
    from glossa.cli.outputs import PAGE, write_result
    from glossa.cli.pages import print_page, read_page
    from glossa.files import make_folder

    document = read_page(str(page.path), request.encoding)
    bitext = pipeline.normalize(
        document,
        termbase=termbase,
        quotations=request.quotations,
        first_mention=request.first_mention,
    )
    text = pipeline.visible_text(document, bitext)
    remarks: tuple[Finding, ...] = ()
    if goal is not None:
        if not single:
            make_folder(goal.parent)
        remarks = pipeline.save_page(document, bitext, goal)
    if request.diff:
        name = document.name if single else page.name
        print_page(document, unified_diff(document.text, text, name))
    elif goal is None and not request.write and not request.as_json:
        remarks = write_result(document, bitext, None, PAGE)
    if request.write and text != document.text:
        _require_page(page)
        _replace(document, bitext, page)
    return normalized(page.name, document, bitext, remarks)


def _require_page(page: Page) -> None:
    """Raise `OutputError` where a bilingual file was named: its sources must stay."""
    from glossa.cli.normalize_report import is_bilingual
    from glossa.errors import OutputError

    if is_bilingual(page.path):
        raise OutputError(
            "this is a bilingual file, and folding would change its sources as well",
            where=page.name,
            advice="fold the page that it was made of, or let glossa translate it again",
        )


def _replace(document: Document, bitext: Bitext, page: Page) -> None:
    """Write a page in the place of itself. Raises `OutputError` where its encoding cannot."""
    from glossa.errors import OutputError
    from glossa.files import write_safely
    from glossa.pipeline import build_page

    data, findings, ending = build_page(document, bitext)
    if ending and not page.name.endswith(ending):
        raise OutputError(
            f"it cannot be written again as what it is, only as {ending}",
            where=page.name,
            advice=f"give -o OUT{ending}",
        )
    if any(one.code == "encoding-changed" for one in findings):
        raise OutputError(
            f"{document.encoding.name} cannot hold {findings[0].raw!r}; the page was left as it is",
            where=page.name,
            advice="give -o OUT: there the page is written as UTF-8",
        )
    write_safely(page.path, data)


def _goals(
    paths: Sequence[str], found: Walk, request: Request, *, single: bool
) -> dict[Page, Path]:
    """Where each page's result goes; empty where nothing is written elsewhere.

    Raises `UsageError` for what makes no sense, before anything is read.
    """
    from glossa.errors import UsageError

    if request.write and (request.output is not None or "-" in paths):
        raise UsageError(
            "--write changes the files themselves, so there is no other place for the result",
            where="--write",
            advice="leave out -o and stdin, or leave out --write",
        )
    if request.diff and request.as_json:
        raise UsageError("--diff and --json both want stdout", where="--json", advice="give one")
    output = request.output
    if output is None or str(output) in {"-", "/dev/stdout"}:
        if not (single or request.diff or request.as_json or request.write):
            raise UsageError(
                "several pages do not go to one stdout",
                where="PATH...",
                advice="give -o OUT/, --diff, --json or --write",
            )
        return {}
    if single and not output.is_dir():
        goals = {found.pages[0]: output}
    else:
        goals = _goals_inside(paths, found, output)
    for page, goal in goals.items():
        if page.name != "-" and goal.exists() and goal.samefile(page.path):
            raise UsageError(
                "the result would replace the page itself",
                where=str(goal),
                advice="give it another name, or --write to change the page",
            )
    return goals


def _goals_inside(paths: Sequence[str], found: Walk, output: Path) -> dict[Page, Path]:
    """The same tree inside the folder `output`."""
    from glossa.errors import UsageError

    folder = output.resolve()
    for path in paths:
        root = Path(path).resolve()
        if root.is_dir() and folder.is_relative_to(root):
            raise UsageError(
                f"the results would lie among the pages of {path}",
                where=str(output),
                advice="name a folder beside it, or give --write to change the pages themselves",
            )
    taken: dict[Path, Page] = {}
    for page in found.pages:
        inside = page.inside or Path("stdin.txt" if page.name == "-" else page.path.name)
        goal = output / inside
        if goal in taken:
            raise UsageError(
                f"{taken[goal].name} and {page.name} would both be written to {goal}",
                where="PATH...",
                advice="normalize them in two runs, each with a folder of its own",
            )
        taken[goal] = page
    return {page: goal for goal, page in taken.items()}
