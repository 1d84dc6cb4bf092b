"""Bitexts made by hand; `tests/golden/<format>/<name>.*` shows each of them in each format."""

from __future__ import annotations

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


def _whole(action: str, source: str, target: str, detail: str = "") -> Step:
    return Step(action, 0, len(source), source, target, detail)


_MODEL = "translate-zh_en-1_9"

# Every origin, kind of state and severity; offsets are those of the sources joined by LF.
_ENTRIES = (
    Entry(
        "u1.s1",
        "首页",
        "Home",
        "zh-Hans",
        Kind.NAVIGATION,
        0,
        2,
        State.TRANSLATED,
        MatchType.TERMBASE,
        "ui.home",
        (_whole("termbase", "首页", "Home", "concept=ui.home style=cn-media"),),
    ),
    Entry(
        "u2.s1",
        "托里县的果园今年丰收了",
        "The orchards of Toli County had a good harvest this year",
        "zh-Hans",
        Kind.HEADLINE,
        3,
        14,
        State.TRANSLATED,
        MatchType.ENGINE,
        _MODEL,
        (
            _whole(
                "engine",
                "托里县的果园今年丰收了",
                "The orchards of Tori County had a good harvest this year",
                f"model={_MODEL}",
            ),
            Step("fold", 16, 27, "Tori County", "Toli County", "concept=cn-654224 style=cn-media"),
        ),
    ),
    Entry(
        "u3.s1",
        "2025年09月26日",
        "26 September 2025",
        "zh-Hans",
        Kind.DATELINE,
        15,
        26,
        State.TRANSLATED,
        MatchType.RULE,
        "date",
        (_whole("date", "2025年09月26日", "26 September 2025", "rule=date"),),
    ),
    Entry(
        "u4.s1",
        "Farmers in Tori County sell at www.example.org, he said: “Come!”",
        "Farmers in Toli County sell at www.example.org, he said: “Come!”",
        "en",
        Kind.PARAGRAPH,
        27,
        91,
        State.TRANSLATED,
        MatchType.COPIED,
        "",
        (Step("fold", 11, 22, "Tori County", "Toli County", "concept=cn-654224 style=cn-media"),),
    ),
    Entry(
        "u5.s1",
        "市场共有120个摊位",
        "The market has stalls, 摊位 in all",
        "zh-Hans",
        Kind.PARAGRAPH,
        92,
        102,
        State.TRANSLATED,
        MatchType.ENGINE,
        _MODEL,
        (
            _whole(
                "engine-strict",
                "市场共有120个摊位",
                "The market has stalls, 摊位 in all",
                f"model={_MODEL}",
            ),
        ),
        (
            Finding("lost-number", "The number 120 is missing: put it in.", raw="120"),
            Finding(
                "leftover-han",
                "'摊位' is still Chinese: translate it or take it out.",
                Severity.ERROR,
                23,
                25,
                raw="摊位",
            ),
        ),
    ),
    Entry(
        "u6.s1",
        "魃魈魁鬾",
        "魃魈魁鬾",
        "zh-Hans",
        Kind.CAPTION,
        103,
        107,
        State.INITIAL,
        MatchType.NONE,
        findings=(
            Finding(
                "untranslated",
                "the engine gave nothing usable (a loop); the source was kept",
                raw="the the the",
            ),
        ),
    ),
    Entry(
        "u7.s1",
        "联系我们",
        "Contact us",
        "zh-Hans",
        Kind.CONTACT,
        108,
        112,
        State.REVIEWED,
        MatchType.MEMORY,
        "market.tmx",
        (_whole("memory", "联系我们", "Contact us"),),
        note="Checked with the client.\nKeep it short.",
    ),
    Entry(
        "u7.s2",
        "更多",
        "More",
        "zh-Hans",
        Kind.LINK,
        113,
        115,
        State.FINAL,
        MatchType.IN_CONTEXT,
        "market.tmx",
        (_whole("memory", "更多", "More"),),
    ),
    Entry(
        "u8.s1",
        "=12+7",
        "=12+7",
        "zxx",
        Kind.OTHER,
        116,
        121,
        State.TRANSLATED,
        MatchType.COPIED,
    ),
    Entry(
        "u9.s1",
        '他说："C:\\新疆"\t50%\n再见',
        'He said: "C:\\Xinjiang"\t50%\nGoodbye',
        "zh-Hans",
        Kind.LIST_ITEM,
        122,
        140,
        State.REVIEWED,
        MatchType.ENGINE,
        _MODEL,
    ),
)

_TRANSLATION = "market page.ug.txt"


def _link(source: str, target: str, detail: str) -> tuple[Step, ...]:
    return (_whole("align", source, target, detail),)


# What alignment makes of a page and its Uyghur translation, after a person has looked at it.
_ALIGNED = (
    Entry(
        "u1.s1",
        "首页",
        "باش بەت",
        "zh-Hans",
        Kind.NAVIGATION,
        0,
        2,
        State.TRANSLATED,
        MatchType.ALIGNED,
        _TRANSLATION,
        _link("首页", "باش بەت", "score=0.98 links=1-1 target=u1.s1"),
    ),
    Entry(
        "u2.s1+u2.s2",
        "今年丰收了。大家很高兴。",
        "بۇ يىل مول ھوسۇل ئېلىندى، ھەممەيلەن خۇشال.",
        "zh-Hans",
        Kind.PARAGRAPH,
        3,
        15,
        State.TRANSLATED,
        MatchType.ALIGNED,
        _TRANSLATION,
        _link(
            "今年丰收了。大家很高兴。",
            "بۇ يىل مول ھوسۇل ئېلىندى، ھەممەيلەن خۇشال.",
            "score=0.61 links=2-1 target=u2.s1",
        ),
        (Finding("weak-link", "These two may not belong together (score 0.61): compare them."),),
    ),
    Entry(
        "u3.s1",
        "摊位120个。",
        "摊位120个。",
        "zh-Hans",
        Kind.PARAGRAPH,
        16,
        23,
        findings=(Finding("unaligned-source", "The translation has nothing for this."),),
    ),
    Entry(
        "u4.s1",
        "再见！",
        "خەير-خوش!",
        "zh-Hans",
        Kind.OTHER,
        24,
        27,
        State.REVIEWED,
        MatchType.HAND,
        note="=cmd|'/C calc'!A0",
    ),
)
ALONE = Entry(
    "t.u5.s2",
    "",
    "بۇ خەتنى تەرجىمان قوشقان.",
    "zh-Hans",
    Kind.PARAGRAPH,
    27,
    27,
    State.TRANSLATED,
    MatchType.ALIGNED,
    _TRANSLATION,
    _link("", "بۇ خەتنى تەرجىمان قوشقان.", "links=0-1 target=u5.s2"),
    (Finding("unaligned-target", "The source has nothing for this."),),
)
"""A target without a source, which every format but PO holds."""

BITEXTS = {
    "page": Bitext(
        "market page.txt",
        _ENTRIES,
        "en",
        Signature.of(
            {
                "version": "0.1.0",
                "model": _MODEL,
                "beam": "4",
                "style": "cn-media",
                "glossary": "5f2a9c01",
            }
        ),
        (
            Finding(
                "encoding-guessed",
                "The page carries no label; it was read as gb18030.",
                Severity.INFO,
                where="market page.txt",
            ),
        ),
    ),
    "aligned": Bitext("market page.txt", _ALIGNED, "ug"),
    # A page without anything to translate still has a name, and findings.
    "empty": Bitext(
        "blank.txt", (), findings=(Finding("empty-page", "Nothing is on the page.", Severity.INFO),)
    ),
    # What a text format cannot show, or readers trip over; the target language is right to left.
    "control": Bitext(
        "control.txt",
        (
            Entry("u1.s1", "一\0二\x1c三", "one\0two\x1cthree", "zh-Hans", state=State.REVIEWED),
            Entry("u1.s2", "四\u2028五\x85六", "four\u2028five\x85six", "zh-Hans"),
            Entry("u1.s3", "七\udc80", "七\udc80", "zh-Hans"),
            Entry("u1.s4", "-八\r", "@eight\r", "zh-Hans", match=MatchType.ENGINE),
            Entry("u1.s5", "\n九", "nine", "zh-Hans", state=State.FINAL, note="  lone blanks  "),
        ),
        "ug-Arab",
    ),
}
