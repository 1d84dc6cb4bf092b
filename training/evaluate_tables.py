"""The figures as Markdown: for the model card, between its marks, and for benchmarks/RESULTS.md."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluate_peers import System
    from evaluate_scores import Figures
    from evaluate_terms import Carried, Served

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
TITLES: Mapping[str, str] = {
    "interface": "interface strings, held out",
    "headlines": "headlines",
    "flores-dev": "FLORES dev",
    "flores-devtest": "FLORES devtest",
    "ntrex": "NTREX-128, news",
    "tatoeba-test": "Tatoeba test",
}


@dataclass(frozen=True)
class Report:
    """All that one run found; a part that was not measured is empty and leaves no table."""

    name: str
    size: int  # bytes
    sha256: str
    beam: int
    threads: int
    figures: Sequence[Figures] = ()
    carried: Sequence[Carried] = ()
    served: Sequence[Served] = ()
    systems: Sequence[System] = ()
    speeds: Mapping[str, float] = field(default_factory=dict)  # English words a second
    load: float = 0.0  # what else the machine did meanwhile: its load average before
    signatures: str = ""


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a Markdown table, the first column to the left."""
    lines = [f"| {' | '.join(header)} |", f"|---|{'--:|' * (len(header) - 1)}"]
    return lines + [f"| {' | '.join(map(str, row))} |" for row in rows]


def figures_table(figures: Sequence[Figures]) -> list[str]:
    """A row a test set."""
    header = ["test set", "pairs", "BLEU", "chrF", "exact", "empty", "loops", "4 x as long"]
    return table(
        [*header, "lost numbers"],
        (
            [
                TITLES.get(f.test, f.test),
                f"{f.pairs:,}",
                f"{f.bleu:.1f}",
                f"{f.chrf:.1f}",
                f"{f.exact:.1%}",
                f.empty,
                f.loops,
                f.long,
                f.lost_numbers,
            ]
            for f in figures
        ),
    )


def carried_table(carried: Sequence[Carried]) -> list[str]:
    """The model alone, without and with the terms written into its source."""
    header = ["terms, the model alone", "sentences", "terms", "right", "right, written in"]
    return table(
        [*header, "chrF", "chrF, written in"],
        (
            [
                c.test,
                c.sentences,
                c.terms,
                f"{c.plain:.1%}",
                f"{c.written:.1%}",
                f"{c.chrf_plain:.1f}",
                f"{c.chrf_written:.1f}",
            ]
            for c in carried
        ),
    )


def served_table(served: Sequence[Served]) -> list[str]:
    """What a user of glossa gets: a row without its glossary and one with it."""
    header = ["through `glossa translate`", "lines", "translated", "names", "right", "chrF", "BLEU"]
    rows = [
        [
            f"{s.test}, {way}",
            s.sentences,
            s.translated[n],
            s.terms,
            f"{s.names[n]:.1%}",
            f"{s.chrf[n]:.1f}",
            f"{s.bleu[n]:.1f}",
        ]
        for s in served
        for n, way in enumerate(("no glossary", "its glossary"))
    ]
    return table(header, rows)


def systems_table(systems: Sequence[System]) -> list[str]:
    """Every system on FLORES devtest, the weakest first, ours in bold."""
    rows = []
    for one in sorted(systems, key=lambda system: system.bleu):
        mark = "**" if one.ours else ""
        cells = (one.title, one.size, f"{one.bleu:.1f}", f"{one.chrf:.1f}")
        rows.append([f"{mark}{cell}{mark}" for cell in cells])
    return table(["FLORES devtest, Chinese to English", "size", "BLEU", "chrF"], rows)


def lines_of(report: Report) -> list[str]:
    """The whole report; `write_card` puts it between the marks."""
    parts = [[f"`{report.name}`: {report.size:,} bytes, SHA-256 `{report.sha256}`."]]
    if report.figures:
        parts.append(figures_table(report.figures))
        parts.append([f"{report.signatures}. Beam {report.beam}. {MEANINGS}"])
    if report.speeds:
        said = ", ".join(f"{name} {speed:,.0f}" for name, speed in report.speeds.items())
        parts.append([f"{SPEED.format(report.threads, report.load)} {said}."])
    if report.systems:
        parts.append(systems_table(report.systems))
        parts.append([PEERS])
    if report.carried:
        parts.append(carried_table(report.carried))
    if report.served:
        parts.append(served_table(report.served))
    if report.carried or report.served:
        parts.append([TERMS])
    return [line for part in parts for line in ["", *part]][1:]


MEANINGS = (
    "*exact*: equal to the reference but for case and end marks; *loops* and *lost numbers*: as "
    "glossa's own guards count them; *4 x as long*: as the source, a Chinese character counted as "
    "3.2 letters."
)
PEERS = (
    "The others from their outputs in the parallel data, by the same sacreBLEU call; of them there "
    "are none for the other test sets. Sizes: Argos its package; Firefox its model file unpacked; "
    "of OPUS-MT and NLLB the number of parameters is known."
)
SPEED = "English words a second on {} threads, by the wall clock (load average before: {:.1f}):"
TERMS = (
    "*right*: share of the terms whose wording stands in the output (in any case, plural or "
    "possessive); *written in*: the term's English put in its place in the Chinese, as glossa "
    "does. Over all lines: those that glossa kept in Chinese, because the model only guessed, "
    "count as wrong. *no glossary*: glossa without its names. Sets: glossa's 80 sentences with "
    "names, its 200 headlines (for the model alone, those with names), every sixth TICO-19 "
    "sentence with terms."
)


def training_facts(work: Path) -> list[str]:
    """Lines on how the model came about, from the training log; none when there is no log."""
    if not (work / "log.tsv").is_file():
        return []
    with (work / "log.tsv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    if not rows:
        return []
    last = rows[-1]
    made = f"Trained for {last['minutes']} minutes: {int(last['step']):,} steps, "
    made += f"{last['million_tokens']} million padded tokens, pass {last['pass']}; dev loss "
    made += f"{last['dev_loss']} nats a token."
    lines = [made]
    if (work / "exported.json").is_file():
        report = json.loads((work / "exported.json").read_text(encoding="utf-8"))
        if "weights" in report:
            lines.append(f"Weights: {report['weights']}.")
        same = {kind: report.get(f"same_as_transformers_{kind}") for kind in ("float32", "int8")}
        found = [f"{share:.0%} in {kind}" for kind, share in same.items() if share is not None]
        if found:
            lines.append(
                f"Greedy output equal to Transformers' on dev strings: {', '.join(found)}."
            )
    return lines


def write_card(card: Path, lines: Sequence[str]) -> None:
    """Replaces what stands between the two marks of the model card.

    Raises `ValueError` where the card has not exactly one pair of marks; then nothing is written.
    """
    text = card.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError(f"{card}: wants one {BEGIN} and behind it one {END}")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    part = card.with_suffix(".part")
    part.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")
    part.replace(card)
