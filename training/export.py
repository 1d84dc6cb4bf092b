"""Step 4: trained weights -> CTranslate2 int8 -> a deterministic .argosmodel package."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import ctranslate2
import network
import recipe as settings
import sentencepiece as spm
import torch
from ctranslate2.converters import TransformersConverter
from corpus import Corpus
from train import dev_loss
from transformers import MarianMTModel
from vocabulary import pad_id, read_rows

MODELS = settings.HERE.parent / "models"
FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # so that the same content gives the same package
LIMIT = 25 * 1024 * 1024
Weights = dict[str, torch.Tensor]


def average(files: list[Path]) -> Weights:
    """The mean of several weight files."""
    total: Weights = {}
    for path in files:
        for name, value in torch.load(path, weights_only=False)["model"].items():
            total[name] = total.get(name, 0) + value.double() / len(files)
    return {name: value.float() for name, value in total.items()}


def choose(work: Path, model: MarianMTModel, plan: settings.Recipe) -> tuple[str, float]:
    """Loads the best of: final weights, means of the last 3 and 6 late ones; by dev loss."""
    late = sorted(work.glob("late-*.pt"))
    groups = {"final": [work / "trained.pt"]}
    groups |= {f"mean of last {n}": late[-n:] for n in (3, 6) if len(late) >= n}
    dev = Corpus(work / "dev.npz", pad_id(plan))
    scores: dict[str, float] = {}
    for name, files in groups.items():
        model.load_state_dict(average(files))
        scores[name] = dev_loss(model, dev, plan["train"]["batch_tokens"])
        print(f"{name}: dev loss {scores[name]:.4f}", flush=True)
    best = min(scores, key=lambda name: scores[name])
    model.load_state_dict(average(groups[best]))
    return best, scores[best]


def save_for_conversion(
    model: MarianMTModel, pieces: Path, folder: Path, plan: settings.Recipe
) -> None:
    """Writes the Hugging Face folder that CTranslate2's Marian converter reads."""
    model.eval()
    model.save_pretrained(folder)
    processor = spm.SentencePieceProcessor(model_file=str(pieces))
    ids = {processor.id_to_piece(i): i for i in range(processor.get_piece_size())}
    ids["<pad>"] = pad_id(plan)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(pieces, folder / name)
    config = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": plan["package"]["from_code"],
        "target_lang": plan["package"]["to_code"],
        "model_max_length": plan["model"]["max_positions"],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")


def convert(source: Path, target: Path, quantization: str) -> None:
    """Hugging Face folder -> CTranslate2 folder that adds the end-of-sentence mark by itself."""
    TransformersConverter(str(source)).convert(str(target), quantization=quantization, force=True)
    path = target / "config.json"
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    config["add_source_eos"] = True
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def agreement(
    model: MarianMTModel, converted: Path, pieces: Path, texts: list[str], plan: settings.Recipe
) -> float:
    """Share of texts for which CTranslate2 and Hugging Face give the same pieces (greedy)."""
    processor = spm.SentencePieceProcessor(model_file=str(pieces))
    translator = ctranslate2.Translator(str(converted), compute_type="default", intra_threads=2)
    same = 0
    for text in texts:
        tokens = processor.encode(text, out_type=str)
        ours = translator.translate_batch([tokens], beam_size=1, max_decoding_length=100)
        ids = torch.tensor([[*processor.encode(text), processor.eos_id()]])
        with torch.inference_mode():
            theirs = model.generate(
                ids,
                num_beams=1,
                do_sample=False,
                max_new_tokens=100,
                use_cache=True,
                bad_words_ids=[[pad_id(plan)]],
            )[0, 1:].tolist()
        if processor.eos_id() in theirs:
            theirs = theirs[: theirs.index(processor.eos_id())]
        same += [processor.id_to_piece(i) for i in theirs] == ours[0].hypotheses[0]
    return same / len(texts)


def credits_text(plan: settings.Recipe) -> str:
    """The README.md inside the package."""
    package = plan["package"]
    lines = [
        f"# {package['from_name']} to {package['to_name']}, version {package['version']}",
        "",
        "A small translation model made by the glossa project with its recipe in training/, for",
        "interface strings, short headlines, names and source lines. The model card is",
        "models/README.md of that project. glossa offers it under its own licence, MIT, as far as",
        "that is its to give: some of the training texts are share-alike, and whether such terms",
        "reach a model is not settled. The recipe makes one without them (PERMISSIVE=1).",
        "",
        "Trained on pairs from these sources, with thanks:",
        "",
    ]
    lines += [f"- {source['name']}: {source['licence']}" for source in plan["source"]]
    lines.append(f"- names and interface terms: {plan['facts']['licence']}")
    return "\n".join(lines) + "\n"


def pack(converted: Path, pieces: Path, plan: settings.Recipe, target: Path) -> None:
    """Zips the package as Argos does, with fixed times and order, and renames it into place."""
    package = plan["package"]
    version = package["version"].replace(".", "_")
    top = f"translate-{package['from_code']}_{package['to_code']}-{version}"
    metadata = {
        "package_version": package["version"],
        "argos_version": package["argos_version"],
        "from_code": package["from_code"],
        "from_name": package["from_name"],
        "to_code": package["to_code"],
        "to_name": package["to_name"],
        "type": "translate",
    }
    content = {
        "metadata.json": (json.dumps(metadata, indent=4) + "\n").encode(),
        "README.md": credits_text(plan).encode(),
        "sentencepiece.model": pieces.read_bytes(),
    }
    content |= {f"model/{path.name}": path.read_bytes() for path in converted.iterdir()}
    partial = target.with_suffix(".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(f"{top}/{name}", FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content[name], compresslevel=9)
    size = partial.stat().st_size
    if size > LIMIT:
        partial.unlink()
        raise SystemExit(f"the package has {size} bytes, more than {LIMIT}: make the model smaller")
    partial.replace(target)
    print(f"{target}: {size} bytes")


def main() -> None:
    """Exports the trained model, or with --checkpoint what there is so far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--checkpoint", type=Path, help="a provisional package from this file")
    parser.add_argument(
        "--output", type=Path, help="default: ../models/translate-zh_en-V.argosmodel"
    )
    parser.add_argument("--check", type=int, default=50, help="strings to compare, 0 for none")
    options = parser.parse_args()
    plan = settings.load()
    torch.set_num_threads(plan["train"]["threads"])
    package = plan["package"]
    name = f"translate-{package['from_code']}_{package['to_code']}-"
    name += package["version"].replace(".", "_") + ".argosmodel"
    output = options.output or MODELS / name
    output.parent.mkdir(parents=True, exist_ok=True)
    pieces = options.work / "sentencepiece.model"
    model = network.build(plan)
    report: dict[str, Any] = {}
    if options.checkpoint:
        model.load_state_dict(average([options.checkpoint]))
        report["weights"] = options.checkpoint.name
    else:
        report["weights"], report["dev_loss"] = choose(options.work, model, plan)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        save_for_conversion(model, pieces, folder / "hf", plan)
        convert(folder / "hf", folder / "int8", "int8")
        if options.check:
            texts = [zh for zh, _ in read_rows(options.work / "dev.tsv")][: options.check]
            convert(folder / "hf", folder / "float32", "float32")
            for kind in ("float32", "int8"):
                share = agreement(model, folder / kind, pieces, texts, plan)
                report[f"same_as_transformers_{kind}"] = share
                print(f"{kind}: {share:.0%} of {len(texts)} as Transformers translates", flush=True)
            if report["same_as_transformers_float32"] < 0.96:
                raise SystemExit("CTranslate2 and Transformers differ: the conversion is wrong")
        pack(folder / "int8", pieces, plan, output)
    if options.checkpoint:
        return
    (options.work / "exported.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
