"""The automaton over first words, judged by the slow way to find terms; sizes that are unusual."""

from __future__ import annotations

import tracemalloc

import plain_matcher
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from termbase_cases import SMALL

from glossa.termbase import load_termbase
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.heads import heads_of_words
from glossa.termbase.matcher import Matcher

LATIN = "abs' -.é"
WIDE = "aāжs' -新"  # letters beyond Latin-1 among few of it
UYGHUR = "ابتs' -\u0663a"


def keys_of(alphabet: str) -> st.SearchStrategy[list[str]]:
    key = st.text(alphabet, min_size=1, max_size=6).map(key_of)
    usual = key.filter(lambda key: key and plain_matcher.in_word(key[0]) and key[-1].isalnum())
    return st.lists(usual.filter(lambda key: "  " not in key), max_size=12, unique=True)


@pytest.mark.parametrize("alphabet", [LATIN, WIDE, UYGHUR])
@pytest.mark.parametrize("block", [3, 1 << 16])
@settings(
    deadline=None,
    max_examples=70,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_it_finds_what_the_slow_way_finds_block_by_block(
    alphabet: str, block: int, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = data.draw(keys_of(alphabet))
    view = data.draw(st.text(alphabet + "_@", max_size=40))
    plurals = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    with monkeypatch.context() as patch:
        patch.setattr("glossa.termbase.matcher._BLOCK", block)
        found = Matcher(dict.fromkeys(keys), plurals, words=True).hits(view)
    assert sorted(found) == sorted(plain_matcher.hits(view, keys, plurals))
    places = [(start, -end) for start, end, _, _ in found]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("key", "view"),
    [
        (".net", "asp .net, .net"),
        ("c++", "c++ and c++11, c++s"),
        ("c+", "c+, c++"),
        ("++", "a ++ b+++"),
        ("(new) hotan", "the (new) hotan"),
        ("the hotan post", "the the hotan post"),
        ("a - b", "a - b, a  -  b"),
    ],
)
def test_keys_with_signs(key: str, view: str) -> None:
    found = Matcher({key: ()}, (), words=True).hits(view)
    assert found
    assert all(view[start:end] == key for start, end, _, _ in found)


def test_the_longest_comes_first_where_several_begin() -> None:
    keys = ["the hotan", "the hotan post", "the", "hotan post", "hotan"]
    found = Matcher(dict.fromkeys(keys), (), words=True).hits("the hotan post")
    assert [key for _, _, key, _ in found] == [
        "the hotan post",
        "the hotan",
        "the",
        "hotan post",
        "hotan",
    ]


def test_the_automaton_stays_small_however_many_names_begin_alike() -> None:
    keys = [f"hotan {first} {second}" for first in "abcdef" for second in range(500)]
    heads = heads_of_words(keys, (), lambda key: key)
    assert heads.patterns == [" hotan "]
    assert len(heads.pairs) == 6


def test_a_name_of_ten_thousand_characters_is_found_across_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = "hotan " + "x" * 9_994
    view = f"{'a ' * 300}{key} county {key}s"
    monkeypatch.setattr("glossa.termbase.matcher._BLOCK", 1_000)
    found = Matcher(dict.fromkeys([key, "county"]), {key}, words=True).hits(view)
    assert [(start, key, plural) for start, _, key, plural in found] == [
        (600, key, ""),
        (601 + len(key), "county", ""),
        (608 + len(key), key, "s"),
    ]


def test_a_long_text_takes_little_more_room_than_itself() -> None:
    termbase = load_termbase([SMALL])
    text = "Nothing of it is a name, but Hotan is; so the text stays as it is.\n\n" * 4_000
    termbase.fold(text[:10_000])
    for call in (termbase.fold, lambda text: termbase.match(text[:200_000], "en")):
        tracemalloc.start()
        call(text)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 3 * len(text) + 1_000_000


SIGNS = st.sampled_from(
    "abXY  \n\n\r\t`'’‘“”…　，：；（）ﬁ½²º．％℃⿻€ßİıſÉéÜK和田ⓐ①각"
    "\u00ad\u200b\u0301\u0338\u2028\u2000\u1fef\x1c\x1d\ud800\U0001d400\u1100\u1161\u0345"
)


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(signs=st.lists(SIGNS | st.characters(), max_size=30))
def test_the_fast_way_to_view_a_text_is_the_slow_way(
    signs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(signs)
    view = view_of(text)
    with monkeypatch.context() as patch:
        patch.setattr("glossa.termbase.fold_text._plain_view", lambda *_: None)
        assert view_of(text) == view
    with monkeypatch.context() as patch:
        patch.setattr("glossa.termbase.fold_text._LONG", 4)
        pieces = view_of(text)
    assert pieces.text == view.text
    for offset in range(len(view.text) + 1):
        assert pieces.start(offset) == view.start(offset)
        assert pieces.end(offset) == view.end(offset)
