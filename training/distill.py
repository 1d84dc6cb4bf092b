"""Sequence-level distillation: the mixes' Chinese -> English by teachers -> train-distilled.tsv.

    python distill.py --teacher work/chosen.pt work/back/chosen.pt    # an ensemble of both
    python vocabulary.py --mix distilled
    python train.py --out work/distilled --with distilled

The teachers translate as one (mean of their probabilities, beam search); of the hypotheses the
one nearest to the human reference by chrF is kept. What is left is plainer and more regular than
what people wrote, so that a small model learns more of it (Kim and Rush 2016, "Sequence-Level
Knowledge Distillation", interpolation). The student has the recipe's own size, that of the
package: the file is text, so another recipe's vocabulary reads it as well.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import backtranslate
import decode
import filters
import generate
import pairs
import recipe as settings
import sacrebleu
from vocabulary import MADE, read_table

Rows = list[tuple[str, str, str]]
NAME = "distilled"


def references(work: Path, plan: settings.Recipe) -> dict[str, list[str]]:
    """Chinese texts of the recipe's mixes, each with the English that people gave it.

    Pairs that a machine made teach nothing here and are left out. Where there are more texts than
    `most`, those with the lowest hash.
    """
    options = plan["distill"]
    found: dict[str, list[str]] = {}
    for mix in options["mixes"]:
        for zh, en, source in read_table(work / f"train-{mix}.tsv"):
            if source in (MADE, NAME) or not pairs.count_han(zh):
                continue
            known = found.setdefault(zh, [])
            if en not in known:
                known.append(en)
    drawn = sorted(found, key=lambda zh: pairs.share(zh, NAME))[: options["most"]]
    return {zh: found[zh] for zh in drawn}


def nearest(task: tuple[list[str], list[str]]) -> tuple[str, float]:
    """The hypothesis nearest to any reference, and its chrF, 0 to 100. task: both lists."""
    hypotheses, wanted = task
    scored = [(sacrebleu.sentence_chrf(text, wanted).score, text) for text in hypotheses]
    best = max(range(len(scored)), key=lambda at: scored[at][0])
    return scored[best][1], scored[best][0]


def sift(
    made: Iterable[tuple[str, str, float]], shut: set[str], least: float
) -> tuple[Rows, Counter[str]]:
    """The pairs fit for training, and how many fell for which reason.

    made: (Chinese, chosen English, its chrF); shut: keys of lines kept for measuring; least: the
    lowest chrF, 0 to 100.
    """
    rows: Rows = []
    reasons: Counter[str] = Counter()
    for zh, raw, score in made:
        en = pairs.normalise_en(raw)
        if score < least:
            reasons["far from the reference"] += 1
        elif not pairs.is_good(zh, en):
            reasons["bad pair"] += 1
        elif fault := filters.fault(zh, en, "prose"):
            reasons[fault] += 1
        elif shut & {pairs.key(zh), pairs.key(en)}:
            reasons["measured"] += 1
        else:
            rows.append((zh, en, NAME))
    reasons["kept"] = len(rows)
    return rows, reasons


def teachers(work: Path, named: list[Path], most: int) -> list[Path]:
    """The named weight files; else the best: of this work folder, and of runs inside it.

    Runs come by the chrF that average.py wrote down; the English-to-Chinese one is no teacher.
    Where there is one run only, its best and final weights stand beside what was chosen.
    """
    if named:
        return named
    found: list[tuple[float, Path]] = []
    for report in [work / "chosen.json", *sorted(work.glob("*/chosen.json"))]:
        figures = json.loads(report.read_text(encoding="utf-8")) if report.is_file() else {}
        if figures and not figures.get("turned") and report.parent.name != NAME:
            rank = figures.get("chrf", -figures["dev_loss"])
            found.append((rank, report.with_name("chosen.pt")))
    chosen = [path for _, path in sorted(found, key=lambda pair: -pair[0])][:most]
    if not chosen:
        raise SystemExit(f"no chosen.pt under {work}: train and average first")
    if len(chosen) == 1:
        beside = [chosen[0].with_name(name) for name in ("best.pt", "trained.pt")]
        chosen += [path for path in beside if path.is_file()][: most - 1]
    return chosen


def chosen_pairs(
    found: Iterable[tuple[int, generate.NBest]], texts: dict[str, list[str]], workers: int
) -> Iterator[tuple[str, str, float]]:
    """(Chinese, nearest hypothesis, chrF); the comparing is spread over processes."""
    sources = list(texts)
    rows, tasks = [], []
    for row, hypotheses in found:
        if hypotheses:
            rows.append(sources[row])
            tasks.append(([text for text, _ in hypotheses], texts[sources[row]]))
    if workers < 2:
        best = map(nearest, tasks)
        yield from ((zh, *pair) for zh, pair in zip(rows, best, strict=True))
        return
    # Not forked: a process that has used a GPU must not be.
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        best = pool.imap(nearest, tasks, chunksize=500)
        yield from ((zh, *pair) for zh, pair in zip(rows, best, strict=True))


def main() -> None:
    """Translates, chooses, sifts and writes the mix."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--teacher", type=Path, nargs="*", default=[], help="weight files")
    options = parser.parse_args()
    plan, work = settings.load(), options.work
    wishes = plan["distill"]
    files = teachers(work, options.teacher, wishes["teachers"])
    print("teachers:", ", ".join(map(str, files)), flush=True)
    texts = references(work, plan)
    manner = decode.Manner(
        beam=wishes["beam"],
        limit=plan["train"]["max_length"],
        batch_tokens=wishes["batch_tokens"],
    )
    folder = work / "made-distilled"
    generate.prepare(folder, generate.fingerprint(list(texts), files, manner))
    translate = generate.translator(files, work, manner, plan)
    found = generate.nbest(list(texts), folder, translate)
    made = chosen_pairs(found, texts, wishes.get("workers", 1))
    rows, reasons = sift(made, backtranslate.barred(work), wishes["min_chrf"])
    generate.write_mix(rows, work / f"train-{NAME}.tsv")
    report = {"texts": len(texts), "teachers": [str(path) for path in files], **reasons}
    (work / f"{NAME}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
