"""How Chinese names are read."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["syllables_of"]


@lru_cache(maxsize=4096)
def syllables_of(text: str) -> tuple[str, ...]:
    """The syllables of a Chinese text in pinyin without tones, ü as u.

    >>> syllables_of("李明"), syllables_of("女")
    (('li', 'ming'), ('nu',))
    """
    from pypinyin import lazy_pinyin

    return tuple(one.replace("ü", "u").replace("v", "u") for one in lazy_pinyin(text))
