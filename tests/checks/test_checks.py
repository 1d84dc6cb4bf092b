"""Each check on its cases (`tests/cases/checks.json`), and the laws of the whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.checks import CHECKS, check
from glossa.model import Bitext, Entry, Finding, MatchType, Severity, State
from glossa.termbase import load_termbase
from glossa.termbase.rows import COLUMNS

CASES = json.loads((Path(__file__).parents[1] / "cases" / "checks.json").read_text("utf-8"))


def _parameters() -> list[Any]:
    marks = {"pass": (), "fail": pytest.mark.xfail(reason="a known failure", strict=True)}
    return [pytest.param(case, id=case["label"], marks=marks[case["expect"]]) for case in CASES]


def _bitext(case: dict[str, Any]) -> Bitext:
    entry = Entry(
        "u1.s1",
        case["source"],
        case["target"],
        case.get("language", "zh-Hans"),
        state=State(case.get("state", "translated")),
        match=MatchType(case["match"]),
    )
    return Bitext("page", (entry,), case.get("target_language", "en"))


@pytest.mark.parametrize("case", _parameters())
def test_case(case: dict[str, Any]) -> None:
    literals = {"u1.s1": tuple(case["literals"])} if "literals" in case else None
    (entry,) = check(_bitext(case), literals=literals)
    found = [
        [one.code, None if one.start is None else entry.target[one.start : one.end]]
        for one in entry.findings
    ]
    assert found == case["expected"]


def test_every_check_has_a_case_that_finds_and_the_page_checks_are_below() -> None:
    found = {code for case in CASES for code, _ in case["expected"]}
    assert found | {"term-missing", "inconsistent-target"} == {one.code for one in CHECKS}


def _entry(number: int, source: str, target: str, **fields: Any) -> Entry:
    fields = {"state": State.TRANSLATED, "match": MatchType.ENGINE} | fields
    return Entry(f"u{number}", source, target, "zh-Hans", **fields)


def _codes(bitext: Bitext) -> list[tuple[str, ...]]:
    return [tuple(finding.code for finding in entry.findings) for entry in bitext]


def test_the_rarer_rendering_of_a_source_is_named() -> None:
    bitext = Bitext(
        "page",
        (
            _entry(1, "果园", "Garden"),
            _entry(2, "果园", "Orchard"),
            _entry(3, "果园", "Orchard"),
            _entry(4, "果园", "果园", match=MatchType.COPIED),  # on purpose
        ),
    )
    first, *others = check(bitext)
    assert [(one.code, one.message) for one in first.findings] == [
        ("inconsistent-target", "u2 has 'Orchard' for the same source: use one of the two.")
    ]
    assert not any(entry.findings for entry in others)


def test_of_two_equally_common_renderings_the_first_is_the_usual() -> None:
    bitext = Bitext("page", (_entry(1, "果园", "Garden"), _entry(2, "果园", "Orchard")))
    assert _codes(check(bitext)) == [(), ("inconsistent-target",)]


@dataclass(frozen=True)
class _Rendering:
    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Match:
    start: int
    end: int


class _Termbase:
    """Knows 托里县 and 果园; the latter has no English term."""

    def named(self, texts: Iterable[tuple[str, str]]) -> frozenset[str]:
        return frozenset(language for _, language in texts)

    def match(self, text: str, language: str, *, page: frozenset[str]) -> tuple[_Match, ...]:
        assert (language, page) == ("zh-Hans", {"zh-Hans"})
        found = [(text.find(term), len(term)) for term in ("托里县", "果园")]
        return tuple(_Match(start, start + length) for start, length in found if start >= 0)

    def rendering(self, match: _Match, language: str) -> _Rendering | None:
        assert language == "en"
        return _Rendering("Toli County", ("Toli",)) if match.end - match.start == 3 else None


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        ("The orchards of Toli County", False),
        ("TOLI\u00a0COUNTY’S orchards", False),  # any case, any blanks, possessive
        ("Orchards in Toli", False),  # another accepted rendering
        ("The orchards of Tolima County", True),  # not inside a word
        ("Orchards", True),
    ],
)
def test_terms_of_the_source_are_sought_in_the_target(target: str, missing: bool) -> None:
    bitext = Bitext("page", (_entry(1, "托里县的果园丰收", target),))
    (entry,) = check(bitext, termbase=_Termbase())  # type: ignore[arg-type]  # a stand-in
    assert [(one.code, one.raw) for one in entry.findings] == (
        [("term-missing", "托里县")] if missing else []
    )


def test_a_real_termbase_serves(tmp_path: Path) -> None:
    rows = [
        ["cn-654224", "county", language, term, status, "fullForm", "", "", "", "made up", ""]
        for language, term, status in [
            ("zh-Hans", "托里县", "preferred"),
            ("en", "Toli County", "preferred"),
            ("en", "Tori County", "deprecated"),
        ]
    ]
    path = tmp_path / "places.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in [COLUMNS, *rows]), encoding="utf-8")
    bitext = Bitext(
        "page",
        (
            _entry(1, "托里县的果园丰收", "Good harvest in Toli County"),
            _entry(2, "托里县的市场开门", "Good harvest in Tori County"),  # misspelt: not accepted
        ),
    )
    assert _codes(check(bitext, termbase=load_termbase([path]))) == [(), ("term-missing",)]


def test_findings_of_an_earlier_check_are_replaced_those_of_others_stay() -> None:
    stale = Finding("leftover-han", "'果园' is still Chinese.", Severity.WARNING, 0, 2)
    other = Finding("term-missing", "'果园' should be 'Orchard'.", raw="果园")
    literal = Finding("protected-lost", "'a.cn' must stand here unchanged.", raw="a.cn")
    before = (stale, other, literal)
    bitext = Bitext("page", (_entry(1, "果园开门", "The garden is open", findings=before),))
    assert check(bitext).entries[0].findings == (literal, other)  # nobody could look again
    looked_again = check(bitext, literals={})
    assert looked_again.entries[0].findings == (other,)


def test_why_nothing_was_found_stays_while_nothing_is_there() -> None:
    why = Finding("untranslated", "the engine gave nothing usable (a loop)", raw="the the")
    kept = _entry(1, "果园", "果园", state=State.INITIAL, match=MatchType.NONE, findings=(why,))
    mended = _entry(1, "果园", "Orchard", match=MatchType.NONE, findings=(why,))
    assert check(Bitext("page", (kept,))).entries[0].findings == (why,)
    assert check(Bitext("page", (mended,))).entries[0].findings == ()


def test_a_number_that_a_rule_already_missed_is_not_reported_twice() -> None:
    known = Finding("number-mismatch", "'120个' should stand in the target", raw="120个")
    bitext = Bitext("page", (_entry(1, "市场共有120个摊位", "Many stalls", findings=(known,)),))
    assert check(bitext).entries[0].findings == (known,)


@pytest.mark.parametrize("entry", [_entry(1, "果园", ""), _entry(2, "(", "“ ( 果园 ,  x ！")])
def test_offsets_point_into_the_target(entry: Entry) -> None:
    (checked,) = check(Bitext("page", (entry,)))
    assert checked.findings
    for one in checked.findings:
        if one.start is not None and one.end is not None:
            assert 0 <= one.start < one.end <= len(entry.target)


pieces = st.lists(
    st.sampled_from([*'果园（）()“”"[]。.,  12ab', "120", "the the the the ", "\u2028", "a.cn"]),
    max_size=12,
).map("".join)
codes = st.sampled_from([*(one.code for one in CHECKS), "no-model", "encoding-guessed"])
findings = st.builds(
    Finding, codes, pieces, start=st.none() | st.integers(0, 5), end=st.none() | st.integers(0, 5)
)
entries = st.builds(
    Entry,
    st.integers(1, 10**6).map(str),
    pieces.filter(bool),
    pieces,
    st.sampled_from(["zh-Hans", "en", "und", "zxx"]),
    state=st.sampled_from(State),
    match=st.sampled_from(MatchType),
    findings=st.lists(findings, max_size=3).map(tuple),
)
entries = entries | entries.map(lambda one: Entry(one.id, one.source, one.source, one.language))


@settings(deadline=None)
@given(
    st.lists(entries, max_size=5, unique_by=lambda entry: entry.id),
    st.none() | st.just(("a.cn", "120")),
)
def test_checking_twice_changes_nothing(
    listed: list[Entry], literal: tuple[str, ...] | None
) -> None:
    literals = None if literal is None else {entry.id: literal for entry in listed}
    bitext = Bitext("page", tuple(listed))
    once = check(bitext, literals=literals)
    assert check(once, literals=literals) == once
    for before, after in zip(bitext, once, strict=True):
        assert Entry(**_without_findings(before)) == Entry(**_without_findings(after))
        places = [-1 if one.start is None else one.start for one in after.findings]
        assert places == sorted(places)


def _without_findings(entry: Entry) -> dict[str, Any]:
    from dataclasses import fields

    return {
        field.name: getattr(entry, field.name)
        for field in fields(entry)
        if field.name != "findings"
    }
