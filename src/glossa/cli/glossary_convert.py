"""`glossa glossary convert`: glossary files of one format into one of another."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from glossa.cli.options import quiet_option, style_option

if TYPE_CHECKING:
    from glossa.termbase.exchange.convert import Converted

__all__ = ["convert"]

_MANY = 20
_FORMATS = "tsv, csv, xlsx, tbx, tbx-dca, tbx2, omegat, deepl, google, google-terms, utx"


@click.command(short_help="Turn glossary files into another format.")
@click.argument("files", nargs=-1, required=True, metavar="[IN]... OUT")
@click.option("--own", is_flag=True, help="Begin with glossa's own glossary; each IN lies over it.")
@click.option("--to", "to", metavar="FORMAT", help=f"Format of OUT, by its name else: {_FORMATS}.")
@click.option("--from", "from_", default="", metavar="FORMAT", help="Format of every IN.")
@click.option(
    "--source",
    default="zh-Hans",
    show_default=True,
    metavar="LANG",
    help="Source of pairs, read or written, where a file names none.",
)
@click.option("--target", default="en", show_default=True, metavar="LANG", help="Target of pairs.")
@style_option
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only concepts of this kind.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="Day of making; UTX states one.")
@click.option("--lossy", is_flag=True, help="Leave out what the format cannot hold, and say so.")
@quiet_option
def convert(
    files: tuple[str, ...],
    own: bool,
    to: str | None,
    from_: str,
    source: str,
    target: str,
    style: str,
    kinds: tuple[str, ...],
    date: str,
    lossy: bool,
    quiet: bool,
) -> int:
    """Turn glossary files into one file of another format; - as OUT is stdout.

    \b
    glossa glossary convert mine.csv mine.tbx        a list of yours for other tools
    glossa glossary convert --own glossa.xlsx        glossa's glossary as a workbook
    glossa glossary convert --own --to deepl --kind county --lossy counties.csv

    What the format cannot hold is an error, unless --lossy leaves it out. The exit code is 1 where
    rows of IN could not be read; they are listed, the rest is written.
    """  # noqa: D301 - click wants the control character itself: "keep these lines as they are"
    from glossa.errors import UsageError
    from glossa.files import require_folder, write_safely
    from glossa.pipeline import require_tag
    from glossa.resources import data_path
    from glossa.termbase.exchange import format_named, format_of
    from glossa.termbase.exchange.convert import convert_glossary
    from glossa.termbase.load import Reading

    *inputs, out = files
    if not (inputs or own):
        raise UsageError(
            "one file is named where two are needed",
            where="IN... OUT",
            advice=f"glossa glossary convert {out} OUT, or --own {out} for glossa's own glossary",
        )
    if any(_is_same(out, name) for name in inputs):
        raise UsageError("the result would replace what it is made of", where=out)
    if out == "-" and to is None:
        raise UsageError("stdout has no name to tell the format by", where="-", advice="add --to")
    known = format_of(out) if to is None else format_named(to)
    if out != "-":
        require_folder(Path(out))
    made = convert_glossary(
        [*([data_path("glossary")] if own else []), *(Path(name) for name in inputs)],
        known.name,
        reading=Reading(from_, require_tag(source, "--source"), require_tag(target, "--target")),
        style=style,
        kinds=kinds,
        lossy=lossy,
        suffix=PurePath(out).suffix.lower(),
        date=date,
    )
    if out != "-":
        write_safely(Path(out), made.data)
    else:
        click.echo(made.data, nl=False)
    return _report(made, "" if quiet else _summary(made, out, known.name))


def _is_same(out: str, name: str) -> bool:
    """Whether two names are of one file, by another way to it or by a link, too."""
    return out == name or (Path(out).exists() and Path(name).exists() and Path(out).samefile(name))


def _summary(made: Converted, out: str, format_name: str) -> str:
    name = "stdout" if out == "-" else out
    lines = [f"{name}: {format_name}, made from {made.concepts:,} concepts, {made.terms:,} terms"]
    if made.losses:
        lines += ["left out, as --lossy allows:", *(f"  {loss}" for loss in made.losses)]
    return "\n".join(lines)


def _report(made: Converted, summary: str) -> int:
    """Say what was done, and what could not be read; 1 if rows were left out."""
    from glossa.cli.report import finding_line
    from glossa.model import Severity

    if summary:
        click.echo(summary, err=True)
    told = [finding for finding in made.findings if finding.severity != Severity.INFO]
    for finding in told[:_MANY]:
        click.echo(finding_line(finding), err=True)
    if len(told) > _MANY:
        click.echo(f"... and {len(told) - _MANY:,} more: glossa glossary check lists all", err=True)
    return 1 if any(finding.severity == Severity.ERROR for finding in told) else 0
