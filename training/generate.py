"""Translates very many texts in chunks that are kept: a stopped run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import average
import decode
import network
import recipe as settings
import sentencepiece as spm
from transformers import MarianMTModel

CHUNK = 20_000
NBest = list[tuple[str, float]]


def load_models(files: list[Path], plan: settings.Recipe) -> list[MarianMTModel]:
    """One model a weight file, on the recipe's device, ready to decode."""
    device = network.device_of(plan)
    found = []
    for path in files:
        model = network.build(plan)
        model.load_state_dict(average.read(path))
        found.append(model.to(device).eval())
    return found


def fingerprint(texts: list[str], files: list[Path], manner: decode.Manner) -> str:
    """Changes when texts, weights or the manner change."""
    digest = hashlib.sha256(repr(manner).encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in texts:
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def prepare(folder: Path, mark: str) -> None:
    """Empties the folder of chunks unless they were made from the same."""
    known = folder / "made-from"
    if known.is_file() and known.read_text(encoding="utf-8") == mark:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known.write_text(mark, encoding="utf-8")


def nbest(
    texts: list[str],
    folder: Path,
    translate: Callable[[list[str]], Iterator[tuple[int, NBest]]],
    chunk: int = CHUNK,
) -> Iterator[tuple[int, NBest]]:
    """(row, [(translation, log probability a token), ...]) of all texts, chunk by chunk.

    folder: where chunks are kept, made by `prepare`. translate: `decode.translate` of some models;
    a text it leaves out has no row here either.
    """
    started, done = time.monotonic(), 0
    for begin in range(0, len(texts), chunk):
        part = texts[begin : begin + chunk]
        path = folder / f"{begin // chunk:05d}.jsonl"
        if not path.is_file():
            partial = path.with_suffix(".part")
            with partial.open("w", encoding="utf-8", newline="\n") as handle:
                for row, found in translate(part):
                    handle.write(json.dumps([row, found], ensure_ascii=False) + "\n")
            partial.replace(path)
            done += len(part)
            speed = done / (time.monotonic() - started)
            print(f"{begin + len(part)} of {len(texts)} texts, {speed:.0f} a second", flush=True)
        with path.open(encoding="utf-8") as handle:
            for line in handle:
                row, found = json.loads(line)
                yield begin + row, [(text, score) for text, score in found]


def translator(
    files: list[Path], work: Path, manner: decode.Manner, plan: settings.Recipe
) -> Callable[[list[str]], Iterator[tuple[int, NBest]]]:
    """`translate` for `nbest`; the models are loaded when it is first called."""
    models: list[MarianMTModel] = []
    processor = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))

    def translate(texts: list[str]) -> Iterator[tuple[int, NBest]]:
        if not models:
            models.extend(load_models(files, plan))
        return decode.translate(models, processor, texts, manner)

    return translate


def write_mix(rows: list[tuple[str, str, str]], path: Path) -> None:
    """Writes (zh, en, source) rows as a prepared mix, beside and then renamed."""
    partial = path.with_name(path.name + ".part")
    with partial.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines("\t".join(row) + "\n" for row in rows)
    partial.replace(path)
