"""Parts, packed ids, batches, the plot and the sifting of machine-made pairs: no PyTorch needed."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

np = pytest.importorskip("numpy")
TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = ["parts", "corpus", "plot", "journal", "recipe"]
FIRST = "prepare vocabulary train average export"
AGAIN = "train average export evaluate"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def modules() -> Iterator[SimpleNamespace]:
    sys.path.insert(0, str(TRAINING))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    finally:
        sys.path.remove(str(TRAINING))
        for name in NAMES:
            sys.modules.pop(name, None)


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 25])
def test_parts_make_the_same_file(modules: SimpleNamespace, tmp_path: Path, size: int) -> None:
    whole = tmp_path / "weights.pt"
    whole.write_bytes(bytes(range(size)))
    listed = modules.parts.split(whole, tmp_path / "away", 10)
    sizes = [p.stat().st_size for p in (tmp_path / "away").iterdir() if p != listed]
    assert sum(sizes) == size
    assert max(sizes) <= 10
    back = modules.parts.join(listed, tmp_path / "back")
    assert back == tmp_path / "back" / "weights.pt"
    assert back.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda path: path.unlink(), "w.001 is missing"),
        (lambda path: path.write_bytes(b"0123456788"), "w.001 is damaged"),
        (lambda path: path.write_bytes(b""), "w.001 is damaged"),
    ],
)
def test_missing_and_damaged_parts_are_named(
    modules: SimpleNamespace, tmp_path: Path, harm: object, told: str
) -> None:
    whole = tmp_path / "w"
    whole.write_bytes(b"0123456789" * 3)
    listed = modules.parts.split(whole, tmp_path / "away", 10)
    harm(tmp_path / "away" / "w.001")  # type: ignore[operator]
    with pytest.raises(modules.parts.DamagedError, match=told):
        modules.parts.join(listed, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_parts_of_another_file_are_refused(modules: SimpleNamespace, tmp_path: Path) -> None:
    whole = tmp_path / "w"
    whole.write_bytes(b"0123456789" * 3)
    listed = modules.parts.split(whole, tmp_path / "away", 10)
    content = json.loads(listed.read_text(encoding="utf-8"))
    content["name"] = "../w2"
    listed.write_text(json.dumps(content), encoding="utf-8")
    assert modules.parts.join(listed, tmp_path / "in") == tmp_path / "in" / "w2"
    content["parts"].pop()
    listed.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(modules.parts.DamagedError, match="another file"):
        modules.parts.join(listed, tmp_path / "back")
    assert not list((tmp_path / "back").iterdir())


def saved(modules: SimpleNamespace, path: Path, rows: int, seed: int) -> tuple[list, list]:
    """Random ids in a file; row n comes n % 3 + 1 times a pass."""
    rng = np.random.default_rng(seed)
    sides = [
        [rng.integers(2, 24000, rng.integers(1, 40)).tolist() for _ in range(rows)]
        for _ in range(2)
    ]
    arrays = modules.corpus.flatten(*sides)
    modules.corpus.save(path, arrays, np.arange(rows) % 3 + 1)
    return sides[0], sides[1]


def test_packed_ids_come_back(modules: SimpleNamespace, tmp_path: Path) -> None:
    first = saved(modules, tmp_path / "a.npz", 50, 1)
    second = saved(modules, tmp_path / "b.npz", 7, 2)
    corpus = modules.corpus.Corpus([tmp_path / "a.npz", tmp_path / "b.npz"], 24000)
    assert len(corpus.rows) == sum(n % 3 + 1 for n in range(50)) + sum(n % 3 + 1 for n in range(7))
    wanted = list(zip(first[0] + second[0], first[1] + second[1], strict=True))
    for row, (source, target) in enumerate(wanted):
        left, right = corpus.padded(np.array([row]))
        assert (left[0].tolist(), right[0].tolist()) == (source, target)
    turned = modules.corpus.Corpus(tmp_path / "a.npz", 24000, turned=True)
    assert turned.padded(np.array([3]))[0][0].tolist() == first[1][3]


def test_ids_pack_to_less_than_zip_makes_of_them(modules: SimpleNamespace, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    ids = np.minimum(rng.zipf(1.3, 60_000), 23_999).reshape(-1, 20).tolist()
    arrays = modules.corpus.flatten(ids, ids)
    modules.corpus.save(tmp_path / "a.npz", arrays, np.ones(len(ids)))
    np.savez_compressed(tmp_path / "zip.npz", **arrays)
    assert (tmp_path / "a.npz").stat().st_size < 0.9 * (tmp_path / "zip.npz").stat().st_size


def test_plain_files_of_former_trainings_are_read(modules: SimpleNamespace, tmp_path: Path) -> None:
    arrays = modules.corpus.flatten([[5, 1], [6, 7, 1]], [[8, 1], [1]])
    np.savez(tmp_path / "old.npz", **arrays)
    corpus = modules.corpus.Corpus(tmp_path / "old.npz", 9)
    assert corpus.rows.tolist() == [0, 1]
    assert corpus.padded(np.array([0, 1]))[0].tolist() == [[5, 1, 9], [6, 7, 1]]


@pytest.mark.parametrize(("tokens", "multiple"), [(200, 1), (200, 8), (2000, 4)])
def test_batches_hold_every_pair_and_keep_to_the_limit(
    modules: SimpleNamespace, tmp_path: Path, tokens: int, multiple: int
) -> None:
    saved(modules, tmp_path / "a.npz", 300, 4)
    corpus = modules.corpus.Corpus(tmp_path / "a.npz", 24000, multiple=multiple)
    batches = corpus.batches(tokens, np.random.default_rng(5))
    assert sorted(np.concatenate(batches).tolist()) == sorted(corpus.rows.tolist())
    for rows in batches:
        left, right = corpus.padded(rows)
        assert left.size + right.size <= tokens
        assert left.shape[1] % multiple == right.shape[1] % multiple == 0
        assert left.max() <= 24000
    again = corpus.batches(tokens, np.random.default_rng(5))
    assert [b.tolist() for b in again] == [b.tolist() for b in batches]
    other = corpus.batches(tokens, np.random.default_rng(6))
    assert [b.tolist() for b in other] != [b.tolist() for b in batches]


def test_thinning_leaves_short_pairs_alone(modules: SimpleNamespace, tmp_path: Path) -> None:
    saved(modules, tmp_path / "a.npz", 600, 4)
    corpus = modules.corpus.Corpus(tmp_path / "a.npz", 24000)
    both = corpus.src_len + corpus.tgt_len
    short = (both[corpus.rows] <= 40).sum()
    long = len(corpus.rows) - short
    corpus.thin(40, 0.25, 1)
    assert (both[corpus.rows] <= 40).sum() == short
    assert 0.15 * long < (both[corpus.rows] > 40).sum() < 0.35 * long


def test_endless_batches_go_on_where_they_were(modules: SimpleNamespace, tmp_path: Path) -> None:
    saved(modules, tmp_path / "a.npz", 60, 4)
    corpus = modules.corpus.Corpus(tmp_path / "a.npz", 24000)
    at = [0, 0]
    whole = modules.corpus.endless(corpus, 300, 9, at)
    first = [next(whole).tolist() for _ in range(30)]
    half = modules.corpus.endless(corpus, 300, 9, kept := [0, 0])
    for _ in range(17):
        next(half)
    rest = modules.corpus.endless(corpus, 300, 9, list(kept))
    assert [next(rest).tolist() for _ in range(13)] == first[17:]
    assert at[0] >= 1  # thirty batches were more than one pass


ROWS = [
    {"million_tokens": "0.5", "train_loss": "7.1", "dev_loss": "6.0", "stage": "general"},
    {"million_tokens": "1.5", "train_loss": "5.0", "dev_loss": "", "stage": "general"},
    {"million_tokens": "2", "train_loss": "4", "dev_loss": "nan", "chrf": "31.5", "stage": "n<r"},
]


def test_plot_shows_what_was_logged(modules: SimpleNamespace) -> None:
    root = ET.fromstring(modules.plot.draw(ROWS, "a & b"))
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert "training loss 4" in said
    assert "dev loss 6" in said
    assert "chrF 31.5" in said
    assert "n<r" in said
    assert not any(text and text.startswith("BLEU") for text in said)
    lines = [p for p in root.iter(f"{SVG}path") if p.get("fill") == "none" and p.get("stroke")]
    assert [line.get("d", "").count("L") for line in lines] == [2, 0, 0]
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    places = [
        float(x) for line in lines for x in line.get("d", "M0 0")[1:].replace("L", " ").split()
    ]
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert all(0 <= x <= width for x in places[::2])
    assert all(0 <= y <= height for y in places[1::2])


def test_plot_of_an_empty_log_says_so(modules: SimpleNamespace) -> None:
    root = ET.fromstring(modules.plot.draw([], "log"))
    assert "nothing logged yet" in [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 9.3, [0, 2, 4, 6, 8, 10]),
        (2.87, 2.91, [2.87, 2.88, 2.89, 2.9, 2.91]),
        (5, 5, [4.7, 4.8, 4.9, 5.0, 5.1, 5.2, 5.3]),
        (0, 0, [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]),
        (0.0001, 0.0011, [0, 0.0002, 0.0004, 0.0006, 0.0008, 0.001, 0.0012]),
    ],
)
def test_ticks_are_round_and_span(
    modules: SimpleNamespace, low: float, high: float, wanted: list[float]
) -> None:
    assert modules.plot.ticks(low, high) == pytest.approx(wanted)


def test_journal_gives_an_older_log_the_new_columns(
    modules: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "log.tsv"
    path.write_text("step\tdev_loss\tmillion_tokens\n5\t4.5\t1\n", encoding="utf-8")
    journal = modules.journal.Journal(path)
    journal.add({"step": "6", "chrf": "20.00", "million_tokens": "2"})
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == list(modules.journal.COLUMNS)
    assert lines[1].split("\t")[0] == "5"
    assert {len(line.split("\t")) for line in lines} == {len(modules.journal.COLUMNS)}
    assert ET.fromstring((tmp_path / "log.svg").read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("name", ["recipe.toml", "recipe-gpu.toml"])
def test_recipe_holds_together(modules: SimpleNamespace, name: str) -> None:
    plan = modules.recipe.load(TRAINING / name)
    stages = plan["stage"]
    assert sum(stage["share"] for stage in stages) == pytest.approx(1)
    known = {mix for source in plan["source"] for mix in source["weights"]}
    assert {stage["mix"] for stage in stages} <= known & set(plan["augment"])
    for table in ("backtranslate", "distill"):
        assert set(plan[table]["into"]) <= {stage["name"] for stage in stages}
        assert set(plan[table]["mixes"]) <= {stage["mix"] for stage in stages}
    shape = plan["model"]
    assert shape["d_model"] % shape["heads"] == 0
    assert plan["vocabulary"]["size"] < 2**16  # ids are packed in two bytes
    assert plan["train"]["max_length"] <= shape["max_positions"]


@pytest.mark.parametrize(
    ("goal", "wanted"),
    [
        ("all", f"{FIRST} evaluate"),
        ("train", "prepare vocabulary train"),
        ("back", f"{FIRST} train average backtranslate vocabulary {AGAIN}"),
        ("distill", f"{FIRST} distill vocabulary {AGAIN}"),
        ("better", "evaluate"),
    ],
)
def test_make_runs_the_steps_in_order(goal: str, wanted: str, tmp_path: Path) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    words = [make, "-n", "-C", str(TRAINING), goal, "PY=python3", f"WORK={tmp_path}/new"]
    run = subprocess.run(
        [*words, "RECIPE=recipe-gpu.toml"], capture_output=True, text=True, check=True
    )
    assert re.findall(r"python3 (\w+)\.py", run.stdout) == wanted.split()
