r"""One page from a cold start, and 1,000 headlines warm: glossa beside argostranslate.

    python benchmarks/bench_translate.py PACKAGE --peer-python PYTHON --page PAGE.txt \
        --headlines LINES.txt [--runs 5] [--append RESULTS.md]

All systems use the very same package. argostranslate gets only the Chinese lines of the page,
glossa the whole page. PYTHON is the interpreter of the peer's own environment (README.md says how
to make it); without it glossa is measured alone. Aims: 5 times the peer on a cold page, 3 times
warm, the engine within 1.2 times of raw CTranslate2.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import harness
from bench_start import executable


def chinese_lines(page: Path, target: Path) -> int:
    """Write the lines of a UTF-8 `page` that hold a Han character to `target`; return how many."""
    text = page.read_text(encoding="utf-8-sig")
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if any("\u3400" <= sign <= "\u9fff" for sign in line)]
    target.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return len(kept)


def cold(options: argparse.Namespace, folder: Path) -> str:
    """The page, a new process for each run: wall and CPU seconds, peak memory, ratio."""
    lines = folder / "lines.txt"
    count = chinese_lines(options.page, lines)
    here, env = harness.HERE, harness.argos_environment(options.package, folder / "cold")
    # Unpacked beforehand, so that nobody pays for the unzipping.
    package = str(next(Path(env["ARGOS_PACKAGES_DIR"]).glob("*/metadata.json")).parent)
    commands = {
        "`glossa translate PAGE`": [*executable(), "translate", str(options.page)],
        "raw CTranslate2, Chinese lines": [
            sys.executable, str(here / "raw_ctranslate2.py"), package, str(lines),
        ],
    }  # fmt: skip
    if options.peer_python:
        peer = [options.peer_python, str(here / "peer_argos.py"), package, str(lines)]
        commands["argostranslate, Chinese lines"] = peer
    samples = harness.in_turns(commands, options.runs, env)
    own = harness.median(samples["`glossa translate PAGE`"])
    rows: list[list[object]] = [
        [
            name,
            f"{harness.median(values):.2f}",
            f"{harness.median(values, 'cpu'):.2f}",
            f"{harness.median(values, 'peak'):.0f}",
            f"{harness.median(values) / own:.2f}",
        ]
        for name, values in samples.items()
    ]
    header = ["cold page", "median s", "CPU s", "peak MiB", "time, glossa = 1"]
    return f"{options.page.name}: {count} lines with Chinese.\n\n" + harness.table(header, rows)


def warm(options: argparse.Namespace, folder: Path) -> str:
    """The headlines in a process that has translated before: seconds, lines a second, ratio."""
    here = harness.HERE
    rest = [str(options.package), str(options.headlines), "--warm", "20"]
    commands = {
        "glossa": [sys.executable, str(here / "work_glossa.py"), *rest],
        "glossa, engine only": [
            sys.executable,
            str(here / "work_glossa.py"),
            *rest,
            "--engine-only",
        ],
        "raw CTranslate2": [sys.executable, str(here / "raw_ctranslate2.py"), *rest],
    }
    if options.peer_python:
        commands["argostranslate"] = [options.peer_python, str(here / "peer_argos.py"), *rest]
    figures: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    for turn in range(options.warm_runs):
        for number, (name, command) in enumerate(commands.items()):
            out = folder / f"out-{number}.txt"
            found = harness.worker([*command, "--out", str(out)])
            figures[name].append({**found, "output": out.read_text(encoding="utf-8"), "turn": turn})
    medians = {
        name: statistics.median(one["translate_s"] for one in found)
        for name, found in figures.items()
    }
    raw_lines = figures["raw CTranslate2"][0]["output"].splitlines()
    rows: list[list[object]] = []
    for name, found in figures.items():
        lines = found[0]["output"].splitlines()
        same = sum(a == b for a, b in zip(lines, raw_lines, strict=False)) / len(raw_lines)
        rows.append([
            name,
            f"{medians[name]:.2f}",
            f"{statistics.median(one['cpu_s'] for one in found):.2f}",
            f"{found[0]['lines'] / medians[name]:.0f}",
            f"{statistics.median(one['peak_mib'] for one in found):.0f}",
            f"{medians[name] / medians['glossa']:.2f}",
            f"{medians[name] / medians['raw CTranslate2']:.2f}",
            f"{same:.0%}",
        ])  # fmt: skip
    header = [
        "warm",
        "median s",
        "CPU s",
        "lines/s",
        "peak MiB",
        "time, glossa = 1",
        "time, raw = 1",
        "same as raw",
    ]
    return f"{figures['glossa'][0]['lines']} lines.\n\n" + harness.table(header, rows)


def main() -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--peer-python", help="Python of the peer's environment")
    parser.add_argument("--page", type=Path, help="measure this page from a cold start")
    parser.add_argument("--headlines", type=Path, help="measure these lines warm")
    parser.add_argument("--runs", type=int, default=5, help="runs of the cold page")
    parser.add_argument("--warm-runs", type=int, default=3)
    parser.add_argument("--append", type=Path, help="also append the results to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.page:
            title = "A page from a cold start, same model"
            harness.report(title, cold(options, folder), options.append)
        if options.headlines:
            title = "Headlines in a warm process, same model"
            harness.report(title, warm(options, folder), options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
