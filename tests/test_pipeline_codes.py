"""Pages with inline elements from end to end: translated, edited in bilingual files, merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from glossa.engines import ScriptedEngine
from glossa.formats import FORMATS, get_format
from glossa.formats.report_marks import names_of
from glossa.markup import Filled
from glossa.merging.work import Work, is_recalled, work_of
from glossa.model import Bitext, Document, Entry, MatchType, State, Step
from glossa.pipeline import (
    build_page,
    keep_work,
    load_termbase,
    merge,
    normalize,
    parse_page,
    translate,
)
from glossa.pipeline.pages import filled_of
from glossa.summary import changes, summarize
from glossa.termbase import Termbase

HTML = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>消息</title></head><body>
<p>请<a href="x">点击这里</a>查看完整名单。</p>
<p>研究人员在<b>和田</b>种植<a href="y">甲乙</a><sup>[1]</sup>。</p>
<p>Read about <i>Hetian jujubes</i> here.</p>
</body></html>
"""
PLAIN = "消息\n\n请点击这里查看完整名单。\n\n研究人员在和田种植甲乙[1]。\n\n"
ANSWERS = {
    "消息": "News",
    "请点击这里查看完整名单。": "Click here to see the full list.",
    "研究人员在和田种植甲乙[1]。": "In Hotan, researchers grow wild garlic[1].",
    "甲乙": "wild garlic",
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return load_termbase()


def engine() -> ScriptedEngine:
    return ScriptedEngine(ANSWERS, default=lambda _: "words", placed={"甲乙": "wild garlic"})


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_page(HTML.encode(), "page.html")


@pytest.fixture(scope="module")
def bitext(document: Document, termbase: Termbase) -> Bitext:
    return translate(document, engine=engine(), termbase=termbase)


def built(document: Document, bitext: Bitext) -> str:
    return build_page(document, bitext)[0].decode()


def test_every_element_stands_on_its_words(document: Document, bitext: Bitext) -> None:
    page = built(document, bitext)
    assert '<a href="x">Click here</a> to see the full list.' in page
    assert 'In <b>Hotan</b>, researchers grow <a href="y">wild garlic</a><sup>[1]</sup>.' in page
    assert "Read about <i>Hotan jujubes</i> here." in page


def test_markup_changes_neither_question_nor_answer(termbase: Termbase) -> None:
    marked, plain = engine(), engine()
    with_markup = translate(parse_page(HTML.encode(), "p.html"), engine=marked, termbase=termbase)
    without = translate(parse_page(PLAIN.encode(), "p.txt"), engine=plain, termbase=termbase)
    targets = {entry.source: entry.target for entry in with_markup}
    shared = [entry for entry in without if entry.source in targets]
    assert len(shared) == 3
    assert all(entry.target == targets[entry.source] for entry in shared)
    assert marked.calls[: len(plain.calls)] == plain.calls


def test_the_signature_names_the_rules_only_where_there_are_elements(
    bitext: Bitext, termbase: Termbase
) -> None:
    assert "|inline:" in str(bitext.signature)
    plain = translate(parse_page(PLAIN.encode(), "p.txt"), engine=engine(), termbase=termbase)
    assert "inline" not in str(plain.signature)


def test_places_are_no_changes(document: Document, bitext: Bitext) -> None:
    assert [change.action for change in changes(document, bitext)] == ["fold"]
    assert all(change.action == "fold" for change in summarize(document, bitext).changes)
    assert any(step.action == "markup" for entry in bitext for step in entry.steps)
    for entry in bitext:
        bare = replace(entry, steps=tuple(s for s in entry.steps if s.action != "markup"))
        assert names_of(entry) == names_of(bare)
        assert work_of(entry) is work_of(bare) is Work.MACHINE


def test_what_a_memory_gave_is_still_known_for_that() -> None:
    whole = Step("memory", 0, 2, "甲乙", "garlic", "score=1.00")
    place = Step("markup", 0, 6, "garlic", "garlic", "code=c1 at=0-1 by=words weight=0.50")
    entry = Entry("u1.s1", "甲乙", "garlic", state=State.REVIEWED, match=MatchType.MEMORY,
                  steps=(whole, place))  # fmt: skip
    assert is_recalled(entry)


KEEPS_STEPS = [form.name for form in FORMATS if form.name not in {"html", "markdown"}]


@pytest.mark.parametrize("name", KEEPS_STEPS)
def test_formats_keep_the_places(name: str, document: Document, bitext: Bitext) -> None:
    form = get_format(name)
    read = form.decode(form.encode(bitext), f"page.{name}")
    merged = merge(document, read).bitext
    assert built(document, merged) == built(document, bitext)


def edited(bitext: Bitext, change: Callable[[str], str]) -> Bitext:
    """As an editor leaves it: other words, the steps as they were."""
    return bitext.with_entries(
        tuple(replace(entry, target=change(entry.target)) for entry in bitext)
    )


def test_a_persons_words_take_the_elements_along(document: Document, bitext: Bitext) -> None:
    work = edited(
        bitext,
        lambda target: target.replace("Click here to see", "To see").replace(
            "In Hotan, researchers grow wild garlic", "Near Hotan they now grow much wild garlic"
        ),
    )
    page = built(document, merge(document, work).bitext)
    assert 'Near <b>Hotan</b> they now grow much <a href="y">wild garlic</a><sup>[1]</sup>.' in page
    assert '<a href="x">To see the full list.</a>' in page


def test_work_that_is_kept_takes_the_elements_along(document: Document, bitext: Bitext) -> None:
    work = edited(bitext, lambda target: target.replace("researchers grow", "they grow"))
    page = built(document, keep_work(document, bitext, work).bitext)
    assert 'In <b>Hotan</b>, they grow <a href="y">wild garlic</a><sup>[1]</sup>.' in page


def test_a_target_edited_without_merging_has_no_false_places(
    document: Document, bitext: Bitext
) -> None:
    work = edited(bitext, lambda target: target.replace("In Hotan", "At length in Hotan"))
    filled = filled_of(document, work)
    [changed] = [one for one in filled.values() if one.text.startswith("At length")]
    words = [changed.text[one.start : one.end] for one in changed.codes]
    assert "Hotan" not in words
    assert filled["u2.s1"] == Filled("Click here to see the full list.", filled["u2.s1"].codes)
    assert filled["u2.s1"].codes


def test_folding_alone_keeps_elements_on_their_letters(termbase: Termbase) -> None:
    html = "<p>The <b>Het</b>ian road, see <i>Hetian jujubes</i>, is <a href='x'>very</a> old.</p>"
    document = parse_page(html.encode(), "page.html")
    page = built(document, normalize(document, termbase=termbase))
    assert "see <i>Hotan jujubes</i>, is <a href='x'>very</a> old.</p>" in page
