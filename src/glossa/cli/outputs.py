"""Where a result goes and in which format: by its name, or by `--as`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.errors import FormatError, UsageError

if TYPE_CHECKING:
    from glossa.model import Bitext, Document, Finding

__all__ = [
    "BILINGUAL",
    "PAGE",
    "format_for",
    "is_bilingual",
    "is_same_file",
    "is_stdout",
    "named_format",
    "refuse_replacing",
    "write_result",
]

PAGE = "page"
"""The page itself, in its own format."""
BILINGUAL = "bilingual"
"""The page as a web page with the original beside each block."""
_PAGE_NAMES = frozenset({"page", "text", "txt", ".txt"})
_TEXT_ENDINGS = frozenset({"", ".txt", ".text"})


def named_format(name: str | None) -> str | None:
    """The name of a format as `--as` may give it: `page`, `bilingual`, a bilingual file's. Raises.

    `text` is another word for `page`, from when all pages were text.
    """
    from glossa.formats import get_format

    if name is None:
        return None
    lower = name.strip().lower()
    if lower in _PAGE_NAMES:
        return PAGE
    return BILINGUAL if lower == BILINGUAL else get_format(name).name


def is_stdout(path: Path | None) -> bool:
    """Whether a result goes to stdout.

    The shell has opened /dev/stdout already; replacing it by a file would lose what follows.
    """
    return path is None or str(path) in {"-", "/dev/stdout"}


def format_for(path: Path | None, named: str | None, page: str = "") -> str:
    """The format of a result: `page`, `bilingual`, or a bilingual file's. Raises `FormatError`.

    `page`: the name of the page. A result that ends as the page does is the page in its own format
    (`-o out.html` for `in.html`), even where bilingual files end so too: those need `--as`.
    """
    from glossa.formats import format_of
    from glossa.pages import page_format

    if named is not None:
        return named
    if path is None or is_stdout(path) or path.suffix.lower() in _TEXT_ENDINGS:
        return PAGE
    form = page_format(b"", page)
    if form.ending and path.suffix.lower() in form.extensions:
        raise FormatError(
            f"{form.description} cannot be written again as what it is",
            where=str(path),
            advice=f"give -o {path.with_suffix(form.ending)}",
        )
    if path.suffix.lower() in {*form.extensions, form.ending}:
        return PAGE
    return format_of(path).name


def is_same_file(one: Path | str, other: Path | str) -> bool:
    """Whether two names are of one file, by another way to it or by a link, too."""
    one, other = Path(one), Path(other)
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def is_bilingual(path: Path | str, named: str | None = None) -> bool:
    """Whether a file is called so, or said to be of such a format."""
    from glossa.formats import format_of

    try:
        format_of(path, named)
    except FormatError:
        return False
    return True


def refuse_replacing(out: Path | None, *inputs: Path | str, what: str) -> None:
    """Raise `UsageError` where a result would replace one of the files it is made of."""
    if out is None or is_stdout(out):
        return
    for name in inputs:
        if str(name) != "-" and is_same_file(out, name):
            raise UsageError(
                f"the result would replace {what}",
                where=str(out),
                advice="give it another name, or another folder",
            )


def write_result(
    document: Document,
    bitext: Bitext,
    path: Path | None,
    format_name: str,
    *,
    source: Path | str = "-",
) -> tuple[Finding, ...]:
    """Write a page or its bitext; returns what had to be changed for that.

    `source`: where the page was read; a web page written to another folder takes its pictures
    along.
    """
    from glossa import pipeline
    from glossa.pipeline.companions import copy_companions

    goal = None if path is None or is_stdout(path) else path
    if format_name in {PAGE, BILINGUAL}:
        bilingual = format_name == BILINGUAL
        if goal is not None:
            found = pipeline.save_page(document, bitext, goal, bilingual=bilingual)
            if document.format == "html" and str(source) != "-":
                found += copy_companions(Path(source), goal)
            return found
        return _print_built(document, bitext, bilingual=bilingual)
    if goal is None:
        click.echo(pipeline.serialize_bitext(bitext, format_name), nl=False)
    else:
        pipeline.save_bitext(bitext, goal, format_name=format_name)
    return ()


def _print_built(document: Document, bitext: Bitext, *, bilingual: bool) -> tuple[Finding, ...]:
    """A page on stdout: text as UTF-8, anything else as it is, but never into a terminal."""
    from glossa import pipeline
    from glossa.cli.pages import print_page
    from glossa.pages import PAGE_FORMATS

    form = PAGE_FORMATS[document.format]
    if document.format == "text" and not bilingual:
        print_page(document, pipeline.rebuild(document, bitext))
        return ()
    data, findings, ending = pipeline.build_page(document, bitext, bilingual=bilingual)
    if not (form.is_text or ending == ".html" or bilingual) and sys.stdout.isatty():
        raise UsageError(
            f"{form.description} cannot be shown in a terminal",
            where=document.name,
            advice=f"write it with -o OUT{form.extensions[0]}, or --as bilingual > OUT.html",
        )
    click.echo(data, nl=False)
    return findings
