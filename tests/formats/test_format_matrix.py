"""Every format into every other by `convert`, at any size, with what alignment finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise, permutations
from time import process_time

import pytest
from bitexts import bitexts
from golden_bitexts import ALONE, BITEXTS
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glossa.errors import FormatError
from glossa.formats import FORMATS, Format, get_format
from glossa.model import Bitext, Entry, Finding, MatchType, State, Step
from glossa.pipeline import convert, parse_bilingual

NAMES = [format_.name for format_ in FORMATS]
ALIGNED = BITEXTS["aligned"]
WITH_ALONE = ALIGNED.with_entries((*ALIGNED.entries, ALONE))
TEXTS = ["po", "csv", "tsv", "jsonl", "markdown", "tmx", "xliff", "xliff12", "omegat", "html"]


def _tour(names: list[str]) -> Iterator[str]:
    """A way from the first name back to it that goes once from each name to each other."""
    left = {name: [other for other in names if other != name] for name in reversed(names)}
    way, done = [names[0]], []
    while way:
        others = left[way[-1]]
        if others:
            way.append(others.pop())
        else:
            done.append(way.pop())
    return reversed(done)


def test_a_tour_goes_from_each_to_each_other_once() -> None:
    way = list(_tour(NAMES))
    assert sorted(pairwise(way)) == sorted(permutations(NAMES, 2))


@pytest.mark.parametrize(
    ("bitext", "names"),
    [
        (BITEXTS["page"], NAMES),
        (BITEXTS["control"], NAMES),
        (ALIGNED, NAMES),
        (WITH_ALONE, [name for name in NAMES if name != "po"]),
    ],
    ids=["page", "control", "aligned", "alone"],
)
def test_from_each_format_to_each_other_nothing_changes(bitext: Bitext, names: list[str]) -> None:
    """One file goes all the ways one after the other, so what any of them lost would be missing."""
    own = {name: get_format(name).encode(bitext) for name in names}
    data, before = own[names[0]], ""
    for name in _tour(names):
        if before:
            made = convert(parse_bilingual(data, "p", before), name)
            assert (made.bitext, made.losses) == (bitext, ()), f"{before} to {name}"
            data = made.data
        assert data == own[name], f"{before} to {name}"
        before = name


@settings(deadline=None, max_examples=40)
@given(bitexts, st.lists(st.sampled_from(TEXTS), min_size=3, max_size=3))
def test_so_does_any_bitext_on_any_way(bitext: Bitext, names: list[str]) -> None:
    found = bitext
    for name in names:
        try:
            found = parse_bilingual(convert(found, name).data, "p", name)
        except FormatError:  # which bitexts are refused is a law of its own
            assume(False)
    assert found == bitext


@pytest.mark.parametrize("name", NAMES)
def test_a_target_without_a_source_is_kept_or_refused_by_name(name: str) -> None:
    format_ = get_format(name)
    if name == "po":
        with pytest.raises(FormatError, match=r"'t\.u5\.s2' has no source"):
            format_.encode(WITH_ALONE)
        made = convert(WITH_ALONE, name, lossy=True)
        assert made.bitext == ALIGNED
        assert "بۇ خەتنى" in made.losses[0]
        return
    assert format_.decode(format_.encode(WITH_ALONE), "p")[ALONE.id] == ALONE


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("match", MatchType)
def test_every_origin_is_kept_in_every_format(name: str, match: MatchType) -> None:
    entries = tuple(
        Entry(f"{state}.{target}", "甲", target, "zh-Hans", state=state, match=match)
        for state in State
        for target in ("甲", "A")
    )
    format_ = get_format(name)
    assert format_.decode(format_.encode(Bitext("p", entries)), "p").entries == entries


def _large(count: int, name: str) -> Bitext:
    kinds = [*BITEXTS["page"], *ALIGNED, *([] if name == "po" else [ALONE])]
    return BITEXTS["page"].with_entries(
        tuple(
            replace(kinds[number % len(kinds)], id=f"u{number}.s1+u{number}.s2")
            for number in range(count)
        )
    )


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_eight_times_the_entries_cost_about_eight_times_as_much(
    format_: Format, cpu_seconds: Callable[[Callable[[], object]], float]
) -> None:
    small, large = _large(250, format_.name), _large(2000, format_.name)
    format_.decode(format_.encode(small), "p")  # what is made once is made

    def work(bitext: Bitext) -> Callable[[], object]:
        return lambda: format_.decode(format_.encode(bitext), "p")

    bound = 20 * cpu_seconds(work(small))
    # Once is enough where it is cheap; a busy computer gets two more chances.
    assert any(_seconds(work(large)) < bound for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


FORMULA = "=cmd|'/C calc'!A0"
EVERYWHERE = Bitext(
    FORMULA,
    tuple(
        Entry(
            f"{sign}{number}",
            f"{sign}{FORMULA}",
            f"{sign}{FORMULA}x",
            f"{sign}x",
            match=MatchType.HAND,
            origin=f"{sign}{FORMULA}",
            steps=(Step(FORMULA, 0, 1, FORMULA, FORMULA, FORMULA),),
            findings=(Finding(FORMULA, FORMULA, where=FORMULA, raw=FORMULA),),
            note=f"{sign}{FORMULA}",
        )
        for number, sign in enumerate(["", "+", "-", "@", "\t", "\n", "\r", "＝", "'", "\x00"])
    ),
    FORMULA,
    findings=(Finding(FORMULA, FORMULA),),
)


@pytest.mark.parametrize("start", NAMES)
def test_no_formula_ever_leaves_whatever_it_came_in_by(start: str) -> None:
    """In every field of every entry; typed into a workbook it is looked at in `test_xlsx.py`."""
    data = get_format(start).encode(EVERYWHERE)
    for name in ("csv", "tsv", "xlsx"):
        made = convert(parse_bilingual(data, "p", start), name)
        assert _formulas(name, made.data) == []
        assert get_format(name).decode(made.data, "p") == EVERYWHERE


def _formulas(name: str, data: bytes) -> list[str]:
    """Cells that a spreadsheet would take for more than text."""
    import csv
    import io
    import zipfile

    if name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(part).decode() for part in archive.namelist()]
        signs = ("<f>", "<f ", "<ddeLink", "<oleLink", "<hyperlink", "externalLink")
        return [sign for part in parts for sign in signs if sign in part]
    rows = csv.reader(
        io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter="," if name == "csv" else "\t"
    )
    cells = [cell for row in rows for cell in row]
    assert any(FORMULA in cell for cell in cells)
    return [cell for cell in cells if cell[:1] and cell[:1] in "=+-@\t\r\n\x00＝＋－＠"]
