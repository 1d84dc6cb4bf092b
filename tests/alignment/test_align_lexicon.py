"""The table of words, what is learnt from pages, and how texts become words."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest
from align_helpers import covers, pairs, pieces

from glossa.alignment import align, lexicon
from glossa.alignment.clues import bags
from glossa.alignment.evidence import Bags, Renderings
from glossa.alignment.learning import learn
from glossa.alignment.lexicon import Lexicon, own_lexicon
from glossa.alignment.words import words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新疆的", ["新", "疆", "的", "新疆", "疆的"]),
        ("The farmers' Economies", ["the", "farmer", "econom"]),
        ("ＮＡＴＯ约", ["nato", "约"]),
        ("克里斯·莱", ["克", "里", "斯", "莱", "克里", "里斯", "斯莱"]),
        ("2025 - 3,5", []),
        ("été л'автор", ["été", "л"]),
    ],
)
def test_words(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


def test_figures_and_literals_have_a_sign() -> None:
    (bag,) = bags(pieces(["写信给 a@example.org，共3.5万人"], "zh-Hans"))
    assert {"#35000", "~a@example.org", "写信"} <= set(bag)
    (other,) = bags(pieces(["thirty-five thousand people in May"]))
    assert {"#35000", "#5"} <= set(other)


def test_the_own_table_knows_both_directions() -> None:
    found = own_lexicon("zh-Hans", "en", (["经济", "学校"], ["econom", "school"]))
    assert found is not None
    assert found.entries["经济"]["econom"][0] > 0.5
    turned = own_lexicon("en", "zh-Hans", (["econom", "school"], ["经济", "学校"]))
    assert turned is not None
    assert turned.entries["econom"]["经济"] == found.entries["经济"]["econom"][::-1]
    assert own_lexicon("en", "fr", (["school"], ["école"])) is None


def test_without_its_file_alignment_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "data_path", lambda _: tmp_path)
    source = pieces(["第17天。", "第289天。"], "zh-Hans")
    links = align(source, pieces(["On day 17.", "On day 289."]))
    assert pairs(links) == [((0,), (0,)), ((1,), (1,))]


def test_the_table_is_read_by_words_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "usual\ta 100\tnews 20\n新闻\t7\tnews 61 55\tpress 12 9\n旧\t3\told 50 50\n"
    (tmp_path / "alignment-zh_en.tsv.xz").write_bytes(lzma.compress(text.encode()))
    monkeypatch.setattr(lexicon, "data_path", lambda _: tmp_path)
    found = own_lexicon("zh", "en", (["新闻"], ["news", "old"]))
    assert found == Lexicon({"新闻": {"news": (0.61, 0.55)}}, ({"新闻": 7e-6}, {"news": 20e-6}))


def test_words_that_keep_company_are_learnt() -> None:
    one = Bags([["ga", "x1"], ["ga", "x2"], ["bu", "x3"], ["bu", "x4"]])
    other = Bags([["tree", "y1"], ["tree", "y2"], ["river", "y3"], ["river", "y4"]])
    nothing = Renderings(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    links = [(place, 1, place, 1, 1.0) for place in range(4)]
    table = learn(one, other, links, nothing)
    found = {
        (source, target): chance
        for source, target, chance in zip(
            table.source.tolist(), table.target.tolist(), table.chance.tolist(), strict=True
        )
    }
    right = found[one.number["ga"], other.number["tree"]]
    assert right > found.get((one.number["ga"], other.number["y1"]), 0.0)
    assert (one.number["ga"], other.number["river"]) not in found
    assert learn(one, other, [], nothing) == nothing


def test_texts_without_any_words_are_aligned_too() -> None:
    source, target = pieces(["", "…", "17"], "zh-Hans"), pieces(["", "", "—", "17"])
    links = align(source, target)
    assert covers(links, 3, 4)
    assert links[-1].target[-1] == 3
