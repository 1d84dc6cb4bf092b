"""The table of `docs/memory.md` is true: what was remembered, what is on the page, what becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.engines import ScriptedEngine
from glossa.memory import Pair
from glossa.model import State
from glossa.termbase import Termbase

PAGE = Path(__file__).parents[2] / "docs" / "memory.md"


def examples() -> list[tuple[str, str, str, str]]:
    """(remembered source, its target, source on the page, what becomes; empty: not used)."""
    section = PAGE.read_text(encoding="utf-8").partition("## Numbers put right")[2]
    rows: list[tuple[str, str, str, str]] = []
    source = ""
    for line in section.partition("\n## ")[0].splitlines():
        if not line.startswith("| ") or line.startswith("| remembered"):
            continue
        first, second, third = (cell.strip() for cell in line.strip("|").split("|"))
        left = re.findall("`([^`]+)`", first)
        source = source if first.startswith("the same") else left[0]
        becomes = re.findall("`([^`]+)`", third)
        used = "not used" not in third
        rows.append(
            (source, left[-1], re.findall("`([^`]+)`", second)[0], becomes[0] if used else "")
        )
    return rows


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return pipeline.load_termbase()


@pytest.mark.parametrize(("source", "target", "new", "becomes"), examples())
def test_example(
    source: str, target: str, new: str, becomes: str, tmp_path: Path, termbase: Termbase
) -> None:
    path = tmp_path / "m.db"
    with pipeline.open_memory(path, create=True) as memory:
        memory.add([Pair(source, target, "zh-Hans", "en", State.REVIEWED)])
    [entry] = pipeline.translate(
        pipeline.parse_page(new.encode()),
        termbase=termbase,
        memory=path,
        fuzzy=0.3,
        engine=ScriptedEngine({new: "the engine's words"}),
    )
    actions = [step.action for step in entry.steps]
    if becomes:
        assert (entry.target, actions[0]) == (becomes, "memory")
    else:
        assert "memory" not in actions


def test_the_table_has_rows_of_both_kinds() -> None:
    used = [bool(row[3]) for row in examples()]
    assert used.count(True) >= 7
    assert used.count(False) == 2
