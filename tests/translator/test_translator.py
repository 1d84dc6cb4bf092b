"""The order of the steps, what reaches the engine, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.engines import ScriptedEngine, to_simplified
from glossa.engines.base import Engine
from glossa.errors import ModelMissingError
from glossa.measures import stands_in
from glossa.model import Document, Entry, MatchType, Severity, State, replay
from glossa.pipeline import load_termbase, parse_page
from glossa.termbase import Termbase
from glossa.translator import TRIES, Options, Translator


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return load_termbase()


def page(*lines: str) -> Document:
    return parse_page("\n".join(lines).encode(), "page.txt")


def run(
    termbase: Termbase,
    document: Document,
    engine: ScriptedEngine,
    **options: object,
) -> tuple[Entry, ...]:
    return Translator(termbase, lambda _: engine, Options(**options)).translate(document)  # type: ignore[arg-type]


def codes(entry: Entry) -> list[str]:
    return [finding.code for finding in entry.findings]


def test_what_needs_no_engine_never_reaches_it(termbase: Termbase) -> None:
    silent = ScriptedEngine({})  # raises at the first question
    document = page(
        "首页",
        "Torrey County sells jujubes from Hetian.",
        "来源:中国日报网 发布日期: 2025年09月26日",
        "滇ICP备05004184号-1",
        "53120170003",
        "https://example.org/a_b?c=1",
        "JD.com",
    )
    entries = run(termbase, document, silent)
    assert silent.calls == []
    assert [(entry.target, entry.match) for entry in entries] == [
        ("Home", MatchType.TERMBASE),
        ("Toli County sells jujubes from Hotan.", MatchType.COPIED),
        ("Source", MatchType.TERMBASE),
        ("chinadaily.com.cn", MatchType.TERMBASE),
        ("Publication date", MatchType.TERMBASE),
        ("26 September 2025", MatchType.RULE),
        ("Yunnan ICP No. 05004184-1", MatchType.RULE),
        ("53120170003", MatchType.COPIED),
        ("https://example.org/a_b?c=1", MatchType.COPIED),
        ("JD.com", MatchType.COPIED),
    ]


def test_no_normalize_leaves_english_alone(termbase: Termbase) -> None:
    document = page("Torrey County and Hetian, Xingjiang.")
    [entry] = run(termbase, document, ScriptedEngine({}), normalize=False)
    assert (entry.target, entry.steps) == (entry.source, ())


def test_equal_segments_are_asked_once(termbase: Termbase) -> None:
    engine = ScriptedEngine({"今天天气很好": "The weather is fine today"})
    entries = run(termbase, page("今天天气很好", "Hello there.", "今天天气很好"), engine)
    assert [call.segments for call in engine.calls] == [("今天天气很好",)]
    assert entries[0].target == entries[2].target == "The weather is fine today"
    assert (entries[0].state, entries[0].origin) == (State.TRANSLATED, "scripted")


def test_a_variant_in_the_answer_is_folded(termbase: Termbase) -> None:
    engine = ScriptedEngine({"托里县的天气很好": "The weather in Torrey County is fine"})
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert entry.target == "The weather in Toli County is fine"
    assert [step.action for step in entry.steps] == ["engine", "fold"]
    assert codes(entry) == []


def test_a_missing_term_is_written_into_the_source(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {"托里县的天气很好": "The weather there is fine"},
        default=lambda text: "Fine weather in Toli County" if "Toli County" in text else "?",
    )
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert entry.target == "Fine weather in Toli County"
    assert [step.action for step in entry.steps] == ["write-term", "engine"]
    assert "concept=cn-654224" in entry.steps[0].detail
    assert [call.method for call in engine.calls] == ["translate", "translate"]


def test_alternatives_are_looked_at_before_a_term_is_given_up(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {},
        default=lambda _: "Fine weather there",
        more={"Toli County 的天气很好": ["The weather of Toli County"]},
    )
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert entry.target == "The weather of Toli County"
    assert [step.action for step in entry.steps] == ["write-term", "engine-nbest"]


def test_the_engine_goes_on_from_a_name_that_begins_the_segment(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {},
        default=lambda _: "Fine weather there",
        continuations={"Toli County": "Toli County has fine weather"},
    )
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert entry.target == "Toli County has fine weather"
    assert [step.action for step in entry.steps] == ["engine-continued"]
    assert "opening='Toli County'" in entry.steps[0].detail
    assert "alternatives" not in {call.method for call in engine.calls}


def test_the_engine_goes_on_from_the_good_beginning_of_its_answer(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {},
        default=lambda _: "The weather in Torland is good",
        placed={"托里县": "Torland"},
        continuations={"The weather in Toli County": "The weather in Toli County is fine"},
    )
    [entry] = run(termbase, page("今天托里县的天气很好"), engine)
    assert entry.target == "The weather in Toli County is fine"


def test_a_name_is_put_where_the_engine_wrote_something_else(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {}, default=lambda _: "The weather in Torland's is good", placed={"托里县": "Torland's"}
    )
    [entry] = run(termbase, page("今天托里县的天气很好"), engine)
    assert entry.target == "The weather in Toli County's is good"
    assert [step.action for step in entry.steps] == ["engine", "place-term"]
    assert "concept=cn-654224" in entry.steps[1].detail
    assert "weight=1.00" in entry.steps[1].detail
    assert codes(entry) == []
    assert replay(entry.source, entry.steps) == entry.target


def test_two_names_are_put_in_one_after_the_other(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {},
        default=lambda _: "From Torland to Hetland",
        placed={"托里县": "Torland", "和田县": "Hetland"},
    )
    [entry] = run(termbase, page("从托里县到和田县"), engine)
    assert entry.target == "From Toli County to Hotan County"


def test_one_name_never_takes_the_place_of_another(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {}, default=lambda _: "From Hotan County", placed={"托里县": "Hotan County"}
    )
    [entry] = run(termbase, page("从托里县到和田县"), engine)
    assert entry.target == "From Hotan County"
    assert codes(entry) == ["term-missing"]


@pytest.mark.parametrize("tries", [(), *((one,) for one in TRIES)])
def test_each_way_to_ask_again_can_be_left_out(termbase: Termbase, tries: tuple[str, ...]) -> None:
    engine = ScriptedEngine({}, default=lambda _: "Fine weather there")
    run(termbase, page("今天托里县的天气很好"), engine, tries=tries)
    expected = {
        (): ["translate"],
        ("written",): ["translate", "translate"],
        ("continued",): ["translate", "places"],
        ("n-best",): ["translate", "alternatives"],
        ("placed",): ["translate", "places"],
    }
    assert [call.method for call in engine.calls] == expected[tries]


def test_a_generic_word_said_twice_is_said_once(termbase: Termbase) -> None:
    engine = ScriptedEngine({}, default=lambda _: "An Toli County County school")
    [entry] = run(termbase, page("今天托里县的学校很好"), engine)
    assert entry.target == "A Toli County school"
    assert [step.action for step in entry.steps] == ["engine", "tidy"]


NAMES = {"托里县": "Toli County", "和田县": "Hotan County", "哈萨克族": "Kazak", "天山": "Tianshan"}
WORDS = st.sampled_from(
    [
        *NAMES.values(),
        "Torland",
        "County",
        "Kazakhs'",
        "the",
        "in",
        "a",
        "Fine weather",
        "2025",
        "新",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=3),
    answers=st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=3, max_size=3),
    sure=st.floats(0, 1),
)
def test_no_name_is_ever_lost_in_silence(
    termbase: Termbase, names: list[str], answers: list[str], sure: float
) -> None:
    """Each name of a source stands in the target, or a finding says that it does not."""
    document = page("今天从" + "和".join(names) + "来了很多人")
    engine = ScriptedEngine(
        {},
        default=lambda text: answers[len(text) % 3],
        more={segment.source: answers for segment in document.segments},
        placed=dict.fromkeys(names, answers[0].split(" ")[0]),
        continuations={"Toli County": "Toli County " + answers[1]},
        doubtful=dict.fromkeys(answers, sure),
    )
    for entry in run(termbase, document, engine):
        assert replay(entry.source, entry.steps) == entry.target
        said = {finding.code for finding in entry.findings}
        for match in termbase.match(entry.source, entry.language):
            rendering = termbase.rendering(match, "en")
            assert rendering is not None
            stands = stands_in((rendering.text, *rendering.accept), entry.target)
            flagged = "untranslated" in said or any(
                finding.code == "term-missing"
                and finding.raw == entry.source[match.start : match.end]
                for finding in entry.findings
            )
            assert stands or flagged


def test_a_term_that_cannot_be_had_is_flagged(termbase: Termbase) -> None:
    engine = ScriptedEngine({}, default=lambda _: "Fine weather there")
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert (entry.target, entry.match) == ("Fine weather there", MatchType.ENGINE)
    assert [step.action for step in entry.steps] == ["engine"]  # the plain answer, not a later one
    assert codes(entry) == ["term-missing"]
    assert "Toli County" in entry.findings[0].message


def test_a_date_inside_a_sentence_must_come_through(termbase: Termbase) -> None:
    source = "会议于2025年9月26日举行"
    engine = ScriptedEngine(
        {source: "The meeting was held"},
        default=lambda text: "The meeting was held on 26 September 2025",
    )
    [entry] = run(termbase, page(source), engine)
    assert entry.target == "The meeting was held on 26 September 2025"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("good good good good good good good good good good", "a loop"),
        ("", "empty"),
        ("今天天气很好啊", "still Chinese"),
        ("The weather is " + "very, very fine and so on and on, " * 12, "a loop"),
    ],
)
def test_nonsense_is_asked_again_strictly_and_then_kept_and_flagged(
    termbase: Termbase, answer: str, reason: str
) -> None:
    source = "今天天气很好"
    engine = ScriptedEngine({source: answer})
    [entry] = run(termbase, page(source), engine)
    assert [call.strict for call in engine.calls if call.method == "translate"] == [False, True]
    assert (entry.target, entry.match, entry.state) == (source, MatchType.NONE, State.INITIAL)
    assert codes(entry) == ["untranslated"]
    assert reason in entry.findings[0].message
    assert entry.findings[0].raw == answer

    engine = ScriptedEngine({source: answer}, strict_answers={source: "Fine weather today"})
    [entry] = run(termbase, page(source), engine)
    assert entry.target == "Fine weather today"
    assert entry.steps[0].action == "engine-strict"


def test_doubt_of_the_engine_is_passed_on(termbase: Termbase) -> None:
    engine = ScriptedEngine({"今天天气很好": "Whether"}, doubtful={"Whether": 0.4})
    [entry] = run(termbase, page("今天天气很好"), engine)
    assert (entry.target, codes(entry)) == ("Whether", ["low-confidence"])
    assert entry.steps[0].detail == "model=scripted confidence=0.40"


def test_doubt_and_a_wrong_number_together_are_too_much(termbase: Termbase) -> None:
    source = "今天来了250人"
    answer = "People came today"
    engine = ScriptedEngine({}, default=lambda _: answer, doubtful={answer: 0.4})
    [entry] = run(termbase, page(source), engine)
    assert (entry.target, codes(entry)) == (source, ["untranslated"])
    [entry] = run(termbase, page(source), ScriptedEngine({}, default=lambda _: answer))
    assert entry.target == answer


@pytest.mark.parametrize(
    ("source", "sure"), [("今天天气很好，明天250人来", 0.2), ("托里县的天气很好", 0.05)]
)
def test_a_guess_is_not_asked_again(termbase: Termbase, source: str, sure: float) -> None:
    """Other questions would cost more than the first."""
    engine = ScriptedEngine({}, default=lambda _: "Whether", doubtful={"Whether": sure})
    [entry] = run(termbase, page(source), engine)
    assert codes(entry) == ["untranslated"]
    assert [call.method for call in engine.calls] == ["translate"]


def test_a_guess_that_lacks_a_name_is_asked_again(termbase: Termbase) -> None:
    """The name may be all that the engine stumbled over."""
    engine = ScriptedEngine(
        {"托里县的天气很好": "Whether"},
        default=lambda _: "Fine weather in Toli County",
        doubtful={"Whether": 0.2},
    )
    [entry] = run(termbase, page("托里县的天气很好"), engine)
    assert entry.target == "Fine weather in Toli County"


def test_an_answer_without_an_invented_number_is_preferred(termbase: Termbase) -> None:
    engine = ScriptedEngine(
        {"今天天气很好": "Fine weather on all 365 days"},
        more={"今天天气很好": ["The weather of 2026", "Fine weather today"]},
    )
    [entry] = run(termbase, page("今天天气很好"), engine)
    assert entry.target == "Fine weather today"


def test_a_guess_is_not_used(termbase: Termbase) -> None:
    engine = ScriptedEngine({"今天天气很好": "Whether"}, doubtful={"Whether": 0.2})
    [entry] = run(termbase, page("今天天气很好"), engine)
    assert (entry.target, entry.match) == ("今天天气很好", MatchType.NONE)
    assert codes(entry) == ["untranslated"]
    assert "a guess" in entry.findings[0].message
    assert entry.findings[0].raw == "Whether"


def test_a_language_without_a_model_is_kept_and_said(termbase: Termbase) -> None:
    def engine_for(language: str) -> Engine:
        raise ModelMissingError(f"no model translates {language} to en")

    document = page("首页", "Правительство приняло новое решение", "Fine.")
    entries = Translator(termbase, engine_for, Options()).translate(document)
    assert [entry.target for entry in entries] == [
        "Home",
        "Правительство приняло новое решение",
        "Fine.",
    ]
    [finding] = entries[1].findings
    assert (finding.code, finding.severity) == ("no-model", Severity.ERROR)


def test_an_engine_that_miscounts_is_a_fault_not_a_shift(termbase: Termbase) -> None:
    class Short(ScriptedEngine):
        def translate(self, segments: object, *, strict: bool = False) -> list[str]:
            return []

    with pytest.raises(ValueError, match="shorter"):
        run(termbase, page("今天天气很好"), Short({}))


def _everything(text: str) -> str:
    return f"Something of {len(text)} signs" if len(text) % 2 else "Torrey County, Hetian"


@pytest.mark.parametrize("default", [_everything, lambda _: "Fine weather there"])
def test_steps_replay_to_the_target(termbase: Termbase, default: Callable[[str], str]) -> None:
    document = page(
        "首页",
        "托里县的天气很好。和田的天气也很好。",
        "Torrey County’s Uyghurs visit Hetian (和田).",
        "来源：中国日报网",
        "2025年有3.5万人到喀什旅游",
        "返回新闻频道",
    )
    entries = run(termbase, document, ScriptedEngine({}, default=default))
    for entry in entries:
        assert replay(entry.source, entry.steps) == entry.target

    # Law 4: the engine's answers fixed, a second run gives the same.
    answers = {
        step.before: step.after
        for entry in entries
        for step in entry.steps
        if step.action.startswith("engine")
    }
    again = run(termbase, document, ScriptedEngine(answers, default=default))
    assert again == entries


def test_traditional_labels_are_found_in_the_simplified_glossary(termbase: Termbase) -> None:
    document = page("版權聲明", "隱私保護")
    translator = Translator(
        termbase, lambda _: ScriptedEngine({}), Options(), simplify=to_simplified
    )
    entries = translator.translate(document)
    assert [entry.language for entry in entries] == ["zh-Hant", "zh-Hant"]
    assert [entry.target for entry in entries] == ["Copyright notice", "Privacy protection"]
    assert [step.action for step in entries[0].steps] == ["script", "termbase"]
    assert replay(entries[0].source, entries[0].steps) == "Copyright notice"


def test_the_same_question_is_not_asked_twice(termbase: Termbase) -> None:
    source = "请登录https://example.org/a查看"
    engine = ScriptedEngine({source: "Log in to see"}, default=lambda _: "Log in to see")
    [entry] = run(termbase, page(source), engine)
    assert [call.method for call in engine.calls] == ["translate", "alternatives", "places"]
    assert codes(entry) == ["protected-lost"]


def test_literal_text_must_come_through_letter_for_letter(termbase: Termbase) -> None:
    source = "请登录https://example.org/aB查看"
    engine = ScriptedEngine(
        {source: "Log in at https://example.org/ab"},
        more={source: ["Log in at https://example.org/aB"]},
    )
    [entry] = run(termbase, page(source), engine)
    assert entry.target == "Log in at https://example.org/aB"


def test_chinese_is_no_nonsense_where_chinese_was_asked_for(termbase: Termbase) -> None:
    engine = ScriptedEngine({"The weather is fine.": "天气很好。"})
    [entry] = run(termbase, page("The weather is fine."), engine, target_language="zh-Hans")
    assert (entry.target, entry.match, codes(entry)) == ("天气很好。", MatchType.ENGINE, [])


def test_english_dates_are_for_english_targets_only(termbase: Termbase) -> None:
    source = "会议于2025年9月26日举行"
    answer = "La réunion a eu lieu le 26 septembre 2025"
    engine = ScriptedEngine({source: answer})
    [entry] = run(termbase, page(source), engine, target_language="fr")
    assert (entry.target, codes(entry)) == (answer, [])
    assert {call.segments for call in engine.calls} == {(source,)}  # no English written in


def test_rules_write_numbers_anew_unless_only_folding_was_asked_for(termbase: Termbase) -> None:
    silent = ScriptedEngine({})
    [entry] = run(termbase, page("50％"), silent)
    assert (entry.target, entry.match) == ("50%", MatchType.RULE)
    [entry] = run(termbase, page("50％"), silent, source_language="en")
    assert (entry.target, entry.match) == ("50％", MatchType.COPIED)
