"""Bitexts for the tests of formats: any at all (hypothesis), and one made by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from glossa.model import (
    Bitext,
    Entry,
    Finding,
    Kind,
    MatchType,
    Severity,
    Signature,
    State,
    Step,
)

# What breaks readers: line separators, control signs, quotes, escapes, formula signs, guards.
NASTY = [
    *("\u2028", "\u2029", "\x85", "\x1c", "\x1e", "\0", "\x07", "\x1b", "\v", "\f"),
    *("\r", "\r\n", "\n", "\t", '"', "'", "''", "\\", "\\n", "\\t", "=", "+", "-", "@", "＝"),
    *(",", ";", "|", "#", "#.", "#~", " ", "  ", "\xa0", "\u3000", "\ufeff", "\ufffe", "\x7f"),
    *("␀", "\udc80", "�", "😀", "首页", "NA", "null", "001", "1e5", "=1+1", "'=1", "%s", "{}"),
    *("msgid", "glossa:", "fuzzy", "a"),
]

texts = st.one_of(
    st.lists(st.sampled_from(NASTY), max_size=6).map("".join),
    st.text(max_size=12),
)
some_text = texts.filter(bool)
places = st.one_of(st.none(), st.integers(0, 10**9))
findings = st.builds(Finding, texts, texts, st.sampled_from(Severity), places, places, texts, texts)
offsets = st.integers(0, 10**9)
steps = st.builds(Step, texts, offsets, offsets, texts, texts, texts)
entries = st.builds(
    Entry,
    id=texts,
    source=some_text,
    target=texts,
    language=some_text,
    kind=st.sampled_from(Kind),
    start=offsets,
    end=offsets,
    state=st.sampled_from(State),
    match=st.sampled_from(MatchType),
    origin=texts,
    steps=st.lists(steps, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    note=texts,
)
# A target equal to its source takes other paths (copies, nothing found): make it common.
entries = st.one_of(
    entries,
    st.builds(
        Entry,
        id=texts,
        source=some_text,
        target=st.just(""),
        state=st.sampled_from(State),
        match=st.sampled_from(MatchType),
    ).map(lambda entry: replace(entry, target=entry.source)),
)
# A target that stands alone, as alignment finds them; also what holds nothing but its id.
alone = st.builds(
    Entry,
    id=texts,
    source=st.just(""),
    target=texts,
    language=st.just("und"),
    state=st.sampled_from(State),
    match=st.sampled_from([MatchType.ALIGNED, MatchType.HAND, MatchType.NONE]),
    origin=texts,
    note=texts,
)
entries = st.one_of(entries, alone)
signatures = st.dictionaries(texts, texts, max_size=3).map(Signature.of)
bitexts = st.builds(
    Bitext,
    name=texts,
    entries=st.lists(entries, max_size=4, unique_by=lambda entry: entry.id).map(tuple),
    target_language=st.one_of(st.sampled_from(["en", "zh-Hans", "ug-Arab"]), texts),
    signature=signatures,
    findings=st.lists(findings, max_size=2).map(tuple),
)
