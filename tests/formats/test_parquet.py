"""Parquet: what other programs write, what is missing, and what would not fit into memory."""

from __future__ import annotations

import sys
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from golden_bitexts import BITEXTS

from glossa.errors import BitextError, FormatError, MissingError
from glossa.formats import parquet
from glossa.formats.parquet import parse_parquet, serialize_parquet
from glossa.formats.table import from_pandas
from glossa.model import Bitext, Entry, Kind, MatchType, State

PAGE = BITEXTS["page"]


def written(table: pa.Table, **options: object) -> bytes:
    target = BytesIO()
    pq.write_table(table, target, **options)
    return target.getvalue()


def test_columns_are_those_of_the_csv_file_and_numbers_are_numbers() -> None:
    frame = pd.read_parquet(BytesIO(serialize_parquet(PAGE)))
    assert list(frame.columns) == [*PAGE.to_pandas().columns, "exact"]
    assert [str(frame[column].dtype) for column in ("start", "end")] == ["int64", "int64"]
    assert frame.loc[frame.id == "u2.s1", "target"].item() == PAGE["u2.s1"].target
    assert from_pandas(frame) == PAGE


def test_bytes_that_are_no_text_come_back_through_pandas_too() -> None:
    bitext = BITEXTS["control"]
    data = serialize_parquet(bitext)
    assert parse_parquet(data) == bitext
    assert from_pandas(pd.read_parquet(BytesIO(data))) == bitext


def test_files_of_other_programs_are_read() -> None:
    table = pa.table(
        {
            "source": pa.array(["首页", "乙", "丙"]).dictionary_encode(),
            "target": ["Home", None, ""],
            "kind": pa.array(["navigation", None, None], pa.large_string()),
            "start": [0.0, 3.0, None],
            "state": ["final", "translated", "translated"],
            "page": [7, 7, 7],
            "score": [0.5, 0.5, 0.5],
        }
    )
    bitext = parse_parquet(written(table, compression="gzip"), "x.parquet")
    assert bitext.name == "7"
    assert [(one.code, one.raw) for one in bitext.findings] == [("unknown-column", "score")]
    first, emptied, empty = bitext
    assert first == Entry("row1", "首页", "Home", kind=Kind.NAVIGATION, state=State.FINAL)
    # A value that is missing is a target taken away, an empty text is one.
    assert (emptied.target, emptied.start, emptied.state) == ("乙", 3, State.INITIAL)
    assert (empty.target, empty.state) == ("", State.TRANSLATED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no sound Parquet file"),
        (b"PAR1 and nothing more PAR1", "this is no sound Parquet file"),
        (serialize_parquet(PAGE)[:-200], "this is no sound Parquet file"),
        (written(pa.table({"text": ["a"]})), "no column 'source'; there are: text"),
        (
            written(pa.table({"source": ["a"], "steps": [[1, 2]]})),
            "the column 'steps' holds list<element: int64>, no texts",
        ),
    ],
    ids=["nothing", "a mark only", "cut short", "other columns", "lists"],
)
def test_what_is_no_file_of_ours_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BitextError) as caught:
        parse_parquet(data, "x.parquet")
    assert message in str(caught.value)
    assert str(caught.value).startswith("x.parquet: ")
    assert "\n  " in str(caught.value)


def test_few_bytes_that_stand_for_very_many_are_refused() -> None:
    rows = 6_000_000
    nothing = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), rows), ["a"])
    data = written(pa.table({"source": nothing}))
    assert len(data) < 20_000
    with pytest.raises(BitextError, match="would come to 6,000,000 rows"):
        parse_parquet(data)


def test_one_long_text_that_stands_in_every_row_is_counted_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), 2_000), ["长" * 1000])
    data = written(pa.table({"source": many}))
    assert len(parse_parquet(data)) == 2_000
    monkeypatch.setattr(parquet, "_MOST_TEXT", 1024**2)
    with pytest.raises(BitextError, match="more than 1 MiB of text"):
        parse_parquet(data)


def test_an_offset_beyond_64_bits_is_refused() -> None:
    with pytest.raises(FormatError, match="no 64-bit number"):
        serialize_parquet(Bitext("p", (Entry("u1", "a", "b", start=2**70),)))


def test_without_pyarrow_the_message_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    entry = Entry("u1", "a", "b", match=MatchType.ENGINE)
    for act in (lambda: parse_parquet(b""), lambda: serialize_parquet(Bitext("p", (entry,)))):
        with pytest.raises(MissingError) as caught:
            act()
        assert str(caught.value) == (
            "pyarrow, which reads and writes Parquet, is not installed\n"
            "  install it: pip install glossa[parquet]"
        )
