"""Where the parts of an MHTML file are, and their transfer encodings there and back."""

from __future__ import annotations

import binascii
import email
import email.policy
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossa.pages.mhtml_coding import (
    decoded,
    encoded,
    subject_header,
    subject_text,
    with_charset,
    with_header,
)
from glossa.pages.mhtml_parts import structure

HEAD = b'Subject: x\r\nContent-Type: multipart/related; boundary="%b"\r\n\r\nFor old readers\r\n'


def _message(*parts: bytes, boundary: bytes = b"=_b", end: bytes = b"--=_b--\r\n") -> bytes:
    return (
        HEAD % boundary + b"".join(b"--=_b\r\nContent-Type: %b\r\n" % part for part in parts) + end
    )


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    found = structure(data, "page.mht")
    assert found is not None
    return [(part.type, data[part.body : part.end]) for part in found.parts]


TWO = [("text/html", b"<p>1\r\n"), ("image/png", b"PNG")]
SOUND = _message(b"text/html\r\n\r\n<p>1\r\n", b"image/png\r\n\r\nPNG")


def test_parts_lie_between_boundaries() -> None:
    assert _parts(SOUND) == TWO


def test_lines_may_end_in_line_feeds_only() -> None:
    assert _parts(SOUND.replace(b"\r\n", b"\n")) == [("text/html", b"<p>1\n"), TWO[1]]


def test_a_multipart_in_a_multipart_gives_its_parts() -> None:
    inner = (
        b'multipart/alternative; boundary="in"\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nT\r\n'
        b"--in\r\nContent-Type: text/html\r\n\r\n<p>H\r\n--in--\r\n"
    )
    assert _parts(_message(inner, b"image/png\r\n\r\nPNG")) == [
        ("text/plain", b"T"),
        ("text/html", b"<p>H"),
        ("image/png", b"PNG"),
    ]


@pytest.mark.parametrize(
    ("data", "code", "parts"),
    [
        (SOUND.replace(b"--=_b--\r\n", b""), "mhtml-cut", [TWO[0], ("image/png", b"PNG")]),
        (SOUND[: SOUND.index(b"PNG") + 1], "mhtml-cut", [TWO[0], ("image/png", b"P")]),
        (SOUND.replace(b'"=_b"', b'"other"'), "mhtml-boundary", TWO),
        (SOUND.replace(b'; boundary="=_b"', b""), "mhtml-boundary", TWO),
        (SOUND.replace(b"--=_b", b"__=_b"), "mhtml-boundary", []),
        (HEAD % b"=_b", "mhtml-boundary", []),
        (HEAD % b"=_b" + b"--=_b--\r\n--=_b\r\nContent-Type: text/html\r\n\r\nlate", None, []),
    ],
)
def test_wrong_boundaries_are_said_and_what_is_there_is_read(
    data: bytes, code: str | None, parts: list[tuple[str, bytes]]
) -> None:
    found = structure(data, "page.mht")
    assert found is not None
    assert [one.code for one in found.findings] == ([code] if code else [])
    assert _parts(data) == parts


@pytest.mark.parametrize("data", [b"", b"<html>", b"\r\n\r\n", b"no headers here\r\n", b"a: b"])
def test_what_does_not_begin_with_headers_is_no_message(data: bytes) -> None:
    assert structure(data, "page.mht") is None


def test_multiparts_without_end_are_not_followed_for_ever() -> None:
    nested = b"text/html\r\n\r\n<p>"
    for number in range(3000):
        nested = b'multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\nContent-Type: %b' % (
            number,
            number,
            nested,
        )
    found = structure(b"Content-Type: " + nested, "page.mht")
    assert found is not None
    assert len(found.parts) == 1


@given(st.binary(max_size=200), st.sampled_from([SOUND, SOUND.replace(b"\r\n", b"\n")]), st.data())
def test_damage_is_no_crash_and_parts_stay_in_the_file(
    junk: bytes, sound: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sound)))
    until = data.draw(st.integers(at, len(sound)))
    broken = sound[:at] + junk + sound[until:]
    found = structure(broken, "page.mht")
    end = 0
    for part in found.parts if found else ():
        assert end <= part.start <= part.body <= part.end <= len(broken)
        end = part.end
        assert isinstance(part.type + part.location + part.content_id + part.coding, str)
        assert part.charset is None or isinstance(part.charset, str)


def test_the_standard_library_finds_the_same_parts() -> None:
    message = email.message_from_bytes(SOUND, policy=email.policy.compat32)
    judged = [
        (part.get_content_type(), str(part.get_payload()).encode())
        for part in message.walk()
        if not part.is_multipart()
    ]
    assert judged == [(kind, body) for kind, body in _parts(SOUND)]


@given(st.binary(max_size=400), st.sampled_from([b"\r\n", b"\n"]))
def test_base64_comes_back(data: bytes, newline: bytes) -> None:
    body, coding = encoded(data, "base64", newline, b"b")
    assert coding == "base64"
    assert decoded(body, coding) == (data, "")
    assert all(len(line) <= 76 for line in body.split(newline))


@example("---b\n-- \n", b"\n", "quoted-printable")
@example("---b\n--", b"\n", "8bit")
@example("云" * 80 + "a" * 100 + " \n", b"\r\n", "quoted-printable")
@example("x" + "云" * 80, b"\n", "quoted-printable")
@example("xy" + "云" * 80, b"\n", "quoted-printable")
@example("a \r\nb\t\r\n", b"\r\n", "quoted-printable")
@given(
    st.text(st.sampled_from("ab=- \t.云é\n\r"), max_size=300),
    st.sampled_from([b"\r\n", b"\n"]),
    st.sampled_from(["quoted-printable", "7bit", "8bit", ""]),
)
def test_text_comes_back_whatever_the_coding(text: str, newline: bytes, coding: str) -> None:
    data = text.encode()
    body, used = encoded(data, coding, newline, b"-b")
    assert decoded(body, used) == (data, "")
    assert b"---b" not in body
    if used == "quoted-printable":
        assert body.isascii()
        lines = body.split(newline)
        assert all(len(line) <= 76 and line == line.rstrip() for line in lines)
        assert binascii.a2b_qp(body) == data
    assert used in {coding, "quoted-printable"}


@pytest.mark.parametrize(
    ("body", "content", "fault"),
    [
        (b"5LqR\r\n5Y2X", "云南".encode(), ""),
        (b"5LqR5Y2", "云南".encode()[:5], "damaged"),
        (b"5LqR5", "云".encode(), "damaged"),
        (b"5LqR!5Y2X", "云南".encode(), "damaged"),
        (b"", b"", ""),
    ],
)
def test_base64_that_was_cut_gives_what_is_whole(body: bytes, content: bytes, fault: str) -> None:
    data, said = decoded(body, "base64")
    assert data == content
    assert fault in said
    assert bool(said) is bool(fault)


def test_an_unknown_coding_is_said() -> None:
    assert decoded(b"x", "x-uuencode") == (b"x", "its transfer encoding 'x-uuencode' is unknown")


@pytest.mark.parametrize(
    ("raw", "charset", "words"),
    [
        (b" Plain words", None, "Plain words"),
        (b" =?utf-8?Q?=E4=BA=91=E5=8D=97?=", None, "云南"),
        (b" =?gb2312?B?1MbEzw==?=\r\n =?gb2312?B?0MLOxQ==?=", None, "云南新闻"),
        (" 云南新闻首页".encode("gbk"), "gb2312", "云南新闻首页"),
        (" 云南".encode(), None, "云南"),
        (b" =?nonsense?B?1MbEzw==?=", None, "=?nonsense?B?1MbEzw==?="),
        (b" =?utf-8?B?!!!?=", None, None),
        (b"", None, ""),
    ],
)
def test_the_words_of_a_subject(raw: bytes, charset: str | None, words: str | None) -> None:
    found = subject_text(raw, charset)
    assert found == words if words is not None else isinstance(found, str)


@example("News\r\nBcc: somebody@example.com", b"\r\n")
@example("News\n\n<p>", b"\n")
@given(st.text(max_size=200), st.sampled_from([b"\r\n", b"\n"]))
def test_a_subject_is_one_header_whatever_stands_in_it(text: str, newline: bytes) -> None:
    header = b"Subject:" + subject_header(text, newline) + newline + b"X: y" + newline * 2
    message = email.message_from_bytes(header)
    assert message.keys() == ["Subject", "X"]


def test_a_subject_comes_back() -> None:
    for words in ("News of Yunnan", "Новости «дня»", "شىنجاڭ " * 20 + "x", "=?odd?="):
        assert subject_text(subject_header(words, b"\r\n"), None) == words


def test_a_header_is_changed_in_its_place_or_added() -> None:
    headers = b"A: b\r\nContent-Length: 5\r\n  6\r\nC: d\r\n\r\n"
    assert with_header(headers, "content-length", b" 7", b"\r\n") == (
        b"A: b\r\nContent-Length: 7\r\nC: d\r\n\r\n"
    )
    assert with_header(headers, "E", b" f", b"\r\n") == b"E: f\r\n" + headers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'text/html; charset="gb2312"', b'text/html; charset="utf-8"'),
        (b"text/html;\r\n\tcharset=gb2312; x=y", b'text/html;\r\n\tcharset="utf-8"; x=y'),
        (b"text/html", b"text/html"),
    ],
)
def test_only_the_charset_of_a_header_is_changed(before: bytes, after: bytes) -> None:
    frame = b"A: charset=x\r\nContent-Type: %b\r\n\r\ncharset=gb2312"
    assert with_charset(frame % before, "utf-8") == frame % after


@pytest.mark.parametrize("piece", [b"--=_b\r\n", b"--", b"\r\n", b"a: b\r\n", b" \r\n", b"=?"])
def test_the_time_grows_with_the_file_and_not_with_its_square(
    piece: bytes, cpu_seconds: Callable[[Callable[[], object]], float]
) -> None:
    once = cpu_seconds(lambda: structure(HEAD % b"=_b" + piece * 1_000, ""))
    assert cpu_seconds(lambda: structure(HEAD % b"=_b" + piece * 10_000, "")) < 40 * once + 0.05
