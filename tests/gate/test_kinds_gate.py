"""Floors of kinds, languages and sentence ends on the labelled pages; `kinds-floors.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossa.evaluation.kinds import as_json, measure
from glossa.evaluation.labelled import load_labelled

ROOT = Path(__file__).parents[2]
FLOORS = json.loads(Path(__file__).with_name("kinds-floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("half", ["tune", "test"])
def test_labelled_pages(half):
    pages = load_labelled(ROOT / "corpus" / "labelled" / half)
    found = as_json(measure(pages)["together"])
    fallen = {name: found[name] for name, floor in FLOORS[half].items() if found[name] < floor}
    assert fallen == {}
