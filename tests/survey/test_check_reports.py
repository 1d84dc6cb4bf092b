"""The JSON, HTML and text reports of `glossa check`."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from check_pages import GOLDEN, make_pages, make_survey, reports
from surveys import survey_texts

from glossa.survey import Survey, html_report, json_report, text_report
from glossa.survey.results import Candidate, Failure, Name, Place, Remark, Spelling

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\x00\udcff"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_pages(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["report.json", "report.html"])
def test_reports_are_the_golden_ones(folder: Path, name: str) -> None:
    assert reports(folder)[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_same_pages_give_the_same_bytes(folder: Path) -> None:
    first, second = make_survey(folder), make_survey(folder)
    assert json_report(first) == json_report(second)
    assert html_report(first) == html_report(second)


class Page(HTMLParser):
    """Collects what could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.open: list[str] = []
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"meta", "input", "link", "br", "img"}:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "script":
            self.scripts.append(data)
        if self.stack and self.stack[-1] == "style":
            self.styles.append(data)


def evil_survey() -> Survey:
    place = Place(EVIL, 1, 1, "", EVIL, EVIL, EVIL, "fold", EVIL)
    entry = Place(EVIL, 0, 1, EVIL, EVIL, EVIL, EVIL, "wanted", "en")
    return Survey(
        style=EVIL,
        language="en",
        glossary=EVIL,
        pages=1,
        names=(Name(EVIL, (EVIL,), EVIL, EVIL, (Spelling(EVIL, (place, entry), EVIL),)),),
        candidates=(Candidate(EVIL, EVIL, EVIL, 1, 1, 0.0, (place,), EVIL, EVIL, (EVIL,)),),
        remarks=(Remark(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL),),
        failures=(Failure(EVIL, EVIL, EVIL),),
    )


@pytest.mark.parametrize("evil", [True, False])
def test_nothing_of_a_page_runs_and_nothing_is_loaded(folder: Path, evil: bool) -> None:
    text = html_report(evil_survey() if evil else make_survey(folder))
    page = Page()
    page.feed(text)
    page.close()
    assert page.stack == []
    assert page.tags.count("script") == page.tags.count("style") == 1
    assert not {"img", "iframe", "link", "object", "embed", "a", "form", "base"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not any(name.startswith("on") for name in names)
    assert not {"src", "href", "srcset", "style"} & names
    policy = next(value for name, value in page.attributes if value.startswith("default-src"))
    for directive, part in (("script-src", page.scripts), ("style-src", page.styles)):
        digest = base64.b64encode(hashlib.sha256("".join(part).encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "http:" not in text
    assert "https:" not in text
    text.encode()  # lone surrogates have no UTF-8


def test_every_field_and_button_has_a_name_and_every_item_can_be_opened(folder: Path) -> None:
    text = html_report(make_survey(folder))
    assert text.count('type="checkbox"') == text.count("<label><input")
    assert 'type="search" id="search" aria-label=' in text
    assert text.count("<details data-item=") == text.count("<summary>")
    assert 'tabindex="-1"' not in text


def test_each_snippet_has_its_language_and_direction() -> None:
    text = html_report(survey_texts("记者来到墨玉县喀尔克牙镇采访。"))
    assert 'lang="zh-Hans" dir="ltr"' in text


def test_a_page_of_many_places_stays_small_and_says_so() -> None:
    text = html_report(survey_texts("\n".join(["Figs of Hetian."] * 300)))
    assert text.count("<mark>") == 200
    assert "and 100 more" in text
    assert len(json.loads(json_report(survey_texts("Hetian is old.\n" * 300)))["names"]) == 1


def test_json_of_odd_names_is_json() -> None:
    data = json.loads(json_report(evil_survey()))
    assert data["unread"][0]["file"] == EVIL
    json_report(evil_survey()).encode()


def test_json_has_the_documented_keys(folder: Path) -> None:
    """`docs/check.md` names every key, and no other."""
    text = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
    section = text.split("## The JSON report")[1].split("## ")[0]
    documented = set(re.findall(r"^\| `([a-z_]+)`", section, re.MULTILINE))
    keys: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                keys.add(key)
                if key not in {"skipped", "outcomes"}:
                    collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect(json.loads(json_report(evil_survey())))
    collect(json.loads(json_report(make_survey(folder))))
    assert documented == keys


def test_the_text_report_shows_few_places_or_all(folder: Path) -> None:
    survey = survey_texts("\n".join(["Figs of Hetian and Hotan."] * 5))
    assert "p1.txt:1:9, p1.txt:2:9, p1.txt:3:9 and 2 more" in text_report(survey)
    assert "p1.txt:5:9" in text_report(survey, everything=True)
    assert text_report(survey_texts("Nothing here.")) == ""


def test_nothing_of_a_page_reaches_a_terminal_as_a_code() -> None:
    survey = survey_texts("Figs\x1b[31m of Hetian.\x1b[0m And of Hotan.\x07")
    for text in (text_report(survey), text_report(evil_survey())):
        assert all(sign.isprintable() or sign in "\n\udcff" for sign in text)
