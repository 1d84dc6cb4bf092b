"""Reading: the parallel files, the test sets and the names, cleaned and without repetition."""

from __future__ import annotations

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pairs
import recipe as settings
from augment import Pair

Kept = dict[str, list[Pair]]

PLACES = {"city", "county", "prefecture", "region", "township", "mountain", "river"}
ROLE_OF = {
    "media": "media",
    "product": "product",
    "people": "people",
    "platform": "platform",
    "organisation": "org",
} | dict.fromkeys(PLACES, "place")
TEST_SETS = ["flores-dev.tsv", "flores-devtest.tsv", "ntrex.tsv", "tatoeba-test.tsv"]
HEADLINES = "headlines.tsv"
GLOSSARY = ["places", "peoples-languages", "organisations", "media", "platforms", "products"]
GLOSSARY_KINDS = ROLE_OF | {"country": "place", "province": "place", "district": "place"}


def read_pairs(path: Path, until: str = "") -> Iterator[Pair]:
    """The raw pairs of one training or test file; with `until` up to where this Chinese begins.

    Raises ValueError where `until` never comes: the file is another one than the recipe knows.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as handle:
        for line in handle:
            if until and line.startswith(until):
                return
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2:
                yield cells[0], cells[1]
    if until:
        raise ValueError(f"{path.name}: no pair begins with {until}")


def read_table(path: Path) -> list[dict[str, str]]:
    """A TSV with a header as dicts."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def load_facts(folder: Path) -> tuple[Kept, list[Pair]]:
    """Names by role and interface terms; both empty when there is no facts folder."""
    roles: Kept = {}
    terms: list[Pair] = []
    if (folder / "names.tsv").is_file():
        for row in read_table(folder / "names.tsv"):
            zh = pairs.fold(row["zh_hans"] or "")
            en = pairs.fold(row["en_chinese_media"] or row["en_pinyin_style"] or "")
            if zh and en and pairs.count_han(zh) and not pairs.HAN.search(en):
                roles.setdefault(ROLE_OF.get(row["kind"], "other"), []).append((zh, en))
    if (folder / "ui_terms.tsv").is_file():
        for row in read_table(folder / "ui_terms.tsv"):
            zh, en = pairs.fold(row["zh"] or ""), pairs.fold(row["en_preferred"] or "")
            if zh and en and pairs.count_han(zh):
                terms.append((zh, en))
    return roles, terms


def load_glossary(folder: Path, roles: Kept) -> list[Pair]:
    """Adds the glossary's names to `roles`; returns its interface terms.

    Chinese as preferred; English as the style of Chinese media prefers it, else as any does.
    """
    known = {pair[0] for some in roles.values() for pair in some}
    for name in GLOSSARY:
        path = folder / f"{name}.tsv"
        for zh, en, kind in glossary_pairs(path) if path.is_file() else []:
            role = GLOSSARY_KINDS.get(kind)
            if role and zh not in known and not pairs.HAN.search(en):
                known.add(zh)
                roles.setdefault(role, []).append((zh, en))
    path = folder / "interface.tsv"
    return [(zh, en) for zh, en, _ in glossary_pairs(path)] if path.is_file() else []


def glossary_pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """(zh, en, kind) of the concepts of one glossary file that have both."""
    found: dict[str, dict[str, tuple[int, str, str]]] = {}
    for row in read_table(path):
        if row["status"] != "preferred" or row["language"] not in ("zh-Hans", "en"):
            continue
        rank = 2 if "cn-media" in (row["styles"] or "") else 1
        mine = found.setdefault(row["concept"], {})
        if rank > mine.get(row["language"], (0, "", ""))[0]:
            mine[row["language"]] = rank, pairs.fold(row["term"]), row["kind"]
    for mine in found.values():
        if len(mine) == 2 and mine["zh-Hans"][1] and mine["en"][1]:
            yield mine["zh-Hans"][1], mine["en"][1], mine["en"][2]


def test_sets(data: Path, away: list[Pair]) -> Kept:
    """Every set that models are measured on, by name; a set that is not there is left out."""
    paths = {name.removesuffix(".tsv"): data / name for name in TEST_SETS}
    paths["headlines"] = settings.HERE / HEADLINES
    found = {
        name: [pair for pair in read_pairs(path) if pair[0][:1] != "#"]
        for name, path in paths.items()
        if path.is_file()
    }
    return found | {"heldout-ui": away}


def longest(source: settings.Source) -> int:
    """Chinese characters of the longest pair that any mix takes from a source."""
    return max((int(bands[-1][0]) for bands in source["weights"].values()), default=0)


def collect(data: Path, sources: list[settings.Source]) -> Kept:
    """Cleaned pairs per source, none twice, at most two renderings of one Chinese string.

    Whatever equals a line of a test set, letters and digits only, is left out.
    """
    forbidden: set[str] = set()
    for name in TEST_SETS:
        for zh, en in read_pairs(data / name):
            forbidden.add(pairs.key(zh))
            if len(en.split()) > 3:
                forbidden.add(pairs.key(en))
    seen: set[tuple[str, str]] = set()
    renderings: Counter[str] = Counter()
    kept: Kept = {}
    for source in sources:
        rows: list[Pair] = []
        limit = longest(source)
        path = data / f"train-{source['name']}.tsv.xz"
        for raw_zh, raw_en in read_pairs(path, source.get("until", "")):
            if len(raw_zh) > limit + 12:
                continue
            pair = pairs.clean(raw_zh, raw_en, source["kind"])
            if pair is None or len(pair[0]) > limit:
                continue
            both = pairs.key(pair[0]), pairs.key(pair[1])
            if both in seen or both[0] in forbidden or both[1] in forbidden:
                continue
            if renderings[both[0]] >= 2:
                continue
            seen.add(both)
            renderings[both[0]] += 1
            rows.append(pair)
        kept[source["name"]] = rows
        print(f"{source['name']}: {len(rows)} pairs", flush=True)
    return kept


def add_countries(kept: Kept, roles: Kept) -> None:
    """Adds the role `country`: what CLDR's flags are named after (`旗: 法国`)."""
    rows = kept.get("dict-names", [])
    found = [
        (zh[2:].strip(), en.partition(":")[2].strip())
        for zh, en in rows
        if zh.startswith("旗:") and en.startswith("flag:") and "China" not in en
    ]
    if found:
        roles["country"] = found
