"""Whether a wanted rendering stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["stands_in"]


def stands_in(forms: Iterable[str], text: str) -> bool:
    """Whether one of the forms stands in the text as words of their own.

    In any case, with either apostrophe, over a line break, in the plural or possessive.

    >>> stands_in(["Toli County"], "toli County’s figs"), stands_in(["Toli"], "metolian")
    (True, False)
    """
    return any(_pattern(form).search(text) for form in forms)


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    body = re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")
    left = r"(?<!\w)" if form[:1].isalnum() else ""
    right = r"(?:['’]s|e?s['’]?|['’])?(?!\w)" if form[-1:].isalnum() else ""
    return re.compile(left + body + right, re.IGNORECASE)
