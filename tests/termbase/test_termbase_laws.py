"""What holds for every text: folding twice is folding once, steps replay, nothing else changes."""

from collections.abc import Callable

import plain_matcher
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from termbase_cases import SMALL, glossary

from glossa.model import Protected, replay
from glossa.termbase import load_termbase
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.matcher import Matcher

Clock = Callable[[Callable[[], object]], float]
WORDS = st.sampled_from(
    [
        "Hetian",
        "Hotan",
        "Tori",
        "Torrey",
        "County",
        "county",
        "Xingjiang",
        "XINGJIANG",
        "Uyghur",
        "Uyghurs",
        "Uighurs'",
        "Kyrgyz",
        "Qorghas",
        "City",
        "of",
        "Kumul",
        "melon",
        "melons",
        "Ku'erle",
        "Ku’erle",
        "Korla",
        "Khotan",
        "Prefecture",
        "Region",
        "Shanxi",
        "World",
        "Congress",
        "Urumchi",
        "thin",
        "Thin",
        "hair",
        "sheep",
        "JD.com",
        "新疆",
        "和田",
        "ﬁ",
        "…",
        "Xing\xadjiang",
        "Ürumqi",
        "http://x.org/",
        "@",
        "#",
        "'",
        "’",
        ".",
        ",",
        "-",
        "_",
        "/",
        "“",
        "”",
        '"',
        "(",
        ")",
        "s",
    ]
)
GAPS = st.sampled_from(["", " ", " ", " ", "  ", "\n", "\r\n", "\n\n", "\u00a0", "-", "’s ", "'s "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=14).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
) | st.text(max_size=40)
STYLES = st.sampled_from(["cn-media", "pinyin", "academic", "un"])


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, style=STYLES, quotations=st.booleans())
def test_fold_twice_is_fold_once(text: str, style: str, quotations: bool) -> None:
    termbase = glossary("small", style)
    folded = termbase.fold(text, quotations=quotations)
    assert replay(text, folded.steps) == folded.text
    again = termbase.fold(folded.text, quotations=quotations)
    assert (again.text, again.steps) == (folded.text, ())
    assert again.ambiguous == folded.ambiguous
    for finding in folded.ambiguous:
        assert folded.text[finding.start : finding.end] == finding.raw


@settings(deadline=None, max_examples=15)
@given(text=TEXTS, style=STYLES)
def test_what_was_folded_before_has_no_say(text: str, style: str) -> None:
    assert load_termbase([SMALL], style=style).fold(text) == glossary("small", style).fold(text)


@settings(deadline=None)
@given(text=TEXTS, start=st.integers(0, 60), length=st.integers(1, 30))
def test_protected_spans_stay(text: str, start: int, length: int) -> None:
    span = Protected(start, min(start + length, len(text)), "code")
    folded = glossary("small").fold(text, protected=[span])
    kept = text[span.start : span.end]
    assert kept in folded.text
    if span.start == 0:
        assert folded.text.startswith(kept)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXTS,
    style=STYLES,
    spans=st.lists(st.integers(0, 60), max_size=6),
    piece=st.sampled_from([3, 30]),
)
def test_a_long_text_is_folded_as_its_pieces_are(
    text: str, style: str, spans: list[int], piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edges = sorted({edge for edge in spans if edge <= len(text)})
    protected = [Protected(*pair, "code") for pair in zip(edges[::2], edges[1::2], strict=False)]
    termbase = glossary("small", style)
    with monkeypatch.context() as patch:
        for name, size in (("_PIECE", piece), ("_SMALL", 2), ("_BLOCK", 9), ("_SKIPPED", 1)):
            patch.setattr(f"glossa.termbase.pieces.{name}", size)
        in_pieces = termbase.fold(text, protected=protected)
    whole = termbase.fold(text, protected=protected)
    assert in_pieces.text == whole.text == replay(text, in_pieces.steps)
    assert in_pieces.ambiguous == whole.ambiguous


def test_a_paragraph_deep_in_a_long_text_is_folded_as_if_alone() -> None:
    """What only a name near by decides must be seen when the text is looked through, too."""
    termbase = load_termbase()
    paragraph = "From Emin County they went to Torrey by bus."
    filling = "The weather was fine and nobody said much about it. " * 20
    text = "\n\n".join([*[filling] * 20, paragraph, *[filling] * 20])
    alone = termbase.fold(paragraph).text
    assert alone == "From Emin County they went to Toli by bus."
    assert termbase.fold(text).text == text.replace(paragraph, alone)


@settings(deadline=None)
@given(text=TEXTS)
def test_deprecated_forms_never_come_in(text: str) -> None:
    termbase = glossary("small")
    for step in termbase.fold(text).steps:
        concept = step.detail.split()[0].removeprefix("concept=").split("|")[0]
        bad = {
            key_of(term.text)
            for term in termbase.concepts[concept].terms
            if term.status == "deprecated"
        }
        assert key_of(step.after) not in bad


@settings(deadline=None, max_examples=300)
@given(text=TEXTS)
def test_view_is_stable_and_its_map_rises(text: str) -> None:
    view = view_of(text)
    starts = [view.start(offset) for offset in range(len(view.text) + 1)]
    ends = [view.end(offset) for offset in range(len(view.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= offset <= len(text) for offset in (*starts, *ends))
    assert view.end(len(view.text)) <= len(text)


@settings(deadline=None)
@given(text=TEXTS)
def test_every_match_reads_as_its_term(text: str) -> None:
    termbase = glossary("small")
    done = 0
    for match in termbase.match(text, "en"):
        assert done <= match.start < match.end <= len(text)
        done = match.end
        surface = key_of(text[match.start : match.end])
        assert surface in {key_of(match.term.text) + ending for ending in ("", "s", "es")}


KEYS = st.lists(
    st.text("abs' -.新疆é", min_size=1, max_size=6).map(key_of).filter(bool),
    max_size=12,
    unique=True,
)


@settings(deadline=None, max_examples=500)
@given(keys=KEYS, view=st.text("abs' -._@新疆é\u0663", max_size=40), data=st.data())
def test_the_automaton_finds_what_the_slow_way_finds(
    keys: list[str], view: str, data: st.DataObject
) -> None:
    keys = [key for key in keys if key[0].isascii() and key[0].isalnum() and key[-1].isalnum()]
    keys = [key for key in keys if "  " not in key]
    plurals = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    found = Matcher(dict.fromkeys(keys), plurals, words=True).hits(view)
    assert sorted(found) == sorted(plain_matcher.hits(view, keys, plurals))
    assert [(start, -end) for start, end, _, _ in found] == sorted(
        (start, -end) for start, end, _, _ in found
    )


@settings(deadline=None)
@given(
    keys=st.lists(st.text("新疆和田a1", min_size=1, max_size=4), max_size=10, unique=True),
    view=st.text("新疆和田a1 。", max_size=40),
)
def test_the_automaton_finds_what_the_slow_way_finds_in_han(keys: list[str], view: str) -> None:
    def free(start: int, end: int) -> bool:
        return not any(
            0 < edge < len(view)
            and plain_matcher.in_word(view[edge - 1])
            and plain_matcher.in_word(view[edge])
            for edge in (start, end)
        )

    expected = [
        (start, start + len(key), key, "")
        for key in keys
        for start in range(len(view))
        if view.startswith(key, start) and free(start, start + len(key))
    ]
    found = Matcher(dict.fromkeys(keys), (), words=False).hits(view)
    assert sorted(found) == sorted(expected)


NASTY = ["Hetian ", "Hetian", "Torrey ", "和田", "  ", "\n", "\u0301", "…", "\u00ad"]
NASTY += ['"', "“", "'", "xxxxxxx.", "http://"]


@pytest.mark.parametrize(
    "piece",
    NASTY,
    ids=ascii,
)
def test_time_is_linear(piece: str, cpu_seconds: Clock) -> None:
    termbase = glossary("small")

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        return cpu_seconds(lambda: termbase.fold(text))

    seconds(1000)
    assert seconds(160_000) < 16 * 5 * max(seconds(10_000), 0.001)
