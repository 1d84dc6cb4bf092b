"""Step 3: trains within a wall-clock budget; resumes from work/checkpoint.pt.

The recipe's stages follow one another by their share of the budget, each on its own mix,
work/train-MIX.npz.

The learning rate is a function of the elapsed share of the budget (or of the planned steps):
warm-up, inverse square root, then a straight line to zero. Stopping with Ctrl-C or SIGTERM saves
first; the next start goes on from there.
"""

from __future__ import annotations

import argparse
import itertools
import math
import signal
import time
from pathlib import Path
from typing import Any

import lexicon
import network
import numpy as np
import recipe as settings
import torch
from corpus import Corpus, endless
from vocabulary import pad_id

COLUMNS = "step\tminutes\tpass\ttrain_loss\tdev_loss\tlearning_rate\tmillion_tokens\ttokens_per_s"


def rate(share: float, plan: settings.Recipe) -> float:
    """The learning rate at a share (0 to 1) of the budget."""
    options = plan["train"]
    peak, warm, late = (
        options["learning_rate"],
        options["warmup_share"],
        options["decay_from"],
    )
    if share < warm:
        return peak * max(share / warm, 0.01)
    if share < late:
        return peak * math.sqrt(warm * 4 / (warm * 3 + share))
    return peak * math.sqrt(warm * 4 / (warm * 3 + late)) * max(0.0, (1 - share) / (1 - late))


def dev_loss(model: torch.nn.Module, dev: Corpus, tokens: int) -> float:
    """Plain cross-entropy in nats a target token."""
    model.eval()
    summed, count = 0.0, 0
    with torch.inference_mode():
        for rows in dev.batches(tokens, None):
            part, size = network.loss(model, *dev.tensors(rows), smoothing=0.0)
            summed, count = summed + part.item(), count + size
    model.train()
    return summed / count


def save(content: dict[str, Any], path: Path) -> None:
    """Writes beside, then renames: a killed run leaves no half file."""
    partial = path.with_suffix(".part")
    torch.save(content, partial)
    partial.replace(path)


def stage_at(share: float, plan: settings.Recipe) -> int:
    """The number of the stage that a share (0 to 1) of the budget falls into."""
    ends = itertools.accumulate(stage["share"] for stage in plan["stage"])
    passed = sum(share >= end - 1e-9 for end in ends)
    return min(passed, len(plan["stage"]) - 1)


def open_stage(number: int, work: Path, plan: settings.Recipe) -> Corpus:
    """The ids of a stage's mix; a stage may thin long pairs more or less than [train] says."""
    options = plan["train"] | plan["stage"][number]
    corpus = Corpus(work / f"train-{options['mix']}.npz", pad_id(plan))
    corpus.thin(options["long_above"], options["long_share"], plan["seed"])
    return corpus


def main() -> None:
    """Trains until the budget is spent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=settings.WORK)
    parser.add_argument("--minutes", type=float, help="instead of the recipe's budget_minutes")
    options = parser.parse_args()
    plan = settings.load()
    train = plan["train"]
    budget = 60.0 * (options.minutes or train["budget_minutes"])
    torch.set_num_threads(train["threads"])
    torch.manual_seed(plan["seed"])
    pad = pad_id(plan)
    dev = Corpus(options.work / "dev.npz", pad)
    model = network.build(plan)
    decayed = [p for p in model.parameters() if p.requires_grad and p.dim() > 1]
    plain = [p for p in model.parameters() if p.requires_grad and p.dim() <= 1]
    optimiser = torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": train["weight_decay"]},
            {"params": plain, "weight_decay": 0.0},
        ],
        lr=0.0,
        betas=(0.9, 0.98),
        eps=1e-9,
        fused=True,
    )
    size = sum(p.numel() for p in model.parameters())
    at, step, before, seen, stage = [0, 0], 0, 0.0, 0, 0
    saved = options.work / "checkpoint.pt"
    log = options.work / "log.tsv"
    if saved.is_file():
        state = torch.load(saved, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])
        at, step, before, seen = state["at"], state["step"], state["elapsed"], state["seen"]
        stage = state.get("stage", 0)
        print(f"goes on from step {step}, {before / 60:.1f} minutes", flush=True)
    else:
        arrays = dict(np.load(options.work / f"train-{plan['stage'][0]['mix']}.npz"))
        start = lexicon.embeddings(arrays, pad + 1, plan["model"]["d_model"], plan["seed"])
        with torch.no_grad():
            model.model.shared.weight.copy_(start)
        print("embeddings start from piece associations", flush=True)
        log.write_text(COLUMNS + "\n", encoding="utf-8")
    print(f"{size / 1e6:.2f} million parameters, budget {budget / 60:.0f} minutes", flush=True)
    asked: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: asked.append(number))
    model.train()
    started = marked = time.monotonic()
    kept_at, summed, count, tokens = before, 0.0, 0, 0

    def checkpoint() -> None:
        nonlocal marked, summed, count, tokens
        now = before + time.monotonic() - started
        state = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "rng": torch.get_rng_state(),
            "at": list(at),
            "stage": stage,
            "step": step,
            "elapsed": now,
            "seen": seen,
        }
        save(state, saved)
        if (step / train["steps"] if train["steps"] else now / budget) > 0.9:
            save({"model": model.state_dict()}, options.work / f"late-{step:07d}.pt")
        speed = tokens / max(time.monotonic() - marked, 1e-9)
        row = (
            f"{step}\t{now / 60:.1f}\t{at[0] + 1}\t{summed / max(count, 1):.4f}\t"
            f"{dev_loss(model, dev, train['batch_tokens']):.4f}\t"
            f"{optimiser.param_groups[0]['lr']:.6f}\t{seen / 1e6:.2f}\t{speed:.0f}"
        )
        with log.open("a", encoding="utf-8") as handle:
            handle.write(row + "\n")
        print(row, flush=True)
        marked, summed, count, tokens = time.monotonic(), 0.0, 0, 0

    corpus = open_stage(stage, options.work, plan)
    batches = endless(corpus, train["batch_tokens"], plan["seed"], at)
    while True:
        elapsed = before + time.monotonic() - started
        share = step / train["steps"] if train["steps"] else elapsed / budget
        if share >= 1 or asked:
            break
        if stage_at(share, plan) != stage:
            stage, at[:] = stage_at(share, plan), [0, 0]
            corpus = open_stage(stage, options.work, plan)
            batches = endless(corpus, train["batch_tokens"], plan["seed"], at)
            print(f"stage {plan['stage'][stage]['name']}", flush=True)
        rows = next(batches)
        for group in optimiser.param_groups:
            group["lr"] = rate(share, plan)
        source, target = corpus.tensors(rows)
        optimiser.zero_grad(set_to_none=True)
        value, size = network.loss(model, source, target, train["label_smoothing"])
        (value / size).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), train["clip"])
        optimiser.step()
        step, seen = step + 1, seen + source.numel() + target.numel()
        summed, count = summed + value.item(), count + size
        tokens += source.numel() + target.numel()
        every = min(60.0 * train["checkpoint_minutes"], budget / 60)
        if elapsed - kept_at >= (every if share > 0.9 else 60.0 * train["checkpoint_minutes"]):
            kept_at = elapsed
            checkpoint()
    checkpoint()
    if not asked:
        save({"model": model.state_dict()}, options.work / "trained.pt")
        print("done", flush=True)


if __name__ == "__main__":
    main()
