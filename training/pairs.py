"""Pure text work on one (zh, en) pair: normalise, judge, key, hash. No third-party imports."""

from __future__ import annotations

import hashlib
import re
import unicodedata

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile(r"[A-Za-z]")
MARKUP = re.compile(
    r"[<>{}\\`\ufffd]|%[\w(]|\$[\w({]|&#?\w+;|__|\]\(|\[\[|==|\*\*|::|\|\||@\w+@|~~|#\w+#|https?:"
)
MNEMONIC_ZH = re.compile(r"\s*[((][_&]?[A-Z0-9][))]")
MNEMONIC_EN = re.compile(r"(?<!\w)[_&](?=[A-Za-z])|(?<=[A-Za-z])_(?=[A-Za-z])")
END_MARKS = ".。!!;;,,::…"
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u3000": " "})
SKIP_GLOSS = re.compile(
    r"^(lit\.|fig\.|abbr|see |also |old |variant|same as|surname|used |erhua|CL:)|[()\[\];]",
    re.IGNORECASE,
)


class _Folding(dict[int, str]):
    """What `fold` makes of a character, worked out once for each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if 0xFF01 <= code <= 0xFF5E or 0xF900 <= code <= 0xFAFF or code == 0x3000:
            char = unicodedata.normalize("NFKC", char)
        elif unicodedata.category(char) in ("Cc", "Cf", "Zs"):
            char = " " if unicodedata.category(char) != "Cf" else ""
        self[code] = char
        return char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """NFKC where it is safe: only full-width ASCII, compatibility Han and spaces are changed."""
    return re.sub(r"\s+", " ", text.translate(_FOLDING)).strip()


def normalise_zh(text: str) -> str:
    """Chinese side: folded, keyboard mnemonics such as (_P) cut."""
    return MNEMONIC_ZH.sub("", fold(text)).strip()


def normalise_en(text: str) -> str:
    """English side: folded, straight quotes, mnemonics such as _Print cut."""
    return MNEMONIC_EN.sub("", fold(text.translate(QUOTES))).strip()


def key(text: str) -> str:
    """Letters and digits only, NFKC and case-folded: equal keys mean near copies."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", plain)


def share(text: str, salt: str) -> float:
    """A stable number in [0, 1) from the text: the same on every machine and run."""
    digest = hashlib.sha256(f"{salt}\0{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def count_han(text: str) -> int:
    """Number of Chinese characters."""
    return len(HAN.findall(text))


def copies(weight: float, text: str, salt: str) -> int:
    """Turns a fractional weight into a whole number of copies, decided by the text's hash."""
    whole = int(weight)
    return whole + (share(text, salt) < weight - whole)


def weight_for(length: int, bands: list[list[float]]) -> float:
    """The weight of the first band [limit, weight] whose limit holds the length; else 0."""
    for limit, weight in bands:
        if length <= limit:
            return weight
    return 0.0


def numbers(text: str) -> list[str]:
    """Runs of two or more digits, sorted, leading zeros dropped."""
    return sorted(run.lstrip("0") for run in re.findall(r"\d{2,}", text))


def is_good(zh: str, en: str) -> bool:
    """Whether a normalised pair is fit for training."""
    han = count_han(zh)
    if not han or not LATIN.search(en) or HAN.search(en) or zh == en:
        return False
    if MARKUP.search(zh) or MARKUP.search(en) or "肤色" in zh:
        return False
    if len(zh) > 200 or len(en) > 600:
        return False
    latin = len(re.findall(r"[A-Za-z0-9]", zh))
    expected = 3.0 * han + latin
    if not 0.3 * expected - 6 <= len(en) <= 2.4 * expected + 12:
        return False
    if latin > 4 * han + 12:
        return False
    if not en.isascii() and any(mark.isalpha() and ord(mark) > 0x24F for mark in en):
        return False
    return not (len(numbers(zh)) and not set(numbers(zh)) <= set(numbers(en)))


def clean(zh: str, en: str, kind: str) -> tuple[str, str] | None:
    """The pair ready for training, or None.

    kind: interface, prose, names or dictionary. Dictionary glosses stand alone, so they get the
    capital that a lone interface string has; entries of one character are left out.
    """
    zh, en = normalise_zh(zh), normalise_en(en)
    if kind == "dictionary":
        if count_han(zh) < 2 or SKIP_GLOSS.search(en):
            return None
        en = en[:1].upper() + en[1:]
    return (zh, en) if is_good(zh, en) else None


def bare(zh: str, en: str) -> tuple[str, str]:
    """Both sides without their end punctuation, as headlines and buttons have it."""
    return zh.rstrip(END_MARKS + " "), en.rstrip(END_MARKS + " ")


def can_hold_out(zh: str, en: str, low: int, high: int, words: int) -> bool:
    """Whether a pair may serve in the held-out interface test."""
    return low <= count_han(zh) and len(zh) <= high and len(en.split()) >= words
