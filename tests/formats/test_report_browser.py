"""The HTML report in Chromium: the script works, nothing is asked for, it can be printed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, PHONE, Browser, at_home_in
from report_pages import HOSTILE, MIXED, PAGES, UYGHUR, long_page
from test_report import Page

from glossa.formats.report import serialize_report
from glossa.model import Bitext

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
SHOWN = (
    "Array.from(document.querySelectorAll('tbody tr')).filter(e => e.checkVisibility())"
    ".map(e => e.id)"
)
FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return _written(tmp_path, MIXED)


def _written(folder: Path, page: Bitext) -> Path:
    path = folder / "page.html"
    path.write_bytes(serialize_report(page).encode())
    return path


@pytest.mark.parametrize("page", [MIXED, UYGHUR, HOSTILE, PAGES["page"]], ids=lambda page: "")
def test_nothing_is_refused_asked_for_or_run(
    browser: Browser, tmp_path: Path, page: Bitext
) -> None:
    path = _written(tmp_path, page)
    for how in ({}, {"dark": True}, {"size": PHONE}, {"paper": True}):
        browser.open(path, **how)
        assert browser.run(SHOWN) == [f"s{number + 1}" for number in range(len(page))]
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        tags = "Array.from(document.querySelectorAll('*'), e => e.localName)"
        assert browser.run(tags) == [tag for tag, _ in Page(path.read_text("utf-8")).elements]
    assert (browser.said, browser.asked) == ([], [])


def test_the_browser_sees_the_bitexts_own_text(browser: Browser, tmp_path: Path) -> None:
    browser.open(_written(tmp_path, HOSTILE))
    cells = browser.run("Array.from(document.querySelectorAll('td.source'), e => e.textContent)")
    assert cells[0][:60] == HOSTILE.entries[0].source[:60]
    data = browser.run("JSON.parse(document.getElementById('bitext').textContent)[1].source")
    assert data.encode("utf-16", "surrogatepass") == HOSTILE.entries[0].source.encode(
        "utf-16", "surrogatepass"
    )


def test_a_dump_of_the_page_has_the_script_run(report: Path, tmp_path: Path) -> None:
    """As an outsider would do it: one command, the tree on stdout."""
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    run = subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", report.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=at_home_in(str(tmp_path)),
    )
    assert "6 of 6 segments shown</output>" in run.stdout
    assert "CONSOLE" not in run.stderr


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("kind", "paragraph", ["s2", "s3", "s4"]),
        ("state", "initial", ["s5", "s6"]),
        ("origin", "mt", ["s2"]),
        ("origin", "by:border market.en.txt", ["s4"]),
        ("with", "finding", ["s2", "s4"]),
        ("with", "error", ["s2"]),
        ("with", "name", ["s1", "s2", "s3"]),
        ("with", "note", ["s2"]),
        ("with", "code:unaligned-target", ["s4"]),
    ],
)
def test_filters_show_what_fits(
    browser: Browser, report: Path, field: str, value: str, shown: list[str]
) -> None:
    browser.open(report)
    chosen = browser.run(
        f"(() => {{ const e = document.getElementById('{field}'); e.value = '{value}'; "
        "e.dispatchEvent(new Event('change')); return e.value; })()"
    )
    assert chosen == value
    assert browser.run(SHOWN) == shown
    assert browser.run("document.querySelector('output').textContent") == (
        f"{len(shown)} of 6 segments shown"
    )
    empty = "Array.from(document.querySelectorAll('main h2'))"
    headings = browser.run(f"{empty}.filter(e => e.checkVisibility()).length")
    assert headings == browser.run(
        "new Set(Array.from(document.querySelectorAll('tbody tr:not([hidden])'), "
        "e => e.closest('section'))).size + 1"
    )
    browser.run("document.getElementById('reset').click()")
    assert len(browser.run(SHOWN)) == 6


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("TOLI traders", ["s3"]),  # any case, every word
        ("cn-654224", ["s2", "s3"]),  # a concept
        ("塔城", ["s2"]),
        ("ﬁnding", []),
        ("１２", ["s2", "s5"]),  # full width
        ("ئۇيغۇر", ["s1", "s6"]),
        ("cooperative", ["s2"]),  # a note
        ("lost-number", ["s2"]),
        ("u2.s2", ["s3"]),
    ],
)
def test_search_finds_texts_names_notes_and_findings(
    browser: Browser, report: Path, words: str, shown: list[str]
) -> None:
    browser.open(report)
    browser.press("/")
    assert browser.run(FOCUS) == "search"
    browser.send("Input.insertText", text=words)
    browser.run("new Promise(done => setTimeout(done, 30))")
    assert browser.run(SHOWN) == shown
    browser.press("Escape")
    browser.run("new Promise(done => setTimeout(done, 30))")
    assert (browser.run("search.value"), len(browser.run(SHOWN))) == ("", 6)


def test_keys_walk_the_findings_and_can_be_switched_off(browser: Browser, report: Path) -> None:
    browser.open(report)
    walk = []
    for key in ("n", "n", "n", "n", "n", "n", "p", "p"):
        browser.press(key)
        walk.append(browser.run(FOCUS))
    assert walk == ["p1", "s2f1", "s2f2", "s2f3", "s4f1", "p1", "s4f1", "s2f3"]
    assert browser.run("document.querySelector('output').textContent") == "Finding 4 of 5"
    assert browser.run("document.querySelectorAll('.spot.lit').length") == 1
    browser.run("document.getElementById('state').value = 'initial'; filter()")
    browser.press("n")
    assert browser.run(FOCUS) == "p1"  # the others are hidden
    browser.press("n", modifiers=2)  # with Ctrl it is the browser's
    browser.run("document.getElementById('keys').click()")
    browser.press("/")
    assert browser.run(FOCUS) == "p1"


def test_the_keyboard_reaches_everything_and_sees_where_it_is(
    browser: Browser, report: Path
) -> None:
    browser.open(report)
    order = []
    for _ in range(14):
        browser.press("Tab")
        order.append(browser.run("document.activeElement.id || document.activeElement.textContent"))
        assert browser.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert order == [
        *("Skip to the segments", "search", "kind", "state", "origin", "with", "reset"),
        *("previous", "next", "keys", "u1.s1", "Uygur", "u2.s1", "Tacheng"),
    ]


def test_what_is_known_of_a_name_shows_on_focus_and_hover(browser: Browser, report: Path) -> None:
    tip = "getComputedStyle(document.querySelector('{}'), '::after').content"
    name = "#s2 td.target mark"
    browser.open(report)
    assert browser.run(tip.format(name)) == "none"
    browser.hover(name)
    assert "concept cn-654200" in browser.run(tip.format(name))
    browser.press("Escape")
    assert browser.run(tip.format(name).replace(".content", ".display")) == "none"
    browser.open(report)
    browser.run(f"document.querySelector('{name}').focus()")
    assert "concept cn-654200" in browser.run(tip.format(name))
    node = browser.send("Runtime.evaluate", expression=f"document.querySelector('{name}')")
    tree = browser.send("Accessibility.getPartialAXTree", objectId=node["result"]["objectId"])
    said = tree["nodes"][0]["description"]["value"]
    assert said.startswith("Tacheng for 塔城; concept cn-654200; ")


def test_landmarks_headings_and_tables_are_what_they_seem(browser: Browser, report: Path) -> None:
    browser.open(report)
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    roles = [one["role"]["value"] for one in nodes if not one["ignored"]]
    for role in ("banner", "main", "search", "status", "searchbox", "table", "rowheader"):
        assert role in roles, role
    assert roles.count("row") == 6 + 4  # and a head in each of four tables
    named = {"button", "combobox", "searchbox", "checkbox", "link", "search"}
    unnamed = [
        one["role"]["value"]
        for one in nodes
        if not one["ignored"] and one["role"]["value"] in named and not one["name"]["value"]
    ]
    assert unnamed == []


def test_without_script_the_page_is_whole_and_has_no_dead_field(
    browser: Browser, report: Path
) -> None:
    browser.open(report, script=False)
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    roles = [one["role"]["value"] for one in nodes if not one["ignored"]]
    assert roles.count("row") == 10
    assert not {"searchbox", "combobox", "button", "checkbox"} & set(roles)


def test_uyghur_runs_from_the_right(browser: Browser, tmp_path: Path) -> None:
    browser.open(_written(tmp_path, UYGHUR))
    sides = browser.run(
        "Array.from(document.querySelectorAll('td.target > div'), e => { const r = new Range(); "
        "r.selectNodeContents(e); const t = r.getBoundingClientRect(); "
        "const b = e.getBoundingClientRect(); "
        "return t.left - b.left > b.right - t.right ? 'right' : 'left'; })"
    )
    assert sides == ["right", "right", "left"]


def test_a_printed_page_breaks_no_segment_and_has_no_controls(
    browser: Browser, tmp_path: Path
) -> None:
    browser.open(_written(tmp_path, MIXED), paper=True, size=(760, 1100))
    assert not browser.run("document.querySelector('.tools').checkVisibility()")
    broken = browser.run(
        "Array.from(document.querySelectorAll('tbody tr')).filter("
        "e => getComputedStyle(e).breakInside !== 'avoid').length"
    )
    assert broken == 0
    colours = browser.run(
        "[...new Set(Array.from(document.querySelectorAll('mark, .match, .finding > b, h2, a'), "
        "e => getComputedStyle(e).color))]"
    )
    assert all(re.fullmatch(r"rgb\((\d+), \1, \1\)", colour) for colour in colours), colours
    assert browser.pdf().startswith(b"%PDF-")


def test_of_a_long_page_only_what_is_seen_is_laid_out(browser: Browser, tmp_path: Path) -> None:
    page = long_page(400)
    browser.open(_written(tmp_path, page))
    parts = "Array.from(document.querySelectorAll('.part'))"
    assert browser.run(f"{parts}.length") == 10
    skipped = "e => !e.querySelector('td').checkVisibility({contentVisibilityAuto: true})"
    assert browser.run(f"{parts}.filter({skipped}).length") >= 7
    browser.run("search.value = 'cheese'; filter()")
    shown = browser.run(SHOWN)
    assert len(shown) == sum("cheese" in entry.target for entry in page)
    browser.run("location.hash = '#s399'")
    browser.run("new Promise(done => setTimeout(done, 50))")
    assert len(browser.run(SHOWN)) == 400  # a link to what a filter hides takes the filter away
    assert browser.said == []
