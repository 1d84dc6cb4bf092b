"""The figures of alignment, on answers small enough to count by hand."""

from __future__ import annotations

import pytest

from glossa.evaluation.links import Share, coarsened, reliability, score_links

GOLD = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3, 4), (3, 4))]


def test_the_right_answer_is_right():
    scores = score_links(GOLD, reversed(GOLD))
    assert (scores.strict, scores.lax, scores.with_nulls) == (
        Share(3, 3, 3),
        Share(7, 7, 7),
        Share(4, 4, 4),
    )
    assert (scores.strict.precision, scores.strict.recall, scores.strict.f1) == (1, 1, 1)


def test_a_link_cut_in_two_is_wrong_strictly_and_half_right_laxly():
    found = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,)), ((4,), (4,))]
    scores = score_links(GOLD, found)
    assert scores.strict == Share(right=1, found=5, wanted=3)
    assert scores.lax == Share(right=4, found=5, wanted=7)
    assert scores.strict.f1 == pytest.approx(2 * (1 / 5 * 1 / 3) / (1 / 5 + 1 / 3))


def test_pieces_alone_count_one_by_one_however_they_are_given():
    assert score_links([((0, 1), ()), ((), (0,))], [((0,), ()), ((1,), (0,))]).with_nulls == Share(
        right=1, found=2, wanted=3
    )


def test_nothing_wanted_and_nothing_found_is_no_fault():
    assert score_links([], []).strict.f1 == 1
    assert score_links([((0,), (0,))], []).strict.f1 == 0
    assert score_links([], [((0,), (0,))]).strict.f1 == 0


def test_figures_of_several_texts_add_up():
    one, other = score_links(GOLD, GOLD), score_links(GOLD, [])
    assert (one + other).strict == Share(3, 3, 6)


def test_finer_links_that_fill_a_block_are_one():
    block = ((3, 4), (3, 4))
    finer = [((3,), (3,)), ((4,), (4,))]
    assert coarsened(finer, [block]) == [block]
    # A piece left out, or a link that reaches outside, is still a mistake.
    assert coarsened([((3,), (3,)), ((4,), ()), ((), (4,))], [block]) == [
        ((), (4,)),
        ((3,), (3,)),
        ((4,), ()),
    ]
    assert coarsened([((3,), (3,)), ((4, 5), (4,))], [block]) == [((3,), (3,)), ((4, 5), (4,))]


def test_bands_of_scores():
    judged = [(0.0, False), (0.5, True), (0.6, False), (1.0, True)]
    assert reliability(judged, (0, 0.5, 0.9, 1)) == [
        (0, 0.5, 1, 0.0, 0.0),
        (0.5, 0.9, 2, pytest.approx(0.55), 0.5),
        (0.9, 1, 1, 1.0, 1.0),
    ]
