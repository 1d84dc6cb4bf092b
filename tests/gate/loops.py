"""Whether an answer goes round in circles, by the judge's own rules: none of glossa's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

__all__ = ["repeats"]

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(f"[{HAN}]|(?:(?![{HAN}])[^\\W_])+")
STUTTER = re.compile(r"([^\W\d_]{1,6}?)\1{3,}")
SMALL = frozenset(["a", "an", "the", "and", "or", "as", "is", "it", "that", "this"])
SMALL |= {"at", "by", "for", "from", "in", "of", "on", "to", "with"}


def words(text: str) -> list[str]:
    """Words and ideographs in small letters, half width, without signs."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def in_a_row(said: Sequence[str]) -> tuple[int, int]:
    """How often some phrase stands in a row at most, and how many words it has."""
    times, length = 1, 0
    for size in range(1, len(said) // 2 + 1):
        run = 0
        for first, second in zip(said, said[size:], strict=False):
            run = run + 1 if first == second else 0
            if run // size + 1 > times:
                times, length = run // size + 1, size
    return times, length


def repeats(source: str, target: str) -> str:
    """What the target says again and again though its source does not; empty where it does not.

    A phrase three times in a row; one of two words or more twice in a row; one word of substance
    three times, and half or more of all that is said; one to six letters four times inside a word,
    if the source doubles nothing (`哈哈`). What the source says so often the target may say too.
    """
    asked, said = words(source), words(target)
    often, _ = in_a_row(asked)
    times, size = in_a_row(said)
    if times > max(2, often) or (times > often and size > 1):
        return f"a phrase of {size} {times} times"
    found = STUTTER.search(target.casefold())
    if found and often < 2 and not STUTTER.search(source.casefold()):
        return f"{found[0]!r}"
    heavy = Counter(word for word in said if word not in SMALL and not word.isdigit())
    word, count = heavy.most_common(1)[0] if heavy else ("", 0)
    if count >= 3 and count * 2 >= heavy.total() and count > max(Counter(asked).values()):
        return f"{word!r} {count} times"
    return ""
