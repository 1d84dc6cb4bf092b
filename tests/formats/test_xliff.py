"""What XLIFF tools see, how their edits are read, and what is read from their own files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_bitexts import BITEXTS
from lxml import etree

from glossa.formats import get_format
from glossa.formats.xliff import (
    parse_xliff,
    serialize_omegat,
    serialize_xliff2,
    serialize_xliff12,
)
from glossa.model import Bitext, Entry, Kind, MatchType, State, Step

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
V12 = "{urn:oasis:names:tc:xliff:document:1.2}"
ENGINE = Entry("u1", "甲", "A", "zh", state=State.TRANSLATED, match=MatchType.ENGINE, origin="m")
TERM = replace(ENGINE, match=MatchType.TERMBASE)
OPEN = Entry("u1", "甲", "甲", "zh")
writers = pytest.mark.parametrize(
    "serialize", [serialize_xliff2, serialize_xliff12, serialize_omegat], ids=["2", "1.2", "omegat"]
)


def _edit(text: str, *changes: tuple[str, str]) -> Entry:
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    (found,) = parse_xliff(text, "x")
    return found


def _edit_2(entry: Entry, *changes: tuple[str, str]) -> Entry:
    return _edit(serialize_xliff2(Bitext("p", (entry,))), *changes)


def _edit_12(entry: Entry, *changes: tuple[str, str]) -> Entry:
    return _edit(serialize_xliff12(Bitext("p", (entry,))), *changes)


def test_the_version_is_told_by_the_content_whatever_the_format_is_called() -> None:
    for name in ("xliff", "xliff12", "omegat"):
        for other in ("xliff", "xliff12", "omegat"):
            data = get_format(name).encode(BITEXTS["page"])
            assert get_format(other).decode(data, "page.xlf") == BITEXTS["page"]


def test_notes_stand_before_the_segment_and_the_gravest_first_in_priority() -> None:
    tree = etree.fromstring(serialize_xliff2(BITEXTS["page"]).encode())
    unit = next(one for one in tree.iter(f"{CORE}unit") if one.get("id") == "u5.s1")
    assert [child.tag.rpartition("}")[2] for child in unit] == ["metadata", "notes", "segment"]
    assert [(note.get("priority"), note.text) for note in unit.iter(f"{CORE}note")] == [
        ("7", "paragraph · Chinese (simplified) · from the engine translate-zh_en-1_9"),
        ("3", "Warning: The number 120 is missing: put it in."),
        ("1", "Error: '摊位' is still Chinese: translate it or take it out."),
    ]


@pytest.mark.parametrize("serialize", [serialize_xliff2, serialize_xliff12], ids=["2", "1.2"])
def test_what_nothing_was_found_for_has_no_target(serialize: object) -> None:
    tree = etree.fromstring(serialize(BITEXTS["page"]).encode())  # type: ignore[operator]
    without = [
        unit.get("id")
        for unit in tree.iter("{*}segment", "{*}trans-unit")
        if unit.find("{*}target") is None
    ]
    assert without == ["u6.s1"]


def test_ids_that_xml_cannot_hold_get_another_and_come_back() -> None:
    ids = ["u1.s1", "é", "", "a b", "e1", "\0"]
    bitext = Bitext("p", tuple(Entry(one, "甲", "A", "zh") for one in ids))
    text = serialize_xliff2(bitext)
    units = etree.fromstring(text.encode()).iter(f"{CORE}unit")
    assert [unit.get("id") for unit in units] == ["u1.s1", "e2", "e3", "e4", "e1", "e5"]
    assert parse_xliff(text) == bitext


@pytest.mark.parametrize(
    ("state", "word", "approved"),
    [
        (State.TRANSLATED, "needs-review-translation", None),
        (State.REVIEWED, "signed-off", "yes"),
        (State.FINAL, "final", "yes"),
    ],
)
def test_states_have_their_word_in_1_2(state: State, word: str, approved: str | None) -> None:
    text = serialize_xliff12(Bitext("p", (replace(ENGINE, state=state),)))
    unit = next(etree.fromstring(text.encode()).iter(f"{V12}trans-unit"))
    assert (unit.get("approved"), unit.find(f"{V12}target").get("state")) == (approved, word)


@pytest.mark.parametrize(
    ("match", "qualifier"),
    [
        (MatchType.TERMBASE, "leveraged-glossary"),
        (MatchType.MEMORY, "leveraged-tm"),
        (MatchType.IN_CONTEXT, "id-match"),
        (MatchType.ENGINE, "leveraged-mt"),
        (MatchType.RULE, "x-rule"),
        (MatchType.COPIED, "x-copy"),
        (MatchType.NONE, None),
    ],
)
def test_where_a_target_came_from_is_said_in_the_standards_words(
    match: MatchType, qualifier: str | None
) -> None:
    bitext = Bitext("p", (replace(ENGINE, match=match),))
    target = next(etree.fromstring(serialize_xliff12(bitext).encode()).iter(f"{V12}target"))
    assert target.get("state-qualifier") == qualifier
    segment = next(etree.fromstring(serialize_xliff2(bitext).encode()).iter(f"{CORE}segment"))
    assert segment.get("subState") == f"glossa:{match}"


@pytest.mark.parametrize("state", ["reviewed", "final", "initial"])
def test_the_state_that_a_tool_of_2_sets_counts(state: str) -> None:
    found = _edit_2(ENGINE, ('state="translated"', f'state="{state}"'), (">A<", ">B<"))
    assert found == replace(ENGINE, target="B", state=State(state))


@pytest.mark.parametrize(
    ("entry", "before", "after", "expected"),
    [
        (ENGINE, "needs-review-translation", "translated", State.REVIEWED),  # it was reviewed
        (ENGINE, "needs-review-translation", "signed-off", State.REVIEWED),
        (ENGINE, "needs-review-translation", "final", State.FINAL),
        (ENGINE, 'id="u1"', 'id="u1" approved="yes"', State.REVIEWED),
        (ENGINE, ' state="needs-review-translation"', "", State.TRANSLATED),
        (TERM, 'state="translated"', 'state="needs-adaptation"', State.TRANSLATED),
        (replace(ENGINE, state=State.REVIEWED), "signed-off", "needs-review-l10n", State.REVIEWED),
        (
            replace(ENGINE, state=State.FINAL),
            ' approved="yes"',
            ' approved="no"',
            State.FINAL,  # 1.2 says both; the state says more
        ),
    ],
)
def test_the_state_that_a_tool_of_1_2_sets_counts(
    entry: Entry, before: str, after: str, expected: State
) -> None:
    assert _edit_12(entry, (before, after)) == replace(entry, state=expected)


def test_a_state_that_does_not_exist_is_reported() -> None:
    found = _edit_2(ENGINE, ('state="translated"', 'state="done"'))
    assert [(one.code, one.raw) for one in found.findings] == [("bad-value", "done")]


def test_a_target_that_a_person_adds_is_reviewed() -> None:
    expected = replace(OPEN, target="A", state=State.REVIEWED)
    source = "<source>甲</source>"
    assert _edit_2(OPEN, (source, f"{source}<target>A</target>")) == expected
    for attributes in ("", ' state="translated"', ' state="needs-translation"'):
        added = f"{source}<target{attributes}>A</target>"
        assert _edit_12(OPEN, (source, added)) == expected
    final = f'{source}<target state="final">A</target>'
    assert _edit_12(OPEN, (source, final)) == replace(expected, state=State.FINAL)


def test_a_person_may_say_that_the_source_may_stay_and_a_tool_that_copies_it_may_not() -> None:
    source = "<source>甲</source>"
    for state in ("translated", "signed-off"):
        stays = f'{source}<target state="{state}">甲</target>'
        assert _edit_12(OPEN, (source, stays)) == replace(OPEN, state=State.REVIEWED)
    for state in ("needs-translation", "new"):
        assert _edit_12(OPEN, (source, f'{source}<target state="{state}">甲</target>')) == OPEN


@pytest.mark.parametrize("after", ["", "<target/>", "<target></target>"])
def test_a_target_that_a_person_removes_is_reported(after: str) -> None:
    found = _edit_2(ENGINE, ("<target>A</target>", after))
    assert (found.target, found.state, found.match) == ("甲", State.INITIAL, MatchType.NONE)
    assert [one.code for one in found.findings] == ["target-removed"]


def test_a_segment_that_a_tool_cut_in_two_is_one_again() -> None:
    entry = replace(ENGINE, source="甲。 乙。", target="A. B.", steps=(Step("x", 0, 1, "甲", "A"),))
    cut = (
        '<segment id="1" state="final"><source>甲。</source><target>A.</target></segment>'
        "<ignorable><source> </source><target> </target></ignorable>"
        '<segment id="2" state="reviewed"><source>乙。</source><target>B!</target></segment>'
    )
    text = serialize_xliff2(Bitext("p", (entry,)))
    begin, end = text.index("<segment"), text.index("</unit>")
    (found,) = parse_xliff(text[:begin] + cut + text[end:], "x")
    assert found == replace(entry, target="A. B!", state=State.REVIEWED)


@writers
def test_a_persons_notes_come_back_and_glossas_own_do_not(serialize: object) -> None:
    entry = replace(ENGINE, note="a\n b ", kind=Kind.LINK)
    text = serialize(Bitext("p", (entry,)))  # type: ignore[operator]
    assert _edit(text) == entry
    added = text.replace(" b </note>", " b </note><note>another</note>")
    assert _edit(added) == replace(entry, note="a\n b \nanother")


@pytest.mark.parametrize(
    ("serialize", "group"), [(serialize_xliff2, "metadata"), (serialize_xliff12, "context-group")]
)
def test_a_unit_without_glossas_data_keeps_its_texts_and_says_what_is_lost(
    serialize: object, group: str
) -> None:
    tree = etree.fromstring(serialize(Bitext("p", (ENGINE,))).encode())  # type: ignore[operator]
    for unit in tree.iter("{*}unit", "{*}trans-unit"):
        for element in unit.findall(f"{{*}}{group}"):
            unit.remove(element)
    (found,) = parse_xliff(etree.tostring(tree, encoding="unicode"), "x")
    assert [one.code for one in found.findings] == ["machine-data-lost"]
    # What the standard's own attributes say is left.
    assert replace(found, findings=()) == replace(ENGINE, origin="")


def test_a_target_language_that_a_tool_changes_counts() -> None:
    text = serialize_xliff2(Bitext("p", (ENGINE,))).replace('trgLang="en"', 'trgLang="en-GB"')
    assert parse_xliff(text).target_language == "en-GB"


class TestOmegaT:
    """The source stands in the target's place; what OmegaT writes there is the person's."""

    def edit(self, entry: Entry, *changes: tuple[str, str]) -> Entry:
        return _edit(serialize_omegat(Bitext("p", (entry,))), *changes)

    def test_what_was_not_translated_keeps_the_machines_words(self) -> None:
        assert self.edit(ENGINE) == ENGINE

    def test_the_machines_words_taken_as_they_are_are_still_the_machines(self) -> None:
        """OmegaT fills them in from a memory without asking anybody."""
        assert self.edit(ENGINE, (">甲</target>", ">A</target>")) == ENGINE

    def test_other_words_are_a_persons(self) -> None:
        changed = (">甲</target>", ">B</target>")
        assert self.edit(ENGINE, changed) == replace(ENGINE, target="B", state=State.REVIEWED)
        final = replace(ENGINE, state=State.FINAL)
        assert self.edit(final, changed) == replace(ENGINE, target="B", state=State.REVIEWED)
        assert self.edit(OPEN, changed) == replace(OPEN, target="B", state=State.REVIEWED)

    def test_what_needs_no_translator_is_not_shown(self) -> None:
        text = serialize_omegat(BITEXTS["page"])
        units = etree.fromstring(text.encode()).iter(f"{V12}trans-unit")
        hidden = [unit.get("id") for unit in units if unit.get("translate") == "no"]
        assert hidden == ["u4.s1", "u8.s1"]  # English already; a code


V1_FOREIGN = """<xliff version="1.2"><file original="a.html" source-language="de"
 target-language="en" datatype="html"><header><skl/><note>x</note></header><body><group>
<trans-unit id="1"><source>eins</source><target state="translated">one</target></trans-unit>
<trans-unit id="2" approved="yes"><source>zwei</source><target>two</target><note>n</note>
 <alt-trans><target>deux</target></alt-trans></trans-unit></group>
<trans-unit id="3"><source>drei</source></trans-unit>
<trans-unit id="4"><source>vier</source><target state="new">vier</target></trans-unit>
<trans-unit id="5"><source>5</source><target state="final"
 state-qualifier="mt-suggestion">5</target><context-group/></trans-unit>
<bin-unit id="6"/></body></file></xliff>"""


def test_a_1_2_of_another_tool_is_read_and_nothing_is_lost_in_silence() -> None:
    bitext = parse_xliff(V1_FOREIGN, "x.xlf")
    assert (bitext.name, bitext.target_language) == ("a.html", "en")
    memory = {"match": MatchType.MEMORY}
    assert list(bitext) == [
        Entry("1", "eins", "one", "de", state=State.TRANSLATED, **memory),
        Entry("2", "zwei", "two", "de", state=State.REVIEWED, note="n", **memory),
        Entry("3", "drei", "drei", "de"),
        Entry("4", "vier", "vier", "de"),
        Entry("5", "5", "5", "de", state=State.FINAL, match=MatchType.ENGINE),
    ]
    assert [one.message.partition(": ")[2] for one in bitext.findings] == [
        (
            "alt-trans (1), bin-unit (1), context-group (1), header note (1), header skl (1). "
            "The file itself is unchanged."
        )
    ]


V2_FOREIGN = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de"
 xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:t="urn:oasis:names:tc:xliff:matches:2.0">
<file id="f" original="a.html"><skeleton href="s"/><notes><note>file</note></notes>
<group id="g"><unit id="1"><m:metadata><m:metaGroup category="c"><m:meta type="t">v</m:meta>
</m:metaGroup></m:metadata><t:matches/><notes><note>n</note></notes><segment id="a" state="final">
<source>Eins.</source><target>One.</target></segment><ignorable><source> </source></ignorable>
<segment><source>Zwei.</source><target>Two.</target></segment></unit></group>
<unit id="2"><ignorable><source>* </source></ignorable><segment><source>Drei.</source></segment>
</unit></file>
<file id="g" original="b.html"><unit id="1"><segment state="reviewed"><source>Vier.</source>
<target>Four.</target></segment></unit></file></xliff>"""


def test_a_2_of_another_tool_is_read_and_nothing_is_lost_in_silence() -> None:
    bitext = parse_xliff(V2_FOREIGN, "x.xlf")
    memory = {"match": MatchType.MEMORY}
    assert (bitext.name, bitext.target_language) == ("a.html", "und")
    assert list(bitext) == [
        Entry("f/1.a", "Eins.", "One.", "de", state=State.FINAL, note="n", **memory),
        Entry("f/1.s2", "Zwei.", "Two.", "de", state=State.TRANSLATED, **memory),
        Entry("f/2", "Drei.", "Drei.", "de"),
        Entry("g/1", "Vier.", "Four.", "de", state=State.REVIEWED, **memory),
    ]
    pages, left = bitext.findings
    assert (pages.code, pages.raw) == ("mixed-pages", "b.html")
    assert left.message.partition(": ")[2] == (
        "file note (1), ignorable (1), matches (1), metadata c (1). The file itself is unchanged."
    )
