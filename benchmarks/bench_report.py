"""How large the HTML report of a long page is, and how quickly a browser opens and searches it.

    python benchmarks/bench_report.py [SEGMENTS]

Needs Chromium. The page is made of the segments that the tests of the report use, over and over.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from glossa.formats.report import parse_report, serialize_report

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "formats"))
from chromium import Browser
from report_pages import long_page

_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_DONE = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_WORK = (
    "(() => {{ const begin = performance.now(); {work}; document.body.offsetHeight; "
    "return performance.now() - begin; }})()"
)


def main(segments: int) -> None:
    """Print size, seconds of processor time in Python, and milliseconds in the browser."""
    page = long_page(segments)
    begin = time.process_time()
    text = serialize_report(page)
    written = time.process_time()
    assert parse_report(text) == page
    read = time.process_time()
    data = text.encode()
    print(f"{segments:,} segments: {len(data) / 1e6:.1f} MB")
    print(f"written in {written - begin:.2f} s, read back in {read - written:.2f} s")
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        path = Path(folder) / "page.html"
        path.write_bytes(data)
        browser.open(path)
        print(
            f"first seen after {browser.run(_PAINTED):.0f} ms, all there {browser.run(_DONE):.0f}"
        )
        for name, work in (
            ("search", "search.value = 'cheese'; filter()"),
            ("show all", "reset()"),
            ("filter", "get('state').value = 'reviewed'; filter()"),
            ("next finding", "walk(1)"),
        ):
            print(f"{name}: {browser.run(_WORK.format(work=work)):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
