"""What a page as a whole is read as, for the lines that do not tell: menus, names, single words.

`Спорт` is Russian, Kazakh and Kyrgyz; what the longer lines of its page are in decides. Each script
has an answer of its own, so a Kazakh line in a Chinese page changes nothing for its Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from glossa.script import HAN
from glossa.segmentation.arabic import ARABIC_DEFAULT, arabic_evidence
from glossa.segmentation.cyrillic import CYRILLIC_DEFAULT, cyrillic_evidence

__all__ = ["Readings", "readings_of"]


class Readings(NamedTuple):
    """The language of letters that several languages share, where a line does not tell."""

    han: str = "zh-Hans"
    """`zh-Hans`, `zh-Hant` or `ja`."""
    cyrillic: str = CYRILLIC_DEFAULT
    arabic: str = ARABIC_DEFAULT
    latin: str = "en"


Identify = Callable[[str], str]
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_ARABIC: Final = re.compile("[\u0620-\u06d5]")
_KANA: Final = re.compile("[\u3041-\u309e\u30a1-\u30fa]")
_HAN: Final = re.compile(f"[{HAN}]")
_LATIN_PROSE: Final = re.compile(r"[^\W\d_]{2,}(?:[ '’-]+[^\W\d_]+){3}")
_LONG_HAN: Final = 12
_CLEARLY: Final = 3
_LINES: Final = 2
_LOOKED_AT: Final = 400


def readings_of(
    lines: Iterable[str], chinese: str, latin: Identify, simplified: frozenset[str]
) -> Readings:
    """The readings of a page of `lines`; `chinese` is its variant.

    `latin` tells the language of a line in Latin letters; `simplified`: characters that only
    simplified Chinese writes.
    """
    looked = [line[:_LOOKED_AT] for line in lines]
    text = "\n".join(looked)
    return Readings(
        han="ja" if _KANA.search(text) and _is_japanese(looked, simplified) else chinese,
        cyrillic=_ruling(looked, _CYRILLIC, cyrillic_evidence, CYRILLIC_DEFAULT, text),
        arabic=_ruling(looked, _ARABIC, arabic_evidence, ARABIC_DEFAULT, text),
        latin=_latin(looked, latin),
    )


def _ruling(
    lines: list[str],
    letters: re.Pattern[str],
    evidence: Callable[[str, str], str],
    default: str,
    text: str,
) -> str:
    """The language with the most letters among the lines that tell; twice, for some ask back."""
    if letters.search(text) is None:
        return default
    ours = [line for line in lines if letters.search(line)]
    ruling = default
    for _ in range(2):
        weight: Counter[str] = Counter()
        for line in ours:
            weight[evidence(line, ruling)] += len(letters.findall(line))
        weight.pop("", None)
        ruling = max(sorted(weight), key=weight.__getitem__) if weight else default
    return ruling


def _is_japanese(lines: list[str], simplified: frozenset[str]) -> bool:
    """Whether Han without kana is Japanese here: nothing on the page is plainly Chinese."""
    kana, bare = 0, []
    for line in lines:
        if len(_KANA.findall(line)) > 1:
            kana += 1
        elif _HAN.search(line):
            bare.append(line)
    if kana < _LINES:
        return False
    plain = "".join(bare)
    return simplified.isdisjoint(plain) and not any(
        len(_HAN.findall(line)) >= _LONG_HAN for line in bare
    )


def _latin(lines: list[str], identify: Identify) -> str:
    """Another language than English only where it has three times the letters of English."""
    weight: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for line in lines:
        if _LATIN_PROSE.search(line):
            tag = identify(line)
            weight[tag] += len(line)
            count[tag] += 1
    english = weight.pop("en", 0)
    if not weight:
        return "en"
    best = max(sorted(weight), key=weight.__getitem__)
    clear = weight[best] >= _CLEARLY * english and count[best] >= _LINES
    return best if clear and best != "zh-Latn-pinyin" else "en"
