"""Which encoding a page is in, why, and that it is written back byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.errors import EncodingError, UsageError
from glossa.model import Encoding, Finding
from glossa.pages import encode, parse_text, rebuild_text
from glossa.pages.plausibility import chinese_plausibility

SIMPLIFIED = "云南省人民政府办公厅关于印发通知，来源：中国日报网。\r\n返回首页 2025\n"
TRADITIONAL = "雲南省人民政府，來源：中國日報網。\r\n返回首頁 2025\n"
ENGLISH = "Xinjiang’s farm produce\n"


@pytest.mark.parametrize(
    ("data", "caller", "expected", "text"),
    [
        (SIMPLIFIED.encode(), None, Encoding("utf-8", b"", "utf-8"), SIMPLIFIED),
        (
            SIMPLIFIED.encode("utf-8-sig"),
            None,
            Encoding("utf-8", b"\xef\xbb\xbf", "bom"),
            SIMPLIFIED,
        ),
        (SIMPLIFIED.encode("gbk"), None, Encoding("gb18030", b"", "statistics"), SIMPLIFIED),
        (SIMPLIFIED.encode("gbk"), "GB2312", Encoding("gb18030", b"", "caller"), SIMPLIFIED),
        (TRADITIONAL.encode("big5"), None, Encoding("big5hkscs", b"", "statistics"), TRADITIONAL),
        # Two characters are all there is to tell the two apart by.
        ("首页".encode("gbk"), None, Encoding("gb18030", b"", "statistics"), "首页"),
        ("首頁".encode("big5"), None, Encoding("big5hkscs", b"", "statistics"), "首頁"),
        # The label decides where statistics would have gone the other way.
        (
            b"charset=gb2312 " + "首頁".encode("big5"),
            None,
            Encoding("gb18030", b"", "label"),
            "charset=gb2312 " + "首頁".encode("big5").decode("gb18030"),
        ),
        # A label that cannot be true is passed over.
        (
            b'<meta charset="utf-16">' + "首页".encode("gbk"),
            None,
            Encoding("gb18030", b"", "statistics"),
            '<meta charset="utf-16">首页',
        ),
        (
            SIMPLIFIED.encode("utf-16-le"),
            None,
            Encoding("utf-16-le", b"", "statistics"),
            SIMPLIFIED,
        ),
        (
            SIMPLIFIED.encode("utf-16-be"),
            None,
            Encoding("utf-16-be", b"", "statistics"),
            SIMPLIFIED,
        ),
        (
            b"\xff\xfe" + ENGLISH.encode("utf-16-le"),
            None,
            Encoding("utf-16-le", b"\xff\xfe", "bom"),
            ENGLISH,
        ),
        (ENGLISH.encode("utf-16-le"), None, Encoding("utf-16-le", b"", "statistics"), ENGLISH),
        (
            b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"),
            None,
            Encoding("utf-16-be", b"\xfe\xff", "bom"),
            SIMPLIFIED,
        ),
        (
            b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-32-le"),
            None,
            Encoding("utf-32-le", b"\xff\xfe\0\0", "bom"),
            SIMPLIFIED,
        ),
        (
            SIMPLIFIED.encode("utf-32-be"),
            None,
            Encoding("utf-32-be", b"", "statistics"),
            SIMPLIFIED,
        ),
        (ENGLISH.encode("cp1252"), None, Encoding("cp1252", b"", "statistics"), ENGLISH),
        (
            "Привет, мир! Это русский текст.".encode("cp1251"),
            None,
            Encoding("cp1251", b"", "statistics"),
            "Привет, мир! Это русский текст.",
        ),
        # What tells the encoding may stand behind a long stretch of English.
        (
            b"English only.\n" * 10_000 + "首页".encode("gbk"),
            None,
            Encoding("gb18030", b"", "statistics"),
            "English only.\n" * 10_000 + "首页",
        ),
        (b"", None, Encoding("utf-8", b"", "default"), ""),
        (b"", "gbk", Encoding("gb18030", b"", "caller"), ""),
        # NUL in an ASCII file does not make it UTF-16.
        (b"\0\n\0\n", None, Encoding("utf-16-be", b"", "statistics"), "\n\n"),
        (b"ab\0cd", None, Encoding("utf-8", b"", "utf-8"), "ab\0cd"),
    ],
)
def test_detected(data: bytes, caller: str | None, expected: Encoding, text: str) -> None:
    document = parse_text(data, "page.txt", caller)
    assert document.encoding == expected
    assert document.text == text
    assert encode(document, rebuild_text(document, {})) == (data, ())


def test_guess_is_reported() -> None:
    findings = parse_text(SIMPLIFIED.encode("gbk"), "page.txt").findings
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("encoding-guessed", "info")
    ]


@pytest.mark.parametrize("size", range(1, 12))
def test_cut_utf8(size: int) -> None:
    data = "新闻\n你好".encode()[:-size]
    document = parse_text(data, "page.txt")
    assert encode(document, document.text) == (data, ())
    whole = data.decode("utf-8", "ignore")
    cut = len(data) - len(whole.encode())
    if cut:
        assert document.text[: len(whole)] == whole
        finding = document.findings[0]
        assert (finding.code, finding.start, finding.end) == (
            "cut-character",
            len(whole),
            len(whole) + cut,
        )
        assert finding.raw == data[-cut:].hex(" ")
    assert all(unit.source in whole for unit in document.units)


def test_broken_bytes_inside_utf8_part_a_line_in_two() -> None:
    data = "视听云南，新闻频道\n前".encode() + b"\xff\xfe\x80" + "后文字很多所以仍是".encode()
    document = parse_text(data, "page.txt")
    assert [unit.source for unit in document.units] == [
        "视听云南，新闻频道",
        "前",
        "后文字很多所以仍是",
    ]
    assert document.findings == (
        Finding(
            "undecodable-bytes",
            "Bytes that are no utf-8 stand here; they are kept as they are.",
            start=11,
            end=14,
            raw="ff fe 80",
        ),
    )
    assert encode(document, document.text) == (data, ())


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "utf-16-le", "utf-32-be", "ascii"])
@given(data=st.binary(max_size=60))
def test_any_bytes_are_rebuilt(codec: str, data: bytes) -> None:
    try:
        document = parse_text(data, "page.txt", codec)
    except EncodingError:
        return  # control characters, or beyond Unicode: refused, which is no loss
    assert encode(document, rebuild_text(document, {})) == (data, ())


@given(st.binary(max_size=80))
def test_any_bytes_without_a_name_are_rebuilt(data: bytes) -> None:
    try:
        document = parse_text(data, "page.txt")
    except EncodingError:
        return
    assert encode(document, rebuild_text(document, {})) == (data, ())


def test_second_code_of_a_character_stays_raw() -> None:
    data = "十字路口".encode("big5") + b"\xa2\xcc" + "口".encode("big5")
    document = parse_text(data, "page.txt", "big5")
    assert encode(document, document.text) == (data, ())
    assert document.units[0].source == "十字路口"


def test_encoding_that_cannot_hold_the_text() -> None:
    document = parse_text("首頁".encode("big5"), "page.txt")
    data, [finding] = encode(document, "Home — 🏠")
    assert data == "Home — 🏠".encode()
    assert (finding.code, finding.raw, finding.start) == ("encoding-changed", "🏠", 7)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a PNG image, not text"),
        (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF document, not text"),
        (b"PK\x03\x04\x14\0", "this is a zip archive"),
        (b"\x7fELF\x02\x01\x01", "this is a program (ELF), not text"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "this is a WEBP file, not text"),
        (b"\0\0\0\x18ftypmp42", "this is a film or sound file (MP4), not text"),
        (bytes(range(256)) * 8, "control characters"),
        (b"\0" * 100, "100 % of it is control characters"),
        (b"abc\0\0\1\2" * 50, "control characters"),
    ],
)
def test_binary_is_refused(data: bytes, found: str) -> None:
    with pytest.raises(EncodingError) as caught:
        parse_text(data, "thing.bin")
    assert found in caught.value.found
    assert caught.value.where == "thing.bin"
    assert caught.value.advice
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "idna", ""])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(UsageError, match="there is no text encoding"):
        parse_text(b"x", "page.txt", name)


@pytest.mark.parametrize(
    ("data", "codec"), [(b"\xff\xff\xff\xff", "utf-32-le"), (b"~{~~~", "hz"), (b"\x70", "cp424")]
)
def test_neither_readable_nor_keepable(data: bytes, codec: str) -> None:
    with pytest.raises(EncodingError, match=f"cannot be read as {codec}"):
        parse_text(data, "page.txt", codec)


def test_codec_with_states_is_reported() -> None:
    document = parse_text(b"+ZeVnLA-\xff a", "page.txt", "utf-7")
    assert "encoding-not-exact" in {finding.code for finding in document.findings}


@pytest.mark.parametrize(
    ("text", "codec", "other"),
    [(SIMPLIFIED, "gb18030", "big5hkscs"), (TRADITIONAL, "big5hkscs", "gb18030")],
)
def test_plausibility_keeps_its_distance(text: str, codec: str, other: str) -> None:
    data = text.encode(codec)
    right = chinese_plausibility(data.decode(codec), codec)
    wrong = chinese_plausibility(data.decode(other, "surrogateescape"), other)
    assert right > 0.8
    assert wrong < 0.4
