"""For any page and every format: what nobody has touched comes back as it went out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from glossa.errors import EncodingError
from glossa.formats import FORMATS, Format
from glossa.merging import fresh
from glossa.model import Bitext, Entry, MatchType, State, Step
from glossa.pipeline import merge, parse_page, rebuild

WORDS = [
    *("首页", "更多", "更多", "托里县的巴扎。", "2025年09月26日", "Tori County", "=1+1", "'=1"),
    *("“甲”", "<b>&amp;", "|", "\\n", "\t", "  ", "\u2028", "\x85", "\x07", "😀", "ئۇيغۇر", "NA"),
    *("\n", "\r\n", "\n\n", "#~ ", "- ", "1. ", "msgid", "{}", "%s", "\u3000", "\ufeff"),
]
pages = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=12).map("".join)
by_name = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


def _made(entry: Entry, target: str) -> Entry:
    step = Step("engine", 0, len(entry.source), entry.source, target, "model=m")
    facts = (State.TRANSLATED, MatchType.ENGINE, "m")
    return replace(
        entry, target=target, state=facts[0], match=facts[1], origin=facts[2], steps=(step,)
    )


def _export(text: str, targets: list[str]) -> tuple[Bitext, bytes]:
    data = text.encode("utf-8", "surrogatepass")
    try:
        bare = fresh(parse_page(data, "page.txt", encoding="utf-8"))
    except EncodingError:  # a binary file
        assume(False)
    entries = [
        _made(entry, targets[number % len(targets)]) if targets else entry
        for number, entry in enumerate(bare)
    ]
    return bare.with_entries(tuple(entries)), data


@by_name
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, st.lists(st.text(min_size=1, max_size=9).filter(str.strip), max_size=3))
def test_untouched_is_unchanged(format_: Format, text: str, targets: list[str]) -> None:
    bitext, data = _export(text, targets)
    document = parse_page(data, "page.txt", encoding="utf-8")
    written = format_.decode(format_.encode(bitext), f"page{format_.ending}")
    merged = merge(document, written)
    assert merged.unplaced == ()
    assert [(one.target, one.state, one.match, one.steps) for one in merged.bitext] == [
        (one.target, one.state, one.match, one.steps) for one in bitext
    ]
    assert rebuild(document, merged.bitext) == rebuild(document, bitext)
