"""Cold start: how long a user waits for `glossa --help` and for a look-up.

    python benchmarks/bench_start.py [--runs 20] [--imports] [--append RESULTS.md]

Each run is a new process (files in the page cache: the first turn is thrown away). `--imports`
shows where the time goes, by `python -X importtime`. Aims: help 0.15 s, look-up 0.3 s.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import harness

CALL = "from glossa.cli import main; main()"


def executable() -> list[str]:
    """The console script beside this Python, else the same call through Python."""
    script = Path(sys.executable).with_name("glossa")
    return [str(script)] if script.exists() else [sys.executable, "-c", CALL]


def slowest_imports(command: list[str], count: int = 12) -> list[list[object]]:
    """The modules with the largest cumulative import time, in milliseconds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*\S+)", done.stderr)
    rows = sorted(
        ((int(total), int(own), name.rstrip()) for own, total, name in found), reverse=True
    )
    return [
        [name.strip(), f"{total / 1000:.1f}", f"{own / 1000:.1f}"]
        for total, own, name in rows[:count]
    ]


def main() -> int:
    """Time the commands in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--imports", action="store_true", help="also list the slowest imports")
    parser.add_argument("--append", type=Path, help="also append the result to this file")
    options = parser.parse_args()
    glossa = executable()
    commands = {
        "python, doing nothing": [sys.executable, "-c", "pass"],
        "import glossa": [sys.executable, "-c", "import glossa"],
        "glossa --help": [*glossa, "--help"],
        "glossa glossary lookup Torrey": [*glossa, "glossary", "lookup", "Torrey"],
    }
    samples = harness.in_turns(commands, options.runs)
    rows: list[list[object]] = [
        [
            f"`{name}`",
            f"{harness.median(values) * 1000:.0f}",
            f"{min(value.wall for value in values) * 1000:.0f}",
            f"{max(value.wall for value in values) * 1000:.0f}",
            f"{harness.median(values, 'peak'):.0f}",
        ]
        for name, values in samples.items()
    ]
    body = harness.table(["command", "median ms", "least ms", "most ms", "peak MiB"], rows)
    if options.imports:
        for arguments in (["--help"], ["glossary", "lookup", "Torrey"]):
            body += f"\n\nSlowest imports of `glossa {' '.join(arguments)}`:\n\n"
            found = slowest_imports(["-c", CALL, *arguments])
            body += harness.table(["module", "with its own imports, ms", "alone, ms"], found)
    harness.report("Cold start", body, options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
