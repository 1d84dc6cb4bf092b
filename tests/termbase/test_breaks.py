"""Lines under a name that is rewritten: as many as before, none of them empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.model import replay
from glossa.termbase.breaks import join_all, join_some, joints, over_lines, unbroken

WORD = st.text("abcXYZ'", min_size=1, max_size=6).filter(lambda word: word[0] != "'")
BREAK = st.sampled_from(["\n", "\r\n", " \n  ", "\r"])


@given(
    before=st.sampled_from(["", "in ", "(", "one two "]),
    lines=st.lists(st.lists(WORD, min_size=1, max_size=3), min_size=2, max_size=4),
    gap=BREAK,
    behind=st.sampled_from(["", " and", ", and", "’s", " "]),
    ours=st.lists(WORD, min_size=1, max_size=6),
)
def test_the_lines_stay(
    before: str, lines: list[list[str]], gap: str, behind: str, ours: list[str]
) -> None:
    name = gap.join(" ".join(line) for line in lines)
    text = before + name + behind
    fitted = over_lines(text, len(before), len(before) + len(name), " ".join(ours))
    if fitted is None:
        assert len(ours) < len(lines)
        return
    start, end, after = fitted
    result = text[:start] + after + text[end:]
    assert result.count(gap.strip(" ")) == len(lines) - 1
    assert all(
        line.strip() for line in result.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    assert result.split() == (before + " ".join(ours) + behind).split()


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("Tori\nCounty", "Toli County", "Toli\nCounty"),
        ("Tori\nCounty", "Hoboksar Mongol Autonomous County", "Hoboksar Mongol Autonomous\nCounty"),
        ("A B\nC", "D E", "D\nE"),
        ("A\nB\nC", "D E F G", "D\nE F\nG"),
        ("A\nB C D", "E F", "E\nF"),
    ],
)
def test_words_are_spread(name: str, after: str, expected: str) -> None:
    assert over_lines(name, 0, len(name), after) == (0, len(name), expected)


TEXT = st.lists(
    st.sampled_from(
        ["Tor-\n", "rey", "Xing-\r\n", "jiang", " ", " ", ",", "County", "-\n", "a-\n\n"]
    ),
    max_size=14,
).map("".join)


@given(text=TEXT)
def test_joining_loses_nothing_but_hyphens_and_moves_nothing_but_breaks(text: str) -> None:
    found = joints(text)
    steps = join_some(text, found)
    whole, places = join_all(text, found)
    assert replay(text, tuple(steps)) == whole
    assert whole.count("\n") == text.count("\n")
    assert sum(map(str.isalpha, whole)) == sum(map(str.isalpha, text))
    assert [whole[start:end].isalpha() for start, end in places] == [True] * len(found)
    assert len(whole) <= len(text)


@given(text=TEXT)
def test_what_is_missing_is_counted(text: str) -> None:
    whole, gaps = unbroken(text)
    assert len(whole) + sum(missing for _, missing in gaps) == len(text)
    assert gaps == sorted(gaps)
