"""`glossa convert`: a bilingual file in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import quiet_option

if TYPE_CHECKING:
    from glossa.model import Bitext
    from glossa.pipeline import Converted

__all__ = ["command", "convert"]

_MANY = 20
_PAGES = frozenset({".txt", ".text"})


@click.command(name="convert")
@click.argument("source", metavar="IN")
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "from_", metavar="FORMAT", help="Format of IN, if its name does not tell.")
@click.option(
    "--to",
    "to",
    metavar="FORMAT",
    help="Format of OUT, by its name else: po, xlsx, csv, tsv, jsonl, parquet, tmx, xliff (2.1), "
    "xliff12, omegat, markdown, html.",
)
@click.option("--overwrite", is_flag=True, help="Replace OUT even if a person has worked on it.")
@click.option("--lossy", is_flag=True, help="Leave out what the format cannot hold, and say so.")
@quiet_option
def command(
    source: str,
    output: Path,
    from_: str | None,
    to: str | None,
    overwrite: bool,
    lossy: bool,
    quiet: bool,
) -> int:
    """Turn a bilingual file into one of another format.

    \b
    glossa convert page.po page.xlsx            for a colleague who has only Excel
    glossa convert page.xlsx page.html          to read and print it
    glossa convert - - --from po --to tmx       in a pipe

    - is stdin or stdout. Everything is kept: kinds, states, where a target came from, notes,
    findings. What the format cannot hold is an error, unless --lossy leaves it out. For glossaries
    there is 'glossa glossary convert'.
    """  # noqa: D301 - click wants the control character itself: "keep these lines as they are"
    return convert(
        source, output, from_=from_, to=to, overwrite=overwrite, lossy=lossy, quiet=quiet
    )


def convert(
    source: str,
    output: Path,
    *,
    from_: str | None = None,
    to: str | None = None,
    overwrite: bool = False,
    lossy: bool = False,
    quiet: bool = False,
) -> int:
    """Do what `glossa convert` does; returns the exit code."""
    from glossa import pipeline
    from glossa.cli.outputs import is_stdout, refuse_replacing
    from glossa.cli.pages import read_bilingual
    from glossa.errors import UsageError
    from glossa.files import require_folder, write_safely
    from glossa.formats import format_of

    refuse_replacing(output, source, what="what it is made of")
    if is_stdout(output):
        if to is None:
            raise UsageError(
                "stdout has no name to tell the format by", where="OUT", advice="add --to po"
            )
    else:
        require_folder(output)
    if to is None and output.suffix.lower() in _PAGES:
        raise UsageError(
            f"'{output.suffix}' is a page, not a bilingual file",
            where=str(output),
            advice=f"glossa merge PAGE {source} -o {output} writes the page; or add --to po",
        )
    goal = format_of(output, to, option="--to").name
    bitext = read_bilingual(source, from_)
    made = pipeline.convert(bitext, goal, lossy=lossy)
    if is_stdout(output):
        click.echo(made.data, nl=False)
    else:
        if not overwrite:
            pipeline.require_replaceable(bitext, output, format_name=goal)
        write_safely(output, made.data)
    if not quiet:
        _report(made, bitext, source, output, goal)
    return 0


def _report(made: Converted, bitext: Bitext, source: str, output: Path, goal: str) -> None:
    """Say what was written, what was left out, and what could not be read as it stood."""
    from glossa.cli.outputs import is_stdout
    from glossa.cli.report import finding_line

    out = "stdout" if is_stdout(output) else str(output)
    entries = "entry" if len(made.bitext) == 1 else "entries"
    lines = [f"{out}: {goal}, {len(made.bitext):,} {entries} of {bitext.name or 'no page'}"]
    if made.losses:
        lines += ["left out, as --lossy allows:", *(f"  {loss}" for loss in made.losses)]
    # Remarks of earlier runs lie in the file and go on to the next; these are of this reading.
    name = Path(source).name
    said = [one for one in bitext.findings if one.where.partition(":")[0] == name]
    said += [one for entry in bitext for one in entry.findings if one.where.startswith(f"{name}:")]
    lines += [finding_line(finding) for finding in said[:_MANY]]
    if len(said) > _MANY:
        lines.append(f"... and {len(said) - _MANY:,} more; all of them stand in {out}")
    click.echo("\n".join(lines), err=True)
