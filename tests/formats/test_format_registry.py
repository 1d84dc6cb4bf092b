"""Which format is meant, and how its bytes are read."""

from __future__ import annotations

import pytest

from glossa.errors import BitextError, FormatError
from glossa.formats import FORMATS, format_of, get_format
from glossa.model import Bitext, Entry, State


@pytest.mark.parametrize(
    ("path", "as_", "expected"),
    [
        ("page.po", None, "po"),
        ("PAGE.PO", None, "po"),  # any case
        ("a.b/page.en.csv", None, "csv"),  # the last extension, of the name only
        ("page.tab", None, "tsv"),
        ("page.txt", "jsonl", "jsonl"),  # --as overrides the name
        ("page.po", ".CSV", "csv"),  # --as takes an extension too
        ("-", "po", "po"),
        ("page.tmx", None, "tmx"),
        ("page.XLSX", None, "xlsx"),
        ("page.parquet", None, "parquet"),
        ("README.markdown", None, "markdown"),
        ("page.html", None, "html"),
        ("page.HTM", None, "html"),
        ("page.xlf", None, "xliff"),
        ("page.xliff", None, "xliff"),
        ("page.xlf", "xliff12", "xliff12"),  # the suffix is that of both; the newer is written
    ],
)
def test_the_format_follows_the_name_unless_one_is_given(
    path: str, as_: str | None, expected: str
) -> None:
    assert format_of(path, as_).name == expected


@pytest.mark.parametrize(
    ("path", "as_", "message"),
    [
        (
            "page.pot2",
            None,
            "page.pot2: no bilingual format '.pot2'\n  did you mean po? {known}",
        ),
        (
            "page.po",
            "jsonlines",
            "--as: no bilingual format 'jsonlines'\n  did you mean jsonl? {known}",
        ),
        (
            "page",
            None,
            "page: no extension to tell the format by\n  {known}",
        ),
    ],
)
def test_an_unknown_format_names_the_known_ones(path: str, as_: str | None, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        format_of(path, as_)
    known = (
        "known are: po, csv, tsv, xlsx, jsonl, parquet, markdown, tmx, xliff, xliff12, omegat, html"
    )
    assert str(caught.value) == message.format(known=known)


def test_no_name_or_extension_is_claimed_twice() -> None:
    keys = [key for format_ in FORMATS for key in (format_.name, *format_.extensions)]
    assert len(keys) == len(set(keys))
    assert all(get_format(key).name for key in keys)


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(BitextError) as caught:
        get_format("csv").decode(b"id,source\nu1,\xff\xfe", "cut.csv")
    assert str(caught.value) == (
        "cut.csv: byte 13 is not utf-8\n  save the file as UTF-8 and try again"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_table_is_read_in_whatever_a_spreadsheet_saves(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    data = f"{mark}source,target\n首页,Home\n".encode(encoding)
    bitext = get_format("csv").decode(data, "x.csv")
    assert [(entry.source, entry.target) for entry in bitext] == [("首页", "Home")]


@pytest.mark.parametrize(
    ("declared", "encoding", "mark"),
    [
        (' encoding="GB18030"', "gb18030", ""),
        (" encoding='ISO-8859-1'", "iso-8859-1", ""),
        (' encoding="UTF-16"', "utf-16", ""),  # Python writes a byte-order mark
        (' encoding="UTF-16"', "utf-16-be", ""),  # none: the first signs tell
        ("", "utf-16-le", ""),
        (' encoding="UTF-16"', "utf-8", ""),  # says so, and is not: saved anew by an editor
        (' encoding="KLINGON"', "utf-8", "\ufeff"),
        ("", "utf-8", ""),
    ],
)
@pytest.mark.parametrize("name", ["tmx", "xliff"])
def test_xml_is_read_in_the_encoding_that_it_declares(
    name: str, declared: str, encoding: str, mark: str
) -> None:
    format_ = get_format(name)
    bitext = Bitext("p", (Entry("u1", "Café", "Coffee", "fr", state=State.REVIEWED),))
    text = format_.serialize(bitext).replace(' encoding="UTF-8"', declared)
    assert format_.decode(f"{mark}{text}".encode(encoding), "p.xml") == bitext


def test_a_charset_that_nobody_knows_is_read_as_utf_8() -> None:
    data = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=KLINGON\\n"\n\nmsgid "a"\nmsgstr "é"\n'
    )
    bitext = get_format("po").decode(data.encode(), "x.po")
    assert [entry.target for entry in bitext] == ["é"]


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_a_page_is_told_from_a_bilingual_file_of_the_same_ending(name: str) -> None:
    format_ = get_format(name)
    assert format_.claims(format_.encode(Bitext("p", (Entry("u1", "a", "b"),))))
    assert format_.claims(format_.encode(Bitext("p" * 5000, ())))
    assert not format_.claims(b"# A page\n\n<p>and no table of ours</p>\n")
