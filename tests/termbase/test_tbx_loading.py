"""TBX files by the ways a user takes: loaded as a glossary, converted by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tbx_glossary import SMALL, writing

from glossa.errors import FormatError, GlossaryError
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.exchange import format_of, parse_glossary_file, serialize_glossary
from glossa.termbase.load import load_glossary

COUNTY = SMALL[:1]


@pytest.mark.parametrize("name", ["tbx", "tbx-dca", "tbx2"])
def test_a_glossary_goes_out_by_name_and_comes_in_by_content(name: str, tmp_path: Path) -> None:
    data, losses = serialize_glossary(COUNTY, name, writing(COUNTY))
    assert losses == ()
    assert len(parse_glossary_file(data, "no-ending", 0).rows) == len(COUNTY[0].terms)
    path = tmp_path / "any.xml"
    path.write_bytes(data.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16"))
    glossary = load_glossary([path])
    assert glossary.findings == ()
    (concept,) = glossary.concepts.values()
    assert (concept.id, concept.kind, concept.codes) == ("cn-654224", "county", COUNTY[0].codes)
    assert [term.text for term in concept.terms] == [term.text for term in COUNTY[0].terms]


def test_the_ending_names_version_3() -> None:
    assert format_of("mine.TBX").name == "tbx"


def test_a_file_that_breaks_off_is_loaded_up_to_there(tmp_path: Path) -> None:
    data, _ = serialize_glossary(SMALL, "tbx", writing(SMALL))
    path = tmp_path / "cut.tbx"
    path.write_bytes(data[: data.index(b"tpl.back")])
    glossary = load_glossary([path])
    assert list(glossary.concepts) == ["cn-654224", "plat.jd"]
    assert [finding.code for finding in glossary.findings] == ["not-well-formed"]


def test_a_file_of_which_nothing_is_left_is_an_error_that_says_why(tmp_path: Path) -> None:
    path = tmp_path / "page.tbx"
    path.write_text("<html><p>x</p></html>", encoding="utf-8")
    with pytest.raises(GlossaryError, match="the file is XML, but <html> is no TBX"):
        load_glossary([path])


def test_what_tbx_cannot_hold_is_refused_unless_the_loss_is_wanted() -> None:
    bell = (Concept("c-1", "place", (Term("a\x07b", "c-1", "en"),)),)
    with pytest.raises(FormatError, match=r"texts with signs that XML cannot hold.*'a\\x07b'"):
        serialize_glossary(bell, "tbx", writing())
