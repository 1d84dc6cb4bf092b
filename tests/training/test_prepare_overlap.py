"""What leaks a test line and what does not; and that the report says what is left."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = ("pairs", "augment", "overlap")
LINE = (
    "昨天下午,研究人员在山谷里发现了三座古老的石桥。",
    "Yesterday afternoon researchers discovered three ancient stone bridges in the valley.",
)

LONG = (
    "渔村的年轻人开办了合作社,把海产卖到了内地许多城市,收入比父辈那时候多出了好几倍",
    "Young people in the fishing village have set up a cooperative that sells inland.",
)


@pytest.fixture(scope="module")
def step() -> Iterator[SimpleNamespace]:
    sys.path.insert(0, str(TRAINING))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    finally:
        sys.path.remove(str(TRAINING))
        for name in NAMES:
            sys.modules.pop(name, None)


@pytest.fixture
def tests(step: SimpleNamespace) -> Any:
    sets = {"news": [LINE], "menu": [("打开所有文件", "Open all the files")], "long": [LONG]}
    return step.overlap.Overlap(sets, zh_gram=8, en_gram=5, highest=0.5)


@pytest.mark.parametrize(
    ("zh", "en", "leaks"),
    [
        (*LINE, True),
        ("昨天下午研究人员在山谷里发现了三座古老的石桥", "Other words", True),  # same letters
        ("别的话", LINE[1].upper(), True),
        # Most of the Chinese, or of the English.
        ("研究人员在山谷里发现了三座古老的木塔。", "They found a tower.", True),
        (
            "有人发现了桥。",
            "Researchers discovered three ancient stone bridges in the north.",
            True,
        ),
        # A long line that contains the test line.
        (
            "报道说," + LINE[0] + "此后的几个星期里又有许多人前往当地参观。",
            "So says the report.",
            True,
        ),
        # A row that is nothing but a part of a test line.
        ("渔村的年轻人开办了合作社", "A cooperative.", True),
        ("渔村的年轻人开办", "Started.", False),
        # A set phrase in common.
        ("研究人员在山谷里见到了羊。", "Researchers saw sheep in the valley.", False),
        ("打开所有文件夹", "Open all folders", False),
        ("打开所有文件!", "Open each file", True),
        ("打开全部", "Open all the files.", True),
        ("", "", False),
    ],
)
def test_leaks(tests: Any, zh: str, en: str, leaks: bool) -> None:
    assert tests.is_leak(zh, en) is leaks


def test_short_english_counts_for_the_held_out_strings_alone(step: SimpleNamespace) -> None:
    row = [("保存全部文件", "Save all")]
    for name, leaks in (("tatoeba-test", False), ("heldout-ui", True)):
        known = step.overlap.Overlap({name: row}, zh_gram=8, en_gram=5, highest=0.5)
        assert known.is_leak("别的中文", "Save All") is leaks
        assert known.is_leak("保存全部文件", "Other words") is True


def test_the_report_counts_distinct_rows_and_shows_the_worst(
    step: SimpleNamespace, tests: Any
) -> None:
    near = ("研究人员在山谷里发现了三座古老的木塔。", "They found a tower.")
    report = tests.report([near, near, ("完全不同的一句话", "Something else altogether")])
    assert set(report) == {"news", "menu", "long"}
    assert report["news"]["rows"] == 2
    assert report["news"]["any gram"] == 1
    assert report["news"]["50% or more"] == 1
    assert report["news"]["same side"] == 0
    assert report["news"]["row"] == "\t".join(near)
    assert report["news"]["line"] == "\t".join(LINE)
    assert report["menu"]["highest"] == 0.0
    text = step.overlap.table({"near": report})
    assert [line.split()[:2] for line in text.splitlines()[1:]] == [
        ["near", "news"],
        ["near", "menu"],
        ["near", "long"],
    ]


def test_the_report_is_written(step: SimpleNamespace, tests: Any, tmp_path: Path) -> None:
    step.overlap.write({"near": tests.report([LINE])}, tmp_path / "overlap.json")
    report = json.loads((tmp_path / "overlap.json").read_text(encoding="utf-8"))
    assert report["near"]["news"]["same side"] == 1
    assert report["near"]["news"]["highest"] == 1.0
