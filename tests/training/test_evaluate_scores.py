"""What is counted of a package: scores, faults, terms, what it said before, and who is better."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from glossa import evaluation
from glossa.evaluation import Case, Wanted
from glossa.script import count_han

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/cases/evaluate-scores.json").read_text(encoding="utf-8"))
PARTS = ("compare", "package", "peers", "scores", "tables", "terms")
Modules = SimpleNamespace


@pytest.fixture(scope="module")
def step() -> Iterator[Modules]:
    names = ["evaluate", *(f"evaluate_{part}" for part in PARTS), "recipe"]
    sys.path.insert(0, str(ROOT / "training"))
    try:
        found: dict[str, ModuleType] = {name: importlib.import_module(name) for name in names}
        yield SimpleNamespace(**{name.removeprefix("evaluate_"): found[name] for name in names})
    finally:
        sys.path.remove(str(ROOT / "training"))
        for name in names:
            sys.modules.pop(name, None)


class Parrot:
    """A package that says of each source what `answer` makes of it, and counts how often."""

    def __init__(self, name: str, answer: object = str.upper, beam: int = 4) -> None:
        self.name, self.beam, self.answer, self.asked = name, beam, answer, 0
        self.path, self.size = Path(f"{name}.argosmodel"), 1000
        self.model = SimpleNamespace(sha256=hashlib.sha256(name.encode()).hexdigest())

    def translate(self, texts: Sequence[str]) -> list[str]:
        self.asked += len(texts)
        return [self.answer(text) for text in texts]


@pytest.mark.parametrize("case", CASES["too_long"], ids=lambda case: case["why"])
def test_too_long_is_more_than_a_source_can_mean(step: Modules, case: dict[str, object]) -> None:
    assert step.scores.too_long(case["source"], case["output"]) is case["long"]


@pytest.mark.parametrize("case", CASES["exact"], ids=lambda case: case["one"])
def test_exact_looks_past_case_and_end_marks(step: Modules, case: dict[str, object]) -> None:
    bare = step.scores.bare
    assert (bare(case["one"]) == bare(case["other"])) is case["same"]


def test_faults_are_counted(step: Modules) -> None:
    wanted = CASES["counts"]
    pairs = [tuple(pair) for pair in wanted["pairs"]]
    found = step.scores.score("made up", pairs, wanted["outputs"])
    for name in ("exact", "empty", "loops", "long", "lost_numbers"):
        assert getattr(found, name) == wanted[name], name
    assert found.pairs == 4
    assert 0 < found.chrf < 100


def test_scores_are_those_of_sacrebleu_with_its_signature(step: Modules) -> None:
    texts = ["The state council holds a meeting on trade", "A new road opens in Toli County today"]
    assert step.scores.bleu_chrf(texts, texts) == pytest.approx((100.0, 100.0))
    assert step.scores.bleu_chrf(texts, texts[::-1])[0] < 10
    said = step.scores.signatures()
    assert "case:mixed" in said
    assert "tok:13a" in said
    assert said.count("version:") == 2


def test_what_was_said_is_kept_for_the_same_question_only(step: Modules, tmp_path: Path) -> None:
    pairs = [("一\u4e00", "one"), ("two", "2")]
    parrot = Parrot("a", lambda text: f"{text}\tand\nmore ")
    answers = step.package.Answers(parrot, tmp_path)
    first = answers.of("made-up", pairs)
    assert first == ["一一 and more ", "two and more "]
    assert answers.of("made-up", pairs) == first
    assert parrot.asked == 2
    turned = [("two", "2"), ("one", "1")]
    assert answers.of("made-up", turned)[1] == "one and more "
    assert parrot.asked == 4
    wider = Parrot("a", str.upper, beam=8)
    assert step.package.Answers(wider, tmp_path).of("made-up", turned) == ["TWO", "ONE"]
    other = Parrot("b", str.title)
    assert step.package.Answers(other, tmp_path).of("made-up", pairs)[1] == "Two"


def test_remarks_of_a_test_file_are_no_pairs(step: Modules, tmp_path: Path) -> None:
    file = tmp_path / "set.tsv"
    file.write_text("# remark\n#主题\ttopic\n好\tGood\tsource\n无\n", encoding="utf-8")
    assert step.package.read_pairs(file) == [("#主题", "topic"), ("好", "Good")]


@pytest.mark.parametrize("case", CASES["written"], ids=lambda case: case["source"])
def test_terms_are_written_in_as_glossa_writes_them(
    step: Modules, case: dict[str, list[list[str]]]
) -> None:
    terms = tuple(Wanted(source, target) for source, target in case["terms"])
    asked = step.terms.with_terms_written(Case(case["source"], "", terms))
    assert asked == case["asked"]


def test_a_model_that_copies_latin_carries_every_term(step: Modules, tmp_path: Path) -> None:
    cases = (
        Case("前往托里县", "To Toli County", (Wanted("托里县", "Toli County"),)),
        Case(
            "喀什与和田", "Kashgar and Hotan", (Wanted("喀什", "Kashgar"), Wanted("和田", "Hotan"))
        ),
    )
    copier = Parrot("copier", lambda text: "".join(c for c in text if not count_han(c)) or "?")
    answers = step.package.Answers(copier, tmp_path)
    found = step.terms.carried("made up", evaluation.TestSet("made up", cases), answers)
    assert (found.sentences, found.terms) == (2, 3)
    assert (found.plain, found.written) == (0.0, 1.0)
    assert found.chrf_written > found.chrf_plain


def test_fixed_sets_hold_a_term_in_every_sentence(step: Modules, tmp_path: Path) -> None:
    from glossa.pipeline import load_termbase

    folder = tmp_path / "terminology"
    folder.mkdir()
    rows = "".join(f"咳嗽{n}\tcough {n}\t咳嗽=cough\n" for n in range(7))
    (folder / "tico19-en-zh-terms.tsv").write_text(rows, encoding="utf-8")
    sets = step.terms.term_sets(tmp_path, load_termbase())
    assert [case.source for case in sets["COVID-19"].cases] == ["咳嗽0", "咳嗽6"]
    assert len(sets["names in news"].cases) == 80
    assert 60 < len(sets["headlines"].cases) < 200
    for tests in sets.values():
        assert all(case.terms for case in tests.cases)


@pytest.fixture
def peers_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "peers-flores-devtest"
    folder.mkdir()
    (folder / "zh-en.google.en").write_text("A cat sat here now\nIt rains a lot\n", "utf-8")
    (folder / "zh-en.new-one.en").write_text("Dogs\nSnow\n", encoding="utf-8")
    (folder / "en-zh.google.zh").write_text("猫\n雨\n", encoding="utf-8")
    return tmp_path


def test_each_peer_of_the_direction_is_scored(step: Modules, peers_folder: Path) -> None:
    found = step.peers.peers(peers_folder, ["A cat sat here now", "It rains a lot"])
    assert [(one.title, one.size) for one in found] == [
        ("Google Translate", "service"),
        ("new-one", "not known"),
    ]
    assert found[0].bleu == pytest.approx(100)
    assert found[1].chrf < 20


def test_peers_of_another_test_set_are_refused(step: Modules, peers_folder: Path) -> None:
    with pytest.raises(ValueError, match=r"zh-en\.google\.en: 2 lines, 1 wanted"):
        step.peers.peers(peers_folder, ["A cat sat here now"])


SENTENCES = [
    f"The {a} {b} in the {c}"
    for a in ("old", "new", "red")
    for b in ("road", "tea", "bus")
    for c in ("city", "hill", "north", "snow")
]


def worse(text: str) -> str:
    return " ".join(text.split()[:2])


def test_the_same_outputs_are_no_different(step: Modules) -> None:
    found = step.compare.compare("set", SENTENCES, SENTENCES, list(SENTENCES))
    assert found.verdict == "no different"
    assert (found.p, found.bleu_p) == (1.0, 1.0)
    assert not step.compare.beats([found])


def test_a_sure_difference_has_a_direction_and_is_found_again(step: Modules) -> None:
    poor = list(map(worse, SENTENCES))
    up = step.compare.compare("set", SENTENCES, poor, SENTENCES)
    down = step.compare.compare("set", SENTENCES, SENTENCES, poor)
    assert (up.verdict, down.verdict) == ("better", "worse")
    assert up.p < 0.05
    assert up == step.compare.compare("set", SENTENCES, poor, SENTENCES)


def test_one_better_word_in_thirty_six_lines_is_not_sure(step: Modules) -> None:
    nearly = [worse(SENTENCES[0]), *SENTENCES[1:]]
    found = step.compare.compare("set", SENTENCES, nearly, SENTENCES)
    assert found.chrf[1] > found.chrf[0]
    assert found.verdict == "no different"


@pytest.mark.parametrize(
    ("verdicts", "wins"),
    [
        (["better", "no different"], True),
        (["better", "worse"], False),
        (["no different", "no different"], False),
        (["better", "better"], True),
    ],
)
def test_who_beats_is_better_somewhere_and_worse_nowhere(
    step: Modules, verdicts: list[str], wins: bool
) -> None:
    made = {
        "better": ((50.0, 60.0), 0.01),
        "worse": ((60.0, 50.0), 0.01),
        "no different": ((50.0, 50.4), 0.2),
    }
    differences = [
        step.compare.Difference(f"set {n}", *made[verdict], (1.0, 1.0), 1.0)
        for n, verdict in enumerate(verdicts)
    ]
    assert [one.verdict for one in differences] == verdicts
    assert step.compare.beats(differences) is wins
    said = step.compare.verdict(("old", "new"), differences)
    assert ("B beats A" in said) is wins
    for word in set(verdicts):
        tests = [f"set {n}" for n, verdict in enumerate(verdicts) if verdict == word]
        assert f"B is {word} on: {', '.join(tests)}" in said


def test_the_gate_is_one_call(
    step: Modules,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pairs = [(sentence.lower(), sentence) for sentence in SENTENCES]
    tests = dict.fromkeys(step.compare.GATE, pairs)
    monkeypatch.setattr(step.compare, "SAMPLES", 100)
    monkeypatch.setattr(step.evaluate, "read_tests", lambda data, only: tests)
    options = argparse.Namespace(data=tmp_path, outputs=tmp_path)
    poor, good = Parrot("poor", worse), Parrot("good", str.capitalize)
    assert step.evaluate.gate(options, poor, good) is True
    said = capsys.readouterr().out
    assert "A is poor.argosmodel, 1,000 bytes" in said
    assert f"B is better on: {', '.join(step.compare.GATE)}" in said
    assert step.evaluate.gate(options, good, poor) is False
    assert "does not beat" in capsys.readouterr().out


def test_the_gate_wants_all_its_test_sets(step: Modules, tmp_path: Path) -> None:
    options = argparse.Namespace(data=tmp_path, outputs=tmp_path)
    with pytest.raises(SystemExit, match="flores-devtest, tatoeba-test"):
        step.evaluate.gate(options, Parrot("a"), Parrot("b"))


@pytest.mark.model
def test_a_package_is_read_and_asked_without_argostranslate(step: Modules) -> None:
    pytest.importorskip("ctranslate2")
    path = next((ROOT / "models").glob("translate-zh_en-*.argosmodel"))
    with step.package.Package(path, threads=1) as package:
        assert package.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert package.size == path.stat().st_size
        assert package.model.pair == "translate-zh_en"
        one, two = package.translate(["取消", "删除所选文件"])
        assert "cancel" in one.lower()
        assert "file" in two.lower()
        folder = step.package.Package(package.model.path, threads=1)
        assert folder.name == package.name
    assert not package.model.path.exists()
    assert "argostranslate" not in sys.modules
