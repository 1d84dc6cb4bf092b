"""The second cleaning, after test and dev sets are chosen: what only looks like a good pair.

Pure standard library. `fault` names what is wrong with one pair; `Repetition` counts lines that a
machine made from one pattern.
"""

from __future__ import annotations

import re
from collections import Counter

import pairs
import recipe as settings
from augment import Pair

LEFTOVER = re.compile(
    r"\]\s*\(|\{\{|\}\}|^\s*(?:[-*#+>]|\d+\.)\s+\S.*\|.*\||\b(?:href|src|alt|class)=|/docs/"
    r"|\.md\b|\\[nt]|\bhttps?\b.*\bhttps?\b"
)
KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]")
LOOPED_ZH = re.compile(r"([\u3400-\u9fff])\1{3}|([\u3400-\u9fff]{2,6})\2{2}")
LOOPED_EN = re.compile(r"\b(\w+)(?: \1){2}\b", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]+")
ENGLISH = frozenset(settings.words("english"))
DIGIT = re.compile(r"\d")
CHINESE_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾廿卅]")
NUMBER_WORDS = {
    "0": "zero no none",
    "1": "one first once single a an january",
    "2": "two second twice double both pair february",
    "3": "three third triple march thrice",
    "4": "four fourth quarter april",
    "5": "five fifth may",
    "6": "six sixth june",
    "7": "seven seventh july",
    "8": "eight eighth august",
    "9": "nine ninth september",
}


def repeats(units: list[str], size: int, times: int) -> bool:
    """Whether one run of `size` units comes `times` times or more and fills a third of the text."""
    if len(set(units)) > len(units) - size * (times - 1) // 2 or len(units) < size * times:
        return False
    counts = Counter(tuple(units[at : at + size]) for at in range(len(units) - size + 1))
    most = max(counts.values())
    return most >= times and most * size * 3 >= len(units)


def is_looped(zh: str, en: str) -> bool:
    """Whether a side says the same again and again, as machines do that have lost their way."""
    words = en.lower().split()
    return (
        LOOPED_ZH.search(zh) is not None
        or repeats(words, 3, 4)
        or repeats(list(zh), 4, 4)
        or LOOPED_EN.search(en) is not None
    )


def is_english(en: str) -> bool:
    """Whether running text has the small words that English needs; short strings pass."""
    if en.count(" ") < 8:
        return True
    words = [word.lower() for word in WORD.findall(en)]
    plain = [word for word in words if len(word) > 1]
    return len(words) < 9 or sum(word in ENGLISH for word in words) >= 0.08 * max(len(plain), 1)


def numbers_agree(zh: str, en: str) -> bool:
    """Whether every digit run of each side stands on the other, in digits or as a word.

    Longer numbers of the English side may come from Chinese numerals; those are not worked out.
    """
    if not DIGIT.search(zh) and not DIGIT.search(en):
        return True
    mine = [run.lstrip("0") or "0" for run in re.findall(r"\d+", zh)]
    theirs = [run.lstrip("0") or "0" for run in re.findall(r"\d+", en)]
    low = set(en.lower().replace("-", " ").split()) | {word.lower() for word in WORD.findall(en)}
    joined = {run.replace(",", "") for run in re.findall(r"\d[\d,]*\d", en)}
    for run in mine:
        if (
            run in theirs
            or run in joined
            or (run in NUMBER_WORDS and low & set(NUMBER_WORDS[run].split()))
        ):
            continue
        if re.search(rf"(?<!\d)0*{run}\s*(?:月|万|亿|千|百|[:.,]?\d)", zh):
            continue
        return False
    if CHINESE_NUMBER.search(zh):
        return True
    together = "".join(re.findall(r"\d", zh))
    return all(run in mine or run in together for run in theirs if len(run) > 1)


def fault(zh: str, en: str, kind: str) -> str:
    """What is wrong with a normalised pair; empty where nothing is."""
    if LEFTOVER.search(zh) or LEFTOVER.search(en):
        return "markup"
    if KANA_HANGUL.search(zh) or KANA_HANGUL.search(en) or not is_english(en):
        return "language"
    if is_looped(zh, en):
        return "repetition"
    if kind not in ("names", "dictionary") and not numbers_agree(zh, en):
        return "numbers"
    han = pairs.count_han(zh)
    if han >= 20:
        expected = 3.0 * han + len(re.findall(r"[A-Za-z0-9]", zh))
        if not 0.45 * expected <= len(en) <= 2.4 * expected:
            return "length"
    return ""


class Repetition:
    """Lines of one pattern, counted per source: beyond `cap` they teach nothing more.

    The pattern of a pair is both sides with digits and Latin words of the Chinese side masked, and
    of a longer pair its beginning and end alone.
    """

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.counts: Counter[tuple[str, str]] = Counter()

    def is_worn(self, zh: str, en: str) -> bool:
        """Counts a pair; true once its pattern was there `cap` times."""
        plain = re.sub(r"[A-Za-z0-9_.:/-]+", "0", zh)
        if len(plain) > 12:
            words = en.split()
            pattern = plain[:5] + "…" + plain[-4:], " ".join([*words[:2], *words[-1:]])
        elif re.search(r"[::]", plain):
            pattern = plain.partition(":")[0], en.split(":", maxsplit=1)[0]
        elif "0" in plain:
            pattern = plain, re.sub(r"[A-Z0-9][\w.:/-]*", "0", en)
        else:
            return False
        self.counts[pattern] += 1
        return self.counts[pattern] > self.cap


def mended(zh: str, en: str) -> Pair:
    """The pair with marks that no vocabulary holds written out: the sign of Plurality."""
    return zh.replace("⿻", "多元"), en.replace("⿻", "plural")
