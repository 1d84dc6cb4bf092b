"""Laws of glossary files: what is written reads back, and no bytes whatever stop the reader."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from glossary_files import plain, write
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.errors import FormatError
from glossa.termbase import Concept
from glossa.termbase.concepts import FORMS, STATUSES, Condition, Term
from glossa.termbase.exchange import FORMATS, parse_glossary_file
from glossa.termbase.exchange.cells import guard, is_formula, join_cells, split_cells, unguard
from glossa.termbase.merge import Drafts
from glossa.termbase.pairs import with_languages
from glossa.termbase.rows import Pair

LETTERS = "ab Z和田于阗é'\"=+-@#,;|\t\n\u2028خ1_x0041"
CELL = st.text(LETTERS, max_size=8).map(str.strip)
WORD = st.text(LETTERS, min_size=2, max_size=8).map(str.strip).filter(lambda text: len(text) > 1)
NAME = st.text("abc.-1", min_size=1, max_size=4)
CONDITIONS = st.lists(
    st.one_of(
        st.sampled_from(["whole", "case"]).map(Condition),
        st.builds(
            Condition,
            st.sampled_from(["next", "prev", "not-next", "not-prev", "page"]),
            st.lists(st.sampled_from(["city", "县", "a-b"]), min_size=1, unique=True).map(tuple),
        ),
    ),
    max_size=2,
).map(tuple)


@st.composite
def concept(draw: st.DrawFn, identity: str) -> Concept:
    terms = draw(
        st.lists(
            st.builds(
                Term,
                WORD,
                st.just(identity),
                st.sampled_from(["zh-Hans", "zh-Hant", "en", "ug-Arab", "zh-Latn-pinyin"]),
                st.sampled_from(STATUSES),
                st.sampled_from(FORMS),
                st.sampled_from([(), ("cn-media",), ("pinyin", "un")]),
                CONDITIONS,
                CELL.map(lambda text: text or "x"),
                CELL,
            ),
            min_size=1,
            max_size=4,
            unique_by=lambda term: (term.language, term.text),
        )
    )
    codes = tuple(draw(st.lists(st.sampled_from(["GB/T 2260:1", "Q|1"]), max_size=1)))
    return Concept(
        identity, draw(st.sampled_from(["user", "county", "interface"])), tuple(terms), codes
    )


CONCEPTS = st.lists(NAME, unique=True, min_size=1, max_size=3).flatmap(
    lambda names: st.tuples(*(concept(name) for name in names)).map(list)
)
PAIRS = st.lists(
    st.builds(Pair, WORD, WORD, note=st.sampled_from(["", "", "n", "a,b", "=x", "two\nlines"])),
    min_size=1,
    max_size=4,
    unique_by=(lambda pair: pair.source, lambda pair: pair.target),
)


def read(data: bytes, name: str) -> list[Concept]:
    parsed = parse_glossary_file(data, f"g.{name}", 0, name)
    drafts = Drafts(force=True)
    drafts.add_rows(parsed.rows, 0)
    drafts.add_pairs(with_languages(parsed.pairs, "zh-Hans", "en"), 0)
    return list(drafts.concepts().values())


def kept(concepts: list[Concept], name: str, suffix: str = "") -> bool:
    """Whether a format says that it holds all of it; if so, it must."""
    try:
        data, _ = write(concepts, name, suffix=suffix)
    except FormatError:
        return False
    assert plain(read(data, name)) == plain(concepts)
    return True


@pytest.mark.parametrize("name", ["tsv", "csv", "omegat", "deepl", "google", "google-terms", "utx"])
@settings(max_examples=40, deadline=None)
@given(CONCEPTS)
def test_what_a_format_claims_to_hold_reads_back(name: str, concepts: list[Concept]) -> None:
    kept(concepts, name)


@pytest.mark.parametrize("name", ["omegat", "deepl", "google", "google-terms", "utx"])
@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_a_list_of_pairs_reads_back(name: str, pairs: list[Pair]) -> None:
    drafts = Drafts(force=True)
    drafts.add_pairs(pairs, 0)
    kept(list(drafts.concepts().values()), name)


@settings(max_examples=10, deadline=None)
@given(CONCEPTS)
def test_a_workbook_reads_back(concepts: list[Concept]) -> None:
    kept(concepts, "xlsx")


@pytest.mark.parametrize("name", ["tsv", "csv"])
@settings(max_examples=40, deadline=None)
@given(CONCEPTS)
def test_tables_hold_all_but_breaks_and_bars(name: str, concepts: list[Concept]) -> None:
    """The law above would hold for a format that refuses everything; a table may refuse little."""
    tame = [
        replace(
            concept,
            codes=(),
            terms=tuple(
                replace(
                    term,
                    **{
                        key: getattr(term, key).replace("\t", " ").replace("\n", " ")
                        for key in ("text", "source", "note")
                    },
                )
                for term in concept.terms
            ),
        )
        for concept in concepts
    ]
    texts = [[(term.language, term.text) for term in concept.terms] for concept in tame]
    if all(len(set(own)) == len(own) for own in texts):
        assert kept(tame, name)


@settings(deadline=None)
@given(st.text(LETTERS, max_size=12))
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not is_formula(guard(cell)) or guard(cell).startswith("'")
    assert unguard(guard(cell)) == cell


@settings(deadline=None)
@given(
    st.lists(st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1), max_size=4),
    st.sampled_from([",", ";"]),
)
def test_cells_are_read_as_the_csv_module_reads_them(rows: list[list[str]], delimiter: str) -> None:
    text = join_cells(rows, delimiter)
    plain_reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    expected = [row for row in plain_reader if any(cell.strip() for cell in row)]
    assert [cells for _, cells in split_cells(text, "g", delimiter, [])] == expected
    assert expected == [row for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize(
    "name", ["", *(known.name for known in FORMATS if "tbx" not in known.name)]
)
@settings(max_examples=50, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=80),
        st.text('a和,;\t"\n\r=#UTX-src:/ ', max_size=60).map(str.encode),
        st.text("a和,\n", max_size=30).map(lambda text: text.encode("gb18030")),
        st.text("a和,\n", max_size=30).map(lambda text: text.encode("utf-16")),
        st.binary(max_size=60).map(lambda data: b"PK\x03\x04" + data),
    )
)
def test_no_bytes_stop_the_reader(name: str, data: bytes) -> None:
    parsed = parse_glossary_file(data, "g.csv", 0, name)
    assert all(finding.where.startswith("g.csv") for finding in parsed.findings)
    assert all(row.term.text for row in parsed.rows)
    assert all(pair.source and pair.target for pair in parsed.pairs)
