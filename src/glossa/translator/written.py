"""Write a term into a text so that the text stays right: into a source, or into an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from glossa.measures import stands_in
from glossa.model import Step
from glossa.termbase.inflection import article_before, possessive_of
from glossa.termbase.wording import plural_of
from glossa.translator.candidates import Requirement

__all__ = ["Edit", "opening_with", "placed", "tidied", "written_into"]

_POSSESSIVE: Final = re.compile(r"['’]s$")
_SENTENCE_STARTS: Final = re.compile(r"(?:^|[.!?]['’”\"]?\s+)[“‘\"'(\[]*$")


class Edit(NamedTuple):
    """One replacement in a text."""

    start: int
    end: int
    after: str

    def apply(self, text: str) -> str:
        """The text with it."""
        return text[: self.start] + self.after + text[self.end :]


def written_into(source: str, needed: Sequence[Requirement]) -> tuple[tuple[Step, ...], str]:
    """A source with each required rendering in the place of what it renders, and the steps.

    The renderings stand between blanks: engines copy `去 Toli County 的` more often than
    `去Toli County的` (docs/decisions/0008).
    """
    steps: list[Step] = []
    text = source
    for one in reversed(needed):  # from the end, so that offsets stay right
        if one.target == one.source:
            continue
        before = text[one.start : one.end]
        after = _spaced(text, one.start, one.end, one.target)
        steps.append(Step("write-term", one.start, one.end, before, after, one.detail))
        text = text[: one.start] + after + text[one.end :]
    return tuple(steps), text


def _spaced(text: str, start: int, end: int, rendering: str) -> str:
    left = " " if start > 0 and text[start - 1].isalnum() else ""
    right = " " if end < len(text) and text[end].isalnum() else ""
    return f"{left}{rendering}{right}"


def placed(text: str, start: int, end: int, term: Requirement) -> Edit:
    """The edit that puts a term where the engine wrote something else for it.

    The possessive of what stood there is kept, and the plural if the term is one of persons; the
    article before it is made to fit; a generic word or an article is not doubled; a common noun
    gets a capital where a sentence begins, and a text in capitals stays one.

    >>> term = Requirement("term", 0, 3, "托里县", "Toli County")
    >>> placed("in Tory's County", 3, 9, term).apply("in Tory's County")
    "in Toli County's County"
    >>> placed("in Tory County", 3, 7, term).apply("in Tory County")
    'in Toli County'
    """
    gone = text[start:end]
    written = term.target
    owner = _POSSESSIVE.search(gone)
    plural = (
        term.persons
        and re.search(r"(?<![su'’])s$", gone[: owner.start()] if owner else gone) is not None
    )
    if plural:
        written = plural_of(written)
    if gone.isupper() and text.isupper() and len(gone) > 1:
        written = written.upper()
    elif gone[:1].isupper() and written[:1].islower() and _SENTENCE_STARTS.search(text[:start]):
        written = written[:1].upper() + written[1:]
    if owner:
        written = possessive_of(written, owner[0][0])
    else:
        end = _without_repeated(text, end, written)
    start = _without_doubled_article(text, start, written)
    return _with_article(text, Edit(start, end, written))


def opening_with(text: str, start: int, term: Requirement) -> str:
    """What stands before a place, and the term: an opening for the engine to go on from."""
    edit = placed(text[:start] + "x", start, start + 1, term)
    opening = edit.apply(text[:start] + "x")
    return opening[:1].upper() + opening[1:] if not start and text[:1].isupper() else opening


def tidied(text: str, needed: Sequence[Requirement]) -> tuple[tuple[Step, ...], str]:
    """An answer with what engines do to names that they copy put right, and the steps.

    A generic word said twice (`Toli County County`), and the article before a required name.
    """
    steps: list[Step] = []
    for one in needed:
        if one.kind != "term" or not stands_in([one.target], text):
            continue
        for found in reversed(list(re.finditer(rf"(?<!\w){re.escape(one.target)}(?!\w)", text))):
            end = _without_repeated(text, found.end(), one.target)
            edit = _with_article(text, Edit(found.start(), end, found[0]))
            before = text[edit.start : edit.end]
            if before != edit.after:
                steps.append(Step("tidy", edit.start, edit.end, before, edit.after, one.detail))
                text = edit.apply(text)
    return tuple(steps), text


def _without_repeated(text: str, end: int, term: str) -> int:
    """`end`, moved over the last word of the term if that follows once more."""
    last = term.rpartition(" ")[2]
    if last == term:
        return end
    stem = re.escape(last.removesuffix("s"))
    again = re.compile(rf" {stem}s?(?!\w)", re.IGNORECASE)
    while found := again.match(text, end):
        end = found.end()
    return end


def _without_doubled_article(text: str, start: int, term: str) -> int:
    if term.lower().startswith("the "):
        found = re.search(r"(?:^|(?<=\W))the $", text[:start], re.IGNORECASE)
        return found.start() if found else start
    return start


def _with_article(text: str, edit: Edit) -> Edit:
    """The edit with the `a` or `an` before it, where that does not fit what is written."""
    found = article_before(text, edit.start, edit.after)
    if found is None:
        return edit
    at, article = found
    return Edit(at, edit.end, article + edit.after)
