"""Numbers as Chinese news writes them, and their English: 万, 亿, per cent, ordinals, 一、 (二)."""

from __future__ import annotations

from random import Random

from augment import Pair

SPELT = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
CHINESE = "零一二三四五六七八九"
CURRENCIES: list[Pair] = [
    ("元", "yuan"),
    ("元", "yuan"),
    ("元", "yuan"),
    ("元人民币", "yuan"),
    ("美元", "US dollars"),
    ("欧元", "euros"),
    ("日元", "yen"),
]


def chinese(number: int) -> str:
    """A number from 0 to 999 in Chinese numerals."""
    if number < 10:
        return CHINESE[number]
    if number < 20:
        return "十" + (CHINESE[number % 10] if number % 10 else "")
    if number < 100:
        return (
            CHINESE[number // 10] + chinese(10 + number % 10)[0:]
            if number % 10
            else CHINESE[number // 10] + "十"
        )
    rest = number % 100
    head = CHINESE[number // 100] + "百"
    if not rest:
        return head
    return head + (
        "零" + CHINESE[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese(rest)
    )


def english_ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th ..."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def trimmed(number: float) -> str:
    """At most two decimals, no zeros behind, thousands commas."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")


def large(rng: Random) -> Pair:
    """An amount in 万 or 亿 (or 万亿) and in thousands, millions, billions."""
    unit = rng.choice(["万", "万", "万", "亿", "亿", "万亿"])
    digits = rng.choice([1, 1, 2, 2, 3, 4])
    whole = rng.randint(10 ** (digits - 1), 10**digits - 1)
    tenths = rng.choice([0, 0, 0, rng.randint(1, 9)])
    if unit == "万亿":
        whole = whole % 90 + 1
    # In tenths of the unit, so that no binary fraction comes in.
    count = (whole * 10 + tenths) * {"万": 10**4, "亿": 10**8, "万亿": 10**12}[unit] // 10
    zh = f"{whole}.{tenths}{unit}" if tenths else f"{whole}{unit}"
    return zh, english(count)


def english(count: int) -> str:
    """A large whole number as news writes it: 35,000; 1.2 million; 3.45 billion."""
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if count >= size and count * 1000 % size == 0:
            return f"{trimmed_exact(count, size)} {word}"
    return f"{count:,}"


def trimmed_exact(count: int, size: int) -> str:
    """Count / size with at most three decimals, exactly."""
    whole, rest = divmod(count, size)
    decimals = f"{rest * 1000 // size:03d}".rstrip("0")
    return f"{whole:,}.{decimals}" if decimals else f"{whole:,}"


def money(rng: Random) -> Pair:
    """An amount of money."""
    zh, en = large(rng)
    coin_zh, coin_en = rng.choice(CURRENCIES)
    return zh + coin_zh, f"{en} {coin_en}"


def percent(rng: Random) -> Pair:
    """A percentage, in digits or as 百分之."""
    number = rng.choice([str(rng.randint(1, 99)), f"{rng.randint(0, 30)}.{rng.randint(1, 9)}"])
    if number.isdigit() and rng.random() < 0.15:
        return f"百分之{chinese(int(number))}", f"{number}%"
    return f"{number}%", f"{number}%"


def ordinal(rng: Random) -> Pair:
    """The number of 第N届, in digits or Chinese, and its English ordinal."""
    number = rng.randint(1, 40) if rng.random() < 0.8 else rng.randint(41, 150)
    return rng.choice([str(number), chinese(number)]), english_ordinal(number)


def quarter(rng: Random) -> Pair:
    """A quarter of the year."""
    number = rng.randint(1, 4)
    word = ["first", "second", "third", "fourth"][number - 1]
    return rng.choice([str(number), chinese(number)]), word


def people(rng: Random) -> Pair:
    """A number of people."""
    if rng.random() < 0.4:
        number = rng.choice([rng.randint(11, 999), rng.randint(1000, 99999)])
        return f"{number}人", f"{number:,}"
    zh, en = large(rng)
    while "亿" in zh:
        zh, en = large(rng)
    tail = rng.choice(["人", "人次", "余人", "多人"])
    return zh + tail, f"over {en}" if tail in ("余人", "多人") else en


def area(rng: Random) -> Pair:
    """Farm land."""
    zh, en = large(rng)
    while "亿" in zh:
        zh, en = large(rng)
    unit_zh, unit_en = rng.choice([("亩", "mu"), ("公顷", "hectares")])
    return zh + unit_zh, f"{en} {unit_en}"


def listed(first: Pair, rng: Random) -> Pair:
    """A pair with a list number before it: 一、 (三) 2. ④ and their English."""
    number = rng.randint(1, 12)
    han = chinese(number)
    zh, en = rng.choice(
        [
            (f"{han}、", f"{number}. "),
            (f"({han})", f"({number}) "),
            (f"第{han},", f"{SPELT_ORDINAL[number]}, "),
            (f"{number}.", f"{number}. "),
            (f"{number}、", f"{number}. "),
            (f"({number})", f"({number}) "),
            (f"第{han}章 ", f"Chapter {number}: "),
            (f"第{han}条 ", f"Article {number}: "),
            (f"第{han}节 ", f"Section {number}: "),
        ]
    )
    return zh + first[0], en + first[1]


SPELT_ORDINAL = [
    "",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
]
