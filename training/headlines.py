"""Headlines put together: who, does what, to what, with how many; both sides from one draw.

The words stand in headline_words.tsv, the frames in headline_frames.tsv, all written for
this project. The English is in sentence case and the present tense, as news agencies write it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import augment
import invented
import numbering
import recipe as settings
from augment import Names, Pair

WORDS = settings.HERE / "headline_words.tsv"
FRAMES = settings.HERE / "headline_frames.tsv"
SENTENCES = settings.HERE / "sentence_frames.tsv"
TOUCHING = re.compile(r"(?<=[A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z])")
SLOT = re.compile(r"\{(\w+)\}")


@cache
def frames(path: Path) -> list[Pair]:
    """The frames of headlines, or of sentences."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if row[0][:2] != "# "]


@cache
def _weights(path: Path) -> list[float]:
    """How often each frame is taken: one that says the same whatever is drawn comes seldom."""
    return [(0.05, 0.4, 1.0)[min(len(SLOT.findall(zh)), 2)] for zh, _ in frames(path)]


def _frame(path: Path, rng: Random) -> Pair:
    return rng.choices(frames(path), _weights(path))[0]


@cache
def words() -> dict[str, list[Pair]]:
    """The words of headlines by role."""
    found: dict[str, list[Pair]] = {}
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            role, zh, en = line.split("\t")
            found.setdefault(role, []).append((zh, en))
    return found


def person(rng: Random) -> Pair:
    """A person's name: in Chinese characters, or already in Latin letters."""
    roll = rng.random()
    if roll < 0.45:
        return invented.chinese_person(rng)
    if roll < 0.65:
        return invented.foreign_person(rng)
    name = invented.person(rng)
    return name, name


def _special(slot: str, rng: Random) -> Pair | None:
    """Values that are made, not listed."""
    if slot == "brand":
        name = invented.brand(rng)
        return name, name
    if slot == "person":
        return person(rng)
    if slot == "date":
        return augment.date(rng)
    if slot == "age":
        age = str(rng.randint(16, 89))
        return age, age
    if slot == "number":
        count = rng.randint(1000, 999999)
        return str(count), f"{count:,}"
    if slot == "year":
        year = str(rng.randint(1990, 2030))
        return year, year
    makers = {
        "money": numbering.money,
        "percent": numbering.percent,
        "ordinal": numbering.ordinal,
        "quarter": numbering.quarter,
        "people_count": numbering.people,
        "area": numbering.area,
    }
    return makers[slot](rng) if slot in makers else None


def value(slot: str, names: Names, rng: Random) -> Pair:
    """What a slot is filled with, both sides."""
    plain = slot.rstrip("23")
    made = _special(plain, rng)
    if made is not None:
        return made
    if plain == "subject":
        plain = rng.choice(["office", "office", "office", "place", "country", "org"])
    if plain == "country":
        plain = "country" if names.roles.get("country") else "place"
    if plain in names.roles:
        if plain == "place" and rng.random() < 0.12:
            name = invented.place(rng, rng.choice(["", "", "County", "City", "Village"]))
            return name, name
        return names.pick(plain, rng, 0.2)
    listed = words().get(plain)
    if listed is None:
        return names.pick("place", rng, 0.2)
    return expand(rng.choice(listed), names, rng)


def expand(frame: Pair, names: Names, rng: Random) -> Pair:
    """A frame with each of its slots filled, the same slot with the same value on both sides."""
    zh, en = frame
    values: dict[str, Pair] = {}
    for slot in dict.fromkeys(SLOT.findall(zh + en)):
        if slot in values:
            continue
        if slot == "n":
            values[slot] = (str(rng.randint(10, 400)),) * 2
        elif slot in ("d", "d2"):
            number = rng.randint(2, 9)
            values[slot] = str(number), str(number)
            spelt = slot.replace("d", "dword")
            values[spelt] = "", numbering.SPELT[number]
        elif not slot.startswith("dword"):
            values[slot] = value(slot, names, rng)
    for slot, (zh_value, en_value) in values.items():
        zh = zh.replace("{" + slot + "}", zh_value)
        en = en.replace("{" + slot + "}", en_value)
    return zh, en


def headline(names: Names, rng: Random) -> Pair:
    """One headline; the English begins with a capital and has no end mark.

    Latin in the Chinese stands between blanks as glossa writes it, at times without.
    """
    zh, en = expand(_frame(FRAMES, rng), names, rng)
    return _finished(zh, re.sub(r"^(?:an?|the) ", "", en), rng)


def sentence(names: Names, rng: Random) -> Pair:
    """One sentence or line as news and notices write them."""
    zh, en = expand(_frame(SENTENCES, rng), names, rng)
    en = re.sub(r"\ba (?=[aeio]|un(?!i))", "an ", en)
    en = re.sub(r'(^|[.,:] )"([a-z])', lambda found: f'{found[1]}"{found[2].upper()}', en)
    return _finished(zh, en, rng)


def _finished(zh: str, en: str, rng: Random) -> Pair:
    if rng.random() < 0.8:
        zh = TOUCHING.sub(" ", zh)
    copied = en.split(" ", maxsplit=1)[0] in zh  # a brand such as iPhone stays as it is
    return zh, en if copied else en[:1].upper() + en[1:]
