"""The mixes: weighted rows of the sources, and what is made from them and from names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import augment
import headlines
import numbering
import pairs
import recipe as settings
import terms
import variants
from augment import Pair
from collect import Kept

Row = tuple[str, str, str]


@dataclass
class Material:
    """What every mix draws from.

    kept: pairs by source. roles: names by role. menu: interface terms. lexicon: for constraints.
    latin: short Latin strings that stand for any name.
    """

    kept: Kept
    roles: Kept
    menu: list[Pair]
    lexicon: terms.Lexicon
    latin: list[str]


def latin_words(rows: list[Pair]) -> list[str]:
    """Short English strings that stand for any Latin name: product and person names, codes."""
    found: set[str] = set()
    for zh, _ in rows:
        run = "".join(char if char.isascii() else "\n" for char in zh)
        for piece in run.split("\n"):
            text = piece.strip(" .,:;/-()'\"&!?+*#=")
            if 3 <= len(text) <= 24 and text[0].isupper() and pairs.LATIN.search(text):
                found.add(text)
    return sorted(found)


def weighted(
    kept: Kept, sources: list[settings.Source], mix: str, bare: float
) -> tuple[list[Row], list[Pair]]:
    """The sources' rows by weight, with copies that lack the end mark; and the short pairs."""
    rows: list[Row] = []
    short: list[Pair] = []
    for source in sources:
        name = source["name"]
        bands = source["weights"].get(mix, [])
        for zh, en in kept[name]:
            weight = pairs.weight_for(len(zh), bands)
            count = pairs.copies(weight, f"{zh}\t{en}", name)
            if not count:
                continue
            rows.extend([(zh, en, name)] * count)
            if 2 <= len(zh) <= 16:
                short.append((zh, en))
            if zh[-1] in pairs.END_MARKS and pairs.share(zh, "bare") < bare:
                plain = pairs.bare(zh, en)
                if all(plain):
                    rows.append((*plain, "bare"))
    return rows, short


def with_terms(
    rows: list[Row], material: Material, options: dict[str, Any], rng: Random
) -> list[Row]:
    """Copies of rows with words written into the source, and with made-up names on both sides."""
    made: list[Row] = []
    wanted = {
        "terms": (options["terms"], terms.constrained),
        "renamed": (options["renamed"], terms.renamed),
    }
    for label, (share, change) in wanted.items():
        count = round(share * len(rows))
        order = rng.sample(range(len(rows)), min(len(rows), 12 * count))
        for at in order:
            if count == 0:
                break
            zh, en, name = rows[at]
            if name.startswith("dict-") and label == "terms":
                continue
            pair = change(zh, en, material.lexicon, rng)
            if pair is not None:
                made.append((*pair, label))
                count -= 1
    return made


def dressed(rows: list[Row], options: dict[str, Any], rng: Random) -> list[Row]:
    """Copies of rows in other marks and widths, and in traditional characters."""
    made: list[Row] = []
    for zh, en, _ in rng.sample(rows, round(options["marks"] * len(rows))):
        changed = variants.other_marks(zh, rng)
        if changed != zh:
            made.append((changed, en, "marks"))
    if options["traditional"]:
        convert = variants.traditional()
        for zh, en, _ in rng.sample(rows, round(options["traditional"] * len(rows))):
            made.append((convert(zh), en, "traditional"))
    return made


def made_up(
    material: Material, short: list[Pair], options: dict[str, Any], rng: Random
) -> list[Row]:
    """Rows that no source holds: joined strings, templates, headlines, copies, names."""
    rows: list[Row] = [
        (*augment.join(rng.choice(short), rng.choice(short), rng), "joined")
        for _ in range(options["joined"])
    ]
    makers: list[tuple[str, str, Callable[[], Pair]]] = [
        ("copies", "copy", lambda: augment.copy(material.latin, rng)),
        ("lists", "list", lambda: numbering.listed(rng.choice(short), rng)),
    ]
    if material.roles:
        roles = {role: some for role, some in material.roles.items() if role != "other"}
        names = augment.Names(roles)
        makers += [
            ("templates", "template", lambda: augment.template(names, material.latin, rng)),
            ("headlines", "headline", lambda: headlines.headline(names, rng)),
            ("sentences", "sentence", lambda: headlines.sentence(names, rng)),
        ]
    for option, label, make in makers:
        rows.extend((*make(), label) for _ in range(options[option]))
    return rows


def mix(
    name: str,
    material: Material,
    sources: list[settings.Source],
    options: dict[str, Any],
    rng: Random,
) -> list[Row]:
    """Weighted rows (zh, en, source) of one pass of a mix, made-up rows included, shuffled."""
    rows, short = weighted(material.kept, sources, name, options["bare"])
    made = with_terms(rows, material, options, rng) + dressed(rows, options, rng)
    for role in sorted(material.roles):
        for pair in material.roles[role]:
            rows.extend([(*pair, "facts")] * options["name_weight"])
            short.append(pair)
    for pair in material.menu:
        rows.extend([(*pair, "facts")] * options["term_weight"])
        short.extend([pair] * 2)
    rows += made
    rows += made_up(material, short, options, rng)
    rng.shuffle(rows)
    return rows
