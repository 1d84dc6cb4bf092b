"""Engines without a model: scripted answers, chains; and what the Argos engine is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.engines import Engine, PivotEngine, ScriptedEngine
from glossa.engines.bpe import parse_merges
from glossa.engines.cutting import cut_text
from glossa.engines.scripted import Call
from glossa.errors import UsageError

ANSWERS = {"首页": "Home", "新闻": "News"}


def test_scripted_answers_are_given_and_calls_recorded() -> None:
    engine = ScriptedEngine(ANSWERS, strict_answers={"首页": "Home page"}, more={"首页": ["Start"]})
    assert isinstance(engine, Engine)
    assert engine.translate(["首页", " ", "新闻", "首页"]) == ["Home", "", "News", "Home"]
    assert engine.translate(["首页", "新闻"], strict=True) == ["Home page", "News"]
    assert engine.alternatives(["首页"], 5) == [["Home", "Start"]]
    assert engine.alternatives(["首页"], 1) == [["Home"]]
    assert engine.calls == [
        Call("translate", ("首页", " ", "新闻", "首页")),
        Call("translate", ("首页", "新闻"), strict=True),
        Call("alternatives", ("首页",), count=5),
        Call("alternatives", ("首页",), count=1),
    ]


def test_an_unknown_source_is_an_error_unless_there_is_a_default() -> None:
    with pytest.raises(UsageError, match="no answer to '体育'"):
        ScriptedEngine(ANSWERS).translate(["首页", "体育"])
    engine = ScriptedEngine(ANSWERS, default=lambda source: f"<{source}>")
    assert engine.translate(["首页", "体育"]) == ["Home", "<体育>"]


def test_the_signature_follows_the_answers() -> None:
    one = ScriptedEngine(ANSWERS).signature()
    assert one == ScriptedEngine(dict(reversed(ANSWERS.items()))).signature()
    assert one != ScriptedEngine(ANSWERS | {"首页": "Homepage"}).signature()


def test_a_chain_passes_answers_on() -> None:
    first = ScriptedEngine({"首页": "Home"}, name="a")
    second = ScriptedEngine(
        {"Home": "Accueil"},
        name="b",
        source_language="en",
        target_language="fr",
        more={"Home": ["Maison"]},
    )
    chain = PivotEngine([first, second])
    assert isinstance(chain, Engine)
    assert (chain.name, chain.source_language, chain.target_language) == ("a+b", "zh-Hans", "fr")
    assert chain.translate(["首页", ""], strict=True) == ["Accueil", ""]
    assert second.calls == [Call("translate", ("Home", ""), strict=True)]
    assert chain.alternatives(["首页"], 2) == [["Accueil", "Maison"]]
    assert chain.signature()["model"] == "a+b"


@pytest.mark.parametrize("engines", [[], [ScriptedEngine({}), ScriptedEngine({})]])
def test_a_chain_that_does_not_hold(engines: list[ScriptedEngine]) -> None:
    with pytest.raises(UsageError):
        PivotEngine(engines)


# -- cutting ---------------------------------------------------------------------------------

CUTS = [
    ("short", 10, ["short"]),
    ("", 10, [""]),
    ("一二。三四！五六", 4, ["一二。", "三四！", "五六"]),
    ("他说：“好。”再见。", 7, ["他说：“好。”", "再见。"]),  # the quote stays with its sentence
    ("aa bb. Cc dd. 3.5 ee", 8, ["aa bb. ", "Cc dd. ", "3.5 ee"]),  # no cut inside 3.5
    ("一二，三四，五六", 6, ["一二，三四，", "五六"]),  # as much as fits goes together
    ("aaa bbb ccc", 5, ["aaa ", "bbb ", "ccc"]),
    ("一二三四五六七八", 4, ["一二三四", "五六七八"]),
    ("一二三四。" + "五" * 6, 5, ["一二三四。", "五五五", "五五五"]),
    ("e\u0301" * 3, 3, ["e\u0301e\u0301", "e\u0301"]),  # letters keep their accents
]


@pytest.mark.parametrize(("text", "limit", "pieces"), CUTS)
def test_cuts(text: str, limit: int, pieces: list[str]) -> None:
    if "\u0301" in text:
        limit = 4
    assert cut_text(text, len, limit) == pieces


@given(st.text(alphabet="ab 一二。！，.\n”)\u0301", max_size=80), st.integers(1, 12))
def test_pieces_join_to_the_text_and_fit(text: str, limit: int) -> None:
    pieces = cut_text(text, len, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


def test_cutting_is_linear_in_the_length_of_a_text() -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return len(text)

    for text in ("一二。" * 30_000, "一" * 90_000, "a b" * 30_000):
        counted = 0
        assert "".join(cut_text(text, count, 100)) == text
        assert counted < 20 * len(text)


# -- byte-pair merges ------------------------------------------------------------------------

MERGES = "#version: 0.2\nl o\nlo w</w>\nn e\nne w</w>\nw o\n"


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("low", ("low",)),
        ("new", ("new",)),
        ("lows", ("lo", "w", "s")),  # `w</w>` is the end of a word only
        ("two", ("t", "w", "o")),
        ("wool", ("wo", "o", "l")),
        ("x", ("x",)),
        ("lolo", ("lo", "l", "o")),  # the end of a word is part of its last letter
    ],
)
def test_merges(word: str, pieces: tuple[str, ...]) -> None:
    assert parse_merges(MERGES).cut(word) == pieces


def test_merges_of_the_first_version() -> None:
    """The end of a word stands apart, so `lo` merges at the end as well."""
    merges = parse_merges("l o\nlo </w>\n")
    assert merges.cut("lolo") == ("lo", "lo")
    assert parse_merges("#version: 0.1\nl o\n").cut("lo") == ("lo",)


@pytest.mark.parametrize(
    "text", ["#version: 0.9\na b", "#version: 0.2\na b c", "#version: 0.2\nab"]
)
def test_damaged_merges(text: str) -> None:
    with pytest.raises(ValueError, match=r"version|pair"):
        parse_merges(text)


@given(st.text(alphabet="lownex", min_size=1, max_size=12))
def test_pieces_of_a_word_join_to_the_word(word: str) -> None:
    for text in (MERGES, MERGES.partition("\n")[2]):
        assert "".join(parse_merges(text).cut(word)) == word
