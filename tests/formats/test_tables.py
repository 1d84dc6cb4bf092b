"""Tables that people have edited: one rule for CSV, TSV and whatever else has rows."""

from __future__ import annotations

import pytest

from glossa.errors import FormatError
from glossa.formats import get_format
from glossa.formats.table import parse_csv, serialize_csv
from glossa.model import Bitext, Entry, MatchType, Severity, State

DONE = Entry("u1", "甲", "A", "zh-Hans", state=State.TRANSLATED, match=MatchType.ENGINE)
OPEN = Entry("u2", "乙", "乙", "zh-Hans")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_target_emptied_by_hand_is_open_again(name: str) -> None:
    format_ = get_format(name)
    sign = "," if name == "csv" else "\t"
    text = format_.serialize(Bitext("p", (DONE, OPEN)))
    text = text.replace(f"甲{sign}A{sign}", f"甲{sign}{sign}").replace(
        f"乙{sign}乙{sign}", f"乙{sign}{sign}"
    )
    emptied, still_open = format_.parse(text, "")
    assert (emptied.target, emptied.state, emptied.match) == ("甲", State.INITIAL, MatchType.NONE)
    assert [(one.code, one.severity) for one in emptied.findings] == [
        ("target-removed", Severity.INFO)
    ]
    assert still_open == OPEN  # the source only stood in: nothing was taken away


def test_a_target_that_was_empty_stays_so_and_one_without_source_is_kept() -> None:
    bitext = Bitext(
        "p",
        (
            Entry("u1", "甲", "", state=State.TRANSLATED, match=MatchType.ENGINE),
            Entry("t.u3", "", "alone", state=State.TRANSLATED, match=MatchType.ALIGNED),
            Entry("", "", "without an id"),
            Entry("u4", "", ""),
        ),
    )
    assert parse_csv(serialize_csv(bitext)) == bitext


def test_an_entry_that_is_nothing_at_all_is_refused() -> None:
    with pytest.raises(FormatError, match="no id, no source and no target"):
        serialize_csv(Bitext("p", (Entry("", "", "", note="x"),)))


def test_a_remark_in_an_empty_row_is_not_lost() -> None:
    bitext = parse_csv("id,source,target,note\nu1,甲,A,\n,,,see below\n", "x.csv")
    assert [entry.id for entry in bitext] == ["u1"]
    assert [(one.code, one.where, one.raw) for one in bitext.findings] == [
        ("broken-row", "x.csv:3", '{"note": "see below"}')
    ]


def test_columns_in_words_are_not_read_and_not_reported() -> None:
    bitext = parse_csv("source,target,state,from,remarks\n甲,A,final,engine,look here\n", "x.csv")
    assert bitext.findings == ()
    assert [(entry.target, entry.state) for entry in bitext] == [("A", State.FINAL)]


def test_a_frame_becomes_a_bitext_by_the_class_itself() -> None:
    bitext = Bitext("p", (DONE, OPEN), "ug-Arab")
    frame = bitext.to_pandas()
    assert Bitext.from_pandas(frame) == bitext
    frame.loc[frame.id == "u2", ["target", "state"]] = ["B", "final"]
    assert Bitext.from_pandas(frame)["u2"].target == "B"


def test_a_row_added_by_hand_gets_an_id() -> None:
    bitext = Bitext("p", (DONE, Entry("", "丙", "C", "zh-Hans")))
    text = serialize_csv(bitext)
    assert parse_csv(text) == bitext  # an id that was empty stays so
    added = parse_csv(text + ",,,丁,D\n,,,戊,E\n")
    assert [entry.id for entry in added] == ["u1", "", "row3", "row4"]
