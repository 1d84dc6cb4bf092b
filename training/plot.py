"""Draws a training log as an SVG: losses, learning rate, BLEU and chrF against tokens seen.

    python plot.py work/log.tsv work/log.svg

No third-party package. Columns are found by name; empty cells and columns that a log lacks are
left out, stages are set apart by a line.
"""

from __future__ import annotations

import argparse
import csv
import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, GAP = 760, 190, 64, 150, 34, 56
COLOURS = ("#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce")
# Heading of a panel, and its lines: column, what the legend says.
PANELS: list[tuple[str, list[tuple[str, str]]]] = [
    ("nats a token", [("train_loss", "training loss"), ("dev_loss", "dev loss")]),
    ("points", [("bleu", "BLEU"), ("chrf", "chrF")]),
    ("learning rate", [("learning_rate", "learning rate")]),
]
STYLE = (
    "<style>text{font:12px sans-serif;fill:#333}.head{font-weight:bold}"
    ".grid{stroke:#ddd;fill:none}.stage{stroke:#888;stroke-dasharray:4 3;fill:none}</style>"
)
Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """Maps values from [low, high] onto pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that span [low, high], about `wanted` of them; at least two.

    >>> ticks(0, 9.3)
    [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    >>> ticks(2.87, 2.91)
    [2.87, 2.88, 2.89, 2.9, 2.91]
    """
    span = high - low
    if span <= 0:
        span = abs(low) * 0.1 or 1.0
        low, high = low - span / 2, high + span / 2
    size = 10.0 ** math.floor(math.log10(span / wanted))
    step = next(size * k for k in (1, 2, 5, 10) if span / (size * k) <= wanted + 1e-9)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 10) for k in range(first, last + 1)]


def number(cell: str | None) -> float | None:
    """The number in a cell, None for an empty, missing or odd one."""
    try:
        value = float(cell or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def series(rows: Sequence[dict[str, str]], column: str) -> list[Point]:
    """(million tokens, value) of every row that has the column."""
    found = []
    for row in rows:
        at, value = number(row.get("million_tokens")), number(row.get(column))
        if at is not None and value is not None:
            found.append((at, value))
    return found


def text(x: float, y: float, words: str, more: str = "") -> str:
    """One SVG text element."""
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{html.escape(words)}</text>'


def panel(
    heading: str, lines: list[tuple[str, list[Point]]], across: Scale, places: list[float], top: int
) -> list[str]:
    """The SVG elements of one panel; `lines` are legend and points."""
    values = [value for _, points in lines for _, value in points]
    marks = ticks(min(values), max(values))
    up = Scale(marks[0], marks[-1], top + HEIGHT, top)
    drawn = [text(LEFT, top - 10, heading, ' class="head"')]
    for mark in marks:
        y = up(mark)
        drawn.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        drawn.append(text(LEFT - 8, y + 4, f"{mark:g}", ' text-anchor="end"'))
    middle = ' text-anchor="middle"'
    drawn += [text(across(x), top + HEIGHT + 16, f"{x:g}", middle) for x in places]
    for number_, (legend, points) in enumerate(lines):
        colour = COLOURS[number_ % len(COLOURS)]
        path = "L".join(f"{across(x):.1f} {up(y):.1f}" for x, y in points)
        drawn.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        if len(points) == 1:
            (x, y) = points[0]
            drawn.append(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colour}"/>')
        last = f"{legend} {points[-1][1]:.4g}"
        style = f' fill="{colour}" class="legend"'
        drawn.append(text(WIDTH - RIGHT + 10, top + 14 + 18 * number_, last, style))
    return drawn


def stages(rows: Sequence[dict[str, str]]) -> list[tuple[float, str]]:
    """Where each stage after the first is first seen, in million tokens, and its name."""
    found: list[tuple[float, str]] = []
    before: str | None = None
    for row in rows:
        at, name = number(row.get("million_tokens")), row.get("stage") or ""
        if before is not None and name != before and at is not None:
            found.append((at, name))
        before = name
    return found


def draw(rows: Sequence[dict[str, str]], title: str) -> str:
    """The whole SVG; says so in the picture when no row has been logged yet."""
    panels = []
    for heading, columns in PANELS:
        lines = [(legend, series(rows, column)) for column, legend in columns]
        lines = [(legend, points) for legend, points in lines if points]
        if lines:
            panels.append((heading, lines))
    height = TOP + max(1, len(panels)) * (HEIGHT + GAP)
    frame = f'width="{WIDTH}" height="{height}"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame} viewBox="0 0 {WIDTH} {height}"',
        f'role="img" aria-label="{html.escape(title)}">',
        STYLE,
        f'<rect {frame} fill="#fff"/>',
    ]
    if not panels:
        out.append(text(LEFT, TOP + 40, "nothing logged yet"))
    else:
        places = ticks(0.0, max(x for _, lines in panels for _, ps in lines for x, _ in ps))
        across = Scale(places[0], places[-1], LEFT, WIDTH - RIGHT)
        for at, (heading, lines) in enumerate(panels):
            top = TOP + at * (HEIGHT + GAP)
            out += panel(heading, lines, across, places, top)
            for x, name in stages(rows):
                out.append(f'<path class="stage" d="M{across(x):.1f} {top}v{HEIGHT}"/>')
                out.append(text(across(x) + 4, top + 12, name))
        out.append(text(LEFT, height - 8, f"{title}; across: million padded tokens"))
    return "\n".join([*out, "</svg>"]) + "\n"


def redraw(log: Path, target: Path) -> None:
    """Draws the log anew, beside and then renamed."""
    with log.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    partial = target.with_name(target.name + ".part")
    partial.write_text(draw(rows, log.stem), encoding="utf-8", newline="\n")
    partial.replace(target)


def main() -> None:
    """Draws one log."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("log", type=Path)
    parser.add_argument("svg", type=Path)
    options = parser.parse_args()
    redraw(options.log, options.svg)


if __name__ == "__main__":
    main()
