"""`glossa eval`: measure translations against references, segmentation against labels."""

from __future__ import annotations

import json
import os
import platform
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossa.cli.options import glossary_option, quiet_option, style_option
from glossa.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossa.evaluation import Outcome, TestSet

__all__ = ["command"]


@click.group(name="eval")
def command() -> None:
    """Measure against what people wrote: terms in translations, kinds of blocks on pages."""


@command.command(short_help="Term success, consistency, over-application, chrF, BLEU.")
@click.argument("testset", type=click.Path(path_type=Path, dir_okay=False), metavar="TESTSET")
@style_option
@glossary_option
@click.option("--model", metavar="NAME", help="A model of `glossa models list`.")
@click.option("--without-glossary", is_flag=True, help="Beside it a run that knows no glossary.")
@click.option("--control", is_flag=True, help="Beside it a run with a wrong term for each right.")
@click.option(
    "--enforce",
    is_flag=True,
    help="Take the terms listed in TESTSET as a dictionary to be used, as the WMT tasks do.",
)
@click.option(
    "--guesses", is_flag=True, help="Use answers, too, that the engine only guessed (not a page's)."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N sentences.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option(
    "--append",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Add the table to a Markdown file, with date and command.",
)
@quiet_option
def terms(
    testset: Path,
    style: str,
    glossaries: tuple[str, ...],
    model: str | None,
    without_glossary: bool,
    control: bool,
    enforce: bool,
    guesses: bool,
    limit: int | None,
    as_json: bool,
    append: Path | None,
    quiet: bool,
) -> None:
    """Translate TESTSET and say what became of its terms.

    TESTSET: lines of Chinese TAB English, perhaps TAB terms (zh=en | zh=en), or JSONL with source,
    reference, terms. Where it lists no terms, those of the glossary are looked for.
    """
    from glossa import evaluation, pipeline
    from glossa.cli.report import finding_line, say_glossary_faults
    from glossa.evaluation.quality import require_sacrebleu
    from glossa.translator import Options

    require_sacrebleu()
    tests = evaluation.load_testset(testset).first(limit)
    for finding in tests.findings:
        click.echo(finding_line(finding), err=True)
    if enforce and not tests.listed:
        raise UsageError(
            "--enforce needs a test set that lists its terms",
            where=str(testset),
            advice="give a third column (zh=en | zh=en), or leave --enforce out",
        )
    termbase = pipeline.load_termbase(glossaries, style=style)
    say_glossary_faults(termbase, glossaries)
    engines = pipeline.Engines("en", model)
    modes = [evaluation.PLAIN] * without_glossary + [evaluation.WITH]
    modes += [evaluation.CONTROL] * control
    outcomes = []
    for mode in modes:
        if not quiet:
            click.echo(f"{mode}: {len(tests.cases)} sentences ...", err=True)
        outcomes.append(
            evaluation.evaluate_terms(
                tests,
                termbase,
                engines.get,
                mode=mode,
                enforce=enforce,
                options=Options(guess=0, doubt=0, hope=0) if guesses else Options(),
            )
        )
    _show(tests, outcomes, as_json=as_json, append=append)


@command.command(short_help="Kinds of blocks, languages and sentence ends on labelled pages.")
@click.argument(
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    default=Path("corpus/labelled"),
)
@click.option(
    "--half",
    type=click.Choice(("tune", "test")),
    default="tune",
    show_default=True,
    help="The pages that rules may be fitted to, or those held back.",
)
@click.option("--faults", is_flag=True, help="Every fault with its place, behind the tables.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
def kinds(folder: Path, half: str, faults: bool, as_json: bool) -> None:
    """Read the labelled pages of FOLDER, as web pages and as text, and compare.

    FOLDER holds `tune/` and `test/`; corpus/labelled/README.md says how pages are labelled.
    """
    from glossa.evaluation import kinds as measuring
    from glossa.evaluation.labelled import load_labelled

    tallies = measuring.measure(load_labelled(folder / half))
    if as_json:
        figures = {name: measuring.as_json(tally) for name, tally in tallies.items()}
        click.echo(json.dumps({"half": half, **figures}, ensure_ascii=False, indent=2))
        return
    click.echo(measuring.as_table(tallies))
    for fault in tallies["together"].faults if faults else ():
        click.echo("\t".join(fault).replace("\v", " "))


def _show(
    tests: TestSet, outcomes: Sequence[Outcome], *, as_json: bool, append: Path | None
) -> None:
    from glossa import evaluation

    table = evaluation.as_table(outcomes)
    found = outcomes[0].quality
    signatures = f"chrF: `{found.chrf_signature}`; BLEU: `{found.bleu_signature}`"
    if append is not None:
        _append(append, f"{tests.name}: {len(tests.cases)} sentences.\n\n{table}\n\n{signatures}")
    if as_json:
        runs = [evaluation.as_json(one) for one in outcomes]
        click.echo(json.dumps({"testset": tests.name, "runs": runs}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{table}\n\n{signatures}")


def _append(path: Path, body: str) -> None:
    """Add a block as `benchmarks/` writes them: date, cores, command, figures."""
    arguments = (Path(part).name if Path(part).is_absolute() else part for part in sys.argv[1:])
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    head = (
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {platform.machine()}, "
        f"Python {platform.python_version()}. `glossa {shlex.join(arguments)}`"
    )
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"\n## Terms\n\n{head}\n\n{body}\n")
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", where=str(path), advice="name another file"
        ) from error
