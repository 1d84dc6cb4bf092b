"""From a page to a file, edited and saved by a real tool, and back to the page, byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from round_trip import EDITS, GOLDEN, export, page, unsigned

from glossa.formats import FORMATS, Format
from glossa.model import Document, MatchType, State
from glossa.pages import encode
from glossa.pipeline import load_bitext, merge, parse_page, rebuild

EDITED = [
    "page.poedit.po",
    "page.calc.xlsx",
    "page.toolkit.xlf",
    "page.toolkit.xliff12.xlf",
    "page.omegat.xlf",
]
CONFIRMED = "摊位从80个增加到95个。"
MORE = "阅读更多"


@pytest.fixture(scope="module")
def document() -> Document:
    return page()


def bytes_of(document: Document, text: str) -> bytes:
    data, findings = encode(document, text)
    assert findings == ()
    return data


def test_the_export_that_was_edited_is_what_glossa_writes() -> None:
    """But for names of the glossary, which may change: ids, sources, and whose words they are."""
    kept = load_bitext(GOLDEN / "page.po")
    now = unsigned(export())
    facts = ("id", "source", "start", "end", "kind", "language", "state", "match")
    assert [[getattr(one, fact) for fact in facts] for one in now] == [
        [getattr(one, fact) for fact in facts] for one in kept
    ]


@pytest.mark.parametrize("name", EDITED)
def test_the_page_comes_back_with_the_persons_words(document: Document, name: str) -> None:
    merged = merge(document, GOLDEN / name)
    expected = (GOLDEN / "page.en.txt").read_bytes()
    assert bytes_of(document, rebuild(document, merged.bitext)) == expected
    assert merged.unplaced == ()
    assert expected.count(b"\r\n") == expected.count(b"\n") > 10


@pytest.mark.parametrize("name", EDITED)
def test_whose_words_they_are_is_known(document: Document, name: str) -> None:
    merged = merge(document, GOLDEN / name)
    by_hand = {one.source for one in merged.bitext if one.match is MatchType.HAND}
    assert by_hand == set(EDITS)
    seen = {one.source for one in merged.bitext if one.state is State.REVIEWED}
    # OmegaT does not say what a person has read and left as it was.
    assert seen == set(EDITS) | (set() if "omegat" in name else {CONFIRMED})
    first, second = (one for one in merged.bitext if one.source == MORE)
    assert first.target == second.target == EDITS[MORE]
    if "omegat" not in name:  # which has one translation for one source
        assert second.match is MatchType.MEMORY
        assert [finding.code for finding in second.findings] == ["same-source"]
    untouched = {one.id: one for one in export() if one.source not in {*EDITS, CONFIRMED}}
    for entry in merged.bitext:
        if entry.id in untouched:
            known = untouched[entry.id]
            assert (entry.match, entry.state, entry.start, entry.kind) == (
                known.match,
                known.state,
                known.start,
                known.kind,
            )


def test_a_note_of_the_workbook_is_kept(document: Document) -> None:
    merged = merge(document, GOLDEN / "page.calc.xlsx")
    notes = {one.source: one.note for one in merged.bitext if one.note}
    assert notes == {"图为核桃市场的早晨": "ask for the photographer"}


def test_omegats_own_memory_has_the_words_and_nothing_else_is_made_up(document: Document) -> None:
    merged = merge(document, GOLDEN / "page.omegat.tmx")
    changed = {one.source: one.target for one in merged.bitext if one.target != one.source}
    assert EDITS.items() <= changed.items()
    assert merged.unplaced == ()


@pytest.mark.parametrize("name", EDITED)
def test_the_edited_file_fits_a_page_that_was_changed_meanwhile(name: str) -> None:
    text = (GOLDEN / "page.txt").read_bytes().decode("gb18030")
    text = text.replace("  • 视频\r\n", "").replace("120吨核桃", "150吨核桃")
    changed = parse_page(text.replace(CONFIRMED, "").encode("gb18030"), "page.txt")
    merged = merge(changed, GOLDEN / name)
    out = rebuild(changed, merged.bitext)
    assert "Mountain-town bazaar sells 150 tonnes of walnuts" in out  # the number was put right
    assert EDITS["“价格比去年好，”她说。"] in out
    assert [one.source for one in merged.lost] == ([] if "omegat" in name else [CONFIRMED])


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_an_untouched_export_gives_the_translated_page(document: Document, format_: Format) -> None:
    bitext = export()
    written = format_.decode(format_.encode(bitext), f"page{format_.ending}")
    merged = merge(document, written)
    assert rebuild(document, merged.bitext) == rebuild(document, bitext)
    assert merged.bitext == replace(bitext, findings=merged.bitext.findings)
    assert set(bitext.findings) <= set(merged.bitext.findings)
