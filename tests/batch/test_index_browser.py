"""The index page in Chromium: it sorts and searches, and asks for nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from folder_runs import make_site, run

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))  # the browser's helper lives there
from chromium import CHROMIUM, PHONE, Browser

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
NAMES = (
    "Array.from(document.querySelectorAll('#pages tbody tr')).filter(e => e.checkVisibility())"
    ".map(e => e.cells[0].querySelector('bdi').textContent)"
)
CLICK = "document.querySelectorAll('#pages th button')[{}].click()"


def test_the_index_sorts_and_searches_and_asks_for_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    (site / "page-10.txt").write_text("苹果熟了。\n" * 30, encoding="utf-8")
    run(site, tmp_path / "out")
    with Browser() as browser:
        browser.open(tmp_path / "out" / "index-glossa.html")
        found = [
            "page-0.txt",
            "page-10.txt",
            "page-3.txt",
            "sub/page-1.html",
            "sub/deep/page-2.txt",
        ]
        assert browser.run(NAMES) == found
        browser.run(CLICK.format(0))
        first = [
            "page-0.txt",
            "page-3.txt",
            "page-10.txt",
            "sub/deep/page-2.txt",
            "sub/page-1.html",
        ]
        assert browser.run(NAMES) == first  # 3 before 10, as people count
        browser.run(CLICK.format(0))
        assert browser.run(NAMES) == first[::-1]
        browser.run(CLICK.format(3))
        assert browser.run(NAMES)[0] == "page-10.txt"  # the most segments
        assert browser.run("document.querySelectorAll('th')[3].ariaSort") == "descending"
        browser.run(
            "const box = document.getElementById('search'); box.value = 'ＤEEP';"
            "box.dispatchEvent(new Event('input')); 0"
        )
        assert browser.run(NAMES) == ["sub/deep/page-2.txt"]
        assert browser.run("document.getElementById('tally').textContent") == "1 of 5"
        browser.open(tmp_path / "out" / "index-glossa.html", size=PHONE)
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        assert (browser.said, browser.asked) == ([], [])
