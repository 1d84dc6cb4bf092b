"""A user's own short list: two or three columns, over glossa's own glossary or alone."""

from pathlib import Path

import pytest
from termbase_cases import SMALL

from glossa.termbase import Termbase, load_termbase


def load(tmp_path: Path, text: str, name: str = "mine.csv", *, alone: bool = False) -> Termbase:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_termbase([tmp_path / name] if alone else [SMALL, tmp_path / name])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.csv", "和田,Khotan\n"),
        ("mine.csv", "zh,en,note\n和田,Khotan,ours\n"),
        ("mine.csv", "en,zh\nKhotan,和田\n"),
        ("mine.csv", "English,Chinese,Note\nKhotan,和田,\n"),
        ("mine.csv", '"和田","Khotan"\n'),
        ("mine.csv", "\ufeff和田;Khotan\r\n"),
        ("mine.csv", "Khotan,和田\n"),
        ("mine.tsv", "和田\tKhotan\n"),
        ("mine.txt", "zh\ten\n和田\tKhotan\tours\n"),
    ],
)
def test_three_lines_are_enough(tmp_path: Path, name: str, text: str) -> None:
    termbase = load(tmp_path, text, name)
    assert termbase.whole("和田", "zh-Hans", "en").text == "Khotan"  # type: ignore[union-attr]
    assert termbase.fold("Hetian and Hotan").text == "Khotan and Khotan"
    assert termbase.fold("Hotan Prefecture").text == "Hotan Prefecture"


def test_a_new_name(tmp_path: Path) -> None:
    termbase = load(tmp_path, "吾许额特乡,Wuxuete Township\n", alone=True)
    whole = termbase.whole("吾许额特乡", "zh-Hans", "en")
    assert whole is not None
    assert whole.text == "Wuxuete Township"
    assert whole.concepts[0].id.startswith("user.")
    assert [match.start for match in termbase.match("在吾许额特乡", "zh-Hans")] == [1]


def test_later_files_win(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("和田,Khotan\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("和田,Hoten\n", encoding="utf-8")
    termbase = load_termbase([SMALL, tmp_path / "a.csv", tmp_path / "b.csv"])
    assert termbase.fold("Hotan, Khotan, Hetian").text == "Hoten, Hoten, Hoten"


def full(tmp_path: Path, line: str) -> Termbase:
    """The small glossary with one row in the full shape over it; cells are cut at `|`."""
    header = (SMALL / "names.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    text = f"{header}\n{line.replace('|', chr(9))}\n"
    (tmp_path / "mine.tsv").write_text(text, encoding="utf-8")
    return load_termbase([SMALL, tmp_path / "mine.tsv"])


def test_a_later_preferred_row_wins_in_every_style(tmp_path: Path) -> None:
    termbase = full(tmp_path, "xj|region|en|Sinkiang|preferred|shortForm||||me|")
    assert termbase.fold("Xingjiang, Xinjiang").text == "Sinkiang, Sinkiang"
    assert termbase.with_style("pinyin").fold("Xingjiang").text == "Sinkiang"


def test_a_later_preferred_row_wins_in_its_style_only(tmp_path: Path) -> None:
    line = "cn-652800|city|en|Kurla|preferred|shortForm|cn-media|||me|"
    termbase = full(tmp_path, line)
    assert termbase.fold("Korla, Ku'erle").text == "Kurla, Kurla"
    assert termbase.with_style("pinyin").fold("Korla, Kurla").text == "Ku'erle, Ku'erle"


def test_a_later_row_replaces_an_earlier_one_of_the_same_wording(tmp_path: Path) -> None:
    termbase = full(tmp_path, "eth-05|people|en|Uighur|admitted|fullForm||||me|")
    assert termbase.fold("Uighur, Uyger").text == "Uighur, Uygur"


def test_broken_pairs(tmp_path: Path) -> None:
    termbase = load(tmp_path, "zh,en\n和田\n托里,\na,b,c,d\n库尔勒,Korla\n", alone=True)
    assert [(finding.code, finding.where) for finding in termbase.findings] == [
        ("empty-term", "mine.csv:2"),
        ("empty-term", "mine.csv:3"),
        ("cell-count", "mine.csv:4"),
    ]
    assert len(termbase.concepts) == 1


def test_any_style_will_do_without_a_description_of_styles(tmp_path: Path) -> None:
    termbase = load(tmp_path, "和田,Khotan\n", alone=True)
    assert termbase.with_style("whatever").whole("和田", "zh", "en") is not None
