"""What holds for every glossary: what a TBX file keeps it gives back, and it says what it drops."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tbx_glossary import ANY_TEXT, SERIALIZERS, SMALL, concepts_of, glossaries, writing

from glossa.errors import FormatError
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.tbx import losses_tbx, parse_tbx
from glossa.termbase.exchange.tbx_xml import from_xml_id, held, tidy, to_xml_id

STYLES = st.sampled_from(sorted(SERIALIZERS))


@settings(deadline=None, max_examples=40)
@given(concepts=glossaries(), shape=STYLES)
def test_what_is_written_reads_back(concepts: tuple[Concept, ...], shape: str) -> None:
    how = writing(concepts)
    assert losses_tbx(concepts, how) == ()
    parsed = parse_tbx(SERIALIZERS[shape](concepts, how), "any.tbx")
    assert parsed.findings == ()
    assert concepts_of(parsed) == concepts


@settings(deadline=None, max_examples=40)
@given(concepts=glossaries(ANY_TEXT, ANY_TEXT.filter(bool)), shape=STYLES)
def test_what_does_not_read_back_is_said(concepts: tuple[Concept, ...], shape: str) -> None:
    how = writing(concepts)
    losses = losses_tbx(concepts, how)
    try:
        data = SERIALIZERS[shape](concepts, how)
    except FormatError:  # no term is left of any concept
        assert losses
        return
    parsed = parse_tbx(data, "any.tbx")
    assert bool(losses) == (concepts_of(parsed) != concepts)
    # What was written after the losses is held without any.
    again = concepts_of(parsed)
    assert losses_tbx(again, how) == ()
    assert concepts_of(parse_tbx(SERIALIZERS[shape](again, how), "any.tbx")) == again


@pytest.mark.parametrize("shape", SERIALIZERS)
def test_the_same_glossary_gives_the_same_bytes(shape: str) -> None:
    assert SERIALIZERS[shape](SMALL, writing()) == SERIALIZERS[shape](SMALL, writing())


@settings(deadline=None)
@given(st.text(min_size=1, max_size=12) | ANY_TEXT.filter(bool))
def test_any_id_survives_being_an_xml_id(text: str) -> None:
    assert from_xml_id(to_xml_id(text)) == text


@settings(deadline=None)
@given(ANY_TEXT)
def test_tidying_and_holding_twice_is_doing_it_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert held(held(text)) == held(text)


def test_the_order_of_the_glossary_survives_the_order_of_the_file() -> None:
    """The file groups by language, best first; the ids of the terms know better."""
    data = SERIALIZERS["dct"](SMALL, writing(SMALL)).decode()
    toli, tuoli = data.index("<term>Toli County"), data.index("<term>Tuoli County")
    assert toli < tuoli, "the style's own spelling comes first"
    terms = [row.term.text for row in parse_tbx(data.encode(), "x.tbx").rows]
    assert terms.index("Tuoli County") < terms.index("Toli County")
