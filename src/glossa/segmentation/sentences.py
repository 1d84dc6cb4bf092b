"""Where one sentence ends and the next begins, over unchanged text.

Marks that may end a sentence are found first; each is then asked, in this order: does it stand
inside a protected stretch, a quotation or a bracket? What kind of mark is it? What follows? The
time is linear: every look around a mark is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from glossa.model import Protected
from glossa.script import CLOSE_TO_OPEN, HAN, OPEN_TO_CLOSE
from glossa.segmentation.abbreviations import FULL_STOP_WINDOW, LIST_NUMBER, ends_sentence

__all__ = ["BLANK", "LONGEST_SENTENCE", "PAIR_LIMIT", "bracket_pairs", "split_sentences", "trim"]

BLANK: Final = r"\s\u200b\u2060\ufeff"
"""The inside of a regular-expression class: what never stands at the edge of a segment."""
PAIR_LIMIT: Final = 400
"""A quotation longer than this many code points is cut like other text: a lost quotation mark must
not swallow the page, and no engine reads a sentence that long."""
LONGEST_SENTENCE: Final = 1000
"""Code points; longer ones are cut behind a clause, for engines lose the thread or the memory."""
_NESTING: Final = 8

_FULL: Final = "。！？｡။።᠃।۔"
_FULL_OR_ASCII: Final = _FULL + "!?؟‼⁉⁇⁈"
_QUOTES: Final = '”’」』"»'
_CLOSERS: Final = re.escape("".join(CLOSE_TO_OPEN)) + '"'
_MARK: Final = re.compile(
    rf"(?:[{_FULL_OR_ASCII}…．]|\.|།[ ]?།)(?:[{_FULL_OR_ASCII}…．.])*(?:[{_CLOSERS}]{{0,6}})"
)
# Most English sentences end like this, and no abbreviation is that long.
_PLAIN_LETTERS: Final = 7
_PLAIN_END: Final = re.compile(r"[a-z]{7}\. [A-Z]")
_CODE_END: Final = re.compile(r"\. +[A-Z]")
_STRONG_CLAUSE: Final = re.compile(r"[；。！？]|[;!?.](?=\s)")
_WEAK_CLAUSE: Final = re.compile(r"[，、：]|[,:](?=\s)")
_WORD_GAP: Final = re.compile(r"\s")
_BLANKS: Final = re.compile(rf"[{BLANK}]*")
_PAIR_SIGN: Final = re.compile(
    "[" + re.escape("".join(OPEN_TO_CLOSE) + "".join(CLOSE_TO_OPEN)) + '"]'
)
_IS_HAN: Final = re.compile(f"[{HAN}\u3040-\u30ff\uac00-\ud7a3]")
_NUMERAL: Final = re.compile(r"[0-9一二三四五六七八九十]\Z")
# What goes on with the sentence behind a closing quotation mark.
_GOES_ON: Final = re.compile(
    r"[“「『]|[ ]?(?:[，、；：,;:。！？!?…—～~\-·/＋+&]|[的地得之]|等(?!到|待|了)|和“|与“|及“|或“"
    r"|一[词语说文书曲]|这[一句个种]|为(?:主题|题|名|代表)|主题|活动|栏目|节目|系列|大赛|论坛|展览"
    r"|工程|计划|行动|项目|专题|启动|上线|开播|开幕)"
)
# `“……！”他说。`: the words that tell who spoke belong to what was said.
_WHO_SPOKE: Final = re.compile(
    rf"[{HAN}·]{{1,10}}?(?:[说說問问道喊叫答笑講]|表示|回答|写道|寫道|介绍|告诉|强调"
    rf"|指出)[{HAN}]{{0,4}}?[。，：；！？,]"
)
_LOWER: Final = re.compile(r"[\"“‘'(（\[]{0,3}[^\W\d_]")


def split_sentences(
    text: str, start: int, end: int, protected: Sequence[Protected] = ()
) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` as pairs of offsets, without the blanks between them.

    Every code point that is not blank lies in exactly one of them. `protected` are spans of
    `text`, sorted; no sentence ends inside one. A sentence of more than `LONGEST_SENTENCE` code
    points is cut where its clauses end.
    """
    starts: list[int] | None = None
    for first, last in _sentences(text, start, end, protected):
        if last - first <= LONGEST_SENTENCE:
            yield first, last
            continue
        if starts is None:
            starts = [span.start for span in protected]
        yield from _clauses(text, first, last, protected, starts)


def _clauses(
    text: str, start: int, end: int, protected: Sequence[Protected], starts: list[int]
) -> Iterator[tuple[int, int]]:
    """A sentence that no engine could read at once, cut behind clauses, else words, else signs.

    `starts` are those of `protected`.
    """
    begin = start
    while end - begin > LONGEST_SENTENCE:
        stop = _clause_end(text, begin, end)
        inside = bisect_left(starts, stop) - 1
        if inside >= 0 and protected[inside].end > stop:
            stop = min(protected[inside].end, end)
        yield begin, trim(text, begin, stop)
        begin = _BLANKS.match(text, stop, end).end()  # type: ignore[union-attr]  # matches anything
    if begin < end:
        yield begin, end


def _clause_end(text: str, begin: int, end: int) -> int:
    """Where to cut a sentence that is too long, within `LONGEST_SENTENCE` if possible."""
    limit = begin + LONGEST_SENTENCE
    for pattern in (_STRONG_CLAUSE, _WEAK_CLAUSE, _WORD_GAP):
        ends = [
            match.end() for match in pattern.finditer(text, begin + LONGEST_SENTENCE // 2, limit)
        ]
        if ends:
            return ends[-1]
    if _is_han(text[limit - 1 : limit]):
        return limit
    later = _WORD_GAP.search(text, limit, end)
    return later.end() if later else end


def _short_of(protected: Sequence[Protected], guard: int, mark: int, stop: int) -> int:
    """`stop`, or where a protected stretch from `guard` on begins: its signs end no sentence."""
    while guard < len(protected) and protected[guard].start < stop:
        if mark < protected[guard].start and stop < protected[guard].end:
            return protected[guard].start
        guard += 1
    return stop


def _sentences(
    text: str, start: int, end: int, protected: Sequence[Protected]
) -> Iterator[tuple[int, int]]:
    """The sentences, however long."""
    pairs, opening = bracket_pairs(text, start, end)
    begin = _BLANKS.match(text, start, end).end()  # type: ignore[union-attr]  # matches anything
    pair = guard = 0
    at = begin
    while match := _MARK.search(text, at, end):
        mark, stop = match.span()
        if opening:
            stop = next((place for place in range(mark, stop) if place in opening), stop)
        at = stop
        while guard < len(protected) and protected[guard].end <= mark:
            guard += 1
        if guard < len(protected) and protected[guard].start < mark + 1 < protected[guard].end:
            at = mark + 1
            continue
        stop = at = _short_of(protected, guard, mark, stop)
        while pair < len(pairs) and pairs[pair][1] <= mark:
            pair += 1
        inner = pairs[pair] if pair < len(pairs) else None
        if inner and inner[0] < mark < inner[1] - 1 and stop < inner[1]:
            continue
        behind_code = guard > 0 and protected[guard - 1].end == mark
        if (
            _PLAIN_END.match(text, mark - _PLAIN_LETTERS, end)
            or (behind_code and _CODE_END.match(text, mark, end))
            or (stop < end and stop > begin and _breaks(text, begin, mark, stop, end, inner))
        ):
            yield begin, trim(text, begin, stop)
            begin = at = _BLANKS.match(text, stop, end).end()  # type: ignore[union-attr]
    if begin < end:
        last = trim(text, begin, end)
        if last > begin:
            yield begin, last


def trim(text: str, start: int, end: int) -> int:
    """The end of `text[start:end]` without the blanks at its end."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\u2060\ufeff"):
        end -= 1
    return end


def bracket_pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], set[int]]:
    """The outermost pairs of quotation marks and brackets, and which straight marks open.

    Pairs are half-open offsets, in order, none longer than `PAIR_LIMIT`; a mark without its
    partner makes no pair. A straight mark opens where a quotation may begin.
    """
    found: list[tuple[int, int]] = []
    opening: set[int] = set()
    stack: list[tuple[str, int]] = []
    for match in _PAIR_SIGN.finditer(text, start, end):
        sign, at = match[0], match.start()
        if sign == '"':
            partner = _close(stack, '"', at)
            if partner is not None and _may_close(text, at, end):
                found.append((partner, at + 1))
            elif _may_open(text, at, start, end):
                opening.add(at)
                stack.append(('"', at))
            continue
        if sign in OPEN_TO_CLOSE:
            stack.append((sign, at))
            continue
        partner = _close(stack, CLOSE_TO_OPEN[sign], at)
        if partner is not None:
            found.append((partner, at + 1))
    return _outermost(found), opening


def _close(stack: list[tuple[str, int]], opener: str, at: int) -> int | None:
    """Take the partner of a closing mark from the stack, if it is near; what it held goes too."""
    for depth in range(1, min(_NESTING, len(stack)) + 1):
        sign, place = stack[-depth]
        if at - place > PAIR_LIMIT:
            return None
        if sign == opener:
            del stack[-depth:]
            return place
    return None


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not after.isspace() and not (before.isascii() and before.isalnum())


def _may_close(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    return not (after.isascii() and after.isalnum())


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if not result or first >= result[-1][1]:
            result.append((first, last))
    return result


def _breaks(
    text: str, begin: int, mark: int, stop: int, end: int, pair: tuple[int, int] | None
) -> bool:
    """Whether the sentence that begins at `begin` ends at `stop`, the end of the mark at `mark`."""
    whole = text[mark:stop]
    signs = whole.rstrip("".join(CLOSE_TO_OPEN) + '"')
    closers = whole[len(signs) :]
    gap = _BLANKS.match(text, stop, end).end()  # type: ignore[union-attr]  # matches anything
    following = text[gap : gap + 1]
    if not following:
        return False
    if closers and not _closers_end(text, begin, stop, closers, pair):
        return False
    han_near = _is_han(text[mark - 1 : mark]) or (gap == stop and _is_han(following))
    if any(sign in _FULL for sign in signs):
        return following != "—"
    if signs[0] == "།":
        return True
    if set(signs) <= {".", "．", "…"}:
        return _stop_ends(text, begin, mark, stop, gap, signs, closers, han_near=han_near)
    # `!` and `?`: half-width marks in Chinese need no blank, elsewhere they do.
    if han_near:
        return True
    return gap > stop and not _lower_follows(text, gap)


def _closers_end(
    text: str, begin: int, stop: int, closers: str, pair: tuple[int, int] | None
) -> bool:
    """Whether a sentence can end behind these closing quotation marks or brackets."""
    if _GOES_ON.match(text, stop):
        return False
    if closers[-1] not in _QUOTES:
        # A bracket ends a sentence only where the whole sentence stands in it: `（完。）`.
        return closers[-1] in "）)】]" and pair is not None and pair[0] == begin
    return not (pair is not None and pair[0] == begin and _WHO_SPOKE.match(text, stop, stop + 24))


def _stop_ends(
    text: str,
    begin: int,
    mark: int,
    stop: int,
    gap: int,
    signs: str,
    closers: str,
    *,
    han_near: bool,
) -> bool:
    """Whether a full stop or an ellipsis ends the sentence."""
    ellipsis = len(signs) > 1 or signs == "…"
    if gap == stop:
        if closers and closers[-1] in _QUOTES:
            return han_near or _is_han(text[mark - 1 : mark])
        if ellipsis:
            return False
        before = text[mark - 1 : mark]
        return (
            _is_han(before)
            and _is_han(text[gap : gap + 1])
            and mark - begin > 4
            and _NUMERAL.search(before) is None
        )
    if _lower_follows(text, gap):
        return False
    following = text[gap]
    if following in "-–—•·,;:":
        return False
    if ellipsis:
        return True
    before = text[max(begin, mark - FULL_STOP_WINDOW) : mark]
    if mark - begin <= 6 and LIST_NUMBER.match(before):
        return False
    return closers != "" or ends_sentence(before, text, _word_at(text, gap))


def _word_at(text: str, gap: int) -> int:
    at = gap
    while at < gap + 3 and at < len(text) and text[at] in "\"“‘'(（[":
        at += 1
    return at


def _is_han(sign: str) -> bool:
    return _IS_HAN.match(sign) is not None


def _lower_follows(text: str, at: int) -> bool:
    match = _LOWER.match(text, at, at + 4)
    return match is not None and match[0][-1].islower()
