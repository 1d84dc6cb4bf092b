"""Numbers that a target says and its source does not.

Tuned to silence: good translations add small numbers, round, convert and write years out in full.
What can be explained by anything in the source is not invented.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from glossa.measures.figures import readings
from glossa.numerals import CHINESE_DIGITS, ENGLISH_SCALES, chinese_value, digit_sequence

__all__ = ["invented_numbers"]

_SCALES: Final = {**ENGLISH_SCALES, "bn": 10**9, "mn": 10**6, "trn": 10**12, "k": 10**3}
_SCALE: Final = re.compile(f"(?i)\\b(?:{'|'.join(_SCALES)})\\b")
# Not part of a name or code (`F-16`, `PM2.5`, `4G`), of a time or of a version (`1.2.3`).
_FIGURE: Final = re.compile(
    r"(?<![\w.:/⁄])(?<!&#)(?<![A-Za-z][-–])(?<![0-9][.,])"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+|[0-9]++(?:\.[0-9]++)?+)"
    f"(?:[ -]?(?P<scale>{'|'.join(_SCALES)})(?![A-Za-z]))?"
    r"(?:s|st|nd|rd|th)?(?![A-Za-z0-9_])(?![:/⁄][0-9])(?![.,][0-9])"
    r"(?P<after>[- ]?(?:°?[A-Za-z]+|%)?)"
)
# Too long for a time: what an engine makes of a date and an hour (`202511110:01011101`).
_NO_TIME: Final = re.compile(r"(?<![\w.])[0-9]{5,}(?=:)|(?<=[0-9]:)[0-9]{5,}(?![\w.:])")
_CLOCK: Final = re.compile(r"[0-9]{1,2}[.:][0-9]{2}")
_CONVERTED: Final = re.compile(
    "(?i)[- ]?°?(?:miles?|mi|feet|foot|ft|inch(?:es)?|yards?|pounds?|lbs?|ounces?|acres?|hectares?"
    "|gallons?|f|fahrenheit|celsius|c|km|kilomet(?:er|re)s?|met(?:er|re)s?|m|cm|kg|kilograms?|kilos?"
    "|tons?|tonnes?|square|mph|kph)"
)
_SIGNS: Final = "".join(CHINESE_DIGITS)
_NUMERALS: Final = re.compile(f"[{_SIGNS}十百千万亿拾佰仟廿卅]+")
_VAGUE: Final = re.compile("[几数多余近上好成来许][十百千万亿]|[十百千万亿][几数多余来把]")
_PARTS: Final = re.compile("分之|[半成折倍番全都]|百分百|翻|％|%")
_SMALLEST: Final = 13  # what is below comes and goes freely: articles, pairs, dozens, months


@dataclass(frozen=True)
class _Figure:
    raw: str
    digits: str
    value: Decimal
    after: str

    @property
    def is_year(self) -> bool:
        return len(self.raw) == 4 and self.raw.isdigit() and 1000 <= self.value <= 2100

    @property
    def significant(self) -> str:
        return f"{self.value:f}".replace(".", "").strip("0")


def invented_numbers(source: str, target: str) -> tuple[str, ...]:
    """The figures of the target, as they stand there, that nothing in the source can mean.

    Each once, in order. Only what is written in digits, from 13 up; never a part of a name (`F-16`)
    or a time of day. Conversions, roundings, shortened years and vague numbers are let pass.
    """
    figures = [one for one in _figures(target) if one.value >= _SMALLEST or "." in one.raw]
    if not figures:
        return ()
    known = _Source(source)
    scales = [Decimal(_SCALES[one.casefold()]) for one in _SCALE.findall(target)]
    return tuple(dict.fromkeys(one.raw for one in figures if not known.explains(one, scales)))


def _figures(text: str) -> Iterator[_Figure]:
    for match in _FIGURE.finditer(text):
        digits, scale = match["digits"], match["scale"]
        value = Decimal(digits.replace(",", ""))
        raw = text[match.start() : match.end("scale") if scale else match.end("digits")]
        factor = _SCALES[scale] if scale else 1
        plain = digits.replace(",", "")
        if len(plain) < 25:  # beyond 28 digits a product is not exact; what is so long is a code
            value *= factor
        yield _Figure(raw, plain, value, match["after"])
    for match in _NO_TIME.finditer(text):
        yield _Figure(match[0], match[0], Decimal(match[0]), "")


class _Source:
    """What the numbers of a source can mean."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values = {Decimal(value) for value in readings(text)}
        # `①②③` may come out as `123`.
        self.digits = "".join(re.findall("[0-9]", unicodedata.normalize("NFKC", text)))
        self.codes = [run for run in re.findall("[0-9]+", text) if len(run) > 4]
        self.runs = _NUMERALS.findall(text)

    def explains(self, figure: _Figure, scales: list[Decimal]) -> bool:
        """Whether the figure of a target may come from this source."""
        value = figure.value
        if value in self.values or value in self.numerals or self._says(figure.raw):
            return True
        if any(value * scale in self.values for scale in scales):
            return True  # `30 to 50 million`
        return (
            self._holds(figure)
            or (value < 10000 and self._is_time(figure))
            or self._is_part(figure)
            or self._is_near(figure)
        )

    def _says(self, raw: str) -> bool:
        pattern = f"(?<![0-9]){re.escape(raw)}(?![0-9])"
        return raw in self.text and re.search(pattern, self.text) is not None

    @cached_property
    def numerals(self) -> set[Decimal]:
        """Whatever the Chinese numerals can be read as, in whole or in part."""
        found: set[Decimal] = set()
        for run in self.runs:
            run = run[:24].replace("百十", "百一十").replace("廿", "二十").replace("卅", "三十")
            for start in range(len(run)):
                for end in range(start + 1, len(run) + 1):
                    piece = run[start:end]
                    value = chinese_value(piece) or chinese_value("一" + piece)
                    found.update([value] if value is not None else [])
                    if all(sign in CHINESE_DIGITS for sign in piece):
                        found.add(Decimal(str(digit_sequence(piece))))
        return found

    def _holds(self, figure: _Figure) -> bool:
        """Codes grouped in another way, colloquial `三万五`, vague `数万`."""
        if len(figure.digits) > 4 and figure.digits in self.digits:
            return True
        if len(figure.digits) > 1 and any(figure.digits in code for code in self.codes):
            return True
        said = ["".join(str(CHINESE_DIGITS.get(sign, "")) for sign in run) for run in self.runs]
        if len(figure.significant) > 1 and figure.significant in {one.strip("0") for one in said}:
            return True
        return len(figure.significant) == 1 and _VAGUE.search(self.text) is not None

    def _is_time(self, figure: _Figure) -> bool:
        """Years and centuries written out or shortened, hours after noon."""
        value = figure.value
        # No more: a remainder of what has over 28 digits cannot be had.
        known = {one for one in self.values | self.numerals if one < 10000}
        if figure.is_year and (
            value % 100 in known
            or (value % 100 == 0 and "世纪" in self.text)
            or ("民国" in self.text and value - 1911 in known)
            or any(len(run) > 1 and set(run) <= set(_SIGNS) for run in self.runs)  # `五四`
        ):
            return True
        if len(figure.digits) == 2 and any(other % 100 == value for other in known if other > 999):
            return True  # `1939–45`
        if _CLOCK.fullmatch(figure.raw) and re.search("[点时分刻半:：]", self.text):
            return True
        if not re.search("[点时午晚夜]", self.text):
            return False
        hour = value // 100 if len(figure.raw) == 4 and value % 100 < 60 else value  # `1200 GMT`
        return hour <= 24 and (hour - 12 in known or (hour < value and hour in known))

    def _is_part(self, figure: _Figure) -> bool:
        """Conversions, percentages, halves."""
        if _CONVERTED.fullmatch(figure.after):
            return bool(self.values or self.runs)
        percent = re.fullmatch("(?i)[- ]?(?:%|percent|per|pct)", figure.after) is not None
        if (percent or "." in figure.raw) and _PARTS.search(self.text):
            return True
        return figure.value in {15, 30, 45, 50} and re.search("[半刻]", self.text) is not None

    def _is_near(self, figure: _Figure) -> bool:
        """A large number rounded."""
        value = figure.value
        return (
            value >= 1000
            and not figure.is_year
            and any(abs(value - other) * 100 < other for other in self.values | self.numerals)
        )
