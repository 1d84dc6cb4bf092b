"""The gate of the embedded model: what it answers may not get worse than its pinned floors.

One test holds all figures, so that they are measured once whatever else runs beside it. The floors
stand in `floors.json` with the hash of the model; `raise_floors.py --new-model` pins another.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from model_measure import FLORES, SAMPLES, measure_model, model_hash, sample, score_answers

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
BOUNDS = {name: bound for name, bound in FLOORS["bounds"].items() if name.startswith("model: ")}


def test_floors_belong_to_this_model():
    assert model_hash() == FLOORS["model"], (
        "the embedded model has changed since the floors were measured: read its results, then run "
        "`.venv/bin/python tests/gate/raise_floors.py --new-model`"
    )


@pytest.mark.model
def test_the_model_holds_its_floors():
    figures = measure_model()
    there = [name for name, (path, _) in SAMPLES.items() if path.exists()]
    assert {"interface strings", "headlines"} <= set(there)
    wanted = {name for name in BOUNDS if name.rpartition(", ")[2] in there}
    assert set(figures) == wanted, "every figure has a bound"
    fallen = [
        f"{name}: {figure:.3f}, bound {bound}"
        for name, figure in figures.items()
        for bound in [BOUNDS[name]]
        if figure < bound.get("at_least", figure) - bound["slack"]
        or figure > bound.get("at_most", figure) + bound["slack"]
    ]
    assert not fallen
    if not FLORES.exists():
        pytest.skip("no FLORES sample beside the repository; the other figures hold")


def test_a_sample_follows_the_hashes_of_its_lines(tmp_path):
    path = tmp_path / "pairs.tsv"
    lines = [f"新闻{number}\tnews {number}" for number in range(40)]
    path.write_text("# a remark\twith a tab\n" + "\n".join(lines), encoding="utf-8")
    chosen = sample(path, 10)
    assert len(chosen) == 10
    path.write_text("\n".join(reversed(lines)), encoding="utf-8")
    assert sample(path, 10) == chosen
    path.write_text("\n".join([*lines, "另一行\tone more"]), encoding="utf-8")
    assert len(set(sample(path, 10)) & set(chosen)) >= 9


def test_answers_are_scored():
    pairs = [("三座桥", "three bridges"), ("第12页", "page 12"), ("新闻", "news"), ("水", "water")]
    good = [right for _, right in pairs]
    assert score_answers(pairs, good) == {"chrf": 100.0, "loops": 0, "empty": 0, "numbers lost": 0}
    bad = score_answers(pairs, ["bridge bridge bridge", "page", "", "water"])
    assert (bad["loops"], bad["empty"], bad["numbers lost"]) == (1, 1, 1)
    assert bad["chrf"] < 60
