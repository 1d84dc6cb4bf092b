"""Step 3: trains on work/train.npz within a wall-clock budget; resumes from work/checkpoint.pt.

The learning rate is a function of the elapsed share of the budget (or of the planned steps):
warm-up, inverse square root, then a straight line to zero. Stopping with Ctrl-C or SIGTERM saves
first; the next start goes on from there.
"""

from __future__ import annotations

import argparse
import math
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lexicon
import network
import numpy as np
import recipe as settings
import torch
from vocabulary import pad_id

COLUMNS = "step\tminutes\tpass\ttrain_loss\tdev_loss\tlearning_rate\tmillion_tokens\ttokens_per_s"
POOL = 16384  # pairs sorted by length together; larger pads less, smaller mixes more


class Corpus:
    """Token ids of one file, cut into padded batches of like length."""

    def __init__(self, path: Path, pad: int) -> None:
        self.pad_id = pad
        self.rows: np.ndarray | None = None
        arrays = np.load(path)
        self.src, self.src_at = arrays["src"].astype(np.int64), arrays["src_at"]
        self.tgt, self.tgt_at = arrays["tgt"].astype(np.int64), arrays["tgt_at"]
        self.src_len, self.tgt_len = np.diff(self.src_at), np.diff(self.tgt_at)

    def thin(self, above: int, share: float, seed: int) -> None:
        """Keeps only a share of the pairs with more than so many tokens on both sides together."""
        long = self.src_len + self.tgt_len > above
        drawn = np.random.default_rng(seed).random(len(long))
        self.rows = np.flatnonzero(~long | (drawn < share))

    def batches(self, tokens: int, rng: np.random.Generator | None) -> list[np.ndarray]:
        """Row numbers of every batch of one pass; without rng in order of length."""
        order = np.arange(len(self.src_len)) if self.rows is None else self.rows
        count = len(order)
        if rng is not None:
            order = rng.permutation(order)
        found: list[np.ndarray] = []
        for begin in range(0, count, POOL):
            pool = order[begin : begin + POOL]
            pool = pool[np.lexsort((self.src_len[pool], self.tgt_len[pool]))]
            at = 0
            while at < len(pool):
                end, widest = at, 0
                while end < len(pool):
                    width = max(widest, int(self.src_len[pool[end]] + self.tgt_len[pool[end]]))
                    if end > at and width * (end - at + 1) > tokens:
                        break
                    end, widest = end + 1, width
                found.append(pool[at:end])
                at = end
        if rng is not None:
            found = [found[i] for i in rng.permutation(len(found))]
        return found

    def tensors(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Padded source and target ids, int64 [batch, length]."""

        def pad(flat: np.ndarray, at: np.ndarray, lengths: np.ndarray) -> torch.Tensor:
            padded = np.full((len(rows), int(lengths[rows].max())), self.pad_id, dtype=np.int64)
            for line, row in enumerate(rows):
                padded[line, : lengths[row]] = flat[at[row] : at[row + 1]]
            return torch.from_numpy(padded)

        return pad(self.src, self.src_at, self.src_len), pad(self.tgt, self.tgt_at, self.tgt_len)


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


def endless(corpus: Corpus, tokens: int, seed: int, at: list[int]) -> Iterator[np.ndarray]:
    """Batches for ever; `at` holds [pass, batch] of the next one and is kept up to date."""
    while True:
        batches = corpus.batches(tokens, np.random.default_rng([seed, at[0]]))
        while at[1] < len(batches):
            rows = batches[at[1]]
            at[1] += 1
            yield rows
        at[0], at[1] = at[0] + 1, 0


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
    corpus, dev = Corpus(options.work / "train.npz", pad), Corpus(options.work / "dev.npz", pad)
    corpus.thin(train["long_above"], train["long_share"], plan["seed"])
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
    at, step, before, seen = [0, 0], 0, 0.0, 0
    saved = options.work / "checkpoint.pt"
    log = options.work / "log.tsv"
    if saved.is_file():
        state = torch.load(saved, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])
        at, step, before, seen = state["at"], state["step"], state["elapsed"], state["seen"]
        print(f"goes on from step {step}, {before / 60:.1f} minutes", flush=True)
    else:
        arrays = dict(np.load(options.work / "train.npz"))
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

    for rows in endless(corpus, train["batch_tokens"], plan["seed"], at):
        elapsed = before + time.monotonic() - started
        share = step / train["steps"] if train["steps"] else elapsed / budget
        if share >= 1 or asked:
            at[1] -= 1
            break
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
