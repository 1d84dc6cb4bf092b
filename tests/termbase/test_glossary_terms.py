"""What may be a term, and what the lint says of a user's glossary as a whole."""

from pathlib import Path

import pytest
from glossary_files import codes
from termbase_cases import SMALL

from glossa.model import Severity
from glossa.termbase import Termbase, load_termbase
from glossa.termbase.concepts import INTERFACE, Condition, Term
from glossa.termbase.rows import COLUMNS
from glossa.termbase.terms import COMMON_WORDS, LONGEST, examine

HEADER = "\t".join(COLUMNS)


def load(tmp_path: Path, *lines: str, over: bool = False) -> Termbase:
    """Rows, written with `|` between their cells, over the small glossary or alone."""
    rows = [line.replace("|", "\t") for line in lines]
    (tmp_path / "g.tsv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return load_termbase([*([SMALL] if over else []), tmp_path / "g.tsv"])


@pytest.mark.parametrize(
    "text", ["A", "z", "Ж", "和", "的", "ئ", "the", "The", "OF", "not", "people"]
)
def test_a_letter_or_a_common_word_is_no_variant(text: str) -> None:
    term = Term(text, "c", "en", "deprecated", where="g:2")
    kept, finding = examine(term, "county")
    assert kept is None
    assert finding is not None
    assert (finding.code, finding.severity, finding.where) == (
        "common-term",
        Severity.ERROR,
        "g:2",
    )


def test_as_a_preferred_term_it_counts_as_a_whole_segment_only(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("和,And\n更多,More\n", encoding="utf-8")
    termbase = load_termbase([tmp_path / "g.csv"])
    assert [code for code, _ in codes(termbase.findings)] == ["common-term"] * 3
    assert termbase.match("你和我", "zh-Hans") == ()
    assert termbase.whole("和", "zh-Hans", "en").text == "And"  # type: ignore[union-attr]
    assert termbase.whole("更多", "zh-Hans", "en").text == "More"  # type: ignore[union-attr]
    assert len(termbase.match("还有更多", "zh-Hans")) == 1


@pytest.mark.parametrize("note", ["force", "Force", "ours; force", "force; checked"])
def test_it_is_taken_where_the_note_forces_it_with_a_warning(note: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(f"和,And,{note}\n", encoding="utf-8")
    termbase = load_termbase([tmp_path / "g.csv"])
    assert [code for code, _ in codes(termbase.findings)] == ["common-term"] * 2
    assert {finding.severity for finding in termbase.findings} == {Severity.WARNING}
    assert [match.start for match in termbase.match("你和我", "zh-Hans")] == [1]


def test_a_note_that_only_speaks_of_force_forces_nothing() -> None:
    kept, _ = examine(Term("a", "c", "en", "deprecated", note="use of force"), "county")
    assert kept is None


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        (Term("More", "c", "en"), INTERFACE),
        (Term("more", "c", "en", context=(Condition("whole"),)), "county"),
        (Term("us", "c", "en", note="unverified"), "county"),
        (Term("the", "c", "fr"), "county"),
        (Term("Home", "c", "en"), "county"),
        (Term("XP", "c", "en"), "county"),
        (Term("和田", "c", "zh-Hans"), "county"),
        (Term("x" * LONGEST, "c", "en"), "county"),
        (Term("ئۇيغۇر\u200f", "c", "ug-Arab"), "people"),
        (Term("a\u00adb", "c", "en"), "county"),
        (Term("a\u2028b", "c", "en"), "county"),
    ],
)
def test_ordinary_terms_are_taken_without_a_word(term: Term, kind: str) -> None:
    assert examine(term, kind) == (term, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (LONGEST + 1), "long-term"),
        ("和" * 10_000, "long-term"),
        ("To\0li", "control-character"),
        ("To\x1bli", "control-character"),
        ("To\x85li", "control-character"),
        ("To\nli", "control-character"),
        ("\u202eiloT", "bidi-control"),
        ("Toli\u2066", "bidi-control"),
    ],
)
def test_terms_that_are_refused_even_if_forced(text: str, code: str) -> None:
    kept, finding = examine(Term(text, "c", "en", note="force"), "county", force=True)
    assert kept is None
    assert finding is not None
    assert finding.code == code
    assert len(finding.raw) <= 80


def test_the_common_words_are_lower_case_words_and_no_names() -> None:
    assert 300 < len(COMMON_WORDS) < 700
    assert all(word.isalpha() and word == word.lower() for word in COMMON_WORDS)
    assert not COMMON_WORDS & {"china", "march", "home", "news", "city", "county", "han", "hui"}


def test_glossas_own_glossary_has_no_term_of_that_sort() -> None:
    own = [finding for finding in load_termbase().findings if finding.code == "common-term"]
    assert own == []


def test_a_cycle_of_variants(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        "a|county|en|Alpha|preferred|fullForm||||me|",
        "b|county|en|Beta|preferred|fullForm||||me|",
        "c|county|en|Gamma|preferred|fullForm||||me|",
        "a|county|en|Beta|deprecated|fullForm||||me|",
        "b|county|en|Gamma|admitted|variant||next=Bay||me|",
        "c|county|en|Alpha|deprecated|fullForm||||me|",
    )
    assert codes(termbase.findings) == [
        ("variant-cycle", "g.tsv:7, g.tsv:2"),
        ("variant-cycle", "g.tsv:5, g.tsv:3"),
        ("variant-cycle", "g.tsv:6, g.tsv:4"),
    ]
    assert termbase.fold("Alpha Beta Gamma").text == "Alpha Beta Gamma"


def test_a_misspelling_that_is_another_concepts_name(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        "a|province|en|Shaanxi|preferred|fullForm||||me|",
        "b|province|en|Shanxi|preferred|fullForm||||me|",
        "a|province|en|Shanxi|deprecated|fullForm||||me|",
    )
    assert codes(termbase.findings) == [("preferred-elsewhere", "g.tsv:4, g.tsv:3")]
    assert termbase.fold("Shanxi").text == "Shanxi"


def test_a_misspelling_with_a_context_may_be_another_concepts_name(tmp_path: Path) -> None:
    termbase = load(
        tmp_path,
        "a|county|en|Toli|preferred|fullForm||||me|",
        "b|city|en|Torrey|preferred|fullForm||||me|",
        "a|county|en|Torrey|deprecated|fullForm||next=County||me|",
    )
    assert termbase.findings == ()


def test_a_long_chain_without_a_circle_is_none(tmp_path: Path) -> None:
    rows = []
    for number in range(3_000):
        rows.append(f"c{number}|county|en|Name{number}|preferred|fullForm||||me|")
        rows.append(f"c{number}|county|en|Name{number + 1}|deprecated|fullForm||whole||me|")
    assert {code for code, _ in codes(load(tmp_path, *rows).findings)} <= {"preferred-elsewhere"}


def test_a_concept_without_a_preferred_term(tmp_path: Path) -> None:
    termbase = load(tmp_path, "a|county|zh-Hans|托里|admitted|fullForm||||me|")
    assert codes(termbase.findings) == [("no-preferred", "g.tsv:2")]
