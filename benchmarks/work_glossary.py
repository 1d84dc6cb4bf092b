"""One glossary and one text in glossa: seconds to be ready, MB a second, peak memory. A worker.

    python benchmarks/work_glossary.py GLOSSARY... TEXT match|fold LANGUAGE

Ends with one line of JSON. Later glossaries win; the environment says whether the cache is used.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import harness


def main() -> int:
    """Load, then match or fold the whole text at once."""
    *glossaries, text_file, task, language = sys.argv[1:]
    wall, cpu = time.perf_counter(), time.process_time()
    from glossa.termbase import load_termbase

    termbase = load_termbase([Path(name) for name in glossaries])
    call = termbase.fold if task == "fold" else termbase.match
    call("Torrey County 托里县", language=language)  # builds what is built on first use
    ready = time.perf_counter() - wall
    ready_cpu = time.process_time() - cpu
    memory = harness.peak_memory()
    data = Path(text_file).read_bytes()
    text = data.decode()
    size = len(data) / 1e6
    del data
    cpu = time.process_time()
    found = call(text, language=language)
    seconds = time.process_time() - cpu
    report = {
        "ready": ready,
        "ready_cpu": ready_cpu,
        "loaded_mib": memory,
        "peak_mib": harness.peak_memory(),
        "megabytes": size,
        "speed": size / seconds if seconds else 0.0,
        "found": len(found.steps) if task == "fold" else len(found),
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
