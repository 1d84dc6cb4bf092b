"""What does a memory cost a translation? A page of 1,000 segments beside a memory of 100,000.

The page is drawn from the same parallel text as the memory: a share of its sentences stands in the
memory as it is, the rest has to be looked for among what is like it. The time of asking is given
beside that of translating the same page without a memory.

    .venv/bin/python benchmarks/bench_recall.py ../shared/parallel/train-twlaw.tsv.xz
"""

from __future__ import annotations

import argparse
import lzma
import random
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from glossa import pipeline
from glossa.memory import Memory, Pair
from glossa.model import Document, State
from glossa.pipeline.recalling import recall_from
from glossa.translator import Asked


def draw(path: Path, memory: int, page: int, share: float) -> tuple[list[list[str]], list[str]]:
    """(pairs for the memory, sources for the page); `share` of the sources is in the memory."""
    text = lzma.decompress(path.read_bytes()).decode("utf-8")
    pairs = list({line.split("\t")[0]: line.split("\t")[:2] for line in text.splitlines()}.values())
    rng = random.Random(4)
    rng.shuffle(pairs)
    known = round(page * share)
    sources = [pair[0] for pair in (*pairs[:known], *pairs[memory : memory + page - known])]
    rng.shuffle(sources)
    return pairs[:memory], sources


def fill(path: Path, pairs: list[list[str]]) -> None:
    """A memory of a person's pairs."""
    with Memory.open(path, create=True) as memory:
        for at in range(0, len(pairs), 20_000):
            memory.add(
                Pair(*pair, "zh-Hans", "en", State.REVIEWED) for pair in pairs[at : at + 20_000]
            )


def timed(document: Document, asked: list[Asked], path: Path, *, engine: bool) -> dict[str, float]:
    """Seconds of CPU: asking the memory; translating without and with it."""
    termbase = pipeline.load_termbase()
    seconds: dict[str, float] = {}
    with Memory.open(path, readonly=True) as memory:
        recall = recall_from([memory], termbase, "en", pipeline.FUZZY)
        begin = time.process_time()
        answers = recall(asked)
        seconds["asking"] = time.process_time() - begin
    kinds = Counter(
        "none" if one is None else "same" if one.score == 1 else "whole" if one.whole else "near"
        for one in answers
    )
    print("found:", dict(kinds))
    if engine:
        engines = pipeline.Engines("en")
        engines.get("zh-Hans").translate(["你好。"])
        for name, memory_path in (("without", None), ("with", path)):
            begin = time.process_time()
            pipeline.translate(document, termbase=termbase, engines=engines, memory=memory_path)
            seconds[name] = time.process_time() - begin
    return seconds


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--memory", type=int, default=100_000)
    options.add_argument("--page", type=int, default=1000)
    options.add_argument("--share", type=float, default=0.2)
    options.add_argument("--turns", type=int, default=3)
    options.add_argument("--no-engine", action="store_true")
    given = options.parse_args()
    pairs, sources = draw(given.file, given.memory, given.page, given.share)
    document = pipeline.parse_page("\n".join(sources).encode(), "page.txt")
    segments = list(document.segments)
    asked = [Asked(segment.source, segment.language, "", "") for segment in segments]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.db"
        fill(path, pairs)
        turns = [
            timed(document, asked, path, engine=not given.no_engine) for _ in range(given.turns)
        ]
    print(
        f"{len(pairs):,} pairs, {len(segments):,} segments; seconds of CPU, median of {len(turns)}"
    )
    for name in turns[0]:
        print(f"{name}: {statistics.median(turn[name] for turn in turns):.2f}")


if __name__ == "__main__":
    main()
