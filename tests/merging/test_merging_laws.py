"""Laws of merging: nothing of a person's is lost, the page is the page, twice is once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from merge_pages import export, page

from glossa.merging import How, Merged, Work, fresh, merge, work_of
from glossa.model import (
    Bitext,
    Entry,
    Finding,
    MatchType,
    State,
    Step,
    replay,
)

SOURCES = [
    *("首页", "更多", "新闻", "巴扎里共有120个摊位", "巴扎里共有150个摊位", "2025年09月26日"),
    *("人们从早上六点开始买菜。", "人们从早上七点开始买水果。", "The bazaar is open.", "A  b"),
]
WORDS = ["Home", "More", "News", "120 stalls", "首页", "", " ", "The bazaar is open.", "x"]
lines = st.lists(st.sampled_from(SOURCES), max_size=8)
steps = st.sampled_from(["none", "fit", "other", "file"])


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    """An entry as a person, a tool or glossa may have left it."""
    source = draw(st.sampled_from([*SOURCES, "A b", ""]))
    target = draw(st.sampled_from(WORDS))
    how = draw(steps)
    made = {
        "none": (),
        "fit": (Step("engine", 0, len(source), source, target),),
        "other": (Step("engine", 0, len(source), source, "other"),),
        "file": (Step("file", 0, len(source), source, target),),
    }[how]
    codes = draw(
        st.lists(st.sampled_from(["target-removed", "source-changed", "loop"]), max_size=1)
    )
    place = draw(st.integers(0, 40))
    return Entry(
        draw(st.sampled_from([f"u{draw(st.integers(1, 8))}.s1", f"row{number}"])),
        source,
        target,
        start=place,
        end=place + draw(st.integers(0, 1)),
        state=draw(st.sampled_from(State)),
        match=draw(st.sampled_from(MatchType)),
        steps=made,
        findings=tuple(Finding(code, "said") for code in codes),
        note=draw(st.sampled_from(["", "mine"])),
    )


@st.composite
def files(draw: st.DrawFn) -> Bitext:
    """A file of any entries, ids unique."""
    found = {
        entry.id: entry for entry in [draw(entries(n)) for n in range(draw(st.integers(0, 8)))]
    }
    return Bitext(draw(st.sampled_from(["page.txt", "other.txt"])), tuple(found.values()))


def _merged(text: list[str], edited: list[Bitext], *, only_work: bool = False) -> Merged:
    document = page(*text)
    ground = export(document) if only_work else fresh(document)
    return merge(ground, *edited, only_work=only_work, force=True)


@settings(max_examples=50)
@given(lines, st.lists(files(), max_size=2), st.booleans())
def test_no_words_of_a_person_are_ever_missing(
    text: list[str], edited: list[Bitext], only_work: bool
) -> None:
    merged = _merged(text, edited, only_work=only_work)
    there = {entry.target for entry in (*merged.bitext, *merged.unplaced)}
    for bitext in edited:
        for entry in bitext:
            if work_of(entry) in {Work.PERSON, Work.UNKNOWN}:
                assert entry.target in there


@settings(max_examples=30)
@given(lines, st.lists(files(), max_size=2))
def test_the_page_is_as_it_was_and_every_target_has_its_steps(
    text: list[str], edited: list[Bitext]
) -> None:
    merged = _merged(text, edited)
    bare = fresh(page(*text))
    assert len(merged.how) == len(bare)
    for ours, theirs in zip(merged.bitext, bare, strict=True):
        for field in ("id", "source", "language", "kind", "start", "end"):
            assert getattr(ours, field) == getattr(theirs, field)
        assert replay(ours.source, ours.steps) == ours.target
    ids = [entry.id for entry in merged.unplaced]
    assert len(ids) == len(set(ids))


@settings(max_examples=50)
@given(lines, st.lists(files(), max_size=2))
def test_merging_the_result_changes_nothing(text: list[str], edited: list[Bitext]) -> None:
    once = _merged(text, edited)
    again = _merged(text, [once.bitext])
    assert again.bitext == once.bitext
    assert again.unplaced == ()
    assert set(again.how) <= {How.ID, How.REPEATED}


@settings(max_examples=30)
@given(lines)
def test_an_untouched_export_comes_back_as_it_was(text: list[str]) -> None:
    untouched = export(page(*text))
    assert _merged(text, [untouched]) == Merged(untouched, (), (How.ID,) * len(untouched))


@settings(max_examples=30)
@given(lines, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(text: list[str], random: object) -> None:
    untouched = export(page(*text))
    edited = [
        replace(entry, target=f"{entry.target}!") if number % 2 else entry
        for number, entry in enumerate(untouched)
    ]
    shuffled = list(edited)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    in_order = _merged(text, [untouched.with_entries(tuple(edited))])
    assert _merged(text, [untouched.with_entries(tuple(shuffled))]) == in_order
