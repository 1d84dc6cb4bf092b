"""Word documents: what is read of them, what comes back, and what stays as it was."""

from __future__ import annotations

import io
import re
import zipfile

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_files import GOLDEN, golden, members, packed, parts_of

from glossa.errors import InputError
from glossa.markup import Filled, Placed
from glossa.model import Document
from glossa.pages import docx
from glossa.segmentation import segment

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTICE = golden("docx/notice")


def read(data: bytes) -> Document:
    return segment(docx.parse(data, "notice.docx"))


def with_body(body: str, **parts: str) -> bytes:
    """The golden file with another body; its namespaces stay."""
    whole = parts_of("docx/notice")
    text = whole["word/document.xml"].decode()
    head, _, rest = text.partition("<w:body>")
    del rest
    whole["word/document.xml"] = f"{head}<w:body>{body}</w:body></w:document>".encode()
    return packed(whole | {name: content.encode() for name, content in parts.items()})


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, props: str = "") -> str:
    inner = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def units(document: Document) -> list[tuple[str, str]]:
    return [(unit.markup.element, unit.source) for unit in document.units if unit.markup]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(code.kind, document.text[code.start : code.end]) for code in document.codes]


def everything(document: Document, mark: str = "T") -> dict[str, Filled]:
    """A target for each segment that tells which one it is of."""
    return {one.id: Filled(f"{mark}-{one.id}") for one in document.segments}


def put(data: bytes, targets: dict[str, str], language: str = "en") -> bytes:
    """The document with targets by source."""
    document = read(data)
    filled = {
        one.id: Filled(targets[one.source]) for one in document.segments if one.source in targets
    }
    assert len(filled) == len(targets)
    return docx.rebuild(document, filled, language=language).data


def body_of(data: bytes) -> str:
    text = members(data)["word/document.xml"].decode()
    return text.partition("<w:body>")[2].removesuffix("</w:body></w:document>")


def test_golden_document_is_read_as_its_listing_says() -> None:
    document = read(NOTICE)
    lines = []
    for unit in document.units:
        assert unit.markup
        lines.append(f"{unit.markup.element}\t{'/'.join(unit.markup.path)}\t{unit.source!r}")
        lines += [
            f"\t{code.id} {code.kind} {document.text[code.start : code.end]!r}"
            f"{'' if code.translate else ' kept'}{' in ' + code.parent if code.parent else ''}"
            for code in document.codes
            if unit.start <= code.start and code.end <= unit.end
        ]
    lines += [finding.code for finding in document.findings]
    expected = (GOLDEN / "docx" / "notice.read.txt").read_text(encoding="utf-8")
    assert "\n".join(lines) + "\n" == expected


def test_golden_document_is_written_as_its_golden_says() -> None:
    document = read(NOTICE)
    filled = {
        one.id: Filled(f"EN {len(one.source)}", tuple(_first_word(document, one.start, one.end)))
        for one in document.segments
    }
    built = docx.rebuild(document, filled, language="en")
    assert built.findings == ()
    got = members(built.data)
    expected = (GOLDEN / "docx" / "notice.en.document.xml").read_bytes()
    assert got["word/document.xml"] == expected


def _first_word(document: Document, start: int, end: int) -> list[Placed]:
    """Every code inside a segment around its first word, or before it."""
    inside = (c for c in document.codes if start <= c.start and c.end <= end)
    return [Placed(c.id, 0, 2 if c.start < c.end else 0) for c in inside]


def test_nothing_changed_gives_the_very_bytes() -> None:
    document = read(NOTICE)
    assert docx.rebuild(document, {}, language="en").data == NOTICE
    same = {one.id: Filled(one.source) for one in document.segments}
    assert docx.rebuild(document, same, language="en").data == NOTICE


def test_only_parts_with_text_change_and_all_others_keep_bytes_and_place() -> None:
    document = read(NOTICE)
    before, after = (
        members(NOTICE),
        members(docx.rebuild(document, everything(document), language="en").data),
    )
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "docProps/core.xml",
        "word/document.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "word/header1.xml",
    }
    for name in changed:
        etree.fromstring(after[name])


def test_one_changed_header_changes_that_part_alone() -> None:
    out = members(put(NOTICE, {"水利办公室": "Water Office"}))
    before = members(NOTICE)
    assert {name for name in before if before[name] != out[name]} == {"word/header1.xml"}


def test_python_docx_finds_targets_with_their_formatting() -> None:
    document = read(NOTICE)
    segment_of = {one.source: one for one in document.segments}
    source = "吐鲁番的坎儿井有2000多年历史，详见公示网站。"
    text = "The karez of Turpan are over 2,000 years old, see the notice site."
    filled = {segment_of["米衣木阿吉坎儿井"].id: Filled("Miyim Haji Karez")}
    inside = [c for c in document.codes if c.start >= segment_of[source].start]
    by_kind = {c.kind: c.id for c in reversed(inside)}
    filled[segment_of[source].id] = Filled(
        text,
        (
            Placed(by_kind["bold"], 4, 9),
            Placed(by_kind["note"], 44, 44),
            Placed(by_kind["link"], 54, 65),
        ),
    )
    opened = python_docx.Document(io.BytesIO(docx.rebuild(document, filled, language="en").data))
    found = next(p for p in opened.paragraphs if "karez" in p.text)
    assert [(one.text, one.bold) for one in found.runs][:2] == [("The ", None), ("karez", True)]
    assert found.text.startswith(text)
    (link,) = found.hyperlinks
    assert (link.text, link.address) == ("notice site", "https://www.example.org/gongshi")
    assert opened.tables[0].cell(1, 0).text == "Miyim Haji Karez"
    note = f"{{{W}}}footnoteReference"
    order = ["note" if node.tag == note else node.text for node in found._p.iter(note, f"{{{W}}}t")]
    assert order[order.index("note") - 1].endswith("years old")


def test_runs_that_look_alike_are_one_and_languages_fonts_and_spelling_do_not_count() -> None:
    data = with_body(
        paragraph(
            run("坎", '<w:rFonts w:hint="eastAsia"/>'),
            '<w:proofErr w:type="gramStart"/>',
            run("儿", '<w:rFonts w:ascii="SimSun"/><w:lang w:eastAsia="zh-TW"/>'),
            run("井", '<w:color w:val="auto"/><w:noProof/><w:spacing w:val="-2"/>'),
        )
    )
    document = read(data)
    assert "坎儿井" in [unit.source for unit in document.units]
    assert "坎儿井" not in [text for _, text in kinds(document)]


@pytest.mark.parametrize(
    ("props", "kind"),
    [
        ("<w:b/>", "bold"),
        ("<w:i/>", "italic"),
        ('<w:u w:val="single"/>', "underline"),
        ('<w:rStyle w:val="a6"/>', "style"),
        ('<w:color w:val="FF0000"/>', "style"),
        ('<w:rFonts w:ascii="Courier New"/>', "code"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>', "style"),
    ],
)
def test_what_looks_different_is_a_code(props: str, kind: str) -> None:
    document = read(with_body(paragraph(run("请看"), run("这里", props), run("的说明文字"))))
    assert (kind, "这里") in kinds(document)


def test_style_shading_fonts_and_spaces_of_a_run_come_back_in_the_target() -> None:
    out = put(
        with_body(
            paragraph(
                run("说明", '<w:rFonts w:ascii="Arial" w:hint="eastAsia"/><w:sz w:val="28"/>')
            )
        ),
        {"说明": "Note "},
    )
    assert '<w:rFonts w:ascii="Arial"/><w:sz w:val="28"/><w:lang w:val="en-US"/>' in body_of(out)
    assert '<w:t xml:space="preserve">Note </w:t>' in body_of(out)


@pytest.mark.parametrize(
    ("language", "has", "has_not"),
    [
        ("en", '<w:lang w:val="en-US"/>', "<w:rtl/>"),
        ("ug", '<w:rtl/><w:lang w:bidi="ug-CN"/>', 'w:val="ug'),
        ("zh-Hant", '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-TW"/>', "<w:rtl/>"),
    ],
)
def test_translated_runs_say_their_language(language: str, has: str, has_not: str) -> None:
    body = body_of(put(with_body(paragraph(run("说明"))), {"说明": "x"}, language))
    assert has in body
    assert has_not not in body
    assert ("<w:pPr><w:bidi/></w:pPr>" in body) == (language == "ug")


def test_text_from_the_right_becomes_text_from_the_left() -> None:
    source = (
        '<w:p><w:pPr><w:jc w:val="left"/><w:bidi/></w:pPr>' + run("تۇرپان", "<w:rtl/>") + "</w:p>"
    )
    body = body_of(put(with_body(source), {"تۇرپان": "Turpan"}))
    assert "bidi" not in body
    assert "rtl" not in body


def test_lines_of_a_paragraph_are_units_but_not_where_the_sentence_goes_on() -> None:
    line = "<w:r><w:br/></w:r>"
    document = read(with_body(paragraph(run("地址"), line, run("电话"))))
    assert [source for _, source in units(document)].count("地址") == 1
    document = read(with_body(paragraph(run("we went"), line, run("to Turpan"))))
    assert "we went to Turpan" in [source for _, source in units(document)]
    out = put(with_body(paragraph(run("we went"), line, run("to Turpan"))), {})
    assert out == with_body(paragraph(run("we went"), line, run("to Turpan")))


def test_instructions_of_fields_are_never_touched() -> None:
    document = read(NOTICE)
    out = members(docx.rebuild(document, everything(document), language="en").data)
    before, after = (
        re.findall("<w:instrText[^>]*>([^<]*)", b"".join(all_.values()).decode("latin-1"))
        for all_ in (members(NOTICE), out)
    )
    assert sorted(before) == sorted(after)


def test_deleted_text_stays_and_inserted_text_is_read_as_text() -> None:
    document = read(NOTICE)
    assert "三月一日" in document.text
    assert "发布之日" not in document.text
    out = members(docx.rebuild(document, everything(document), language="en").data)
    assert "<w:delText>发布之日</w:delText>".encode() in out["word/document.xml"]
    assert "tracked-changes" in [finding.code for finding in document.findings]


def test_both_branches_of_a_text_box_stay_in_step() -> None:
    out = put(NOTICE, {"注意安全": "Mind the edge", "坎儿井示意图": "A karez"})
    body = body_of(out)
    assert body.count("Mind the edge") == 2
    assert 'descr="A karez"' in body
    assert 'alt="A karez"' in body


def test_branches_that_differ_are_units_of_their_own() -> None:
    parts = parts_of("docx/notice")
    body = parts["word/document.xml"].decode()
    first, _, second = body.rpartition(">安全<")
    parts["word/document.xml"] = f"{first}>防火<{second}".encode()
    texts = [unit.source for unit in read(packed(parts)).units]
    assert "注意安全" in texts
    assert "注意防火" in texts


def test_symbols_hidden_text_and_formulas_are_no_text() -> None:
    document = read(
        with_body(
            paragraph(
                run("选", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
                run("看不见", "<w:vanish/>"),
                "<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>",
                run("看得见"),
            )
        )
    )
    assert "看得见" in document.text
    assert "看不见" not in document.text
    assert "选" not in document.text


def test_picked_dates_and_choices_come_out_as_they_were() -> None:
    control = "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = read(with_body(paragraph(run("级别："), control.format(run("普通")), run("的文件"))))
    assert next(one.translate for one in document.codes if one.end > one.start) is False


def test_lines_to_write_on_stay() -> None:
    data = with_body(paragraph(run("姓名"), run("      ", '<w:u w:val="single"/>'), run("年龄")))
    document = read(data)
    body = body_of(docx.rebuild(document, everything(document), language="en").data)
    assert '<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">      </w:t>' in body


def test_squeezed_text_is_set_free() -> None:
    data = with_body(paragraph(run("通知", '<w:fitText w:val="800"/>')))
    assert "fitText" not in body_of(put(data, {"通知": "Notice"}))


def test_what_is_kept_out_of_reach_is_said_once() -> None:
    parts = parts_of("docx/notice")
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not opened"
    parts["word/embeddings/oleObject1.bin"] = b"not opened"
    parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    relations = "word/_rels/document.xml.rels"
    chunk = b'<Relationship Id="c" Type="x/aFChunk" Target="chunk.htm"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", chunk)
    data = packed(parts)
    document = read(data)
    codes = [finding.code for finding in document.findings]
    for code in ("macros", "embedded", "external-link", "comments", "signature"):
        assert codes.count(f"{code}-kept") == 1, code
    (embedded,) = (one for one in document.findings if one.code == "embedded-kept")
    assert embedded.raw == "word/embeddings/oleObject1.bin, word/chunk.htm"
    out = members(docx.rebuild(document, everything(document), language="en").data)
    for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/comments.xml"):
        assert out[name] == parts[name]


def test_a_damaged_part_is_said_and_the_rest_is_done() -> None:
    data = golden("docx/notice", **{"word/footnotes.xml": b"<w:footnotes><w:p>"})
    document = read(data)
    (finding,) = (one for one in document.findings if one.code == "damaged-part")
    assert finding.where == "notice.docx#word/footnotes.xml"
    out = members(docx.rebuild(document, everything(document), language="en").data)
    assert out["word/footnotes.xml"] == b"<w:footnotes><w:p>"
    assert b"T-u" in out["word/document.xml"]


BOMB = b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "97 to 2003"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04 and nothing else", "damaged|archive"),
        (b"no archive at all", "archive"),
        (packed({"a.txt": b"x"}), "main part is missing"),
        (golden("docx/notice", **{"word/document.xml": b"<w:document>"}), "damaged"),
        (golden("docx/notice", **{"word/document.xml": BOMB + b"<w/>"}), "document type"),
        (
            golden(
                "docx/notice",
                **{"word/document.xml": b"<a>" * 100_000 + b"</a>" * 100_000},
            ),
            "damaged",
        ),
        (packed(parts_of("docx/notice") | {"../../evil.txt": b"x"}), "leads out"),
        (NOTICE[: len(NOTICE) // 2], "."),
    ],
)
def test_what_cannot_be_read_says_so_and_what_to_do(data: bytes, found: str) -> None:
    with pytest.raises(InputError, match=found) as caught:
        docx.parse(data, "x.docx")
    assert caught.value.advice


def test_ten_gigabytes_of_zeros_are_not_unpacked() -> None:
    parts = parts_of("docx/notice")
    stream = io.BytesIO(packed(parts))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", bytes(100 * 1024**2))
    with pytest.raises(InputError, match="would unpack"):
        docx.parse(stream.getvalue(), "x.docx")


def test_a_document_without_text_says_so() -> None:
    data = packed(
        {
            name: content
            for name, content in parts_of("docx/notice").items()
            if not name.startswith("docProps")
        }
        | {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>'.encode(),
            "word/_rels/document.xml.rels": b"<x/>",
            "word/media/image1.png": b"",
        }
    )
    document = docx.parse(data, "x.docx")
    assert document.units == ()
    (finding,) = (one for one in document.findings if one.code == "empty-page")
    assert "pictures" in finding.message


def test_documents_of_python_docx_and_strict_names_are_read() -> None:
    made = python_docx.Document()
    made.add_heading("标题", 2)
    made.add_paragraph("项目", style="List Bullet")
    made.add_table(1, 1).cell(0, 0).text = "格子"
    stream = io.BytesIO()
    made.save(stream)
    document = read(stream.getvalue())
    found = [one for one in units(document) if not one[0].startswith(("meta", "title"))]
    assert found == [("h2", "标题"), ("li", "项目"), ("td", "格子")]
    strict = parts_of("docx/notice")
    for name, content in strict.items():
        content = content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        strict[name] = content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    assert read(packed(strict)).text == read(NOTICE).text


PROPS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', "<w:vanish/>"])
TEXTS = st.text(st.sampled_from("中文。，a b1\u3000"), max_size=6)
RUNS = st.builds(run, TEXTS, PROPS)
INLINE = st.recursive(
    RUNS
    | st.just("<w:r><w:br/></w:r>")
    | st.just("<w:r><w:tab/></w:r>")
    | st.just('<w:bookmarkStart w:id="9" w:name="x"/>')
    | st.just('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    | st.just('<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    | st.just('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    lambda inner: st.lists(inner, max_size=4).map(
        lambda content: f'<w:hyperlink w:anchor="a">{"".join(content)}</w:hyperlink>'
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(INLINE, max_size=6).map("".join), max_size=4))
def test_any_paragraphs_come_back_and_targets_stand_where_sources_stood(bodies: list[str]) -> None:
    data = with_body("".join(paragraph(body) for body in bodies))
    document = read(data)
    assert document.text == "\n".join(unit.source for unit in document.units)
    assert docx.rebuild(document, {}, language="en").data == data
    filled = {one.id: Filled("译" + one.id.replace(".", "点")) for one in document.segments}
    again = read(docx.rebuild(document, filled, language="en").data)
    wanted = [one.text for one in filled.values()]
    joined = again.text
    position = 0
    for target in wanted:
        position = joined.index(target, position) + len(target)
    before, after = body_of(data), members(docx.rebuild(document, filled, language="en").data)
    for what in ("<w:br/>", "bookmarkStart", "<w:fldChar", "<w:vanish/>"):
        assert after["word/document.xml"].decode().count(what) >= min(before.count(what), 1)
