"""Where a result goes and in which format: by its name, or by `--as`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.errors import UsageError

if TYPE_CHECKING:
    from glossa.model import Bitext, Document, Finding

__all__ = [
    "format_for",
    "is_bilingual",
    "is_same_file",
    "is_stdout",
    "named_format",
    "refuse_replacing",
    "write_result",
]

_TEXT = frozenset({"text", "txt", ".txt"})
_TEXT_ENDINGS = frozenset({"", ".txt", ".text"})


def named_format(name: str | None) -> str | None:
    """The name of a format as `--as` may give it: `text` for the page itself. Raises."""
    from glossa.formats import get_format

    if name is None:
        return None
    return "text" if name.strip().lower() in _TEXT else get_format(name).name


def is_stdout(path: Path | None) -> bool:
    """Whether a result goes to stdout.

    The shell has opened /dev/stdout already; replacing it by a file would lose what follows.
    """
    return path is None or str(path) in {"-", "/dev/stdout"}


def format_for(path: Path | None, named: str | None) -> str:
    """The format of a result: `text`, or a bilingual one. Raises `FormatError`."""
    from glossa.formats import format_of

    if named is not None:
        return named
    if path is None or is_stdout(path) or path.suffix.lower() in _TEXT_ENDINGS:
        return "text"
    return format_of(path).name


def is_same_file(one: Path | str, other: Path | str) -> bool:
    """Whether two names are of one file, by another way to it or by a link, too."""
    one, other = Path(one), Path(other)
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def is_bilingual(path: Path | str, named: str | None = None) -> bool:
    """Whether a file is called so, or said to be of such a format."""
    from glossa.errors import FormatError
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
    document: Document, bitext: Bitext, path: Path | None, format_name: str
) -> tuple[Finding, ...]:
    """Write a page or its bitext; returns what had to be changed for that."""
    from glossa import pipeline
    from glossa.cli.pages import print_page

    to_stdout = path is None or is_stdout(path)
    if format_name == "text":
        text = pipeline.rebuild(document, bitext)
        if path is not None and not to_stdout:
            return pipeline.save_page(document, text, path)
        print_page(document, text)
    elif path is None or to_stdout:
        click.echo(pipeline.serialize_bitext(bitext, format_name), nl=False)
    else:
        pipeline.save_bitext(bitext, path, format_name=format_name)
    return ()
