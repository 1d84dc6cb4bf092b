"""Draw sentences that hold names from parallel test files: a test set for `glossa eval terms`.

    python benchmarks/make_term_testset.py OUT.tsv FILE.tsv... [--names PAIRS.tsv[.xz]]...

FILE holds `zh TAB en`, one sentence a line. A sentence is taken where a name of glossa's glossary
stands in the Chinese (as `Termbase.match` finds it) *and* one of its accepted English wordings in
the reference, so that the name is one that a person did write there. `--names` adds a list of
`zh TAB en` pairs of which names are taken the same way: of its lines only those that look like
names (two Han characters or more; English that begins with a capital and holds only words).

OUT has the columns zh, en and terms (`zh=en | zh=en`). The sentences belong to whoever made FILE
(FLORES and NTREX: CC BY-SA 4.0), so OUT is not kept in the repository: same files, same lines.
The counts go to stderr.
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossa.termbase import Termbase

NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[\w'’.-]+))*")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
Names = dict[str, list[str]]


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a file, its first two columns; lines without both are left out."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) > 1 and cells[0] and cells[1]:
                yield cells[0], cells[1]


def names_of(paths: Sequence[Path]) -> Names:
    """The English names by Chinese name of lists of pairs."""
    names: Names = defaultdict(list)
    for chinese, english in (pair for path in paths for pair in lines_of(path)):
        if HAN.fullmatch(chinese) and NAME.fullmatch(english) and english not in names[chinese]:
            names[chinese].append(english)
    return dict(names)


def terms_of(
    chinese: str, english: str, termbase: Termbase, names: Names
) -> Iterator[tuple[str, str, str]]:
    """(where from, zh, en) for each name of a sentence that its reference has too."""
    from glossa.measures import stands_in

    taken = [False] * len(chinese)
    seen: set[str] = set()
    for match in termbase.match(chinese, "zh-Hans"):
        rendering = termbase.rendering(match, "en")
        taken[match.start : match.end] = [True] * (match.end - match.start)
        source = chinese[match.start : match.end]
        if rendering and source not in seen:
            seen.add(source)
            if stands_in((rendering.text, *rendering.accept), english):
                yield "glossary", source, rendering.text
    for name in sorted(
        (name for name in names if name in chinese), key=lambda one: (-len(one), one)
    ):
        start = chinese.find(name)
        if any(taken[start : start + len(name)]):
            continue
        taken[start : start + len(name)] = [True] * len(name)
        wanted = next((one for one in names[name] if stands_in([one], english)), None)
        if wanted:
            yield "names", name, wanted


def main() -> int:
    """Write the test set, say how many sentences and names there are."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--names", type=Path, action="append", default=[])
    options = parser.parse_args()
    from glossa.pipeline import load_termbase

    termbase = load_termbase()
    names = names_of(options.names)
    rows = ["zh\ten\tterms"]
    for path in options.files:
        read = kept = 0
        counts: Counter[str] = Counter()
        for chinese, english in lines_of(path):
            read += 1
            found = list(terms_of(chinese, english, termbase, names))
            counts.update(origin for origin, _, _ in found)
            if found and not any(sign in f"{chinese}{english}" for sign in "\t\r"):
                kept += 1
                terms = " | ".join(f"{source}={target}" for _, source, target in found)
                rows.append(f"{chinese}\t{english}\t{terms}")
        said = ", ".join(f"{number} from the {origin}" for origin, number in counts.items())
        print(f"{path.name}: {kept} of {read} sentences, names: {said or 'none'}", file=sys.stderr)
    options.out.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows) - 1} sentences into {options.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
