"""The figures as tables: in the model card between its marks, and at the end of the results."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("evaluate", "evaluate_peers", "evaluate_scores", "evaluate_tables", "evaluate_terms")


@pytest.fixture(scope="module")
def step() -> Iterator[SimpleNamespace]:
    sys.path.insert(0, str(ROOT / "training"))
    try:
        found = {name.removeprefix("evaluate_"): importlib.import_module(name) for name in NAMES}
        yield SimpleNamespace(**found)
    finally:
        sys.path.remove(str(ROOT / "training"))
        for name in [one for one in sys.modules if one == "recipe" or one.startswith("evaluate")]:
            del sys.modules[name]


@pytest.fixture
def report(step: SimpleNamespace) -> Any:
    figures = step.scores.Figures("headlines", 200, 12.345, 45.678, 0.125, 1, 2, 3, 4)
    system = step.peers.System
    return step.tables.Report(
        name="translate-zh_en-9_9.argosmodel",
        size=12_345_678,
        sha256="ab" * 32,
        beam=4,
        threads=2,
        figures=[figures],
        carried=[step.terms.Carried("COVID-19", 512, 806, 0.25, 0.875, 30.0, 40.0)],
        served=[step.terms.Served("headlines", 200, 88, (90, 80), (0.5, 0.75), (31, 32), (5, 6))],
        systems=[
            system("Strong", "service", 32.7, 61.6),
            system("translate-zh_en-9_9", "12 MB", 24.1, 54.3, ours=True),
            system("Weak", "74 MB", 23.3, 53.7),
        ],
        speeds={"headlines": 481.2, "sentences": 1300.0},
        load=0.04,
        signatures="BLEU made so · chrF made so",
    )


def test_every_figure_stands_in_the_tables(step: SimpleNamespace, report: Any) -> None:
    said = "\n".join(step.tables.lines_of(report))
    for wanted in (
        "`translate-zh_en-9_9.argosmodel`: 12,345,678 bytes, SHA-256 `abab",
        "| headlines | 200 | 12.3 | 45.7 | 12.5% | 1 | 2 | 3 | 4 |",
        "BLEU made so · chrF made so. Beam 4.",
        "on 2 threads, by the wall clock (load average before: 0.0): headlines 481, sen",
        "sentences 1,300.",
        "| COVID-19 | 512 | 806 | 25.0% | 87.5% | 30.0 | 40.0 |",
        "| headlines, no glossary | 200 | 90 | 88 | 50.0% | 31.0 | 5.0 |",
        "| headlines, its glossary | 200 | 80 | 88 | 75.0% | 32.0 | 6.0 |",
    ):
        assert wanted in said


def test_systems_stand_by_strength_and_ours_in_bold(step: SimpleNamespace, report: Any) -> None:
    rows = step.tables.systems_table(report.systems)[2:]
    assert rows == [
        "| Weak | 74 MB | 23.3 | 53.7 |",
        "| **translate-zh_en-9_9** | **12 MB** | **24.1** | **54.3** |",
        "| Strong | service | 32.7 | 61.6 |",
    ]


def test_all_rows_of_a_table_have_its_columns(step: SimpleNamespace, report: Any) -> None:
    lines = step.tables.lines_of(report)
    tables = re.findall(r"(?:^\|.*\n?)+", "\n".join(lines), re.MULTILINE)
    assert len(tables) == 4
    for table in tables:
        assert len({line.count("|") for line in table.strip().split("\n")}) == 1


def test_what_was_not_measured_leaves_no_table(step: SimpleNamespace, report: Any) -> None:
    bare = replace(report, figures=[], carried=[], served=[], systems=[], speeds={})
    assert len(step.tables.lines_of(bare)) == 1


def test_only_what_stands_between_the_marks_is_replaced(
    step: SimpleNamespace, tmp_path: Path
) -> None:
    card = tmp_path / "card.md"
    begin, end = step.tables.BEGIN, step.tables.END
    card.write_text(f"# Card\n{begin}\nold\n{end}\n\nmore\n", encoding="utf-8")
    step.tables.write_card(card, ["| new |", "", "line"])
    assert card.read_text("utf-8") == f"# Card\n{begin}\n| new |\n\nline\n{end}\n\nmore\n"
    assert list(tmp_path.iterdir()) == [card]


@pytest.mark.parametrize("marks", ["", "B", "EB", "BBE", "BEE"])
def test_a_card_without_its_two_marks_is_left_alone(
    step: SimpleNamespace, tmp_path: Path, marks: str
) -> None:
    said = {"B": step.tables.BEGIN, "E": step.tables.END}
    card = tmp_path / "card.md"
    before = "head\n" + "\n".join(said[mark] for mark in marks) + "\ntail\n"
    card.write_text(before, encoding="utf-8")
    with pytest.raises(ValueError, match="wants one"):
        step.tables.write_card(card, ["new"])
    assert card.read_text("utf-8") == before


def test_the_shipped_card_has_its_marks(step: SimpleNamespace, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes((ROOT / "models/README.md").read_bytes())
    step.tables.write_card(card, ["new"])
    assert f"{step.tables.BEGIN}\nnew\n{step.tables.END}" in card.read_text("utf-8")


def test_the_training_is_told_from_its_log(step: SimpleNamespace, tmp_path: Path) -> None:
    assert step.tables.training_facts(tmp_path) == []
    log = "step\tminutes\tpass\tdev_loss\tmillion_tokens\n"
    (tmp_path / "log.tsv").write_text(log, encoding="utf-8")
    assert step.tables.training_facts(tmp_path) == []
    (tmp_path / "log.tsv").write_text(f"{log}10\t1\t1\t5.0\t0.1\n1234\t67.0\t2\t2.8\t6.75\n")
    [said] = step.tables.training_facts(tmp_path)
    assert "67.0 minutes: 1,234 steps, 6.75 million" in said
    assert "dev loss 2.8" in said
    report = {"weights": "mean of 3", "same_as_transformers_int8": 0.58}
    (tmp_path / "exported.json").write_text(json.dumps(report), encoding="utf-8")
    assert step.tables.training_facts(tmp_path)[1:] == [
        "Weights: mean of 3.",
        "Greedy output equal to Transformers' on dev strings: 58% in int8.",
    ]
    (tmp_path / "exported.json").write_text("{}", encoding="utf-8")
    assert step.tables.training_facts(tmp_path) == [said]


def test_results_are_added_at_the_end_with_date_and_command(
    step: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text("# Results\n", encoding="utf-8")
    command = ["/somewhere/evaluate.py", "new.argosmodel", "--data", "/far/away/parallel"]
    monkeypatch.setattr(sys, "argv", command)
    step.evaluate.add_results("The embedded model: new", ["| a |"], results)
    head, title, said, body = results.read_text("utf-8").strip().split("\n\n")
    assert (head, title, body) == ("# Results", "## The embedded model: new", "| a |")
    assert re.match(r"\d{4}-\d\d-\d\d, \d+ cores, .*", said)
    assert "`evaluate.py new.argosmodel --data parallel`" in said


def test_only_named_test_sets_are_read(step: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "ntrex.tsv").write_text("新闻\tNews\n", encoding="utf-8")
    found = step.evaluate.read_tests(tmp_path)
    assert list(found) == ["interface", "headlines", "ntrex"]
    assert (len(found["interface"]), len(found["headlines"])) == (1000, 200)
    assert step.evaluate.read_tests(tmp_path, ["ntrex"]) == {"ntrex": [("新闻", "News")]}
