"""XML that is broken, hostile or another tool's: refused with its line, or read and reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from golden_bitexts import BITEXTS
from lxml import etree

from glossa.errors import BitextError
from glossa.formats import get_format
from glossa.formats.tmx import parse_tmx
from glossa.formats.xliff import parse_xliff
from glossa.model import Bitext, Entry, MatchType, State

TMX = """<tmx version="1.4"><header srclang="zh"/><body>{}</body></tmx>"""
UNIT = """<tu><tuv xml:lang="zh"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>A</seg></tuv></tu>"""
V1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="p" source-language="zh" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>{}</source><target>A</target></trans-unit></body></file></xliff>"""
V2 = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh"
 trgLang="en"><file id="f"><unit id="1"><segment><source>{}</source><target>A</target></segment>
</unit></file></xliff>"""

PARSERS = {
    "tmx": (parse_tmx, TMX.format(UNIT)),
    "xliff12": (parse_xliff, V1),
    "xliff21": (parse_xliff, V2),
}
by_kind = pytest.mark.parametrize("kind", PARSERS)


def _source(kind: str, content: str, doctype: str = "") -> str:
    parse, text = PARSERS[kind]
    (entry,) = parse(doctype + text.replace("{}", content), "x")
    return entry.source


def _refused(kind: str, content: str, doctype: str = "") -> BitextError:
    with pytest.raises(BitextError) as caught:
        _source(kind, content, doctype)
    assert str(caught.value).startswith("x")
    assert "\n  " in str(caught.value)  # says what to do
    return caught.value


@by_kind
@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY c PUBLIC "x" "https://example.org/x">',
        '<!ENTITY % p SYSTEM "https://example.org/x.dtd"> %p;',
        '<!-- ]> --><!ENTITY c "hidden behind a comment">',
    ],
)
def test_bombs_and_files_from_elsewhere_are_refused(kind: str, declaration: str) -> None:
    error = _refused(kind, "&c;", f"<!DOCTYPE x [{declaration}]>")
    assert "declares entities" in error.found


@by_kind
def test_a_dtd_is_never_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is what it would define dropped: the reference stays as it was written."""
    text = '<!ENTITY c "read from elsewhere"> <!ELEMENT broken, as a reader would see'
    (tmp_path / "outside.dtd").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert _source(kind, "a&c;b", '<!DOCTYPE x SYSTEM "outside.dtd">') == "a&c;b"


@by_kind
def test_an_entity_that_nobody_declares_is_refused_with_its_line(kind: str) -> None:
    assert _refused(kind, "\n\na&nbsp;b").where.startswith("x:")


@by_kind
def test_what_is_nested_or_grown_without_bound_is_refused(kind: str) -> None:
    assert "depth" in _refused(kind, "<g>" * 300 + "</g>" * 300).found.lower()
    _refused(kind, "x" * 10_000_001)


@by_kind
@pytest.mark.parametrize(
    ("content", "line"),
    [("a < b", 0), ("\n\n<b>", 2), ("a & b", 0), ("a\x01b", 0), ("\n]]>", 1), ("&#0;", 0)],
)
def test_broken_xml_is_refused_with_its_line(kind: str, content: str, line: int) -> None:
    where = _refused(kind, content).where
    first = PARSERS[kind][1].split("{}", maxsplit=1)[0].count("\n") + 1
    assert first + line <= int(where.partition(":")[2]) <= first + line + 3


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("tmx", "<html/>", "no TMX file: its outermost element is <html>"),
        ("tmx", '<tmx version="1.4"/>', "this TMX file has no body"),
        ("tmx", V1, "its outermost element is <xliff>"),
        ("xliff", "<html/>", "no XLIFF file: its outermost element is <html>"),
        ("xliff", '<xliff version="2.1" srcLang="zh"/>', "has no <file> in it"),
        ("xliff12", "<tmx/>", "its outermost element is <tmx>"),
    ],
)
def test_another_xml_is_refused_by_its_name(name: str, text: str, found: str) -> None:
    with pytest.raises(BitextError, match=found):
        get_format(name).parse(text, "x")


@by_kind
def test_comments_and_instructions_inside_a_text_are_not_its_text(kind: str) -> None:
    assert _source(kind, "a<!-- b --> c<?pi d?>e") == "a ce"


@by_kind
def test_a_declaration_or_byte_order_mark_does_no_harm(kind: str) -> None:
    assert _source(kind, "甲", '\ufeff<?xml version="1.0" encoding="Shift_JIS"?>\n') == "甲"


@by_kind
@pytest.mark.parametrize(
    ("content", "text"),
    [
        # What a code stands for, where it says so ...
        ('<bpt i="1">&lt;b></bpt>甲<ept i="1">&lt;/b></ept>', "<b>甲</b>"),
        ("甲<ph>{0}</ph><it>&lt;br></it>", "甲{0}<br>"),
        # ... else the code itself.
        ('甲<x id="7"/>乙<ph id="8"/>', '甲<x id="7"/>乙<ph id="8"/>'),
        ('<g id="1">甲<x id="2"/></g>', '<g id="1">甲<x id="2"/></g>'),
        ('<pc id="1" dataRefStart="d1">甲</pc>', '<pc id="1" dataRefStart="d1">甲</pc>'),
        ('<hi type="bold">甲</hi>', "甲"),
        ('<mrk mtype="term">甲</mrk>乙', "甲乙"),
    ],
)
def test_inline_codes_are_text_and_said_to_be(kind: str, content: str, text: str) -> None:
    parse, frame = PARSERS[kind]
    (entry,) = parse(frame.replace("{}", content), "x")
    (finding,) = entry.findings
    assert (entry.source, finding.code) == (text, "inline-codes")
    assert content.partition(">")[0] in finding.raw
    assert finding.where.startswith("x:")


def test_the_segments_that_a_tool_marks_inside_a_unit_are_no_codes() -> None:
    (entry,) = parse_xliff(V1.replace("{}", '<mrk mtype="seg" mid="1">甲</mrk> 乙'), "x")
    assert (entry.source, entry.findings) == ("甲 乙", ())


@pytest.mark.parametrize("hexadecimal", ["", "zz", "110000", "-1", "FFFFFFFFFFFFFFFFFFFF"])
def test_a_code_point_that_is_none_stays_visible(hexadecimal: str) -> None:
    tag = f'<cp hex="{hexadecimal}"/>'
    (entry,) = parse_xliff(V2.replace("{}", f"甲{tag}"), "x")
    assert entry.source == f"甲{tag}"
    assert [finding.code for finding in entry.findings] == ["inline-codes"]


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff12", "omegat"])
def test_tags_in_a_page_are_text_and_stay_text(name: str) -> None:
    source = '<x id="1"/> &amp; <![CDATA[a]]> <!-- b -->'
    format_ = get_format(name)
    entry = Entry("u1", source, f"{source}!", "zh", state=State.REVIEWED, match=MatchType.MEMORY)
    assert list(format_.parse(format_.serialize(Bitext("p", (entry,))), "")) == [entry]


@pytest.mark.parametrize("name", ["tmx", "xliff12"])
def test_an_edited_text_counts_before_the_exact_one(name: str) -> None:
    format_ = get_format(name)
    fields = {"state": State.REVIEWED, "match": MatchType.ENGINE}
    bitext = Bitext("page", (Entry("u1", "一\0二", "one\0two", note="a\0b", **fields),))
    text = format_.serialize(bitext).replace("one␀two", "one and two").replace("a␀b", "c")
    assert list(format_.parse(text, "")) == [
        Entry("u1", "一\0二", "one and two", note="c", **fields)
    ]


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff12", "omegat"])
def test_damaged_data_of_glossa_is_reported_and_the_texts_are_read(name: str) -> None:
    format_ = get_format(name)
    entry = Entry("u1", "甲", "A", "zh", state=State.REVIEWED, match=MatchType.MEMORY, start=4)
    text = format_.serialize(Bitext("p", (entry,)))
    assert ">4<" in text
    (found,) = format_.parse(text.replace(">4<", ">four<").replace(">tm<", ">guess<"), "x")
    assert (found.source, found.target, found.start) == ("甲", "A", 0)
    assert [(one.code, one.raw) for one in found.findings] == [
        ("bad-value", "four"),
        ("bad-value", "guess"),
    ]


def _damaged(text: str) -> Iterator[str]:
    """The document with one element, one element's content or one attribute gone, in turn."""
    count = sum(1 for _ in etree.fromstring(text.encode()).iter())
    for number in range(1, count):
        for harm in (_remove, _empty, _bare):
            root = etree.fromstring(text.encode())
            harm(list(root.iter())[number])
            yield etree.tostring(root, encoding="unicode")


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _empty(element: Any) -> None:
    tail, attributes = element.tail, dict(element.attrib)
    element.clear()
    element.tail = tail
    element.attrib.update(attributes)


def _bare(element: Any) -> None:
    element.attrib.clear()


@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff12", "omegat"])
def test_whatever_is_missing_the_file_is_read_or_refused_and_can_be_written_again(
    name: str,
) -> None:
    format_ = get_format(name)
    page = BITEXTS["page"]
    text = format_.serialize(page.with_entries((page["u6.s1"], page["u7.s1"])))
    read = 0
    for damaged in _damaged(text):
        try:
            bitext = format_.parse(damaged, "x")
        except BitextError:  # without its outermost elements it is no such file
            continue
        read += 1
        assert format_.parse(format_.serialize(bitext), "x") == bitext
    assert read > 60
