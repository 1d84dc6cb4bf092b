"""A whole evaluation, with an engine whose answers are known."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.engines import ScriptedEngine
from glossa.errors import MissingError, UsageError
from glossa.evaluation import (
    CONTROL,
    PLAIN,
    WITH,
    Outcome,
    as_json,
    as_table,
    evaluate_terms,
    parse_testset,
)
from glossa.termbase import Termbase
from glossa.translator import Options

ANSWERS = {
    "今天托里县的天气很好": "The weather in Torrey County is good",
    "今天和田县的天气很好": "The weather there is good",
    "今天有发热症状的人": "People with heat today",
    "明天天气很好": "Fine weather in Hotan County",
}
TESTS = "\n".join(
    [
        "今天托里县的天气很好\tThe weather in Toli County is fine\t托里县=Toli County",
        "今天和田县的天气很好\tThe weather in Hotan County is fine\t和田县=Hotan County",
        "今天有发热症状的人\tPeople with fever symptoms today\t发热=fever",
        "明天天气很好\tFine weather tomorrow\t",
    ]
)


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return pipeline.load_termbase()


def run(
    termbase: Termbase, mode: str, *, tests: str = TESTS, enforce: bool = False, **engine: object
) -> Outcome:
    known = {"default": lambda text: ANSWERS.get(text, "Something else today"), **engine}
    scripted = ScriptedEngine({}, **known)  # type: ignore[arg-type]
    return evaluate_terms(
        parse_testset(tests.encode(), "t.tsv"),
        termbase,
        lambda _: scripted,
        mode=mode,
        enforce=enforce,
    )


def test_without_the_glossary_nothing_is_folded_and_nothing_said(termbase: Termbase) -> None:
    found = run(termbase, PLAIN)
    assert found.targets == tuple(ANSWERS.values())
    assert (found.everywhere.wanted, found.everywhere.inflected) == (3, 0)
    assert (found.missing_said, found.missing_silent) == (0, 3)
    assert found.over_applied.wrongly == 1


def test_with_the_glossary_names_are_folded_and_losses_said(termbase: Termbase) -> None:
    found = run(termbase, WITH)
    assert found.targets[0] == "The weather in Toli County is good"
    assert found.everywhere.inflected == 1
    # the glossary knows no fever, so nobody says that it is missing
    assert (found.missing_said, found.missing_silent) == (1, 1)
    assert found.won == {"plain": 4}


def test_listed_terms_can_be_a_dictionary(termbase: Termbase) -> None:
    found = run(termbase, WITH, enforce=True, placed={"发热": "heat", "和田县": "there"})
    assert found.targets[2] == "People with fever today"
    assert found.everywhere.inflected == 3
    assert found.won == {"plain": 2, "placed": 2}
    assert found.missing_silent == 0


def test_wrong_terms_are_put_in_blindly(termbase: Termbase) -> None:
    found = run(
        termbase, CONTROL, placed={"发热": "heat", "和田县": "there", "托里县": "Torrey County"}
    )
    assert found.everywhere.inflected == 3
    assert found.right_terms is not None
    assert found.right_terms.inflected == 0
    assert "| right terms all the same | 0.0 % |" in as_table([found])


def test_terms_are_the_glossarys_where_none_are_listed(termbase: Termbase) -> None:
    tests = "今天托里县的天气很好\tThe weather in Toli County is fine\n"
    found = run(termbase, WITH, tests=tests)
    assert (found.everywhere.wanted, found.everywhere.exact) == (1, 1)


def test_sentences_kept_in_chinese_are_counted_apart(termbase: Termbase) -> None:
    unsure = dict.fromkeys([*ANSWERS.values(), "The weather in Toli County is good"], 0.2)
    found = run(termbase, WITH, doubtful=unsure | {ANSWERS["明天天气很好"]: 0.9})
    assert (found.sentences, found.translated) == (4, 1)
    assert (found.everywhere.wanted, found.where_translated.wanted) == (3, 0)
    assert (found.missing_said, found.missing_silent) == (3, 0)
    assert found.where_translated.share(0) is None
    assert "| - | - |" not in as_table([found])
    assert as_json(found)["success"]["translated"]["exact_share"] is None


def test_a_sentence_of_several_segments_is_one(termbase: Termbase) -> None:
    tests = "今天天气很好。托里县在哪里？\tFine. Where is Toli County?\t托里县=Toli County"
    found = run(termbase, WITH, tests=tests, default=lambda text: f"Toli County {len(text)}")
    assert (found.sentences, len(found.targets)) == (1, 1)
    assert found.everywhere.exact == 1


def test_the_same_twice(termbase: Termbase) -> None:
    assert run(termbase, CONTROL) == run(termbase, CONTROL)


def test_options_reach_the_translator(termbase: Termbase) -> None:
    scripted = ScriptedEngine({}, lambda _: "Guess", doubtful={"Guess": 0.01})
    tests = parse_testset("今天天气很好\tFine weather".encode(), "t.tsv")
    for options, translated in ((Options(), 0), (Options(guess=0, doubt=0, hope=0), 1)):
        found = evaluate_terms(tests, termbase, lambda _: scripted, options=options)
        assert found.translated == translated


# -- the command line --------------------------------------------------------------------------


@pytest.fixture
def testset(tmp_path: Path) -> Path:
    path = tmp_path / "t.tsv"
    path.write_text(TESTS, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ScriptedEngine({}, lambda text: ANSWERS.get(text, "Something else today"))
    monkeypatch.setattr("glossa.pipeline.Engines.get", lambda *_: engine)


def test_a_run_is_signed(termbase: Termbase) -> None:
    said = {mode: as_json(run(termbase, mode))["signature"].split("|") for mode in (WITH, PLAIN)}
    assert f"glossary:{termbase.hash[:12]}" in said[WITH]
    assert "glossary:" in said[PLAIN]
    assert all("model:scripted" in parts for parts in said.values())
    enforced = as_json(run(termbase, WITH, enforce=True))["signature"].split("|")
    assert set(enforced) - set(said[WITH]) == {"enforce:yes"}


def test_a_mode_mistyped_is_no_run_without_a_glossary(termbase: Termbase) -> None:
    with pytest.raises(UsageError, match="no mode 'with'"):
        run(termbase, "with")


@pytest.fixture
def loaded(termbase: Termbase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The glossary is there already."""
    monkeypatch.setattr("glossa.pipeline.load_termbase", lambda *_, **__: termbase)


@pytest.mark.usefixtures("loaded")
def test_the_command_prints_one_column_a_run(
    testset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "terms", str(testset), "--without-glossary", "--control"]) == 0
    out = capsys.readouterr()
    assert out.out.startswith("|  | without glossary | with glossary | wrong terms |\n")
    assert "| sentences translated | 4 of 4 | 4 of 4 | 4 of 4 |" in out.out
    assert "nrefs:1|case:mixed" in out.out
    assert "with glossary: 4 sentences" in out.err


@pytest.mark.usefixtures("loaded")
def test_json_and_limit(testset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "terms", str(testset), "--json", "--limit", "2", "-q"]) == 0
    out = capsys.readouterr()
    [found] = json.loads(out.out)["runs"]
    assert (found["mode"], found["sentences"], out.err) == ("with glossary", 2, "")
    assert found["success"]["all"]["wanted"] == 2


@pytest.mark.usefixtures("loaded")
def test_append_adds_a_block_each_time(
    testset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "RESULTS.md"
    for _ in range(2):
        assert main(["eval", "terms", str(testset), "--append", str(results), "-q"]) == 0
    text = results.read_text(encoding="utf-8")
    assert text.count("\n## Terms\n") == 2
    assert text.count("| terms wanted | 3 |") == 2
    assert str(tmp_path) not in text
    capsys.readouterr()
    arguments = ["eval", "terms", str(testset), "--append", str(tmp_path / "no" / "x.md"), "-q"]
    assert main(arguments) == 3
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing.tsv"], 3, "nothing.tsv"),
        (["{}", "--limit", "0"], 2, "--limit"),
        (["{}", "--style", "none"], 2, "no style"),
        (["{}", "--glossary", "nothing.csv"], 4, "nothing.csv"),
        (["{}", "--model", "none"], 4, "none"),
    ],
)
def test_wrong_calls(
    testset: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    assert main(["eval", "terms", *(one.format(testset) for one in arguments)]) == code
    assert said in capsys.readouterr().err


def test_enforce_needs_listed_terms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plain.tsv"
    path.write_text("今天天气很好\tFine weather\n", encoding="utf-8")
    assert main(["eval", "terms", str(path), "--enforce"]) == 2
    assert "third column" in capsys.readouterr().err


@pytest.mark.usefixtures("loaded")
def test_broken_lines_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.tsv"
    path.write_text("今天天气很好\tFine weather\n天气\n", encoding="utf-8")
    assert main(["eval", "terms", str(path), "-q"]) == 0
    assert "b.tsv:2: error: testset-row: " in capsys.readouterr().err


def test_without_sacrebleu_the_way_to_it_is_named(
    testset: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    assert main(["eval", "terms", str(testset)]) == MissingError.exit_code
    assert "pip install glossa[eval]" in capsys.readouterr().err
