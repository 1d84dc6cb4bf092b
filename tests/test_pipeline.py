"""What the Python API promises beyond its parts: engines kept, signatures that tell all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from glossa import engines as engines_package
from glossa import models
from glossa.engines import ScriptedEngine
from glossa.errors import UsageError
from glossa.model import MatchType
from glossa.pipeline import Engines, parse_page, translate

CHINESE = "今天天气很好"
TRADITIONAL = "今天天氣很好，我們去公園"
RUSSIAN = "Правительство приняло новое решение о школах"


@dataclass(frozen=True)
class Package:
    path: Path


@dataclass(frozen=True)
class Choice:
    packages: tuple[Package, ...]
    findings: tuple[object, ...] = ()


def test_both_kinds_of_chinese_load_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[object] = []

    def make(choice: object) -> ScriptedEngine:
        loaded.append(choice)
        return ScriptedEngine({}, default=lambda _: "The weather is fine")

    monkeypatch.setattr(models, "choose", lambda *_: Choice((Package(Path("model")),)))
    monkeypatch.setattr(engines_package, "make_engine", make)
    engines = Engines()
    assert engines.get("zh-Hans").source_language == "zh-Hans"
    assert engines.get("zh-Hant").source_language == "zh-Hant"
    for text in (CHINESE, TRADITIONAL):
        [entry, *_] = translate(parse_page(text.encode()), engines=engines)
        assert entry.match is MatchType.ENGINE
    assert len(loaded) == 1


def test_an_engine_that_is_given_gets_only_what_it_reads() -> None:
    engine = ScriptedEngine({CHINESE: "The weather is fine"})
    page = parse_page(f"{CHINESE}\n{RUSSIAN}".encode())
    bitext = translate(page, engine=engine)
    assert [entry.match for entry in bitext] == [MatchType.ENGINE, MatchType.NONE]
    assert [finding.code for finding in bitext.entries[1].findings] == ["no-model"]
    assert [call.segments for call in engine.calls] == [(CHINESE,)]
    assert {entry.match for entry in translate(page, engine=engine, to="fr")} == {MatchType.NONE}


def test_the_signature_tells_all_that_a_caller_chose() -> None:
    """Law 5: one input and one signature have one result."""
    page = parse_page(f"{CHINESE}\n托里县\nTorrey County\n".encode())
    engine = ScriptedEngine({}, default=lambda _: "The weather is fine")
    seen: dict[str, str] = {}
    for options in ({}, {"source": "ru"}, {"to": "ru"}, {"normalize": False}, {"style": "un"}):
        bitext = translate(page, engine=engine, **options)  # type: ignore[arg-type]
        targets = repr([entry.target for entry in bitext])
        assert seen.setdefault(str(bitext.signature), targets) == targets
    assert len(seen) >= 4
    values = dict(bitext.signature.values)
    assert {"version", "source", "target", "glossary", "style", "rules", "normalize"} <= set(values)


def test_language_tags_in_any_case() -> None:
    page = parse_page("2025年9月26日\nTorrey County\n".encode())
    for to in ("EN", "en_US"):
        assert [entry.target for entry in translate(page, to=to)] == [
            "26 September 2025",
            "Toli County",
        ]
    with pytest.raises(UsageError, match="--from: 'no tag' is no language tag"):
        translate(page, source="no tag")
    with pytest.raises(UsageError, match="--to"):
        Engines("")


def test_the_signature_names_opencc_where_only_whole_terms_were_simplified() -> None:
    engine = ScriptedEngine({}, default=lambda _: "Fine weather")
    labels = translate(parse_page("版權聲明".encode()), engine=engine)
    assert dict(labels.signature.values)["script"] == "opencc-tw2sp"
    plain = translate(parse_page("版权声明".encode()), engine=engine)
    assert "script" not in dict(plain.signature.values)
