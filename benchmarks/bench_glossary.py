"""Glossaries of 1,000 to 100,000 concepts over 100 MB of text: time to be ready, memory, MB/s.

    python benchmarks/bench_glossary.py SOURCE... [--pages PAGE...] [--peer-python PYTHON]
        [--concepts 1000 10000 100000] [--megabytes 100] [--dense 10] [--append RESULTS.md]

SOURCE are parallel files (`.tsv`, `.tsv.xz`: Chinese TAB English); their lines are shuffled into
paragraphs until the text is long enough. `--pages` are pages full of names, for a text that is as
dense. The concepts are recombined from glossa's own (`made.py`), and lie over them. Peers get the
same names; what is slow gets less of the text. Speeds are MB of UTF-8 a second of CPU time, which a
busy computer changes least. Aims: 20 MB/s at 100,000 concepts, ready in 2 s with the cache.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import harness
import made

OWN = harness.HERE.parent / "glossary"
TASKS = (("match", "ordinary"), ("fold", "ordinary"), ("fold", "dense"), ("match", "Chinese"))
PEERS = {"flashtext": "flashtext", "spacy": "spaCy PhraseMatcher", "re": "one re"}
Row = list[object]


def names_of(glossary: Path, folder: Path) -> dict[str, str]:
    """Each English wording that glossa finds in a text, and the preferred one of its concept."""
    from glossa.termbase import load_termbase

    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    termbase = load_termbase([OWN, glossary])
    found: dict[str, str] = {}
    for concept in termbase.concepts.values():
        for term in concept.terms:
            found_inside = term.language == "en" and not (term.context or term.unverified)
            if not found_inside or concept.kind in ("interface", "template"):
                continue
            target = termbase.target(term, "en")
            if target is not None and len(term.text) > 1:
                found.setdefault(term.text, target.text)
    return found


def glossa(glossary: Path, texts: dict[str, Path], folder: Path) -> tuple[list[Row], list[Row]]:
    """Rows on loading, without and with the cache, and on the tasks."""
    cache = {"XDG_CACHE_HOME": str(folder / "cache"), "GLOSSA_NO_CACHE": ""}
    worker = [sys.executable, str(harness.HERE / "work_glossary.py"), str(OWN), str(glossary)]
    loading: list[Row] = []
    for label, env in (
        ("no cache", {"GLOSSA_NO_CACHE": "1"}),
        ("the cache made", cache),
        ("from the cache", cache),
    ):
        done = harness.worker([*worker, str(texts["small"]), "fold", "en"], env)
        loading.append([label, *_seconds(done), f"{done['loaded_mib']:.0f}"])
    working: list[Row] = []
    for task, kind in TASKS:
        if kind not in texts:
            continue
        language = "zh-Hans" if kind == "Chinese" else "en"
        done = harness.worker([*worker, str(texts[kind]), task, language], cache)
        density = f"{done['found'] / done['megabytes']:.0f}"
        working.append([f"glossa, {task}", kind, *_work(done), density, ""])
    return loading, working


def peers(python: str, names: Path, text: Path, budget: float) -> list[Row]:
    """Rows on the peers, over the ordinary text."""
    rows: list[Row] = []
    for system, label in PEERS.items():
        for task in ("match", "fold"):
            if (system, task) == ("spacy", "fold"):
                continue
            command = [python, str(harness.HERE / "peer_glossary.py"), system, str(names)]
            done = harness.worker([*command, str(text), task, str(budget)])
            ready = f"{done['ready_cpu']:.1f}"
            rows.append([f"{label}, {task}", "ordinary", *_work(done), "", ready])
    return rows


def _seconds(done: dict[str, Any]) -> list[str]:
    return [f"{done['ready']:.2f}", f"{done['ready_cpu']:.2f}"]


def _work(done: dict[str, Any]) -> list[str]:
    return [_short(done["megabytes"]), _short(done["speed"]), f"{done['peak_mib']:.0f}"]


def _short(number: float) -> str:
    """Three significant digits."""
    return f"{number:.3g}" if number < 100 else f"{number:,.0f}"


def with_ratios(rows: list[Row]) -> list[Row]:
    """Adds how many times as fast glossa does the same task on the same kind of text."""
    ours = {
        (str(row[0]).rpartition(" ")[2], row[1]): float(str(row[3]))
        for row in rows
        if str(row[0]).startswith("glossa")
    }
    return [
        [*row, _short(ours[str(row[0]).rpartition(" ")[2], row[1]] / float(str(row[3])))]
        for row in rows
    ]


def main() -> int:
    """Make the texts, then measure size after size, glossa and its peers in the same run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--concepts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--megabytes", type=float, default=100.0)
    parser.add_argument("--dense", type=float, default=10.0, help="MB of the text made of pages")
    parser.add_argument("--peer-python", help="an interpreter that has flashtext and spaCy")
    parser.add_argument("--peer-seconds", type=float, default=10.0)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    body = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = {kind: folder / f"{kind}.txt" for kind in ("small", "ordinary", "Chinese")}
        made.write_text(texts["small"], options.sources, 1, 0.01)
        made.write_text(texts["ordinary"], options.sources, 1, options.megabytes)
        made.write_text(texts["Chinese"], options.sources, 0, options.megabytes)
        if options.pages:
            texts["dense"] = folder / "dense.txt"
            made.write_text(texts["dense"], options.pages, 0, options.dense, latin=True)
        for count in options.concepts:
            glossary = folder / f"{count}.tsv"
            rows = made.write_glossary(glossary, count)
            loading, working = glossa(glossary, texts, folder)
            if options.peer_python:
                names = folder / "names.json"
                names.write_text(json.dumps(names_of(glossary, folder)), encoding="utf-8")
                working += peers(
                    options.peer_python, names, texts["ordinary"], options.peer_seconds
                )
            body += f"**{count:,} concepts more** ({rows:,} rows).\n\n"
            header = ["glossa is ready", "wall s", "CPU s", "peak MiB"]
            body += harness.table(header, loading) + "\n\n"
            header = ["task", "text", "MB", "MB/s", "peak MiB", "found a MB", "ready, CPU s"]
            body += harness.table([*header, "glossa is faster by"], with_ratios(working)) + "\n\n"
    harness.report("Large glossaries", body.rstrip(), options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
