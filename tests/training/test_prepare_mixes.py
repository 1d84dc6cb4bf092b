"""From sources to mixes: the second cleaning, weights, and the whole step on made-up files."""

from __future__ import annotations

import importlib
import json
import lzma
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = [
    "recipe",
    "pairs",
    "augment",
    "invented",
    "numbering",
    "headlines",
    "variants",
    "terms",
    "filters",
    "collect",
    "held",
    "overlap",
    "mixing",
    "prepare",
]


@pytest.fixture(scope="module")
def step() -> Iterator[SimpleNamespace]:
    sys.path.insert(0, str(TRAINING))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    finally:
        sys.path.remove(str(TRAINING))
        for name in NAMES:
            sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("zh", "en", "wanted"),
    [
        ("他在五月去了昆明。", "He went to Kunming in May.", ""),
        ("见 [文档](/docs/a)", "See [document] (/docs/a)", "markup"),
        ("これはペンです漢字", "This is a pen", "language"),
        (
            "此处列出全部的选项名称和它们各自的默认取值范围说明",
            "Vendor name Invoice total Invoice account Invoice number Invoice date Due date",
            "language",
        ),
        ("好好好好好好", "Good good good good", "repetition"),
        ("是的是的是的", "Yes it is", "repetition"),
        ("请看下面的图", "see the map see the map see the map see the map", "repetition"),
        ("共有25人", "There are 26 people", "numbers"),
        ("共有3人", "There are three people", ""),
        ("共有3人", "There are people", "numbers"),
        ("3月的雨", "March rain", ""),
        ("他们来了", "All 25 of them came", "numbers"),
        ("二十五人来了", "All 25 of them came", ""),
        ("面积为1200平方米", "It covers 1,200 square meters", ""),
        ("这是一个相当长的句子里面说了很多的事情但是译文却短", "A long sentence.", "length"),
    ],
)
def test_faults(step: SimpleNamespace, zh: str, en: str, wanted: str) -> None:
    assert step.filters.fault(zh, en, "prose") == wanted


def test_names_may_lack_a_number(step: SimpleNamespace) -> None:
    assert step.filters.fault("1号线", "Line One", "names") == ""
    assert step.filters.fault("3号楼", "Some building", "names") == ""
    assert step.filters.fault("3号楼", "Some building", "prose") == "numbers"


def test_patterns_wear_out(step: SimpleNamespace) -> None:
    worn = step.filters.Repetition(3)
    rows = [(f"迁移到版本 {n}.1", f"Migration to Version {n}.1") for n in range(6)]
    assert [worn.is_worn(*row) for row in rows] == [False] * 3 + [True] * 3
    assert [worn.is_worn(*row) for row in [("首页", "Home")] * 6] == [False] * 6


def options(**more: float) -> dict[str, Any]:
    made: dict[str, Any] = dict.fromkeys(
        [
            "joined",
            "templates",
            "headlines",
            "sentences",
            "copies",
            "lists",
            "name_weight",
            "term_weight",
        ],
        0,
    )
    made |= dict.fromkeys(["bare", "terms", "renamed", "marks", "traditional"], 0.0)
    return made | more


@pytest.fixture
def material(step: SimpleNamespace) -> Any:
    rows = [
        (f"农民第{n}次去了托里县。", f"Visit {n}: a farmer went to Toli County.")
        for n in range(200)
    ]
    lexicon = step.terms.Lexicon()
    roles = {role: [("托里县", "Toli County")] for role in ("place", "country", "org", "media")}
    roles |= {role: [("某物", "Thing")] for role in ("product", "people", "platform")}
    lexicon.add(roles["place"], names=True)
    lexicon.add([("农民", "farmer")])
    return step.mixing.Material({"a": rows}, roles, [("首页", "Home")], lexicon, ["Firefox"])


SOURCES = [{"name": "a", "weights": {"near": [[40, 1.5]], "short": [[5, 1.0]]}}]


def test_a_mix_takes_its_own_weights(step: SimpleNamespace, material: Any) -> None:
    rows = step.mixing.mix("near", material, SOURCES, options(), Random(1))
    assert 250 < len(rows) < 350
    assert {row[2] for row in rows} == {"a"}
    assert step.mixing.mix("short", material, SOURCES, options(), Random(1)) == []
    assert step.mixing.mix("general", material, SOURCES, options(), Random(1)) == []


def test_what_is_made_is_as_much_as_asked_for(step: SimpleNamespace, material: Any) -> None:
    wanted = options(
        terms=0.2,
        renamed=0.1,
        bare=1.0,
        joined=7,
        templates=8,
        headlines=9,
        sentences=6,
        copies=10,
        lists=11,
    )
    rows = step.mixing.mix("near", material, SOURCES, wanted, Random(1))
    counts: dict[str, int] = {}
    for _, _, label in rows:
        counts[label] = counts.get(label, 0) + 1
    whole = counts["a"] + counts["bare"]
    assert counts["bare"] == 200
    assert counts["terms"] == round(0.2 * whole)
    assert counts["renamed"] == round(0.1 * whole)
    made = {
        label: counts[label]
        for label in ("joined", "template", "headline", "sentence", "copy", "list")
    }
    assert made == {
        "joined": 7,
        "template": 8,
        "headline": 9,
        "sentence": 6,
        "copy": 10,
        "list": 11,
    }
    for zh, en, label in rows:
        if label == "terms":
            assert "toli county" in zh.lower() or "farmer" in zh
            assert en.rstrip(".").lower().endswith("went to toli county")
        if label == "renamed":
            assert "托里县" not in zh
            assert "Toli" not in en


@pytest.fixture
def folders(step: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Made-up parallel data, sources and recipe, and a training folder of its own."""
    data, home = tmp_path / "data", tmp_path / "repo" / "training"
    data.mkdir()
    home.mkdir(parents=True)
    verbs = [
        ("打开", "Open"),
        ("关闭", "Close"),
        ("移动", "Move"),
        ("复制", "Copy"),
        ("查找", "Find"),
    ]
    things = [("文件", "file"), ("窗口", "window"), ("图片", "picture"), ("表格", "table")]
    tones = [("红色", "red"), ("绿色", "green"), ("白色", "white"), ("黑色", "black")]
    rows = [
        (f"{verb[0]}这个{tone[0]}{thing[0]}", f"{verb[1]} this {tone[1]} {thing[1]}")
        for verb in verbs
        for thing in things
        for tone in tones
    ]
    law = [
        (f"第{n}条的规定适用于本法。", f"Article {n} applies to this Act.") for n in range(20, 90)
    ]
    for name, pairs_ in {"menus": rows, "law": law, "news": [("新闻稿件", "News item")]}.items():
        body = "".join(f"{zh}\t{en}\n" for zh, en in pairs_)
        (data / f"train-{name}.tsv.xz").write_bytes(lzma.compress(body.encode()))
    for name in step.collect.TEST_SETS:
        (data / name).write_text("第30条的规定适用于本法。\tSome words\n", encoding="utf-8")
    (home / "sources.toml").write_text(
        "".join(
            f'[[source]]\nname = "{name}"\nlicence = "{licence}"\nkind = "{kind}"\ncredit = "x"\n'
            f"{more}[source.weights]\nnear = [[40, 1.0]]\nshort = [[40, {weight}]]\n"
            for name, licence, kind, weight, more in [
                ("menus", "MIT", "interface", 2.0, ""),
                ("law", "CC BY-SA 4.0", "prose", 0.5, ""),
                ("news", "none", "prose", 1.0, "research = true\n"),
            ]
        ),
        encoding="utf-8",
    )
    shutil.copy(TRAINING / "recipe.toml", home / "whole.toml")
    zeros = "\n".join(f"{key} = {value}" for key, value in options(terms=0.0, copies=5).items())
    (home / "recipe.toml").write_text(
        'base = "whole.toml"\n[heldout]\nsources = ["menus"]\none_in = 4\nlimit = 10\n'
        "min_chars = 4\nmax_chars = 40\nmin_words = 2\n"
        + "".join(f'[[stage]]\nname = "{m}"\nmix = "{m}"\nshare = 0.5\n' for m in ("short", "near"))
        + "".join(f"[augment.{m}]\n{zeros}\n" for m in ("short", "near")),
        encoding="utf-8",
    )
    chosen = [
        ("打开这个红色文件", "Open this red file"),
        ("第50条的规定适用于本法。", "Article 50 applies to this Act."),
    ]
    lines = [f"plain\tsome\t{step.held.digest(pair)}\n" for pair in chosen]
    (home / "dev-choice.tsv").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(step.recipe, "HERE", home)
    monkeypatch.setattr(step.held, "CHOICE", home / "dev-choice.tsv")
    monkeypatch.setenv("GLOSSA_RECIPE", str(home / "recipe.toml"))
    return tmp_path


def run(step: SimpleNamespace, folder: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Path:
    work = folder / "work"
    arguments = ["prepare", "--data", str(folder / "data"), "--work", str(work), *more]
    monkeypatch.setattr(sys, "argv", arguments)
    step.prepare.main()
    return work


def rows_of(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:2] != "# "]


def test_the_whole_step(
    step: SimpleNamespace, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = run(step, folders, monkeypatch)
    near, short = (rows_of(work / f"train-{mix}.tsv") for mix in ("near", "short"))
    held = rows_of(folders / "repo" / "training" / "heldout-ui.tsv")
    assert {row[2] for row in near} == {"menus", "law", "copy"}
    assert len([row for row in short if row[2] == "menus"]) == 2 * len(
        [row for row in near if row[2] == "menus"]
    )
    assert len(held) == 10
    key = step.pairs.key
    for rows in (near, short):
        chinese = {key(row[0]) for row in rows}
        english = {key(row[1]) for row in rows}
        assert not chinese & {key(row[0]) for row in held}
        assert not english & {key(row[1]) for row in held}
        assert not chinese & {key(row[0]) for row in rows_of(work / "dev.tsv")}
        assert key("第30条的规定适用于本法。") not in chinese
    assert [row[2] for row in rows_of(work / "dev.tsv")] == ["some", "some"]
    report = json.loads((work / "prepared.json").read_text(encoding="utf-8"))
    assert report["near"]["pairs"] == len(near)
    assert sum(report["near"]["by_source"].values()) == len(near)
    shared = json.loads((work / "overlap.json").read_text(encoding="utf-8"))
    assert set(shared) == {"near", "short"}
    for sets in shared.values():
        assert set(sets) == {"flores-dev", "flores-devtest", "ntrex", "tatoeba-test", "heldout-ui"}
        for one in sets.values():
            assert one["same side"] == 0
            assert one["highest"] < 0.5


def test_the_step_repeats_byte_for_byte(
    step: SimpleNamespace, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(step, folders, monkeypatch)
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    shutil.rmtree(first)
    second = run(step, folders, monkeypatch)
    assert before == {path.name: path.read_bytes() for path in second.iterdir()}


def test_switches(step: SimpleNamespace, folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = run(step, folders, monkeypatch, "--permissive")
    assert {row[2] for row in rows_of(work / "train-near.tsv")} == {"menus", "copy"}
    work = run(step, folders, monkeypatch, "--research")
    assert {row[2] for row in rows_of(work / "train-near.tsv")} == {"menus", "law", "news", "copy"}
