"""MHTML: the page and its frames translated in place, every other byte as it was."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved_pages import COUNTY, NEWS, SAVED, english, message

from glossa.errors import InputError
from glossa.localize import localize_ignorable
from glossa.markup import Filled
from glossa.model import Document
from glossa.pages import mhtml, page_format
from glossa.pages.bilingual import build_bilingual
from glossa.pages.mhtml_parts import structure
from glossa.segmentation import segment

PAGE = NEWS.read_bytes().replace("./城南新桥通车_files/".encode(), b"")
FRAME = "<html><body><p>周末有小雨</p></body></html>".encode()


def _read(data: bytes, name: str = "page.mhtml") -> Document:
    return segment(mhtml.parse(data, name))


def _translated(data: bytes) -> tuple[bytes, EmailMessage]:
    document = _read(data)
    built = mhtml.rebuild(document, english(document), language="en", joiner=localize_ignorable)
    parsed = email.message_from_bytes(built.data, policy=email.policy.default)
    return built.data, cast(EmailMessage, parsed)


def _pages(parsed: EmailMessage) -> list[str]:
    return [
        part.get_payload(decode=True).decode("utf-8")
        for part in parsed.walk()
        if part.get_content_type() == "text/html"
    ]


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_the_page_is_translated_in_its_transfer_encoding(coding: str, newline: bytes) -> None:
    data = message(PAGE, coding=coding, newline=newline)
    assert page_format(data, "x").name == "mhtml"
    assert mhtml.rebuild(_read(data), {}, language="en").data == data
    written, parsed = _translated(data)
    (page,) = _pages(parsed)
    assert "New bridge in the south opens today</h1>" in page
    assert ' lang="en"' in page[:200]
    (part,) = [one for one in parsed.walk() if one.get_content_type() == "text/html"]
    assert part["Content-Transfer-Encoding"] == coding
    assert part["Content-Location"] == "http://news.example.com/2025/1012.html"
    assert part["Content-ID"] == "<frame-1@mhtml.blink>"
    assert parsed["Subject"] == "New bridge in the south opens today"
    rest = data[data.index(b"Content-Type: text/css") :]
    assert written.endswith(rest)
    assert written.count(b"\r\n") == (written.count(b"\n") if newline == b"\r\n" else 0)


def test_what_is_read_is_what_a_reader_sees_and_the_subject_first() -> None:
    document = _read(message(PAGE, frame=FRAME))
    assert document.format == "mhtml"
    assert [unit.source for unit in document.units[:3]] == [
        "城南新桥今天通车",
        "城南新桥今天通车 - 河湾新闻网",
        "河湾市城南新桥今天上午通车。",
    ]
    assert document.units[-1].source == "周末有小雨"
    markup = document.units[0].markup
    assert markup is not None
    assert markup.element == "title"
    assert document.findings == ()


def test_only_the_frame_that_changed_is_written() -> None:
    data = message(PAGE, frame=FRAME)
    document = _read(data)
    last = list(document.segments)[-1]
    built = mhtml.rebuild(document, {last.id: Filled("Light rain")}, language="en").data
    start = data.index(b"Content-Type: text/html\r\nContent-ID: <frame-2")
    assert built[:start] == data[:start]
    assert b"<p>Light rain</p>" in built
    assert built.endswith(data[data.index(b"Content-Type: text/css") :])


def test_the_charset_of_a_page_of_2005_is_corrected_in_both_places() -> None:
    data = message(COUNTY.read_bytes(), charset="gb2312", subject="x")
    document = _read(data)
    assert document.units[1].source == "青石县人民政府"
    assert document.encoding.name == "gb18030"
    _, parsed = _translated(data)
    (part,) = [one for one in parsed.walk() if one.get_content_type() == "text/html"]
    assert part.get_content_charset() == "utf-8"
    (page,) = _pages(parsed)
    assert "charset=utf-8" in page
    assert "Qingshi County Government" in page


def test_the_header_tells_the_encoding_where_the_page_does_not() -> None:
    page = "<html><body><p>Правительство</p></body></html>".encode("koi8-r")
    document = _read(message(page, charset="koi8-r", subject="x"))
    assert [unit.source for unit in document.units] == ["x", "Правительство"]
    lied = _read(message(PAGE, charset="gb2312", subject="x"))
    assert [one.code for one in lied.findings] == ["charset-label-wrong"]
    assert "首页" in lied.text


def test_seven_bits_are_given_up_for_signs_that_they_cannot_hold() -> None:
    page = b"<html><body><p>Home &#20113;</p></body></html>"
    data = message(page, coding="7bit", subject="x")
    document = _read(data)
    filled = {one.id: Filled("云—") for one in document.segments if "Home" in one.source}
    built = mhtml.rebuild(document, filled, language="zh-Hans").data
    assert b"Content-Transfer-Encoding: quoted-printable\r\n" in built
    found = structure(built, "")
    assert found is not None
    assert "<p>云—</p>" in mhtml.content_of(built, found.parts[0]).decode()
    assert built[found.parts[0].body : found.parts[0].end].isascii()


def test_a_message_of_one_part_is_read() -> None:
    data = (
        b"From: <Saved by Windows Internet Explorer 7>\r\nSubject: =?gb2312?B?yte12g==?=\r\n"
        b'Content-Type: text/html;\r\n\tcharset="utf-8"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        b"PHA+6aaW6aG1PC9wPg==\r\n"
    )
    document = _read(data, "page.mht")
    assert document.text.splitlines()[-1] == "首页"
    _, parsed = _translated(data)
    assert _pages(parsed) == ["<p>Home</p>"]


def test_the_page_that_the_file_was_saved_from_comes_first() -> None:
    data = (
        message(PAGE, frame=FRAME)
        .replace(
            b"Snapshot-Content-Location: http://news.example.com/2025/1012.html",
            b"Snapshot-Content-Location: cid:frame-2@mhtml.blink",
        )
        .replace(
            b"Content-ID: <frame-2@mhtml.blink>",
            b"Content-ID: <frame-2@mhtml.blink>\r\nContent-Location: cid:frame-2@mhtml.blink",
        )
    )
    assert _read(data).units[1].source == "周末有小雨"


SOUND = message(PAGE)
HEAD = SOUND[: SOUND.index(b"------Multi")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HEAD, "it has headers only"),
        (SOUND.replace(b"text/html\r\n", b"text/plain\r\n"), "files of other kinds"),
        (HEAD + b"------MultipartBoundary--x1----\r\n", "headers only"),
        (b"", "does not begin with headers"),
        (b"Just a note", "does not begin with headers"),
    ],
)
def test_a_file_without_a_page_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        mhtml.parse(data, "page.mht")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SOUND[: SOUND.index(b"Content-Type: image")], "mhtml-cut"),
        (SOUND[: SOUND.index(b"=E5=85=AC=E4=BA=A4") + 7], "mhtml-cut"),
        (SOUND.replace(b'boundary="----Multi', b'boundary="----Other'), "mhtml-boundary"),
        (message(PAGE, coding="base64").replace(b"PCFE", b"P!FE"), "mhtml-part"),
        (
            SOUND.replace(b"Content-ID: <frame-1", b"Content-Length: 12\r\nContent-ID: <frame-1"),
            "mhtml-part",
        ),
        (SOUND.replace(b"quoted-printable", b"x-strange"), "mhtml-part"),
    ],
)
def test_damage_is_said_and_the_rest_is_read_and_written(data: bytes, code: str) -> None:
    document = _read(data)
    assert code in {one.code for one in document.findings}
    assert mhtml.rebuild(document, {}, language="en").data == data
    written, _ = _translated(data)
    found = structure(written, "")
    assert found is not None
    page = mhtml.content_of(written, found.parts[0]).decode("utf-8", "replace")
    if b"x-strange" in data:
        return
    assert "New bridge in the south opens today</h1>" in page


def test_a_length_that_was_claimed_is_put_right() -> None:
    data = message(PAGE, coding="8bit").replace(
        b"Content-ID: <frame-1", b"Content-Length: 12\r\nContent-ID: <frame-1"
    )
    written, _ = _translated(data)
    found = structure(written, "")
    assert found is not None
    page = found.parts[0]
    assert int(page.headers["Content-Length"]) == page.end - page.body


def test_a_web_page_that_is_only_called_mhtml_is_a_web_page() -> None:
    document = _read(NEWS.read_bytes(), "page.mht")
    assert document.format == "html"


def test_a_subject_cannot_add_headers() -> None:
    data = message(PAGE)
    document = _read(data)
    first = next(document.segments)
    filled = {first.id: Filled("News\r\nBcc: somebody@example.com\r\n\r\n<p>")}
    written = mhtml.rebuild(document, filled, language="en").data
    parsed = email.message_from_bytes(written)
    assert "Bcc" not in parsed
    assert parsed.get_content_type() == "multipart/related"


@settings(max_examples=60)
@given(st.binary(max_size=40), st.data())
def test_whatever_is_damaged_is_refused_or_comes_back(junk: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SOUND)))
    until = data.draw(st.integers(at, min(len(SOUND), at + 60)))
    broken = SOUND[:at] + junk + SOUND[until:]
    try:
        document = mhtml.parse(broken, "page.mhtml")
    except InputError:
        return
    assert all(unit.source == document.text[unit.start : unit.end] for unit in document.units)
    if document.format == "mhtml":
        assert mhtml.rebuild(document, {}, language="en").data == broken


def test_the_bilingual_page_of_a_file_holds_its_pictures_and_styles() -> None:
    data = message(PAGE.replace(b"bridge.png", b"http://news.example.com/2025/bridge.png#x"))
    document = _read(data)
    built = build_bilingual(document, english(document), language="en")
    page = built.data.decode()
    assert built.ending == ".html"
    assert '<img id="photo" src="data:image/png;base64,iVBOR' in page
    assert 'href="data:text/css;base64,' in page
    assert "logo.png" in page  # no part is called so
    assert 'href="http://news.example.com/bridge.html"' in page
    assert page.count("<glossa-bar") == 1


def test_pictures_in_styles_come_along_and_scripts_and_pages_stay_out() -> None:
    parts = (
        ("text/css", "s.css", "b { background: url(p.gif) } i { background: url('cid:q') }"),
        ("image/gif", "p.gif", "GIF"),
        ("text/javascript", "j.js", "go()"),
        ("text/html", "f.html", "<p>frame"),
    )
    page = (
        "<html><link rel=stylesheet href=s.css><style>u { background: url(p.gif) }</style>"
        "<iframe src='f.html'></iframe><script src=j.js></script><a href=p.gif>首页</a></html>"
    )
    data = (
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
        b"Content-Location: http://x/a.html\n\n" + page.encode()
    )
    for kind, name, content in parts:
        data += (
            f"\n--b\nContent-Type: {kind}\nContent-Location: http://x/{name}\n\n{content}".encode()
        )
    data += b"\n--b\nContent-Type: image/png\nContent-ID: <q>\n\nPNG\n--b--\n"
    document = _read(data)
    built = build_bilingual(document, english(document), language="en").data.decode()
    style = re.search('href="data:text/css;base64,([^"]*)"', built)
    assert style is not None
    inner = base64.b64decode(style[1]).decode()
    gif = "data:image/gif;base64," + base64.b64encode(b"GIF").decode()
    assert inner == (
        f'b {{ background: url("{gif}") }} i {{ background: url("data:image/png;base64,UE5H") }}'
    )
    assert f'u {{ background: url("{gif}") }}' in built
    assert "<iframe src='f.html'>" in built
    assert "<script src=j.js>" in built
    assert "<a href=p.gif>" in built


def test_golden() -> None:
    """What is to be read in a file of three parts, before and after."""
    folder = SAVED.parent / "mhtml"
    data = (folder / "news.mhtml").read_bytes()
    written, _ = _translated(data)
    for one, name in ((data, "news.txt"), (written, "news.en.txt")):
        assert mhtml.parse(one, name).text + "\n" == (folder / name).read_text("utf-8")
