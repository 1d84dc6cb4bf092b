"""Step 4: chosen.pt -> CTranslate2 int8 -> a deterministic .argosmodel package.

python export.py                               # what average.py chose
python export.py --out work/back               # the run with back-translated pairs
python export.py --weights work/late-0001.pt --output try.argosmodel
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import average
import ctranslate2
import network
import recipe as settings
import sentencepiece as spm
import torch
from ctranslate2.converters import TransformersConverter
from transformers import MarianMTModel
from vocabulary import pad_id, read_rows

FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # so that the same content gives the same package


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


def credits_text(plan: settings.Recipe, used: set[str] | None = None) -> str:
    """The README.md inside the package; used: names of the sources to thank, by default all."""
    package = plan["package"]
    lines = [
        f"# {package['from_name']} to {package['to_name']}, version {package['version']}",
        "",
        "A small translation model made by the glossa project with its recipe in training/. The",
        "model card, models/README.md of that project, says what it is good and bad at. glossa",
        "offers it under its own licence, MIT, as far as that is its to give: some of the training",
        "texts may be share-alike, and whether such terms reach a model is not settled. The recipe",
        "makes one without them (PERMISSIVE=1).",
        "",
        "Trained on pairs from these sources, with thanks:",
        "",
    ]
    for source in plan["source"]:
        if used is None or source["name"] in used:
            thanks = f" ({source['credit']})" if source.get("credit") else ""
            lines.append(f"- {source['name']}{thanks}: {source['licence']}")
    lines.append(f"- names and interface terms: {plan['facts']['licence']}")
    return "\n".join(lines) + "\n"


def used_sources(work: Path) -> set[str] | None:
    """The sources that prepared.json counts in any mix; None where it counts none."""
    path = work / "prepared.json"
    if not path.is_file():
        return None
    report = json.loads(path.read_text(encoding="utf-8"))
    mixes = [part for part in report.values() if isinstance(part, dict)]
    found = {name for mix in mixes for name in mix.get("by_source", {})}
    return found or None


def pack(converted: Path, pieces: Path, plan: settings.Recipe, target: Path, readme: str) -> None:
    """Zips the package as Argos does, with fixed times and order, and renames it into place.

    Raises SystemExit when it is larger than the recipe's limit_mb, in millions of bytes.
    """
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
    if "max_source_tokens" in package:  # glossa's own key: Argos passes it over
        metadata["max_source_tokens"] = package["max_source_tokens"]
    content = {
        "metadata.json": (json.dumps(metadata, indent=4) + "\n").encode(),
        "README.md": readme.encode(),
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
    limit = int(package["limit_mb"] * 1_000_000)
    if size > limit:
        partial.unlink()
        raise SystemExit(f"the package has {size} bytes, more than {limit}: make the model smaller")
    partial.replace(target)
    print(f"{target}: {size} bytes")


def check(
    model: MarianMTModel, folder: Path, pieces: Path, texts: list[str], plan: settings.Recipe
) -> dict[str, float]:
    """How many texts CTranslate2 translates as Transformers does, per kind of number.

    Raises SystemExit when float32 differs for more than one text in twenty-five.
    """
    report = {}
    convert(folder / "hf", folder / "float32", "float32")
    for kind in ("float32", "int8"):
        share = agreement(model, folder / kind, pieces, texts, plan)
        report[f"same_as_transformers_{kind}"] = share
        print(f"{kind}: {share:.0%} of {len(texts)} as Transformers translates", flush=True)
    if report["same_as_transformers_float32"] < 0.96:
        raise SystemExit("CTranslate2 and Transformers differ: the conversion is wrong")
    return report


def main() -> None:
    """Exports what average.py chose, or with --weights any weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK, help="vocabulary and dev set")
    parser.add_argument("--out", type=Path, help="folder of the weights, default: --work")
    parser.add_argument("--weights", type=Path, help="these weights, no report")
    parser.add_argument("--output", type=Path, help="default: in the folder of the weights")
    parser.add_argument("--check", type=int, default=50, help="strings to compare, 0 for none")
    options = parser.parse_args()
    plan, work, out = settings.load(), options.work, options.out or options.work
    torch.set_num_threads(plan["train"]["threads"])
    package = plan["package"]
    name = f"translate-{package['from_code']}_{package['to_code']}-"
    name += package["version"].replace(".", "_") + ".argosmodel"
    output = options.output or out / name
    output.parent.mkdir(parents=True, exist_ok=True)
    weights = options.weights or out / "chosen.pt"
    if not weights.is_file():
        raise SystemExit(f"{weights} is missing: run average.py first")
    pieces = work / "sentencepiece.model"
    model = network.build(plan)
    model.load_state_dict(average.read(weights))
    report: dict[str, Any] = {"weights": weights.name}
    if not options.weights and (out / "chosen.json").is_file():
        report = json.loads((out / "chosen.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        save_for_conversion(model, pieces, folder / "hf", plan)
        convert(folder / "hf", folder / "int8", "int8")
        if options.check:
            texts = [zh for zh, _ in read_rows(work / "dev.tsv")][: options.check]
            report |= check(model, folder, pieces, texts, plan)
        pack(folder / "int8", pieces, plan, output, credits_text(plan, used_sources(work)))
    if not options.weights:
        done = json.dumps(report, indent=1) + "\n"
        (out / "exported.json").write_text(done, encoding="utf-8")


if __name__ == "__main__":
    main()
