"""What the words of a block say so plainly that nothing around it is asked.

Each rule was right in 0.97 or more of the lines it holds for on `corpus/labelled/tune`; words that
are right less often are clues (`kinds_words`), weighed with the rest. Running prose is never taken:
a paragraph may speak of copyright, telephones and dates.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from glossa.model import Kind
from glossa.segmentation import cues

__all__ = ["sure_kind"]

_LEGAL_WIDTH: Final = 300
_LABELLED_WIDTH: Final = 120
_HEADING_WIDTH: Final = 80
_SINGLE_WIDTH: Final = 52
_REACHED_WIDTH: Final = 40
_SURPLUS: Final = 4
_REACHED: Final = frozenset(("phone", "email"))
_HOURS: Final = re.compile(r"[0-9][:：][0-9]{2} ?(?:[-—–~～至到])")
_WHOLE_DATE: Final = re.compile(
    r"[0-9]{4} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{2}"
    r"|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[A-Za-z]{3,9}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}\.?,? [0-9]{4}"
    "|二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_CLOCK_WORD: Final = re.compile(r"\b[ap]\.?m\.?", re.IGNORECASE)
_AGO: Final = re.compile(
    r"刚刚|(?:昨天|前天|今天) ?[0-9]{1,2}:[0-9]{2}"
    r"|[0-9]+ ?(?:秒|分钟|分鐘|小时|小時|天|周|个月|年)前"
    r"|[0-9]{1,2} (?:minute|hour|day|week|month|year)s? ago",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile("[^:：/／]{0,4}(?:摄影|攝影|摄|攝|图|圖)")
_ARROW: Final = re.compile("[△▲▼↑↓]")
_LINK: Final = re.compile(
    r"(?:阅读|閱讀)(?:更多|全文|原文)|(?:返回|回到|回首|分享|打印|收藏|关闭|设为首页"
    r"|加入收藏|下载|展开|收起|订阅|查看|更多)(?!.*(?:电话|排行))"
    r"|(?i:read (?:more|the full)|share|print|back to|download|subscribe|learn more|show more"
    r"|view (?:all|more)|load more|return to|skip to|leave a)\b"
)
_STEP: Final = re.compile("(?:上|下)一?[篇条則则][^页頁]")
_HOME: Final = re.compile(
    "(?:网站|網站)?(?:首页|首頁|主页|主頁)|home(?:page)?|главная|باش بەت", re.IGNORECASE
)
_PAGER: Final = re.compile("(?:上一?页|下一?页|尾页|末页|上一頁|下一頁)[ >›»]{0,3}")
_LANGUAGE: Final = re.compile(
    "english|中文(?:版)?|汉语|漢語|繁[体體](?:版|中文)?|简体(?:版|中文)?|русский|қазақша|ئۇيغۇرچە"
    "|قازاقشا|日本語|한국어|français|español|deutsch|türkçe|o[ʻ'‘’]zbekcha|кыргызча|العربية"
    "|维吾尔文|哈萨克文",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(
    "[【■●]?(?:相关|相關|延伸|推荐|推薦|猜你|为您|为你|精彩|热门|熱門)"
    "(?:推荐|推薦|阅读|閱讀|新闻|新聞|文章|资讯|報導|报道|内容|内容推荐|专题|喜欢)[:：】]?"
    r"|(?:related(?: (?:news|articles?|posts?|stories|reading|content))?"
    r"|you (?:may|might) (?:also )?like|recommended(?: for you)?|most (?:read|popular|viewed)"
    r"|read also|see also|more stories)[:：]?",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3})\. {0,2}[A-Z\u3400-\u9fff]")
_UNFINISHED: Final = ("；", ";", "，", ",", "、", "：", ":")


def sure_kind(
    text: str, marker: str, width: int, protected: Collection[str], *, prose: bool, ended: bool
) -> Kind | None:
    """The kind of a block by its words alone; None if they do not tell.

    `marker`: the mark of its list; `width`: in half-width columns; `protected`: the kinds of
    protected stretches in it.
    """
    if prose or width > _LEGAL_WIDTH:
        return None
    if "filing" in protected or cues.LEGAL.search(text):
        return Kind.LEGAL
    if _is_contact(text, width, protected):
        return Kind.CONTACT
    kind = _labelled(text, marker) if width <= _LABELLED_WIDTH else None
    if kind is None and not ended and width <= _HEADING_WIDTH:
        kind = _heading(text, marker)
    if kind is None and not ended and width <= _SINGLE_WIDTH:
        kind = _single(text)
    return kind


def _is_contact(text: str, width: int, protected: Collection[str]) -> bool:
    reached = not _REACHED.isdisjoint(protected)
    return (
        cues.CONTACT_LABEL.match(text) is not None
        or (reached and width <= _REACHED_WIDTH)
        or (
            (reached or cues.HOTLINE.search(text) is not None)
            and cues.CONTACT.search(text) is not None
        )
    )


def _labelled(text: str, marker: str) -> Kind | None:
    """Sources, captions, dates and authors, by their labels."""
    if cues.SOURCE.match(text):
        return Kind.SOURCE
    if cues.CAPTION.search(text) and not _ARROW.match(text):
        return Kind.CAPTION
    if marker:
        return None
    if _is_date(text):
        return Kind.DATELINE
    picture = _PICTURE.match(text)
    return Kind.BYLINE if cues.BYLINE.match(text) and not picture else None


def _is_date(text: str) -> bool:
    if _AGO.fullmatch(text):
        return True
    found = None if text.endswith("。") or _HOURS.search(text) else cues.DATE.match(text)
    if found is None or not _WHOLE_DATE.search(text):
        return False
    rest = cues.DATE_PARTS.sub("", _CLOCK_WORD.sub("", text))
    return (
        len(rest) <= _SURPLUS
        or found["label"] is not None
        or cues.LABEL_INSIDE.search(text) is not None
    )


def _heading(text: str, marker: str) -> Kind | None:
    """`一、供暖时间`, `IV. How to pay`."""
    mark = cues.HEADING_MARK.fullmatch(marker) if marker else cues.HEADING_START.match(text)
    if (mark or _ROMAN.match(marker + " " + text if marker else text)) and not text.endswith(
        _UNFINISHED
    ):
        return Kind.HEADLINE
    return None


def _single(text: str) -> Kind | None:
    """Calls to act, the way through the site, headings of other articles."""
    if _HOME.fullmatch(text) or _PAGER.fullmatch(text) or _LANGUAGE.fullmatch(text):
        return Kind.NAVIGATION
    if cues.PATH.match(text):
        return Kind.NAVIGATION
    if _RELATED.fullmatch(text):
        return Kind.RELATED
    if _LINK.match(text) or _STEP.match(text):
        return Kind.LINK
    return Kind.LINK if cues.ONLY_URL.fullmatch(text) else None
