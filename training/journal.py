"""The training log: work/log.tsv, and the picture of it in work/log.svg."""

from __future__ import annotations

import csv
from pathlib import Path

import plot

COLUMNS = (
    "step",
    "minutes",
    "pass",
    "train_loss",
    "dev_loss",
    "learning_rate",
    "million_tokens",
    "tokens_per_s",
    "stage",
    "bleu",
    "chrf",
)


class Journal:
    """Appends rows; a log of an older training that goes on gets the columns it lacks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        rows: list[dict[str, str]] = []
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as handle:
                rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        lines = ["\t".join(COLUMNS), *(self._line(row) for row in rows)]
        partial = path.with_name(path.name + ".part")
        partial.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        partial.replace(path)

    @staticmethod
    def _line(row: dict[str, str]) -> str:
        """The cells in their order, empty where there is none."""
        return "\t".join(row.get(column) or "" for column in COLUMNS)

    def add(self, row: dict[str, str]) -> None:
        """Appends one row, prints it and draws the picture anew."""
        line = self._line(row)
        with self.path.open("a", encoding="utf-8") as handle:
            handle.write(line + "\n")
        print(line, flush=True)
        plot.redraw(self.path, self.path.with_suffix(".svg"))
