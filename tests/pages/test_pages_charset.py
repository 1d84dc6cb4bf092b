"""The encoding of web pages: what browsers do, and labels that lie (cases/page-charsets.json)."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.errors import UsageError
from glossa.model import Severity
from glossa.pages.charset import decode_page
from glossa.pages.charset_labels import codec_of_label
from glossa.pages.charset_prescan import declared
from glossa.pages.codec import encode_exact

CASES = json.loads((Path(__file__).parents[1] / "cases" / "page-charsets.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_an_encoding_is_found_and_a_lie_is_told(case: dict[str, str]) -> None:
    head = case["head"].replace("{pad}", "a" * 1100)
    data = (head + case["text"] + "\n").encode(case["bytes"])
    decoded = decode_page(data, "page.html")
    assert decoded.text == head + case["text"] + "\n"
    assert (decoded.encoding.name, decoded.encoding.source) == (case["codec"], case["source"])
    assert [one.code for one in decoded.findings] == [case["finding"]] * bool(case["finding"])
    assert encode_exact(decoded.text, decoded.encoding.name) == data


def test_the_finding_says_what_stood_there_and_what_was_done() -> None:
    data = '<meta charset="GB2312">云南省人民政府办公厅'.encode()
    (finding,) = decode_page(data, "page.html").findings
    assert finding.raw == "GB2312"
    assert finding.severity is Severity.WARNING
    assert finding.where == "page.html"
    assert "'GB2312', but its bytes are utf-8; it was read as utf-8" in finding.message


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_beats_the_label_and_the_finding_is_a_note(
    bom: bytes, codec: str
) -> None:
    text = "<meta charset=gb2312>云南"
    decoded = decode_page(bom + text.encode(codec), "p", transport="big5")
    assert (decoded.text, decoded.encoding.bom, decoded.encoding.name) == (text, bom, codec)
    assert [(one.code, one.severity) for one in decoded.findings] == [
        ("charset-label-wrong", Severity.INFO)
    ]


def test_utf16_that_says_so_needs_no_remark() -> None:
    text = "<html><head><meta charset=utf-16><title>云南 news</title>"
    for data in (text.encode("utf-16"), text.encode("utf-16-le")):
        decoded = decode_page(data, "p", transport="unicode")
        assert (decoded.text, decoded.findings) == (text, ())


def test_the_transport_beats_the_page_unless_it_cannot_be_true() -> None:
    text = "<meta charset=koi8-r>Правительство"
    told = decode_page(text.encode("cp1251"), "p", transport="windows-1251")
    assert (told.text, told.findings) == (text, ())
    lied = decode_page(text.encode("koi8-r"), "p", transport="utf-8")
    assert (lied.text, lied.encoding.name) == (text, "koi8-r")
    assert [(one.code, one.raw) for one in lied.findings] == [("charset-label-wrong", "utf-8")]


def test_the_caller_beats_all() -> None:
    data = "<meta charset=big5>云南省人民政府".encode("gbk")
    assert decode_page(data, "p", "x-gbk").encoding.source == "caller"
    assert decode_page(data, "p", "x-gbk").text.endswith("云南省人民政府")
    with pytest.raises(UsageError):
        decode_page(data, "p", "no-such-thing")


def test_bytes_that_fit_nothing_are_said_to_and_come_back() -> None:
    data = b"<meta charset=utf-8>" + bytes(range(128, 256)) * 2
    decoded = decode_page(data, "p")
    assert encode_exact(decoded.text, decoded.encoding.name) == data
    first = decoded.findings[0]
    assert first.code in {"charset-label-wrong", "encoding-guessed"}
    assert "no label" not in first.message


def test_an_empty_page_has_no_lie_in_it() -> None:
    assert decode_page(b"", "p", transport="gbk").text == ""


@pytest.mark.parametrize(
    "data",
    [
        b"<meta charset='gb2312",
        b"<meta charset",
        b"<meta http-equiv=content-type content='text/html; charset",
        b"<!-- <meta charset=gbk>",
        b"<",
        b"<meta",
        b"<a b='",
        b"<!doctype",
        b"<?xml version='1.0' encoding=",
        b"<metal charset=gbk>",
    ],
)
def test_what_is_cut_off_says_nothing(data: bytes) -> None:
    assert declared(data) is None


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("csGB2312", "gb18030"),
        ("chinese", "gb18030"),
        ("Big5-HKSCS", "big5hkscs"),
        ("cn-big5", "big5hkscs"),
        ("us-ascii", "cp1252"),
        ("x-user-defined", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("tis-620", "cp874"),
        ("\tUTF8\n", "utf-8"),
        ("utf_8", "utf-8"),
        ("charset=utf-8", "utf-8"),
        ("UTF-8;", "utf-8"),
        ("utf-7", None),
        ("idna", None),
        ("rot13", None),
        ("unicode_escape", None),
        ("", None),
        ("none", None),
    ],
)
def test_labels(label: str, codec: str | None) -> None:
    assert codec_of_label(label) == codec


@given(st.binary(max_size=400), st.sampled_from([None, "gbk", "big5", "utf-8", "latin1", "sjis"]))
def test_every_byte_comes_back(data: bytes, transport: str | None) -> None:
    decoded = decode_page(data, "p", transport=transport)
    assert decoded.encoding.bom + encode_exact(decoded.text, decoded.encoding.name) == data


@given(
    st.text("云南省人民政府新闻来源的在一是有和，。", min_size=8, max_size=40),
    st.sampled_from(["utf-8", "gb18030"]),
    st.sampled_from(["utf-8", "gb2312", "big5", "iso-8859-1", "windows-1252"]),
)
def test_chinese_is_read_whatever_the_label(text: str, codec: str, label: str) -> None:
    page = f"<html><meta charset={label}><p>{text}</p>"
    assert decode_page(page.encode(codec), "p").text == page
