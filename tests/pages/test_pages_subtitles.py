from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from string_pages import check_laws, read, sources, translated, written

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
RUNS_ON = """1
00:00:01,000 --> 00:00:03,000
我认为这个问题，

2
00:00:03,100 --> 00:00:05,000
不是一天能解决的。
"""


def cue(number: int, text: str) -> str:
    return f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},500\n{text}\n\n"


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_golden_file_keeps_everything_but_the_texts(form: str) -> None:
    data = (GOLDEN / form / f"page.{form}").read_bytes()
    document = check_laws(data, f"page.{form}")
    assert document.format == form
    made = translated(data, f"page.{form}", lambda segment: f"This is & was {segment.id}.")
    assert made == (GOLDEN / form / f"page.out.{form}").read_bytes().decode()


def test_a_sentence_over_two_cues_is_one_unit_and_cut_again() -> None:
    assert sources(RUNS_ON, "a.srt") == ["我认为这个问题，不是一天能解决的。"]
    made = translated(RUNS_ON, "a.srt", lambda s: "I think that this is nothing for one day.")
    assert made.split("\n\n") == [
        "1\n00:00:01,000 --> 00:00:03,000\nI think that this",
        "2\n00:00:03,100 --> 00:00:05,000\nis nothing for one day.\n",
    ]


def test_what_is_too_short_to_be_cut_stands_in_both_cues() -> None:
    assert translated(RUNS_ON, "a.srt", lambda s: "No.").count("\nNo.\n") == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("00:00:03,100", "00:00:04,900"),  # a pause
        lambda page: page.replace("问题，", "问题。"),
        lambda page: page.replace("不是", "- 不是"),
        lambda page: page.replace("不是一天能解决的", "<i>不是</i>一天"),
    ],
)
def test_cues_that_do_not_go_on_are_units_of_their_own(change: object) -> None:
    assert len(sources(change(RUNS_ON), "a.srt")) == 2  # type: ignore[operator]


def test_a_cut_stays_inside_its_sentence() -> None:
    page = cue(1, "好，今天天气很") + cue(2, "好。我们走吧。")
    made = translated(
        page, "a.srt", {"好，今天天气很好。": "Well, a nice day.", "我们走吧。": "Go."}
    )
    assert [block.split("\n")[2:] for block in made.strip().split("\n\n")] == [
        ["Well, a nice"],
        ["day. Go."],
    ]


def test_long_targets_are_broken_into_lines_of_42_columns() -> None:
    target = "The quick brown fox jumps over the lazy dog, and then it goes home."
    lines = translated(cue(1, "狐狸。"), "a.srt", lambda s: target).split("\n")[2:4]
    assert " ".join(lines) == target
    assert max(map(len, lines)) <= 42
    han = "很长的一句话要在屏幕上分成两行才能看得清楚，不是吗？"
    lines = translated(cue(1, "A fox."), "a.srt", lambda s: han).split("\n")[2:4]
    assert "".join(lines) == han
    assert max(map(len, lines)) <= 21


def test_three_lines_are_a_finding() -> None:
    data = cue(1, "狐狸。").encode()
    made = written(read(data, "a.srt"), lambda s: "word " * 30 + "end.", data)
    assert [finding.code for finding in made.findings] == ["subtitle-long"]


def test_people_in_turn_and_two_languages_are_units_of_their_own() -> None:
    assert sources(cue(1, "- 你好。\n- 再见！"), "a.srt") == ["你好。", "再见！"]
    assert sources(cue(1, "中文字幕\nEnglish line"), "a.srt") == ["中文字幕", "English line"]
    made = translated(cue(1, "- 你好。\n- 再见！"), "a.srt", {"再见！": "Bye!"})
    assert made == cue(1, "- 你好。\n- Bye!")


def test_tags_marks_and_times_inside_stay() -> None:
    page = cue(1, "{\\an8}♪ <i>我们的</i>\n<i>家园</i> ♪")
    assert sources(page, "a.srt") == ["我们的家园"]
    assert translated(page, "a.srt", lambda s: "Our home") == cue(1, "{\\an8}♪ <i>Our home</i> ♪")
    page = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 张三>红<00:01.500>色 &amp; 黄\n"
    document = read(page, "a.vtt")
    assert document.units[0].source == "红色 & 黄"
    made = translated(page, "a.vtt", lambda s: "Red < yellow")
    assert made.startswith("WEBVTT\n\n00:01.000 --> 00:02.000\n<v 张三>Red &lt; yellow")
    assert made.count("<00:01.500>") == 1


def test_odd_files_are_read_and_told() -> None:
    page = (
        "1\n00:00:01,000 --> 00:00:04,000\n甲乙。\n2\n00:00:03,000 --> 00:00:02,000\n丙丁。\n\n"
        "5\n00:00:07 -> 坏\n戊己\n"
    )
    document = read(page, "a.srt")
    assert [unit.source for unit in document.units] == ["甲乙。", "丙丁。"]
    codes = [finding.code for finding in document.findings]
    assert codes == [
        "cue-joined",
        "cue-broken",
        "cue-broken",
        "cue-broken",
        "cue-times",
        "cue-overlap",
    ]
    check_laws(page.encode(), "a.srt")


def test_gbk_bom_and_windows_lines_are_kept() -> None:
    page = RUNS_ON.replace("\n", "\r\n").encode("gb18030")
    assert check_laws(page, "a.srt").encoding.name == "gb18030"
    made = translated("\ufeff" + cue(1, "你好。").replace("\n", "\r\n"), "a.srt", lambda s: "Hi.")
    assert made == "\ufeff" + cue(1, "Hi.").replace("\n", "\r\n")


def test_notes_and_styles_of_webvtt_are_no_text() -> None:
    page = (
        "WEBVTT - 标题\n\nNOTE 注释\n更多\n\nSTYLE\n::cue{}\n\n甲\n00:01.000 --> 00:02.000\n乙丙\n"
    )
    assert sources(page, "a.vtt") == ["乙丙"]


TEXT = st.text(st.sampled_from("中文字，。 a-b♪<i>/{}\\\n&;"), min_size=1, max_size=20)


@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_nothing_changed_is_the_same_bytes_and_times_stay(
    texts: list[str], newline: str, vtt: bool
) -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    body = [text.strip("\n").replace("\n\n", "\n") or "x" for text in texts]
    page = "".join(cue(number, text) for number, text in enumerate(body, 1))
    name = "a.vtt" if vtt else "a.srt"
    if vtt:
        page = "WEBVTT\n\n" + page.replace(",000", ".000").replace(",500", ".500")
    data = page.replace("\n", newline).encode()
    check_laws(data, name)
    made = translated(data, name, lambda segment: f"Target, {segment.id}.")
    form = name[2:]
    before = pysubs2.SSAFile.from_string(page, format_=form)
    after = pysubs2.SSAFile.from_string(made.replace("\r\n", "\n"), format_=form)
    assert [(e.start, e.end) for e in before] == [(e.start, e.end) for e in after]
