"""Made-up headlines, numbers and dress: both sides say the same."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = ("recipe", "pairs", "augment", "invented", "numbering", "headlines", "variants")
ROLES = {
    "place": [("托里县", "Toli County"), ("昆明", "Kunming")],
    "country": [("法国", "France")],
    "org": [("某协会", "Some Association")],
    "media": [("某日报", "Some Daily")],
    "platform": [("某宝", "Moubao")],
    "people": [("傣族", "Dai")],
    "product": [("普洱茶", "Pu'er tea")],
}


@pytest.fixture(scope="module")
def step() -> Iterator[SimpleNamespace]:
    sys.path.insert(0, str(TRAINING))
    try:
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in NAMES})
    finally:
        sys.path.remove(str(TRAINING))
        for name in NAMES:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def names(step: SimpleNamespace) -> Any:
    return step.augment.Names(ROLES)


def test_every_frame_is_filled_and_every_slot_is_known(step: SimpleNamespace, names: Any) -> None:
    made = {"brand", "person", "date", "number", "year", "subject", "n", "d", "d2"}
    made |= {"age", "money", "percent", "ordinal", "quarter", "people_count", "area"}
    known = made | set(ROLES) | set(step.headlines.words())
    listed = [pair for some in step.headlines.words().values() for pair in some]
    frames = [
        *step.headlines.frames(step.headlines.FRAMES),
        *step.headlines.frames(step.headlines.SENTENCES),
    ]
    for frame in frames + listed:
        slots = [set(step.headlines.SLOT.findall(side)) for side in frame]
        assert {slot.removeprefix("dword") for slot in slots[1] - slots[0]} <= {"", "2"}, frame
        for slot in slots[0]:
            assert slot in known or slot.rstrip("23") in known, frame
    for seed, frame in enumerate(frames):
        zh, en = step.headlines.expand(frame, names, Random(seed))
        assert not re.search(r"[{}]", zh + en), frame
        assert not step.pairs.HAN.search(en), frame
        assert step.pairs.HAN.search(zh), frame


def test_headlines_are_many_in_sentence_case_and_without_end_mark(
    step: SimpleNamespace, names: Any
) -> None:
    rng = Random(6)
    rows = [step.headlines.headline(names, rng) for _ in range(600)]
    assert len({zh for zh, _ in rows}) > 540
    for zh, en in rows:
        assert en[0].isupper() or not en[0].isalpha() or en.split(" ")[0] in zh
        assert en[-1] not in ".;:,"
        assert not re.match(r"(?:A|An|The) ", en)
        assert len(en.split()) < 40
        assert zh


def test_sentences_keep_their_end_and_mend_the_article(step: SimpleNamespace, names: Any) -> None:
    rng = Random(7)
    rows = [step.headlines.sentence(names, rng) for _ in range(600)]
    assert len({zh for zh, _ in rows}) > 500
    for zh, en in rows:
        assert zh.endswith("。") == (en.endswith((".", '."', '?"')) and zh[-1] not in ":”)"), (
            zh,
            en,
        )
        assert not re.search(r"\ba [aeio]", en), en
        assert en[0].isupper() or not en[0].isalpha() or en.split(" ")[0] in zh


def test_latin_at_the_beginning_stays_as_it_is(
    step: SimpleNamespace, names: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step.invented, "brand", lambda rng: "eXample")
    frames = [("{brand}发布新品", "{brand} unveils it"), ("新品由{brand}发布", "it is by {brand}")]
    wanted = ["eXample unveils it", "It is by eXample"]
    for frame, en in zip(frames, wanted, strict=True):
        monkeypatch.setattr(step.headlines, "_frame", lambda path, rng, one=frame: one)
        assert step.headlines.headline(names, Random(1))[1] == en


def test_frames_that_say_the_same_each_time_come_seldom(
    step: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "frames.tsv"
    path.write_text("完\tEnd\n{place}{event}\t{event} in {place}\n", encoding="utf-8")
    rng = Random(1)
    drawn = [step.headlines._frame(path, rng)[1] for _ in range(1000)]
    assert 20 < drawn.count("End") < 90


def test_the_words_are_there_once(step: SimpleNamespace) -> None:
    for role, some in step.headlines.words().items():
        chinese = [zh for zh, _ in some]
        assert len(chinese) == len(set(chinese)), role
    chinese = [zh for zh, _ in step.headlines.frames(step.headlines.FRAMES)]
    assert len(chinese) == len(set(chinese))


def test_the_same_seed_makes_the_same_headlines(step: SimpleNamespace, names: Any) -> None:
    first, second = (
        [step.headlines.headline(names, rng) for _ in range(50)] for rng in (Random(3), Random(3))
    )
    assert first == second


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (116, "一百一十六"),
        (342, "三百四十二"),
    ],
)
def test_chinese_numerals(step: SimpleNamespace, number: int, wanted: str) -> None:
    assert step.numbering.chinese(number) == wanted


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (9_000, "9,000"),
        (35_000, "35,000"),
        (1_000_000, "1 million"),
        (1_250_000, "1.25 million"),
        (1_234_567, "1,234,567"),
        (345_000_000, "345 million"),
        (1_200_000_000, "1.2 billion"),
        (4_500_000_000_000, "4.5 trillion"),
    ],
)
def test_large_numbers_in_english(step: SimpleNamespace, count: int, wanted: str) -> None:
    assert step.numbering.english(count) == wanted


def test_amounts_are_equal_on_both_sides(step: SimpleNamespace) -> None:
    units = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
    scale = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    rng = Random(8)
    for _ in range(500):
        zh, en = step.numbering.large(rng)
        unit = next(one for one in units if zh.endswith(one))
        digits, _, word = en.partition(" ")
        mine = round(float(zh.removesuffix(unit)) * units[unit])
        assert mine == round(float(digits.replace(",", "")) * scale.get(word, 1)), (zh, en)


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_ordinals(step: SimpleNamespace, number: int, wanted: str) -> None:
    assert step.numbering.english_ordinal(number) == wanted


def test_list_numbers_agree(step: SimpleNamespace) -> None:
    rng = Random(2)
    for _ in range(200):
        zh, en = step.numbering.listed(("工作要求", "Requirements"), rng)
        assert zh.endswith("工作要求")
        assert en.endswith("Requirements")
        number = re.search(r"\d+", en)
        head = zh.removesuffix("工作要求")
        spelt = [n for n in range(1, 13) if en.startswith(step.numbering.SPELT_ORDINAL[n])]
        value = int(number[0]) if number else spelt[0]
        digits = re.search(r"\d+", head)
        if digits:
            assert int(digits[0]) == value
        else:
            assert step.numbering.chinese(value) in head


def test_persons_keep_order_and_syllables(step: SimpleNamespace) -> None:
    rng = Random(5)
    for _ in range(300):
        zh, en = step.invented.chinese_person(rng)
        surname, given = en.split(" ")
        assert len(step.pairs.HAN.findall(zh)) == len(zh)
        assert 2 <= len(zh) <= 4
        assert surname[0].isupper()
        assert given[0].isupper()
        assert given[1:] == given[1:].lower()
        zh, en = step.invented.foreign_person(rng)
        assert ("·" in zh) == (" " in en)


@pytest.mark.parametrize(
    ("zh", "wanted"),
    [
        ("abc", {"ａｂｃ"}),
        ("中文", {"中文"}),
        ("他说。", {"他说.", "他说．"}),
        ("“好”", {'"好"', "「好」"}),
        ("有 2 个", {"有 ２ 个", "有2个", "有\u30002\u3000个"}),
    ],
)
def test_other_marks(step: SimpleNamespace, zh: str, wanted: set[str]) -> None:
    assert {step.variants.other_marks(zh, Random(seed)) for seed in range(60)} == wanted


def test_traditional_copies(step: SimpleNamespace) -> None:
    pytest.importorskip("opencc")
    assert step.variants.traditional()("新闻发布会") == "新聞發佈會"
