"""Cutting lines that are no prose: labels and values, separated items, languages side by side.

`来源：…… 发布日期：……` holds four things to translate, and two colons and a blank that are not. A
prose line comes back as one piece. The cuts are tried in an order in which an earlier one makes
the later ones easier: brackets round the whole line, separators, labels, then what stands side by
side without any sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from glossa.model import Protected
from glossa.script import script_of
from glossa.segmentation.labels import HAN, LABEL, LABELLED_END, label_ends
from glossa.segmentation.sentences import BLANK, trim

__all__ = ["LONGEST_LINE", "cut_line"]

LONGEST_LINE: Final = 400
"""Longer lines are prose: only tabs cut them."""

_BLANKS: Final = re.compile(rf"[{BLANK}]*")
_HAN: Final = re.compile(f"[{HAN}]")
_ASCII_LETTER: Final = re.compile("[A-Za-z©]")
_SHORT: Final = 30
_NUMBER_ENDS: Final = "0123456789) "
_PROSE: Final = re.compile(r"[。！？!?]|[^.0-9A-Z]\.(?=\s|$)")
_SEPARATOR: Final = re.compile(
    rf"[{BLANK}]*(?:[|｜丨│┃‖¦▏▕∣❘┊┆╎]+|\t+|(?<=[{BLANK}])(?:[»›•◆■▪●★→]|>{{1,2}}|[-–—/](?=[{BLANK}])"
    rf"|::)(?=[{BLANK}])"
    rf"|[ \u00a0]{{3,}}|\u3000{{2,}})[{BLANK}]*"
)
_SEPARATOR_SIGN: Final = re.compile(
    r"[|｜丨│┃‖¦▏▕∣❘┊┆╎→\t»›•◆■▪●★>/–—\-:_]|[ \u00a0]{3}|\u3000\u3000"
)
_LAST_LETTER: Final = re.compile(r"([^\W\d_])[\W\d_]*\Z")
_FIRST_LETTER: Final = re.compile(r"[\W\d_]*([^\W\d_])")
_SITE: Final = (
    "(?:网|網|公司|论坛|論壇|日报|晚报|日報|晚報|在线|百科|商城|视频|政府|学校|医院|频道|门户|博客|社区"
    "|周刊)"
)
_TIGHT_SEPARATOR: Final = re.compile(
    rf"(?<=[{HAN}])(?:>{{1,2}}|»|›|_)(?=[{HAN}])"
    rf"|(?<=[{HAN}])-(?=(?:[{HAN}]{{2,8}}-)?[{HAN}]{{2,20}}{_SITE}$)"
)
# `文　　号`: one word, spread over the width of its cell.
_SPREAD: Final = re.compile(rf"[{HAN}](?:[ \u00a0\u3000]+[{HAN}]){{1,3}}")
_BOXED: Final = r"(?:\[[^\[\]【】]{1,14}\]|【[^\[\]【】：:]{1,14}】)"
_BOXES: Final = re.compile(rf"{_BOXED}(?:[{BLANK}]*{_BOXED}){{2,30}}")
_BOX_GAP: Final = re.compile(rf"(?<=[\]】])[{BLANK}]*(?=[\[【])")
_PAGE: Final = r"(?:首页|上一?页|末页|尾页|下一?页|[0-9]{1,4}|…|\.{3}|共 ?[0-9]+ ?页)"
_PAGES: Final = re.compile(rf"{_PAGE}(?:[ \u00a0\u3000]+{_PAGE}){{2,30}}")
_PAGE_GAP: Final = re.compile("[ \u00a0\u3000]+")
_WRAPPERS: Final = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_CLOSES: Final = {close: opening for opening, close in _WRAPPERS.items()}
_ALONE: Final = frozenset(("filing", "phone", "email", "url"))
_LEADS_TO: Final = re.compile(
    r"(?:电话|热线|邮箱|传真|手机|微信|QQ|网址|网站|官网|信箱|客服|電話|專線|郵箱"
    r"|網址)[ \u3000]{1,3}\Z"
)
_MENU_ITEM: Final = rf"[{HAN}A-Z0-9]{{1,3}}[{HAN}]{{1,5}}"
_MENU: Final = re.compile(rf"{_MENU_ITEM}(?:(?:[ \u3000]|[ ]?[/·][ ]?){_MENU_ITEM}){{2,40}}")
_MENU_MEAN: Final = 4
_MENU_GAP: Final = re.compile(r"[ \u3000]|[ ]?[/·][ ]?")
_CLOCKED: Final = re.compile(
    rf"[；;][{BLANK}]*|[{BLANK}]+(?=(?:19|20)[0-9]{{2}}[-/.年][0-9]{{1,2}})"
)
_HOTLINE: Final = re.compile(
    rf"(?:1[0-9]{{4}}"
    rf"|9[56][0-9]{{3,4}})(?=[{HAN}]{{2,16}}$)(?![年月日号个名人元万亿千百米吨公余多条次天岁])"
)
_COPYRIGHT: Final = re.compile(
    r"copyright|©|\(c\) ?(?:19|20)|all rights? reserved|powered by|版权所有|技术支持|版權所有",
    re.IGNORECASE,
)
_LATIN_HAN: Final = re.compile(
    rf"(?<=[0-9A-Za-z.)©®-])[{BLANK}]+(?=[{HAN}])|(?<=[{HAN}])[{BLANK}]+(?=[A-Za-z©])"
)
_HAN_THEN_LATIN: Final = re.compile(
    rf"[{HAN}（）·]{{2,30}}([{BLANK}]+)(?=[A-Z][A-Za-z'’&-]*(?:[ "
    rf"][A-Za-z'’&-]+){{1,8}}$)[^\n]*[a-z]"
)
_BYLINE: Final = re.compile(
    r"(?:[A-Z][\w'’.-]+[ ]){2,4}(?=(?:On|In|At|The|This|As|For|After|When|By|It|With|During|A"
    r"|An) [\w])"
)
# `玛河观察 10-05 07:50`: a name, and when it spoke; `发表于 2026-9-18` is one thing.
_NAME_AND_DATE: Final = re.compile(
    rf"[{HAN}A-Za-z·]{{2,24}}(?<![于於在自至到是天])([{BLANK}]+)(?="
    r"(?:(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月]|[01]?[0-9]-[0-3]?[0-9] [0-2]?[0-9]:))"
)
_WORDS_LABEL: Final = re.compile("(?:标签|關鍵字|關鍵詞|关键词|关键字|標籤|[Tt]ags?|[Kk]eywords?)")
_WORDS_GAP: Final = re.compile(rf"[{BLANK}]*[、，,;；][{BLANK}]*")
_Span = tuple[int, int]


def cut_line(
    text: str,
    start: int,
    end: int,
    protected: Sequence[Protected] = (),
    kept: Sequence[_Span] = (),
    edges: Sequence[int] = (),
) -> list[_Span]:
    """The pieces of `text[start:end]`, in order, trimmed, never empty; prose is one piece.

    No cut falls inside a stretch of `protected` (spans of `text`) that is no code by its look, or
    of `kept`. `edges`: where inline elements begin; a label there needs no blank before it.
    """
    if end - start > LONGEST_LINE:
        return [(start, end)]
    taken = [(span.start, span.end) for span in protected if span.kind != "code"]
    taken = sorted({*taken, *kept}) if kept else taken
    first, last = _unwrap(text, start, end)
    pieces = [(first, last)]
    if any(span.kind in _ALONE for span in protected):
        pieces = _around(text, first, last, protected)
    labelled = partial(_labelled, edges=edges) if edges else _labelled
    for cutter in (_separated, labelled, _beside):
        pieces = [
            piece
            for whole in pieces
            for piece in cutter(text, *whole, taken)
            if piece[1] > piece[0]
        ]
    return pieces or [(start, end)]


def _around(text: str, start: int, end: int, protected: Sequence[Protected]) -> list[_Span]:
    """Filing numbers stand for themselves; so does what `电话` or `邮箱` leads to."""
    if _PROSE.search(text, start, end):
        return [(start, end)]
    cuts: list[_Span] = []
    for span in protected:
        if span.kind == "filing" or (
            span.kind in _ALONE and _LEADS_TO.search(text, max(start, span.start - 12), span.start)
        ):
            cuts += [(span.start, span.start), (span.end, span.end)]
    return _between(text, start, end, iter(cuts), [])


def _unwrap(text: str, start: int, end: int) -> _Span:
    """Without the brackets of `（来源：……）`, where they hold the whole line and a label."""
    if end - start > 2 and _WRAPPERS.get(text[start]) == text[end - 1]:
        inside = text[start + 1 : end - 1]
        if text[start] not in inside and LABEL.match(inside):
            return start + 1, end - 1
    return start, end


def _between(
    text: str, start: int, end: int, cuts: Iterator[_Span], taken: list[_Span]
) -> list[_Span]:
    """What lies between the cuts, blanks trimmed off."""
    pieces: list[_Span] = []
    at = start
    for cut_start, cut_end in cuts:
        if cut_start < at or any(a < cut_end and cut_start < b for a, b in taken):
            continue
        pieces.append((at, cut_start))
        at = cut_end
    pieces.append((at, end))
    trimmed = []
    for first, last in pieces:
        first = min(_end_of_blanks(text, first, last), last)
        last = trim(text, first, last)
        if first < last:
            trimmed.append((first, last))
    return trimmed


def _end_of_blanks(text: str, start: int, end: int) -> int:
    match = _BLANKS.match(text, start, end)
    return match.end() if match else start


def _separated(text: str, start: int, end: int, taken: list[_Span]) -> list[_Span]:
    """At bars, tabs, wide gaps, arrows of a path; at dashes and slashes only beside Han."""
    if _SPREAD.fullmatch(text, start, end):
        return [(start, end)]
    if text[start] in "[【" and _BOXES.fullmatch(text, start, end):
        return _between(text, start, end, _spans(_BOX_GAP, text, start, end), taken)
    if _SEPARATOR_SIGN.search(text, start, end) is None:
        return _menu(text, start, end, taken)
    cuts: list[_Span] = []
    for match in _SEPARATOR.finditer(text, start, end):
        sign = match[0].strip()
        if sign in ("-", "–", "—", "/") and not _other_script_or_han(text, match, start, end):
            continue
        cuts.append(match.span())
    cuts.extend(match.span() for match in _TIGHT_SEPARATOR.finditer(text, start, end))
    pieces = _between(text, start, end, iter(sorted(cuts)), taken)
    return [item for piece in pieces for item in _menu(text, *piece, taken)]


def _other_script_or_han(text: str, sign: re.Match[str], start: int, end: int) -> bool:
    """Whether a dash or a slash parts two titles: both in Han, or in two scripts."""
    before = _LAST_LETTER.search(text, max(start, sign.start() - 8), sign.start())
    after = _FIRST_LETTER.match(text, sign.end(), min(end, sign.end() + 8))
    if not before or not after:
        return False
    left, right = script_of(before[1]), script_of(after[1])
    return left != right or left == "Hani"


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[_Span]:
    return (match.span() for match in pattern.finditer(text, start, end))


def _menu(text: str, start: int, end: int, taken: list[_Span]) -> list[_Span]:
    """`首页 新闻 体育 财经`: three or more short items with one blank between them."""
    if _PAGES.fullmatch(text, start, end) and not text[start:end].replace(" ", "").isdigit():
        return _between(text, start, end, _spans(_PAGE_GAP, text, start, end), taken)
    if _MENU.fullmatch(text, start, end):
        cuts = [match.span() for match in _MENU_GAP.finditer(text, start, end)]
        # Longer items are the clauses of a slogan.
        if end - start <= (len(cuts) + 1) * (_MENU_MEAN + 1):
            return _between(text, start, end, iter(cuts), taken)
    return [(start, end)]


def _labelled(
    text: str, start: int, end: int, taken: list[_Span], edges: Sequence[int] = ()
) -> list[_Span]:
    """Labels and their values, and what follows a value without a label of its own."""
    labels = list(label_ends(text, start, end, edges))
    if not labels:
        number = text[end - 1] in _NUMBER_ENDS and LABELLED_END.fullmatch(text, start, end)
        if number:
            return [number.span(1), number.span(2)]
        return [(start, _before_colon(text, start, end))]
    cuts: list[_Span] = []
    for label_start, colon, value in labels:
        if label_start > start:
            cuts.append((_before_label(text, start, label_start), label_start))
        cuts.append((colon, value))
    if _WORDS_LABEL.match(text, start, end) and len(labels) == 1:
        cuts.extend(_spans(_WORDS_GAP, text, labels[0][2], end))
    pieces = _between(text, start, end, iter(cuts), taken=[])
    result: list[_Span] = []
    for first, last in pieces:
        if text[last - 1] in _CLOSES and _CLOSES[text[last - 1]] not in text[first:last]:
            last = trim(text, first, last - 1)
        clocked = (match.span() for match in _CLOCKED.finditer(text, first, last))
        for piece in _between(text, first, last, clocked, taken):
            byline = _BYLINE.match(text, *piece) if text[start : start + 2] == "By" else None
            if byline and piece[0] > start:
                result.append((piece[0], byline.end() - 1))
                result.append((byline.end(), piece[1]))
            else:
                result.append(piece)
    return result


def _before_colon(text: str, start: int, end: int) -> int:
    """The end without the colon of a short heading or a salutation."""
    if text[end - 1] in ":：" and end - start <= _SHORT and _PROSE.search(text, start, end) is None:
        shorter = trim(text, start, end - 1)
        return shorter if shorter > start and text[shorter - 1].isalnum() else end
    return end


def _before_label(text: str, start: int, end: int) -> int:
    """Where a value ends that another label follows: before its comma, or the label's bracket."""
    end = trim(text, start, end)
    while end > start and text[end - 1] in ",;，；（(【[":
        end = trim(text, start, end - 1)
    return end


def _beside(text: str, start: int, end: int, taken: list[_Span]) -> list[_Span]:
    """Hotline numbers before their names, and two languages in one line that is no sentence."""
    dated = _NAME_AND_DATE.match(text, start, end)
    if dated and not _PROSE.search(text, start, end):
        return _between(text, start, end, iter([dated.span(1)]), taken)
    hotline = _HOTLINE.match(text, start, end) if text[start] in "19" else None
    if hotline:
        return [(start, hotline.end()), (hotline.end(), end)]
    if _ASCII_LETTER.search(text, start, end) is None or not _HAN.search(text, start, end):
        return [(start, end)]
    if _COPYRIGHT.search(text, start, end) and not _PROSE.search(
        text, start, trim(text, start, end - 1)
    ):
        cuts = (match.span() for match in _LATIN_HAN.finditer(text, start, end))
        return _between(text, start, end, cuts, taken)
    pair = _HAN_THEN_LATIN.match(text, start, end)
    if pair:
        return _between(text, start, end, iter([pair.span(1)]), taken)
    return [(start, end)]
