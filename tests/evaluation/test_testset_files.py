"""Reading test sets: every shape, and every way in which they break."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.errors import InputError
from glossa.evaluation import Case, Wanted, parse_testset


def test_a_table_with_terms() -> None:
    data = (
        "\ufeffzh\ten\tterms\r\n"
        "有发热症状\tfever symptoms\t症状=symptoms | 发热=fever\r\n"
        "# a remark\r\n\r\n"
        "天气\tweather\t\r\n"
    ).encode()
    tests = parse_testset(data, "t.tsv")
    assert tests.listed
    assert tests.findings == ()
    assert tests.cases == (
        Case(
            "有发热症状",
            "fever symptoms",
            (Wanted("症状", "symptoms"), Wanted("发热", "fever")),
            "t.tsv:2",
        ),
        Case("天气", "weather", (), "t.tsv:5"),
    )
    assert tests.first(1).cases == tests.cases[:1]
    assert tests.first(None) is tests


def test_a_table_without_terms_lists_none() -> None:
    tests = parse_testset("天气\tweather\n".encode(), "t.tsv")
    assert (tests.listed, len(tests.cases)) == (False, 1)


@pytest.mark.parametrize(
    "terms",
    [
        {"发热": "fever"},
        [["发热", "fever"]],
        [{"source": "发热", "target": "fever"}],
    ],
)
@pytest.mark.parametrize("keys", [("source", "reference"), ("zh", "en")])
def test_json_lines(terms: object, keys: tuple[str, str]) -> None:
    row = {keys[0]: "有发热", keys[1]: "a fever", "terms": terms}
    tests = parse_testset((json.dumps(row) + "\n").encode(), "t.jsonl")
    assert tests.listed
    assert tests.cases == (Case("有发热", "a fever", (Wanted("发热", "fever"),), "t.jsonl:1"),)


@pytest.mark.parametrize(
    ("name", "line", "code", "said"),
    [
        ("t.tsv", "天气", "testset-row", "one column"),
        ("t.tsv", "\tweather", "testset-row", "no source or no reference"),
        ("t.tsv", "天气\t ", "testset-row", "no source or no reference"),
        ("t.tsv", "天气\tweather\tfever", "testset-term", "is no term"),
        ("t.tsv", "天气\tweather\t天=", "testset-term", "lacks one side"),
        ("t.tsv", "天气\tweather\t发热=fever", "testset-term", "not in the source"),
        ("t.jsonl", "{", "testset-row", "is no JSON"),
        ("t.jsonl", "[1]", "testset-row", "lacks `source`"),
        ("t.jsonl", '{"source": "天气"}', "testset-row", "lacks `source` or `reference`"),
        ("t.jsonl", '{"zh": "天", "en": "sky", "terms": 3}', "testset-term", "neither a list"),
        ("t.jsonl", '{"zh": "天", "en": "sky", "terms": [["天"]]}', "testset-term", "no pair"),
        ("t.jsonl", '{"zh": "天", "en": "sky", "terms": {"天": 3}}', "testset-term", "no pair"),
    ],
)
def test_a_broken_line_is_said_and_the_rest_is_read(
    name: str, line: str, code: str, said: str
) -> None:
    good = '{"zh": "首页", "en": "Home"}' if name.endswith("l") else "首页\tHome"
    tests = parse_testset(f"{good}\n{line}\n".encode(), name)
    [finding] = tests.findings
    assert (finding.code, finding.where) == (code, f"{name}:2")
    assert said in finding.message
    assert tests.cases[0].source == "首页"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"zh\ten\n", b"\xff\xfe\x00", b"\xd6\xd0\tx"])
def test_a_file_without_sentences_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match=r"t\.tsv"):
        parse_testset(data, "t.tsv")


def test_a_term_named_twice_counts_once() -> None:
    tests = parse_testset("发热\tfever\t发热=fever | 发热=heat".encode(), "t.tsv")
    assert tests.cases[0].terms == (Wanted("发热", "fever"),)


@given(st.binary(max_size=80), st.sampled_from(["t.tsv", "t.jsonl"]))
def test_no_file_breaks_the_reader(data: bytes, name: str) -> None:
    try:
        tests = parse_testset(data, name)
    except InputError:
        return
    assert all(case.source.strip() and case.reference.strip() for case in tests.cases)


def test_blanks_and_case_of_a_term_are_those_of_its_sentence() -> None:
    tests = parse_testset("Covid-19 爆发时\tthe outbreak\tCOVID-19爆发=outbreak".encode(), "t.tsv")
    assert tests.findings == ()
    assert tests.cases[0].terms == (Wanted("Covid-19 爆发", "outbreak"),)
