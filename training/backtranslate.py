"""Back-translation: English sides -> Chinese by our own model -> work/train-back.tsv.

    python train.py --turned --out work/turned        # the English-to-Chinese model
    python average.py --turned --out work/turned
    python backtranslate.py                           # this file
    python vocabulary.py --mix back
    python train.py --out work/back --with back       # Chinese to English, with the new pairs

Only the Chinese is a machine's: the English that the model learns to write stays human. The third
column says `back`, which gives the source its tag (see vocabulary.py), so that the model keeps
machine Chinese apart from real Chinese.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import decode
import filters
import generate
import pairs
import recipe as settings
from collect import TEST_SETS
from vocabulary import MADE, read_rows, read_table

Rows = list[tuple[str, str, str]]


def english(work: Path, plan: settings.Recipe, more: list[Path]) -> list[str]:
    """Distinct English texts of the recipe's mixes and of further files, one text a line.

    Only those with a letter and of a length that the recipe wants; drawn by hash where there are
    more than `most`, in an order that does not depend on the files'.
    """
    options = plan["backtranslate"]
    wanted = set(options.get("sources", []))
    found: dict[str, None] = {}
    for mix in options["mixes"]:
        for _, en, source in read_table(work / f"train-{mix}.tsv"):
            if not wanted or source in wanted:
                found[en] = None
    for path in more:
        for line in path.read_text(encoding="utf-8").splitlines():
            found[pairs.normalise_en(line)] = None
    low, high = options["min_chars"], options["max_chars"]
    fit = [en for en in found if low <= len(en) <= high and pairs.LATIN.search(en)]
    return sorted(fit, key=lambda en: pairs.share(en, "back"))[: options["most"]]


def barred(work: Path, data: Path | None = None) -> set[str]:
    """Keys of all lines that are kept for measuring: no side of a made pair may equal one.

    data: folder of the test sets. The mixes hold none of their lines already; other text may.
    """
    files = [settings.HERE / "heldout-ui.tsv", settings.HERE / "headlines.tsv"]
    files += [work / "dev.tsv", work / "judge.tsv"]
    if data:
        files += [data / name for name in TEST_SETS]
    rows = [row for path in files if path.is_file() for row in read_lines(path)]
    return {pairs.key(side) for row in rows for side in row} - {""}


def read_lines(path: Path) -> list[tuple[str, str]]:
    """The pairs of a file; comments and a header's odd lines are left out."""
    with path.open(encoding="utf-8", newline="\n") as handle:
        cells = [line.rstrip("\n").split("\t") for line in handle if not line.startswith("#")]
    return [(row[0], row[1]) for row in cells if len(row) > 1]


def known(work: Path, plan: settings.Recipe) -> set[tuple[str, str]]:
    """Keys of the pairs that the mixes have anyway."""
    return {
        (pairs.key(zh), pairs.key(en))
        for mix in settings.mixes(plan)
        for zh, en in read_rows(work / f"train-{mix}.tsv")
    }


def sift(
    made: Iterable[tuple[str, str, float]],
    shut: set[str],
    there: set[tuple[str, str]],
    least: float,
) -> tuple[Rows, Counter[str]]:
    """The pairs fit for training, and how many fell for which reason.

    made: (Chinese, English, log probability a token); shut: keys of measured lines; there: keys
    of known pairs; least: the lowest log probability a token.
    """
    rows: Rows = []
    reasons: Counter[str] = Counter()
    seen = set(there)
    for raw, en, score in made:
        zh = pairs.normalise_zh(raw)
        both = pairs.key(zh), pairs.key(en)
        if score < least:
            reasons["unsure"] += 1
        elif not pairs.is_good(zh, en):
            reasons["bad pair"] += 1
        elif fault := filters.fault(zh, en, "prose"):
            reasons[fault] += 1
        elif shut & set(both):
            reasons["measured"] += 1
        elif both in seen:
            reasons["known"] += 1
        else:
            seen.add(both)
            rows.append((zh, en, MADE))
    reasons["kept"] = len(rows)
    return rows, reasons


def main() -> None:
    """Translates, sifts and writes the mix."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--model", type=Path, help="English-to-Chinese weights")
    parser.add_argument(
        "--text", type=Path, nargs="*", default=[], help="more English, a line each"
    )
    parser.add_argument("--data", type=Path, help="folder of the test sets, which --text needs")
    options = parser.parse_args()
    if options.text and not options.data:
        parser.error("--text needs --data: your text may hold lines of the test sets")
    plan, work = settings.load(), options.work
    wishes = plan["backtranslate"]
    files = [options.model or work / "turned" / "chosen.pt"]
    texts = english(work, plan, options.text)
    limit, beam = plan["train"]["max_length"], wishes["beam"]
    manner = decode.Manner(beam=beam, limit=limit, batch_tokens=wishes["batch_tokens"])
    folder = work / "made-back"
    generate.prepare(folder, generate.fingerprint(texts, files, manner))
    translate = generate.translator(files, work, manner, plan)
    made = (
        (found[0][0], texts[row], found[0][1])
        for row, found in generate.nbest(texts, folder, translate)
        if found
    )
    rows, reasons = sift(made, barred(work, options.data), known(work, plan), wishes["min_score"])
    generate.write_mix(rows, work / "train-back.tsv")
    report = {"texts": len(texts), **reasons}
    (work / "back.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
