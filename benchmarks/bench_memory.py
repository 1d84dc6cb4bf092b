"""A memory of a million pairs: filling it, asking it, what its index misses; beside tmdb.

    python benchmarks/bench_memory.py SOURCE... --folder FOLDER [--pairs 1000000] [--queries 500]
        [--brute 200] [--turn] [--peer-python PYTHON --peer-pairs 200000] [--append RESULTS.md]

SOURCE are parallel files (`.tsv`, `.tsv.xz`: source TAB target). The memory is kept in FOLDER with
the figures of its making, and is used again where it is there. `--turn` asks from the other
language. Queries are a third in the memory, a third changed by 3% to 25% of their characters, a
third never seen. Cold: a new process, the file's pages dropped from the system's cache.
Aims: exact under 1 ms, nearly the same under 50 ms (95 of 100).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import harness
from memory_data import drawn, split

PORTION = 20_000
A_PAGE = 50
THRESHOLDS = (0.7, 0.85)
SEARCHES = ("的", "国", "中国", "数据库", "的时候", "un", "government", "overnm", "of the", "🙂")
Row = list[object]


def fill(path: Path, pairs: list[tuple[str, str]], tags: tuple[str, str]) -> dict[str, float]:
    """Make the memory; wall and CPU seconds, bytes."""
    from glossa.memory import Memory, Pair
    from glossa.model import State

    wall, cpu = time.perf_counter(), time.process_time()
    with Memory.open(path, create=True) as memory:
        for begin in range(0, len(pairs), PORTION):
            memory.add(
                Pair(
                    *pairs[at],
                    *tags,
                    State.REVIEWED,
                    before=pairs[at - 1][0] if at % A_PAGE else "",
                    after=pairs[at + 1][0] if (at + 1) % A_PAGE and at + 1 < len(pairs) else "",
                    page=f"page-{at // A_PAGE:05}.txt",
                    entry=f"u{at % A_PAGE + 1}.s1",
                )
                for at in range(begin, min(begin + PORTION, len(pairs)))
            )
            print(f"{begin + PORTION} {time.perf_counter() - wall:.0f} s", file=sys.stderr)
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "bytes": path.stat().st_size,
        "peak": harness.peak_memory(),
    }


def timed(work: Callable[[Any], object], queries: Iterable[Any]) -> dict[str, list[float]]:
    """Milliseconds of each call, on the clock and of this process's CPU."""
    wall, cpu = [], []
    for query in queries:
        clock, spent = time.perf_counter(), time.process_time()
        work(query)
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return {"wall": wall, "cpu": cpu}


def asked(path: Path, queries: dict[str, list[str]], tags: tuple[str, str]) -> dict[str, Any]:
    """Times of all ways to ask, in this process."""
    from glossa.memory import Memory, Query

    begin = time.perf_counter()
    with Memory.open(path, readonly=True) as memory:
        opened = (time.perf_counter() - begin) * 1000
        made = {name: [Query(text, *tags) for text in texts] for name, texts in queries.items()}
        mixed = [query for group in zip(*made.values(), strict=True) for query in group]
        times = {
            "exact, in the memory": timed(memory.exact, made["inside"]),
            "exact, not in the memory": timed(memory.exact, made["unseen"]),
            "candidates": timed(lambda query: memory.candidates(query, 10), mixed),
            "look-up, threshold 0.75": timed(lambda one: memory.look_up([one]), mixed),
        }
        found = {
            text: (timed(memory.search, [text] * 3)["wall"], len(memory.search(text)))
            for text in SEARCHES
        }
    return {"open": opened, "times": times, "search": found}


def cold(path: Path, queries: dict[str, list[str]], tags: tuple[str, str]) -> dict[str, Any]:
    """The same in a new process, with nothing of the file in the system's cache."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    spare = path.with_suffix(".queries.json")
    spare.write_text(json.dumps([queries, tags]), encoding="utf-8")
    return harness.worker([sys.executable, __file__, "--cold", str(spare), "--folder", str(path)])


def recall(path: Path, texts: list[str], tags: tuple[str, str]) -> list[Row]:
    """What the index finds of what comparing with every source finds."""
    import sqlite3

    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    from glossa.memory import Memory, Query
    from glossa.memory.abstract import abstract

    connection = sqlite3.connect(path)
    everything = [row[0] for row in connection.execute("SELECT text FROM likeness")]
    connection.close()
    scores: list[tuple[float, float]] = []
    with Memory.open(path, readonly=True) as memory:
        for text in texts:
            best = process.extractOne(
                abstract(text, tags[0]).text,
                everything,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=THRESHOLDS[0],
            )
            found = memory.candidates(Query(text, *tags), 1)
            scores.append((best[1] if best else 0.0, found[0].score if found else 0.0))
    rows: list[Row] = []
    for threshold in THRESHOLDS:
        there = [one for one in scores if one[0] >= threshold]
        same = sum(found >= best - 1e-9 for best, found in there)
        good = sum(found >= threshold for _, found in there)
        share = [f"{count / len(there):.1%}" if there else "-" for count in (same, good)]
        rows.append([threshold, len(texts), len(there), *share])
    return rows


def look_ups(
    path: Path, queries: dict[str, list[str]], tags: tuple[str, str]
) -> tuple[list[float], int]:
    """Milliseconds of each look-up, and how many had an answer."""
    from glossa.memory import Memory, Query

    mixed = [Query(text, *tags) for group in zip(*queries.values(), strict=True) for text in group]
    with Memory.open(path, readonly=True) as memory:
        times = timed(lambda query: memory.look_up([query]), mixed)["wall"]
        return times, sum(hit is not None for hit in memory.look_up(mixed))


def of_hundred(times: list[float], share: float) -> float:
    """The time that `share` of all calls stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def time_rows(label: str, times: dict[str, dict[str, list[float]]]) -> list[Row]:
    """Rows of the table of times."""
    return [
        [
            f"{name}, {label}",
            len(one["wall"]),
            f"{statistics.median(one['wall']):.2f}",
            f"{of_hundred(one['wall'], 0.95):.2f}",
            f"{of_hundred(one['cpu'], 0.95):.2f}",
            f"{max(one['wall']):.1f}",
        ]
        for name, one in times.items()
    ]


def peer_rows(options: argparse.Namespace, folder: Path) -> tuple[str, list[Row]]:
    """Translate-toolkit and glossa with the same pairs and queries, fewer: tmdb compares many."""
    inside, outside = split(options.sources, options.peer_pairs, options.turn)
    queries = drawn(inside, outside, options.peer_queries)
    path = folder / f"peer-{options.peer_pairs}.memory"
    path.unlink(missing_ok=True)
    made = fill(path, inside, options.tags)
    ours = look_ups(path, queries, options.tags)
    task = folder / "peer.json"
    task.write_text(
        json.dumps({"pairs": inside, "queries": queries, "tags": options.tags}), encoding="utf-8"
    )
    script = str(harness.HERE / "peer_tmdb.py")
    theirs = harness.worker([options.peer_python, script, str(task), str(folder / "tmdb.db")])
    rows: list[Row] = []
    medians = []
    theirs_is = f"tmdb of translate-toolkit {theirs['version']}"
    for name, load, size, times, found in (
        ("glossa", made["wall"], made["bytes"], *ours),
        (theirs_is, theirs["load"], theirs["bytes"], theirs["times"], theirs["found"]),
    ):
        medians.append(statistics.median(times))
        speeds = (medians[-1], of_hundred(times, 0.95), medians[-1] / medians[0])
        rows.append(
            [name, f"{len(inside) / load:.0f}", f"{size / harness.MEBIBYTE:.0f}", found]
            + [f"{speed:.1f}" for speed in speeds]
        )
    return f"{len(inside)} pairs, {len(ours[0])} queries, threshold 0.75.", rows


def report(options: argparse.Namespace) -> None:
    """Fill or find the memory, ask it in every way, write it all down."""
    name = f"{options.pairs}{'-turned' if options.turn else ''}"
    path = options.folder / f"{name}.memory"
    inside, outside = split(options.sources, options.pairs, options.turn)
    queries = drawn(inside, outside, options.queries)
    noted = path.with_suffix(".json")
    if not noted.exists():
        path.unlink(missing_ok=True)
        noted.write_text(json.dumps(fill(path, inside, options.tags)), encoding="utf-8")
    made = json.loads(noted.read_text(encoding="utf-8"))
    chilled = cold(path, queries, options.tags)
    warm = asked(path, queries, options.tags)
    head = (
        f"{len(inside)} pairs {options.tags[0]} to {options.tags[1]}, sources of "
        f"{statistics.median(len(source) for source, _ in inside[:20000]):.0f} characters (median)."
        f" Filled in {made['wall']:.0f} s ({made['cpu']:.0f} s of CPU, "
        f"{len(inside) / made['wall']:.0f} pairs/s, peak {made['peak']:.0f} MiB), "
        f"{made['bytes'] / harness.MEBIBYTE:.0f} MiB. Opened in {warm['open']:.1f} ms, "
        f"cold {chilled['open']:.1f} ms.\n\n"
    )
    columns = ["asked", "calls", "median ms", "95 of 100 under ms", "the same, CPU ms", "most ms"]
    rows = time_rows("cold", chilled["times"]) + time_rows("warm", warm["times"])
    body = head + harness.table(columns, rows)
    body += "\n\n" + harness.table(
        ["concordance", "cold, first ms", "warm ms", "found (of 20)"],
        [
            [f"`{text}`", f"{chilled['search'][text][0][0]:.1f}",
             f"{statistics.median(times):.1f}", count]
            for text, (times, count) in warm["search"].items()
        ],
    )  # fmt: skip
    if options.brute:
        texts = drawn(inside, outside, options.brute // 2)
        rows = recall(path, texts["changed"] + texts["unseen"], options.tags)
        columns = ["threshold", "queries", "have one", "its best found", "one found"]
        body += "\n\n" + harness.table(columns, rows)
    harness.report("A memory", body, options.append)


def main() -> None:
    """Options in, tables out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--brute", type=int, default=200)
    parser.add_argument("--turn", action="store_true")
    parser.add_argument("--peer-python")
    parser.add_argument("--peer-pairs", type=int, default=100_000)
    parser.add_argument("--peer-queries", type=int, default=30)
    parser.add_argument("--append", type=Path)
    parser.add_argument("--cold", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cold:
        queries, tags = json.loads(options.cold.read_text(encoding="utf-8"))
        print(json.dumps(asked(options.folder, queries, tuple(tags))))
        return
    options.tags = ("en", "zh-Hans") if options.turn else ("zh-Hans", "en")
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.peer_python:
        head, rows = peer_rows(options, options.folder)
        columns = [
            "memory",
            "pairs/s",
            "MiB",
            "answers",
            "median ms",
            "95 of 100 under ms",
            "glossa = 1",
        ]
        harness.report("A memory beside tmdb", f"{head}\n\n{harness.table(columns, rows)}",
                       options.append)  # fmt: skip
    else:
        report(options)


if __name__ == "__main__":
    main()
