"""Chromium as the judge: a saved page looks the same after translation, with English in it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from saved_pages import COUNTY, NEWS, SAVED, english, message

from glossa.localize import localize_ignorable
from glossa.model import Document
from glossa.pages import html, mhtml, parse_text
from glossa.pages.bilingual import build_bilingual
from glossa.pages.mhtml_coding import encoded
from glossa.pages.mhtml_parts import structure
from glossa.pipeline.companions import copy_companions
from glossa.segmentation import segment

sys.path.append(str(Path(__file__).parents[1] / "formats"))
from chromium import CHROMIUM, PHONE, Browser

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
HAN = re.compile("[\u3400-\u9fff]")
BOXES = """Object.fromEntries(Array.from(document.querySelectorAll('[id]'))
    .filter(e => !e.closest('glossa-bar')).map(e => { const b = e.getBoundingClientRect();
    return [e.id, [b.left, b.top, b.width, b.height].map(Math.round)]; }))"""
PICTURES = """Array.from(document.images, e => e.complete && e.naturalWidth > 0)"""
STYLES = """Array.from(document.styleSheets, e => e.href).filter(e => e)"""
TEXT = "document.body.innerText"
# How far a landmark may move (in CSS pixels): words of another length, nothing else.
NEAR = {"left": 2, "top": 30, "width": 2, "height": 30}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


def _read(path: Path) -> Document:
    return segment(html.parse(path.read_bytes(), path.name))


def _translated(path: Path, folder: Path) -> Path:
    """The page as glossa writes it to another folder, with what it needs."""
    document = _read(path)
    goal = folder / f"out-{path.name}"
    built = html.rebuild(document, english(document), language="en", joiner=localize_ignorable)
    goal.write_bytes(built.data)
    assert copy_companions(path, goal) == ()
    return goal


def _bilingual(path: Path, folder: Path) -> Path:
    document = _read(path)
    goal = folder / f"both-{path.stem}.html"
    built = build_bilingual(document, english(document), language="en", joiner=localize_ignorable)
    goal.write_bytes(built.data)
    copy_companions(path, goal)
    return goal


def _state(browser: Browser, path: Path) -> dict[str, Any]:
    browser.open(path)
    assert browser.said == []
    here = path.parent.as_uri() + "/"
    assert all(one.startswith((here, "cid:")) for one in browser.asked), browser.asked
    return {
        name: browser.run(what)
        for name, what in (
            ("boxes", BOXES),
            ("pictures", PICTURES),
            ("styles", STYLES),
            ("text", TEXT),
            ("title", "document.title"),
            ("lang", "document.documentElement.lang"),
            ("charset", "document.characterSet"),
        )
    }


@pytest.mark.parametrize("page", [NEWS, COUNTY], ids=["news", "county"])
def test_a_translated_page_has_the_same_layout(
    browser: Browser, tmp_path: Path, page: Path
) -> None:
    before = _state(browser, page)
    after = _state(browser, _translated(page, tmp_path))
    assert before["boxes"].keys() == after["boxes"].keys()
    moved = {
        name: (box, after["boxes"][name])
        for name, box in before["boxes"].items()
        for old, new, near in zip(box, after["boxes"][name], NEAR.values(), strict=True)
        if abs(old - new) > near
    }
    assert moved == {}
    assert after["pictures"] == before["pictures"]
    assert all(after["pictures"])
    assert len(after["styles"]) == len(before["styles"]) == 1
    assert after["styles"][0].startswith(tmp_path.as_uri())
    assert HAN.search(before["text"])
    assert not HAN.search(after["text"] + after["title"])
    assert (after["lang"], after["charset"]) == ("en", "UTF-8")


@pytest.mark.parametrize("page", [NEWS, COUNTY], ids=["news", "county"])
def test_the_switch_of_a_bilingual_page_shows_either_or_both(
    browser: Browser, tmp_path: Path, page: Path
) -> None:
    original = _state(browser, page)["text"]
    translated = _state(browser, _translated(page, tmp_path))["text"]
    both = _state(browser, _bilingual(page, tmp_path))
    assert all(both["pictures"])
    assert HAN.search(both["text"])
    assert "Services" in both["text"] or "Related news" in both["text"]
    browser.run("document.getElementById('glossa-both').focus()")
    browser.send(
        "Input.dispatchKeyEvent",
        type="rawKeyDown",
        key="ArrowRight",
        code="ArrowRight",
        windowsVirtualKeyCode=39,
    )
    assert browser.run("document.activeElement.id") == "glossa-translation"
    assert _words(browser.run(TEXT)) == _words(translated)
    browser.run("document.getElementById('glossa-original').click()")
    assert _words(browser.run(TEXT)).replace("|", "") == _words(original).replace("|", "")
    browser.open(_bilingual(page, tmp_path), paper=True)
    assert not browser.run("document.querySelector('glossa-bar').checkVisibility()")


def _words(text: str) -> str:
    """What is to be seen but the switch; white space and how menus are parted do not count."""
    return re.sub(r"\s+", "", text).removesuffix("bothtranslationoriginal")


def test_a_page_of_blocks_shows_either_or_both_too(browser: Browser, tmp_path: Path) -> None:
    document = segment(parse_text("城南新桥今天通车\n\n公交公司将开通两条新线路。\n".encode(), "a"))
    path = tmp_path / "blocks.html"
    path.write_bytes(build_bilingual(document, english(document), language="en").data)
    for how in ({}, {"dark": True}, {"size": PHONE}, {"paper": True}):
        browser.open(path, **how)
        assert (browser.said, browser.asked) == ([], [])
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    shown = "Array.from(document.querySelectorAll('.t, .s')).filter(e => e.checkVisibility())"
    columns = (
        "new Set(Array.from(document.querySelectorAll('.t, .s'), "
        "e => Math.round(e.getBoundingClientRect().left))).size"
    )
    for script in (True, False):
        browser.open(path, script=script)
        assert browser.run(f"{shown}.length") == 4
        assert browser.run(columns) == 2
        for choice, language in (("translation", "en"), ("original", "zh-Hans")):
            browser.run(f"document.getElementById('show-{choice}').click()")
            assert browser.run(f"{shown}.map(e => e.lang)") == [language] * 2
        browser.run("document.getElementById('show-both').click()")
        browser.run("document.getElementById('lay-under').click()")
        assert browser.run(columns) == 1


def test_a_translated_mhtml_file_opens_with_its_picture(browser: Browser, tmp_path: Path) -> None:
    page = NEWS.read_bytes().replace("./城南新桥通车_files/".encode(), b"")
    page = re.sub(rb'<img id="logo"[^>]*>', b"", page)
    document = segment(mhtml.parse(message(page), "page.mhtml"))
    built = mhtml.rebuild(document, english(document), language="en", joiner=localize_ignorable)
    states = []
    for name, data in (("before.mhtml", message(page)), ("after.mhtml", built.data)):
        (tmp_path / name).write_bytes(data)
        browser.open(tmp_path / name)
        states.append(
            (
                browser.run(PICTURES),
                browser.run("getComputedStyle(document.getElementById('story')).backgroundColor"),
                browser.run("document.getElementById('side').getBoundingClientRect().left"),
            )
        )
        last = browser.run(TEXT)
    assert states[0] == states[1]
    assert states[0][:2] == ([True], "rgb(255, 255, 255)")
    assert "Related news" in last
    assert not HAN.search(last)


def _from_a_site(data: bytes) -> bytes:
    """What Chromium saved of a page on the disk, as if it had come from a site.

    A page in an MHTML file may not show what is said to come from the disk.
    """
    here, there = SAVED.as_uri().encode(), b"http://news.example.com"
    found = structure(data, "")
    assert found is not None
    pieces, at = [], 0
    for part in found.parts:
        content = mhtml.content_of(data, part).replace(here, there)
        body, _ = encoded(content, part.coding, found.newline, part.boundary)
        pieces += [data[at : part.body].replace(here, there), body]
        at = part.end
    return b"".join([*pieces, data[at:]])


@pytest.mark.parametrize("page", [NEWS, COUNTY], ids=["news", "county"])
def test_what_chromium_saves_as_one_file_is_read_and_opens_translated(
    browser: Browser, tmp_path: Path, page: Path
) -> None:
    before = _state(browser, page)
    data = _from_a_site(browser.send("Page.captureSnapshot", format="mhtml")["data"].encode())
    document = segment(mhtml.parse(data, "page.mhtml"))
    assert document.findings == ()
    assert mhtml.rebuild(document, {}, language="en").data == data
    built = mhtml.rebuild(document, english(document), language="en", joiner=localize_ignorable)
    (tmp_path / "after.mhtml").write_bytes(built.data)
    browser.open(tmp_path / "after.mhtml")
    boxes = browser.run(BOXES)
    assert {name: box[:3:2] for name, box in boxes.items()} == {
        name: box[:3:2] for name, box in before["boxes"].items()
    }
    assert browser.run(PICTURES) == before["pictures"]
    assert not HAN.search(browser.run(TEXT))
    both = tmp_path / "both.html"
    both.write_bytes(
        build_bilingual(document, english(document), language="en", joiner=localize_ignorable).data
    )
    browser.open(both)
    assert browser.run(PICTURES) == before["pictures"]
    assert HAN.search(browser.run(TEXT))
    assert [one for one in browser.asked if not one.startswith("data:")] == []


def test_the_saved_pages_are_whole() -> None:
    """What the judge judges: each page has a style and a picture beside it."""
    for page in (NEWS, COUNTY):
        (folder,) = [
            one for one in SAVED.iterdir() if one.is_dir() and one.name[:4] == page.name[:4]
        ]
        assert {one.suffix for one in folder.iterdir()} == {".css", ".png"}
    assert shutil.which("chromium") or CHROMIUM
