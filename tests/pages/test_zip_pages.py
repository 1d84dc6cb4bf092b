"""ZIP archives of pages: the same tree out, and nothing touched but the pages."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_pdf import Page, pdf

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document
from glossa.pages.base import Rebuilt
from glossa.pages.registry import page_format
from glossa.pages.zip import parse, rebuild
from glossa.segmentation import segment
from glossa.workbook import archive

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "zip"
HTML = b"<html lang=de><p>Die Ernte war <b>gut</b>.</p><img alt='Ein Feld'></html>"


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return stream.getvalue()


def translated(data: bytes, name: str = "pages.zip") -> tuple[Document, Rebuilt]:
    document = segment(parse(data, name))
    filled = {part.id: Filled(part.source.upper()) for part in document.segments}
    return document, rebuild(document, filled, language="en")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.testzip() is None
        return {name: source.read(name) for name in source.namelist()}


FILES = {
    "site/index.html": HTML,
    "site/style.css": b"p { color: red }",
    "site/notes/eins.txt": b"Erste Zeile.\r\n\r\nZweite Zeile.\r\n",
    "site/bild.png": b"\x89PNG\r\n\x1a\n",
}


def test_every_page_is_translated_in_its_place_and_all_else_stays() -> None:
    document, built = translated(packed(FILES))
    assert page_format(packed(FILES), "a.zip").name == document.format == "zip"
    assert [(unit.id, unit.source) for unit in document.units][1:] == [
        ("u2", "Ein Feld"),
        ("u3", "Erste Zeile."),
        ("u4", "Zweite Zeile."),
    ]
    for unit in document.units:
        assert document.text[unit.start : unit.end] == unit.source
    assert [unit.markup.path[0] for unit in document.units if unit.markup] == [
        *["member#site/index.html"] * 2,
        *["member#site/notes/eins.txt"] * 2,
    ]
    after = members(built.data)
    assert list(after) == list(FILES)
    assert after["site/notes/eins.txt"] == b"ERSTE ZEILE.\r\n\r\nZWEITE ZEILE.\r\n"
    assert b"<b>GUT</b>" in after["site/index.html"] or b"DIE ERNTE" in after["site/index.html"]
    for name in ("site/style.css", "site/bild.png"):
        assert after[name] == FILES[name]


def test_nothing_changed_gives_the_same_bytes() -> None:
    data = packed(FILES)
    document = segment(parse(data, "a.zip"))
    assert rebuild(document, {}, language="en").data == data
    same = {part.id: Filled(part.source) for part in document.segments}
    assert rebuild(document, same, language="en").data == data


def test_a_page_that_cannot_be_read_is_said_and_stays() -> None:
    files = {"a.txt": b"Gut.", "b.txt": b"\x89PNG\r\n\x1a\n" + bytes(99), "c.pdf": b"%PDF-1.4 cut"}
    document, built = translated(packed(files))
    assert [(one.code, one.where) for one in document.findings] == [
        ("archive-member", "b.txt"),
        ("archive-member", "c.pdf"),
    ]
    assert members(built.data) == {**files, "a.txt": b"GUT."}


def test_an_archive_in_the_archive_is_read_and_a_deeper_one_is_left() -> None:
    deepest = packed({"deep.txt": b"Tief."})
    inner = packed({"inner.txt": b"Innen.", "deep.zip": deepest})
    document, built = translated(packed({"inner.zip": inner, "outer.txt": b"Oben."}))
    assert [unit.source for unit in document.units] == ["Innen.", "Oben."]
    assert document.units[0].markup
    assert document.units[0].markup.path == ("member#inner.zip", "member#inner.txt")
    assert [(one.code, one.where) for one in document.findings] == [
        ("archive-member", "inner.zip#deep.zip")
    ]
    after = members(members(built.data)["inner.zip"])
    assert after == {"inner.txt": b"INNEN.", "deep.zip": deepest}


def test_a_pdf_stays_with_its_translation_beside_it() -> None:
    data = packed({"a/report.pdf": pdf([Page().put(60, 700, "Grain prices rose.")])})
    _, built = translated(data)
    after = members(built.data)
    assert list(after) == ["a/report.pdf", "a/report.pdf.html"]
    assert after["a/report.pdf"] == members(data)["a/report.pdf"]
    assert b"GRAIN PRICES ROSE." in after["a/report.pdf.html"]


def test_files_that_a_saved_page_needs_and_those_of_the_system_are_not_read() -> None:
    files = {
        "News.html": HTML,
        "News_files/frame.html": b"<p>Werbung</p>",
        "Other_files/page.html": b"<p>Seite</p>",
        "__MACOSX/._News.html": b"<p>x</p>",
        ".hidden.txt": b"x",
    }
    document = parse(packed(files), "a.zip")
    found = {unit.markup.path[0] for unit in document.units if unit.markup}
    assert found == {"member#News.html", "member#Other_files/page.html"}


@pytest.mark.parametrize(
    "data", [packed({}), packed({"a.png": b"x"}), packed({"a.txt": b"\x89PNG\r\n\x1a\n"})]
)
def test_an_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no page that can be read") as caught:
        parse(data, "a.zip")
    assert caught.value.advice


def test_many_small_bombs_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is below what one may hold; nine of them are not."""
    monkeypatch.setattr(archive, "_SMALL", 100_000)
    inner = packed({"zeros.txt": bytes(90_000)})
    document = parse(packed({"a.txt": b"Gut."} | {f"{n}.zip": inner for n in range(9)}), "a.zip")
    assert sum("too much" in one.message for one in document.findings) >= 2


def test_the_golden_archive_with_names_in_gbk() -> None:
    data = (GOLDEN / "old-names.zip").read_bytes()
    document, built = translated(data)
    assert document.findings[0].code == "archive-names"
    units = [
        f"{unit.id} {unit.markup.element} {' > '.join(unit.markup.path)} | {unit.source}"
        for unit in document.units
        if unit.markup
    ]
    assert units == (GOLDEN / "old-names.units.txt").read_text(encoding="utf-8").splitlines()
    assert "新闻/说明.txt".encode("gbk") in built.data


@given(st.data())
def test_an_archive_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(packed(FILES))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    with suppress(InputError):
        document = segment(parse(cut, "odd.zip"))
        assert rebuild(document, {}, language="en").data == cut
