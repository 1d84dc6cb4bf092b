"""An engine that keeps answers gives those of the engine inside, and asks for each once."""

from __future__ import annotations

from collections.abc import Sequence

from folder_runs import engine
from hypothesis import given
from hypothesis import strategies as st

from glossa.batch.answers import CachingEngine
from glossa.engines import Engine, ScriptedEngine

TEXTS = st.lists(st.sampled_from(["苹果", "河水", "", "学校", "山路很长"]), max_size=6)


def test_it_is_an_engine() -> None:
    inner = engine()
    caching = CachingEngine(inner)
    assert isinstance(caching, Engine)
    assert (caching.name, caching.source_language, caching.target_language) == (
        inner.name,
        inner.source_language,
        inner.target_language,
    )
    assert caching.signature() == inner.signature()


def asked(engine_: Engine, method: str, texts: list[str]) -> object:
    targets = [f"Said {text}" for text in texts]
    spans = [(0, len(text)) for text in texts]
    match method:
        case "continued":
            return engine_.continued(texts, targets)
        case "alternatives":
            return engine_.alternatives(texts, 3)
        case "confidence":
            return engine_.confidence(texts, targets, [[span] for span in spans])
        case "places":
            return engine_.places(texts, spans, targets)
    return engine_.translate(texts, strict=method == "strict")


METHODS = ("translate", "strict", "continued", "alternatives", "confidence", "places")


@given(st.lists(st.tuples(st.sampled_from(METHODS), TEXTS), max_size=8), st.integers(0, 600))
def test_the_answers_are_those_of_the_engine(
    calls: Sequence[tuple[str, list[str]]], held: int
) -> None:
    """Also where next to nothing is kept."""
    caching, plain = CachingEngine(engine(), held), engine()
    for method, texts in (*calls, *calls):
        assert asked(caching, method, texts) == asked(plain, method, texts)


def test_each_question_is_asked_once() -> None:
    inner = ScriptedEngine({"苹果": "Apple", "河水": "Water"}, more={"苹果": ["Apples"]})
    caching = CachingEngine(inner)
    assert caching.translate(["苹果", "河水", "苹果"]) == ["Apple", "Water", "Apple"]
    assert caching.translate(["河水"]) == ["Water"]
    assert caching.translate(["河水"], strict=True) == ["Water"]  # another question
    first = caching.alternatives(["苹果"], 2)
    first[0].append("spoilt by who got it")
    assert caching.alternatives(["苹果"], 2) == [["Apple", "Apples"]]
    assert caching.confidence(["苹果"], ["Apple"]) == caching.confidence(["苹果"], ["Apple"])
    assert [(call.method, call.segments) for call in inner.calls] == [
        ("translate", ("苹果", "河水")),
        ("translate", ("河水",)),
        ("alternatives", ("苹果",)),
    ]


def test_no_more_is_kept_than_was_agreed() -> None:
    caching = CachingEngine(engine(), held=10_000)
    caching.translate([f"苹果{number}" for number in range(1000)])
    assert caching._held <= 10_000
    assert 0 < len(caching._answers) < 100
