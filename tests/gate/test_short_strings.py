"""1,000 short strings of every sort, as a page, with the embedded model: nothing bad gets past.

The strings stand in `tests/cases/short-strings.json`, by kind; `[text, times]` is a text said so
often. The engine is made to say that it is sure of every answer, so that no doubt of its own hides
what the guard lets through. What counts as bad is the judge's own (`loops.py`, `gate_measure.py`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from gate_measure import MONTHS, lost_numbers, only_embedded
from loops import HAN, repeats

from glossa.engines import make_engine
from glossa.models import choose

CASES = Path(__file__).parents[1] / "cases" / "short-strings.json"
NOTHING_TO_SAY = ("punctuation", "already English", "blank")
"""Kinds of which nothing may reach the engine."""
NUMBER_REMARKS = {
    "lost-number",
    "number-mismatch",
    "invented-number",
    "protected-lost",
    "lost-mark",
}

ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
WORDS = [
    {cardinal, ordinal, *([month.casefold()] if month else [])}
    for cardinal, ordinal, month in zip(
        CARDINALS.split(), ORDINALS.split(), ["", *MONTHS], strict=True
    )
]
WORDS[0] |= {"no", "none", "nothing"}
WORDS[2] |= {"twice", "both", "two"}


def strings() -> dict[str, list[str]]:
    kinds = json.loads(CASES.read_text(encoding="utf-8"))
    return {
        kind: [one if isinstance(one, str) else one[0] * one[1] for one in texts]
        for kind, texts in kinds.items()
    }


def columns(text: str) -> int:
    """The room of a text on a screen: an ideograph takes two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text.strip())


def too_long(source: str, target: str) -> bool:
    """More than four times the room, and 24 columns: one ideograph may need four words."""
    return columns(target) > 4 * columns(source) + 24


def dropped_numbers(source: str, target: str) -> list[str]:
    """Figures of the source that the target lacks.

    Up to twelve they may be words, a month its name, an hour after noon the hour; the second year
    of a span may be short. 1 may be an article, or nothing.
    """
    source, target = (unicodedata.normalize("NFKC", text) for text in (source, target))
    said = set(re.findall("[a-z]+", target.casefold()))
    after_noon = re.search(r"(?i)p\.?m\b|noon|evening|night", target) is not None

    def is_said(lost: str) -> bool:
        if not re.fullmatch("[0-9]{1,4}", lost):
            return False
        number = int(lost)
        if number <= 12 and said & set(WORDS[number]):
            return True
        if after_noon and re.search(rf"(?<![0-9]){number - 12}(?![0-9])", target):
            return 12 < number <= 24
        return len(lost) == 4 and re.search(rf"[-–—/]{lost[2:]}(?![0-9])", target) is not None

    return [one for one in lost_numbers(source, target) if one != "1" and not is_said(one)]


class SureEngine:
    """The embedded model, sure of all it says; keeps what it was asked."""

    def __init__(self, engine):
        self.engine = engine
        self.asked = set()

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def translate(self, segments, *, strict=False):
        self.asked |= set(segments)
        return self.engine.translate(segments, strict=strict)

    def confidence(self, sources, targets, given=()):
        return [1.0] * len(targets)


@pytest.fixture(scope="module")
def page():
    """(the strings by kind, what the engine was asked, the entries of the page)."""
    import glossa

    kinds = strings()
    lines = [text for texts in kinds.values() for text in texts if text.strip()]
    document = glossa.parse_page("\n\n".join(lines).encode(), "strings.txt")
    with only_embedded():
        engine = SureEngine(make_engine(choose("zh-Hans", "en")))
        bitext = glossa.translate(document, engine=engine)
    return kinds, engine.asked, list(bitext)


def test_there_are_a_thousand():
    texts = [text for some in strings().values() for text in some]
    assert len(texts) == len(set(texts)) == 1000
    assert any(len(text) == 2000 and re.search(f"[{HAN}]", text) for text in texts)


@pytest.mark.parametrize(
    ("source", "target", "dropped"),
    [
        ("3条评论", "Three comments", []),
        ("3条评论", "Comments", ["3"]),
        ("0条评论", "No comments", []),
        ("昨天 18:20", "Yesterday at 6:20 p.m.", []),
        ("昨天 18:20", "Yesterday at 6:20", ["18"]),
        ("2023—2024学年", "The 2023-24 school year", []),
        ("13月1日", "January 13", []),
        ("１２３４人", "1,234 persons", []),
        ("证号1012006033", "No. 10120060333", ["1012006033"]),
        ("1个文件", "A file", []),
    ],
)
def test_the_judge_of_numbers(source, target, dropped):
    assert dropped_numbers(source, target) == dropped


@pytest.mark.parametrize(
    ("source", "target", "bad"),
    [
        ("法院公开宣判", "of the court of the court", True),
        ("安全、安全、安全", "Safety, safety, safety", False),
        ("安全、安全", "Safety, safety, safety", True),
        ("哈哈", "Hahahaha", False),
        ("铁路调图", "Railway Loooociate", True),
        ("蒙古文", "Snuts of snuts and snuts", True),
        ("县里的人和乡里的人", "people of the county and people of the township", False),
    ],
)
def test_the_judge_of_loops(source, target, bad):
    assert bool(repeats(source, target)) == bad


def test_the_judge_of_length():
    assert not too_long("政协", "Political Consultative Conference")
    assert too_long("政协", "The body of all those who have been consulted")


@pytest.mark.model
def test_nothing_bad_leaves_without_a_remark(page):
    assert all(entry.target.strip() for entry in page[2])
    answers = [entry for entry in page[2] if entry.match.value == "mt"]
    assert len(answers) > 300
    bad = {}
    for entry in answers:
        source, target = entry.source, entry.target
        remarks = {finding.code for finding in entry.findings}
        if repeats(source, target) and "loop" not in remarks:
            bad[source] = (target, repeats(source, target))
        if too_long(source, target) and "length-ratio" not in remarks:
            bad[source] = (target, "too long")
        if (lost := dropped_numbers(source, target)) and not remarks & NUMBER_REMARKS:
            bad[source] = (target, lost)
    assert bad == {}


@pytest.mark.model
def test_what_says_nothing_never_reaches_the_engine(page):
    kinds, asked, _ = page
    assert [text for text in asked if not re.search(f"[{HAN}々〇]", text)] == []
    silent = {text.strip() for kind in NOTHING_TO_SAY for text in kinds[kind]}
    assert not silent & {text.strip() for text in asked}
    assert not [text for text in asked if re.search("[\U0001f300-\U0001faff\u200b-\u200f]$", text)]
