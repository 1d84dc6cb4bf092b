"""How kinds, languages and sentence ends are counted."""

from __future__ import annotations

from dataclasses import replace

from click.testing import CliRunner

from glossa.cli.eval import command
from glossa.evaluation.kinds import MISSING, Tally, as_table, judge
from glossa.evaluation.labelled import load_labelled
from glossa.evaluation.matching import places_of
from glossa.model import Kind
from glossa.pipeline import parse_page

ROWS = """# zh-Hans
navigation\t\t首页¦ > 新闻¦ > 正文
source\t\t来源：¦某某网
paragraph\t\t天亮了。¦大家都去地里收棉花，一直忙到天黑才回家。
contact\t\t邮箱：¦⟦zxx|a@example.com⟧
"""


def counted(tmp_path, change=lambda document: document, rows=ROWS):
    (tmp_path / "a.txt").write_text(rows, encoding="utf-8")
    (page,) = load_labelled(tmp_path)
    return judge(page, change(parse_page(page.data, page.name)))


def test_a_page_read_as_it_is_labelled_has_no_faults(tmp_path):
    tally = counted(tmp_path)
    assert tally.faults == []
    assert (tally.lines, tally.sentences.right, tally.accuracy) == (4, 5, 1)
    assert tally.macro_f1 == tally.sentences.f1 == tally.letters.precision == tally.main.f1 == 1


def test_a_wrong_kind_counts_against_both(tmp_path):
    def wrong(document):
        units = list(document.units)
        units[1] = replace(units[1], kind=Kind.CONTACT)
        return replace(document, units=tuple(units))

    tally = counted(tmp_path, wrong)
    assert tally.confusion["source", "contact"] == 1
    assert tally.of_kind("source").f1 == 0
    assert (tally.of_kind("contact").precision, tally.of_kind("contact").recall) == (0.5, 1)
    assert tally.macro_f1 == (1 + 0 + 1 + 2 / 3) / 4
    assert [fault[:3] for fault in tally.faults] == [("kind", "a.txt:3", "source -> contact")]


def test_a_line_that_the_reader_lost_is_a_fault(tmp_path):
    tally = counted(tmp_path, lambda document: replace(document, units=document.units[1:]))
    assert tally.confusion["navigation", MISSING] == 1


def test_a_cut_too_many_and_one_too_few(tmp_path):
    rows = "# zh-Hans\nparagraph\t\t天亮了。大家都去地里收棉花。\nother\t\t甲¦乙丙丁\n"
    tally = counted(tmp_path, rows=rows)
    assert (tally.sentences.right, tally.sentences.wrong, tally.sentences.missed) == (0, 1, 1)


def test_a_block_that_was_cut_in_two_still_counts():
    found = places_of(["甲乙 丙丁", "戊己"], ["甲乙", "丙丁", "庚", "戊己"])
    assert found[0] == [(0, 0), (0, 1), None, (1, 0), (1, 1)]
    assert found[1] == [(3, 0), (3, 1)]


def test_sums_and_the_table(tmp_path):
    tally = counted(tmp_path)
    both = tally + tally
    assert (both.pages, both.lines) == (2, 8)
    assert "| kinds: macro F1 | 1.000 |" in as_table({"all": both})
    assert Tally().macro_f1 == 0


def test_glossa_eval_kinds(tmp_path):
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "a.txt").write_text(ROWS, encoding="utf-8")
    run = CliRunner().invoke(command, ["kinds", str(tmp_path), "--half", "test", "--json"])
    assert run.exit_code == 0, run.output
    assert '"macro-f1": 1.0' in run.output
    run = CliRunner().invoke(command, ["kinds", str(tmp_path), "--half", "test"])
    assert "| sentence ends: F1 | 0.000 | 1.000 | 1.000 |" in run.output
