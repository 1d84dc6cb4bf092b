"""Quotations and titles: words that are somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["cited", "code_spans", "is_reference", "line_at", "quotations"]

_CODE: Final = re.compile(
    r"```.*?```|(?<![\w`])`(?=[^\s`])[^`\n]{1,300}(?<!\s)`(?![\w`])", re.DOTALL
)
"""Code as Markdown and plain e-mail write it. A grave accent within a word is an apostrophe."""

# Each branch begins with the mark itself: only so does `re` pass over other signs at once.
_QUOTED: Final = re.compile(
    "“(?:[^“”\n]|\n(?!\n)){1,2000}”|《[^《》\n]{1,500}》|«(?:[^«»\n]|\n(?!\n)){1,2000}»"
    "|„(?:[^„“”\n]|\n(?!\n)){1,2000}[“”]|‹[^‹›\n]{1,500}›|〈[^〈〉\n]{1,500}〉"
    "|「[^「」\n]{1,2000}」|『[^『』\n]{1,2000}』"
    '|"(?<![^\\s(\\[—–-]")(?:[^"\n]|\n(?!\n)){1,2000}"(?!\\w)'
    # Single marks are apostrophes too: an apostrophe has a letter on both sides or ends a word.
    r"|‘(?<!\w‘)(?=[^\W\d])(?:[^‘’“”\n]|’(?=\w)|\n(?!\n)){1,500}(?<!\s)’(?!\w)"
    r"|'(?<![^\s(\[—–-]')(?=[^\W\d])(?:[^'\n]|(?<=\w)'(?=\w)|\n(?!\n)){1,500}(?<!\s)'(?!\w)"
)

_YEAR: Final = r"\(?(?:1[89]|20)\d\d[a-z]?\)?"
_REFERENCE: Final = re.compile(
    # Author, A. B. (1907). Title ...; Some Committee. 1985. Title ...
    r"^[\W\d]*[^\W\d_][^\s,]+(?:[ -][^\s,]+)?, (?:[^\W\d_a-z]\.[ -]?){1,3}"
    rf",? ?(?:(?:and|et|al\.|&|[^\W\d_a-z][\w.'’-]*),? ){{0,12}}{_YEAR}[.,:] "
    rf"|^[\W\d]*[^\W\d_a-z][^.\n]{{3,100}}\. {_YEAR}\. [^\W\d_a-z][^\n]*\w: "
    # ... (Durham: Duke University Press, 2021)
    rf"|\([^\W\d_a-z][^():\n]{{1,60}}: [^()\n]{{2,80}}, {_YEAR}\)"
    # ... Oxford: Clarendon Press.
    r"|[.,] [^\W\d_a-z][\w .-]{1,30}: [^\W\d_a-z][\w&' .-]{1,50}(?:Press|Verlag|Books|Publishers)"
    r"(?:, (?:1[89]|20)\d\d)?\.?$"
)
"""A line that cites a work, in the ways of the usual manuals of style."""
_YEAR_DIGITS: Final = re.compile(r"(?:1[89]|20)\d\d|(?:Press|Verlag|Books|Publishers)\.?$")
_LINE: Final = 500
"""Characters of a line looked at on either side."""


def line_at(text: str, at: int) -> str:
    r"""The line at an offset, as far as 500 characters on either side.

    >>> line_at("one\ntwo", 5)
    'two'
    """
    first = text.rfind("\n", max(0, at - _LINE), at) + 1 or max(0, at - _LINE)
    last = text.find("\n", at, at + _LINE)
    return text[first : last if last >= 0 else at + _LINE]


@lru_cache(maxsize=64)  # the names of a line ask one after the other
def is_reference(line: str) -> bool:
    """Whether a line is an entry of a list of works, or a note that cites one.

    >>> is_reference("Stein, M. A. (1907). Ancient Khotan. Oxford: Clarendon Press.")
    True
    >>> is_reference("Stein (1907) went to Khotan.")
    False
    """
    return _YEAR_DIGITS.search(line) is not None and _REFERENCE.search(line) is not None


def cited(blocks: Iterable[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """The parts of all blocks that are references; `blocks`: each with its parts."""
    return frozenset(
        part for block, parts in blocks if len(parts) > 1 and is_reference(block) for part in parts
    )


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` between quotation marks or title marks, the marks included.

    >>> list(quotations("He said “no”."))
    [(8, 12)]
    """
    return (found.span() for found in _QUOTED.finditer(text))


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` between grave accents: code.

    >>> list(code_spans("run `Hetian`, not Ku`erle")), list(code_spans("Ku`erle, Ya`an"))
    ([(4, 12)], [])
    """
    if "`" not in text:
        return iter(())
    return (found.span() for found in _CODE.finditer(text))
