"""Raise the floors of the quality gate to what is measured now; never lower one.

    python tests/gate/raise_floors.py [--new-corpus]

A figure that has fallen is reported and its floor stays: that is for a person to settle, by
mending the code or by editing `floors.json` in a commit that says why. `--new-corpus` pins the
hash of a changed corpus too.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from gate_measure import corpus_hash, measure

FLOORS = Path(__file__).with_name("floors.json")


def raised(bounds: dict[str, Any], figures: dict[str, float]) -> tuple[dict[str, Any], list[str]]:
    """The bounds, each moved towards better where its figure allows, and what was found."""
    moved: dict[str, Any] = {}
    notes: list[str] = []
    for name, bound in bounds.items():
        figure = figures[name]
        moved[name] = dict(bound)
        if "at_least" in bound:
            floor = math.floor(figure * 1000) / 1000
            if floor > bound["at_least"]:
                moved[name]["at_least"] = floor
                notes.append(f"raised  {name}: {bound['at_least']} -> {floor}")
            elif figure < bound["at_least"] - bound["slack"]:
                notes.append(f"FALLEN  {name}: {figure:.4f}, floor {bound['at_least']} stays")
        elif figure < bound["at_most"]:
            moved[name]["at_most"] = int(figure)
            notes.append(f"raised  {name}: at most {bound['at_most']} -> {int(figure)}")
        elif figure > bound["at_most"]:
            notes.append(f"FALLEN  {name}: {int(figure)}, at most {bound['at_most']} stays")
    return moved, notes


def main() -> int:
    """Measure, raise, write, report; exit 1 where something has fallen."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--new-corpus", action="store_true", help="pin the hash of this corpus")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if floors["corpus"] != corpus_hash():
        if not options.new_corpus:
            print("The corpus has changed; read its results, then give --new-corpus.")
            return 1
        floors["corpus"] = corpus_hash()
    figures = measure()
    floors["bounds"], notes = raised(floors["bounds"], figures)
    text = json.dumps(floors, ensure_ascii=False, indent=2)
    FLOORS.write_text(text + "\n", encoding="utf-8")
    for name, figure in figures.items():
        print(f"{figure:9.4f}  {name}")
    print("\n".join(notes))
    return 1 if any(note.startswith("FALLEN") for note in notes) else 0


if __name__ == "__main__":
    sys.exit(main())
