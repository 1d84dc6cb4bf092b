"""What holds for any text whatsoever: nothing lost, nothing empty, nothing slow, nothing random."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seg_helpers import document, segments

from glossa.model import Ignorable, Segment
from glossa.segmentation import find_protected, identify, segment, segment_text
from glossa.segmentation.sentences import bracket_pairs, split_sentences

Clock = Callable[[Callable[[], object]], float]
_SIGNS = list("。！？!?….,;：:“”‘’「」《》（）()【】\"' \u3000\u00a0\t|丨>@#/-–—$%·•")
_PIECES = [
    *_SIGNS,
    "你好", "他说：“好。”", "来源:",
    "发布日期: 2025年09月26日", "滇ICP 05004184号", "12377", "许可证号",
    "Dr.", "U.S.", "No. 5", "JD.com", "https://a.cn/b?c=1",
    "a@b.cn", "The end. A", "...", "……", "3.14",
    "Copyright @ 2021", "@人民日报", "#话题#", "report.pdf", "v1.2.3",
    "A320", "ئالما", "中 文", "の", "é",
    "\x00", "\x1c", "\x85", "\u2028", "\u200b", "\ufeff",
    "\n", "\r\n", "😀", "𠀀", "གཏམ།", "+86 10 1234 5678",
]  # fmt: skip
_TEXT = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


@given(_TEXT)
@settings(max_examples=200, deadline=None)
def test_parts_join_to_the_text_and_are_what_they_say(text: str) -> None:
    parts = segment_text(text)
    assert "".join(part.source for part in parts) == text
    at = 0
    for part in parts:
        assert (part.start, part.end) == (at, at + len(part.source))
        assert part.source != ""
        at = part.end
    assert not any(
        isinstance(a, Ignorable) and isinstance(b, Ignorable) for a, b in pairwise(parts)
    )
    for part in segments(parts):
        assert part.source == part.source.strip().strip("\u200b\u2060\ufeff")
        assert part.language
    blank = all(sign.isspace() or sign in "\u200b\u2060\ufeff" for sign in text)
    assert bool(segments(parts)) is not blank
    ignored = "".join(part.source for part in parts if isinstance(part, Ignorable))
    assert not any(sign.isalnum() for sign in ignored.replace("丨", ""))


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_spans_cover_a_segment_and_protected_stretches_do_not_overlap(text: str) -> None:
    for part in segments(segment_text(text)):
        at = 0
        for span in part.spans:
            assert span.start == at < span.end
            at = span.end
        assert at == len(part.source)
        _in_order([(span.start, span.end) for span in part.protected], len(part.source))
    _in_order([(span.start, span.end) for span in find_protected(text)], len(text))


def _in_order(spans: list[tuple[int, int]], length: int) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= length
        at = end


@given(st.lists(_TEXT.filter(lambda text: "\n" not in text), max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_page_keeps_its_units_and_comes_out_the_same_twice(lines: list[str]) -> None:
    page = document("\n".join(lines))
    once = segment(page)
    assert segment(once) == once
    assert once.text == page.text
    for before, after in zip(page.units, once.units, strict=True):
        assert (before.id, before.start, before.end, before.source, before.list_marker) == (
            (after.id, after.start, after.end, after.source, after.list_marker)
        )
        assert "".join(part.source for part in after.parts) == after.source
        for number, part in enumerate(after.segments, 1):
            assert part.id == f"{after.id}.s{number}"
        assert all(page.text[part.start : part.end] == part.source for part in after.parts)
    identifiers = [part.id for part in once.segments]
    assert len(identifiers) == len(set(identifiers))


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_no_protected_stretch_that_is_read_as_one_is_cut_by_a_sentence(text: str) -> None:
    protected = find_protected(text)
    ends = {end for _, end in split_sentences(text, 0, len(text), protected)}
    for span in protected:
        assert not any(span.start < end < span.end for end in ends)


@given(_TEXT)
@settings(max_examples=100, deadline=None)
def test_pairs_of_brackets_are_in_order_and_short(text: str) -> None:
    pairs, _ = bracket_pairs(text, 0, len(text))
    _in_order(pairs, len(text))
    assert all(end - start <= 401 for start, end in pairs)


def test_a_quotation_of_a_page_is_cut_like_other_text() -> None:
    short, long = "“" + "好。" * 150 + "”完。", "“" + "好。" * 250 + "”完。"
    assert len(segments(segment_text(short))) == 2
    assert len(segments(segment_text(long))) > 200


def test_many_openers_before_many_closers_take_time_in_proportion(cpu_seconds: Clock) -> None:
    def seconds(count: int) -> float:
        text = "（" * count + "”" * count
        return cpu_seconds(lambda: bracket_pairs(text, 0, len(text)))

    assert seconds(12_000) < max(0.2, 9 * seconds(3_000))


@pytest.mark.parametrize(
    "piece",
    [
        "x", "汉", "。", "1", "(", "“", "”", '"',
        "（。", "“。", "1 ", "a.", "A.", "a@", "@", "#", "#汉",
        "1a", "://", "http://", "www.", ".com", "a.com",
        ".pdf", " ", "\u3000", "\t", "|", ": ", "来源:",
        "0871-", "1,000", "U.S. ", "The end. ", "你好。", "他说：“好。”",
        "ئا", "...", "……", "（", "-", "Aa ",
        "$", "+1", "ICP", "年", "2025年",
        "\x00", "No. ", "a-", "汉 a ", "'",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(piece: str, cpu_seconds: Clock) -> None:
    """One long line of any one thing: four times the text takes no more than nine times as long."""
    short, long = piece * (3_000 // len(piece)), piece * (12_000 // len(piece))

    def seconds(text: str) -> float:
        return cpu_seconds(lambda: (segment_text(text), identify(text)))

    assert seconds(long) < max(0.1, 9 * seconds(short))


def test_a_line_of_many_sentences_is_cut_in_seconds() -> None:
    text = "他说：“今年增长12.5%。”然后走了。The U.S. team of Dr. Li left. " * 4_000
    begin = time.process_time()
    parts = segment_text(text)
    assert time.process_time() - begin < 20
    assert sum(isinstance(part, Segment) for part in parts) == 3 * 4_000


@pytest.mark.parametrize(
    "line", ["新闻", "{} 走进乡村的故事\n• 新闻", "1. a b c", "The end. It is.", "来源：某网"]
)
def test_a_page_of_many_lines_takes_time_in_proportion(line: str, cpu_seconds: Clock) -> None:
    def seconds(count: int) -> float:
        page = document("\n".join(line.format(number) for number in range(count)))
        return cpu_seconds(lambda: segment(page))

    assert seconds(4_000) < max(0.3, 9 * seconds(1_000))


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("汉" * 5_000, 1_000),
        ("我们，" * 2_000, 1_000),
        ("word " * 2_000, 1_000),
        ("“" + "好。" * 1_500 + "”", 1_000),
        ("x" * 5_000, 5_000),
        ("https://example.com/" + "a" * 1_500 + "，好" * 10, 1_540),  # an address is never cut
    ],
)
def test_no_sentence_is_longer_than_an_engine_reads(text: str, longest: int) -> None:
    parts = segments(segment_text(text))
    assert max(len(part.source) for part in parts) <= longest
    assert "".join(part.source for part in segment_text(text)) == text
