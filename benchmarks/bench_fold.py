"""Folding names in English text, in MB a second on one core, with many terms.

    python benchmarks/bench_fold.py PAGE... [--terms 100000] [--megabytes 5] [--append RESULTS.md]

The terms are glossa's own and made-up names besides (seeded). Aim: 20 MB/s with 100,000 terms.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import harness

if TYPE_CHECKING:
    from glossa.termbase import Termbase

SYLLABLES = [
    "ka",
    "ra",
    "to",
    "li",
    "mu",
    "sha",
    "den",
    "gul",
    "bai",
    "tash",
    "kur",
    "gan",
    "yar",
    "lik",
    "chi",
    "bo",
    "ter",
    "zan",
    "ok",
    "su",
]


def made_up(count: int, path: Path, seed: int = 20251) -> None:
    """Write a glossary of `count` terms: concepts with one preferred name and three variants."""
    dice = random.Random(seed)
    names: set[str] = set()
    while len(names) < count:
        names.add("".join(dice.choices(SYLLABLES, k=dice.randint(4, 6))).capitalize())
    from glossa.termbase.rows import COLUMNS

    rows = ["\t".join(COLUMNS)]
    for number, name in enumerate(sorted(names)):
        status = "preferred" if number % 4 == 0 else "admitted"
        concept = f"made-{number // 4}"
        cells = [concept, "city", "en", name, status, "fullForm", "", "", "", "made up", ""]
        rows.append("\t".join(cells))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def repeated(lines: list[str], megabytes: float) -> str:
    """The lines again and again, until the text is as long as asked."""
    once = "\n".join(lines) + "\n"
    return once * max(1, round(megabytes * 1e6 / len(once)))


def timed(termbase: Termbase, text: str, runs: int) -> tuple[float, int]:
    """Median seconds to fold `text`, and how many names were folded."""
    times, changes = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        changes = len(termbase.fold(text).steps)
        times.append(time.perf_counter() - start)
    return statistics.median(times), changes


def main() -> int:
    """Time loading and folding with glossa's own terms alone and with the made-up ones."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "pages", type=Path, nargs="+", help="UTF-8 pages; their Latin lines are used"
    )
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--megabytes", type=float, default=5.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    import glossa

    lines = [
        line
        for page in options.pages
        for line in page.read_text(encoding="utf-8-sig").splitlines()
        if len(line) > 40 and line.isascii()
    ]
    bare = glossa.load_termbase()
    texts = {
        "with names": repeated(lines, options.megabytes),
        "no names": repeated(
            [line for line in lines if not bare.fold(line).steps], options.megabytes
        ),
    }
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as name:
        extra = Path(name) / "made-up.tsv"
        made_up(options.terms, extra)
        for label, paths in (("own terms", ()), (f"and {options.terms:,} more", (extra,))):
            start = time.perf_counter()
            termbase = glossa.load_termbase(paths)
            termbase.fold("Torrey County")  # builds what is built on first use
            loading = time.perf_counter() - start
            for kind, text in texts.items():
                seconds, changes = timed(termbase, text, options.runs)
                speed = f"{len(text) / 1e6 / seconds:.1f}"
                rows.append([label, kind, f"{loading:.2f}", f"{seconds:.2f}", speed, changes])
    header = ["glossary", "text", "load s", "fold s", "MB/s", "names folded"]
    body = f"{options.megabytes:.1f} MB of English.\n\n" + harness.table(header, rows)
    harness.report("Folding names", body, options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
