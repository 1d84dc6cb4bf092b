"""What memory tools see of a TMX file, and what is read from theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_bitexts import BITEXTS
from lxml import etree

from glossa.formats import get_format
from glossa.formats.tmx import parse_tmx, serialize_tmx
from glossa.model import Bitext, Entry, Finding, MatchType, Signature, State

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _pairs(bitext: Bitext) -> dict[str, list[tuple[str, str]]]:
    """Id to (language, text) of each variant, as any reader of TMX has them."""
    tree = etree.fromstring(serialize_tmx(bitext).encode())
    return {
        unit.get("tuid"): [(one.get(LANG), one.findtext("seg")) for one in unit.iter("tuv")]
        for unit in tree.iter("tu")
    }


def _entry(
    source: str = "甲", target: str = "A", language: str = "zh-Hans", **more: object
) -> Entry:
    return replace(Entry("u1", source, target, language, state=State.TRANSLATED), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "languages"),
    [
        (_entry(match=MatchType.ENGINE), ["zh-Hans", "en"]),
        # Nothing was found: the source must not be offered as its own translation.
        (_entry(target="甲", state=State.INITIAL), ["zh-Hans"]),
        (_entry(target="甲", match=MatchType.NONE), ["zh-Hans"]),
        # A person said that it may stay; a code is the same everywhere.
        (_entry(target="甲", state=State.REVIEWED), ["zh-Hans", "en"]),
        (_entry("=12", "=12", "zxx", match=MatchType.COPIED), ["zxx", "en"]),
        # English on an English page helps nobody; with its names put right it is a pair.
        (_entry("Home", "Home", "en", match=MatchType.COPIED), ["en"]),
        (_entry("Tori", "Toli", "en", match=MatchType.COPIED), ["en", "en"]),
    ],
)
def test_there_is_a_target_only_where_one_was_found(entry: Entry, languages: list[str]) -> None:
    bitext = Bitext("p", (entry,))
    assert [language for language, _ in _pairs(bitext)["u1"]] == languages
    assert parse_tmx(serialize_tmx(bitext)) == bitext


def test_every_header_field_that_the_standard_asks_for_is_there() -> None:
    header = etree.fromstring(serialize_tmx(BITEXTS["page"]).encode()).find("header")
    assert dict(header.attrib) == {
        "creationtool": "glossa",
        "creationtoolversion": "0.1.0",
        "segtype": "sentence",
        "o-tmf": "glossa",
        "adminlang": "en",
        "srclang": "zh-Hans",
        "datatype": "plaintext",
    }


def test_the_page_says_which_version_made_it_and_the_program_does_not() -> None:
    """Else the same bitext would give other bytes after an update."""
    bitext = Bitext("p", (), signature=Signature.of({"version": "7.1"}))
    assert 'creationtoolversion="7.1"' in serialize_tmx(bitext)
    assert 'creationtoolversion="unknown"' in serialize_tmx(Bitext("p", ()))


@pytest.mark.parametrize(
    ("languages", "main"),
    [
        (["zh-Hans", "zh-Hant", "zh-Hant", "en", "en", "en"], "zh-Hant"),  # not the target's own
        (["zxx", "und", "ug-Arab"], "ug-Arab"),
        (["ru", "kk"], "ru"),  # a tie: the first
        (["en", "zxx"], "*all*"),
        ([], "*all*"),
    ],
)
def test_the_source_language_is_what_most_is_translated_from(
    languages: list[str], main: str
) -> None:
    entries = tuple(
        Entry(f"u{number}", "x", "y", language) for number, language in enumerate(languages)
    )
    tree = etree.fromstring(serialize_tmx(Bitext("p", entries)).encode())
    assert tree.find("header").get("srclang") == main
    others = [unit.get("srclang", main) for unit in tree.iter("tu")]
    assert others == languages


@pytest.mark.parametrize("language", ["", "zh_CN", "Chinese (simplified)", "\u2028", "zh-"])
def test_what_is_no_language_tag_is_not_written_as_one(language: str) -> None:
    bitext = Bitext("p", (_entry(language=language),), language)
    assert [tongue for tongue, _ in _pairs(bitext)["u1"]] == ["und", "und"]
    # An entry's language is never empty: that reads as unknown.
    read = parse_tmx(serialize_tmx(bitext))
    assert read.target_language == language
    assert read["u1"].language == (language or "und")


def test_what_a_checker_found_stands_in_notes_for_people() -> None:
    tree = etree.fromstring(serialize_tmx(BITEXTS["page"]).encode())
    assert [note.text for note in tree.iter("note")] == [
        "glossa: Remark: The page carries no label; it was read as gb18030.",
        "glossa: Warning: The number 120 is missing: put it in.",
        "glossa: Error: '摊位' is still Chinese: translate it or take it out.",
        "glossa: Warning: The engine gave nothing usable (a loop); the source was kept.",
        "Checked with the client.\nKeep it short.",
    ]


def _edited(entry: Entry, *changes: tuple[str, str]) -> Entry:
    text = serialize_tmx(Bitext("p", (entry,)))
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (found,) = parse_tmx(text, "x")
    return found


def test_a_target_that_a_person_adds_is_reviewed() -> None:
    entry = _entry(target="甲", state=State.INITIAL)
    added = '</tuv>\n   <tuv xml:lang="en"><seg>A</seg></tuv>'
    assert _edited(entry, ("</tuv>", added)) == replace(entry, target="A", state=State.REVIEWED)


@pytest.mark.parametrize("note", ["glossa: keep", "glossa: ", "two\nlines", " "])
def test_a_persons_note_comes_back_though_it_begins_like_one_of_glossas(note: str) -> None:
    assert _edited(_entry(note=note)) == _entry(note=note)


def test_a_note_added_by_a_person_stands_after_the_one_that_was_there() -> None:
    found = _edited(_entry(note="one"), ("<note>one</note>", "<note>one</note><note>two</note>"))
    assert found == _entry(note="one\ntwo")


@pytest.mark.parametrize("after", ["<seg></seg>", "<seg/>"])
def test_a_target_that_a_person_empties_is_reported(after: str) -> None:
    found = _edited(_entry(match=MatchType.ENGINE, origin="m"), ("<seg>A</seg>", after))
    assert (found.target, found.state, found.match) == ("甲", State.INITIAL, MatchType.NONE)
    assert [finding.code for finding in found.findings] == ["target-removed"]


def test_a_unit_without_its_props_keeps_its_texts_and_says_what_is_lost() -> None:
    text = serialize_tmx(Bitext("p", (_entry(match=MatchType.ENGINE, note="n"),)))
    lines = [line for line in text.splitlines() if "x-glossa-" not in line]
    (found,) = parse_tmx("\n".join(lines), "x.tmx")
    (finding,) = found.findings
    assert (finding.code, finding.where) == ("machine-data-lost", "x.tmx:7")
    assert replace(found, findings=()) == replace(
        _entry(note="n"), state=State.REVIEWED, match=MatchType.MEMORY
    )


FOREIGN = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Other" srclang="ZH-CN" segtype="sentence">
<prop type="project">42</prop><note>exported</note></header><body>
<tu changeid="li" tuid="a"><prop type="x-domain">news</prop><note>keep it short</note>
 <tuv xml:lang="EN-us" changedate="20250101T000000Z"><note>seen</note><seg>News</seg></tuv>
 <tuv xml:lang="zh_cn"><seg>新闻</seg></tuv></tu>
<tu><tuv lang="zh"><seg>视频</seg></tuv><tuv lang="fr"><seg>Vidéo</seg></tuv>
 <tuv lang="EN"><seg>Video</seg></tuv><tuv lang="en-GB"><seg>Videos</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>图片</seg></tuv></tu>
<tu tuid="a"><tuv xml:lang="zh-CN"><seg>甲</seg></tuv><tuv xml:lang="fr"><seg>A</seg></tuv></tu>
<tu srclang="de"><tuv xml:lang="en-US"><seg>Map</seg></tuv>
 <tuv xml:lang="de"><seg>Karte</seg></tuv></tu>
<tu tuid="none"/>
</body></tmx>"""


def test_a_memory_of_another_tool_is_read_and_nothing_is_lost_in_silence() -> None:
    bitext = parse_tmx(FOREIGN, "other.tmx")
    assert (bitext.name, bitext.target_language) == ("other.tmx", "en-US")
    seen = {"state": State.REVIEWED, "match": MatchType.MEMORY}
    plain = [replace(entry, findings=()) for entry in bitext]
    assert plain == [
        Entry("a", "新闻", "News", "zh-CN", note="keep it short\nseen", **seen),
        Entry("tu2", "视频", "Video", "zh", **seen),
        Entry("tu3", "图片", "图片", "zh-CN"),
        Entry("a#2", "甲", "甲", "zh-CN"),
        Entry("tu5", "Karte", "Map", "de", **seen),
        Entry("none", "", "", "und"),
    ]
    assert [(entry.id, one.code, one.raw) for entry in bitext for one in entry.findings] == [
        ("tu2", "extra-translation", '[["fr", "Vidéo"], ["en-GB", "Videos"]]'),
        ("a#2", "extra-translation", '[["fr", "A"]]'),
        ("a#2", "duplicate-id", "a"),
        ("none", "broken-row", ""),
    ]
    (finding,) = bitext.findings
    assert (finding.code, finding.where) == ("foreign-data", "other.tmx")
    assert finding.message == (
        "Left out, as glossa has no place for it: header note (1), header prop (1), "
        "prop x-domain (1), tu changeid (1), tuv changedate (1). The file itself is unchanged."
    )


def test_a_memory_without_a_source_language_takes_what_stands_first() -> None:
    text = FOREIGN.replace(' srclang="ZH-CN"', ' srclang="*all*"')
    assert parse_tmx(text, "x").entries[0].source == "News"


def test_the_exact_source_language_is_taken_before_a_near_one() -> None:
    text = """<tmx version="1.4"><header srclang="en"/><body><tu>
<tuv xml:lang="en-GB"><seg>colour</seg></tuv><tuv xml:lang="en"><seg>color</seg></tuv>
</tu></body></tmx>"""
    bitext = parse_tmx(text, "x")
    assert [(entry.source, entry.target) for entry in bitext] == [("color", "colour")]
    assert bitext.target_language == "en-GB"


def test_findings_of_the_page_come_back_and_its_notes_are_not_counted_as_foreign() -> None:
    bitext = Bitext("p", (), findings=(Finding("empty-page", "Nothing."),))
    assert parse_tmx(serialize_tmx(bitext), "x") == bitext


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_memory_in_utf_16_with_a_dtd_is_read_like_any_other(encoding: str) -> None:
    text = FOREIGN.replace('version="1.0"', 'version="1.0" encoding="UTF-16"', 1)
    bitext = get_format("tmx").decode(text.encode(encoding), "other.tmx")
    assert bitext == parse_tmx(FOREIGN, "other.tmx")


def test_of_one_source_translated_twice_the_newest_stands_last_as_a_memory_wants_it() -> None:
    """Other tools export in any order; what is read last is what a memory uses."""

    def unit(source: str, target: str, changed: str, variant: str = "") -> str:
        return (
            f'<tu {changed}><tuv xml:lang="zh-CN"><seg>{source}</seg></tuv>'
            f'<tuv xml:lang="en-US" {variant}><seg>{target}</seg></tuv></tu>'
        )

    units = [
        unit("甲。", "new", 'changedate="20240101T000000Z"'),
        unit("乙。", "other", ""),
        unit("甲。", "old", 'creationdate="20200101T000000Z"'),
        unit("甲。", "middle", "", 'changedate="20220101T000000Z"'),
        unit("丙。", "undated second", ""),
        unit("丙。", "dated first", 'changedate="20220101T000000Z"'),
    ]
    bitext = parse_tmx(
        '<tmx version="1.4"><header creationtool="memoQ" srclang="zh-CN"/>'
        f"<body>{''.join(units)}</body></tmx>"
    )
    assert [entry.target for entry in bitext] == [
        *("old", "other", "middle", "new"),
        *("undated second", "dated first"),
    ]
