"""Write a preferred term in the form in which the text had the variant.

Plurals, ALL CAPS, capitals at the start of a sentence or in a title, the kind of apostrophe and
words the text already spells its own way are kept. Possessives and the rest of a hyphenated
compound lie outside the match and are never touched.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["capitalised", "in_form", "plural_of"]

_SMALL_WORDS: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


@lru_cache(maxsize=4096)
def in_form(target: str, surface: str, term: str, *, plural: str = "", curly: bool = False) -> str:
    """`target` as the text would write it where it has `surface`.

    Args:
        target: the preferred term as the glossary writes it.
        surface: what stands in the text, a plural ending included.
        term: the matched term as the glossary writes it; tells names from common nouns.
        plural: the plural ending of `surface`: `s`, `es` or nothing.
        curly: whether the rest of the text uses curly apostrophes; counts if `surface` has none.

    >>> in_form("Uygur", "UYGHURS", "Uyghur", plural="s")
    'UYGURS'
    >>> in_form("Hotan County", "Hetian county", "Hetian County")
    'Hotan county'
    """
    result = plural_of(target) if plural else target
    if surface.isupper() and not term.isupper() and sum(map(str.isalpha, surface)) > 1:
        result = result.upper()
    else:
        result = _with_capitals(result, surface, term)
        result = _keeping_words(result, surface)
    if "'" in result and ("’" in surface or ("'" not in surface and curly)):
        result = result.replace("'", "’")
    elif "’" in result and ("'" in surface or ("’" not in surface and not curly)):
        result = result.replace("’", "'")
    return result


def plural_of(term: str) -> str:
    """The English plural of a term's last word.

    >>> plural_of("Uygur"), plural_of("Kirgiz"), plural_of("Hui people"), plural_of("local variety")
    ('Uygurs', 'Kirgizes', 'Hui people', 'local varieties')
    """
    lower = term.lower()
    if lower.endswith("people"):
        return term
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return term + "es"
    if lower.endswith("y") and lower[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return term[:-1] + "ies"
    return term + "s"


def capitalised(term: str) -> str:
    """A term as it stands alone; what begins with a small letter on purpose keeps it.

    >>> capitalised("e-commerce"), capitalised("iQiyi"), capitalised("chinadaily.com.cn")
    ('E-commerce', 'iQiyi', 'chinadaily.com.cn')
    """
    first = term.split(" ", 1)[0]
    return term if term[1:2].isupper() or "." in first else term[:1].upper() + term[1:]


def _with_capitals(target: str, surface: str, term: str) -> str:
    """Capitals that the place asks for: a common noun at the start of a sentence or in a title."""
    if not (term[:1].islower() and target[:1].islower() and surface[:1].isupper()):
        return target
    words = [word for word in surface.split() if word.lower() not in _SMALL_WORDS]
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(
            word if word in _SMALL_WORDS else word[:1].upper() + word[1:]
            for word in target.split(" ")
        )
    return target[:1].upper() + target[1:]


def _keeping_words(target: str, surface: str) -> str:
    """Where both have the same words but for case, the text's own word stays."""
    ours, theirs = target.split(" "), surface.split()
    if len(ours) != len(theirs) or len(ours) < 2:
        return target
    return " ".join(
        their if their.casefold() == our.casefold() else our
        for our, their in zip(ours, theirs, strict=True)
    )
