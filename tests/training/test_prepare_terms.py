"""Term constraints: what is written into a source, where, and what is left alone."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from glossa.translator.candidates import Requirement
from glossa.translator.written import written_into

TRAINING = Path(__file__).resolve().parents[2] / "training"
NAMES = ("pairs", "augment", "invented", "terms")


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
def lexicon(step: SimpleNamespace) -> Any:
    known = step.terms.Lexicon(
        table={
            "政策": {"policy": (0.8, 0.4)},
            "总理": {"minist": (0.5, 0.2), "prime": (0.3, 0.3)},
            "方针": {"policy": (0.4, 0.2)},
        }
    )
    known.add([("托里县", "Toli County"), ("法国", "France"), ("北京", "Beijing")], names=True)
    known.add(
        [
            ("合作社", "cooperative"),
            ("文件", "file"),
            ("农民", "farmer"),
            ("公司", "company"),
            ("政策", "tactic"),
            ("方针", "guideline"),
            ("方针", "policy"),
            ("总理", "premier"),
            ("浏览", "browser"),
            ("打开", "open"),
            ("关于", "about"),
            ("各级", "all levels"),
            ("部长", "minister"),
            ("城市", "city"),
        ]
    )
    return known


@pytest.mark.parametrize(
    ("zh", "en", "wanted"),
    [
        # Names as they stand; common nouns in the form that a dictionary has.
        ("他住在托里县。", "He lives in Toli County.", "他住在 Toli County。"),
        ("农民去了托里县", "A farmer went to Toli County", "farmer 去了 Toli County"),
        ("这里有许多农民。", "There are many farmers here.", "这里有许多 farmer。"),
        ("三座城市的规划", "Plans for three cities", "三座 city 的规划"),
        ("大会选出了部长", "The assembly elected a minister", "大会选出了 minister"),
        ("他加入了农民协会", "He joined the Farmers Union", "他加入了 Farmer 协会"),
        ("他去了部长论坛", "He joined the Minister Forum", "他去了 Minister 论坛"),
        # At the beginning of a sentence the capital is the sentence's.
        ("农民在哪里?", "Farmers are where?", "farmer 在哪里?"),
        # By the table of words, when no dictionary entry stands there.
        ("新的政策很好", "The new policy is good", "新的 policy 很好"),
        # Twice on a side, or with a rival: nothing.
        ("文件和文件夹", "File and folder of a file", None),
        ("这个文件在哪", "The file of the file is where", None),
        ("新方针和新政策", "The new policy", None),
        # A part of a longer word, a verb, a word that glossaries do not hold.
        ("在浏览器里看", "See it in the browser", None),
        ("请打开它", "Please open it", None),
        ("关于我们", "All about us", None),
        ("各级公司", "Firms at all levels", None),
        # Another word of the reference belongs to the same word of the source.
        ("他是总理", "He is the prime minister", None),
        # A name in another case or form than the glossary's is not that name.
        ("法国很大", "FRANCE is large", None),
    ],
)
def test_what_is_written(
    step: SimpleNamespace, lexicon: Any, zh: str, en: str, wanted: str | None
) -> None:
    found = step.terms.candidates(zh, en, lexicon)
    assert (step.terms.write_into(zh, found) if found else None) == wanted


def test_the_source_is_written_as_glossa_writes_it(step: SimpleNamespace) -> None:
    term = step.terms.Term
    cases = ["去托里县的路", "托里县", "(托里县)和法国", "在 托里县 看托里县3号", "托里县,法国A"]
    for zh in cases:
        at = [start for start in range(len(zh)) if zh.startswith("托里县", start)]
        mine = [term(start, start + 3, "Toli County", 0, True) for start in at]
        theirs = [Requirement("term", start, start + 3, "托里县", "Toli County") for start in at]
        assert step.terms.write_into(zh, mine) == written_into(zh, theirs)[1]


def test_constraints_are_few_and_the_reference_stays(step: SimpleNamespace, lexicon: Any) -> None:
    zh, en = "托里县农民的合作社和一家公司", "A cooperative of farmers in Toli County and a company"
    for seed in range(20):
        made = step.terms.constrained(zh, en, lexicon, Random(seed), most=2)
        assert made is not None
        if "TOLI COUNTY" in made[0]:
            assert made[1] == en.replace("Toli County", "TOLI COUNTY")
            continue
        assert made[1] == en
        words = [word for word in ("cooperative", "farmer", "company") if word in made[0]]
        assert "Toli County" in made[0]  # names come first
        assert len(words) <= 1
    assert step.terms.constrained("你好世界", "Hello world", lexicon, Random(1)) is None
    # Nothing is learnt where no Chinese is left.
    assert step.terms.constrained("北京", "Beijing", lexicon, Random(1)) is None


def test_a_made_up_name_stands_on_both_sides(step: SimpleNamespace, lexicon: Any) -> None:
    for seed in range(20):
        zh, en = step.terms.renamed(
            "他住在托里县。", "He lives in Toli County.", lexicon, Random(seed)
        )
        name = en.removeprefix("He lives in ").removesuffix(".")
        assert name.endswith((" County", " COUNTY"))
        assert name != "Toli County"
        assert zh == f"他住在 {name}。"


def test_some_names_stand_in_capitals_on_both_sides(step: SimpleNamespace, lexicon: Any) -> None:
    made = [
        step.terms.constrained("他在法国。", "He is in France.", lexicon, Random(seed))
        for seed in range(200)
    ]
    loud = [pair for pair in made if pair == ("他在 FRANCE。", "He is in FRANCE.")]
    plain = [pair for pair in made if pair == ("他在 France。", "He is in France.")]
    assert len(loud) + len(plain) == 200
    assert 5 <= len(loud) <= 35


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("他住在城市。", "He lives in the city."),  # no name
        ("法国(France)很大", "France is large"),  # its Latin form would stay beside the new one
        ("法国很大", "France is large, and France is old"),
    ],
)
def test_what_gets_no_new_name(step: SimpleNamespace, lexicon: Any, zh: str, en: str) -> None:
    assert step.terms.renamed(zh, en, lexicon, Random(1)) is None


def test_made_up_names_are_plain_latin_and_many(step: SimpleNamespace) -> None:
    rng = Random(4)
    for make in (step.invented.person, step.invented.brand, step.invented.place):
        made = [make(rng) for _ in range(300)]
        assert all(name.isascii() and name.strip() == name and len(name) > 1 for name in made)
        assert len(set(made)) > 200
