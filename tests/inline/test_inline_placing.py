"""Codes find their places: each way by itself, what is kept, and what an engine is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.engines import ScriptedEngine
from glossa.inline import CODE_AROUND, Before, Tools, place_codes, wants_places
from glossa.inline.edges import behind, behind_sign, fitted
from glossa.inline.follow import carried, followed
from glossa.markup import Code
from glossa.model import (
    Document,
    Entry,
    MatchType,
    Segment,
    Severity,
    State,
    Step,
    Unit,
    parse_detail,
    replay,
)
from glossa.pipeline import load_termbase
from glossa.termbase import Termbase


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return load_termbase()


def code(name: str, start: int, end: int, kind: str = "link", parent: str = "") -> Code:
    return Code(name, start, end, kind, parent)


def page(*sources: str, codes: tuple[Code, ...]) -> Document:
    at, units = 0, []
    for number, text in enumerate(sources, 1):
        segment = Segment(f"u{number}.s1", at, at + len(text), text, "zh-Hans")
        units.append(Unit(f"u{number}", at, at + len(text), text, parts=(segment,)))
        at += len(text) + 1
    return Document("-", "\n".join(sources), tuple(units), codes=codes)


def entries(document: Document, *targets: str) -> list[Entry]:
    return [
        Entry(one.id, one.source, target, one.language, state=State.TRANSLATED,
              match=MatchType.ENGINE,
              steps=(Step("engine", 0, len(one.source), one.source, target),))
        for one, target in zip(document.segments, targets, strict=True)
    ]  # fmt: skip


def places(entry: Entry) -> dict[str, str]:
    return {
        parse_detail(step.detail)["code"]: entry.target[step.start : step.end]
        for step in entry.steps
        if step.action == "markup"
    }


def test_the_engine_tells_what_nothing_else_can(termbase: Termbase) -> None:
    document = page("甲甲乙乙丙丙", codes=(code("c1", 2, 4),))
    engine = ScriptedEngine({"乙乙": "golden bird"}, placed={"乙乙": "golden bird"})
    tools = Tools(termbase, engine_for=lambda _: engine)
    [entry] = place_codes(document, entries(document, "A fine golden bird sang"), tools)
    assert places(entry) == {"c1": "golden bird"}
    assert entry.findings == ()


def test_the_engine_is_asked_once_for_a_page(termbase: Termbase) -> None:
    sources = ["甲甲乙乙丙丙", "丙丙乙乙甲甲", "乙乙丁丁"]
    codes = (code("c1", 2, 4), code("c2", 4, 5), code("c3", 9, 11), code("c4", 14, 16))
    document = page(*sources, codes=codes)
    engine = ScriptedEngine({}, default=lambda text: f"<{text}>")
    tools = Tools(termbase, engine_for=lambda _: engine)
    place_codes(document, entries(document, "one two", "three four", "five six"), tools)
    assert [call.method for call in engine.calls] == ["translate", "places"]
    assert engine.calls[0].segments == ("乙乙", "丙")


def test_words_that_the_page_has_as_a_segment_are_not_translated_again(
    termbase: Termbase,
) -> None:
    document = page("甲甲乙乙丙丙", "乙乙", codes=(code("c1", 2, 4),))
    engine = ScriptedEngine({}, placed={"乙乙": "golden bird"})
    tools = Tools(termbase, engine_for=lambda _: engine)
    done = place_codes(document, entries(document, "A golden bird sang", "Golden bird"), tools)
    assert places(done[0]) == {"c1": "golden bird"}
    assert [call.method for call in engine.calls] == ["places"]


def test_a_page_without_codes_costs_nothing(termbase: Termbase) -> None:
    document = page("甲甲乙乙", codes=())
    before = entries(document, "one two")
    tools = Tools(termbase, engine_for=lambda _: pytest.fail("asked"))
    assert place_codes(document, before, tools) == tuple(before)
    assert not wants_places(document, before)


@pytest.mark.parametrize(
    ("codes", "target"),
    [
        pytest.param((code("c1", 0, 4),), "one two", id="around the whole segment"),
        pytest.param((code("c1", 0, 0), code("c2", 4, 4)), "one two", id="at its edges"),
        pytest.param((code("c1", 1, 2),), "甲甲乙乙", id="target is the source"),
    ],
)
def test_what_needs_no_place_gets_none(
    termbase: Termbase, codes: tuple[Code, ...], target: str
) -> None:
    document = page("甲甲乙乙", codes=codes)
    assert not wants_places(document, entries(document, target))


def test_a_list_of_labels_is_not_looked_through_one_by_one(termbase: Termbase) -> None:
    source = "甲、" * 40
    codes = tuple(code(f"c{n}", 2 * n, 2 * n + 1) for n in range(40))
    document = page(source, codes=codes)
    engine = ScriptedEngine({}, default=lambda _: "label", placed={"甲": "label"})
    tools = Tools(termbase, engine_for=lambda _: engine)
    [entry] = place_codes(document, entries(document, "label, " * 39 + "label"), tools)
    assert places(entry) == {}
    assert len(entry.findings) == 1
    assert engine.calls == []


def test_what_cannot_be_found_is_told(termbase: Termbase) -> None:
    document = page("甲甲乙乙丙丙", codes=(code("c1", 2, 4),))
    [entry] = place_codes(document, entries(document, "one two"), Tools(termbase))
    [finding] = entry.findings
    assert (finding.code, finding.severity, finding.raw) == (CODE_AROUND, Severity.INFO, "乙乙")
    assert finding.message.startswith("the words for the link on '乙乙' were not found")
    assert places(entry) == {}


def test_two_that_share_a_sentence_by_guess_are_a_warning(termbase: Termbase) -> None:
    document = page("甲甲乙乙丙丙", codes=(code("c1", 0, 2), code("c2", 2, 4, "bold")))
    [entry] = place_codes(document, entries(document, "one two"), Tools(termbase))
    [finding] = entry.findings
    assert finding.severity is Severity.WARNING
    assert "the link on '甲甲' and one more were not found" in finding.message


def test_doing_it_again_changes_nothing(termbase: Termbase) -> None:
    codes = (code("c1", 3, 5), code("c2", 8, 10, "bold"), code("c3", 10, 11), code("c4", 11, 11))
    document = page("他曾在和田和喀什住甲乙过", codes=codes)
    tools = Tools(termbase)
    once = place_codes(document, entries(document, "He lived in Hotan and Kashgar"), tools)
    assert places(once[0])["c1"] == "Hotan"
    assert once[0].findings
    assert place_codes(document, once, tools) == once


def test_places_on_record_are_kept_though_the_ids_have_changed(termbase: Termbase) -> None:
    document = page("甲甲乙乙丙丙", codes=(code("c1", 2, 4),))
    engine = ScriptedEngine({"乙乙": "bird"}, placed={"乙乙": "bird"})
    tools = Tools(termbase, engine_for=lambda _: engine)
    before = place_codes(document, entries(document, "A bird sang"), tools)
    changed = page("甲甲乙乙丙丙", codes=(code("c9", 2, 4),))
    [entry] = place_codes(changed, before, Tools(termbase))
    assert places(entry) == {"c9": "bird"}
    other = page("甲甲乙乙丙丙", codes=(code("c1", 0, 1),))
    [entry] = place_codes(other, before, Tools(termbase))
    assert places(entry) == {}


def test_a_persons_edit_takes_the_places_along(termbase: Termbase) -> None:
    document = page("甲甲乙乙丙丙", codes=(code("c1", 2, 4), code("c2", 4, 4, "note")))
    before = Before("A bird sang.", {(2, 4): (2, 6), (4, 4): (6, 6)})
    tools = Tools(termbase, before={"u1.s1": before})
    [entry] = place_codes(document, entries(document, "Once upon a time a bird sang!"), tools)
    assert places(entry) == {"c1": "bird", "c2": ""}
    point = next(step for step in entry.steps if "code=c2" in step.detail)
    assert entry.target[: point.start].endswith("a bird")


def test_nested_and_neighbouring_codes_keep_apart(termbase: Termbase) -> None:
    codes = (code("c1", 0, 5), code("c2", 0, 2, "bold", "c1"), code("c3", 6, 8))
    document = page("和田的红枣在喀什卖", codes=codes)
    [entry] = place_codes(
        document, entries(document, "Hotan jujubes sell in Kashgar"), Tools(termbase)
    )
    found = places(entry)
    assert (found["c2"], found["c3"]) == ("Hotan", "Kashgar")


@pytest.mark.parametrize(
    ("target", "span", "said", "expected"),
    [
        ("See the old town.", (4, 16), "老城", "old town"),
        ("See the old town.", (9, 14), "老城", "old town"),
        ("Why? Nobody knows.", (0, 3), "为什么？", "Why?"),
        ("Why? Nobody knows.", (0, 4), "为什么", "Why"),
        ("He read “Old Town”.", (9, 17), "《老城》", "“Old Town”"),
        ("He read “Old Town”.", (8, 18), "老城", "Old Town"),
        ("Kashgar’s streets", (0, 7), "喀什", "Kashgar’s"),
        ("a", (0, 1), "一", "a"),
        ("点击这里查看", (2, 4), "here", "这里"),
    ],
)
def test_edges(target: str, span: tuple[int, int], said: str, expected: str) -> None:
    assert target[slice(*fitted(target, span, said))] == expected


def test_points_stand_behind_signs_as_in_the_source() -> None:
    assert behind("He left, she stayed", 7, "他走了，") == 8
    assert behind("He left, she stayed", 7, "他走了") == 7
    assert behind_sign("In 1,200 years, all.", "过了一千二百年，", "都") == 15
    assert behind_sign("No comma here", "甲，", "乙") is None
    assert behind_sign("a, b, c", "", "甲") is None


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("The very old town lies here.", "old town"),
        ("It lies here: the old, old town.", "old town"),
        ("The new town lies here.", "new town"),
        ("Nothing of that.", None),
    ],
)
def test_words_carried_through_an_edit(new: str, expected: str | None) -> None:
    found = carried("The old town lies here.", new, (4, 12))
    assert (new[slice(*found)] if found else None) == expected


@given(st.data())
def test_followed_is_where_the_same_letters_are(data: st.DataObject) -> None:
    text = data.draw(st.text("abc ", min_size=2, max_size=12))
    steps, now = [], text
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(now)))
        end = data.draw(st.integers(start, len(now)))
        steps.append(Step("fold", start, end, now[start:end], data.draw(st.text("xy", max_size=4))))
        now = replay(now, (steps[-1],))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    found = followed((start, end), steps, len(text))
    if found is None:
        assert any(step.start == 0 for step in steps)
        return
    assert 0 <= found[0] <= found[1] <= len(now)
    untouched = all(step.end <= start or step.start >= end for step in steps)
    if untouched and len(steps) <= 1 and start < end:
        assert now[slice(*found)] == text[start:end]
