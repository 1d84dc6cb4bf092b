"""Where a memory stands in the order of things, and what state its targets get."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from glossa.engines import ScriptedEngine
from glossa.model import Document, Entry, MatchType, State, Step, replay
from glossa.pipeline import load_termbase, parse_page
from glossa.termbase import Termbase
from glossa.translator import Asked, Options, Recalled, Translator


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return load_termbase()


class Notebook:
    """A memory of fixed answers, that notes what it was asked."""

    def __init__(self, *known: Recalled) -> None:
        self.known = {one.source: one for one in known}
        self.near: dict[str, Recalled] = {}
        self.asked: list[Asked] = []

    def __call__(self, asked: Sequence[Asked]) -> list[Recalled | None]:
        self.asked += asked
        return [self.known.get(one.source, self.near.get(one.source)) for one in asked]


def run(
    termbase: Termbase,
    memory: Notebook,
    *lines: str,
    answers: dict[str, str] | None = None,
    **options: object,
) -> tuple[Entry, ...]:
    document: Document = parse_page("\n".join(lines).encode(), "page.txt")
    engine = ScriptedEngine(answers or {})
    translator = Translator(
        termbase,
        lambda _: engine,
        Options(**options),  # type: ignore[arg-type]
        recall=memory,
    )
    entries = translator.translate(document)
    assert all(replay(entry.source, entry.steps) == entry.target for entry in entries)
    return entries


def codes(entry: Entry) -> list[str]:
    return [finding.code for finding in entry.findings]


def test_a_persons_words_go_before_glossary_rule_copy_and_engine(termbase: Termbase) -> None:
    memory = Notebook(
        Recalled("首页", "Front page"),
        Recalled("2025年09月26日", "Friday, 26 September"),
        Recalled("He grows jujubes.", "He grows dates."),
        Recalled("他种枣。", "He is a date farmer.", in_context=True),
    )
    entries = run(termbase, memory, "首页", "2025年09月26日", "He grows jujubes.", "他种枣。")
    assert [(entry.target, entry.match, entry.state) for entry in entries] == [
        ("Front page", MatchType.MEMORY, State.REVIEWED),
        ("Friday, 26 September", MatchType.MEMORY, State.REVIEWED),
        ("He grows dates.", MatchType.MEMORY, State.REVIEWED),
        ("He is a date farmer.", MatchType.IN_CONTEXT, State.REVIEWED),
    ]
    assert [step.action for step in entries[0].steps] == ["memory"]


def test_the_memory_is_asked_once_with_the_neighbours_on_the_page(termbase: Termbase) -> None:
    memory = Notebook()
    run(termbase, memory, "他种枣。", "Hello there.", "他走了。", answers={
        "他种枣。": "He grows jujubes.", "他走了。": "He left.",
    })  # fmt: skip
    assert [(one.before, one.source, one.after) for one in memory.asked] == [
        ("", "他种枣。", "Hello there."),
        ("他种枣。", "Hello there.", "他走了。"),
        ("Hello there.", "他走了。", ""),
    ]


def test_english_is_asked_for_only_if_it_may_be_touched(termbase: Termbase) -> None:
    memory = Notebook(Recalled("He grows jujubes.", "He grows dates."))
    [entry] = run(termbase, memory, "He grows jujubes.", normalize=False)
    assert (entry.target, entry.match) == ("He grows jujubes.", MatchType.COPIED)
    assert memory.asked == []


def test_english_of_the_page_is_never_made_like_another_sentence(termbase: Termbase) -> None:
    said = "He has 3 trees here."
    moved = Step("number", 7, 8, "3", "5", "rule=memory")
    memory = Notebook()
    memory.near["He has 5 trees."] = Recalled("He has 3 trees.", said, (moved,))
    [entry] = run(termbase, memory, "He has 5 trees.")
    assert (entry.target, entry.match) == ("He has 5 trees.", MatchType.COPIED)


def test_a_number_put_right_is_no_longer_what_a_person_read(termbase: Termbase) -> None:
    memory = Notebook()
    said = "He has 3 trees."
    memory.near["他有5棵树。"] = Recalled(
        "他有3棵树。", said, (Step("number", 7, 8, "3", "5", "rule=memory"),), score=0.99
    )
    [entry] = run(termbase, memory, "他有5棵树。")
    assert (entry.target, entry.state) == ("He has 5 trees.", State.TRANSLATED)
    assert codes(entry) == ["memory-adapted"]
    assert [step.action for step in entry.steps] == ["memory", "number"]


def test_several_targets_want_a_look_unless_the_context_tells(termbase: Termbase) -> None:
    memory = Notebook(Recalled("他走了。", "He left.", rivals=1))
    [entry] = run(termbase, memory, "他走了。")
    assert (entry.state, codes(entry)) == (State.TRANSLATED, ["several-translations"])
    memory = Notebook(Recalled("他走了。", "He left.", rivals=1, in_context=True))
    [entry] = run(termbase, memory, "他走了。")
    assert (entry.state, codes(entry)) == (State.REVIEWED, [])


def near(differs: str, **more: object) -> Recalled:
    return Recalled(
        "他们种了很多枣树。",
        "They grow many jujube trees.",
        score=0.9,
        differs=(differs,),
        **more,  # type: ignore[arg-type]
    )


def test_nearly_the_same_goes_before_the_engine_with_a_warning(termbase: Termbase) -> None:
    memory = Notebook()
    memory.near["他们种了许多枣树。"] = near("很 -> 许")
    [entry] = run(termbase, memory, "他们种了许多枣树。")
    assert (entry.target, entry.match) == ("They grow many jujube trees.", MatchType.MEMORY)
    assert entry.state is State.TRANSLATED
    assert codes(entry) == ["fuzzy-match"]
    assert "很 -> 许" in entry.findings[0].message


def test_nearly_the_same_never_goes_before_the_glossary_or_a_rule(termbase: Termbase) -> None:
    memory = Notebook()
    memory.near["首页"] = near("x -> y")
    memory.near["2025年09月26日"] = near("x -> y")
    entries = run(termbase, memory, "首页", "2025年09月26日")
    assert [entry.match for entry in entries] == [MatchType.TERMBASE, MatchType.RULE]


def test_what_turns_the_meaning_is_shown_and_not_taken(termbase: Termbase) -> None:
    memory = Notebook()
    memory.near["他们没种很多枣树。"] = near("了 -> 没", turning=True)
    [entry] = run(
        termbase,
        memory,
        "他们没种很多枣树。",
        answers={"他们没种很多枣树。": "They did not grow many trees."},
    )
    assert entry.match is MatchType.ENGINE
    assert entry.target == "They did not grow many trees."
    [finding] = [one for one in entry.findings if one.code == "memory-suggestion"]
    assert finding.raw == "They grow many jujube trees."
    assert "了 -> 没" in finding.message


def test_a_machines_words_come_after_the_glossary_and_must_hold_its_names(
    termbase: Termbase,
) -> None:
    memory = Notebook(
        Recalled("首页", "Front page", by_person=False),
        Recalled("他去托里县。", "He goes to Torrey.", by_person=False),
        Recalled("他去了。", "He went.", by_person=False),
    )
    entries = run(
        termbase,
        memory,
        "首页",
        "他去托里县。",
        "他去了。",
        answers={"他去托里县。": "He goes to Toli County."},
    )
    assert [(entry.target, entry.match, entry.state) for entry in entries] == [
        ("Home", MatchType.TERMBASE, State.TRANSLATED),
        ("He goes to Toli County.", MatchType.ENGINE, State.TRANSLATED),
        ("He went.", MatchType.MEMORY, State.TRANSLATED),
    ]


def test_a_persons_spelling_stays_and_is_remarked_on(termbase: Termbase) -> None:
    memory = Notebook(Recalled("他去托里县。", "He goes to Torrey County."))
    [entry] = run(termbase, memory, "他去托里县。")
    assert entry.target == "He goes to Torrey County."
    assert entry.state is State.REVIEWED
    [finding] = entry.findings
    assert (finding.code, finding.raw) == ("remembered-name", "Torrey County")
    assert "Toli County" in finding.message


def test_first_mentions_are_not_written_into_a_persons_words(termbase: Termbase) -> None:
    memory = Notebook(Recalled("他去托里县。", "He goes to Toli County."))
    entries = run(
        termbase,
        memory,
        "他去托里县。",
        "她也去托里县。",
        answers={"她也去托里县。": "She goes to Toli County too."},
        first_mention="zh-Hans",
    )
    assert [entry.target for entry in entries] == [
        "He goes to Toli County.",
        "She goes to Toli County (托里县) too.",
    ]


def test_without_a_model_the_memory_still_speaks(termbase: Termbase) -> None:
    memory = Notebook(Recalled("他走了。", "He left."))
    [entry] = run(termbase, memory, "他走了。")
    assert entry.target == "He left."
