"""Links between the documents lead somewhere: to files, to headings, to folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("benchmarks", "corpus", "docs", "glossary", "models", "tests/gate", "training")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))]
)
_CODE = re.compile(r"```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:docs|src|tests|corpus|benchmarks|glossary|models)/[\w./-]+\w)`")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def links(page: Path) -> Iterator[tuple[str, str]]:
    """(path from the page, heading) of every link that is no web address."""
    text = page.read_text(encoding="utf-8")
    for target in _LINK.findall(_CODE.sub("", text)):
        if not re.match(r"[a-z][a-z0-9+.-]*:", target):
            path, _, heading = target.partition("#")
            yield path, heading


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as web hosts of repositories make them."""
    found = set()
    for heading in _HEADING.findall(page.read_text(encoding="utf-8")):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.lower())
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for path, heading in links(page):
        there = page.parent / path if path else page
        if not there.exists() or (heading and heading not in anchors(there)):
            dead.append(f"{path}#{heading}")
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_that_are_named_exist(page: Path) -> None:
    if "decisions" in page.parts:  # what was decided then is not rewritten when a file moves
        pytest.skip("a record of its day")
    named = _PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_document_can_be_reached() -> None:
    """From the README, or from a page that can be reached: nobody finds the others."""
    found = {ROOT / "README.md", ROOT / "CONTRIBUTING.md"}
    waiting = sorted(found)
    while waiting:
        page = waiting.pop()
        for path, _ in links(page):
            there = (page.parent / path).resolve()
            if there.is_dir():
                found |= {there / "README.md"} if (there / "README.md").exists() else set()
                found |= set(there.glob("*.md")) if there.name == "decisions" else set()
            elif there.suffix == ".md" and there not in found:
                found.add(there)
                waiting.append(there)
    documents = {page.resolve() for page in PAGES if page.is_relative_to(ROOT / "docs")}
    assert sorted(str(page.relative_to(ROOT)) for page in documents - found) == []
