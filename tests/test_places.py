"""Lines and columns, and where a word stood before the steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossa.model import Step, replay
from glossa.places import Lines, Origins, line_starts


def test_every_line_end_counts_and_no_other() -> None:
    assert line_starts("a\nb\r\nc\rd\x85e\u2028f") == [0, 2, 5, 7, 9]
    assert Lines("a\r\nbc").place(4) == (2, 2)
    assert Lines("").place(0) == (1, 1)


def test_a_step_in_a_replacement_comes_from_what_the_first_step_replaced() -> None:
    steps = [Step("fold", 3, 9, "Hetian", "Khotan"), Step("fold", 0, 9, "in Khotan", "at Hotan")]
    origins = Origins(steps)
    assert origins.steps == ((3, 9), (0, 9))
    assert origins.span(0, 8) == (0, 9)
    assert origins.span(8, 9) == (9, 10)


def test_an_insertion_takes_no_room() -> None:
    origins = Origins([Step("gloss", 2, 2, "", "XY")])
    assert origins.steps == ((2, 2),)
    assert origins.span(0, 2) == (0, 2)
    assert origins.span(4, 6) == (2, 4)


@given(st.data())
def test_what_no_step_touched_is_found_again(data: st.DataObject) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(data.draw(st.integers(1, 30))))
    steps: list[Step] = []
    now = text
    for _ in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(now)))
        end = data.draw(st.integers(start, min(len(now), start + 5)))
        after = "x" * data.draw(st.integers(0, 5))
        steps.append(Step("fold", start, end, now[start:end], after))
        now = now[:start] + after + now[end:]
    assert replay(text, tuple(steps)) == now
    origins = Origins(steps)
    for place, sign in enumerate(now):
        if sign != "x":
            assert origins.span(place, place + 1) == (text.index(sign), text.index(sign) + 1)
    for step, (start, end) in zip(steps, origins.steps, strict=True):
        kept = [sign for sign in step.before if sign != "x"]
        assert 0 <= start <= end <= len(text)
        assert all(start <= text.index(sign) < end for sign in kept)
