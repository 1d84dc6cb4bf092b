"""What an engine answers to a text depends on that text alone, to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.engines import ArgosEngine
from glossa.engines.shapes import answers_in_shapes, cores
from glossa.models import choose

LINES = (
    "轮台县种杏的历史很长，全县现有杏园28万亩，年产鲜杏约15万吨。",
    "週二至週日 10:00–18:00",
    "可是沿途的村子离不开它：孩子坐它上学，老人坐它看病（医院在县城），菜农坐它赶集。",
    "首页",
    "今天天气很好，我们去公园散步，然后回家吃饭。",
    "市图书馆",
    "联系我们",
    "水费可以在网上交，也可以到营业厅交。",
)


class Started:
    def __init__(self, value: int) -> None:
        self.value = value

    def result(self) -> int:
        return self.value


@given(st.lists(st.integers(min_value=0, max_value=3), max_size=300), st.integers(1, 4))
def test_each_call_is_of_one_shape_and_answers_come_in_order(shapes: list[int], ahead: int) -> None:
    seen: list[list[int]] = []

    def call(places: Sequence[int]) -> list[Started]:
        assert len({shapes[place] for place in places}) == 1
        seen.append(list(places))
        return [Started(place) for place in places]

    assert answers_in_shapes(shapes, call, ahead) == list(range(len(shapes)))
    assert sum(map(len, seen)) == len(shapes)


def test_cores() -> None:
    assert cores(3) == 3
    assert 1 <= cores(0) <= 8


@pytest.mark.model
def test_company_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Padded to the longest of a call, confidence and now and then a word came out otherwise."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    engine = ArgosEngine(choose("zh-Hans", "en").packages[0])
    together = engine.translate(LINES)
    alone = [engine.translate([line])[0] for line in LINES]
    assert alone == together
    sure = engine.confidence(LINES, together)
    assert sure == [
        engine.confidence([line], [said])[0] for line, said in zip(LINES, together, strict=True)
    ]
    begun = [said[:12] for said in together]
    assert engine.continued(LINES, begun) == [
        engine.continued([line], [opening])[0] for line, opening in zip(LINES, begun, strict=True)
    ]
    assert engine.alternatives(LINES, 3) == [engine.alternatives([line], 3)[0] for line in LINES]
