"""Steering an engine: openings it goes on from, places its words come from, words not its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_models

from glossa.engines import ArgosEngine, PivotEngine, ScriptedEngine, TraditionalEngine, make_engine
from glossa.engines.attention import Place, offsets_of, place_of, tokens_inside
from glossa.engines.scripted import Call
from glossa.models import choose, read_package


class Letters:
    """A tokenizer of single characters; `+` is a piece that only makes sense with the next."""

    def encode(self, text: str) -> list[str]:
        return list(text)

    def decode(self, tokens: list[str]) -> str:
        return "".join(tokens).replace("+", "?") if tokens[-1:] == ["+"] else "".join(tokens)


@pytest.fixture(scope="module")
def copier(tmp_path_factory: pytest.TempPathFactory) -> ArgosEngine:
    folder = tmp_path_factory.mktemp("steered") / "translate-zh_en-0_9"
    return ArgosEngine(read_package(tiny_models.write_package(folder)), beam=1, threads=1)


def test_tokens_are_found_in_their_text() -> None:
    assert offsets_of(Letters(), ["a", "b c"], "ab c") == [(0, 1), (1, 4)]
    assert offsets_of(Letters(), ["a", "+", "b"], "a+b") == [(0, 1), (1, 1), (1, 3)]
    assert offsets_of(Letters(), ["a"], "ab") is None
    assert offsets_of(Letters(), ["b"], "a") is None


def test_tokens_inside_spans() -> None:
    assert tokens_inside(Letters(), list("abcd"), "abcd", [(1, 2), (3, 9)]) == {1, 3}
    assert tokens_inside(Letters(), list("abcd"), "abcd", []) == frozenset()
    assert tokens_inside(Letters(), list("ab"), "abcd", [(0, 4)]) == frozenset()


SOURCE = [(0, 1), (1, 2), (2, 3)]
TARGET = [(0, 3), (4, 6), (6, 7), (8, 11)]
WORDS = "the Oil basin"[:11]


@pytest.mark.parametrize(
    ("attention", "span", "expected"),
    [
        ([[0.1, 0, 0.9], [0.8, 0, 0], [0.1, 0, 0], [0, 1, 0]], (0, 1), Place(4, 7, 0.8)),
        # a neighbour with half the weight belongs to it, one with less does not
        ([[0.3, 0, 0], [0.8, 0, 0], [0, 0, 0], [0.4, 0, 0]], (0, 1), Place(4, 11, 0.8)),
        ([[0, 0, 0]] * 4, (0, 1), None),
        ([[1, 1, 1]] * 4, (7, 9), None),
    ],
)
def test_the_place_is_the_words_that_look_there_most(
    attention: list[list[float]], span: tuple[int, int], expected: Place | None
) -> None:
    assert place_of(attention, SOURCE, TARGET, span, WORDS) == expected


def test_no_words_no_place() -> None:
    assert place_of([[1.0]], [(0, 1)], [(0, 1)], (0, 1), "!") is None


def test_an_opening_is_kept_and_gone_on_from(copier: ArgosEngine) -> None:
    """The copier says at each place what stands there in the source."""
    assert copier.translate(["the lazy fox"]) == ["the lazy fox"]
    assert copier.continued(["x the lazy dog"], ["fox"]) == ["fox the lazy dog"]
    both = copier.continued(["x the lazy dog", "", "the quick fox"], ["fox", "fox", " "])
    assert both == ["fox the lazy dog", "", "the quick fox"]


def test_what_is_too_long_is_answered_without_its_opening(tmp_path: Path) -> None:
    folder = tiny_models.write_package(tmp_path / "m", max_source_tokens=8)
    engine = ArgosEngine(read_package(folder), beam=1, threads=1)
    text = "the quick fox. the lazy dog. the brown fox."
    assert engine.continued([text], ["dog"]) == engine.translate([text])
    assert engine.places([text], [(0, 3)], [text]) == [None]


def test_openings_and_a_language_token_go_together(tmp_path: Path) -> None:
    folder = tiny_models.write_package(tmp_path / "m", target_prefix="▁the")
    engine = ArgosEngine(read_package(folder), beam=1, threads=1)
    assert engine.continued(["fox fox lazy dog"], ["fox"]) == ["foxfox lazy dog"]
    # The token that tells the language shifts every word of the copier by one.
    [place] = engine.places(["fox the dog"], [(4, 7)], ["fox the dog"])
    assert place is not None
    assert (place.start, place.end) == (0, 3)


def test_places_follow_the_attention(copier: ArgosEngine) -> None:
    source = "the lazy fox"
    [place] = copier.places([source], [(9, 12)], [source])
    assert place is not None
    assert (place.start, place.end) == (9, 12)
    assert place.weight == pytest.approx(1, abs=0.05)
    # What the tokenizer changes cannot be placed: two blanks are one to it.
    assert copier.places(["the  fox"], [(5, 8)], ["the fox"]) == [None]
    assert copier.places([""], [(0, 0)], ["fox"]) == [None]


def test_words_that_were_given_do_not_count(copier: ArgosEngine) -> None:
    source, target = "the lazy fox", "the lazy dog"
    right, wrong = copier.confidence([source, source], [source, target])
    [forgiven] = copier.confidence([source], [target], [[(9, 12)]])
    assert wrong < 0.5 < right
    assert forgiven == pytest.approx(right, rel=0.1)
    assert copier.confidence([source], [target], [[]]) == [pytest.approx(wrong)]


def test_a_chain_is_steered_at_its_end_and_asks_once() -> None:
    first = ScriptedEngine({"首页": "Home", "新闻": "News"}, name="a")
    second = ScriptedEngine(
        {"Home": "Accueil", "News": "Infos"},
        name="b",
        source_language="en",
        target_language="fr",
        continuations={"La": "La une"},
        doubtful={"Infos": 0.3},
    )
    chain = PivotEngine([first, second])
    assert chain.translate(["首页"]) == ["Accueil"]
    assert chain.confidence(["首页", "新闻"], ["Accueil", "Infos"]) == [1.0, 0.3]
    assert chain.alternatives(["首页"], 2) == [["Accueil"]]
    assert chain.continued(["首页"], ["La"]) == ["La une"]
    assert chain.places(["首页"], [(0, 2)], ["Accueil"]) == [None]
    assert [call.segments for call in first.calls] == [("首页",), ("新闻",)]


def test_a_chain_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossa.engines.pivot._HELD", 1)
    first = ScriptedEngine({"首页": "Home", "新闻": "News"}, name="a")
    second = ScriptedEngine({}, str, source_language="en", target_language="fr")
    chain = PivotEngine([first, second])
    assert chain.translate(["首页", "新闻", "首页"]) == ["Home", "News", "Home"]
    assert chain.translate(["新闻"]) == ["News"]
    assert chain.translate(["首页"]) == ["Home"]
    assert [call.segments for call in first.calls] == [("首页", "新闻"), ("首页",)]


def test_traditional_text_is_steered_in_simplified() -> None:
    inner = ScriptedEngine({}, str, placed={"头": "head"}, continuations={"A": "A head"})
    engine = TraditionalEngine(inner)
    assert engine.continued(["頭"], ["A"]) == ["A head"]
    assert inner.calls[-1] == Call("continued", ("头",), openings=("A",))
    assert engine.places(["頭"], [(0, 1)], ["a head"]) == [Place(2, 6, 1.0)]
    assert engine.confidence(["頭"], ["head"]) == [1.0]


@pytest.mark.model
def test_the_embedded_model_is_steered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    engine = make_engine(choose("zh-Hans", "en"))
    sources = ["托里县的天气很好", "联系我们", "天山的冰川"]
    openings = ["Toli County", "Contact", "Tianshan Mountains"]
    together = engine.continued(sources, openings)
    assert all(text.startswith(opening) for text, opening in zip(together, openings, strict=True))
    alone = [
        engine.continued([source], [opening])[0]
        for source, opening in zip(sources, openings, strict=True)
    ]
    assert alone == together
    said = "The weather in Toli County is good"
    [place] = engine.places([sources[0]], [(0, 3)], [said])
    assert place is not None
    assert said[place.start : place.end] == "Toli County"
    at = said.index("Toli")
    [plain, own] = [
        engine.confidence([sources[0]], [said], given)[0]
        for given in ([], [[(at, at + len("Toli County"))]])
    ]
    assert 0 < own < 1
    assert own != plain


def test_older_packages_are_steered_too(tmp_path: Path) -> None:
    """Their tokens are words and pieces with `@@`."""
    folder = tiny_models.write_bpe_package(tmp_path / "m", ["low", "new", "wor@@", "ld"])
    engine = ArgosEngine(read_package(folder), beam=1, threads=1)
    assert engine.continued(["new world"], ["low"]) == ["low world"]
    [place] = engine.places(["new world low"], [(4, 9)], ["new world low"])
    assert place is not None
    assert (place.start, place.end) == (4, 9)


def test_an_opening_that_the_model_cannot_spell_breaks_nothing(tmp_path: Path) -> None:
    folder = tiny_models.write_package(tmp_path / "m", byte_fallback=False)
    engine = ArgosEngine(read_package(folder), beam=1, threads=1)
    [text] = engine.continued(["the lazy fox"], ["鑫"])
    assert text.endswith("fox")
