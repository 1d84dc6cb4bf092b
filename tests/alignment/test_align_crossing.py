"""Links that leave the order of the text."""

from __future__ import annotations

from align_helpers import pairs, pieces

from glossa.alignment import Piece, align

BODY = (
    (
        "今天上午，市图书馆的新馆开放了。",
        "The new building of the city library opened this morning.",
    ),
    ("第一天来了三千名读者。", "On the first day 3,000 readers came."),
    ("馆长说，孩子们最喜欢四楼。", "The director said that children liked the fourth floor best."),
    ("图书馆每天早上九点开门。", "The library opens at nine every morning."),
)
MOVED = (
    "请勿携带食物和饮料进入阅览室。",
    "Please do not bring food or drinks into the reading room.",
)


def test_a_paragraph_that_was_moved_is_found():
    source = pieces([MOVED[0], *(zh for zh, _ in BODY)], "zh-Hans")
    target = pieces([*(en for _, en in BODY), MOVED[1]])
    links = align(source, target)
    assert pairs(links) == [((0,), (4,)), *(((at + 1,), (at,)) for at in range(4))]
    assert links[0].score > 0.9


def test_a_footer_turned_round_is_linked_by_its_address():
    chinese = [*(zh for zh, _ in BODY), "电话", "0937-8800000", "邮箱", "a@example.org"]
    target = pieces([*(en for _, en in BODY), "E-mail", "a@example.org", "Phone", "0937-8800000"])
    found = pairs(align(pieces(chinese, "zh-Hans"), target))
    assert ((5,), (7,)) in found
    assert ((7,), (5,)) in found


def test_what_would_fit_two_places_as_well_is_not_moved():
    twice = "违反本条规定的，处以罚款。"
    source = pieces([*(zh for zh, _ in BODY), twice, twice], "zh-Hans")
    target = pieces(["Whoever violates this article shall be fined.", *(en for _, en in BODY)])
    assert ((), (0,)) in pairs(align(source, target))


def test_what_says_something_else_is_not_moved():
    source = pieces(["门票每张二十元。", *(zh for zh, _ in BODY)], "zh-Hans")
    target = pieces([*(en for _, en in BODY), "It will rain in the mountains tomorrow."])
    found = pairs(align(source, target))
    assert found[0] == ((0,), ())
    assert found[-1] == ((), (4,))


def test_sentences_of_one_paragraph_that_changed_places_are_one_link():
    source = [Piece(f"s{at}", zh, "zh-Hans", unit=0) for at, (zh, _) in enumerate(BODY)]
    other = [BODY[place][1] for place in (0, 2, 1, 3)]
    target = [Piece(f"t{at}", en, "en", unit=0) for at, en in enumerate(other)]
    assert pairs(align(source, target)) == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))]


def test_every_piece_still_stands_in_one_link_in_the_order_of_the_source():
    source = pieces([zh for zh, _ in (*BODY, MOVED)], "zh-Hans")
    target = pieces([en for _, en in (*BODY[2:], MOVED, *BODY[:2])])
    links = align(source, target)
    assert [at for link in links for at in link.source] == list(range(5))
    assert sorted(at for link in links for at in link.target) == list(range(5))
    assert pairs(links) == [((at,), (to,)) for at, to in enumerate((3, 4, 0, 1, 2))]
