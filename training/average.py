"""Step 3b: the best of final, best, moving-mean and averaged weights -> work/chosen.pt.

By chrF on work/judge.tsv where the recipe judges, else by the loss on the dev set.

    python average.py --work work-gpu --half      # 16 bits a weight: half the size to carry
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import corpus
import judge
import network
import recipe as settings
import torch
from transformers import MarianMTModel
from vocabulary import pad_id

Weights = dict[str, torch.Tensor]


def read(path: Path) -> Weights:
    """The weights in a file, on the processor; 16-bit ones as float32."""
    found = torch.load(path, map_location="cpu", weights_only=False)["model"]
    return {k: v.float() if v.is_floating_point() else v for k, v in found.items()}


def average(files: list[Path]) -> Weights:
    """The mean of several weight files."""
    total: Weights = {}
    for path in files:
        for name, value in read(path).items():
            total[name] = total.get(name, 0) + value.double() / len(files)
    return {name: value.float() for name, value in total.items()}


def candidates(work: Path) -> dict[str, list[Path]]:
    """What there is to choose from: a name, and the files to take the mean of.

    late-STEP.pt are weights kept towards the end, best.pt those with the best chrF so far,
    moving.pt the exponential moving mean.
    """
    late = sorted(work.glob("late-*.pt"))
    # A run that has not come to its end has a checkpoint only.
    ended = (work / "trained.pt").is_file()
    found = {"final": [work / "trained.pt"]} if ended else {"last": [work / "checkpoint.pt"]}
    for name, file in {"best": "best.pt", "moving mean": "moving.pt"}.items():
        if (work / file).is_file():
            found[name] = [work / file]
    return found | {f"mean of last {n}": late[-n:] for n in (3, 6, 12) if len(late) >= n}


def choose(
    work: Path, shared: Path, model: MarianMTModel, plan: settings.Recipe, *, turned: bool = False
) -> tuple[str, dict[str, dict[str, float]]]:
    """Loads the best candidate into the model; its name, and the figures of all.

    work: folder of the weights; shared: folder of dev.npz, judge.tsv and the vocabulary.
    """
    dev = corpus.Corpus(shared / "dev.npz", pad_id(plan), turned=turned)
    by = judge.of_work(shared, plan, turned=turned)
    figures: dict[str, dict[str, float]] = {}
    groups = candidates(work)
    for name, files in groups.items():
        model.load_state_dict(average(files))
        found = {"dev_loss": network.dev_loss(model, dev, plan["train"]["batch_tokens"])}
        if by:
            verdict = by.verdict([model])
            found |= {"bleu": verdict.bleu, "chrf": verdict.chrf}
        figures[name] = {key: round(value, 4) for key, value in found.items()}
        told = ", ".join(f"{key} {value:.4f}" for key, value in found.items())
        print(f"{name}: {told}", flush=True)
    best = max(figures, key=lambda n: figures[n].get("chrf", -figures[n]["dev_loss"]))
    model.load_state_dict(average(groups[best]))
    return best, figures


def stored(model: MarianMTModel, *, half: bool) -> Weights:
    """The weights on the processor; names that share a matrix still do, so it is written once."""
    moved: Weights = {}
    found: Weights = {}
    for name, value in model.state_dict().items():
        key = f"{value.data_ptr()} {tuple(value.shape)}"
        if key not in moved:
            plain = value.cpu()
            moved[key] = plain.half() if half and value.is_floating_point() else plain
        found[name] = moved[key]
    return found


def main() -> None:
    """Chooses, and writes chosen.pt and chosen.json."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK, help="ids and vocabulary")
    parser.add_argument("--out", type=Path, help="folder of the weights, default: --work")
    parser.add_argument("--half", action="store_true", help="write float16")
    parser.add_argument("--turned", action="store_true", help="an English-to-Chinese training")
    options = parser.parse_args()
    plan = settings.load()
    out = options.out or options.work
    model = network.build(plan).to(network.device_of(plan)).eval()
    name, figures = choose(out, options.work, model, plan, turned=options.turned)
    weights = stored(model, half=options.half)
    partial = out / "chosen.part"
    torch.save({"model": weights}, partial)
    partial.replace(out / "chosen.pt")
    report = {
        "weights": name,
        **figures[name],
        "turned": options.turned,
        "candidates": figures,
    }
    (out / "chosen.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"chosen: {name}")


if __name__ == "__main__":
    main()
