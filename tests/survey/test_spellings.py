"""Which spellings are reported, and that this is what folding does."""

from __future__ import annotations

from pathlib import Path

import pytest
from surveys import own_termbase, survey_texts

from glossa.model import Bitext, Entry, MatchType, State
from glossa.pipeline import load_page, normalize
from glossa.summary import changes
from glossa.survey import Name, Survey, Surveyor
from glossa.survey.spellings import UseFinder, plain
from glossa.termbase import PageNames

PAGES = sorted((Path(__file__).parents[2] / "corpus" / "pages").glob("*.txt"))


def named(survey: Survey, wanted: str) -> Name:
    return next(name for name in survey.names if name.wanted == wanted)


def outcomes(name: Name) -> dict[str, dict[str, int]]:
    return {spelling.text: spelling.outcomes for spelling in name.spellings}


def test_two_spellings_over_two_pages() -> None:
    survey = survey_texts("Figs from Hetian.\nDates from Hotan.", "All of Hotan's figs.")
    name = named(survey, "Hotan")
    assert name.several
    assert survey.found
    assert [(one.text, one.count, one.rule) for one in name.spellings] == [
        ("Hotan", 2, ""),
        ("Hetian", 1, "other-style"),
    ]
    assert [str(place) for place in name.spellings[0].places] == ["p1.txt:2:12", "p2.txt:1:8"]
    place = name.spellings[1].places[0]
    assert (place.before, place.text, place.after) == ("Figs from ", "Hetian", ".")
    assert (place.outcome, place.language) == ("fold", "en")


def test_capitals_plurals_and_possessives_make_no_spelling() -> None:
    survey = survey_texts("UYGUR songs.\nThe Uygurs' songs and a Uygur's song.")
    assert survey.names == ()
    assert survey.consistent == 1
    assert not survey.found


def test_one_spelling_that_is_not_the_styles_is_listed_and_does_not_fail() -> None:
    survey = survey_texts("Figs from Hetian.", "Dates from Hetian.")
    name = named(survey, "Hotan")
    assert not name.several
    assert not survey.found
    assert survey.found_strictly


def test_quoted_and_registered_names_stay_and_do_not_count() -> None:
    survey = survey_texts(
        'The Uygur songs. He said: "I am a Uyghur farmer." The Uyghur Growers Association spoke.'
    )
    name = named(survey, "Uygur")
    assert outcomes(name) == {"Uyghur": {"quoted": 1, "registered": 1}, "Uygur": {"wanted": 1}}
    assert not name.several
    assert not survey.found


def test_a_full_and_a_short_form_are_no_two_spellings() -> None:
    survey = survey_texts("Hotan Prefecture is large. Hotan is old.")
    assert survey.names == ()
    assert survey.consistent == 2


def test_another_right_wording_is_listed_and_does_not_fail() -> None:
    survey = survey_texts("They sell on Xiaohongshu, or RedNote.")
    assert outcomes(named(survey, "Xiaohongshu")) == {
        "RedNote": {"allowed": 1},
        "Xiaohongshu": {"wanted": 1},
    }
    assert not survey.found


def test_a_name_that_may_be_two_is_ambiguous() -> None:
    survey = survey_texts("A man called Korgas opened the gate.")
    spellings = [spelling for name in survey.names for spelling in name.spellings]
    assert [(one.text, one.outcomes) for one in spellings] == [("Korgas", {"ambiguous": 1})]
    assert not survey.found


def test_nothing_in_addresses_is_a_name() -> None:
    survey = survey_texts("See https://example.com/hetian and hetian@example.com.")
    assert (survey.names, survey.consistent, survey.candidates) == ((), 0, ())


@pytest.mark.parametrize("style", ["cn-media", "pinyin", "academic", "un"])
def test_what_would_be_folded_is_what_normalize_folds(style: str) -> None:
    termbase = own_termbase().with_style(style)
    surveyor = Surveyor(termbase, candidates=False)
    wanted = []
    for path in PAGES:
        document = load_page(path)
        surveyor.add_page(document, path.name)
        bitext = normalize(document, termbase=termbase)
        wanted += [
            (path.name, change.line, change.column, change.before)
            for change in changes(document, bitext)
        ]
    found = [
        (place.file, place.line, place.column, place.text)
        for name in surveyor.result().names
        for spelling in name.spellings
        for place in spelling.places
        if place.outcome == "fold"
    ]
    assert sorted(found) == sorted(wanted)
    assert found


def test_a_folded_page_has_nothing_left_to_fold() -> None:
    for path in PAGES:
        document = load_page(path)
        bitext = normalize(document, termbase=own_termbase())
        text = "\n".join(entry.target for entry in bitext if entry.language == "en")
        assert not survey_texts(text).found, path.name


def entry(number: int, source: str, target: str) -> Entry:
    return Entry(
        f"s{number}", source, target, "zh-Hans", state=State.TRANSLATED, match=MatchType.ENGINE
    )


def test_the_targets_of_a_bilingual_file_are_looked_at() -> None:
    surveyor = Surveyor(own_termbase())
    surveyor.add_bitext(
        Bitext("x.po", (entry(1, "和田", "Hetian is old."), entry(2, "和田", "Hotan is old."))),
        "x.po",
    )
    survey = surveyor.result()
    assert (survey.pages, survey.bitexts) == (0, 1)
    name = named(survey, "Hotan")
    assert [str(place) for spelling in name.spellings for place in spelling.places] == [
        "x.po#s1:1",
        "x.po#s2:1",
    ]
    assert survey.found


def test_plain_forms() -> None:
    assert plain("Ürümchi’s  Bazaar") == plain("ürümchi's bazaar")


def test_contexts_cut_no_word() -> None:
    words = "orchards " * 10
    survey = survey_texts(f"{words}of Hetian and {words}grow.")
    (place,) = survey.names[0].spellings[0].places
    assert place.before == "orchards orchards orchards orchards orchards of "
    assert place.after == " and orchards orchards orchards orchards"


def test_a_line_is_not_answered_from_a_page_that_told_more() -> None:
    termbase = own_termbase()
    toli = termbase.lookup("托里县")[0].concept.id
    finder = UseFinder(termbase, "en")

    def found(page: PageNames) -> list[str]:
        return [use.outcome for use in finder.find("People like Tori figs.", (), page).uses]

    told = found(PageNames(settled={toli}))
    assert told == ["fold"]
    assert found(PageNames()) == []
