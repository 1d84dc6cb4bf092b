"""The quality gate: no figure of the corpus may fall below its pinned floor.

Floors stand in `floors.json` with the hash of the corpus they were measured on. The gate never
moves them; `raise_floors.py` does, and only upwards.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gate_measure import corpus_hash, measure

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
BOUNDS = [
    (name, bound) for name, bound in FLOORS["bounds"].items() if not name.startswith("model: ")
]


@pytest.fixture(scope="module")
def figures():
    return measure()


def test_floors_belong_to_this_corpus():
    assert corpus_hash() == FLOORS["corpus"], (
        "the corpus has changed since the floors were measured: read the new pages' results, then "
        "run `python tests/gate/raise_floors.py --new-corpus`"
    )


@pytest.mark.model
@pytest.mark.parametrize(("name", "bound"), BOUNDS, ids=[name for name, _ in BOUNDS])
def test_figure_holds(name, bound, figures):
    figure = figures[name]
    if "at_least" in bound:
        assert figure >= bound["at_least"] - bound["slack"], f"{name} fell to {figure:.4f}"
    else:
        assert figure <= bound["at_most"], f"{name} rose to {figure}"


@pytest.mark.model
def test_every_figure_has_a_bound(figures):
    assert sorted(figures) == sorted(name for name, _ in BOUNDS)
