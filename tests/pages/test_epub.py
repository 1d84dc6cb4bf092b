"""E-books: what is read, in which order, and that nothing else of the book changes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document
from glossa.pages.base import Rebuilt
from glossa.pages.epub import parse, rebuild
from glossa.pages.registry import page_format
from glossa.segmentation import segment

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "epub"
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:uuid:1</dc:identifier>
    <dc:title id="t">粮食 &amp; 水</dc:title>
    <dc:creator>王明</dc:creator>
    <dc:language>zh-CN</dc:language>
    <dc:description>一本关于水渠的书。</dc:description>
    <meta property="dcterms:modified">2020-01-01T00:00:00Z</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
    <item id="c2" href="text/zwei%20b.xhtml" media-type="application/xhtml+xml"/>
    <item id="c1" href="text/one.html" media-type="application/xhtml+xml"/>
    <item id="css" href="style.css" media-type="text/css"/>
    <item id="png" href="a.png" media-type="image/png"/>
  </manifest>
  <spine toc="ncx"><itemref idref="c1"/><itemref idref="c2"/></spine>
</package>
"""
NCX = (
    '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
    "<docTitle><text>粮食 &amp; 水</text></docTitle><navMap>"
    '<navPoint id="n1" playOrder="1"><navLabel><text>第一章</text></navLabel>'
    '<content src="text/one.html"/></navPoint></navMap></ncx>'
)
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh" lang="zh"><head><title/>'
    '<link rel="stylesheet" href="../style.css"/></head><body>{}</body></html>'
)
NAV = PAGE.format(
    '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>'
    '<li><a href="text/one.html">第一章</a></li></ol></nav>'
)
ONE = PAGE.format("<h1>第一章</h1><p>水渠<b>很长</b>。</p><img src='../a.png' alt='一张图'/>")
TWO = PAGE.format("<p>麦子熟了。<br/>人们收割。</p>")
FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/toc.ncx": NCX,
    "OEBPS/text/one.html": ONE,
    "OEBPS/text/zwei b.xhtml": TWO,
    "OEBPS/style.css": "p { color: red }",
    "OEBPS/a.png": "\x89PNG",
}


def book(changes: dict[str, str | None] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in {**FILES, **(changes or {})}.items():
            if content is not None:
                info = zipfile.ZipInfo(name, (2020, 1, 2, 3, 4, 6))
                stored = name == "mimetype"
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                target.writestr(info, content.encode())
    return stream.getvalue()


def translated(data: bytes, language: str = "en") -> tuple[Document, Rebuilt]:
    document = segment(parse(data, "book.epub"))
    filled = {part.id: Filled(f"<{part.source}>") for part in document.segments}
    return document, rebuild(document, filled, language=language)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def assert_sound(data: bytes) -> None:
    """What a reading system asks of a book; a check of our own, for epubcheck is not at hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert data[38:58] == b"application/epub+zip"
    files = members(data)
    container = etree.fromstring(files["META-INF/container.xml"])
    package = container.find(".//{*}rootfile").get("full-path")
    tree = etree.fromstring(files[package])
    items = {item.get("id"): item for item in tree.iterfind(".//{*}item")}
    for item in items.values():
        href = item.get("href").replace("%20", " ")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), href))
        assert name in files
        if item.get("media-type").endswith("xml"):
            etree.fromstring(files[name])
            html5lib.parse(files[name].decode())
    for reference in tree.iterfind(".//{*}itemref"):
        assert reference.get("idref") in items
    assert tree.find(".//{*}metadata/{*}language").text


def test_a_book_is_read_in_its_order_with_what_a_reader_sees_beside_the_text() -> None:
    document = parse(book(), "book.epub")
    assert page_format(book(), "x").name == document.format == "epub"
    assert document.findings == ()
    assert [(unit.source, unit.markup and unit.markup.path[0]) for unit in document.units] == [
        ("粮食 & 水", "member#OEBPS/book.opf"),
        ("一本关于水渠的书。", "member#OEBPS/book.opf"),
        ("第一章", "member#OEBPS/text/one.html"),
        ("水渠很长。", "member#OEBPS/text/one.html"),
        ("一张图", "member#OEBPS/text/one.html"),
        ("麦子熟了。", "member#OEBPS/text/zwei b.xhtml"),
        ("人们收割。", "member#OEBPS/text/zwei b.xhtml"),
        ("第一章", "member#OEBPS/nav.xhtml"),
        ("粮食 & 水", "member#OEBPS/toc.ncx"),
        ("第一章", "member#OEBPS/toc.ncx"),
    ]
    for number, unit in enumerate(document.units, 1):
        assert unit.id == f"u{number}"
        assert document.text[unit.start : unit.end] == unit.source


def test_the_translated_book_is_sound_and_says_its_language() -> None:
    assert_sound(book())
    _, built = translated(book())
    assert_sound(built.data)
    files = members(built.data)
    assert list(files) == list(FILES)
    for name in ("mimetype", "META-INF/container.xml", "OEBPS/style.css", "OEBPS/a.png"):
        assert files[name] == FILES[name].encode()
    package = files["OEBPS/book.opf"].decode()
    assert '<dc:title id="t">&lt;粮食 &amp; 水&gt;</dc:title>' in package
    assert "<dc:language>en</dc:language>" in package
    assert 'xml:lang="en"' in package
    assert "<dc:creator>王明</dc:creator>" in package
    assert "2020-01-01T00:00:00Z" in package
    assert "page-progression-direction" not in package
    one = etree.fromstring(files["OEBPS/text/one.html"])
    assert one.get("lang") == "en"
    assert one.findtext(".//{*}h1") == "<第一章>"
    assert one.find(".//{*}img").get("alt") == "<一张图>"
    assert "<text>&lt;第一章&gt;</text>" in files["OEBPS/toc.ncx"].decode()
    assert translated(book())[1] == built


def test_pages_turn_the_other_way_for_a_language_from_right_to_left_and_back() -> None:
    to_uyghur = translated(book(), "ug")[1].data
    assert (
        b'<spine toc="ncx" page-progression-direction="rtl">'
        in members(to_uyghur)["OEBPS/book.opf"]
    )
    back = members(translated(to_uyghur, "en")[1].data)["OEBPS/book.opf"]
    assert b'page-progression-direction="ltr"' in back


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_did_not_change_is_the_same_bytes(data: st.DataObject) -> None:
    document = segment(parse(book(), "book.epub"))
    assert rebuild(document, {}, language="en").data == book()
    chosen = [part for part in document.segments if data.draw(st.booleans())]
    filled = {part.id: Filled("x < y & z") for part in chosen}
    built = rebuild(document, filled, language="en")
    assert_sound(built.data)
    before, after = members(book()), members(built.data)
    touched = {
        unit.markup.path[0].removeprefix("member#")
        for unit in document.units
        for part in unit.segments
        if unit.markup and part in chosen
    }
    for name, content in before.items():
        if name != "OEBPS/book.opf" and name not in touched:
            assert after[name] == content
    assert all(after[name] != before[name] for name in touched)


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
    'Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="OEBPS/{}"/></enc:CipherData>'
    "</enc:EncryptedData></encryption>"
)


def test_a_protected_book_is_refused_and_one_with_scrambled_fonts_is_not() -> None:
    aes = ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "text/one.html")
    with pytest.raises(InputError, match="DRM") as caught:
        parse(book({"META-INF/encryption.xml": aes}), "book.epub")
    assert caught.value.where == "book.epub"
    font = ENCRYPTION.format("http://www.idpf.org/2008/embedding", "a.otf")
    assert parse(book({"META-INF/encryption.xml": font}), "book.epub").findings == ()


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"META-INF/container.xml": None}, "META-INF/container.xml", "no member"),
        ({"META-INF/container.xml": "<container"}, "META-INF/container.xml", "well-formed"),
        ({"OEBPS/book.opf": OPF[:-20]}, "OEBPS/book.opf", "well-formed"),
        ({"OEBPS/style.css": None}, "OEBPS/book.opf", "not there: style.css"),
        ({"OEBPS/text/zwei b.xhtml": None}, "OEBPS/book.opf", "not there: text/zwei%20b.xhtml"),
        ({"OEBPS/book.opf": OPF.replace('"c2"/>', '"c9"/>')}, "OEBPS/book.opf", "'c9'"),
        ({"mimetype": None}, "book.epub", "mimetype"),
    ],
)
def test_a_broken_book_is_read_as_far_as_it_goes(
    changes: dict[str, str | None], where: str, said: str
) -> None:
    document = parse(book(changes), "book.epub")
    found = [one for one in document.findings if one.where == where]
    assert [one.code for one in found][:1] == ["epub-broken"]
    assert any(said in one.message for one in found)
    assert "水渠很长。" in [unit.source for unit in document.units]
    assert rebuild(segment(document), {}, language="en").data == book(changes)


def test_a_page_that_cannot_be_read_is_said_and_the_others_are_read() -> None:
    document = parse(book({"OEBPS/text/one.html": "\x00\x01\x02\x03\x05" * 50}), "book.epub")
    assert [(one.code, one.where) for one in document.findings] == [
        ("archive-member", "OEBPS/text/one.html")
    ]
    assert "麦子熟了。" in [unit.source for unit in document.units]


def test_a_package_with_entities_of_its_own_is_not_believed() -> None:
    bomb = OPF.replace("<package", '<!DOCTYPE p [<!ENTITY a "ha">]><package', 1)
    document = parse(book({"OEBPS/book.opf": bomb}), "book.epub")
    assert any("entities of its own" in one.message for one in document.findings)


def test_a_book_without_a_page_is_refused() -> None:
    gone: dict[str, str | None] = dict.fromkeys(
        ["OEBPS/nav.xhtml", "OEBPS/text/one.html", "OEBPS/text/zwei b.xhtml"]
    )
    with pytest.raises(InputError, match="no page that can be read"):
        parse(book(gone), "book.epub")


def test_a_package_file_in_another_encoding_stays_in_it() -> None:
    wide = OPF.replace("utf-8", "utf-16").encode("utf-16-le")
    data = book({"OEBPS/book.opf": None})
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as target:
        target.writestr(
            zipfile.ZipInfo("OEBPS/book.opf", (2020, 1, 1, 0, 0, 0)), b"\xff\xfe" + wide
        )
    _, built = translated(stream.getvalue())
    after = members(built.data)["OEBPS/book.opf"]
    assert after.startswith(b"\xff\xfe")
    assert "<dc:language>en</dc:language>" in after[2:].decode("utf-16-le")


def test_the_golden_book() -> None:
    data = (GOLDEN / "book.epub").read_bytes()
    document, built = translated(data)
    units = [
        f"{unit.id} {unit.markup.element} {' > '.join(unit.markup.path)} | {unit.source}"
        for unit in document.units
        if unit.markup
    ]
    assert units == (GOLDEN / "book.units.txt").read_text(encoding="utf-8").splitlines()
    files = members(built.data)
    for name in ("OEBPS/book.opf", "OEBPS/toc.ncx"):
        expected = (GOLDEN / f"expected.{posixpath.basename(name)}").read_bytes()
        assert files[name] == expected
