"""Numbers, dates and times in English text, with the manner in which each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from glossa.memory.abstract_slots import Slot, circled_value
from glossa.numerals import ENGLISH_SMALL, MONTHS, english_words, ordinal_words

__all__ = ["DAYS", "SCALES", "english_figures"]

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCALES: Final = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "bn": 10**9, "mn": 10**6, "m": 10**6, "k": 10**3,
}  # fmt: skip
_MONTH_NUMBER: Final = {
    **{month: number for number, month in enumerate(MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(MONTHS, 1)},
    "Sept": 9,
}
_ORDINALS: Final = {ordinal_words(value): value for value in range(1, 101)}
_WORDS: Final = {
    **ENGLISH_SMALL,
    **{english_words(value): value for value in range(21, 101)},
}
_WORD: Final = "|".join(sorted((*_WORDS, *_ORDINALS), key=len, reverse=True))
_NAME: Final = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_M: Final = rf"(?:{_NAME}|{_NAME.upper()})\b\.?"
_D: Final = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_Y: Final = "[12][0-9]{3}(?![0-9])"
_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_FIGURE: Final = re.compile(
    rf"(?P<dmy>\b(?P<d1>{_D})(?P<of1> of)? (?P<m1>{_M})(?P<c1>,?) (?P<y1>{_Y}))"
    rf"|(?P<mdy>\b(?P<m2>{_M}) (?P<d2>{_D})(?P<c2>,?) (?P<y2>{_Y}))"
    r"|(?P<iso>(?<![0-9/.-])(?P<y3>[12][0-9]{3})(?P<sep>[-/.])(?P<m3>[0-9]{1,2})(?P=sep)"
    r"(?P<d3>[0-9]{1,2})(?![0-9/]))"
    r"|(?P<slashed>(?<![0-9/.-])[0-9]{1,2}(?P<sep2>[/.-])[0-9]{1,2}(?P=sep2)[12][0-9]{3}(?![0-9/]))"
    rf"|(?P<dm>\b(?P<d4>{_D})(?P<of2> of)? (?P<m4>{_M}))"
    rf"|(?P<my>\b(?P<m5>{_M})(?P<c5>,| of)? (?P<y5>{_Y}))"
    rf"|(?P<md>\b(?P<m6>{_M}) (?P<d6>{_D})(?![0-9:,.]?[0-9]))"
    rf"|(?P<month>\b(?:{'|'.join(MONTHS)})\b)"
    rf"|(?P<weekday>\b(?:{'|'.join(DAYS)})\b)"
    r"|(?P<time>(?<![0-9:.])[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))"
    rf"|(?P<ordinal>(?<![\w.,/-])[0-9]+(?:st|nd|rd|th)\b)"
    rf"|(?P<number>(?<![A-Za-z0-9_/])(?<![A-Za-z]-)(?<![0-9][.,:])(?!0[0-9]){_DIGITS})"
    rf"(?P<scale>(?P<gap>[ -]?)(?:thousand|million|billion|trillion|bn|mn|[mk])\b)?(?![0-9_])"
    r"|(?P<circled>[\u2460-\u2473])"
    rf"|(?P<word>(?<![\w-])(?:(?i:{_WORD}))(?P<wscale> (?i:hundred|thousand|million|billion))?"
    r"(?![\w]))"
)
_READ_ON: Final = re.compile(
    r"[ -](?:and )?(?i:hundred|thousand|million|billion|half|halves|quarters?|thirds?|fifths"
    r"|tenths)\b"
    rf"|(?i:(?<=hundred) (?:and )?(?:{_WORD}))\b"
)
"""What goes on with a number in words: it is more than the words that were read."""
_BEGUN: Final = re.compile(r"\b(?i:hundred|thousand|million|billion),? (?:and )?$")
"""A number in words that was begun before: `a hundred and` five."""
_KINDS: Final = (
    "dmy", "mdy", "iso", "slashed", "dm", "my", "md", "month", "weekday", "time", "ordinal",
    "number", "circled", "word",
)  # fmt: skip


def english_figures(text: str) -> Iterator[Slot]:
    """Every figure of an English text, in order; words from zero to a hundred and round numbers.

    One of kind `unclear` can be read in two ways (`9/6/2025`) or not at all.
    """
    for match in _FIGURE.finditer(text):
        kind = next(name for name in _KINDS if match[name])
        found = _dated(match, kind) or _plain(match, kind) or ("unclear", match[0], "")
        yield Slot(found[0], found[1], match.start(), match.end(), match[0], found[2])


def _dated(match: re.Match[str], kind: str) -> tuple[str, str, str] | None:
    """(kind, value, manner) of a date."""
    if kind == "iso":
        parts = match["y3"], int(match["m3"]), int(match["d3"])
        if not (1 <= parts[1] <= 12 and 1 <= parts[2] <= 31):
            return None
        padded = match["m3"].startswith("0") or match["d3"].startswith("0")
        return "date", f"{parts[0]}-{parts[1]:02}-{parts[2]:02}", f"{match['sep']} {padded:d}"
    number = {"dmy": 1, "mdy": 2, "dm": 4, "my": 5, "md": 6}.get(kind)
    if number is None:
        return None
    word = match[f"m{number}"]
    month = _MONTH_NUMBER[word.rstrip(".").capitalize()]
    day = match[f"d{number}"] if kind != "my" else "1"
    if not 1 <= int(day.rstrip("stndrh")) <= 31:
        return None
    of = match["of1"] if kind == "dmy" else match["of2"] if kind == "dm" else ""
    comma = match[f"c{number}"] if kind in {"dmy", "mdy", "my"} else ""
    manner = f"{kind}|{_spelling(word)}|{'' if day.isdigit() else 'th'}|{of or ''}|{comma or ''}"
    end = f"{month:02}-{int(day.rstrip('stndrh')):02}"
    if kind == "my":
        return "year-month", f"{match['y5']}-{month:02}", manner
    if kind in {"dm", "md"}:
        return "month-day", end, manner
    return "date", f"{match[f'y{number}']}-{end}", manner


def _spelling(word: str) -> str:
    """`long`, `short`, `short.`, or `may`, which is both; in capitals `upper`."""
    if word.isupper():
        return "upper"
    if word == "May":
        return "may"
    return "long" if word in MONTHS else "short." if word.endswith(".") else "short"


def _plain(match: re.Match[str], kind: str) -> tuple[str, str, str] | None:
    """(kind, value, manner) of what is no date."""
    raw = match[kind]
    if kind == "month":
        return "month", str(_MONTH_NUMBER[raw]), "may" if raw == "May" else "long"
    if kind == "weekday":
        return "weekday", str(DAYS.index(raw) + 1), ""
    if kind == "time":
        hour, _, rest = raw.partition(":")
        return "time", f"{int(hour)}:{rest}", ""
    if kind == "circled":
        return "number", circled_value(raw), "circled"
    if kind == "ordinal":
        return "number", raw[:-2], "ordinal"
    if kind == "number":
        value = Decimal(raw.replace(",", ""))
        if match["scale"]:
            word = match["scale"].strip(" -")
            return "number", _canonical(value * SCALES[word]), f"scaled|{match['gap']}|{word}"
        return "number", _canonical(value), "grouped" if "," in raw else "plain"
    return _word(match) if kind == "word" else None


def _word(match: re.Match[str]) -> tuple[str, str, str] | None:
    begun = _BEGUN.search(match.string[max(0, match.start() - 16) : match.start()])
    if begun or _READ_ON.match(match.string, match.end()):
        return None
    scale = (match["wscale"] or "").strip().casefold()
    word = match[0].casefold().removesuffix(f" {scale}") if scale else match[0].casefold()
    value = _WORDS.get(word, _ORDINALS.get(word))
    if value is None or (scale and word in _ORDINALS):
        return None
    manner = "ordinal words" if word in _ORDINALS else "words"
    return (
        "number",
        str(value * {"hundred": 100, "": 1}.get(scale, SCALES.get(scale, 1))),
        (f"{manner}|{scale}" if scale else manner),
    )


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
