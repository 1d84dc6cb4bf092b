"""What becomes of links: ids, texts, offsets, steps, findings; and which files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossa
from glossa import pipeline
from glossa.alignment import Link
from glossa.engines import ScriptedEngine
from glossa.errors import EncodingError, InputError, ModelMissingError, UsageError
from glossa.model import Entry, Finding, Kind, MatchType, Severity, State, Step, replay

CHINESE = """\
首页
今天天气很好。我们去河边，看鱼。

水很清。
OK-2026
版权声明
"""
ENGLISH = """\
It is fine today. We go to the river. We look at the fish.

Water is life. The water is clear.
OK-2026
"""
RUSSIAN = """\
Сегодня хорошая погода. Мы идём к реке. Мы смотрим на рыб.

Вода - это жизнь. Вода чистая.
OK-2026
"""
TERMBASE = pipeline.load_termbase()
LINKS = (
    Link((0,), (), 1.0),
    Link((1,), (0,), 0.93),
    Link((2,), (1, 2), 0.75),
    Link((), (3,), 1.0),
    Link((3,), (4,), 0.4),
    Link((4,), (5,), 1.0),
    Link((5,), (), 1.0),
)


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    def missing(self, language):
        raise ModelMissingError(f"no model for {language}")

    monkeypatch.setattr(pipeline.Engines, "_make", missing)


@pytest.fixture
def linked(monkeypatch):
    """The aligner answers with LINKS."""
    asked = []

    def fixed(source, target, **options):
        asked.append((source, target, options))
        return LINKS

    monkeypatch.setattr("glossa.alignment.align", fixed)
    return asked


def page(text: str, name: str = "zh.txt"):
    return pipeline.parse_page(text.encode(), name)


def pair(source: str = CHINESE, target: str = ENGLISH, **options):
    return glossa.align(page(source), page(target, "en.txt"), termbase=TERMBASE, **options)


def alone(side: str, severity: Severity) -> tuple[Finding, ...]:
    said = {
        "source": "the translation has nothing for this: it was left out there, or not found",
        "target": "the source has nothing for this: it was added in the translation, or not found",
    }
    return (Finding(f"unaligned-{side}", said[side], severity),)


def test_every_link_is_an_entry_with_its_score(linked):
    bitext = pair()
    assert bitext.entries[2:5] == (
        Entry(
            id="u2.s2",
            source="我们去河边，看鱼。",
            target="We go to the river. We look at the fish.",
            language="zh-Hans",
            kind=Kind.PARAGRAPH,
            start=10,
            end=19,
            state=State.TRANSLATED,
            match=MatchType.ALIGNED,
            origin="en.txt",
            steps=(
                Step(
                    "align",
                    0,
                    9,
                    "我们去河边，看鱼。",
                    "We go to the river. We look at the fish.",
                    "score=0.75 links=1-2 target=u1.s2+u1.s3",
                ),
            ),
        ),
        Entry(
            id="t.u2.s1",
            source="",
            target="Water is life.",
            language="zh-Hans",
            kind=Kind.PARAGRAPH,
            start=19,
            end=19,
            state=State.TRANSLATED,
            match=MatchType.ALIGNED,
            origin="en.txt",
            steps=(Step("align", 0, 0, "", "Water is life.", "links=0-1 target=u2.s1"),),
            findings=alone("target", Severity.WARNING),
        ),
        Entry(
            id="u3.s1",
            source="水很清。",
            target="The water is clear.",
            language="zh-Hans",
            kind=Kind.PARAGRAPH,
            start=21,
            end=25,
            state=State.TRANSLATED,
            match=MatchType.ALIGNED,
            origin="en.txt",
            steps=(
                Step(
                    "align",
                    0,
                    4,
                    "水很清。",
                    "The water is clear.",
                    "score=0.40 links=1-1 target=u2.s2",
                ),
            ),
            findings=(
                Finding(
                    "weak-link", "these two may not belong together (score 0.40): compare them"
                ),
            ),
        ),
    )
    assert [entry.id for entry in bitext] == [
        *("u1.s1", "u2.s1", "u2.s2", "t.u2.s1", "u3.s1", "u4.s1", "u5.s1")
    ]
    assert all(replay(entry.source, entry.steps) == entry.target for entry in bitext)


def test_what_has_no_counterpart_is_open_and_says_so(linked):
    menu, *_, notice = pair().entries
    assert (menu.source, menu.target) == ("首页", "首页")
    assert (menu.state, menu.match, menu.steps) == (State.INITIAL, MatchType.NONE, ())
    # A menu that the translation lacks is no loss worth a warning.
    assert menu.findings == alone("source", Severity.INFO)
    assert notice.source == "版权声明"


def test_what_is_the_same_on_both_sides_is_a_copy(linked):
    code = pair()["u4.s1"]
    assert (code.source, code.target, code.match) == ("OK-2026", "OK-2026", MatchType.COPIED)


def test_a_lower_bound_takes_links_apart(linked):
    bitext = pair(min_score=0.5)
    assert [(entry.id, entry.match) for entry in bitext][4:6] == [
        ("u3.s1", MatchType.NONE),
        ("t.u2.s2", MatchType.ALIGNED),
    ]
    assert dict(bitext.signature.values)["min-score"] == "0.5"


def test_the_summary_counts(linked):
    summary = pipeline.summarize_alignment(pair(model=True))
    assert summary == pipeline.AlignmentSummary(
        source="zh.txt",
        target="en.txt",
        source_language="zh-Hans",
        target_language="en",
        links={"1-1": 3, "1-2": 1},
        same=1,
        weak=1,
        source_segments=6,
        target_segments=6,
        unaligned_source=2,
        unaligned_target=1,
        findings=summary.findings,
    )
    assert [finding.code for finding in summary.findings] == ["no-model-to-align"]


def test_joined_segments_keep_what_stands_between_them(monkeypatch):
    links = (Link((0, 1), (0, 1), 1.0), Link((2, 3), (2, 3), 1.0))
    monkeypatch.setattr("glossa.alignment.align", lambda *_, **__: links)
    bitext = pair("一句。  两句。\n\n三句。\n\n标题", "One.  Two.\n\nThree.\n\nA title")
    assert [(entry.id, entry.source, entry.target) for entry in bitext] == [
        ("u1.s1+u1.s2", "一句。  两句。", "One.  Two."),
        # Over a border of paragraphs: nothing after a Chinese full stop, else a blank.
        ("u2.s1+u3.s1", "三句。标题", "Three. A title"),
    ]


def test_a_model_of_the_other_direction_helps_as_well(monkeypatch):
    engine = ScriptedEngine({"你好": "Hello"})

    def make(self, language):
        if language != "zh-Hans":
            raise ModelMissingError("none")
        return engine

    asked = []

    def turned(source, target, *, translate, **_):
        asked.append((source[0].language, target[0].language, translate(["你好"])))
        return (Link((0,), (0, 1), 0.9),)

    monkeypatch.setattr(pipeline.Engines, "_make", make)
    monkeypatch.setattr("glossa.alignment.align", turned)
    bitext = pair("Hello. World.", "你好，世界。", model=True)
    assert asked == [("zh-Hans", "en", ["Hello"])]
    assert [(entry.source, entry.target) for entry in bitext] == [("Hello. World.", "你好，世界。")]
    assert dict(bitext.signature.values)["model"] == "scripted"
    # Otherwise none is asked, for glossa has words of Chinese and English.
    monkeypatch.setattr("glossa.alignment.align", lambda *_, **given: asked.append(given) or ())
    assert "model" not in dict(pair("Hello.", "你好。").signature.values)
    assert asked[-1]["translate"] is None


def only_from_chinese(self, language):
    if language != "zh-Hans":
        raise ModelMissingError("none")
    return ScriptedEngine({})


def test_links_that_cross_stand_in_the_order_of_the_source_also_when_turned_back(monkeypatch):
    turned = (Link((0,), (1,), 0.9), Link((1,), (), 1.0), Link((2,), (0,), 0.9))
    monkeypatch.setattr(pipeline.Engines, "_make", only_from_chinese)
    monkeypatch.setattr("glossa.alignment.align", lambda *_, **__: turned)
    bitext = pair("One.\n\nTwo.", "二。\n\n三。\n\n一。", model=True)
    assert [(entry.source, entry.target) for entry in bitext] == [
        ("One.", "一。"),
        ("Two.", "二。"),
        ("", "三。"),
    ]


def test_for_other_languages_a_model_is_looked_for(linked):
    for options, codes in (({}, ["no-model-to-align"]), ({"model": False}, [])):
        bitext = pair(target_language="ru", target=RUSSIAN, **options)
        assert [finding.code for finding in bitext.findings] == codes


def test_bilingual_files_give_their_own_side(tmp_path, linked):
    pipeline.save_bitext(pair(), tmp_path / "both.po.jsonl", format_name="jsonl")
    again = glossa.align(tmp_path / "both.po.jsonl", page(ENGLISH, "en.txt"), termbase=TERMBASE)
    source = linked[-1][0]
    assert [piece.text for piece in source] == [
        *("首页", "今天天气很好。", "我们去河边，看鱼。", "水很清。", "OK-2026", "版权声明")
    ]
    assert [piece.unit for piece in source] == [0, 1, 1, 2, 3, 4]
    assert again["u2.s2"].start == 10
    glossa.align(page(CHINESE), tmp_path / "both.po.jsonl", termbase=TERMBASE)
    assert [piece.text for piece in linked[-1][1]][2:4] == [
        "We go to the river. We look at the fish.",
        "Water is life.",
    ]


def test_a_file_in_another_language_than_said_is_refused():
    with pytest.raises(UsageError) as error:
        pair(ENGLISH, CHINESE, source_language="zh", target_language="en")
    assert str(error.value) == (
        "zh.txt: this file is not in zh; it holds en (100%)\n"
        "  the two seem to have changed places: glossa align en.txt zh.txt"
    )
    with pytest.raises(UsageError, match=r"en\.txt: this file is not in ru; it holds en \(100%\)"):
        pair(target_language="ru")
    with pytest.raises(UsageError, match="'two words' is no language tag"):
        pair(target_language="two words")


def test_two_files_in_one_language_are_refused_unless_said():
    with pytest.raises(UsageError, match=r"both files are in en: zh\.txt holds en \(100%\)"):
        pair(ENGLISH, ENGLISH)
    mostly = CHINESE + "A long quotation in English that outweighs the rest of this page. " * 3
    with pytest.raises(UsageError, match=r"zh\.txt holds en \(\d+%\), zh-Hans \(\d+%\)"):
        pair(mostly, ENGLISH)
    assert pair(mostly, ENGLISH, source_language="zh-Hans").target_language == "en"


@pytest.mark.parametrize(("source", "target"), [("", ENGLISH), (CHINESE, " \n"), ("", "")])
def test_a_file_without_text_is_said_not_refused(source, target):
    bitext = pair(source, target)
    [finding] = [item for item in bitext.findings if item.code == "hardly-aligned"]
    names = [name for name, text in (("zh.txt", source), ("en.txt", target)) if not text.strip()]
    assert (
        finding.message == f"there is no text in {' and '.join(names)}, so nothing could be aligned"
    )
    assert pipeline.summarize_alignment(bitext).linked == 0


def test_a_line_against_a_thousand_is_doubted():
    lines = "\n".join(f"The lamp number {n} of the long street is lit." for n in range(1000))
    bitext = pair("今天天气很好。", lines)
    assert len([entry for entry in bitext if not entry.source]) >= 990
    [finding] = [item for item in bitext.findings if item.code == "hardly-aligned"]
    assert finding.message.endswith("look whether one is the translation of the other")
    assert finding.severity is Severity.WARNING


def test_files_that_are_no_text_are_errors(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(EncodingError, match=r"picture\.txt"):
        glossa.align(page(CHINESE), path)
    with pytest.raises(InputError, match=r"none\.txt"):
        glossa.align(page(CHINESE), Path(tmp_path / "none.txt"))
