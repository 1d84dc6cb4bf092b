"""Floors of kinds, languages and sentence ends on the labelled pages; `kinds-floors.json`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from glossa.evaluation.kinds import as_json, measure
from glossa.evaluation.labelled import load_labelled

ROOT = Path(__file__).parents[2]
FLOORS = json.loads(Path(__file__).with_name("kinds-floors.json").read_text(encoding="utf-8"))


# Pages of tune that were labelled later: the floor of the first ones stays what it was.
ADDED = re.compile(r"c[0-9]-")


@pytest.mark.parametrize("half", ["tune", "tune, added", "test"])
def test_labelled_pages(half):
    folder, _, added = half.partition(", ")
    pages = [
        page
        for page in load_labelled(ROOT / "corpus" / "labelled" / folder)
        if bool(ADDED.match(page.name)) == bool(added)
    ]
    assert pages
    found = as_json(measure(pages)["together"])
    fallen = {name: found[name] for name, floor in FLOORS[half].items() if found[name] < floor}
    assert fallen == {}
