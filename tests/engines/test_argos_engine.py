"""The engine around a real model: one that copies its source, so that every loss shows."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.engines import ArgosEngine, Engine, PivotEngine, make_engine
from glossa.engines.tokens import bucket_of, max_answer
from glossa.errors import ModelBrokenError, UsageError
from glossa.models import Choice, ModelPackage, read_package


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    folder = tmp_path_factory.mktemp("engine") / "translate-zh_en-0_9"
    return read_package(tiny_models.write_package(folder))


@pytest.fixture(scope="session")
def engine(package: ModelPackage) -> ArgosEngine:
    return ArgosEngine(package, threads=1)


@pytest.fixture(scope="session")
def greedy(package: ModelPackage) -> ArgosEngine:
    """Beam 1: for long texts, where a beam of this model goes on long after the end."""
    return ArgosEngine(package, beam=1, threads=1)


def test_it_is_an_engine(engine: ArgosEngine) -> None:
    assert isinstance(engine, Engine)
    assert (engine.name, engine.source_language, engine.target_language) == (
        "translate-zh_en-0_9",
        "zh-Hans",
        "en",
    )


KEPT = [
    "https://a.cn/x_y",  # Argos makes a blank of the underscore
    "__T1__ the_fox_ _",
    "首页",
    "他说你好。",
    "the quick brown fox",
    "\N{GRINNING FACE} ü ئۇيغۇر 鑫",  # spelled in byte pieces
    "1 + 1 # 2",
    "x",
]


@pytest.mark.parametrize("text", KEPT)
def test_nothing_is_lost_on_the_way(engine: ArgosEngine, text: str) -> None:
    assert engine.translate([text]) == [text]


def test_nothing_is_lost_without_byte_pieces(tmp_path: Path) -> None:
    """An unknown character is copied from the source (`replace_unknowns`)."""
    folder = tiny_models.write_package(tmp_path / "m", byte_fallback=False)
    engine = ArgosEngine(read_package(folder), threads=1)
    assert engine.translate(["the fox 鑫 x_y", "ü"]) == ["the fox 鑫 x_y", "ü"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\t \u3000", "\u200b", "\u00a0"])
def test_blank_in_empty_out(engine: ArgosEngine, text: str) -> None:
    assert engine.translate([text, "fox", text]) == ["", "fox", ""]
    assert engine.alternatives([text], 3) == [[""]]


def test_one_answer_for_each_segment_in_order(engine: ArgosEngine) -> None:
    segments = ["fox", "", "首页", "the lazy dog", "fox", "x " * 30, "首页"]
    assert engine.translate(segments) == [
        "fox",
        "",
        "首页",
        "the lazy dog",
        "fox",
        ("x " * 30).strip(),
        "首页",
    ]
    assert engine.translate([]) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="thequickbrownfox _首页。\n\x00\u2028", max_size=30), max_size=6))
def test_an_answer_depends_on_its_segment_alone(greedy: ArgosEngine, segments: list[str]) -> None:
    together = greedy.translate(segments)
    assert len(together) == len(segments)
    assert together == [greedy.translate([segment])[0] for segment in segments]
    assert greedy.translate(segments[::-1]) == together[::-1]


def test_equal_segments_are_translated_once(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources: list[list[list[str]]] = []
    run = ArgosEngine._run

    def record(self, bucket, tokens, count, *, strict):  # type: ignore[no-untyped-def]
        sources.append(tokens)
        return run(self, bucket, tokens, count, strict=strict)

    monkeypatch.setattr(ArgosEngine, "_run", record)
    assert engine.translate(["首页"] * 50 + ["fox"] * 50) == ["首页"] * 50 + ["fox"] * 50
    assert sum(map(len, sources)) == 2


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("the fox. " * 30, ("the fox. " * 30).strip()),
        ("the fox, the dog, " * 20, ("the fox, the dog, " * 20).strip()),
        ("the fox " * 60, ("the fox " * 60).strip()),
        ("首页。" * 50, None),  # cut behind sentences: blanks between them
        ("首页" * 100, None),
    ],
)
def test_a_long_segment_is_cut_not_truncated(
    greedy: ArgosEngine, text: str, joined: str | None
) -> None:
    [answer] = greedy.translate([text])
    assert answer == joined or answer.replace(" ", "") == text
    [[again]] = greedy.alternatives([text], 1)
    assert again == answer


def test_a_very_long_segment(greedy: ArgosEngine) -> None:
    text = "the fox. " * 800
    assert greedy.translate([text]) == [text.strip()]


def test_strict_breaks_a_loop(engine: ArgosEngine) -> None:
    loop = " ".join(["the"] * 12)
    assert engine.translate([loop]) == [loop]
    [strict] = engine.translate([loop], strict=True)
    assert strict != loop
    [[tokens]] = engine._run(16, [engine._parts()[1].encode(loop)], 1, strict=True)
    trigrams = list(zip(tokens, tokens[1:], tokens[2:], strict=False))
    assert len(trigrams) == len(set(trigrams))
    assert engine.translate(["the fox"], strict=True) == ["the fox"]


def test_an_answer_is_bounded_by_its_source(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossa.engines.argos.max_answer", lambda bucket, strict: 3)
    assert engine.translate(["x x x x x x"]) == ["x"]


def test_alternatives_are_different_and_the_best_comes_first(engine: ArgosEngine) -> None:
    [texts] = engine.alternatives(["the fox"], 4)
    assert texts[0] == "the fox"
    assert 1 <= len(texts) == len(set(texts)) <= 4
    assert engine.alternatives(["the fox"], 0) == [["the fox"]]


def test_no_target_holds_control_characters(engine: ArgosEngine) -> None:
    assert engine._text_of(["▁a", "<0x07>", "<0x0A>", "b", "<0xC2>", "<0x85>", "c"]) == "a b c"


def test_a_target_prefix_is_given_and_taken_away(tmp_path: Path) -> None:
    folder = tiny_models.write_package(tmp_path / "m", target_prefix="▁the")
    engine = ArgosEngine(read_package(folder), threads=1)
    # The prefix takes the first place, a blank here; this model copies from the second on.
    assert engine._run(8, [["▁", "x", "▁", "fox"]], 1, strict=False) == [
        [["▁the", "x", "▁", "fox"]]
    ]
    assert engine.translate(["x fox"]) == ["x fox"]


def test_signature(engine: ArgosEngine, package: ModelPackage) -> None:
    import ctranslate2

    assert engine.signature() == {
        "model": "translate-zh_en-0_9",
        "model-hash": package.sha256[:12],
        "beam": "4",
        "compute": "int8",
        "decoding": "3",
        "ctranslate2": ctranslate2.__version__,
    }


@pytest.mark.parametrize("options", [{"beam": 0}, {"beam": 33}, {"compute_type": "auto"}])
def test_options_that_make_no_sense(package: ModelPackage, options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        ArgosEngine(package, **options)  # type: ignore[arg-type]


def test_nothing_is_loaded_before_it_is_needed(package: ModelPackage) -> None:
    script = f"""
        import sys, json
        from pathlib import Path
        from glossa.engines import make_engine
        from glossa.models import Choice, read_package
        engine = make_engine(Choice((read_package(Path({str(package.path)!r})),)))
        engine.signature()
        heavy = ("ctranslate2", "sentencepiece", "numpy", "argostranslate", "torch")
        before = [name for name in heavy if name in sys.modules]
        engine.translate(["fox"])
        after = [name for name in heavy if name in sys.modules]
        print(json.dumps([before, after]))
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script)],
        check=True,
        capture_output=True,
        text=True,
    )
    before, after = json.loads(done.stdout)
    assert before == []
    assert set(after) <= {"ctranslate2", "sentencepiece", "numpy"}
    assert done.stderr == ""


# -- broken packages -------------------------------------------------------------------------


def broken(package: ModelPackage, tmp_path: Path, part: str, data: bytes) -> ModelPackage:
    import shutil

    folder = tmp_path / package.name
    shutil.copytree(package.path, folder)
    (folder / part).write_bytes(data)
    return replace(package, path=folder)


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("model/model.bin", b""),
        ("model/model.bin", b"\x06\0\0\0half"),
        ("model/config.json", b"{"),
        ("model/shared_vocabulary.json", b"[]"),
        ("sentencepiece.model", b"no model"),
        ("sentencepiece.model", b""),
    ],
)
def test_a_package_that_does_not_load(
    package: ModelPackage, tmp_path: Path, part: str, data: bytes
) -> None:
    engine = ArgosEngine(broken(package, tmp_path, part, data))
    with pytest.raises(ModelBrokenError, match="glossa models verify") as error:
        engine.translate(["fox"])
    assert error.value.exit_code == 4


def test_blanks_need_no_model(package: ModelPackage, tmp_path: Path) -> None:
    engine = ArgosEngine(broken(package, tmp_path, "model/model.bin", b""))
    assert engine.translate(["", " \n"]) == ["", ""]
    assert engine.alternatives([" "], 2) == [[""]]


@pytest.mark.parametrize("text", ["。。。", "😀😀", "12.5 %", "①", "——", "５０％", "\ufffd"])
def test_what_has_no_letter_is_not_for_a_model(
    package: ModelPackage, tmp_path: Path, text: str
) -> None:
    nowhere = ArgosEngine(replace(package, path=tmp_path / "nowhere"))
    assert nowhere.translate([text, f" {text} "]) == [text, text]
    assert nowhere.translate([text], strict=True) == [text]
    assert nowhere.alternatives([text], 3) == [[text]]


def test_half_the_weights(package: ModelPackage, tmp_path: Path) -> None:
    whole = (package.path / "model" / "model.bin").read_bytes()
    engine = ArgosEngine(broken(package, tmp_path, "model/model.bin", whole[: len(whole) // 2]))
    with pytest.raises(ModelBrokenError, match="CTranslate2 cannot load it"):
        engine.load()


# -- old packages and chains -----------------------------------------------------------------


def test_a_package_of_the_old_kind(tmp_path: Path) -> None:
    pieces = ["low", "lo@@", "w", "new", "ne@@", "wor@@", "ld", ",", "&quot;", "@@", "."]
    folder = tiny_models.write_bpe_package(tmp_path / "m", pieces, from_code="de")
    package = read_package(folder)
    assert package.tokenizer == "bpe.model"
    engine = ArgosEngine(package, threads=1)
    assert engine.translate(['new low, "world".', ""]) == ['new low, "world".', ""]


def test_a_chain(package: ModelPackage) -> None:
    second = replace(package, name="second", source="en", target="fr")
    chain = make_engine(Choice((package, second)))
    assert isinstance(chain, PivotEngine)
    assert chain.translate(["首页", "", "fox"]) == ["首页", "", "fox"]
    assert chain.signature()["model"] == "translate-zh_en-0_9+second"


def test_no_blank_between_pieces_of_a_chinese_target(package: ModelPackage) -> None:
    engine = ArgosEngine(replace(package, source="en", target="zh-Hans"), beam=1, threads=1)
    assert engine.translate(["首页。" * 50]) == ["首页。" * 50]


# -- bounds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "bucket"), [(1, 4), (4, 4), (5, 8), (150, 192), (256, 256), (300, 300)]
)
def test_buckets(length: int, bucket: int) -> None:
    assert bucket_of(length) == bucket


def test_the_bound_on_answers() -> None:
    assert [max_answer(bucket, strict=False) for bucket in (4, 32, 192, 5000)] == [
        28,
        112,
        500,
        500,
    ]
    assert [max_answer(bucket, strict=True) for bucket in (4, 32, 192, 5000)] == [14, 70, 390, 500]


def test_confidence_is_high_for_its_own_answer_and_low_for_another(engine: ArgosEngine) -> None:
    [own] = engine.translate(["the fox"])
    sure, doubtful, blank = engine.confidence(["the fox"] * 3, [own, "lazy dog dog", ""])
    assert 0 < doubtful < sure <= 1
    assert blank == 0.0
    assert engine.confidence([], []) == []
    assert engine.confidence(["", "fox"], ["fox", " "]) == [0.0, 0.0]
    with pytest.raises(ValueError, match="argument"):
        engine.confidence(["fox"], [])


def test_letters_that_the_model_does_not_know_leave_it_unsure(engine: ArgosEngine) -> None:
    alone, copied, half, known = engine.confidence(
        ["鑫", "鑫", "新鑫", "新中"], ["fox", "鑫", "fox fox", "fox fox"]
    )
    assert alone == 0.0
    assert copied > 0
    assert 0 < half < known
