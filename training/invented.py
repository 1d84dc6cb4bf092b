"""Made-up Latin names: so that a string nobody has seen is carried through unchanged.

Pure standard library; every function takes its own random.Random.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import recipe as settings

# Beginnings and ends of syllables in the manner of several spellings; the names mean nothing.
PINYIN = settings.words("pinyin"), [""]
TURKIC = settings.words("turkic_first"), settings.words("turkic_last")
EUROPEAN = settings.words("european_first"), settings.words("european_last")
GENERIC = {
    "县": "County",
    "市": "City",
    "区": "District",
    "州": "Prefecture",
    "省": "Province",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
    "山": "Mountain",
    "河": "River",
    "湖": "Lake",
    "江": "River",
    "岛": "Island",
}
BRAND_ENDS = ["", "", "ix", "ly", "Tech", "Soft", "Pay", "Go", "Cloud", "OS", "ex", "ia"]


def word(rng: Random, tables: tuple[list[str], list[str]], most: int = 3) -> str:
    """One capitalised word of one to `most` syllables, two letters or more."""
    while True:
        count = rng.randint(1 if most < 3 else 2, most)
        made = "".join(rng.choice(tables[0]) + rng.choice(tables[1]) for _ in range(count))
        if 2 <= len(made) <= 12:
            return made.capitalize()


def place(rng: Random, generic: str = "") -> str:
    """A place's name, with the generic word behind it where one is given."""
    table = rng.choice([PINYIN, PINYIN, TURKIC, TURKIC, EUROPEAN])
    name = word(rng, table)
    if table is PINYIN and rng.random() < 0.1:
        name += "'" + rng.choice(["an", "er", "ao", "e"])
    return f"{name} {generic}".strip()


def person(rng: Random) -> str:
    """A person's name: Chinese order and spelling, Turkic, or European with an initial."""
    roll = rng.random()
    if roll < 0.45:
        return f"{word(rng, PINYIN, 1)} {word(rng, PINYIN, 2)}"
    if roll < 0.75:
        return f"{word(rng, TURKIC)} {word(rng, TURKIC)}"
    middle = f"{rng.choice('ABCDEFGHJKLMNPRST')}. " if rng.random() < 0.3 else ""
    return f"{word(rng, EUROPEAN)} {middle}{word(rng, EUROPEAN)}"


def chinese_person(rng: Random) -> tuple[str, str]:
    """A person's name in Chinese characters and in English papers: 王小梅, Wang Xiaomei."""
    surname = rng.choice(settings.words("surnames"))
    chosen = [rng.choice(settings.words("given")) for _ in range(rng.choice([1, 2, 2]))]
    start = next(at for at, char in enumerate(surname) if char.isascii())
    spelt = "".join(
        ("'" if place and one[1:2] in ("a", "o", "e") else "") + one[1:]
        for place, one in enumerate(chosen)
    )
    zh = surname[:start] + "".join(one[0] for one in chosen)
    return zh, f"{surname[start:]} {spelt.capitalize()}"


def foreign_person(rng: Random) -> tuple[str, str]:
    """A person of another country in Chinese characters, with the dot, and in Latin letters."""
    first, last = (
        rng.choice(settings.words(part)).split("=") for part in ("forenames", "lastnames")
    )
    if rng.random() < 0.4:
        return last[0], last[1]
    return f"{first[0]}·{last[0]}", f"{first[1]} {last[1]}"


def brand(rng: Random) -> str:
    """A product's or company's name as they are written: plain, joined, in capitals, numbered."""
    base = word(rng, rng.choice([EUROPEAN, TURKIC]), 2)
    forms: list[Callable[[], str]] = [
        lambda: base + rng.choice(BRAND_ENDS),
        base.upper,
        lambda: base.upper()[:4],
        lambda: f"{base} {rng.randint(1, 20)}",
        lambda: f"{base[0].lower()}{base[1:].capitalize()}",
        lambda: f"{base}-{rng.choice('ABCDXZ')}{rng.randint(1, 99)}",
        lambda: f"{base} {word(rng, EUROPEAN, 2)}",
    ]
    return rng.choice(forms)()


def like(zh: str, en: str, rng: Random) -> str:
    """A made-up name of the sort of a given pair: its generic word is kept (`Toli County`)."""
    generic = GENERIC.get(zh[-1:], "")
    if generic and en.endswith(f" {generic}"):
        return place(rng, generic)
    return place(rng)
