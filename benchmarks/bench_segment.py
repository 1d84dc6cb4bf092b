"""Reading and segmenting, in MB of UTF-8 a second on one core.

    python benchmarks/bench_segment.py PAGE... [--megabytes 1] [--runs 3] [--append RESULTS.md]

The pages are repeated until the text is as long as asked.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import harness


def main() -> int:
    """Time `parse_text` and `segment` apart."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pages", type=Path, nargs="+", help="UTF-8 pages")
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    from glossa.pages import parse_text
    from glossa.segmentation import segment

    whole = "\n".join(page.read_text(encoding="utf-8-sig") for page in options.pages) + "\n"
    once = whole.encode()
    data = once * max(1, round(options.megabytes * 1e6 / len(once)))
    reading, segmenting = [], []
    for _ in range(options.runs):
        start = time.perf_counter()
        document = parse_text(data, "bench.txt")
        read = time.perf_counter()
        segmented = segment(document)
        done = time.perf_counter()
        reading.append(read - start)
        segmenting.append(done - read)
    megabytes = len(data) / 1e6
    segments = sum(1 for _ in segmented.segments)
    rows: list[list[object]] = [
        [name, f"{statistics.median(times):.2f}", f"{megabytes / statistics.median(times):.2f}"]
        for name, times in (("read", reading), ("segment", segmenting))
    ]
    body = (
        f"{megabytes:.1f} MB, {len(segmented.units)} units, {segments} segments, "
        f"peak {harness.peak_memory():.0f} MiB.\n\n"
        + harness.table(["step", "median s", "MB/s"], rows)
    )
    harness.report("Reading and segmenting", body, options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
