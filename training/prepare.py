"""Step 1: the parallel files -> work/train.tsv, work/dev.tsv and heldout-ui.tsv."""

from __future__ import annotations

import argparse
import csv
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import augment
import pairs
import recipe as settings
from augment import Pair

PLACES = {"city", "county", "prefecture", "region", "township", "mountain", "river"}
ROLE_OF = {
    "media": "media",
    "product": "product",
    "people": "people",
    "platform": "platform",
    "organisation": "org",
} | dict.fromkeys(PLACES, "place")
TEST_SETS = ["flores-dev.tsv", "flores-devtest.tsv", "ntrex.tsv", "tatoeba-test.tsv"]
HELDOUT_HEAD = """\
# Held-out interface strings (zh TAB en): never in any training file, neither side.
# From train-ui-permissive and train-ui-microsoft of the parallel data, whose projects are under
# MIT, Apache-2.0 or BSD: LineageOS and AOSP apps, Wikipedia app, DolphinScheduler (Apache-2.0);
# indico, godot-editor-l10n, iNaturalistAndroid, rails-i18n, nodejs.org, bitcoin.org, dotnet and
# other Microsoft repositories (MIT); wagtail (BSD). Copyright stays with those projects.
"""


def read_pairs(path: Path) -> Iterator[Pair]:
    """The raw pairs of one training or test file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as handle:
        for line in handle:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2:
                yield cells[0], cells[1]


def read_table(path: Path) -> list[dict[str, str]]:
    """A TSV with a header as dicts."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def load_facts(folder: Path) -> tuple[dict[str, list[Pair]], list[Pair]]:
    """Names by role and interface terms; both empty when there is no facts folder."""
    roles: dict[str, list[Pair]] = {}
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


def collect(data: Path, plan: settings.Recipe) -> dict[str, list[Pair]]:
    """Cleaned, deduplicated pairs per source, longest band applied; test sentences left out."""
    forbidden: set[str] = set()
    for name in TEST_SETS:
        for zh, en in read_pairs(data / name):
            forbidden.add(pairs.key(zh))
            if len(en.split()) > 3:
                forbidden.add(pairs.key(en))
    seen: set[tuple[str, str]] = set()
    renderings: Counter[str] = Counter()
    kept: dict[str, list[Pair]] = {}
    for source in plan["source"]:
        rows: list[Pair] = []
        limit = source["bands"][-1][0]
        for raw_zh, raw_en in read_pairs(data / f"train-{source['name']}.tsv.xz"):
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


def hold_out(kept: dict[str, list[Pair]], plan: settings.Recipe, terms: list[Pair]) -> list[Pair]:
    """The held-out interface pairs: chosen by hash, one per Chinese and per English side."""
    rule = plan["heldout"]
    taken = {pairs.key(zh) for zh, _ in terms} | {pairs.key(en) for _, en in terms}
    chosen: list[tuple[float, Pair]] = []
    for name in rule["sources"]:
        for zh, en in kept[name]:
            draw = pairs.share(pairs.key(zh), "heldout-ui")
            if draw * rule["one_in"] >= 1 or not pairs.can_hold_out(
                zh, en, rule["min_chars"], rule["max_chars"], rule["min_words"]
            ):
                continue
            if pairs.key(zh) in taken or pairs.key(en) in taken:
                continue
            taken |= {pairs.key(zh), pairs.key(en)}
            chosen.append((draw, (zh, en)))
    return [pair for _, pair in sorted(chosen)[: rule["limit"]]]


def weighted(
    kept: dict[str, list[Pair]], plan: settings.Recipe
) -> tuple[list[tuple[str, str, str]], list[Pair]]:
    """The sources' rows by weight, with copies that lack the end mark; and the short pairs."""
    rows: list[tuple[str, str, str]] = []
    short: list[Pair] = []
    for source in plan["source"]:
        name = source["name"]
        for zh, en in kept[name]:
            weight = pairs.weight_for(len(zh), source["bands"])
            count = pairs.copies(weight, f"{zh}\t{en}", name)
            if not count:
                continue
            rows.extend([(zh, en, name)] * count)
            if 2 <= len(zh) <= 16:
                short.append((zh, en))
            if zh[-1] in pairs.END_MARKS and pairs.share(zh, "bare") < plan["augment"]["bare"]:
                plain = pairs.bare(zh, en)
                if all(plain):
                    rows.append((*plain, "bare"))
    return rows, short


def mix(
    kept: dict[str, list[Pair]],
    roles: dict[str, list[Pair]],
    terms: list[Pair],
    plan: settings.Recipe,
    rng: Random,
) -> list[tuple[str, str, str]]:
    """Weighted rows (zh, en, source) of one pass, augmented pairs included, shuffled."""
    options = plan["augment"]
    rows, short = weighted(kept, plan)
    latin = latin_words([pair for some in kept.values() for pair in some])
    for role in sorted(roles):
        for pair in roles[role]:
            rows.extend([(*pair, "facts")] * plan["facts"]["name_weight"])
            latin.append(pair[1])
            short.append(pair)
    for pair in terms:
        rows.extend([(*pair, "facts")] * plan["facts"]["term_weight"])
        short.extend([pair] * 6)
    for _ in range(options["joined"]):
        rows.append((*augment.join(rng.choice(short), rng.choice(short), rng), "joined"))
    if roles:
        names = augment.Names({role: some for role, some in roles.items() if role != "other"})
        for _ in range(options["templates"]):
            pair = augment.fill(rng.choice(augment.TEMPLATES), names, latin, rng)
            rows.append((*pair, "template"))
    rows.extend((*augment.copy(latin, rng), "copy") for _ in range(options["copies"]))
    rng.shuffle(rows)
    return rows


def write(rows: list[tuple[str, str, str]], path: Path) -> None:
    """Writes beside, then renames."""
    partial = path.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines("\t".join(row) + "\n" for row in rows)
    partial.replace(path)


def take_dev(rows: list[tuple[str, str, str]], size: int) -> list[tuple[str, str, str]]:
    """The first rows of different Chinese that are no made-up ones: the dev set."""
    dev: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        if len(dev) == size:
            break
        if row[2] not in ("facts", "copy", "template"):
            dev.setdefault(pairs.key(row[0]), row)
    return list(dev.values())


def main() -> None:
    """Reads the options and writes the three files and a count per source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel data")
    parser.add_argument("--facts", type=Path, help="folder of names.tsv and ui_terms.tsv")
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument(
        "--permissive", action="store_true", help="leave out sources with a share-alike licence"
    )
    options = parser.parse_args()
    plan = settings.load()
    if options.permissive:
        plan["source"] = [s for s in plan["source"] if not pairs.is_share_alike(s["licence"])]
    rng = Random(plan["seed"])
    options.work.mkdir(parents=True, exist_ok=True)
    roles, terms = load_facts(options.facts or options.data.parent / "facts")
    kept = collect(options.data, plan)
    held = hold_out(kept, plan, terms)
    barred = {pairs.key(zh) for zh, _ in held} | {pairs.key(en) for _, en in held}
    kept = {
        name: [p for p in rows if pairs.key(p[0]) not in barred and pairs.key(p[1]) not in barred]
        for name, rows in kept.items()
    }
    rows = mix(kept, roles, terms, plan, rng)
    rows = [row for row in rows if not {pairs.key(row[0]), pairs.key(row[1])} & barred]
    dev = take_dev(rows, plan["train"]["dev_size"])
    dev_keys = {pairs.key(row[0]) for row in dev}
    rows = [row for row in rows if pairs.key(row[0]) not in dev_keys]
    counts = Counter(name for _, _, name in rows)
    write(dev, options.work / "dev.tsv")
    write(rows, options.work / "train.tsv")
    heldout = settings.HERE / "heldout-ui.tsv"
    body = "".join(f"{zh}\t{en}\n" for zh, en in held)
    heldout.write_text(HELDOUT_HEAD + body, encoding="utf-8", newline="\n")
    report = {"held_out": len(held), "dev": len(dev), "train": len(rows), "by_source": counts}
    (options.work / "prepared.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
