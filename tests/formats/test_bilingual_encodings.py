"""A file says one encoding and is in another: the words are read, and the label is reported."""

from __future__ import annotations

import pytest

from glossa.errors import BitextError
from glossa.formats import get_format
from glossa.formats.po import serialize_po
from glossa.model import Bitext, Entry, MatchType, Severity, State

PAGE = Bitext(
    "p", (Entry("u1", "首页", "Café", "zh-Hans", state=State.REVIEWED, match=MatchType.HAND),)
)
PO = get_format("po")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KIND\\n"\n\n'


def labelled(charset: str) -> str:
    return serialize_po(PAGE).replace("charset=UTF-8", f"charset={charset}")


@pytest.mark.parametrize(
    "charset", ["ISO-8859-1", "windows-1251", "GBK", "gb2312", "Big5", "ASCII", "Shift_JIS"]
)
def test_a_catalogue_that_is_utf_8_is_read_so_whatever_its_header_says(charset: str) -> None:
    bitext = PO.decode(labelled(charset).encode(), "x.po")
    assert bitext.entries == PAGE.entries
    (finding,) = bitext.findings
    assert (finding.code, finding.severity, finding.raw, finding.where) == (
        "wrong-charset",
        Severity.WARNING,
        charset,
        "x.po",
    )


def test_xml_that_is_utf_8_too() -> None:
    data = get_format("tmx").encode(PAGE).replace(b'"UTF-8"', b'"windows-1252"', 1)
    bitext = get_format("tmx").decode(data, "x.tmx")
    assert bitext.entries == PAGE.entries
    assert [one.code for one in bitext.findings] == ["wrong-charset"]


@pytest.mark.parametrize("charset", ["GBK", "gb2312", "gb18030", "windows-936"])
def test_a_chinese_label_means_all_of_gb18030(charset: str) -> None:
    """What Chinese tools call gb2312 has more characters than gb2312 has."""
    page = PAGE.with_entries((Entry("u1", "镕", "Rong", state=State.FINAL),))
    text = serialize_po(page).replace("charset=UTF-8", f"charset={charset}")
    assert PO.decode(text.encode("gb18030"), "x.po") == page


def test_a_word_that_two_encodings_can_read_is_what_the_header_says() -> None:
    """The bytes of 模式 in GBK are sound UTF-8 for two letters that nobody uses."""
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=GBK\\n"\n\nmsgid "a"\nmsgstr "模式"\n'
    )
    bitext = PO.decode(text.encode("gbk"), "x.po")
    assert ([entry.target for entry in bitext], bitext.findings) == (["模式"], ())


def test_nothing_is_said_where_the_label_makes_no_difference() -> None:
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=ASCII\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    assert PO.decode(text.encode(), "x.po").findings == ()


def test_bytes_that_fit_neither_the_label_nor_utf_8_are_refused() -> None:
    with pytest.raises(BitextError) as caught:
        PO.decode(labelled("GBK").encode("latin-1", "replace") + b"\xff\xff", "x.po")
    assert "is not gb18030" in str(caught.value)
    with pytest.raises(BitextError, match="is not utf-8"):
        PO.decode(serialize_po(PAGE).encode("gbk"), "x.po")


def test_a_file_that_is_no_text_is_called_so() -> None:
    with pytest.raises(BitextError, match="no text"):
        PO.decode(b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\xff", "x.po")
    with pytest.raises(BitextError, match="a zip archive"):
        PO.decode(get_format("xlsx").encode(PAGE), "x.po")
