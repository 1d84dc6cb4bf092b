"""Step 1: the parallel files -> work/train-MIX.tsv, work/dev.tsv and heldout-ui.tsv."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from random import Random

import collect
import filters
import held
import mixing
import overlap
import pairs
import recipe as settings
import terms
from augment import Pair
from collect import Kept

ROOT = settings.HERE.parent
OVERLAP = ("zh_gram", "en_gram", "highest")


def write(rows: list[mixing.Row], path: Path) -> None:
    """Writes beside, then renames."""
    partial = path.with_suffix(".part")
    with partial.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines("\t".join(row) + "\n" for row in rows)
    partial.replace(path)


def is_wanted(pair: Pair, source: settings.Source, names: list[str]) -> bool:
    """Whether any of these mixes takes a copy of the pair."""
    weights = (pairs.weight_for(len(pair[0]), source["weights"].get(name, [])) for name in names)
    return pairs.copies(max(weights, default=0.0), "\t".join(pair), source["name"]) > 0


def fit(
    kept: Kept,
    sources: list[settings.Source],
    names: list[str],
    tests: overlap.Overlap,
    cap: int,
) -> tuple[Kept, Counter[str]]:
    """The pairs for these mixes that pass the second cleaning and leak no test line."""
    dropped: Counter[str] = Counter()
    rest: Kept = {}
    for source in sources:
        seen = filters.Repetition(cap)
        rows: list[Pair] = []
        for zh, en in kept[source["name"]]:
            pair = filters.mended(zh, en)
            if not is_wanted(pair, source, names):
                continue
            if reason := filters.fault(*pair, source["kind"]):
                dropped[reason] += 1
            elif seen.is_worn(*pair):
                dropped["pattern"] += 1
            elif tests.is_leak(*pair):
                dropped["overlap"] += 1
            else:
                rows.append(pair)
        rest[source["name"]] = rows
    return rest, dropped


def without_leaks(
    rows: list[mixing.Row], clean: set[str], dev_keys: set[str], tests: overlap.Overlap
) -> list[mixing.Row]:
    """The rows whose Chinese is not in the dev set and that leak no test line.

    clean: labels of rows that `fit` has judged already.
    """
    leaks = {row[:2]: False for row in rows if row[2] not in clean}
    for pair in leaks:
        leaks[pair] = tests.is_leak(*pair)
    return [
        row
        for row in rows
        if not (row[2] not in clean and leaks[row[:2]]) and pairs.key(row[0]) not in dev_keys
    ]


def load_lexicon(
    data: Path, roles: Kept, menu: list[Pair], kept: Kept, table: Path
) -> terms.Lexicon:
    """What renders what: dictionaries, names, interface terms, and the table of words."""
    sys.path.insert(0, str(ROOT / "src"))
    from glossa.alignment.lexicon import own_lexicon
    from glossa.alignment.words import words

    lexicon = terms.Lexicon()
    for role, some in roles.items():
        lexicon.add(some, names=role != "product")
    lexicon.add(kept.get("dict-names", []))
    for name in ("dict-cedict", "dict-products"):
        path = data / f"train-{name}.tsv.xz"
        raw = collect.read_pairs(path) if name in kept and path.is_file() else iter(())
        for zh, en in raw:
            gloss = pairs.normalise_en(en)
            if name == "dict-products":
                gloss = gloss.lower()
            if not pairs.SKIP_GLOSS.search(gloss):
                lexicon.add([(pairs.normalise_zh(zh), gloss)])
    lexicon.add((zh, en[:1].lower() + en[1:]) for zh, en in menu if " " not in en)
    stems = {stem for word in lexicon.singular for stem in words(word)}
    short = [word for word in lexicon.glosses if len(word) == 2]
    found = own_lexicon("zh", "en", (short, stems)) if table.is_file() else None
    lexicon.table = found.entries if found else {}
    return lexicon


def options_of() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the parallel data")
    parser.add_argument("--facts", type=Path, help="folder of names.tsv and ui_terms.tsv")
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument(
        "--permissive", action="store_true", help="leave out sources with a share-alike licence"
    )
    parser.add_argument(
        "--research", action="store_true", help="take in sources handed out for research only"
    )
    return parser.parse_args()


def main() -> None:
    """Reads the options and writes the mixes, the sets beside them and a count per source."""
    options = options_of()
    plan = settings.load()
    sources = settings.sources(permissive=options.permissive, research=options.research)
    options.work.mkdir(parents=True, exist_ok=True)
    roles, menu = collect.load_facts(options.facts or options.data.parent / "facts")
    kept = collect.collect(options.data, sources)
    away = held.hold_out(kept, plan, menu)
    held.write_heldout(away, settings.HERE / "heldout-ui.tsv")
    known = [pair for some in roles.values() for pair in some] + menu
    dev = held.take_dev(kept, known, held.CHOICE.read_text(encoding="utf-8"))
    write(dev, options.work / "dev.tsv")
    dev_keys = {pairs.key(row[0]) for row in dev}
    tests = overlap.Overlap(
        collect.test_sets(options.data, away), **{k: plan["overlap"][k] for k in OVERLAP}
    )
    menu += collect.load_glossary(ROOT / "glossary", roles)
    collect.add_countries(kept, roles)
    kept, dropped = fit(kept, sources, settings.mixes(plan), tests, plan["overlap"]["repeated"])
    print(f"second cleaning: {dict(dropped)}", flush=True)
    table = ROOT / "models" / plan["terms"]["lexicon"]
    lexicon = load_lexicon(options.data, roles, menu, kept, table)
    latin = mixing.latin_words([pair for some in kept.values() for pair in some])
    latin += [en for some in roles.values() for _, en in some]
    material = mixing.Material(kept, roles, list(dict.fromkeys(menu)), lexicon, latin)
    report: dict[str, object] = {"held_out": len(away), "dev": len(dev), "dropped": dropped}
    shared: dict[str, dict[str, dict[str, object]]] = {}
    for name in settings.mixes(plan):
        rng = Random(f"{plan['seed']} {name}")
        rows = mixing.mix(name, material, sources, plan["augment"][name], rng)
        rows = without_leaks(rows, set(kept), dev_keys, tests)
        write(rows, options.work / f"train-{name}.tsv")
        counts = Counter(source for _, _, source in rows)
        report[name] = {"pairs": len(rows), "by_source": dict(counts.most_common())}
        print(f"{name}: {len(rows)} pairs", flush=True)
        shared[name] = tests.report(row[:2] for row in rows)
    overlap.write(shared, options.work / "overlap.json")
    print(overlap.table(shared))
    (options.work / "prepared.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
