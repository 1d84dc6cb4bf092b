"""Laws of alignment, whatever the texts."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from align_helpers import covers, pairs, pieces
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossa.alignment import Link, Piece, align, cutting
from glossa.alignment.lexicon import Lexicon
from glossa.model import Kind

CHINESE = (
    "新疆",
    "苹果",
    "经济",
    "政府",
    "学校",
    "医院",
    "2025年",
    "。",
    "，",
    "和",
    "大学",
    "NATO",
)
ENGLISH = (
    "Xinjiang ",
    "apple ",
    "the ",
    "economy ",
    "school ",
    "2025 ",
    ". ",
    "of ",
    "NATO ",
    "a ",
)


def side(language: str, words: tuple[str, ...]) -> st.SearchStrategy[list[Piece]]:
    text = st.lists(st.sampled_from(words), max_size=8).map("".join)
    anything = st.text(max_size=12)
    piece = st.tuples(text | anything, st.sampled_from(list(Kind)), st.booleans())

    def numbered(found: list[tuple[str, Kind, bool]]) -> list[Piece]:
        result, unit = [], 0
        for place, (written, kind, begins) in enumerate(found):
            unit += begins
            result.append(Piece(f"s{place}", written, language, kind, unit))
        return result

    return st.lists(piece, max_size=7).map(numbered)


CHINESE_SIDE = side("zh-Hans", CHINESE)
ENGLISH_SIDE = side("en", ENGLISH)
LAW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(CHINESE_SIDE, ENGLISH_SIDE)
def test_every_piece_stands_in_one_link_in_order(source: list[Piece], target: list[Piece]) -> None:
    links = align(source, target)
    assert covers(links, len(source), len(target))
    assert all(0.0 <= link.score <= 1.0 for link in links)
    assert links == align(source, target)


@LAW
@given(CHINESE_SIDE, st.integers(0, 2**16))
def test_other_sides_link_the_same_pieces(source: list[Piece], seed: int) -> None:
    shuffled = random.Random(seed)
    texts = ["".join(shuffled.sample(ENGLISH, 4)) + str(shuffled.random()) for _ in range(5)]
    source = [
        Piece(piece.id, f"{piece.text}{seed}{place}", piece.language, piece.kind, piece.unit)
        for place, piece in enumerate(source)
    ]
    target = pieces(texts)
    there, back = align(source, target), align(target, source)
    assert {(link.target, link.source): pytest.approx(link.score, abs=1e-4) for link in back} == {
        (link.source, link.target): link.score for link in there
    }


@pytest.mark.parametrize("size", [0, 1, 3])
def test_with_an_empty_side_every_piece_stands_alone(size: int) -> None:
    texts = pieces(["Hello"] * size)
    assert align(texts, ()) == tuple(Link((place,), (), 1.0) for place in range(size))
    assert align((), texts) == tuple(Link((), (place,), 1.0) for place in range(size))


def test_one_piece_against_a_thousand() -> None:
    many = pieces([f"This is sentence {place} of a long text." for place in range(1000)])
    one = pieces(["这是第500句，属于一篇长文。"], "zh-Hans")
    assert covers(align(one, many), 1, 1000)
    assert covers(align(many, one), 1000, 1)


def test_a_text_is_aligned_with_itself() -> None:
    texts = pieces([f"Line {place} says something of {place * 7}." for place in range(40)])
    links = align(texts, texts)
    assert pairs(links) == [((place,), (place,)) for place in range(40)]
    assert min(link.score for link in links) > 0.9


def test_languages_that_no_table_knows() -> None:
    source = pieces(["Uno dos 17.", "Madrid es grande.", "Adiós."], "es")
    target = pieces(["Один два 17.", "Мадрид большой.", "Прощай."], "ru")
    assert pairs(align(source, target)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_a_translation_by_machine_helps_where_nothing_else_does() -> None:
    source = pieces([f"{sign}{sign}{sign} qx" * 4 for sign in "bdfg"], "xx")
    target = pieces(
        [
            "The green trees of the park.",
            "A few yellow flowers bloom.",
            "It was a cold winter here.",
        ]
    )
    answers = ["green trees in a park", "mountains, rivers", "yellow flowers bloom", "cold winter"]
    links = align(source, target, translate=lambda _: answers)
    assert pairs(links) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_a_lexicon_of_the_caller_is_used_in_place_of_the_own() -> None:
    source = pieces(["gagaga bubu", "bubibu bobi", "zozozo zizi"], "xx")
    target = pieces(["tall tree", "wide river"], "en")
    lexicon = Lexicon(
        {
            "gagaga": {"tree": (0.9, 0.9)},
            "bubu": {"tall": (0.9, 0.9)},
            "zozozo": {"river": (0.9, 0.9)},
            "zizi": {"wide": (0.9, 0.9)},
        }
    )
    links = align(source, target, lexicon=lexicon)
    assert pairs(links) == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def made(count: int, seed: int = 3) -> tuple[list[Piece], list[Piece]]:
    """Two texts of `count` sentences that share figures and some names, a few left out."""
    chance = random.Random(seed)
    names = [f"Name{chance.randrange(count)}" for _ in range(count)]
    rows, columns = [], []
    for place in range(count):
        number = chance.randrange(10_000)
        if chance.random() > 0.05:
            rows.append(f"第{place}天，{names[place]}一共卖出了{number}个苹果，大家都很高兴。")
        if chance.random() > 0.05:
            columns.append(
                f"On day {place} {names[place]} sold {number} apples, and all were glad."
            )
    return pieces(rows, "zh-Hans"), pieces(columns)


def test_the_time_is_in_proportion_to_the_length(
    cpu_seconds: Callable[[Callable[[], object]], float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "NODES", 4_000)
    monkeypatch.setattr(cutting, "_AROUND", 20)
    monkeypatch.setattr(cutting, "_STRETCHES", 40)
    small, large = made(110), made(440)
    align(*small)  # what is read once
    # Small and large in turns: what else runs on the machine weighs on both of a turn alike.
    turns = [
        (cpu_seconds(lambda: align(*small)), cpu_seconds(lambda: align(*large))) for _ in range(4)
    ]
    assert min(four / once for once, four in turns) < 4 * 2.5
