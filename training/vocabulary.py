"""Step 2: work/train.tsv -> work/sentencepiece.model and the ids in work/{train,dev}.npz.

One joint unigram vocabulary. The ids of the model are SentencePiece's own:
0 unknown, 1 end of sentence, then bytes and pieces. Padding, which is also what the decoder
starts from, comes after them as the last id: CTranslate2's Marian converter expects it there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import recipe as settings
import sentencepiece as spm

UNK, EOS = 0, 1


def pad_id(plan: settings.Recipe) -> int:
    """The id of padding: the last of the model's vocabulary, unknown to SentencePiece."""
    return int(plan["vocabulary"]["size"]) - 1


def read_rows(path: Path) -> list[tuple[str, str]]:
    """The (zh, en) columns of a prepared file."""
    with path.open(encoding="utf-8", newline="\n") as handle:
        return [tuple(line.rstrip("\n").split("\t")[:2]) for line in handle]  # type: ignore[misc]


def train_vocabulary(rows: list[tuple[str, str]], work: Path, plan: settings.Recipe) -> None:
    """Trains SentencePiece on the distinct lines of both sides: weights do not count."""
    text = work / "vocabulary.txt"
    lines = list(dict.fromkeys(side for row in rows for side in row))
    text.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(work / "vocabulary"),
        model_type="unigram",
        vocab_size=pad_id(plan),
        character_coverage=plan["vocabulary"]["coverage"],
        normalization_rule_name="nmt_nfkc",
        byte_fallback=True,
        split_digits=True,
        unk_id=UNK,
        bos_id=-1,
        eos_id=EOS,
        pad_id=-1,
        input_sentence_size=500_000,
        shuffle_input_sentence=True,
        num_threads=plan["train"]["threads"],
        minloglevel=1,
    )
    text.unlink()
    (work / "vocabulary.model").replace(work / "sentencepiece.model")


def encode(rows: list[tuple[str, str]], work: Path, limit: int) -> dict[str, np.ndarray]:
    """Token ids of all rows, flat, each side ended by EOS.

    Returns src, tgt: uint16 [tokens]; src_at, tgt_at: int64 [rows + 1] offsets.
    """
    processor = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    sources = processor.encode([zh for zh, _ in rows], add_eos=True)
    targets = processor.encode([en for _, en in rows], add_eos=True)
    fit = [i for i in range(len(rows)) if max(len(sources[i]), len(targets[i])) <= limit]
    arrays: dict[str, np.ndarray] = {}
    for side, ids in {"src": sources, "tgt": targets}.items():
        arrays[side] = np.fromiter((t for i in fit for t in ids[i]), dtype=np.uint16)
        arrays[f"{side}_at"] = np.cumsum([0] + [len(ids[i]) for i in fit], dtype=np.int64)
    return arrays


def main() -> None:
    """Skips what is there; --force makes it anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=settings.WORK)
    options = parser.parse_args()
    plan = settings.load()
    rows = read_rows(options.work / "train.tsv")
    if not (options.work / "sentencepiece.model").is_file():
        train_vocabulary(rows, options.work, plan)
    for name in ("dev", "train"):
        part = rows if name == "train" else read_rows(options.work / "dev.tsv")
        arrays = encode(part, options.work, plan["train"]["max_length"])
        partial = options.work / f"{name}.part.npz"
        np.savez(partial, **arrays)
        partial.replace(options.work / f"{name}.npz")
        count = len(arrays["src_at"]) - 1
        print(
            f"{name}: {count} pairs, {len(arrays['src']) / count:.1f} source and "
            f"{len(arrays['tgt']) / count:.1f} target tokens a pair",
            flush=True,
        )


if __name__ == "__main__":
    main()
