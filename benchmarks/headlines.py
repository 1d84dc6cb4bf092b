"""Draw short Chinese lines from parallel text, to be translated as headlines.

    python benchmarks/headlines.py PARALLEL_FOLDER OUT.txt [--count 1000] [--seed 20251]

PARALLEL_FOLDER holds `train-NAME.tsv[.xz]`, `zh TAB en`, as `training/` reads them. The lines are
not ours, so the file is not kept in the repository: same folder and seed, same lines.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCES = ("newscommentary", "gov", "twlaw")
SHORTEST, LONGEST = 8, 25
"""In characters, as headlines are."""


def lines_of(path: Path) -> Iterator[str]:
    """The Chinese side that could be a headline: short, all Han, no full stop."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            chinese = line.split("\t", 1)[0].strip()
            han = sum("\u4e00" <= character <= "\u9fff" for character in chinese)
            if (
                SHORTEST <= len(chinese) <= LONGEST
                and han >= len(chinese) - 1
                and "。" not in chinese
            ):
                yield chinese


def main() -> int:
    """Draw the same number of lines from each source, without doubles, and mix them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20251)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    drawn: list[str] = []
    for number, name in enumerate(SOURCES, 1):
        path = next(options.folder.glob(f"train-{name}.tsv*"), None)
        if path is None:
            raise SystemExit(f"{options.folder}: no train-{name}.tsv or .tsv.xz in it")
        fresh = sorted(set(lines_of(path)) - set(drawn))
        wanted = options.count * number // len(SOURCES) - len(drawn)
        drawn += dice.sample(fresh, min(wanted, len(fresh)))
    dice.shuffle(drawn)
    options.out.write_text("\n".join(drawn) + "\n", encoding="utf-8")
    print(
        f"{len(drawn)} lines, {sum(map(len, drawn))} characters, into {options.out}",
        file=sys.stderr,
    )
    return 0 if len(drawn) == options.count else 1


if __name__ == "__main__":
    sys.exit(main())
