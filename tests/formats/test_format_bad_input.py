"""Broken files: what can be read is read, the rest is reported, never dropped in silence."""

from __future__ import annotations

import pytest

from glossa.errors import BitextError, FormatError
from glossa.formats import FORMATS, Format, get_format
from glossa.formats.jsonl import parse_jsonl
from glossa.formats.po import parse_po, serialize_po
from glossa.formats.table import from_pandas, parse_csv, serialize_csv, to_pandas
from glossa.model import Bitext, Entry, MatchType, Signature, State

by_name = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


@by_name
@pytest.mark.parametrize(
    "text", ["", " \n\n", "\ufeff", "no table, no catalogue", "\0\0", "{", "[]"]
)
def test_what_is_no_bilingual_file_is_refused_by_name(format_: Format, text: str) -> None:
    with pytest.raises(BitextError) as caught:
        format_.decode(text.encode(), "page.x")
    assert str(caught.value).startswith("page.x")
    assert "\n  " in str(caught.value)  # and says what to do


@by_name
def test_two_entries_with_one_id_are_not_written(format_: Format) -> None:
    bitext = Bitext("page", (Entry("u1", "a", "b"), Entry("u1", "c", "d")))
    with pytest.raises(FormatError, match="the id 'u1' stands twice"):
        format_.encode(bitext)


@by_name
def test_a_character_cut_in_two_surrogates_is_not_joined(format_: Format) -> None:
    bitext = Bitext("page", (Entry("u1", "\ud83d\ude00", "b"),))
    with pytest.raises(FormatError, match="split into two surrogates"):
        format_.encode(bitext)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('msgid "a"\nmsgstr "b\n', "x.po:2"),  # a quotation mark left open
        ('msgid "a"\nmsgstr "b"c"\n', "x.po:2"),  # one too many
        ('msgid "a"\nmsgstr "b\\"\n', "x.po:2"),  # the closing one escaped
        ('msgid "a"\nmsgstr "b"\n"c\nd"\n', "x.po:3"),  # a line break inside
        ('msgid "a"\nmsgtsr "b"\n', "x.po:2"),  # no such keyword
        ('msgstr "b"\nmsgid "a"\n', "x.po:1"),  # the wrong way round
    ],
)
def test_a_broken_catalogue_is_refused_with_its_line(text: str, where: str) -> None:
    with pytest.raises(BitextError) as caught:
        parse_po(text, "x.po")
    assert caught.value.where == where


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x1c", "\x1e", "\u2029", "\v"])
def test_line_separators_inside_a_string_survive(sign: str) -> None:
    """polib loses them when it is given plain text."""
    bitext = parse_po(
        f'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a{sign}b"\nmsgstr "c{sign}d"\n'
    )
    assert [(entry.source, entry.target) for entry in bitext] == [(f"a{sign}b", f"c{sign}d")]


def test_a_catalogue_cannot_hold_an_entry_without_source() -> None:
    with pytest.raises(FormatError, match="has no source"):
        serialize_po(Bitext("page", (Entry("u1", "", "b"),)))


def test_a_catalogue_cannot_hold_a_signature_with_a_key_twice() -> None:
    with pytest.raises(FormatError, match="names a key twice"):
        serialize_po(Bitext("page", (), signature=Signature((("a", "1"), ("a", "2")))))


@pytest.mark.parametrize(
    ("state", "match", "before", "after", "expected"),
    [
        # An editor takes the fuzzy mark away: a person has read it.
        (State.TRANSLATED, MatchType.ENGINE, "#, fuzzy\n", "", State.REVIEWED),
        (State.TRANSLATED, MatchType.MEMORY, "#, fuzzy\n", "", State.REVIEWED),
        # An editor puts it back: needs work, whoever had approved it.
        (State.FINAL, MatchType.ENGINE, "msgctxt", "#, fuzzy\nmsgctxt", State.TRANSLATED),
        # Untouched.
        (State.TRANSLATED, MatchType.ENGINE, "", "", State.TRANSLATED),
        (State.TRANSLATED, MatchType.TERMBASE, "", "", State.TRANSLATED),
    ],
)
def test_the_fuzzy_mark_is_a_persons_word(
    state: State, match: MatchType, before: str, after: str, expected: State
) -> None:
    text = serialize_po(Bitext("page", (Entry("u1", "甲", "A", state=state, match=match),)))
    assert before in text
    edited = text.replace(before, after, 1) if before else text
    assert [entry.state for entry in parse_po(edited)] == [expected]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@a", "\tx", "\nx", "＝1", "＋", "－", "＠", "'=1"]
)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_no_cell_begins_like_a_formula(name: str, cell: str) -> None:
    import csv
    import io

    format_ = get_format(name)
    bitext = Bitext(cell, (Entry(cell, cell, cell, origin=cell, note=cell),))
    text = format_.serialize(bitext)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="," if name == "csv" else "\t")
    assert not [value for row in rows for value in row if value[:1] in set("=+-@\t\n＝＋－＠")]
    assert format_.parse(text, "") == bitext


@pytest.mark.parametrize("name", ["po", "csv", "tsv"])  # JSON holds every character itself
def test_an_edited_text_counts_before_the_exact_one(name: str) -> None:
    """`one␀two` stands for `one\\0two` only while nobody has changed it."""
    format_ = get_format(name)
    fields = {"state": State.REVIEWED, "match": MatchType.ENGINE}
    bitext = Bitext("page", (Entry("u1", "一\0二", "one\0two", note="a\0b", **fields),))
    text = format_.serialize(bitext).replace("one␀two", "one and two").replace("a␀b", "c")
    assert list(format_.parse(text, "")) == [
        Entry("u1", "一\0二", "one and two", note="c", **fields)
    ]


@pytest.mark.parametrize("word", ["NA", "null", "None", "nan", "001", "1e5", "TRUE", "1/2", " x "])
def test_words_that_tables_like_to_change_stay(word: str) -> None:
    bitext = Bitext(word, (Entry(word, word, word, origin=word, note=word),))
    assert parse_csv(serialize_csv(bitext)) == bitext
    assert from_pandas(to_pandas(bitext)) == bitext


def test_a_table_that_is_cut_off_is_refused_with_its_line() -> None:
    with pytest.raises(BitextError) as caught:
        parse_csv('source,target\na,b\n"c,d\ne,f\n', "x.csv")
    assert caught.value.where == "x.csv:3"


def test_a_cell_longer_than_the_csv_modules_limit_is_read_and_the_limit_stays() -> None:
    import csv

    limit = csv.field_size_limit()
    long = "长" * (limit + 1)
    assert [entry.source for entry in parse_csv(f"source\n{long}\n")] == [long]
    assert csv.field_size_limit() == limit


def test_a_frame_may_lack_columns_and_values() -> None:
    import pandas as pd

    frame = pd.DataFrame(
        {"source": ["甲", "乙"], "target": ["A", None], "start": [3, float("nan")]}
    )
    assert from_pandas(frame) == Bitext(
        "",
        (
            Entry("row1", "甲", "A", start=3, state=State.REVIEWED, match=MatchType.MEMORY),
            Entry("row2", "乙", "乙"),
        ),
        "und",
    )
    with pytest.raises(BitextError, match="no column 'source'; there are: text"):
        from_pandas(pd.DataFrame({"text": ["甲"]}))


def test_broken_lines_are_kept_as_findings_and_the_rest_is_read() -> None:
    text = '{"source": "甲", "target": "A", "start": 1.5, "steps": "x"}\n{"source": \n7\n'
    bitext = parse_jsonl(text, "x.jsonl")
    assert [(one.code, one.where, one.raw) for one in bitext.findings] == [
        ("broken-row", "x.jsonl:2", '{"source": '),
        ("broken-row", "x.jsonl:3", "7"),
    ]
    (entry,) = bitext
    assert [(one.code, one.raw) for one in entry.findings] == [
        ("bad-value", "1.5"),
        ("bad-value", "x"),
    ]
    assert (entry.id, entry.source, entry.target, entry.start) == ("row1", "甲", "A", 0)


def test_many_rows_with_one_id_are_told_apart_quickly() -> None:
    text = "id,source\n" + "u1,甲\n" * 20_000
    bitext = parse_csv(text)
    assert len({entry.id for entry in bitext}) == 20_000
    assert bitext.entries[-1].id == "u1#20000"
