"""The gate's own arithmetic, on entries written by hand: a gate that cannot fail guards nothing."""

from __future__ import annotations

import pytest
from gate_measure import (
    Name,
    Pair,
    chinese_names,
    english_names,
    fold_by_hand,
    found_in_order,
    lost_numbers,
    read_names,
    read_reference,
    score_page,
)
from raise_floors import raised

from glossa.model import Bitext, Entry, Finding, MatchType

NAMES = [
    Name("zh-Hans", "和田县", "Hotan County"),
    Name("zh-Hans", "和田", "Hotan"),
    Name("en", "Uyghurs", "Uygurs"),
    Name("en", "Uyghur", "Uygur"),
    Name("en", "Khotan", "Hotan"),
]


def entry(source, target, language="zh-Hans", match=MatchType.ENGINE, findings=()):
    return Entry(
        id="u1.s1", source=source, target=target, language=language, match=match, findings=findings
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uyghurs' songs in Khotan", "Uygurs' songs in Hotan"),
        ("Uyghur-language", "Uygur-language"),
        ("https://example.com/Khotan #Uyghur @Khotan a/Khotan Khotan_1.jpg", None),
        ("Khotanese", None),
        ("“Khotan,” he said of Khotan.", "“Khotan,” he said of Hotan."),
    ],
)
def test_fold_by_hand(text, expected):
    assert fold_by_hand(text, NAMES) == (expected or text)


def test_chinese_names_prefer_the_longest_and_count_each():
    right = entry("和田县和和田", "Hotan County and Hotan")
    assert chinese_names(right, NAMES) == (2, 2)
    assert chinese_names(entry("和田与和田", "Hotan and Hotan"), NAMES) == (2, 2)
    assert chinese_names(entry("和田与和田", "Hotan and the other"), NAMES) == (1, 2)
    assert chinese_names(entry("和田县", "Hetian County"), NAMES) == (0, 1)


def test_english_names_count_what_had_to_change():
    assert english_names(entry("Khotan, Hotan", "Hotan, Hotan", "en"), NAMES) == (1, 1)
    assert english_names(entry("Khotan, Hotan", "Khotan, Hotan", "en"), NAMES) == (0, 1)


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("2026年3月5日", "5 March 2026", []),
        ("2026年3月5日", "5 April 2026", ["3月"]),
        ("9800万立方米", "98 million cubic metres", []),
        ("9800万立方米", "9,800 cubic metres", ["9800万"]),
        ("3.6亿", "360,000,000", []),
        ("3.6亿", "3.6 million", ["3.6亿"]),
        ("0.36万", "3600", []),
        ("票价4.5元", "4.5 yuan", []),
        ("票价4.5元", "45 yuan", ["4.5"]),
        ("5808次", "No. 15808", ["5808"]),
        ("1,286次", "1286", []),
    ],
)
def test_lost_numbers(source, target, lost):
    assert lost_numbers(source, target) == lost


def test_score_page_counts_faults_only_where_nothing_says_so():
    flag = (Finding("leftover-han", "flagged"),)
    bad = Bitext(
        "page",
        (
            entry("5个梨", "梨"),
            entry("梨", "梨", findings=flag, match=MatchType.NONE),
            entry("Uyghur", "Uigur", "en", MatchType.COPIED),
            entry("хлеб", "хлеб", "ru", MatchType.NONE),
            entry("表.xlsx", "表.xlsx", "zxx", MatchType.COPIED),
        ),
    )
    counts = score_page(bad, NAMES)
    assert counts["han unflagged"] == 1
    assert counts["numbers unflagged"] == 1
    assert counts["english changed"] == 1
    assert counts["copied unflagged"] == 1
    assert counts["engine"] == 1


def test_found_in_order_never_goes_back():
    entries = [entry("新闻", "News"), entry("视频", "Video"), entry("新闻", "News")]
    reference = [Pair("视频", "Video"), Pair("新闻", "News"), Pair("视频", "Video")]
    assert [found.source for found, _ in found_in_order(entries, reference)] == ["视频", "新闻"]


def test_floors_are_raised_and_never_lowered():
    bounds = {
        "a": {"at_least": 0.5, "slack": 0.1},
        "b": {"at_least": 0.5, "slack": 0.1},
        "c": {"at_most": 3},
        "d": {"at_most": 3},
    }
    moved, notes = raised(bounds, {"a": 0.75, "b": 0.2, "c": 1, "d": 4})
    assert moved["a"]["at_least"] == 0.75
    assert moved["b"] == bounds["b"]
    assert moved["c"]["at_most"] == 1
    assert moved["d"] == bounds["d"]
    assert sum(note.startswith("FALLEN") for note in notes) == 2


def test_a_floor_is_lowered_only_by_its_name():
    bounds = {
        "a": {"at_least": 0.5, "slack": 0.1},
        "b": {"at_least": 0.5, "slack": 0.1},
        "c": {"at_most": 3, "slack": 1},
        "d": {"at_most": 3, "slack": 1},
        "e": {"at_most": 3},
    }
    moved, notes = raised(bounds, {"a": 0.2, "b": 0.2, "c": 6, "d": 4}, lower=["a", "c"])
    assert moved["a"]["at_least"] == 0.2
    assert moved["c"]["at_most"] == 6
    assert {name: moved[name] for name in "bde"} == {name: bounds[name] for name in "bde"}
    fallen = [note for note in notes if note.startswith("FALLEN")]
    assert len(fallen) == 1
    assert '--lower "b"' in fallen[0]
    assert "not measured here  e" in notes


def test_references_stand_on_their_pages_in_order():
    from gate_measure import CORPUS

    for path in sorted((CORPUS / "reference").glob("*.tsv")):
        page = next((CORPUS / "pages").glob(path.name.split(".")[0] + ".*"))
        encoding = "gb18030" if "gb18030" in page.name else "utf-8-sig"
        text, start = page.read_text(encoding=encoding), 0
        if path.name.endswith(".names.tsv"):
            assert all(name.found in text for name in read_names(path)), path.name
            continue
        for pair in read_reference(path):
            start = text.index(pair.source, start) + len(pair.source)
