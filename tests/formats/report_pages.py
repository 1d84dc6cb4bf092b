"""Bitexts for the report: names and findings, a mixed page, one in Uyghur, hostile text."""

from __future__ import annotations

from dataclasses import replace

from golden_bitexts import BITEXTS

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

EVIL = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)><!--</script><!--<script>]]>&amp;"
    "<style>*{display:none}</style><a href='javascript:alert(3)'>\0\u2028\u202e\udcff`${x}"
)

_TORI = "concept=cn-654224 rule=misspelling style=cn-media"
_ENGINE = "translate-zh_en-0_1"


def _engine(source: str, answer: str) -> Step:
    return Step("engine", 0, len(source), source, answer, f"model={_ENGINE} confidence=0.61")


_CHINESE = "游客从塔城来到托里县的集市，买了12公斤奶酪"
_ANSWER = "Visitors from Tacheng came to the market in Tori County and bought cheese"
_TARGET = "Visitors from Tacheng came to the market in Toli County and bought cheese"
_AT = _ANSWER.index("Tori")
_WRITTEN = _CHINESE.replace("塔城", " Tacheng ")
_UYGHUR = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى"

MIXED = Bitext(
    "border market.txt",
    (
        Entry(
            "u1.s1",
            "ئۇيغۇرچە",
            "Uygur",
            "ug",
            Kind.NAVIGATION,
            state=State.TRANSLATED,
            match=MatchType.TERMBASE,
            origin="ui.language_uyghur",
            steps=(
                Step(
                    "termbase",
                    0,
                    8,
                    "ئۇيغۇرچە",
                    "Uygur",
                    "concept=ui.language_uyghur rule=whole style=cn-media",
                ),
            ),
        ),
        Entry(
            "u2.s1",
            _CHINESE,
            _TARGET,
            "zh-Hans",
            Kind.PARAGRAPH,
            state=State.TRANSLATED,
            match=MatchType.ENGINE,
            origin=_ENGINE,
            steps=(
                Step("write-term", 3, 5, "塔城", " Tacheng ", "concept=cn-654200 style=cn-media"),
                _engine(_WRITTEN, _ANSWER),
                Step("fold", _AT, _AT + 11, "Tori County", "Toli County", _TORI),
            ),
            findings=(
                Finding("lost-number", "The number 12 is missing: put it in.", raw="12"),
                Finding(
                    "low-confidence",
                    "the engine is not sure of this (0.41); read it against the source",
                    Severity.INFO,
                ),
                Finding(
                    "bad-word", "‘cheese’ is too little.", Severity.ERROR, 67, 73, raw="cheese"
                ),
            ),
            note="Ask the cooperative which cheese.",
        ),
        Entry(
            "u2.s2",
            "Traders come from Tori County, too.",
            "Traders come from Toli County, too.",
            "en",
            Kind.PARAGRAPH,
            state=State.REVIEWED,
            match=MatchType.COPIED,
            steps=(Step("fold", 18, 29, "Tori County", "Toli County", _TORI),),
        ),
        Entry(
            "t.u3.s1",
            "",
            "A line that only the translation has.",
            "und",
            Kind.PARAGRAPH,
            state=State.TRANSLATED,
            match=MatchType.ALIGNED,
            origin="border market.en.txt",
            findings=(Finding("unaligned-target", "No source was found for this."),),
        ),
        Entry("u4.s1", "备案号12345", "", "zh-Hans", Kind.LEGAL),
        Entry("u5.s1", _UYGHUR, _UYGHUR, "ug-Arab", Kind.OTHER),
    ),
    "en",
    Signature.of({"version": "0.1.0", "style": "cn-media", "model": _ENGINE}),
    (Finding("encoding-guessed", "The page was read as gb18030.", Severity.INFO, where="line 1"),),
)

UYGHUR = Bitext(
    "بازار.txt",
    (
        Entry(
            "u1.s1",
            "新疆维吾尔自治区",
            _UYGHUR,
            "zh-Hans",
            Kind.HEADLINE,
            state=State.FINAL,
            match=MatchType.TERMBASE,
            origin="cn-65",
            steps=(
                Step("termbase", 0, 8, "新疆维吾尔自治区", _UYGHUR, "concept=cn-65 rule=whole"),
            ),
        ),
        Entry(
            "u2.s1",
            "The market opens at 9:00 in Toli County.",
            "بازار تولى ناھىيەسىدە سائەت 9:00 دا ئېچىلىدۇ (Toli County).",
            "en",
            Kind.PARAGRAPH,
            state=State.REVIEWED,
            match=MatchType.HAND,
            findings=(
                Finding(
                    "foreign-name", "A Latin name stands in the target.", Severity.WARNING, 46, 57
                ),
            ),
        ),
        Entry("u3.s1", "www.example.org", "www.example.org", "zxx", match=MatchType.COPIED),
    ),
    "ug",
)

HOSTILE = Bitext(
    EVIL,
    (
        Entry(
            f"1 {EVIL}",
            EVIL,
            f"{EVIL} Toli",
            EVIL,
            origin=EVIL,
            match=MatchType.ENGINE,
            note=EVIL,
            steps=(Step("fold", 0, 0, EVIL, "Toli", f"concept={EVIL} rule={EVIL} style={EVIL}"),),
            findings=(
                Finding(EVIL, EVIL, Severity.ERROR, 0, 40, EVIL, EVIL),
                Finding(EVIL, EVIL, Severity.INFO, 3, 9),
            ),
        ),
        Entry("2", "javascript:alert(1)", "javascript:alert(1)", "en", match=MatchType.COPIED),
    ),
    EVIL,
    Signature(((EVIL, EVIL),)),
    (Finding(EVIL, EVIL, where=EVIL, raw=EVIL),),
)

PAGES = {**BITEXTS, "mixed": MIXED, "uyghur": UYGHUR, "hostile": HOSTILE}


def long_page(segments: int) -> Bitext:
    """A page of many segments: those of the golden page and the mixed one, over and over."""
    pattern = (*BITEXTS["page"], *MIXED)
    entries = (
        replace(pattern[number % len(pattern)], id=f"u{number // 3 + 1}.s{number % 3 + 1}")
        for number in range(segments)
    )
    return Bitext("long.txt", tuple(entries), "en", MIXED.signature)
