"""Step 2: work/train-MIX.tsv -> work/sentencepiece.model and the ids in work/*.npz.

One joint unigram vocabulary over all mixes. The ids of the model are SentencePiece's own:
0 unknown, 1 end of sentence, then bytes and pieces. Padding, which is also what the decoder
starts from, comes after them as the last id: CTranslate2's Marian converter expects it there.

A source that a machine made (third column `back`) begins with the byte piece of a control
character. Byte fallback has the piece anyway, so there is no symbol of our own; and no text can
hold it, since SentencePiece's normalisation takes control characters out.

    python vocabulary.py                    # the mixes that the recipe's stages name
    python vocabulary.py --mix back         # one more mix, with the vocabulary that is there
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from pathlib import Path

import corpus
import numpy as np
import recipe as settings
import sentencepiece as spm

UNK, EOS = 0, 1
MADE = "back"  # what the third column says of a source that was translated from the target
TAG = "<0x1A>"  # the byte piece that begins such a source
Row = tuple[str, str, str]


def pad_id(plan: settings.Recipe) -> int:
    """The id of padding: the last of the model's vocabulary, unknown to SentencePiece."""
    return int(plan["vocabulary"]["size"]) - 1


def read_table(path: Path) -> list[Row]:
    """The (zh, en, source) columns of a prepared file; source may be empty."""
    rows = []
    with path.open(encoding="utf-8", newline="\n") as handle:
        for line in handle:
            cells = line.rstrip("\n").split("\t")
            rows.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return rows


def read_rows(path: Path) -> list[tuple[str, str]]:
    """The (zh, en) columns of a prepared file."""
    return [(zh, en) for zh, en, _ in read_table(path)]


def train_vocabulary(rows: list[Row], work: Path, plan: settings.Recipe) -> None:
    """Trains SentencePiece on the distinct lines of both sides: weights do not count."""
    text = work / "vocabulary.txt"
    lines = list(dict.fromkeys(side for zh, en, _ in rows for side in (zh, en)))
    text.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    options = plan["vocabulary"]
    spm.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(work / "vocabulary"),
        model_type="unigram",
        vocab_size=pad_id(plan),
        character_coverage=options["coverage"],
        normalization_rule_name="nmt_nfkc",
        byte_fallback=True,
        split_digits=True,
        unk_id=UNK,
        bos_id=-1,
        eos_id=EOS,
        pad_id=-1,
        input_sentence_size=options.get("sentences", 500_000),
        shuffle_input_sentence=True,
        num_threads=plan["train"]["threads"],
        minloglevel=1,
    )
    text.unlink()
    (work / "vocabulary.vocab").unlink()
    (work / "vocabulary.model").replace(work / "sentencepiece.model")


def encode(
    rows: list[Row], processor: spm.SentencePieceProcessor, limit: int
) -> tuple[corpus.Arrays, np.ndarray]:
    """Token ids of the distinct rows, each side ended by EOS, and how often each row comes.

    Rows with more than `limit` tokens on a side are left out. They are sorted, since like rows
    side by side pack smaller; training shuffles anyway.
    """
    counted = Counter((zh, en, source == MADE) for zh, en, source in rows)
    distinct = sorted(counted)
    sources = processor.encode([zh for zh, _, _ in distinct], add_eos=True)
    targets = processor.encode([en for _, en, _ in distinct], add_eos=True)
    tag = processor.piece_to_id(TAG)
    for at, (_, _, made) in enumerate(distinct):
        if made:
            sources[at] = [tag, *sources[at]]
    fit = [i for i in range(len(distinct)) if max(len(sources[i]), len(targets[i])) <= limit]
    arrays = corpus.flatten([sources[i] for i in fit], [targets[i] for i in fit])
    return arrays, np.array([counted[distinct[i]] for i in fit], dtype=np.int64)


def encode_file(source: Path, target: Path, work: Path, limit: int) -> dict[str, float]:
    """Encodes one prepared file, says what came out and returns it."""
    processor = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    arrays, copies = encode(read_table(source), processor, limit)
    corpus.save(target, arrays, copies)
    count = max(1, len(copies))
    report = {
        "pairs": int(copies.sum()),
        "distinct": len(copies),
        "source_tokens": round(len(arrays["src"]) / count, 1),
        "target_tokens": round(len(arrays["tgt"]) / count, 1),
        "bytes": target.stat().st_size,
    }
    told = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in report.items())
    print(f"{target.name}: {told}", flush=True)
    return report


def main() -> None:
    """Makes the vocabulary unless it is there, then the ids of the dev set and the mixes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--judge", type=Path, help="pairs to judge training by, as judge.tsv")
    parser.add_argument("--mix", nargs="+", default=[], help="only these mixes")
    options = parser.parse_args()
    plan, work = settings.load(), options.work
    mixes = options.mix or settings.mixes(plan)
    if not (work / "sentencepiece.model").is_file():
        rows = [row for mix in mixes for row in read_table(work / f"train-{mix}.tsv")]
        train_vocabulary(rows, work, plan)
    if options.judge:
        shutil.copyfile(options.judge, work / "judge.tsv")
    limit = plan["train"]["max_length"]
    report = {}
    for name in mixes if options.mix else ["dev", *(mixes)]:
        stem = name if name == "dev" else f"train-{name}"
        report[name] = encode_file(work / f"{stem}.tsv", work / f"{stem}.npz", work, limit)
    if not options.mix:
        done = json.dumps(report, indent=1) + "\n"
        (work / "vocabulary.json").write_text(done, encoding="utf-8")


if __name__ == "__main__":
    main()
