"""The 200 headlines that models are measured on: whole, various, and nobody's but ours."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from glossa.evaluation import load_testset
from glossa.measures import leftover_han, lost_numbers

TRAINING = Path(__file__).resolve().parents[2] / "training"
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def pairs() -> Iterator[ModuleType]:
    sys.path.insert(0, str(TRAINING))
    try:
        import pairs as module

        yield module
    finally:
        sys.path.remove(str(TRAINING))
        sys.modules.pop("pairs", None)


@pytest.fixture(scope="module")
def headlines() -> list[Pair]:
    tests = load_testset(TRAINING / "headlines.tsv")
    assert not tests.findings
    return [(case.source, case.reference) for case in tests.cases]


def test_there_are_two_hundred_and_no_two_alike(headlines: list[Pair], pairs: ModuleType) -> None:
    assert len(headlines) == 200
    for side in (0, 1):
        assert len({pairs.key(pair[side]) for pair in headlines}) == 200
    assert len({zh[:4] for zh, _ in headlines}) > 185  # no row of one opening


@pytest.mark.parametrize(
    "signs", ["《", "“", "丨", "：", "，", "？", r"\d", r"\d%", "·", "（", "②"]
)
def test_signs_of_such_lists_are_there(headlines: list[Pair], signs: str) -> None:
    assert any(re.search(signs, zh) for zh, _ in headlines)


def test_each_line_is_a_headline_with_an_english_one(headlines: list[Pair]) -> None:
    for zh, en in headlines:
        assert 6 <= len(zh) <= 35, zh
        assert not leftover_han(en), en
        assert not lost_numbers(zh, en), (zh, en)
        assert en[0].isupper() or en[0] == '"' or en[0].isdigit(), en
        assert not en.endswith(".") or en.endswith("..."), en
        assert not re.search(r"[‘’“”]|  ", en), en  # as the training text has them


def test_none_is_an_interface_string_that_is_measured_too(
    headlines: list[Pair], pairs: ModuleType
) -> None:
    held = {pairs.key(case.source) for case in load_testset(TRAINING / "heldout-ui.tsv").cases}
    assert len(held) == 1000
    assert not held & {pairs.key(zh) for zh, _ in headlines}
