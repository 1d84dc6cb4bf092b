"""Whole web pages: what is read of them, and what they are with given targets in place.

To write the files again after a change that was meant: `python tests/pages/test_html_golden.py`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from glossa.markup import Filled, Placed
from glossa.model import Document
from glossa.model import Segment as Piece
from glossa.pages import html

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "html"
PAGES = sorted(
    path
    for path in GOLDEN.iterdir()
    if path.suffix in {".html", ".xhtml"} and ".out" not in path.name
)


def read(path: Path) -> Document:
    document = html.parse(path.read_bytes(), path.name)
    units = (
        replace(unit, parts=(Piece(unit.id, unit.start, unit.end, unit.source, "zh-Hans"),))
        for unit in document.units
    )
    return replace(document, units=tuple(units))


def outline(document: Document) -> str:
    lines = [f"{document.encoding.name} ({document.encoding.source})"]
    for unit in document.units:
        markup = unit.markup
        if markup:
            lines.append(
                f"{unit.id} {' > '.join(markup.path)} [{markup.element}]"
                f" group {markup.group} linked {markup.linked:.2f}"
            )
        lines.append(f"    {unit.source}")
        for code in document.codes:
            if unit.start <= code.start and code.end <= unit.end:
                inside = document.text[code.start : code.end]
                where = f" in {code.parent}" if code.parent else ""
                lines.append(f"    {code.id} {code.kind}{where}: {inside}")
    return "\n".join(lines) + "\n"


def written(path: Path) -> bytes:
    document = read(path)
    told = json.loads(path.with_suffix(".targets.json").read_text(encoding="utf-8"))
    targets, places = told["targets"], told.get("places", {})
    assert set(targets) <= {unit.source for unit in document.units}
    filled = {
        unit.id: Filled(
            targets[unit.source], tuple(Placed(*place) for place in places.get(unit.source, ()))
        )
        for unit in document.units
        if unit.source in targets
    }
    return html.rebuild(document, filled, language=told["language"]).data


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_read(path: Path) -> None:
    expected = path.with_suffix(".units.txt").read_text(encoding="utf-8")
    assert outline(read(path)) == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_written(path: Path) -> None:
    assert written(path) == path.with_suffix(".out" + path.suffix).read_bytes()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_changed(path: Path) -> None:
    assert html.rebuild(read(path), {}, language="en").data == path.read_bytes()


if __name__ == "__main__":
    for page in PAGES:
        page.with_suffix(".units.txt").write_text(outline(read(page)), encoding="utf-8")
        page.with_suffix(".out" + page.suffix).write_bytes(written(page))
