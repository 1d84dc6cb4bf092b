"""A folder in languages that no model translates: each is said once, with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.batch import FolderResult, translate_folder
from glossa.cli.folder_report import json_report, table

RUSSIAN = "Вчера в городе открыли новую библиотеку для детей.\n"


@pytest.fixture
def result(tmp_path: Path) -> FolderResult:
    site = tmp_path / "site"
    site.mkdir()
    for number in range(3):
        (site / f"ru-{number}.txt").write_text(RUSSIAN * (number + 1), encoding="utf-8")
    (site / "ja.txt").write_text("昨日、町に新しい図書館が開かれました。\n", encoding="utf-8")
    return translate_folder(site, tmp_path / "out", termbase=pipeline.load_termbase())


def test_a_language_without_a_model_is_said_once_with_the_command(result: FolderResult) -> None:
    said = table(result, "cn-media")
    assert said.count("glossa models install translate-ru_en") == 1
    assert said.count("glossa models install translate-ja_en") == 1
    assert "(on 3 pages)" in said
    assert "(on 1 page)" in said
    assert [one["pages"] for one in json.loads(json_report(result))["models_missing"]] == [3, 1]


def test_the_index_says_the_same(result: FolderResult) -> None:
    assert result.index is not None
    index = result.index.read_text(encoding="utf-8")
    assert index.count("glossa models install translate-ru_en") == 1
    assert "Models that are missing (2)" in index
