"""Folding a whole page: over line ends, by what the page tells, with first mentions.

The cases are `tests/cases/folding-pages.json`.
"""

from __future__ import annotations

import json
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from glossa.engines import ScriptedEngine
from glossa.errors import UsageError
from glossa.model import Document, Kind, MatchType, replay
from glossa.pipeline import load_termbase, normalize, parse_page, rebuild, translate
from glossa.termbase import Termbase
from glossa.translator.lines import runs

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "folding-pages.json").read_text(encoding="utf-8")
)


@cache
def termbase(style: str = "cn-media") -> Termbase:
    return load_termbase(style=style)


def page(*lines: str) -> Document:
    return parse_page("\n".join(lines).encode(), "page.txt")


def folded(document: Document, style: str = "cn-media", **options: Any) -> str:
    bitext = normalize(document, termbase=termbase(style), **options)
    for entry in bitext:
        assert replay(entry.source, entry.steps) == entry.target
        assert entry.target
        for finding in entry.findings:
            if finding.start is not None:
                assert entry.target[finding.start : finding.end] in finding.raw
    return rebuild(document, bitext)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=pytest.mark.xfail(strict=True) if case["expect"] == "fail" else (),
        )
        for case in CASES
    ],
)
def test_page(case: dict[str, Any]) -> None:
    options = {key: case[key] for key in ("first_mention", "quotations") if key in case}
    result = folded(page(*case["page"]), **options)
    assert result == "\n".join(case["expected"])
    assert folded(page(*result.split("\n")), **options) == result


PROSE = (
    "the farmers of Torrey County and Hetian Prefecture Uyghurs in Xingjiang Uyghur Autonomous "
    "Region have learnt to sell Hami melons from Tori County, Kumul and Atushi; they like it "
    "Khotan jujubes near Tacheng Prefecture"
)
WORDS = st.sampled_from(PROSE.split())


def all_capitals(line: str) -> bool:
    """Whether no longer word of the line begins with a small letter."""
    return not any(word.islower() and len(word) > 3 for word in line.split())


@settings(deadline=None, max_examples=40)
@given(words=st.lists(WORDS, min_size=12, max_size=60), width=st.integers(48, 90))
@example(["the"] * 4 + ["farmers", "Torrey"] * 2 + ["the", "the", "Torrey", "County"], 48)
def test_lines_do_not_matter(words: list[str], width: int) -> None:
    text = "they say that " + " ".join(words) + "."
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    assume(not any(map(all_capitals, lines)))  # such a line is a headline, not the rest of one
    whole = folded(page(text))
    wrapped = folded(page(*lines))
    assert wrapped.count("\n") == len(lines) - 1
    assert all(wrapped.split("\n"))
    assert wrapped.split() == whole.split()
    assert folded(page(*wrapped.split("\n"))) == wrapped


LETTERS = st.sampled_from(["Tor-", "rey", "County", "Xing-", "jiang", "Uyghur", "-", "“", "”", "a"])
ANY_LINES = st.lists(
    st.lists(LETTERS | WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=40)
@given(lines=ANY_LINES, style=st.sampled_from(["cn-media", "pinyin", "academic", "un"]))
def test_any_lines_keep_their_number_and_settle_at_once(lines: list[str], style: str) -> None:
    result = folded(page(*lines), style)
    assert result.count("\n") == len(lines) - 1
    assert folded(page(*result.split("\n")), style) == result


SENTENCES = st.lists(
    st.lists(WORDS, min_size=5, max_size=12).map(lambda words: f"They know {' '.join(words)}."),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(sentences=SENTENCES, language=st.sampled_from(["zh-Hans", "zh-Hant", "ug-Arab"]))
def test_first_mentions_are_put_in_once(sentences: list[str], language: str) -> None:
    document = page("\n\n".join(sentences))
    plain = folded(document)
    result = folded(document, first_mention=language)
    glosses = [
        step.after
        for entry in normalize(document, termbase=termbase(), first_mention=language)
        for step in entry.steps
        if step.action == "gloss"
    ]
    assert len(set(glosses)) == len(glosses)
    without = result
    for gloss in glosses:
        assert gloss in without
        without = without.replace(gloss, "", 1)
    assert without == plain
    assert folded(page(result), first_mention=language) == result


def test_steps_stand_in_the_line_they_change() -> None:
    document = page("In recent years the farmers of Tor-", "rey County have learnt a lot.")
    bitext = normalize(document, termbase=termbase())
    assert [
        (entry.id, step.action, step.before, step.after) for entry in bitext for step in entry.steps
    ] == [
        ("u1.s1", "join", "Tor-", "Torrey"),
        ("u1.s1", "fold", "Torrey", "Toli"),
        ("u2.s1", "join", "rey ", ""),
    ]


def test_a_run_is_made_of_segments_that_follow_each_other() -> None:
    document = page(
        "The first of these lines has words and",
        "goes on here. This one does",
        "too, it ends here.",
    )
    found = list(runs(document, lambda segment: segment.language == "en"))
    assert [[segment.id for segment in run.segments] for run in found] == [
        ["u1.s1", "u2.s1"],
        ["u2.s2", "u3.s1"],
    ]
    assert found[0].text == "The first of these lines has words and\ngoes on here."


def test_the_signature_says_what_was_asked_for() -> None:
    document = page("They went to Toli County on foot.")
    plain = str(normalize(document, termbase=termbase()).signature)
    asked = str(
        normalize(document, termbase=termbase(), quotations=True, first_mention="zh-Hans").signature
    )
    assert "quotations" not in plain
    assert "first-mention" not in plain
    assert "quotations:yes" in asked
    assert "first-mention:zh-Hans" in asked


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "is in en itself"), ("sw", "no names in sw"), ("page.txt", "page.txt")],
)
def test_languages_that_make_no_gloss(language: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        normalize(page("Toli County."), termbase=termbase(), first_mention=language)


SOURCE = "托里县的农民在网上卖东西。"


def test_the_source_tells_what_a_name_in_an_answer_means() -> None:
    engine = ScriptedEngine({SOURCE: "The farmers of Torrey sell things online."})
    bitext = translate(page(SOURCE), termbase=termbase(), engine=engine)
    assert bitext["u1.s1"].target == "The farmers of Toli sell things online."
    assert "by=source" in bitext["u1.s1"].steps[-1].detail


def test_first_mentions_in_a_translation_are_no_leftover_chinese() -> None:
    engine = ScriptedEngine({SOURCE: "The farmers of Torrey County sell things online."})
    document = page(SOURCE, "", SOURCE)
    bitext = translate(document, termbase=termbase(), engine=engine, first_mention="zh-Hans")
    assert [entry.target for entry in bitext] == [
        "The farmers of Toli County (托里县) sell things online.",
        "The farmers of Toli County sell things online.",
    ]
    assert bitext["u1.s1"].steps[-1].action == "gloss"
    assert [finding.code for entry in bitext for finding in entry.findings] == []


def test_text_that_must_stay_byte_for_byte_gets_no_gloss() -> None:
    engine = ScriptedEngine({SOURCE: "The farmers of Torrey County sell things online."})
    document = page("They went to Toli County on foot.", "", SOURCE)
    bitext = translate(
        document, termbase=termbase(), engine=engine, normalize=False, first_mention="zh-Hans"
    )
    copied = [entry for entry in bitext if entry.match is MatchType.COPIED]
    assert [entry.target for entry in copied] == [entry.source for entry in copied]
    assert "(托里县)" in bitext.entries[-1].target
    assert {unit.kind for unit in document.units} <= {Kind.HEADLINE, Kind.PARAGRAPH}
