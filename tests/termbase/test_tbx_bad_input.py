"""TBX files that are broken, hostile or none: a finding with a place, and what is whole loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tbx_glossary import SERIALIZERS, SMALL, writing

from glossa.errors import FormatError
from glossa.model import Finding, Severity
from glossa.termbase.concepts import Concept, Condition, Term
from glossa.termbase.exchange.tbx import losses_tbx, parse_tbx, serialize_tbx

HEAD = '<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text>\n'
TAIL = "</text></tbx>\n"


def entry(identity: str, term: str, rest: str = "") -> str:
    return (
        f'<conceptEntry id="{identity}"><langSec xml:lang="en"><termSec><term>{term}</term>{rest}'
        "</termSec></langSec></conceptEntry>\n"
    )


def read(text: str | bytes) -> tuple[list[str], list[tuple[str, Severity, str, str]]]:
    """The texts of the terms, and what the findings say apart from their wording."""
    data = text.encode() if isinstance(text, str) else text
    parsed = parse_tbx(data, "x.tbx")
    return [row.term.text for row in parsed.rows], facts(parsed.findings)


def facts(findings: Iterable[Finding]) -> list[tuple[str, Severity, str, str]]:
    return [(finding.code, finding.severity, finding.where, finding.raw) for finding in findings]


NOT_TBX = ("not-tbx", Severity.ERROR)
BROKEN = ("not-well-formed", Severity.ERROR)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0"])
def test_an_empty_file(data: bytes) -> None:
    assert read(data) == ([], [(*NOT_TBX, "x.tbx", "")])


@pytest.mark.parametrize("root", ["html", "tmx", "x:text"])
def test_another_kind_of_xml(root: str) -> None:
    text = f"\n<{root} xmlns:x='urn:x'>{entry('a', 'no')}</{root}>"
    assert read(text) == ([], [(*NOT_TBX, "x.tbx:2", f"<{root.rpartition(':')[2]}>")])


@pytest.mark.parametrize("body", ["", "<body/>", "<body><p>no entry</p></body>"])
def test_a_file_without_terms(body: str) -> None:
    assert read(HEAD + body + TAIL) == ([], [("no-terms", Severity.WARNING, "x.tbx", "")])


def test_broken_xml_names_line_column_and_reason_and_keeps_what_came_before() -> None:
    text = HEAD + entry("a", "kept") + entry("b", "kept, too") + "<conceptEntry id='c'></oops>"
    parsed = parse_tbx(text.encode(), "x.tbx")
    assert [row.term.text for row in parsed.rows] == ["kept", "kept, too"]
    assert parsed.findings == (
        Finding(
            "not-well-formed",
            "the XML cannot be read from here on (column 29): Opening and ending tag mismatch: "
            "conceptEntry line 4 and oops; the 2 concepts before it are loaded; mend the file "
            "there, or export it again",
            Severity.ERROR,
            where="x.tbx:4",
            raw="<conceptEntry id='c'></oops>",
        ),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("not XML at all", 1),
        ("<tbx", 1),
        (HEAD, 2),  # cut off
        (HEAD + "<conceptEntry id='a' id='a'/>" + TAIL, 2),
        (HEAD + "<p>&nbsp;</p>" + TAIL, 2),  # no DTD declares it
        (HEAD + "\n<p>\x07</p>" + TAIL, 3),
        (HEAD + "<p>&#7;</p>" + TAIL, 2),
    ],
)
def test_xml_that_is_none(text: str, line: int) -> None:
    terms, findings = read(text)
    assert terms == []
    assert [finding[:3] for finding in findings] == [(*BROKEN, f"x.tbx:{line}")]


def test_an_undeclared_entity_is_named_with_its_place() -> None:
    parsed = parse_tbx((HEAD + "<p>a&nbsp;b</p>" + TAIL).encode(), "x.tbx")
    assert [finding.message.partition(";")[0] for finding in parsed.findings] == [
        "the XML cannot be read from here on (column 11): Entity 'nbsp' not defined"
    ]


def test_bytes_that_are_not_the_encoding_that_is_declared() -> None:
    terms, findings = read(HEAD.encode() + entry("a", "Toli").encode() + b"<p>\xff\xfe</p>")
    assert terms == ["Toli"]
    assert findings == [(*BROKEN, "x.tbx:3", "<p>\\xff\\xfe</p>")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "windows-1252"])
def test_the_xml_declaration_says_the_encoding(encoding: str) -> None:
    name = "utf-16" if encoding == "utf-16-le" else encoding
    term = "Ürümqi" if encoding == "windows-1252" else "乌鲁木齐"
    text = f'<?xml version="1.0" encoding="{name}"?>\n{HEAD}{entry("a", term)}{TAIL}'
    assert read(text.encode(encoding)) == ([term], [])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_declaration_of_utf_16_in_a_file_of_utf_8_is_not_believed(mark: str) -> None:
    text = f'{mark}<?xml version="1.0" encoding="utf-16"?>\n{HEAD}{entry("a", "乌鲁木齐")}{TAIL}'
    assert read(text) == (["乌鲁木齐"], [])


def test_an_encoding_that_nobody_knows() -> None:
    assert read(f'<?xml version="1.0" encoding="x-none"?>{HEAD}{TAIL}')[1][0][:3] == (
        *BROKEN,
        "x.tbx:1",
    )


def test_a_dtd_that_is_only_named_is_not_fetched(tmp_path: Path) -> None:
    dtd = tmp_path / "TBXcoreStructV02.dtd"
    dtd.write_text('<!ENTITY word "fetched">', encoding="utf-8")
    text = f'<!DOCTYPE martif SYSTEM "{dtd.as_uri()}">' + HEAD + entry("a", "&word;") + TAIL
    terms, findings = read(text)
    assert terms == []
    assert {finding[0] for finding in findings} <= {"xml-entity", "no-terms", "not-well-formed"}
    assert read(text.replace("&word;", "plain")) == (["plain"], [])


def test_an_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    doctype = f'<!DOCTYPE tbx [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    text = doctype + HEAD + entry("a", "x&file;") + entry("b", "y", "<note>&file;</note>") + TAIL
    parsed = parse_tbx(text.encode(), "x.tbx")
    assert [(row.term.text, row.term.note) for row in parsed.rows] == [("y", "&file;")]
    assert "SECRET" not in repr(parsed)
    assert [fact[::3] for fact in facts(parsed.findings)] == [
        ("xml-entity", "&file;"),
        ("no-terms", "a"),
        ("xml-entity", "&file;"),
    ]


def test_an_entity_in_an_attribute_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    text = f'<!DOCTYPE tbx [<!ENTITY f SYSTEM "{secret.as_uri()}">]>{HEAD}{entry("&f;", "x")}{TAIL}'
    parsed = parse_tbx(text.encode(), "x.tbx")
    assert "SECRET" not in repr(parsed)
    assert [finding.code for finding in parsed.findings] == ["not-well-formed"]


@pytest.mark.parametrize(("identity", "term"), [("a", "&e9;"), ("&e9;", "a")])
def test_entities_that_swell_do_not_swell_here(identity: str, term: str) -> None:
    """The billion laughs, in a text and in an attribute: 10^10 copies if they were replaced."""
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE tbx [<!ENTITY e0 "ha">{laughs}]>{HEAD}{entry(identity, term)}{TAIL}'
    terms, findings = read(text)
    assert terms == []
    assert findings[0][0] in {"xml-entity", "not-well-formed"}
    assert max(len(finding[3]) for finding in findings) < 500


def test_a_text_of_eleven_megabytes_is_refused() -> None:
    text = HEAD + entry("a", "kept") + entry("b", "x" * 11_000_000) + TAIL
    terms, findings = read(text)
    assert terms == ["kept"]
    assert [finding[:3] for finding in findings] == [(*BROKEN, "x.tbx:3")]


def test_a_long_run_of_blanks_costs_no_more_than_its_length() -> None:
    """Squared, it would be hours."""
    blanks = " " * 1_000_000
    assert read(HEAD + entry("a", f"a{blanks}b\n{blanks}c") + TAIL) == ([f"a{blanks}b c"], [])


def test_nesting_without_end_is_refused() -> None:
    text = HEAD + entry("a", "kept") + entry("b", "<hi>" * 5000 + "x" + "</hi>" * 5000) + TAIL
    terms, findings = read(text)
    assert terms == ["kept"]
    assert [finding[0] for finding in findings] == ["not-well-formed"]


def test_marks_inside_a_term_are_read_as_its_text() -> None:
    marked = "H<hi type='subscript'>2</hi>O<!-- water --> <foreign>l'<hi>eau</hi></foreign>"
    assert read(HEAD + entry("a", marked) + TAIL) == (["H2O l'eau"], [])


def test_who_changed_what_is_counted_at_every_level() -> None:
    who = "<transacGrp><transac type='transactionType'>origination</transac></transacGrp>"
    about = f"<descripGrp><descrip type='definition'>d</descrip>{who}</descripGrp>"
    text = entry("a", "x", who + about).replace("<langSec", f"{who}{about}<langSec")
    parsed = parse_tbx((HEAD + text.replace("<termSec", f"{who}<termSec") + TAIL).encode(), "x.tbx")
    assert [row.term.note for row in parsed.rows] == ["definition: d; definition: d"]
    assert [finding.message for finding in parsed.findings] == [
        "a glossary has no place for who changed an entry, and when: transacGrp 5 times"
    ]


def test_an_unknown_word_is_said_once() -> None:
    text = entry("a", "x", "<termNote type='termType'>odd</termNote>") * 3
    parsed = parse_tbx((HEAD + text + TAIL).encode(), "x.tbx")
    said = [finding.message for finding in parsed.findings if finding.code == "unknown-value"]
    assert said == [
        "unknown type 'odd', 3 times, first here; the default is taken, and the note keeps the word"
    ]


def test_a_line_beyond_65535_is_named() -> None:
    text = HEAD + "\n" * 70_000 + "<conceptEntry id='a'/>" + TAIL
    assert read(text)[1] == [("no-terms", Severity.WARNING, "x.tbx:70002", "a")]


def one(text: str = "a", **changes: object) -> tuple[Concept, ...]:
    term = replace(Term(text, "c-1", "en"), **changes)  # type: ignore[arg-type]
    return (Concept("c-1", "county", (term,)),)


@pytest.mark.parametrize(
    ("concepts", "loss", "back"),
    [
        (one("a\x07b"), "1 texts with signs that XML cannot hold, now pictures", "a␇b"),
        (one("a\udc80b"), "1 texts with signs that XML cannot", "a�b"),
        (one("a\uffffb"), "1 texts with signs that XML cannot", "a�b"),
        (one("a\n b"), "1 texts that are empty or have line breaks, tabs", "a b"),
        (one("a", note="b "), "1 texts that are empty or have line breaks, tabs", "a"),
        (one("a", styles=("",)), "1 texts that are empty", "a"),
        (one(" "), "1 terms without a text or with a strange context", None),
        (one(context=(Condition("next", ("a;b",)),)), "1 terms without a text or with a", None),
        (one(context=(Condition("prev", ("\x07",)),)), "1 texts with signs that XML cannot", "a"),
        (one(language="en_GB"), "1 terms whose language tag is none of BCP 47", "a"),
        (one(language="no language"), "1 terms whose language tag is none of BCP 47", None),
    ],
    ids=lambda value: repr(value) if isinstance(value, str) else "",
)
def test_what_tbx_cannot_hold_is_said_and_left_out(
    concepts: tuple[Concept, ...], loss: str, back: str | None
) -> None:
    losses = losses_tbx(concepts, writing())
    assert any(sentence.startswith(loss) for sentence in losses), losses
    assert all("c-1" in sentence for sentence in losses)
    kept = [
        row.term.text for row in parse_tbx(serialize_tbx((*SMALL, *concepts), writing()), "").rows
    ]
    more = kept[sum(len(concept.terms) for concept in SMALL) :]
    assert more == ([] if back is None else [back])


@pytest.mark.parametrize("changes", [{"kind": ""}, {"kind": "a\tb"}, {"codes": ("x", "")}])
def test_what_is_said_of_a_concept_is_looked_at_too(changes: dict[str, Any]) -> None:
    losses = losses_tbx((replace(one()[0], **changes),), writing())
    assert [sentence.partition(" or ")[0] for sentence in losses] == ["1 texts that are empty"]


def test_a_concept_without_terms_is_a_loss() -> None:
    losses = losses_tbx((*SMALL, Concept("empty", "county", ())), writing())
    assert losses == (
        "1 concepts without a term that can be written, which are left out (first: empty)",
    )


@pytest.mark.parametrize("shape", SERIALIZERS)
def test_two_concepts_of_one_id_are_refused(shape: str) -> None:
    with pytest.raises(FormatError, match=r"'plat\.jd' stands twice"):
        SERIALIZERS[shape]((*SMALL, SMALL[1]), writing())


@pytest.mark.parametrize("shape", SERIALIZERS)
def test_nothing_to_write_is_refused(shape: str) -> None:
    with pytest.raises(FormatError, match="no term to write"):
        SERIALIZERS[shape]((Concept("empty", "county", ()),), writing())


@pytest.mark.parametrize("identity", [' id="c"', ""])
def test_one_id_for_every_concept_costs_no_more_than_many(
    identity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each further use looks for a free number where the last one found its own."""
    looked = 0

    class Ids(set[str]):
        def __contains__(self, item: object) -> bool:
            nonlocal looked
            looked += 1
            return super().__contains__(item)

    from glossa.termbase.exchange import tbx_entry

    before = tbx_entry.EntryReader.__init__

    def made(self: tbx_entry.EntryReader, *arguments: Any) -> None:
        before(self, *arguments)
        self._ids = Ids()

    monkeypatch.setattr(tbx_entry.EntryReader, "__init__", made)
    entry = f'<termEntry{identity}><langSet xml:lang="en"><tig><term>a</term></tig></langSet>'
    text = f"<martif><text><body>{f'{entry}</termEntry>' * 100}</body></text></martif>"
    rows = parse_tbx(text.encode(), "d.tbx", 0).rows
    assert len({row.term.concept for row in rows}) == 100
    assert rows[-1].term.concept.endswith("#100")
    assert looked <= 300
