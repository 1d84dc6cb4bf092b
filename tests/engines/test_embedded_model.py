"""The model that comes with glossa, as a stranger's first run uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.engines import ArgosEngine, make_engine
from glossa.models import choose, find_packages, verify
from glossa.models.embedded import embedded_files
from glossa.script import has_han

pytestmark = pytest.mark.model

SEGMENTS = [
    "首页",
    "新闻",
    "返回首页",
    "新疆维吾尔自治区",
    "他说：“你好。”",
    "联系我们",
    "版权所有",
    "中国日报网",
    "今天天气很好，我们去公园散步。",
    "国务院新闻办公室举行新闻发布会，介绍今年上半年经济运行情况。",
    "下载地址：https://a.cn/x_y",
    "2025年共有１２３４人参加。",
    "责任编辑",
    "①",
    "鑫",
]


@pytest.fixture(autouse=True)
def only_the_embedded_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def engine(only_the_embedded_model: None) -> ArgosEngine:
    engine = make_engine(choose("zh-Hans", "en"))
    assert isinstance(engine, ArgosEngine)
    return engine


def test_it_is_there_and_small() -> None:
    paths = embedded_files()
    assert len(paths) == 1, "models/ holds one .argosmodel; `make -C training` makes it again"
    [path] = paths
    assert path.stat().st_size <= 25_000_000
    [package] = find_packages().packages
    assert (package.source, package.target, package.embedded) == ("zh-Hans", "en", True)
    assert find_packages().findings == ()


def test_it_verifies() -> None:
    [result] = verify(loader=lambda package: ArgosEngine(package).load())
    assert (result.problems, result.checks) == ((), ("structure", "hashes", "loads"))


def test_it_answers_every_segment_in_english_letters(engine: ArgosEngine) -> None:
    """How good the answers are is for the quality gate to say."""
    answers = engine.translate(SEGMENTS)
    assert len(answers) == len(SEGMENTS)
    assert all(answers)
    assert sum(has_han(answer) for answer in answers) <= 2, answers


def test_it_answers_alone_as_in_company(engine: ArgosEngine) -> None:
    for strict in (False, True):
        together = engine.translate(SEGMENTS * 3, strict=strict)
        assert together[: len(SEGMENTS)] * 3 == together
        alone = [engine.translate([segment], strict=strict)[0] for segment in SEGMENTS]
        assert alone == together[: len(SEGMENTS)]


def test_threads_do_not_change_the_answers(engine: ArgosEngine) -> None:
    answers = engine.translate(SEGMENTS)
    for threads in (1, 3):
        assert ArgosEngine(engine.package, threads=threads).translate(SEGMENTS) == answers


def test_alternatives(engine: ArgosEngine) -> None:
    [texts] = engine.alternatives(["联系我们"], 4)
    assert texts[0] == engine.translate(["联系我们"])[0]
    assert 1 < len(texts) == len(set(texts)) <= 4


def test_a_long_segment_is_read_to_its_end(engine: ArgosEngine) -> None:
    sentence = "今天天气很好，我们去公园散步。"
    [once] = engine.translate([sentence])
    [often] = engine.translate([sentence * 60])
    assert len(often) > 20 * len(once)
