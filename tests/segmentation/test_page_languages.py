"""The language of each line of whole pages: what a line alone does not tell, the page does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossa.pages import parse_text
from glossa.segmentation import segment

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "languages.json").read_text(encoding="utf-8")
)["pages"]


def marked(case: dict[str, Any]) -> Any:
    failing = case["expect"] == "fail"
    marks = [pytest.mark.xfail(strict=True, reason=case["comment"])] if failing else []
    return pytest.param(case["lines"], marks=marks, id=case["label"])


@pytest.mark.parametrize("lines", [marked(case) for case in CASES])
def test_languages_of_a_page(lines: list[dict[str, str]]) -> None:
    text = "\n".join(line["text"] for line in lines)
    document = segment(parse_text(text.encode(), "page.txt"))
    found = {
        unit.source: "+".join(dict.fromkeys(part.language for part in unit.segments))
        for unit in document.units
    }
    wanted = {line["text"]: line["language"] for line in lines}
    assert found == wanted
