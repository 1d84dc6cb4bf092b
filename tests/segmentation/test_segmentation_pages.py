"""Every line of two real pages against labels written by hand, before the rules were.

The pages lie beside the repository and may not be copied into it: without them the test is
skipped. The case files hold hashes and offsets only.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from seg_helpers import CASES, document

from glossa.segmentation import segment

PAGES = Path(__file__).parents[3] / "shared" / "pages"


@pytest.mark.parametrize(
    "case_file", sorted(CASES.glob("pages-[0-9]*.json")), ids=lambda path: path.stem
)
def test_every_line_of_a_real_page_is_as_labelled_by_hand(case_file: Path) -> None:
    labels = json.loads(case_file.read_text(encoding="utf-8"))
    page = PAGES / labels["page"]
    if not page.exists():
        pytest.skip(f"{labels['page']} is not there")
    text = page.read_text(encoding="utf-8")
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    units = segment(document(text)).units
    assert len(units) == len(labels["lines"])
    wrong = []
    for unit, label in zip(units, labels["lines"], strict=True):
        line = lines[label["line"] - 1]
        offset = starts[label["line"] - 1]
        assert hashlib.sha256(line.encode()).hexdigest()[:16] == label["sha256"]
        found = [[part.start - offset, part.end - offset, part.language] for part in unit.segments]
        if unit.kind != label["kind"] or found != label["segments"]:
            wrong.append((label["line"], str(unit.kind), label["kind"], found, label["segments"]))
    assert wrong == []
