"""The whole recipe on made-up pairs: vocabulary, train, stop, resume, average, make data, export.

Needs PyTorch and the other packages of training/requirements.txt; skipped where they are missing.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

for package in ("torch", "transformers", "ctranslate2", "sentencepiece", "sacrebleu"):
    pytest.importorskip(package, reason=f"{package} is part of the training environment")

pytestmark = pytest.mark.filterwarnings("default")  # PyTorch's own compiler warns
HERE = Path(__file__).resolve().parent
TRAINING = HERE.parents[1] / "training"
NAMES = [
    "network",
    "marian",
    "decode",
    "judge",
    "average",
    "train",
    "vocabulary",
    "corpus",
    "journal",
    "generate",
    "backtranslate",
    "distill",
    "export",
    "recipe",
]
VERBS = {"打开": "Open", "关闭": "Close", "保存": "Save", "删除": "Delete", "移动": "Move"}
KINDS = {"红色": "red", "绿色": "green", "新": "new", "旧": "old", "大": "large", "小": "small"}
THINGS = {"文件": "file", "窗口": "window", "图片": "picture", "页面": "page", "按钮": "button"}


def made_up(count: int, rng: Random) -> list[tuple[str, str]]:
    """Commands in Chinese and English, with numbers."""
    rows = []
    for _ in range(count):
        verb, kind, thing = (rng.choice(sorted(t)) for t in (VERBS, KINDS, THINGS))
        number = rng.randint(10, 99)
        en = f"{VERBS[verb]} the {KINDS[kind]} {THINGS[thing]}"
        if number % 3:
            rows.append((f"{verb}{kind}{thing}", en))
        else:
            rows.append((f"{verb}{number}号{kind}{thing}", f"{en} {number}"))
    return rows


@pytest.fixture(scope="module")
def modules() -> Iterator[SimpleNamespace]:
    """The training modules, imported from their folder and forgotten afterwards."""
    sys.path.insert(0, str(TRAINING))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    finally:
        sys.path.remove(str(TRAINING))
        for name in NAMES:
            sys.modules.pop(name, None)


def call(module: ModuleType, *words: object) -> None:
    """Runs a step as its command line does."""
    before, sys.argv = sys.argv, [module.__name__, *map(str, words)]
    try:
        module.main()
    finally:
        sys.argv = before


@pytest.fixture(scope="module")
def work(modules: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A work folder with mixes, vocabulary and ids; GLOSSA_RECIPE names the tiny recipe."""
    folder = tmp_path_factory.mktemp("training") / "work"
    folder.mkdir()
    recipe = folder.parent / "tiny.toml"
    text = (HERE / "tiny.toml").read_text(encoding="utf-8")
    recipe.write_text(text.replace("BASE", str(TRAINING / "recipe.toml")), encoding="utf-8")
    rng = Random(3)
    for name, count in {"train-general": 1500, "train-near": 500}.items():
        lines = "".join(f"{zh}\t{en}\tmade\n" for zh, en in made_up(count, rng))
        (folder / f"{name}.tsv").write_text(lines, encoding="utf-8")
    for name in ("dev", "judge"):
        lines = "".join(f"{zh}\t{en}\n" for zh, en in made_up(20, rng))
        (folder / f"{name}.tsv").write_text(lines, encoding="utf-8")
    before = os.environ.get("GLOSSA_RECIPE")
    os.environ["GLOSSA_RECIPE"] = str(recipe)
    call(modules.vocabulary, "--work", folder, "--judge", folder / "dev.tsv")
    yield folder
    os.environ.pop("GLOSSA_RECIPE")
    if before is not None:
        os.environ["GLOSSA_RECIPE"] = before


@pytest.fixture(scope="module")
def trained(modules: SimpleNamespace, work: Path) -> Path:
    """The work folder after a training that was never stopped, and the choice of weights."""
    call(modules.train, "--work", work)
    call(modules.average, "--work", work)
    return work


def log_of(folder: Path) -> list[dict[str, str]]:
    """The lines of a training log."""
    lines = (folder / "log.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def test_training_learns_in_stages_and_draws_its_log(
    modules: SimpleNamespace, trained: Path
) -> None:
    last = log_of(trained)[-1]
    assert (last["step"], last["stage"]) == ("120", "second")
    assert float(last["dev_loss"]) < 2.0  # 340 pieces at random: 5.83
    assert float(last["chrf"]) > 0
    assert (trained / "log.svg").read_text(encoding="utf-8").count("<path d=") >= 3
    report = json.loads((trained / "chosen.json").read_text(encoding="utf-8"))
    assert {"final", "best", "moving mean"} <= set(report["candidates"])
    best = max(figures["chrf"] for figures in report["candidates"].values())
    assert report["chrf"] == best


def test_stopped_training_goes_on_as_if_it_had_not(
    modules: SimpleNamespace, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    learn = modules.train.Training.learn

    def learn_and_ask(self: Any, rows: Any) -> None:
        learn(self, rows)
        if self.step in (17, 100):
            self.asked.append(15)

    monkeypatch.setattr(modules.train.Training, "learn", learn_and_ask)
    for _ in range(3):
        assert not (tmp_path / "trained.pt").exists()
        call(modules.train, "--work", trained, "--out", tmp_path)
    assert [row["step"] for row in log_of(tmp_path)] == ["17", "100", "120"]
    for name in ("trained.pt", "moving.pt"):
        whole, parted = (modules.average.read(folder / name) for folder in (trained, tmp_path))
        assert all(torch.equal(whole[key], parted[key]) for key in whole)


def test_old_checkpoint_without_newer_keys_is_taken_up(
    modules: SimpleNamespace, trained: Path, tmp_path: Path
) -> None:
    import torch

    state = torch.load(trained / "checkpoint.pt", weights_only=False)
    kept = ("model", "optimiser", "rng", "at", "step", "elapsed", "seen")
    torch.save({key: state[key] for key in kept}, tmp_path / "checkpoint.pt")
    (tmp_path / "log.tsv").write_text("step\tminutes\tpass\n120\t1.0\t2\n", encoding="utf-8")
    call(modules.train, "--work", trained, "--out", tmp_path)
    rows = log_of(tmp_path)
    assert [row["step"] for row in rows] == ["120", "120"]
    assert rows[0]["dev_loss"] == ""
    assert rows[1]["dev_loss"] == log_of(trained)[-1]["dev_loss"]


def test_stage_without_progress_is_left(
    modules: SimpleNamespace, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = modules.recipe.load()
    plan["train"] |= {"judge_minutes": 1e-9, "patience": 3}
    monkeypatch.setattr(modules.recipe, "load", lambda: plan)
    verdict = modules.judge.Verdict(1.0, 20.0)
    monkeypatch.setattr(modules.judge.Judge, "verdict", lambda *_: verdict)
    call(modules.train, "--work", trained, "--out", tmp_path)
    stages = [row["stage"] for row in log_of(tmp_path)]
    # The first judgement is the best; then three without a better one end a stage.
    assert stages[:4] == ["first"] * 4
    assert set(stages[4:]) == {"second"}
    assert len(stages) == 4 + 3 + 1
    assert (tmp_path / "trained.pt").is_file()


def test_our_arithmetic_is_that_of_transformers(modules: SimpleNamespace, trained: Path) -> None:
    import torch

    plan = modules.recipe.load()
    model = modules.network.build(plan).eval()
    model.load_state_dict(modules.average.read(trained / "chosen.pt"))
    pad = modules.vocabulary.pad_id(plan)
    torch.manual_seed(1)
    source, target = torch.randint(2, pad, (5, 9)), torch.randint(2, pad, (5, 7))
    source[0, 6:], source[2, 3:], target[1, 4:] = pad, pad, pad
    inputs = torch.cat([torch.full((5, 1), pad), target[:, :-1]], dim=1)
    with torch.inference_mode():
        theirs = model.model(
            input_ids=source,
            attention_mask=(source != pad).long(),
            decoder_input_ids=inputs,
            use_cache=False,
        ).last_hidden_state
        ours = modules.marian.write(model, modules.marian.read(model, source), inputs)
    real = target != pad
    assert torch.allclose(theirs[real], ours[real], atol=1e-5)
    with torch.no_grad():
        few, count = modules.network.loss(model, source, target, 0.1)
        every, same = modules.network.dense_loss(model, source, target, 0.1)
    assert int(same) == count == int(real.sum())
    assert torch.allclose(few, every, rtol=1e-5)


@pytest.mark.parametrize("beam", [1, 3])
def test_search_says_what_ctranslate2_says(
    modules: SimpleNamespace, trained: Path, tmp_path: Path, beam: int
) -> None:
    import ctranslate2

    plan = modules.recipe.load()
    models = modules.generate.load_models([trained / "chosen.pt"], plan)
    modules.export.save_for_conversion(
        models[0], trained / "sentencepiece.model", tmp_path / "hf", plan
    )
    modules.export.convert(tmp_path / "hf", tmp_path / "float32", "float32")
    translator = ctranslate2.Translator(str(tmp_path / "float32"), intra_threads=1)
    judge = modules.judge.Judge(trained, plan)
    pieces = [judge.processor.encode(text, out_type=str) for text in judge.sources]
    found = translator.translate_batch(
        pieces, beam_size=beam, length_penalty=0.2, max_decoding_length=20
    )
    theirs = [judge.processor.decode_pieces(each.hypotheses[0]) for each in found]
    manner = modules.decode.Manner(beam=beam, limit=20)
    ours = judge.outputs(models, manner)
    assert sum(a == b for a, b in zip(theirs, ours, strict=True)) >= len(ours) - 1
    assert len(set(ours)) > 3
    assert judge.outputs(models * 2, manner) == ours  # a model is its own ensemble


@pytest.fixture(scope="module")
def exported(modules: SimpleNamespace, trained: Path) -> Path:
    """The package of the chosen weights."""
    target = trained / "tiny.argosmodel"
    call(modules.export, "--work", trained, "--output", target, "--check", 8)
    return target


def test_package_is_as_argos_wants_it(modules: SimpleNamespace, exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        names = archive.namelist()
        tops = {name.split("/")[0] for name in names}
        metadata = json.loads(archive.read(f"{next(iter(tops))}/metadata.json"))
        config = json.loads(archive.read(f"{next(iter(tops))}/model/config.json"))
        readme = archive.read(f"{next(iter(tops))}/README.md").decode()
    assert len(tops) == 1
    assert {name.split("/", 1)[1] for name in names} >= {
        "metadata.json",
        "README.md",
        "sentencepiece.model",
        "model/model.bin",
    }
    assert metadata["from_code"] == "zh"
    assert config["add_source_eos"] is True
    for source in modules.recipe.sources():
        assert f"- {source['name']} ({source['credit']}): {source['licence']}" in readme
    report = json.loads((exported.parent / "exported.json").read_text(encoding="utf-8"))
    assert report["same_as_transformers_float32"] == 1.0


def test_package_over_the_limit_is_not_written(
    modules: SimpleNamespace, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = modules.recipe.load()
    plan["package"]["limit_mb"] = 0.01
    monkeypatch.setattr(modules.recipe, "load", lambda: plan)
    target = tmp_path / "large.argosmodel"
    with pytest.raises(SystemExit, match="more than 10000: make the model smaller"):
        call(modules.export, "--work", trained, "--output", target, "--check", 0)
    assert not list(tmp_path.iterdir())


def test_package_loads_in_argostranslate_itself(exported: Path, tmp_path: Path) -> None:
    python = os.environ.get("ARGOS_PYTHON", sys.executable)
    asked = subprocess.run(
        [python, "-c", "import argostranslate.package"], capture_output=True, check=False
    )
    if asked.returncode:
        pytest.skip("argostranslate is not installed; ARGOS_PYTHON names a Python that has it")
    script = TRAINING / "argos_check.py"
    words = [python, str(script), str(exported), "打开红色文件", "保存42号新窗口"]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    run = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, **home}
    )
    assert run.returncode == 0, run.stderr[-2000:]
    said = run.stdout.splitlines()
    assert len(said) == 2
    assert all(line.strip() for line in said)


def test_back_translation_makes_a_tagged_mix(modules: SimpleNamespace, trained: Path) -> None:
    turned, back = trained / "turned", trained / "back"
    call(modules.train, "--work", trained, "--turned", "--out", turned)
    call(modules.average, "--work", trained, "--turned", "--out", turned)
    call(modules.backtranslate, "--work", trained)
    rows = modules.vocabulary.read_table(trained / "train-back.tsv")
    report = json.loads((trained / "back.json").read_text(encoding="utf-8"))
    assert report["texts"] == 60
    assert len(rows) == report["kept"] > 0
    english = {en for _, en in modules.vocabulary.read_rows(trained / "train-general.tsv")}
    assert all(en in english and source == "back" for _, en, source in rows)
    call(modules.vocabulary, "--work", trained, "--mix", "back")
    arrays, _ = modules.corpus.load(trained / "train-back.npz")
    processor = modules.generate.spm.SentencePieceProcessor(
        model_file=str(trained / "sentencepiece.model")
    )
    tag = processor.piece_to_id(modules.vocabulary.TAG)
    assert tag != processor.unk_id()
    assert set(arrays["src"][arrays["src_at"][:-1]]) == {tag}
    plain, _ = modules.corpus.load(trained / "train-general.npz")
    assert tag not in plain["src"]
    assert tag not in processor.encode("\x1a<0x1A>")
    call(modules.train, "--work", trained, "--out", back, "--with", "back")
    assert log_of(back)[-1]["step"] == "120"


def test_distillation_makes_a_mix_near_the_references(
    modules: SimpleNamespace, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(modules.distill, "--work", trained)
    rows = modules.vocabulary.read_table(trained / "train-distilled.tsv")
    report = json.loads((trained / "distilled.json").read_text(encoding="utf-8"))
    assert len(report["teachers"]) == 2
    assert len(rows) == report["kept"] > 0
    chunks = sorted((trained / "made-distilled").glob("*.jsonl"))
    before = [path.stat().st_mtime_ns for path in chunks]
    capsys.readouterr()
    call(modules.distill, "--work", trained)  # what is made is not made again
    assert [path.stat().st_mtime_ns for path in chunks] == before
    assert "a second" not in capsys.readouterr().out
    assert modules.vocabulary.read_table(trained / "train-distilled.tsv") == rows
    call(modules.vocabulary, "--work", trained, "--mix", "distilled")
    student = trained / "distilled"
    call(modules.train, "--work", trained, "--out", student, "--with", "distilled")
    call(modules.average, "--work", trained, "--out", student)
    call(modules.export, "--work", trained, "--out", student, "--check", 8)
    assert list(student.glob("translate-zh_en-*.argosmodel"))


def test_compiled_bf16_steps_share_one_graph(
    modules: SimpleNamespace, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The GPU recipe's own path on the processor, but for the code generator, which is slow."""
    import torch

    plan = modules.recipe.load()
    few = {"compile": "aot_eager", "precision": "bf16", "steps": 12, "batch_tokens": 200}
    plan["train"] |= few
    monkeypatch.setattr(modules.recipe, "load", lambda: plan)
    shapes = set()
    learn = modules.train.Training.learn

    def watched(self: Any, rows: Any) -> None:
        shapes.add(tuple(side.shape for side in self.corpus.padded(rows)))
        learn(self, rows)

    monkeypatch.setattr(modules.train.Training, "learn", watched)
    torch._dynamo.reset()
    torch._dynamo.utils.counters.clear()
    call(modules.train, "--work", trained, "--out", tmp_path)
    assert len(shapes) > 2
    assert (
        torch._dynamo.utils.counters["stats"]["unique_graphs"] <= 2
    )  # a batch of one pair has its own
    assert not torch._dynamo.utils.counters["graph_break"]
    assert log_of(tmp_path)[-1]["step"] == "12"


def test_only_sound_new_unmeasured_translations_stay(modules: SimpleNamespace) -> None:
    key = modules.backtranslate.pairs.key
    made = [
        ("保存当前页面", "Save the current page", -0.4),
        ("保存当前页面。", "Save the current page.", -0.4),
        ("关闭所有窗口", "Close all windows", -2.5),
        ("Close all windows", "Close all windows", -0.1),
        ("打开打开打开打开打开打开打开打开", "Open this one and open that one, then open it", -0.3),
        ("共有35个文件", "There are 53 files in all", -0.3),
        ("删除这张旧图片", "Delete this old picture", -0.3),
        ("移动到新的位置", "Move to a new place", -0.3),
    ]
    shut = {key("Delete this old picture")}
    known = {(key("移动到新的位置"), key("Move to a new place"))}
    rows, reasons = modules.backtranslate.sift(made, shut, known, -2.0)
    assert rows == [("保存当前页面", "Save the current page", "back")]
    assert reasons == {
        "unsure": 1,
        "bad pair": 2,
        "repetition": 1,
        "measured": 1,
        "known": 2,
        "kept": 1,
    }


def test_hypothesis_nearest_to_any_reference_is_taken(modules: SimpleNamespace) -> None:
    said = ["Open the window", "Open a new page", "Shut it"]
    best, score = modules.distill.nearest((said, ["Open the new page", "Nothing of the kind"]))
    assert best == "Open a new page"
    assert 50 < score < 100
    made = [("打开新页面", best, score), ("关闭", "Shut it", 12.0)]
    rows, reasons = modules.distill.sift(made, set(), 30.0)
    assert rows == [("打开新页面", "Open a new page", "distilled")]
    assert reasons["far from the reference"] == 1


def test_text_of_ones_own_is_held_against_the_test_sets(
    modules: SimpleNamespace, work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "flores-devtest.tsv").write_text("甲乙丙丁\tA line to measure.\n", encoding="utf-8")
    key = modules.backtranslate.pairs.key("a line to measure")
    assert key in modules.backtranslate.barred(work, tmp_path)
    assert key not in modules.backtranslate.barred(work)
    dev = modules.vocabulary.read_rows(work / "dev.tsv")
    shut = modules.backtranslate.barred(work)
    assert all(modules.backtranslate.pairs.key(side) in shut for row in dev for side in row)
    with pytest.raises(SystemExit):
        call(modules.backtranslate, "--work", work, "--text", tmp_path / "mine.txt")
    assert "needs --data" in capsys.readouterr().err


def test_there_is_a_choice_before_the_end_too(modules: SimpleNamespace, tmp_path: Path) -> None:
    def names() -> list[str]:
        return list(modules.average.candidates(tmp_path))

    assert names() == ["last"]
    for step in range(1, 5):
        (tmp_path / f"late-{step:07d}.pt").touch()
    (tmp_path / "best.pt").touch()
    assert names() == ["last", "best", "mean of last 3"]
    latest = modules.average.candidates(tmp_path)["mean of last 3"]
    assert [path.name for path in latest] == [f"late-000000{step}.pt" for step in (2, 3, 4)]
    (tmp_path / "trained.pt").touch()
    assert names()[0] == "final"
