"""An answer with a long number that its source cannot mean is none, however sure the engine is."""

from __future__ import annotations

import pytest

from glossa.measures import invented_numbers
from glossa.translator.candidates import judge

DATED = "来源:中国日报网发布日期:2025年09月02日 10:01 浏览次数:100"


@pytest.mark.parametrize(
    ("source", "answer", "why"),
    [
        (DATED, "Source releases: 2025, 202511110:01011101 views: 100", "a number from nowhere"),
        ("果园今年丰收", "The orchard had 20251111 in the year", "a number from nowhere"),
        ("电话:0871-63902377", "Phone: 0871-63902377", ""),
        ("产量是1234万吨", "The output was 12340000 tons", ""),
        ("会议10:30开始", "The meeting begins at 10:30", ""),
        ("果园今年丰收", "The orchard had 350 in the year", ""),
    ],
)
def test_a_long_number_from_nowhere(source: str, answer: str, why: str) -> None:
    assert judge(source, answer, (), (), origin="engine").nonsense == why


def test_what_stands_at_a_colon_and_is_no_time_is_a_number() -> None:
    found = invented_numbers(DATED, "on 202511110:01011101 it was")
    assert found == ("202511110", "01011101")
    assert invented_numbers("在12345:80上", "at 12345:80") == ()
    assert invented_numbers("会议开始", "The meeting begins at 10:30:15") == ()
