"""The pages aligned by hand, and how their tables are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.errors import InputError
from glossa.evaluation.aligned import load_aligned
from glossa.evaluation.links import carry_over
from glossa.pipeline import load_page

CORPUS = Path(__file__).parents[2] / "corpus" / "aligned"
PAIRS = load_aligned(CORPUS)


def write(folder: Path, source: str, target: str, rows: str) -> Path:
    (folder / "a.zh.txt").write_text(source, encoding="utf-8")
    (folder / "a.en.txt").write_text(target, encoding="utf-8")
    (folder / "a.links.tsv").write_text(f"source\ttarget\n{rows}", encoding="utf-8")
    return folder


def test_half_of_the_pages_is_kept_back():
    assert [pair.name.partition("-")[0] for pair in PAIRS] == ["dev"] * 4 + ["test"] * 4
    linked = [link for pair in PAIRS for link in pair.links if link[0] and link[1]]
    alone = [link for pair in PAIRS for link in pair.links if not (link[0] and link[1])]
    assert (len(linked), len(alone)) == (277, 60)  # corpus/README.md says so


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_table_tells_of_every_segment_of_both_pages(pair):
    for path, spans in zip((pair.source, pair.target), pair.pieces, strict=True):
        forgotten = [
            segment.source
            for segment in load_page(path).segments
            if not any(start < segment.end and segment.start < end for start, end in spans)
        ]
        assert forgotten == [], f"{path.name} has segments that are in no row"


def test_a_text_that_stands_twice_is_the_one_nearest_to_the_row_before(tmp_path):
    rows = "首页\tHome\n开头。 ‖ 首页\tStart. Home\n末尾。\t\n\tMore\n"
    [pair] = load_aligned(
        write(tmp_path, "首页\n开头。\n首页\n末尾。", "Home\nStart. Home\nMore", rows)
    )
    assert pair.pieces == (((0, 2), (3, 6), (7, 9), (10, 13)), ((0, 4), (5, 16), (17, 21)))
    assert pair.links == (((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,)))


def test_a_text_that_is_not_on_its_page_is_named_with_its_row(tmp_path):
    folder = write(tmp_path, "首页", "Home", "首页\tHome\n首页\tHome\n")
    with pytest.raises(InputError, match=r"a\.links\.tsv:3: '首页' is not on the page, or not as"):
        load_aligned(folder)


def test_links_are_carried_over_to_segments_that_are_cut_otherwise():
    # Pieces: 0-4, 4-8 and 8-12 on both sides, linked one to one; 12-14 on the left alone.
    pieces = [(0, 4), (4, 8), (8, 12), (12, 14)], [(0, 4), (4, 8), (8, 12)]
    links = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ())]
    # Left: the first two pieces in one segment; right: the second cut, a segment nobody linked.
    segments = [(0, 8), (8, 12), (12, 14)], [(0, 4), (4, 6), (6, 8), (8, 12), (20, 22)]
    assert carry_over(links, pieces, segments) == (
        [((0,), (0, 1, 2)), ((1,), (3,)), ((2,), ()), ((), (4,))],
        [],
    )
    # Both sides cut the same pair: how the halves belong together is not known.
    halves = [(0, 2), (2, 4)], [(0, 1), (1, 4)]
    assert carry_over([((0,), (0,))], ([(0, 4)], [(0, 4)]), halves) == (
        [((0, 1), (0, 1))],
        [((0, 1), (0, 1))],
    )
