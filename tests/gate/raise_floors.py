"""Raise the floors of the quality gate to what is measured now; never lower one that is not named.

    .venv/bin/python tests/gate/raise_floors.py [--new-corpus] [--new-model] [--lower "NAME"]...

A figure that has fallen is reported and its floor stays: that is for a person to settle, by
mending the code or by naming the floor with `--lower`, in a commit that says why. `--new-corpus`
pins the hash of a changed corpus, `--new-model` that of another embedded model; as long as a
figure has fallen whose floor is not named, neither writes anything.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gate_measure import corpus_hash, measure
from model_measure import measure_model, model_hash

FLOORS = Path(__file__).with_name("floors.json")


def raised(
    bounds: dict[str, Any], figures: dict[str, float], lower: Collection[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """The bounds, each moved towards better where its figure allows, and what was found.

    `lower`: bounds that follow their figures downwards too. One without a figure stays.
    """
    moved: dict[str, Any] = {}
    notes: list[str] = []
    for name, bound in bounds.items():
        moved[name] = dict(bound)
        if name not in figures:
            notes.append(f"not measured here  {name}")
            continue
        figure, named = figures[name], name in lower
        key = "at_least" if "at_least" in bound else "at_most"
        old = bound[key]
        if key == "at_least":
            new: float = math.floor(figure * 1000) / 1000
            better, worse = new > old, figure < old - bound["slack"]
        else:
            new = int(figure)
            better, worse = figure < old, figure > old + bound.get("slack", 0)
        if better or (named and new != old):
            moved[name][key] = new
            notes.append(f"{'raised ' if better else 'LOWERED'} {name}: {old} -> {new}")
        elif worse:
            advice = f'--lower "{name}"'
            notes.append(f"FALLEN  {name}: {figure:.4f}, bound {old} stays ({advice} moves it)")
    return moved, notes


def main() -> int:
    """Measure, raise, write, report; exit 1 where something has fallen."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--new-corpus", action="store_true", help="pin the hash of this corpus")
    parser.add_argument("--new-model", action="store_true", help="pin the hash of this model")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="NAME", help="a floor that may fall"
    )
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    unknown = [name for name in options.lower if name not in floors["bounds"]]
    if unknown:
        parser.error(f"no such floor: {', '.join(unknown)}")
    pins = {"corpus": corpus_hash(), "model": model_hash()}
    changed = [what for what, value in pins.items() if floors[what] != value]
    for what in changed:
        if not getattr(options, f"new_{what}"):
            print(f"The {what} has changed; read its results, then give --new-{what}.")
            return 1
    figures = measure() | measure_model()
    bounds, notes = raised(floors["bounds"], figures, options.lower)
    for name, figure in figures.items():
        print(f"{figure:9.4f}  {name}")
    print("\n".join(notes))
    fallen = any(note.startswith("FALLEN") for note in notes)
    if fallen and changed:
        print("Nothing was written: a figure has fallen whose floor is not named.")
        return 1
    text = json.dumps(floors | pins | {"bounds": bounds}, ensure_ascii=False, indent=2)
    FLOORS.write_text(text + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
