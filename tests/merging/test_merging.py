"""A person's work comes back to its page, whatever has happened to the page or to the file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from merge_pages import codes, edit, export, page, targets, without

from glossa.errors import UsageError
from glossa.merging import How, Work, fresh, merge, work_of
from glossa.model import (
    Bitext,
    Entry,
    Finding,
    Kind,
    MatchType,
    Severity,
    State,
    Step,
    replay,
)

MENU, HEADLINE, FIRST, SECOND, FOOT = (
    "首页",
    "巴扎重新开门了",
    "市场共有一百个摊位。",
    "人们从早上六点开始买菜。",
    "版权所有小城新闻网",
)
PAGE = page(MENU, HEADLINE, FIRST, SECOND, FOOT)
EXPORT = export(PAGE)


def test_an_untouched_export_is_the_result() -> None:
    merged = merge(fresh(PAGE), EXPORT)
    assert merged.bitext == EXPORT
    assert merged.unplaced == ()
    assert set(merged.how) == {How.ID}


def test_words_that_glossa_did_not_write_are_a_persons() -> None:
    merged = merge(fresh(PAGE), edit(EXPORT, {"u2.s1": "The bazaar is open again"}))
    entry = merged.bitext["u2.s1"]
    assert (entry.target, entry.state, entry.match, entry.origin) == (
        "The bazaar is open again",
        State.REVIEWED,
        MatchType.HAND,
        "",
    )
    assert replay(entry.source, entry.steps) == entry.target
    assert [step.action for step in entry.steps] == ["hand"]


def test_words_that_a_person_only_approved_stay_the_engines() -> None:
    merged = merge(fresh(PAGE), edit(EXPORT, {"u2.s1": EXPORT["u2.s1"].target}, state=State.FINAL))
    entry = merged.bitext["u2.s1"]
    assert (entry.state, entry.match, entry.origin) == (State.FINAL, MatchType.ENGINE, "m")


def test_the_pages_place_kind_and_language_count_and_the_persons_note() -> None:
    wrong = {"start": 900, "end": 1000, "language": "fr", "kind": Kind.LEGAL, "note": "mine"}
    merged = merge(fresh(PAGE), edit(EXPORT, {"u2.s1": "Open"}, **wrong))
    entry = merged.bitext["u2.s1"]
    start = PAGE.text.index(HEADLINE)
    assert (entry.start, entry.end) == (start, start + len(HEADLINE))
    assert (entry.language, entry.kind, entry.note) == ("zh-Hans", EXPORT["u2.s1"].kind, "mine")


def test_a_page_that_got_a_line_in_front_takes_everything_by_context() -> None:
    now = page("新栏目", *PAGE.text.split("\n"))
    merged = merge(fresh(now), edit(EXPORT, {"u2.s1": "Open", "u5.s1": "All rights reserved"}))
    assert targets(merged.bitext) == {
        "u1.s1": "新栏目",
        "u2.s1": "[首页]",
        "u3.s1": "Open",
        "u4.s1": f"[{FIRST}]",
        "u5.s1": f"[{SECOND}]",
        "u6.s1": "All rights reserved",
    }
    assert merged.how == (How.ABSENT, *[How.CONTEXT] * 5)
    assert [codes(entry) for entry in merged.bitext] == [["not-in-edited"], *[[]] * 5]
    assert "glossa translate" in merged.bitext["u1.s1"].findings[0].message
    assert merged.unplaced == ()


def test_of_several_the_one_in_the_same_context_is_meant() -> None:
    before = page("东门", "时间表", "晚上", "西门", "时间表", "早上")
    edited = edit(export(before), {"u2.s1": "Timetable, east", "u5.s1": "Timetable, west"})
    now = page("西门", "时间表", "早上", "东门", "时间表", "晚上")
    merged = merge(fresh(now), edited)
    assert targets(merged.bitext)["u2.s1"] == "Timetable, west"
    assert targets(merged.bitext)["u5.s1"] == "Timetable, east"


def test_rows_that_were_sorted_have_the_context_of_the_page() -> None:
    before = page("东门", "时间表", "晚上", "西门", "时间表", "早上")
    edited = edit(export(before), {"u2.s1": "Timetable, east", "u5.s1": "Timetable, west"})
    edited = edited.with_entries(tuple(sorted(edited, key=lambda entry: entry.target)))
    now = page("新", "西门", "时间表", "早上", "东门", "时间表", "晚上")
    merged = merge(fresh(now), edited)
    assert targets(merged.bitext)["u3.s1"] == "Timetable, west"
    assert targets(merged.bitext)["u6.s1"] == "Timetable, east"


def test_one_correction_of_a_source_that_stands_five_times_serves_all() -> None:
    five = page("更多", "甲地", "更多", "乙地", "更多", "丙地", "更多", "丁地", "更多")
    merged = merge(fresh(five), edit(export(five), {"u5.s1": "Read on"}))
    again = {entry.id: entry for entry in merged.bitext if entry.source == "更多"}
    assert {entry.target for entry in again.values()} == {"Read on"}
    assert again.pop("u5.s1").state is State.REVIEWED
    for entry in again.values():  # nobody has seen them here
        assert (entry.state, entry.match, entry.origin) == (
            State.TRANSLATED,
            MatchType.MEMORY,
            "u5.s1",
        )
        assert codes(entry) == ["same-source"]
        assert replay(entry.source, entry.steps) == entry.target
    assert merged.count(How.REPEATED) == 4


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        # Somebody has read it, or has put other words there, or has taken it out: it stays so.
        ({"state": State.REVIEWED}, "[更多]"),
        ({"target": "More"}, "More"),
        ({"target": ""}, "更多"),
    ],
)
def test_what_a_person_decided_elsewhere_is_not_overwritten(
    other: dict[str, object], expected: str
) -> None:
    three = page("更多", "甲地", "更多", "乙地", "更多")
    edited = edit(export(three), {"u1.s1": "Read on"})
    edited = edited.with_entries(
        tuple(
            replace(entry, **other) if entry.id == "u3.s1" else entry  # type: ignore[arg-type]
            for entry in edited
        )
    )
    found = targets(merge(fresh(three), edited).bitext)
    assert found["u3.s1"] == expected
    # Where persons disagree nobody can tell what the third should be.
    assert found["u5.s1"] == ("Read on" if expected == "更多" else "[更多]")


def test_a_changed_source_keeps_the_words_as_a_proposal() -> None:
    now = page(MENU, HEADLINE, FIRST, "人们从早上七点开始买菜。", FOOT)
    merged = merge(fresh(now), edit(EXPORT, {"u4.s1": "People shop from 6 in the morning."}))
    entry = merged.bitext["u4.s1"]
    assert entry.target == "People shop from 6 in the morning."
    assert (entry.state, entry.match) == (State.TRANSLATED, MatchType.HAND)
    [finding] = entry.findings
    assert finding.code == "source-changed"
    assert SECOND in finding.message
    assert "早上七点" in finding.message
    assert finding.raw == SECOND
    assert merged.how[3] is How.NEAR
    assert replay(entry.source, entry.steps) == entry.target


def test_many_alike_lines_whose_figures_changed_all_keep_their_words() -> None:
    before = page(*(f"第{row}排的价格是{row}元" for row in range(10, 30)))
    now = page(*(f"第{row}排的价格是{row + 90}元" for row in range(10, 30)))
    words = {f"u{line}.s1": f"Row {line}" for line in range(1, 21)}
    merged = merge(fresh(now), edit(export(before), words), force=True)
    assert targets(merged.bitext) == words
    assert merged.unplaced == ()


@pytest.mark.parametrize("lines", [40, 400], ids=["all compared", "by pieces"])
def test_lines_that_were_all_changed_and_moved_keep_their_words(lines: int) -> None:
    sights = ["市场", "车站", "学校", "公园", "桥梁", "商店", "医院"]
    before = [f"{chr(0x4E00 + 7 * at)}{sights[at % 7]}今天早上又开门了" for at in range(lines)]
    now = [line.replace("早上", "下午") for line in before]
    half = lines // 2
    edited = edit(export(page(*before)), {f"u{at + 1}.s1": f"Line {at}" for at in range(lines)})
    merged = merge(fresh(page(*now[half:], *now[:half])), edited, force=True)
    expected = [f"Line {at}" for at in (*range(half, lines), *range(half))]
    assert [entry.target for entry in merged.bitext] == expected


def test_of_a_long_source_the_message_shows_what_has_changed() -> None:
    before = "市场" * 40 + "星期一开门" + "摊位" * 40
    now = "市场" * 40 + "星期二开门" + "摊位" * 40
    edited = edit(export(page(before)), {"u1.s1": "Monday"})
    merged = merge(fresh(page(now)), edited, force=True)
    [finding] = merged.bitext.entries[0].findings
    assert "'…市场市场市场市场市场星期一开门摊位摊位摊位摊位摊位…'; now it is" in finding.message
    assert "星期二" in finding.message
    assert finding.raw == before


@pytest.mark.parametrize(
    ("adapted", "target", "severity"),
    [
        ("There are 150 stalls.", "There are 150 stalls.", Severity.WARNING),
        (None, "There are 120 stalls.", Severity.ERROR),
    ],
)
def test_other_numbers_are_put_right_or_reported_as_an_error(
    adapted: str | None, target: str, severity: Severity
) -> None:
    before, now = page("巴扎里共有120个摊位"), page("巴扎里共有150个摊位")
    edited = edit(export(before), {"u1.s1": "There are 120 stalls."})
    merged = merge(fresh(now), edited, force=True, adapt=lambda old, new: adapted)
    [entry] = merged.bitext
    assert entry.target == target
    assert [one.severity for one in entry.findings] == [severity]
    assert "numbers" in entry.findings[0].message


def test_a_date_is_no_proposal_for_another_date() -> None:
    before = page("2025年09月26日", MENU, HEADLINE)
    edited = edit(export(before), {"u1.s1": "26 September 2025"})
    merged = merge(fresh(page("2025年09月27日", MENU, HEADLINE)), edited)
    assert merged.bitext["u1.s1"].target == "2025年09月27日"
    assert [one.target for one in merged.unplaced] == ["26 September 2025"]


def test_what_fits_nowhere_is_reported_in_full() -> None:
    edited = edit(EXPORT, {"u4.s1": "People shop."}, note="I like this one")
    merged = merge(fresh(page(MENU, HEADLINE, FIRST, FOOT)), edited)
    [entry] = merged.unplaced
    assert (entry.id, entry.source, entry.target) == ("u4.s1", SECOND, "People shop.")
    assert (entry.note, codes(entry)) == ("I like this one", ["unplaced"])
    assert merged.lost == merged.unplaced


def test_a_machines_words_that_fit_nowhere_are_told_apart() -> None:
    merged = merge(fresh(page(MENU, HEADLINE, FIRST, FOOT)), EXPORT)
    assert [one.source for one in merged.unplaced] == [SECOND]
    assert merged.lost == ()


def test_rows_that_a_person_deleted_stay_in_their_language_and_are_named() -> None:
    merged = merge(fresh(PAGE), without(EXPORT, "u2.s1", "u4.s1"))
    assert [one.id for one in merged.bitext if codes(one) == ["not-in-edited"]] == [
        "u2.s1",
        "u4.s1",
    ]
    assert targets(merged.bitext)["u2.s1"] == HEADLINE
    assert merged.bitext["u2.s1"].state is State.INITIAL


def test_a_segment_in_the_target_language_is_no_cause_for_a_warning() -> None:
    mixed = page(MENU, "The bazaar of Kashgar opened again.", HEADLINE)
    merged = merge(fresh(mixed), without(export(mixed), "u2.s1", "u3.s1"))
    severities = {one.id: one.findings[0].severity for one in merged.bitext if one.findings}
    assert severities == {"u2.s1": Severity.INFO, "u3.s1": Severity.WARNING}


@pytest.mark.parametrize("target", ["", "  "])
def test_an_emptied_target_is_the_source_again(target: str) -> None:
    merged = merge(fresh(PAGE), edit(EXPORT, {"u3.s1": target}, note="see editor"))
    entry = merged.bitext["u3.s1"]
    assert (entry.target, entry.state, entry.match) == (FIRST, State.INITIAL, MatchType.NONE)
    assert (codes(entry), entry.note) == (["target-removed"], "see editor")


def test_a_file_without_ids_and_data_is_merged_by_its_sources() -> None:
    rows = [("a", SECOND, "People shop."), ("b", MENU, "Home"), ("c", HEADLINE, "")]
    edited = Bitext(
        "list.csv",
        tuple(Entry(f"row{number}", source, target) for number, source, target in rows),
    )
    merged = merge(fresh(PAGE), edited, where=["list.csv"])
    found = targets(merged.bitext)
    assert (found["u1.s1"], found["u4.s1"]) == ("Home", "People shop.")
    assert found["u2.s1"] == HEADLINE
    assert merged.bitext["u4.s1"].state is State.REVIEWED


def test_data_that_another_tool_dropped_is_given_back() -> None:
    """Who wrote the words is not known then: they stay, in the state the file gave them."""
    lost = Finding("machine-data-lost", "gone")
    edited = EXPORT.with_entries(
        tuple(
            Entry(one.id, one.source, one.target, state=State.TRANSLATED, match=MatchType.MEMORY)
            for one in EXPORT
        )
    )
    edited = edited.with_entries(tuple(replace(one, findings=(lost,)) for one in edited))
    merged = merge(fresh(PAGE), edited)
    assert targets(merged.bitext) == targets(EXPORT)
    for entry in merged.bitext:
        assert (entry.state, entry.match, codes(entry)) == (
            State.TRANSLATED,
            MatchType.MEMORY,
            [],
        )
        assert entry.end > entry.start
        assert work_of(entry) is Work.UNKNOWN
        assert replay(entry.source, entry.steps) == entry.target


def test_blanks_that_a_tool_changed_make_no_other_source() -> None:
    spaced = page("Tulips  bloom in\u00a0Kashgar.", MENU)
    edited = Bitext(
        "x", (Entry("row1", " Tulips bloom in Kashgar. ", "郁金香", state=State.FINAL),)
    )
    merged = merge(fresh(spaced), edited, force=True)
    assert merged.bitext["u1.s1"].target == "郁金香"
    assert merged.bitext["u1.s1"].source == "Tulips  bloom in\u00a0Kashgar."


def test_of_two_files_the_later_ones_words_count_and_the_others_are_kept() -> None:
    one = edit(EXPORT, {"u2.s1": "It is open", "u3.s1": "Stalls"})
    two = edit(EXPORT, {"u2.s1": "Open again"})
    merged = merge(fresh(PAGE), one, two)
    found = targets(merged.bitext)
    assert (found["u2.s1"], found["u3.s1"]) == ("Open again", "Stalls")
    assert codes(merged.bitext["u2.s1"]) == ["edited-twice"]
    assert merged.bitext["u2.s1"].findings[0].raw == "It is open"
    assert [entry.target for entry in merged.unplaced] == ["It is open"]


def test_two_files_that_agree_are_no_conflict() -> None:
    one = edit(EXPORT, {"u2.s1": "Open again"})
    merged = merge(fresh(PAGE), one, one)
    assert merged == merge(fresh(PAGE), one)


def test_an_id_that_stands_twice_gives_the_persons_words() -> None:
    twice = replace(EXPORT["u2.s1"], id="u2.s1#2", target="Open", state=State.REVIEWED)
    merged = merge(fresh(PAGE), EXPORT.with_entries((*EXPORT.entries, twice)))
    assert merged.bitext["u2.s1"].target == "Open"
    assert merged.unplaced == ()
    other = replace(twice, id="u2.s1#3", target="Reopened")
    merged = merge(fresh(PAGE), EXPORT.with_entries((*EXPORT.entries, twice, other)))
    assert merged.bitext["u2.s1"].target == EXPORT["u2.s1"].target
    assert [entry.target for entry in merged.unplaced] == ["Open", "Reopened"]


def test_one_unit_of_a_memory_serves_every_place_of_its_source() -> None:
    three = page("更多", "甲地", "更多", "乙地", "更多")
    for state in (State.REVIEWED, State.TRANSLATED):
        memory = Bitext(
            "m.tmx", (Entry("tu1", "更多", "More", state=state, match=MatchType.MEMORY),)
        )
        merged = merge(fresh(three), memory, force=True)
        states = [entry.state for entry in merged.bitext if entry.target == "More"]
        assert states == [state, State.TRANSLATED, State.TRANSLATED]


def test_a_file_of_another_page_is_refused_and_named() -> None:
    other = export(page("首页", "学校今天开学", "孩子们都很高兴。", name="school.txt"))
    with pytest.raises(UsageError) as caught:
        merge(fresh(PAGE), other, where=["school.po"])
    assert "school.po" in str(caught.value)
    assert "school.txt" in str(caught.value)
    assert "--force" in str(caught.value)
    merged = merge(fresh(PAGE), other, force=True)
    assert merged.bitext["u1.s1"].target == "[首页]"
    assert len(merged.unplaced) == 2


@pytest.mark.parametrize(
    ("lines", "entries", "words"),
    [((), EXPORT.entries, "no text on the page"), ((MENU,), (), "no entry in it")],
)
def test_nothing_to_merge_is_said(
    lines: tuple[str, ...], entries: tuple[Entry, ...], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        merge(fresh(page(*lines)), Bitext("page.txt", entries))


def test_an_empty_page_and_its_empty_export_are_no_error() -> None:
    empty = fresh(page())
    assert merge(empty, empty).bitext == empty


def test_over_a_new_translation_only_a_persons_work_stays() -> None:
    old = edit(EXPORT, {"u2.s1": "Open", "u3.s1": ""})
    now = page("新栏目", *PAGE.text.split("\n")[:4])
    new = edit(export(now), {"u3.s1": "engine two"})
    merged = merge(new, old, only_work=True)
    assert targets(merged.bitext) == targets(new) | {"u3.s1": "Open"}
    assert not any(codes(entry) for entry in merged.bitext)
    assert merged.unplaced == ()  # the footer was a machine's
    assert merged.bitext.signature == new.signature


def test_over_a_new_translation_the_memory_of_today_has_the_last_word() -> None:
    def from_memory(bitext: Bitext, words: str) -> Bitext:
        step = Step("memory", 0, len(HEADLINE), HEADLINE, words, "score=1.00")
        fields = {"target": words, "steps": (step,), "state": State.REVIEWED}
        return bitext.with_entries(
            tuple(
                replace(one, match=MatchType.MEMORY, **fields) if one.source == HEADLINE else one
                for one in bitext
            )
        )

    old, new = from_memory(EXPORT, "Opening"), from_memory(EXPORT, "Open again")
    assert merge(new, old, only_work=True).bitext["u2.s1"].target == "Open again"
    assert merge(EXPORT, old, only_work=True).bitext["u2.s1"].target == "Opening"
    typed = edit(old, {"u2.s1": "Opened"})
    assert merge(new, typed, only_work=True).bitext["u2.s1"].target == "Opened"


def test_words_a_person_wrote_and_marked_as_unready_stay_unready() -> None:
    once = merge(fresh(PAGE), edit(EXPORT, {"u2.s1": "Open"})).bitext
    again = merge(fresh(PAGE), edit(once, {"u2.s1": "Open"}, state=State.TRANSLATED)).bitext
    assert (again["u2.s1"].state, again["u2.s1"].match) == (State.TRANSLATED, MatchType.HAND)
    third = merge(fresh(PAGE), edit(again, {"u2.s1": "Opened"})).bitext
    assert third["u2.s1"].state is State.REVIEWED


def test_remarks_on_words_that_were_replaced_go_and_others_stay() -> None:
    remarks = (Finding("low-confidence", "?"), Finding("plural-entry", "two"))
    edited = EXPORT.with_entries(tuple(replace(one, findings=remarks) for one in EXPORT))
    merged = merge(fresh(PAGE), edit(edited, {"u2.s1": "Open"}))
    assert codes(merged.bitext["u2.s1"]) == ["plural-entry"]
    assert codes(merged.bitext["u3.s1"]) == ["low-confidence", "plural-entry"]


def test_a_source_that_a_person_lets_stand_is_a_persons_word() -> None:
    open_ = fresh(PAGE)
    why = (Finding("no-model", "none"),)
    edited = open_.with_entries(tuple(replace(one, findings=why) for one in open_))
    edited = edit(edited, {"u1.s1": MENU}, state=State.REVIEWED)
    entry = merge(fresh(PAGE), edited).bitext["u1.s1"]
    assert (entry.match, entry.state, codes(entry)) == (MatchType.HAND, State.REVIEWED, [])
    assert codes(merge(fresh(PAGE), edited).bitext["u2.s1"]) == ["no-model"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": State.REVIEWED}, Work.PERSON),
        ({"match": MatchType.HAND, "state": State.TRANSLATED}, Work.PERSON),
        ({"target": "b", "match": MatchType.NONE}, Work.PERSON),
        ({"target": "b", "match": MatchType.COPIED}, Work.PERSON),
        ({"target": "b", "match": MatchType.ENGINE}, Work.UNKNOWN),
        ({"target": "b", "steps": (Step("x", 0, 1, "a", "c"),)}, Work.PERSON),
        ({"target": "b", "steps": (Step("x", 0, 1, "a", "b"),)}, Work.MACHINE),
        ({"target": "b", "steps": (Step("x", 0, 1, "z", "b"),)}, Work.PERSON),
        ({"match": MatchType.COPIED, "state": State.TRANSLATED}, Work.MACHINE),
        (
            {"target": "b", "match": MatchType.ALIGNED, "steps": (Step("x", 0, 1, "a", "b"),)},
            Work.UNKNOWN,
        ),
        ({}, Work.OPEN),
        ({"target": " "}, Work.REMOVED),
        ({"target": " ", "state": State.FINAL}, Work.REMOVED),
        ({"findings": (Finding("target-removed", "."),)}, Work.REMOVED),
    ],
)  # fmt: skip
def test_whose_work_it_is(changes: dict[str, object], expected: Work) -> None:
    assert work_of(replace(Entry("u1", "a", "a"), **changes)) is expected  # type: ignore[arg-type]
