"""Quotations and titles: words that are somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["code_spans", "quotations"]

_CODE: Final = re.compile(
    r"```.*?```|(?<![\w`])`(?=[^\s`])[^`\n]{1,300}(?<!\s)`(?![\w`])", re.DOTALL
)
"""Code as Markdown and plain e-mail write it. A grave accent within a word is an apostrophe."""

_QUOTED: Final = re.compile(
    "“(?:[^“”\n]|\n(?!\n)){1,2000}”|《[^《》\n]{1,500}》|«(?:[^«»\n]|\n(?!\n)){1,2000}»"
    "|„(?:[^„“”\n]|\n(?!\n)){1,2000}[“”]|‹[^‹›\n]{1,500}›|〈[^〈〉\n]{1,500}〉"
    "|「[^「」\n]{1,2000}」|『[^『』\n]{1,2000}』"
    '|(?<![^\\s(\\[—–-])"(?:[^"\n]|\n(?!\n)){1,2000}"(?!\\w)'
    # Single marks are apostrophes too: an apostrophe has a letter on both sides or ends a word.
    r"|(?<!\w)‘(?=[^\W\d])(?:[^‘’“”\n]|’(?=\w)|\n(?!\n)){1,500}(?<!\s)’(?!\w)"
    r"|(?<![^\s(\[—–-])'(?=[^\W\d])(?:[^'\n]|(?<=\w)'(?=\w)|\n(?!\n)){1,500}(?<!\s)'(?!\w)"
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
