"""What a translator reads in an editor of PO files: sentences first, the machine's line last."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bitexts import bitexts
from golden_bitexts import BITEXTS
from hypothesis import assume, given, settings

from glossa.formats.po import parse_po, serialize_po
from glossa.model import Bitext, Entry, Finding, Kind, MatchType, Severity, State, Step

_ENGINE = "translate-zh_en-0_1"


def _comments(**fields: Any) -> list[str]:
    entry = Entry("u1.s1", "果园", **({"target": "Orchard", "language": "zh-Hans"} | fields))
    text = serialize_po(Bitext("page", (entry,)))
    return [line.removeprefix("#. ") for line in text.split("\n") if line.startswith("#. ")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"kind": Kind.HEADLINE, "match": MatchType.ENGINE, "origin": _ENGINE},
            f"headline · Chinese (simplified) · from the engine {_ENGINE}",
        ),
        (
            {"kind": Kind.NAVIGATION, "match": MatchType.TERMBASE, "origin": "ui.news"},
            "menu entry · Chinese (simplified) · from the glossary (ui.news)",
        ),
        (
            {"kind": Kind.DATELINE, "match": MatchType.RULE, "origin": "date"},
            "dateline · Chinese (simplified) · by rule (date)",
        ),
        (
            {"kind": Kind.LINK, "match": MatchType.IN_CONTEXT, "state": State.FINAL},
            "link · Chinese (simplified) · from the translation memory, same context, final",
        ),
        (
            {"match": MatchType.MEMORY, "origin": "a.tmx", "state": State.REVIEWED},
            "text · Chinese (simplified) · from the translation memory (a.tmx), reviewed",
        ),
        (
            {"match": MatchType.COPIED, "target": "果园", "language": "zxx"},
            "text · code or number · copied",
        ),
        ({"match": MatchType.COPIED, "language": "en"}, "text · English · copied, with changes"),
        ({"target": "果园", "language": "ug-Latn"}, "text · ug-Latn · not translated yet"),
    ],
)
def test_the_first_comment_is_one_sentence_for_people(
    fields: dict[str, Any], sentence: str
) -> None:
    assert _comments(**fields)[0] == sentence


def test_how_sure_the_engine_was_is_said_once() -> None:
    step = Step("engine", 0, 2, "果园", "Orchard", f"model={_ENGINE} confidence=0.22")
    doubt = Finding("low-confidence", "the engine is not sure of this (0.22)")
    fields = {"match": MatchType.ENGINE, "origin": _ENGINE, "steps": (step,)}
    sentence = f"text · Chinese (simplified) · from the engine {_ENGINE}"
    assert _comments(**fields)[0] == sentence
    lines = _comments(**fields, findings=(doubt,))
    assert lines[0] == f"{sentence}, not sure (0.22)"
    assert len(lines) == 2


def test_findings_are_sentences_and_the_machine_has_one_line() -> None:
    found = (
        Finding("lost-number", "The number 120 is missing: put it in.", raw="120"),
        Finding("loop", "The target\nrepeats itself.", Severity.ERROR, 1, 2),
        Finding("double-blank", "keep one", Severity.INFO),
    )
    steps = (Step("engine", 0, 2, "果园", "Garden"), Step("fold", 0, 6, "Garden", "Orchard"))
    lines = _comments(findings=found, steps=steps)
    assert lines[1:4] == [
        "Warning: The number 120 is missing: put it in.",
        "Error: The target repeats itself.",
        "Remark: Keep one.",
    ]
    assert len(lines) == 5
    assert re.fullmatch(r"glossa: \{.*\}", lines[4])


def test_no_reference_claims_a_line_that_it_does_not_know() -> None:
    """Editors take `#: page:92` for line 92 and open the wrong place."""
    assert "#:" not in serialize_po(BITEXTS["page"])


def test_what_people_add_to_the_comments_is_kept_with_the_note_and_ours_is_not() -> None:
    entry = Entry("u1", "果园", "Orchard", "zh-Hans", match=MatchType.ENGINE, state=State.REVIEWED)
    text = serialize_po(Bitext("page", (entry,)))
    added = text.replace("#. text", "#. Warning: a person's own.\n#. text")
    assert list(parse_po(added)) == [replace(entry, note="Warning: a person's own.")]


def _rewrapped(bitext: Bitext, path: Path, width: int) -> str:
    """The file as an editor built on polib saves it; of a string polib breaks lines at U+2028."""
    import polib

    path.write_text(serialize_po(bitext), encoding="utf-8", newline="")
    return str(polib.pofile(str(path), wrapwidth=width))


@given(bitexts)
@settings(max_examples=40, deadline=None)
def test_an_editor_that_wraps_comments_loses_no_fact(
    tmp_path_factory: pytest.TempPathFactory, bitext: Bitext
) -> None:
    assume(all(entry.source for entry in bitext))
    wrapped = _rewrapped(bitext, tmp_path_factory.getbasetemp() / "wrapped.po", 40)
    for kept, wanted in zip(parse_po(wrapped, "p.po"), bitext, strict=True):
        assert replace(kept, note="") == replace(wanted, note="")


def test_wrapped_sentences_of_glossa_are_no_note(tmp_path: Path) -> None:
    remark = Finding("number-mismatch", "The number 120 is missing - look - at it. " * 4)
    entry = Entry("u1.s1", "甲", "A -  b -- c-d", findings=(remark,), note="mine")
    wrapped = _rewrapped(Bitext("p", (entry,)), tmp_path / "wrapped.po", 30)
    assert "#. The" not in wrapped
    assert parse_po(wrapped, "p.po").entries == (entry,)
