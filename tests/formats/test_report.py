"""The HTML report: what it shows, that nothing in it runs, how it is made, what is refused."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_pages import HOSTILE, MIXED, PAGES, UYGHUR

import glossa.formats.report as module
from glossa.errors import BitextError
from glossa.formats import get_format
from glossa.formats.report import parse_report, serialize_report
from glossa.formats.report_marks import names_of, spots_of
from glossa.model import Bitext, Entry, Finding, MatchType, Signature, Step
from glossa.webpage import content_policy

CSS = (Path(module.__file__).parent / "report.css").read_text(encoding="utf-8")
SCRIPT = (Path(module.__file__).parent / "report.js").read_text(encoding="utf-8")
VOID = {"meta", "input", "br", "col"}
by_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


class Page(HTMLParser):
    """A tree as flat lists: every element with its attributes and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.stack: list[int] = []
        self.feed(text)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice: {tag} {names}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        if tag not in VOID:
            self.stack.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        opened = self.elements[self.stack.pop()][0]
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        for number in self.stack:
            self.texts[number] += data

    def find(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """Attributes and text of each such element; `class_` must be one of its classes."""
        return [
            (attributes, text)
            for (name, attributes), text in zip(self.elements, self.texts, strict=True)
            if name == tag
            and all(
                value in attributes.get("class", "").split()
                if key == "class_"
                else attributes.get(key) == value
                for key, value in wanted.items()
            )
        ]


@by_page
def test_the_page_is_well_made(page: Bitext) -> None:
    made = Page(serialize_report(page))
    ids = [attributes["id"] for _, attributes in made.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9-]*", one) for one in ids)
    for tag, attributes in made.elements:
        for name in ("aria-describedby", "aria-labelledby", "for"):
            assert set(attributes.get(name, "").split()) <= set(ids), (tag, name)
        if tag == "a":
            assert attributes["href"].startswith("#")
            assert attributes["href"][1:] in ids
    # Every field stands in its label, every button has a word, there is one main and one h1.
    text = serialize_report(page)
    fields = len(re.findall("<(?:input|select) ", text))
    assert len(re.findall("<label[^>]*>[^<]+<(?:select|input)|<label[^>]*><input", text)) == fields
    assert all(words.strip() for _, words in made.find("button"))
    assert len(made.find("main")) == len(made.find("h1")) == 1
    ((skip, words),) = made.find("a", class_="skip")
    assert (skip["href"], words) == ("#segments", "Skip to the segments")
    assert [kept["lang"] for kept, _ in made.find("html")] == ["en"]


@by_page
def test_lxml_reads_the_same_tree(page: Bitext) -> None:
    """A second parser, with HTML's rules for errors, has nothing to mend."""
    from lxml import html

    text = serialize_report(page).encode()
    tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8", recover=True))
    ours = [tag for tag, _ in Page(text.decode()).elements]
    assert [element.tag for element in tree.iter() if isinstance(element.tag, str)] == ours


@by_page
def test_nothing_of_a_page_runs_and_nothing_is_loaded(page: Bitext) -> None:
    text = serialize_report(page)
    made = Page(text)
    tags = {tag for tag, _ in made.elements}
    assert not {"img", "iframe", "link", "object", "embed", "form", "base", "audio", "video"} & tags
    names = {name for _, attributes in made.elements for name in attributes}
    assert not any(name.startswith("on") for name in names)
    assert not {"src", "srcset", "style", "action", "srcdoc", "xlink:href", "ping"} & names
    (_, data), (_, script) = made.find("script")
    assert [(one, words) for one, words in made.find("style")] == [({}, CSS)]
    assert script == SCRIPT
    policy = made.find("meta", **{"http-equiv": "Content-Security-Policy"})[0][0]["content"]
    assert policy == content_policy(CSS, SCRIPT)
    assert policy.startswith("default-src 'none'; ")
    assert "<" not in data
    json.loads(data)
    text.encode()  # lone surrogates have no UTF-8


def test_style_and_script_ask_for_nothing_from_elsewhere() -> None:
    for text in (CSS, SCRIPT):
        assert not re.search(r"url\(|@import|https?:|//|\bimport\b|fetch|XMLHttp|innerHTML", text)
        assert "</" not in text


def test_hostile_text_is_shown_as_text() -> None:
    made = Page(serialize_report(HOSTILE))
    ((_, words), *_) = made.find("td", class_="source")
    assert words.startswith("\"'><script>alert(1)</script><img src=x")
    assert len(made.find("script")) == 2
    assert "javascript:alert(1)" in made.find("td", class_="source")[1][1]


def test_every_text_has_its_language_and_direction() -> None:
    def sides(page: Bitext) -> list[tuple[str, str, str, str]]:
        text = serialize_report(page)
        sources = [one for one, _ in Page(text).find("td", class_="source")]
        targets = re.findall(r'<td class="target"><div lang="(\S+)" dir="(\S+)">', text)
        return [
            (source["lang"], source["dir"], *target)
            for source, target in zip(sources, targets, strict=True)
        ]

    assert sides(UYGHUR) == [
        ("zh-Hans", "ltr", "ug", "rtl"),
        ("en", "ltr", "ug", "rtl"),
        ("zxx", "auto", "zxx", "auto"),
    ]
    assert sides(MIXED) == [
        ("ug", "rtl", "en", "ltr"),
        ("zh-Hans", "ltr", "en", "ltr"),
        ("en", "ltr", "en", "ltr"),
        ("und", "auto", "en", "ltr"),
        ("zh-Hans", "ltr", "en", "ltr"),
        ("ug-Arab", "rtl", "ug-Arab", "rtl"),  # untranslated: the source stands in
    ]


def test_names_are_marked_with_what_is_known_of_them() -> None:
    made = Page(serialize_report(MIXED))
    marks = [
        (words, kept.get("tabindex"), kept["data-tip"].replace("\n", "; "))
        for kept, words in made.find("mark")
    ]
    whole = "for ئۇيغۇرچە; concept ui.language_uyghur; rule whole; style cn-media"
    written = "for 塔城; concept cn-654200; step write-term; style cn-media"
    folded = "for Tori County; concept cn-654224; rule misspelling; style cn-media"
    assert marks == [
        ("ئۇيغۇرچە", None, whole),
        ("Uygur", "0", whole),
        ("塔城", None, written),
        ("Tacheng", "0", written),  # found again behind the engine, which wrote all anew
        ("Toli County", "0", folded),
        ("Tori County", None, folded),
        ("Toli County", "0", folded),
    ]
    described = {kept["aria-describedby"] for kept, _ in made.find("mark", tabindex="0")}
    said = {kept["id"]: words for kept, words in made.find("span") if kept.get("id") in described}
    assert said["n3"] == f"Toli County {folded}"
    assert set(said) == described


_TWICE = "a Hetian b Hetian"
_FOLD = "concept=c-1 rule=variant style=un"


@pytest.mark.parametrize(
    ("source", "target", "steps", "expected"),
    [
        # Of two folds the second moves what the first wrote.
        (_TWICE, "a Hotan b Hotan", ("2 Hetian Hotan", "10 Hetian Hotan"), [(2, 7), (10, 15)]),
        (_TWICE, "a Hotan b Hotan", ("11 Hetian Hotan", "2 Hetian Hotan"), [(2, 7), (10, 15)]),
        # A later step writes inside the name: it grows with it.
        ("Tor x", "Toli's x", ("0 Tor Toli", "!4  's"), [(0, 4)]),
        ("Tor x", "Toly x", ("0 Tor Toli", "!3 i y"), [(0, 4)]),
        # A name that another one replaced is gone.
        ("Tor x", "Dor x", ("0 Tor Toli", "0 Toli Dor"), [(0, 3)]),
        # The target was edited by hand: the wording is looked for, as a word.
        ("Hetian", "Rehotan, then Hotan", ("0 Hetian Hotan",), [(14, 19)]),
        ("Hetian", "Hotan and Hotan", ("0 Hetian Hotan",), [(0, 5)]),
        ("Hetian", "Nothing like it", ("0 Hetian Hotan",), []),
        # Steps that fit nothing break nothing.
        ("Hetian", "Hotan", ("900 Hetian Hotan",), [(0, 5)]),
        # Blanks around a name are not the name.
        ("a", "a (甲)", ("1   (甲)",), [(2, 5)]),
    ],
)
def test_a_name_is_where_the_steps_put_it(
    source: str, target: str, steps: tuple[str, ...], expected: list[tuple[int, int]]
) -> None:
    made = []
    for text in steps:
        plain = text.startswith("!")
        start, before, after = text.removeprefix("!").split(" ", 2)
        at = int(start)
        made.append(Step("fold", at, at + len(before), before, after, "" if plain else _FOLD))
    entry = Entry("u1", source, target, steps=tuple(made))
    assert [one.target for one in names_of(entry)] == expected


_EDITS = st.tuples(st.integers(0, 12), st.integers(0, 12), st.text("ab ", max_size=3))


@given(st.text("ab ", max_size=12), st.lists(_EDITS, max_size=4))
def test_names_lie_in_their_texts_and_never_overlap(
    source: str, edits: list[tuple[int, int, str]]
) -> None:
    text, steps = source, []
    for one, other, after in edits:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        steps.append(Step("fold", start, end, text[start:end], after, _FOLD))
        text = text[:start] + after + text[end:]
    names = names_of(Entry("u1", source, text, steps=tuple(steps)))
    at = 0
    for placed in names:
        assert at <= placed.target[0] < placed.target[1] <= len(text)
        at = placed.target[1]
        if placed.source:
            assert 0 <= placed.source[0] < placed.source[1] <= len(source)


@pytest.mark.parametrize(
    ("finding", "source", "target"),
    [
        ((4, 6, "摊位"), (), ((4, 6),)),  # the target's own offsets
        ((0, 2, "甲乙"), ((0, 2),), ()),  # the source's
        ((50, 52, "甲乙"), ((0, 2),), ()),  # the page's
        ((1, 3, "摊位"), (), ((4, 6),)),  # moved by a later step
        ((1, 3, ""), (), ((1, 3),)),
        ((1, 99, ""), (), ()),
        ((3, 3, ""), (), ()),
        ((5, 2, ""), (), ()),
        ((-2, 2, ""), (), ()),
        ((0, 2, "nowhere"), (), ()),
        ((None, None, "甲乙"), (), ()),
    ],
)
def test_a_finding_is_where_its_offsets_and_its_raw_text_say(
    finding: tuple[int | None, int | None, str],
    source: tuple[tuple[int, int], ...],
    target: tuple[tuple[int, int], ...],
) -> None:
    start, end, raw = finding
    entry = Entry(
        *("u1", "甲乙丙", "abc 摊位"),
        start=50,
        match=MatchType.ENGINE,
        findings=(Finding("x", "y", start=start, end=end, raw=raw),),
    )
    found = tuple(tuple((one.start, one.end) for one in side) for side in spots_of(entry))
    assert found == (source, target)


def test_findings_stand_in_place_and_point_to_their_words() -> None:
    made = Page(serialize_report(MIXED))
    ((kept, words),) = made.find("span", class_="spot")
    assert (kept["aria-describedby"], kept["class"], words) == ("s2f3", "spot error", "cheese")
    assert made.find("li", id="s2f3")[0][1] == "error bad-word ‘cheese’ is too little."
    assert made.find("li", id="p1")[0][1] == (
        "remark encoding-guessed line 1 The page was read as gb18030."
    )
    text = serialize_report(MIXED)
    assert text.index('id="p1"') < text.index('id="s1"')


def test_overlapping_names_and_findings_are_nested_properly() -> None:
    entry = Entry(
        *("u1", "in Hetian city", "in Hotan city"),
        match=MatchType.COPIED,
        steps=(Step("fold", 3, 9, "Hetian", "Hotan", _FOLD),),
        findings=(Finding("a", "m", start=0, end=5), Finding("b", "m", start=4, end=13)),
    )
    text = serialize_report(Bitext("p", (entry,)))
    assert (
        re.sub(r' (?:class|tabindex|data-tip|aria-\w+)="[^"]*"', "", text).count(
            '<div lang="und" dir="auto"><span>in </span><mark><span>H</span><span>o</span>'
            "<span>tan</span></mark><span> city</span></div>"
        )
        == 1
    )
    assert 'aria-describedby="s1f1 s1f2">o<' in text


def test_counts_and_signature_stand_at_the_top() -> None:
    made = Page(serialize_report(MIXED))
    assert made.find("p", class_="about")[0][1] == (
        "zh-Hans, en, ug, ug-Arab, und → en · 6 segments · 5 findings"
    )
    counts = [words for _, words in made.find("ul", class_="counts")]
    assert counts == [
        "glossary 1engine 1aligned 1copied 1untranslated 2",
        "initial 2translated 3reviewed 1",
        "error 1warning 2remark 2",
    ]
    assert made.find("dl")[0][1].split() == [
        *("model", "translate-zh_en-0_1", "style", "cn-media", "version", "0.1.0")
    ]


def test_a_target_of_unknown_origin_is_not_called_untranslated() -> None:
    page = Bitext("p", (Entry("u1", "甲", "A"), Entry("u2", "乙", "乙")))
    made = Page(serialize_report(page))
    assert [words for _, words in made.find("span", class_="match")] == [
        *("origin unknown", "untranslated")
    ]
    assert made.find("ul", class_="counts")[0][1] == "untranslated or origin unknown 2"


def test_filters_offer_what_the_page_has() -> None:
    made = Page(serialize_report(MIXED))
    offered = [(kept["value"], words) for kept, words in made.find("option")]
    assert offered == [
        *(("", "any"), ("navigation", "Navigation (1)"), ("paragraph", "Paragraph (3)")),
        *(("legal", "Legal (1)"), ("other", "Other (1)")),
        *(("", "any"), ("initial", "initial (2)"), ("translated", "translated (3)")),
        ("reviewed", "reviewed (1)"),
        *(("", "any"), ("tb", "glossary (1)"), ("mt", "engine (1)"), ("align", "aligned (1)")),
        *(("copy", "copied (1)"), ("none", "untranslated (2)")),
        ("by:border market.en.txt", "border market.en.txt (1)"),
        ("by:translate-zh_en-0_1", "translate-zh_en-0_1 (1)"),
        *(("", "any"), ("finding", "any finding (2)"), ("error", "a finding: error (1)")),
        *(("warning", "a finding: warning (2)"), ("info", "a finding: remark (1)")),
        *(("name", "a name or term (3)"), ("note", "a note (1)")),
        *(("code:bad-word", "bad-word (1)"), ("code:lost-number", "lost-number (1)")),
        ("code:low-confidence", "low-confidence (1)"),
        ("code:unaligned-target", "unaligned-target (1)"),
    ]


@by_page
def test_a_report_gives_its_bitext_back_whatever_the_newlines(page: Bitext) -> None:
    text = serialize_report(page)
    assert parse_report(text) == page
    assert parse_report("\ufeff" + text.replace("\n", "\r\n")) == page
    assert parse_report(text.rstrip()) == page
    assert get_format("html").decode(text.encode()) == page


def test_a_report_is_known_by_its_beginning_however_long_its_facts_are() -> None:
    page = Bitext("名" * 9000, (), "en", Signature.of({"version": "<" * 9000, "model": "m" * 9000}))
    data = get_format("html").encode(page)
    assert get_format("html").claims(data)
    assert get_format("html").decode(data) == page
    assert not get_format("html").claims(b"<!doctype html><title>A page</title>")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Toli County", "Tory County"),  # the target, where people see it
        ("border market.txt</h1>", "market.txt</h1>"),
        ('"target": "Uygur"', '"target": "Uighur"'),  # the data
        ("--back: #ffffff", "--back: #fffff0"),
        ("<main", "<!-- --><main"),
        ("sha256-", "sha256-0"),
        ('id="bitext"', 'id="other"'),
    ],
)
def test_a_report_that_was_changed_is_refused(old: str, new: str) -> None:
    text = serialize_report(MIXED)
    assert old in text
    with pytest.raises(BitextError, match="was changed after glossa wrote it") as caught:
        parse_report(text.replace(old, new, 1), "page.html")
    assert caught.value.where == "page.html"
    assert "export the page as PO" in str(caught.value)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_a_report_that_was_cut_off_is_refused(size: int) -> None:
    text = serialize_report(MIXED)
    with pytest.raises(BitextError):
        parse_report(text.rstrip()[: size % len(text.rstrip())], "page.html")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!doctype html><p>x</p></html>", "this is no report of glossa's"),
        (
            '<!doctype html><meta name="generator" content="glossa 0.1.0"></html>',
            "this is a report of `glossa check`, which holds no bitext",
        ),
        (" \n", "the file is empty"),
        ('<meta name="glossa-bitext" content="sha256-00">', "this report is cut off"),
    ],
)
def test_other_html_is_refused_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(BitextError, match=re.escape(message)) as caught:
        parse_report(text, "page.html")
    assert str(caught.value).startswith("page.html: ")
    assert "\n  " in str(caught.value)


def test_data_of_a_made_up_digest_that_are_no_json_are_refused() -> None:
    text = serialize_report(MIXED).replace('"glossa": 1', '"glossa": ')
    empty = re.sub('(?<=content="sha256-)[0-9a-f]{64}', "", text, count=1)
    forged = empty.replace('content="sha256-"', f'content="sha256-{module._digest(empty)}"', 1)
    with pytest.raises(BitextError, match="the data in this report is no JSON"):
        parse_report(forged)


def _palette(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", one)) for one in blocks[:2])
    assert light.keys() == dark.keys()
    return light if scheme == "light" else dark


def _contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read(scheme: str) -> None:
    """WCAG AA: 4.5 for text on each ground it stands on, 3 for the borders of fields."""
    colours = _palette(scheme)
    words = [name for name in colours if re.match("text|dim|link|error|warning|info|[mks]-", name)]
    assert len(words) == 3 + 3 + 9 + 13 + 4
    poor = {
        (name, ground): round(_contrast(colours[name], colours[ground]), 2)
        for name in words
        for ground in ("back", "card")
        if _contrast(colours[name], colours[ground]) < 4.5
    }
    assert poor == {}
    for text, ground in (("name-text", "name"), ("hit-text", "hit"), ("back", "text")):
        assert _contrast(colours[text], colours[ground]) >= 4.5
    for edge in ("edge", "name-line"):
        assert _contrast(colours[edge], colours["back"]) >= 3
