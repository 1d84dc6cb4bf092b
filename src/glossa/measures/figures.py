"""Read the numbers in a text, Chinese or English, whatever they are written with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from glossa.numerals import (
    CHINESE_NUMBER,
    ENGLISH_SCALES,
    ENGLISH_SMALL,
    MONTHS,
    NUMBER,
    chinese_value,
    digit_sequence,
)

__all__ = ["lost_numbers", "numbers", "readings"]

_ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "primary": 1, "secondary": 2, "tertiary": 3, "once": 1, "twice": 2, "thrice": 3,
    "double": 2, "dual": 2, "both": 2, "pair": 2, "couple": 2, "triple": 3, "quarter": 4,
    "dozen": 12, "decade": 10, "century": 100, "single": 1, "fortnight": 14, "midnight": 0,
    "noon": 12, "biennial": 2, "bilateral": 2, "trilateral": 3, "weekly": 7,
    "binary": 2, "octal": 8, "decimal": 10, "hexadecimal": 16, "hex": 16, "half": 2,
}  # fmt: skip
_SCALES: Final = {**ENGLISH_SCALES, "bn": 10**9, "mn": 10**6, "trn": 10**12, "k": 1000}
_MONTHS: Final[dict[str, int]] = {
    **{month.casefold(): number for number, month in enumerate(MONTHS, 1)},
    **{month[:3].casefold(): number for number, month in enumerate(MONTHS, 1)},
    "sept": 9,
}
_ROMAN: Final = re.compile("(?=[IVXL])L?X{0,4}(?:IX|IV|V?I{0,3})")
_ROMAN_LETTERS: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_SIGNS: Final = {chr(0x2160 + value): value + 1 for value in range(12)}
_CIRCLED: Final[dict[str, int]] = {
    **{chr(0x2460 + value): value + 1 for value in range(20)},
    **{chr(0x2474 + value): value + 1 for value in range(20)},
    **{chr(0x2776 + value): value + 1 for value in range(10)},
    **_ROMAN_SIGNS,
}
_FULLWIDTH: Final = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_CIRCLED_CLASS: Final = "".join(_CIRCLED)
_ARABIC: Final = "[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\\.[0-9]++)?+|[0-9]++(?:\\.[0-9]++)?+"

# What a source says in numbers, the more special first. A single numeral (`一个`, `三思`) is none,
# nor are runs that are words (`万一`, `千万`, `百姓`, `五一`): `chinese_value` refuses most.
_ROW: Final = "[零〇○一二三四五六七八九]"
_NUMERAL: Final = "[一二三四五六七八九十]"
_DECADE: Final = f"(?:[0-9]{{2}}|{_NUMERAL}十)"
_NOT_INSIDE: Final = "(?<![零〇一二三四五六七八九十百千万亿])"
_SOURCE: Final = re.compile(
    f"(?P<century>[0-9]{{1,2}}|{_NUMERAL}{{1,3}}) ?世纪 ?(?P<decade>{_DECADE}) ?年代"
    f"|(?P<decade2>{_DECADE}) ?年代"
    "|(?P<hour>[0-9]{1,2})(?=[时点:：][^代])"
    f"|(?P<year>{_ROW}{{4}})(?=年)"
    f"|{_NOT_INSIDE}(?P<month>{_NUMERAL}{{1,2}})(?=月[份0-9一二三四五六七八九十])"
    f"|(?<=月)(?P<day>{_NUMERAL}{{1,3}})(?=日)"
    "|第(?P<ordinal>[一二三四五六七八九十百零]{1,6})(?![一二三四五六七八九十百天年日晚])"
    "|(?<![0-9.])(?P<spaced>[0-9]{1,3}(?: [0-9]{3})+)(?![0-9])"
    f"|(?P<arabic>{NUMBER}(?: ?[多余])?[万亿]{{0,2}})"
    f"|(?<![几数上第])(?<!{_NUMERAL})(?P<numerals>{CHINESE_NUMBER})"
    f"|(?P<circled>[{_CIRCLED_CLASS}])"
)
_WORD: Final = re.compile(f"{_ARABIC}|[A-Za-z]+|[{_CIRCLED_CLASS}]|[^A-Za-z0-9\\s]")

_ANY_NUMERAL: Final = re.compile(f"[0-9零〇○一二两三四五六七八九十百千万亿{_CIRCLED_CLASS}]")

_HALF: Final = re.compile("half an? (hundred|thousand|million|billion|trillion)")
_RANGE: Final = re.compile("(?<![0-9])([0-9]{1,2}) ?(?:[-–—~]|to) ?([0-9]{1,2})(?![0-9])")
_NOUGHT: Final = re.compile("(?i)(?<![0-9.,])[0０](?![0-9])|zero|nought|nil|no |none")
_GROUPED: Final = re.compile("[0-9]+(?:[^0-9A-Za-z]{1,3}[0-9]+){0,12}")
_DOTTED: Final = re.compile("(?<![0-9.])([0-9]{1,2})\\.([0-9]{2})(?![0-9])")


def numbers(text: str) -> Counter[str]:
    """The numbers in a text, each in one spelling whatever it was written as: `7233000000`.

    Knows 万 and 亿, Chinese numerals, decades, thousands separators, circled and Roman signs; not
    the words of English, which `lost_numbers` reads. Numbers of five digits and more keep their
    leading zeros: they are codes.
    """
    return Counter(value for value, _ in _said(text))


def lost_numbers(source: str, target: str) -> tuple[str, ...]:
    """The numbers of the source, as they stand there, that the target does not say in any way.

    Each once, in order. A number said twice in the source need stand only once in the target; 1 may
    become a mere article. Circled signs are one number together, `②③`.
    """
    asked = list(_said(source))
    if not asked:
        return ()  # most sentences: the target need not be read
    said = _said_by(source, target)
    grouped = _GROUPED.findall(target.translate(_FULLWIDTH))
    afternoon = re.search(r"(?i)p\.?\s?m\b|afternoon|evening|night", target) is not None
    marks = _lost_marks(source, target, said)
    lost = []
    for value, raw in asked:
        if raw in _CIRCLED:
            lost.extend([marks] if raw in marks else [])
            continue
        if value in said or value == "1" or (value == "2" and "half" in target.casefold()):
            continue
        if len(value) >= 5 and value.isdigit() and raw.isdigit() and _holds(grouped, value):
            continue  # a code or telephone number, grouped in another way
        if len(raw) == 4 and re.search(f"[–-]{raw[2:]}\\b", target):
            continue  # `1038–40`
        if raw.endswith("年代") and any(other.endswith(value) for other in said):
            continue  # `80年代`: the 1980s
        if "民国" in source and value.isdigit() and str(int(value) + 1911) in said:
            continue  # years counted from 1912
        if afternoon and value.isdigit() and 12 < int(value) <= 24 and str(int(value) - 12) in said:
            continue
        lost.append(raw)
    return tuple(dict.fromkeys(lost))


def _said_by(source: str, target: str) -> set[str]:
    """Every number that a target can be taken to say to this source."""
    said = readings(target)
    # `half a million`, and `5.30` for half past five.
    said |= {_canonical(Decimal(_SCALES[word]) / 2) for word in _HALF.findall(target.casefold())}
    said |= {_digits(part) for pair in _DOTTED.findall(target) for part in pair}
    if "00" not in source and not _NOUGHT.search(target):
        said.discard("0")  # `00` does not say it
    return said


def _holds(grouped: Sequence[str], code: str) -> bool:
    """Whether the digits of a code stand in a row of figures: its groups, whole, no digit more."""
    for row in grouped:
        groups = re.findall("[0-9]+", row)
        starts = range(len(groups))
        if any("".join(groups[a : b + 1]) == code for a in starts for b in range(a, len(groups))):
            return True
    return False


def _lost_marks(source: str, target: str, said: set[str]) -> str:
    """The circled signs of the source that are lost, in one string."""
    marks = re.findall(f"[{_CIRCLED_CLASS}]", source)
    if not marks:
        return ""
    together = "".join(str(_CIRCLED[mark]) for mark in marks)
    if len(marks) > 1 and any(together in run for run in re.findall("[0-9]+", target)):
        return ""  # `①②③` as `123`
    covered = {
        str(value)
        for first, last in _RANGE.findall(target)
        for value in range(int(first), int(last) + 1)
    }
    known = said | covered | {"1"}
    return "".join(dict.fromkeys(mark for mark in marks if str(_CIRCLED[mark]) not in known))


def readings(text: str) -> set[str]:
    """Every number that a text of any language can be taken to say; generous on purpose."""
    return set(_read_english(text)) | {value for value, _ in _said(text)}


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(text: str) -> str:
    plain = text.replace(",", "")
    if plain.isdigit():
        return plain if len(plain) > 4 else str(int(plain))
    return _canonical(Decimal(plain))


def _said(text: str) -> Iterator[tuple[str, str]]:
    """(value, raw) of each number in a text of any language."""
    text = text.translate(_FULLWIDTH)
    if not _ANY_NUMERAL.search(text):
        return  # much quicker than to try every pattern at every place
    for match in _SOURCE.finditer(text):
        kind = str(match.lastgroup)
        raw = match.group()
        if kind == "decade":
            century, decade = chinese_value(match["century"]), chinese_value(match["decade"])
            if century is not None and decade is not None:
                yield _canonical((century - 1) * 100 + decade), raw
        elif kind == "circled":
            yield str(_CIRCLED[raw]), raw
        elif kind == "year":
            yield str(digit_sequence(raw)), raw
        elif kind == "spaced":
            yield _digits(raw.replace(" ", "")), raw
        elif kind in {"arabic", "hour"}:
            yield from _arabic(raw)
        else:
            value = chinese_value(match[kind])
            if value is None or (kind == "numerals" and not _is_number(match)):
                continue
            yield _canonical(value), raw


def _arabic(raw: str) -> Iterator[tuple[str, str]]:
    plain = raw.replace(" ", "").replace("多", "").replace("余", "")
    if plain.replace(",", "").replace(".", "").isdigit():
        yield _digits(plain), raw
        return
    value = chinese_value(plain)
    if value is not None:
        yield _canonical(value), raw


def _is_number(match: re.Match[str]) -> bool:
    """Whether a run of numerals is a number: two signs at least, with a scale, and no festival."""
    raw = match.group()
    follower = match.string[match.end() : match.end() + 1]
    if len(raw) < 2 or not any(sign in raw for sign in "十百千万亿"):
        return False
    return (
        not (raw == "十一" and follower not in set("个月日年岁名人家届期号点时次"))
        and raw[0] not in "百千万亿"
    )


def _read_english(text: str) -> Iterator[str]:
    """Every value that an English text can be taken to say; generous on purpose."""
    phrase: list[Decimal] = []  # [finished thousands, current]
    pending: list[Decimal] = []  # `3 to 5 million`: 3 may be 3 million
    for word in _WORD.findall(text.translate(_FULLWIDTH)):
        lower = word.casefold()
        scale = _SCALES.get(lower)
        if scale and phrase:
            phrase = _scaled(phrase, scale)
            yield from (_canonical(value * scale) for value in pending)
            yield _canonical(sum(phrase, Decimal(0)))
            continue
        value = _word_value(word, lower)
        if value is not None:
            yield _digits(word) if word[0] in "0123456789" else _canonical(value)
            pending = [*pending[-1:], phrase[-1]] if phrase else pending[-1:]
            phrase = _continued(phrase, value)
            yield _canonical(sum(phrase, Decimal(0)))
            continue
        if scale:
            phrase = [Decimal(scale), Decimal(0)]  # `a hundred`
            yield _canonical(Decimal(scale))
        elif lower not in {"and", "-", "to", "–", "or", "a"}:
            phrase, pending = [], []
        elif lower not in {"and", "-"} and phrase:
            pending, phrase = [phrase[-1]], []


def _word_value(word: str, lower: str) -> Decimal | None:
    if word[0] in "0123456789":
        return Decimal(word.replace(",", ""))
    value = ENGLISH_SMALL.get(lower, _ORDINALS.get(lower, _MONTHS.get(lower)))
    if value is None:
        value = _CIRCLED.get(word)
    if value is None and _ROMAN.fullmatch(word):
        value = _roman(word)
    stem = lower.removesuffix("ly").removesuffix("s").removesuffix("th")
    if value is None and stem != lower:  # `twentieth`, `thirdly`, `seventies`, `hundredth`
        ending = stem.removesuffix("ie") + "y"
        value = _ORDINALS.get(stem, ENGLISH_SMALL.get(stem, ENGLISH_SMALL.get(ending)))
        value = value if value is not None else _SCALES.get(stem)
    return None if value is None else Decimal(value)


def _roman(word: str) -> int:
    values = [_ROMAN_LETTERS[letter] for letter in word]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


# Beyond 28 digits a remainder cannot be had exactly; what is that long is a code.
_TOO_LARGE: Final = Decimal(10) ** 24


def _continued(phrase: list[Decimal], value: Decimal) -> list[Decimal]:
    """`twenty` + `one`, `two hundred` + `five`; anything else begins a new number."""
    if phrase:
        finished, current = phrase
        if current == 0 and finished and value < 1000:
            return [finished, value]
        fits = (20 <= current < 100 and current % 10 == 0 and 0 < value < 10) or (
            100 <= current < _TOO_LARGE and current % 100 == 0 and value < 100
        )
        if fits:
            return [finished, current + value]
    return [Decimal(0), value]


def _scaled(phrase: list[Decimal], scale: int) -> list[Decimal]:
    finished, current = phrase
    if scale == 100:
        return [finished, current * scale]
    return [finished + (current or 1) * scale, Decimal(0)]
