"""`glossa memory`: what people wrote before, brought in, taken out, searched."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import quiet_option

if TYPE_CHECKING:
    from glossa.memory import Memory, Pair
    from glossa.pipeline import Learnt

__all__ = ["command"]

_MANY = 20
_SQLITE = b"SQLite format 3\0"

_memory_option = click.option(
    "--memory", "path", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="The memory: one file.",
)  # fmt: skip
_json_option = click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")


@click.group(name="memory")
def command() -> None:
    """What people wrote before: import, export, search, count, tidy up.

    \b
    glossa merge page.txt page.po --memory mine.db -o page.en.txt    learns what you corrected
    glossa translate next.txt --memory mine.db                       uses it
    glossa memory search 托里 --memory mine.db                        how was that put?
    """  # noqa: D301 - click wants the control character itself: "keep these lines as they are"


@command.command(name="import", short_help="Learn from bilingual files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_memory_option
@click.option("--machine", is_flag=True, help="Take what no person has reviewed too.")
@click.option("--from", "format_name", metavar="FORMAT", help="Format, if the name does not tell.")
@click.option("--source", metavar="LANG", help="Language of sources, where a file names none.")
@click.option("--target", metavar="LANG", help="Language of targets, where a file is wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@quiet_option
def import_(
    files: tuple[str, ...],
    path: Path,
    machine: bool,
    format_name: str | None,
    source: str | None,
    target: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Learn from bilingual files: TMX, PO, XLIFF, tables, or another memory; - is stdin.

    What a person reviewed goes in; a file of another tool that knows no states counts as a
    person's. The memory is made where there is none. A later translation of the same source among
    the same neighbours replaces the earlier; a machine's never replaces a person's. The exit code
    is 3 where a file could not be read; the others are learnt.
    """
    from glossa import pipeline
    from glossa.errors import InputError, MemoryFileError

    languages = [
        None if tag is None else pipeline.require_tag(tag, where)
        for tag, where in ((source, "--source"), (target, "--target"))
    ]
    failed = 0
    with pipeline.open_memory(path, create=True) as memory:
        for name in files:
            try:
                learnt = _learn(memory, name, format_name, languages, machine=machine, quiet=quiet)
            except MemoryFileError as error:
                if error.where == str(path):
                    raise
                failed, said = failed + 1, error
                click.echo(f"glossa: {said}", err=True)
                continue
            except InputError as error:
                failed += 1
                click.echo(f"glossa: {error}", err=True)
                continue
            if as_json:
                click.echo(json.dumps({"file": name, **asdict(learnt)}, ensure_ascii=False))
            elif not quiet:
                click.echo(f"{name}: {_learnt(learnt)}", err=True)
        if not (quiet or as_json):
            click.echo(f"{path}: {_count(len(memory), 'pair')}", err=True)
    return InputError.exit_code if failed else 0


def _learn(
    memory: Memory,
    name: str,
    format_name: str | None,
    languages: Sequence[str | None],
    *,
    machine: bool,
    quiet: bool,
) -> Learnt:
    from glossa import pipeline
    from glossa.cli.pages import read_bilingual
    from glossa.cli.report import finding_line

    if name != "-" and format_name is None and _is_memory(Path(name)):
        with pipeline.open_memory(name, readonly=True) as other:
            return pipeline.learn_memory(memory, other, machine=machine)
    bitext = read_bilingual(name, format_name)
    if not quiet:
        said = [*bitext.findings, *(one for entry in bitext for one in entry.findings)]
        own = [one for one in said if one.where.partition(":")[0] == Path(name).name]
        for finding in own[:_MANY]:
            click.echo(finding_line(finding), err=True)
        if len(own) > _MANY:
            click.echo(f"... and {len(own) - _MANY:,} more remarks on {name}", err=True)
    return pipeline.learn(memory, bitext, machine=machine, source=languages[0], target=languages[1])


def _is_memory(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False  # the reader of bilingual files says why it cannot be read


def _learnt(learnt: Learnt) -> str:
    added = learnt.added
    parts = [f"{added.new:,} new"]
    parts += [f"{added.replaced:,} replaced"] if added.replaced else []
    parts += [f"{added.same:,} known"] if added.same else []
    if added.refused:
        parts.append(f"{added.refused:,} refused: a person's words stand there, or this is no text")
    if learnt.machine:
        parts.append(f"{learnt.machine:,} left out: no person reviewed them (--machine takes them)")
    parts += [f"{learnt.idle:,} without a translation"] if learnt.idle else []
    return ", ".join(parts)


@command.command(short_help="Write it as TMX, PO, a table.")
@_memory_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT",
    help="File to write; its ending chooses the format. Without it, stdout (with --as).",
)  # fmt: skip
@click.option("--as", "format_name", metavar="FORMAT", help="tmx, po, xlsx, csv ...; beats OUT.")
@click.option("--source", metavar="LANG", help="Only pairs from this language.")
@click.option("--target", metavar="LANG", help="Only pairs into this language.")
@quiet_option
def export(
    path: Path,
    output: Path | None,
    format_name: str | None,
    source: str | None,
    target: str | None,
    quiet: bool,
) -> int:
    """Write a memory as a bilingual file, for other tools or for reading.

    States, contexts, pages and notes go along, so that importing the file gives the same memory.
    """
    from glossa import pipeline
    from glossa.cli.outputs import is_stdout, refuse_replacing
    from glossa.errors import UsageError
    from glossa.files import require_folder, write_safely
    from glossa.formats import format_of

    refuse_replacing(output, path, what="the memory itself")
    if output is None or is_stdout(output):
        if format_name is None:
            raise UsageError(
                "stdout has no name to tell the format by", where="-o", advice="add --as tmx"
            )
    else:
        require_folder(output)
    goal = format_of(output or Path("-"), format_name).name
    with pipeline.open_memory(path, readonly=True) as memory:
        bitext = pipeline.memory_bitext(memory.pairs(), path.stem, source=source, to=target)
    data = pipeline.serialize_bitext(bitext, goal)
    if output is None or is_stdout(output):
        click.echo(data, nl=False)
    else:
        write_safely(output, data)
    if not quiet:
        out = "stdout" if output is None or is_stdout(output) else str(output)
        click.echo(f"{out}: {goal}, {_count(len(bitext), 'pair')} of {path}", err=True)
    return 0


@command.command(short_help="Find text on either side.")
@click.argument("text", nargs=-1, required=True)
@_memory_option
@click.option(
    "--side", type=click.Choice(["both", "source", "target"]), default="both", show_default=True,
    help="Where to look.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
    help="At most N pairs.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object a pair.")
def search(text: tuple[str, ...], path: Path, side: str, limit: int, as_json: bool) -> int:
    """Find text on either side, with both sides: how was that put before?

    A person's pairs come first. Where nothing is found the exit code is 1.
    """
    from glossa import pipeline
    from glossa.errors import UsageError

    wanted = " ".join(text).strip()
    if not wanted:
        raise UsageError("nothing to look for", where="TEXT...", advice="say what: 托里")
    with pipeline.open_memory(path, readonly=True) as memory:
        pairs = memory.search(wanted, side=side, limit=limit)
    for number, pair in enumerate(pairs):
        if as_json:
            click.echo(json.dumps(asdict(pair), ensure_ascii=False))
        else:
            click.echo(("\n" if number else "") + _card(pair, wanted))
    if not pairs and not as_json:
        click.echo(f"{wanted!r} is nowhere in {path}", err=True)
    return 0 if pairs else 1


def _card(pair: Pair, wanted: str) -> str:
    """Both sides, and where they come from; what was looked for is highlighted on a terminal."""
    import re

    def shown(side: str) -> str:
        one_line = " ".join(side.split())
        if not sys.stdout.isatty():
            return one_line
        pattern = re.compile(re.escape(wanted), re.IGNORECASE)
        return pattern.sub(lambda match: click.style(match[0], bold=True, fg="yellow"), one_line)

    width = max(len(pair.source_language), len(pair.target_language))
    place = " ".join(part for part in (pair.page, pair.entry) if part)
    facts = ", ".join(part for part in (pair.state.value, place, pair.note) if part)
    lines = [
        f"{pair.source_language:<{width}}  {shown(pair.source)}",
        f"{pair.target_language:<{width}}  {shown(pair.target)}",
        f"{'':<{width}}  {facts}",
    ]
    return "\n".join(lines)


@command.command(short_help="What it holds.")
@_memory_option
@_json_option
def stats(path: Path, as_json: bool) -> int:
    """How many pairs a memory holds, of which languages, states and pages."""
    from glossa import pipeline

    with pipeline.open_memory(path, readonly=True) as memory:
        held, digest = memory.stats(), memory.digest
    if as_json:
        click.echo(json.dumps({**asdict(held), "digest": digest}, ensure_ascii=False))
        return 0
    lines = [f"{path}: {_count(held.pairs, 'pair')}, {_bytes(held.size)}, digest {digest[:12]}"]
    lines += [f"  {one} -> {other}: {count:,}" for (one, other), count in held.languages]
    lines += [f"  {state.value}: {count:,}" for state, count in held.states]
    most = sorted(held.pages, key=lambda page: (-page[1], page[0]))
    lines += [f"  of {page or 'no page'}: {count:,}" for page, count in most[:_MANY]]
    if len(most) > _MANY:
        lines.append(f"  and {len(most) - _MANY:,} more pages (--json lists them)")
    click.echo("\n".join(lines))
    return 0


@command.command(short_help="Drop what is superfluous, give room back.")
@_memory_option
@_json_option
def compact(path: Path, as_json: bool) -> int:
    """Drop machine's pairs that a person's stands above, and twins; no person's word is touched."""
    from glossa import pipeline

    with pipeline.open_memory(path) as memory:
        done = memory.compact()
    if as_json:
        click.echo(json.dumps(asdict(done)))
        return 0
    click.echo(
        f"{path}: {_count(done.kept, 'pair')} kept; dropped {done.outranked:,} of a machine's "
        f"beside a person's and {done.merged:,} twins; {_bytes(done.before)} -> "
        f"{_bytes(done.after)}"
    )
    return 0


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _bytes(size: int) -> str:
    return f"{size / 10**6:,.1f} MB" if size >= 10**6 else f"{size / 1000:,.0f} kB"
