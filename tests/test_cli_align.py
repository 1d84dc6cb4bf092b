"""`glossa align` as users meet it, from two files to a bilingual one."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

import glossa
from glossa import pipeline
from glossa.cli import main

CHINESE = """\
首页
新疆的瓜果
2026年6月8日

库尔勒的梨很甜，今年收了300吨。阿图什的无花果也熟了。

这一段英文里没有。
版权声明
"""
ENGLISH = """\
Home
The fruit of Xinjiang
June 8, 2026

The pears of Korla are sweet; 300 tonnes were harvested this year. The figs of Artux are ripe, too.

Copyright notice
Follow us on seven networks and win a bicycle
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "zh.txt").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    return str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")


@pytest.fixture(autouse=True)
def one_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is loaded once for all tests of this file."""
    monkeypatch.setattr(pipeline, "load_termbase", lambda *_, **__: TERMBASE)


TERMBASE = pipeline.load_termbase()
LINKED = {
    "首页": "Home",
    "新疆的瓜果": "The fruit of Xinjiang",
    "2026年6月8日": "June 8, 2026",
    "库尔勒的梨很甜，今年收了300吨。": (
        "The pears of Korla are sweet; 300 tonnes were harvested this year."
    ),
    "阿图什的无花果也熟了。": "The figs of Artux are ripe, too.",
    "版权声明": "Copyright notice",
}


def test_two_pages_become_a_bilingual_file(files, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert main(["align", *files, "-o", str(out), "--no-model"]) == 0
    bitext = glossa.load_bitext(out)
    assert (bitext.name, bitext.target_language) == ("zh.txt", "en")
    links = {entry.source: entry.target for entry in bitext if entry.match == "align"}
    assert links == LINKED | {"": "Follow us on seven networks and win a bicycle"}
    assert [entry.source for entry in bitext if entry.match == "none"] == ["这一段英文里没有。"]
    printed, said = capsys.readouterr()
    assert printed == ""
    # How many links are doubtful is the aligner's business; its figures have tests of their own.
    assert re.sub(r"; \d of 6 \(\d+%\) doubtful \(weak-link\)", "", said) == (
        "zh.txt (zh-Hans), en.txt (en): 6 links (1-1: 6).\n"
        "Segments without a counterpart: 1 of 7 (14%) of zh.txt; 1 of 7 (14%) of en.txt.\n"
    )


def test_without_a_file_the_links_are_listed(files, capsys):
    assert main(["align", *files, "--no-model", "-q"]) == 0
    out, err = capsys.readouterr()
    header, first, *_ = rows = [line.split("\t") for line in out.splitlines()]
    assert header == ["links", "score", "source id", "target id", "source", "target"]
    assert (first[0], first[2:]) == ("1-1", ["u1.s1", "u1.s1", "首页", "Home"])
    alone = [row for row in rows if row[0] in {"0-1", "1-0"}]
    assert alone == [
        ["1-0", "", "u5.s1", "", "这一段英文里没有。", ""],
        ["0-1", "", "", "u6.s1", "", "Follow us on seven networks and win a bicycle"],
    ]
    assert err == ""


def test_the_other_way_round_is_fine_and_said(files, capsys):
    assert main(["align", files[1], files[0], "--no-model", "--json", "--as", "tsv"]) == 0
    out, err = capsys.readouterr()
    assert "Copyright notice\t版权声明" in out
    summary = json.loads(err)
    assert (summary["source_language"], summary["target_language"]) == ("en", "zh-Hans")
    assert (summary["links"], summary["left_out"]) == ({"1-1": 6}, 0)


def test_swapped_files_are_refused_kindly(files, capsys):
    assert main(["align", files[1], files[0], "--from", "zh", "--to", "en"]) == 2
    assert capsys.readouterr().err == (
        "glossa: en.txt: this file is not in zh; it holds en (100%)\n"
        "  the two seem to have changed places: glossa align zh.txt en.txt\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["zh.txt", "zh.txt"], "zh.txt: SOURCE and TARGET are the same file"),
        (["-", "-"], "SOURCE: stdin can be read once only"),
        (["zh.txt", "en.txt", "-o", "en.txt"], "en.txt: the result would replace one of the two"),
        (["zh.txt", "en.txt", "--review", "zh.txt"], "zh.txt: the result would replace one of"),
        (["zh.txt", "en.txt", "-o", "out.doc"], "out.doc: no bilingual format '.doc'"),
        (["zh.txt", "en.txt", "-o", "no/such/a.tmx"], "the folder for the result does not exist"),
        (["zh.txt", "en.txt", "--min-score", "7"], "7.0 is not in the range 0<=x<=1"),
    ],
)
def test_calls_that_make_no_sense(arguments, said, files, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["align", *arguments]) in {2, 3}
    assert said in capsys.readouterr().err
    assert Path(files[0]).read_text(encoding="utf-8") == CHINESE
    assert Path(files[1]).read_text(encoding="utf-8") == ENGLISH


def test_stdin_may_be_one_of_the_two(files, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ENGLISH.encode())))
    assert main(["align", files[0], "-", "--no-model", "--as", "jsonl"]) == 0
    assert "(zh-Hans), - (en): 6 links" in capsys.readouterr().err


def test_a_format_without_room_for_a_bare_translation_says_what_was_left_out(
    files, tmp_path, capsys
):
    out = tmp_path / "out.po"
    assert main(["align", *files, "--no-model", "-o", str(out)]) == 0
    assert [entry.source for entry in glossa.load_bitext(out)][-1] == "版权声明"
    assert (
        "po has no place for a translation without a source: 1 segment of en.txt left out "
        "(--review shows all)."
    ) in capsys.readouterr().err


def test_links_only_is_what_a_memory_wants(files, tmp_path, capsys):
    out = tmp_path / "out.tmx"
    for path in files:  # a line that nobody translated teaches nothing
        Path(path).write_text(
            Path(path).read_text(encoding="utf-8") + "新闻热线\n", encoding="utf-8"
        )
    assert main(["align", *files, "--no-model", "--links-only", "-o", str(out)]) == 0
    assert {entry.source: entry.target for entry in glossa.load_bitext(out)} == LINKED
    err = capsys.readouterr().err
    assert "7 links (1-1: 7); 1 the same on both sides" in err
    assert "Segments without a counterpart, left out: 1 of 8" in err


def test_the_review_shows_scores_and_what_is_alone(files, tmp_path, capsys):
    review = tmp_path / "review.html"
    assert main(["align", *files, "--no-model", "--review", str(review), "-q"]) == 0
    assert capsys.readouterr() == ("", "")  # the page was asked for, no list
    page = review.read_text(encoding="utf-8")
    assert page.count('<span class="by">score ') == 6
    assert "unaligned-source" in page
    assert "unaligned-target" in page
    assert glossa.load_bitext(review)["u1.s1"].target == "Home"


def test_two_pages_that_do_not_belong_together_are_doubted(tmp_path, capsys):
    left, right = tmp_path / "zh.txt", tmp_path / "en.txt"
    left.write_text("会议\n" + "委员会今天讨论了明年的预算。\n\n" * 6, encoding="utf-8")
    right.write_text(
        "Cake\n\n" + "\n\n".join(f"Beat {n} eggs, add sugar and stir." for n in range(20, 29)),
        encoding="utf-8",
    )
    assert main(["align", str(left), str(right), "--no-model", "--as", "jsonl"]) == 0
    assert "warning: hardly-aligned: only " in capsys.readouterr().err


def test_a_link_that_a_person_corrected_is_not_replaced(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    call = ["align", *files, "--no-model", "-o", str(out)]
    for _ in range(2):  # what glossa made it may make again
        assert main(call) == 0
    edited = out.read_bytes().replace(b",The fruit of Xinjiang,", b",Fruit from Xinjiang,")
    out.write_bytes(edited)
    capsys.readouterr()
    assert main(call) == 3
    assert "Fruit from Xinjiang" in capsys.readouterr().err
    assert out.read_bytes() == edited
    assert main([*call, "--overwrite", "-q"]) == 0
    assert out.read_bytes() != edited
