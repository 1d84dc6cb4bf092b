"""Catalogues that gettext refuses and people have all the same: nothing of them is lost."""

from __future__ import annotations

from glossa.formats.po import parse_po, serialize_po
from glossa.model import Bitext, Entry, MatchType, Severity, State

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _page(name: str, source: str, target: str) -> Bitext:
    entry = Entry("u1.s1", source, target, "zh-Hans", state=State.FINAL, match=MatchType.HAND)
    return Bitext(name, (entry,), "en")


def test_catalogues_put_together_are_read_whole_and_the_first_header_counts() -> None:
    one, two = _page("a.txt", "新闻", "News"), _page("b.txt", "视频", "Video")
    bitext = parse_po(serialize_po(one) + "\n" + serialize_po(two), "all.po")
    assert (bitext.name, bitext.target_language) == ("a.txt", "en")
    assert [(entry.id, entry.source, entry.target, entry.state) for entry in bitext] == [
        ("u1.s1", "新闻", "News", State.FINAL),
        ("u1.s1#2", "视频", "Video", State.FINAL),
    ]
    assert [finding.code for finding in bitext.findings] == ["mixed-pages"]
    assert "b.txt" in bitext.findings[0].raw
    codes = [finding.code for entry in bitext for finding in entry.findings]
    assert codes == ["duplicate-id"]


def test_a_message_twice_with_other_words_is_kept_twice_and_said() -> None:
    text = HEADER + 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
    bitext = parse_po(text + '\nmsgctxt "k"\nmsgid "a"\nmsgstr "d"\n', "x.po")
    assert [(entry.id, entry.target) for entry in bitext] == [
        ("po1", "b"),
        ("po2", "b"),
        ("po3", "c"),
        ("k", "d"),
    ]
    assert [(one.code, one.where, one.raw) for one in bitext.findings] == [
        ("duplicate-message", "x.po:10", "a")
    ]


def test_what_was_deleted_is_named_and_left_out() -> None:
    text = HEADER + 'msgid "a"\nmsgstr "b"\n\n#~ msgid "old"\n#~ msgstr "gone"\n'
    bitext = parse_po(text, "x.po")
    assert [entry.source for entry in bitext] == ["a"]
    (finding,) = bitext.findings
    assert (finding.code, finding.severity) == ("obsolete-entry", Severity.INFO)
    assert "gone" in finding.raw


def test_a_message_without_text_but_with_a_context_is_no_header() -> None:
    bitext = parse_po(HEADER + 'msgctxt "k"\nmsgid ""\nmsgstr "alone"\n', "x.po")
    assert [(entry.id, entry.source, entry.target) for entry in bitext] == [("k", "", "alone")]
