"""Where a place in a target begins and ends: whole words, no article, no stray punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from glossa.inline.model import Span
from glossa.script import HAN

__all__ = ["bare", "behind", "behind_sign", "fitted", "whole_title", "words_of"]

_WORD: Final = re.compile(f"[{HAN}]|(?:(?![{HAN}])\\w)+(?:['’.‐‑-](?:(?![{HAN}])\\w)+)*")
_ARTICLE: Final = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_BLANK_OR_SIGN: Final = (
    " \t\n\r\u00a0\u3000.,;:!?…\"'“”‘’()[]{}<>«»—–-·|/、，。：；！？（）《》〈〉「」『』【】｜"
)
_DOUBLE, _SINGLE = '“”"', "‘’'"
_QUOTES: Final = f"{_DOUBLE}{_SINGLE}"
_OPENING: Final = dict.fromkeys("《〈“‘「『\"'", _QUOTES) | dict.fromkeys("（([【", "([")
_CLOSING: Final = dict.fromkeys("》〉”’」』\"'", _QUOTES) | dict.fromkeys("）)]】", ")]")
_STOPS: Final = {"。": ".", "，": ",;", "：": ":", "；": ";,", "！": "!.", "？": "?", "、": ",",
                 ".": ".", ",": ",", ":": ":", ";": ";", "!": "!", "?": "?", "…": "…"}  # fmt: skip
_KINDS: Final = ("，,", "；;", "：:", "。.", "？?", "！!", '”」》"', "’』", "）)")
_CAPITALS: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*")
_FOLLOWING: Final = re.compile(r"[.,;:!?…。，；：！？、]*[)\]”’\"'）】》」]*")


def words_of(text: str) -> list[Span]:
    """The words of a text, each ideograph for itself."""
    return [found.span() for found in _WORD.finditer(text)]


def bare(text: str, start: int = 0, end: int | None = None) -> Span:
    """`start:end` without blanks and punctuation at its edges; empty where nothing is left."""
    words = text[start : len(text) if end is None else end]
    left = len(words) - len(words.lstrip(_BLANK_OR_SIGN))
    return start + left, start + max(left, len(words.rstrip(_BLANK_OR_SIGN)))


def fitted(target: str, span: Span, said: str) -> Span:
    """A place for a code around `said` in the source, at the edges of words.

    >>> fitted("See “The Old Town” now.", (10, 15), "老城")
    (9, 17)
    >>> fitted("He read “Old Town”.", (9, 17), "《老城》")
    (8, 18)
    """
    start, end = _whole_words(target, span)
    start, end = bare(target, start, end)
    article = _ARTICLE.match(target, start, end)
    if article and not _ARTICLE.match(said.lstrip(_BLANK_OR_SIGN)):
        start = article.end()
    if start >= end:
        return span
    for sign in reversed(said[: bare(said)[0]]):
        if start and target[start - 1] in _OPENING.get(sign, ""):
            start -= 1
    for sign in said[bare(said)[1] :]:
        if end < len(target) and target[end] in _CLOSING.get(sign, "") + _STOPS.get(sign, ""):
            end += 1
    return start, end


def _whole_words(text: str, span: Span) -> Span:
    start, end = span
    for first, last in words_of(text):
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


def whole_title(target: str, span: Span, taken: Sequence[Span]) -> Span:
    """`span` with the words in capitals that go on from it, up to what another code has.

    >>> whole_title("See the Xinjiang Yearbook of 2003.", (8, 16), ())
    (8, 25)
    """
    start, end = span
    for found in _CAPITALS.finditer(target):
        if found.start() <= start and end <= found.end():
            low = max((last for _, last in taken if last <= start), default=0)
            high = min((first for first, _ in taken if first >= end), default=len(target))
            return max(low, found.start()), min(high, found.end())
    return span


def behind_sign(target: str, before: str, after: str) -> int | None:
    """The place behind the sign that `before` ends in, where both texts have as many of its kind.

    >>> behind_sign("He said “no”, but left.", "他说“不”，", "但走了。")
    13
    """
    kind = next((signs for signs in _KINDS if before.rstrip()[-1:] in signs), "") if before else ""
    if not kind or not before.strip():
        return None
    places = [at for at, sign in enumerate(target) if sign in kind and _is_sign(target, at)]
    number = sum(sign in kind for sign in before)
    if number + sum(sign in kind for sign in after) != len(places):
        return None
    return places[number - 1] + 1


def _is_sign(text: str, at: int) -> bool:
    """Not a comma in a number, not an apostrophe."""
    return not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())


def behind(target: str, at: int, before: str) -> int:
    """The place behind a word that ends at `at`; and behind its signs, if `before` ends in one.

    `before`: what stands before the point in the source.
    """
    if before.strip() and before.rstrip()[-1] in _BLANK_OR_SIGN:
        found = _FOLLOWING.match(target, at)
        return found.end() if found else at
    return at
