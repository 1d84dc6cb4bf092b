"""Step 3: trains within a wall-clock budget; resumes from checkpoint.pt; on a GPU if there is one.

The recipe's stages follow one another by their share of the budget, each on its own mix,
work/train-MIX.npz. The learning rate is a function of the elapsed share of the budget (or of the
planned steps): warm-up, inverse square root, then a straight line to zero. Stopping with Ctrl-C or
SIGTERM saves first; the next start goes on from there. A stage whose chrF no longer rises is left.

    python train.py                                           # Chinese to English
    python train.py --turned --out work/turned                # English to Chinese
    python train.py --out work/back --with back               # with a mix made by a machine
"""

from __future__ import annotations

import argparse
import itertools
import math
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import average
import judge
import lexicon
import network
import numpy as np
import recipe as settings
import torch
from corpus import Corpus, endless, load
from journal import Journal
from torch.fx.experimental import _config
from vocabulary import pad_id

MOVING_EVERY = 10  # steps between two updates of the moving mean of the weights
LATE = 0.9  # share of the budget after which weights are kept for averaging


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


def stage_ends(plan: settings.Recipe) -> list[float]:
    """The share (0 to 1) of the budget at which each stage ends."""
    return list(itertools.accumulate(stage["share"] for stage in plan["stage"]))


def stage_at(share: float, plan: settings.Recipe) -> int:
    """The number of the stage that a share (0 to 1) of the budget falls into."""
    passed = sum(share >= end - 1e-9 for end in stage_ends(plan))
    return min(passed, len(plan["stage"]) - 1)


def files_of(number: int, work: Path, plan: settings.Recipe, more: list[str]) -> list[Path]:
    """The files of ids that a stage reads: its mix, and those of `more` that name the stage.

    A machine-made mix goes into the stages that `into` of its table names.
    """
    stage = plan["stage"][number]
    tables = {"back": "backtranslate", "distilled": "distill"}
    added = [mix for mix in more if stage["name"] in plan[tables.get(mix, mix)]["into"]]
    return [work / f"train-{mix}.npz" for mix in [stage["mix"], *added]]


def save(content: dict[str, Any], path: Path) -> None:
    """Writes beside, then renames: a killed run leaves no half file."""
    partial = path.with_suffix(".part")
    torch.save(content, partial)
    partial.replace(path)


class Patience:
    """Counts judgements without a better score."""

    def __init__(self, most: int) -> None:
        self.most, self.best, self.without = most, -math.inf, 0

    def tell(self, score: float) -> bool:
        """Whether this score is the best so far."""
        better = score > self.best
        self.best, self.without = max(self.best, score), 0 if better else self.without + 1
        return better

    @property
    def ended(self) -> bool:
        """Whether patience has run out; never with `most` 0."""
        return 0 < self.most <= self.without


class Training:
    """One run: network, optimiser, place in the data, and what is written while it goes."""

    def __init__(self, plan: settings.Recipe, options: argparse.Namespace) -> None:
        self.plan, self.options = plan, plan["train"]
        self.work, self.out = options.work, options.out or options.work
        self.turned, self.more = options.turned, options.mixes
        minutes = options.minutes or self.options["budget_minutes"]
        if options.turned and not options.minutes:
            minutes = plan["backtranslate"]["minutes"]
        self.budget = 60.0 * minutes
        self.device = network.device_of(plan)
        self.precision = self.options.get("precision", "auto")
        self.model = network.build(plan).to(self.device)
        self.optimiser = self._optimiser()
        self.loss = self._loss()
        self.moving = self._copied() if self.options.get("moving_mean", 0) else []
        self.dev = Corpus(self.work / "dev.npz", pad_id(plan), turned=self.turned)
        self.judge = judge.of_work(self.work, plan, turned=self.turned)
        self.patience = Patience(self.options.get("patience", 0))
        self.at, self.step, self.seen, self.stage = [0, 0], 0, 0, 0
        self.before, self.skipped = 0.0, 0.0
        self.asked: list[int] = []
        self.started = time.monotonic()

    def _optimiser(self) -> torch.optim.Optimizer:
        """AdamW; weight decay for matrices only."""
        learnt = [p for p in self.model.parameters() if p.requires_grad]
        decayed = [p for p in learnt if p.dim() > 1]
        plain = [p for p in learnt if p.dim() <= 1]
        return torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": self.options["weight_decay"]},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=0.0,
            betas=(0.9, 0.98),
            eps=1e-9,
            fused=True,
        )

    def _loss(self) -> Callable[..., tuple[torch.Tensor, torch.Tensor | int]]:
        """The loss as suits the device; compiled once for all shapes if the recipe says so."""
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")
        if kind := self.options.get("compile", False):
            backend = kind if isinstance(kind, str) else "inductor"
            # Lengths that happen to be equal in the first batch are not taken to be equal always.
            _config.use_duck_shape = False
            return torch.compile(network.dense_loss, dynamic=True, backend=backend)
        return network.dense_loss if self.device.type == "cuda" else network.loss

    def _copied(self) -> list[torch.Tensor]:
        """A copy of all weights that are learnt."""
        return [p.detach().clone() for p in self.model.parameters() if p.requires_grad]

    def elapsed(self) -> float:
        """Seconds trained so far, in all starts together."""
        return self.before + time.monotonic() - self.started

    def share(self) -> float:
        """How much of the budget is behind us, 0 to 1; stages that were left count as done."""
        steps = self.options["steps"]
        spent = self.step / steps if steps else self.elapsed() / self.budget
        return min(1.0, spent + self.skipped)

    def begin(self, weights: Path | None) -> None:
        """Goes on from the checkpoint if there is one, else starts anew."""
        self.out.mkdir(parents=True, exist_ok=True)
        saved = self.out / "checkpoint.pt"
        if saved.is_file():
            self._resume(torch.load(saved, map_location="cpu", weights_only=False))
            print(f"goes on from step {self.step}, {self.before / 60:.1f} minutes", flush=True)
        elif weights:
            self.model.load_state_dict(average.read(weights))
            print(f"starts from {weights}", flush=True)
        elif self.options.get("lexicon", True):
            arrays, _ = load(files_of(0, self.work, self.plan, [])[0])
            width, size = self.plan["model"]["d_model"], pad_id(self.plan) + 1
            start = lexicon.embeddings(arrays, size, width, self.plan["seed"])
            with torch.no_grad():
                self.model.model.shared.weight.copy_(start)
            print("embeddings start from piece associations", flush=True)
        if not saved.is_file():
            for pattern in ("log.tsv", "late-*.pt", "best.pt", "moving.pt", "trained.pt"):
                for former in self.out.glob(pattern):
                    former.unlink()
            self.moving = self._copied() if self.moving else []
        self.journal = Journal(self.out / "log.tsv")
        size = sum(p.numel() for p in self.model.parameters())
        told = f"{size / 1e6:.2f} million parameters, budget {self.budget / 60:.0f} minutes"
        print(f"{told}, on {self.device.type}", flush=True)
        self.started = self.marked = time.monotonic()
        self.kept_at = self.judged_at = self.before
        self._forget()

    def _resume(self, state: dict[str, Any]) -> None:
        """Takes up a checkpoint; what older ones lack gets its start value."""
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])
        if self.device.type == "cuda" and "cuda_rng" in state:
            torch.cuda.set_rng_state(state["cuda_rng"])
        self.at, self.step, self.before = state["at"], state["step"], state["elapsed"]
        self.seen, self.stage = state["seen"], state.get("stage", 0)
        self.skipped = state.get("skipped", 0.0)
        self.patience.best, self.patience.without = state.get("judged", (-math.inf, 0))
        if self.moving:
            kept = state.get("moving") or self._copied()
            self.moving = [weights.to(self.device) for weights in kept]

    def _forget(self) -> None:
        """Sums since the last line of the log begin anew."""
        self.summed: float | torch.Tensor = 0.0
        self.count: int | torch.Tensor = 0
        self.tokens, self.marked = 0, time.monotonic()

    def checkpoint(self, verdict: judge.Verdict | None = None) -> None:
        """Saves everything and writes a line of the log."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": torch.get_rng_state(),
            "at": list(self.at),
            "stage": self.stage,
            "step": self.step,
            "elapsed": self.elapsed(),
            "seen": self.seen,
            "skipped": self.skipped,
            "judged": (self.patience.best, self.patience.without),
            "moving": self.moving,
        }
        if self.device.type == "cuda":
            state["cuda_rng"] = torch.cuda.get_rng_state()
        speed = self.tokens / max(time.monotonic() - self.marked, 1e-9)
        save(state, self.out / "checkpoint.pt")
        if self.share() > LATE:
            save({"model": state["model"]}, self.out / f"late-{self.step:07d}.pt")
        loss = network.dev_loss(self.model, self.dev, self.options["batch_tokens"], self.precision)
        row = {
            "step": f"{self.step}",
            "minutes": f"{self.elapsed() / 60:.1f}",
            "pass": f"{self.at[0] + 1}",
            "train_loss": f"{float(self.summed) / max(int(self.count), 1):.4f}",
            "dev_loss": f"{loss:.4f}",
            "learning_rate": f"{self.optimiser.param_groups[0]['lr']:.6f}",
            "million_tokens": f"{self.seen / 1e6:.2f}",
            "tokens_per_s": f"{speed:.0f}",
            "stage": self.plan["stage"][self.stage]["name"],
        }
        if verdict:
            row |= {"bleu": f"{verdict.bleu:.2f}", "chrf": f"{verdict.chrf:.2f}"}
        self.journal.add(row)
        self._forget()

    def judged(self) -> judge.Verdict | None:
        """Scores the model; keeps the best weights; leaves a stage that gains nothing more."""
        if not self.judge:
            return None
        verdict = self.judge.verdict([self.model])
        if self.patience.tell(verdict.chrf):
            save({"model": self.model.state_dict()}, self.out / "best.pt")
        elif self.patience.ended:
            share = self.share()
            print(f"no better for {self.patience.without} judgements: stage ends", flush=True)
            self.skipped += max(0.0, stage_ends(self.plan)[self.stage] - share)
            self.patience.without = 0
        return verdict

    def open_stage(self) -> Iterator[np.ndarray]:
        """The batches of the stage; one may thin long pairs more or less than [train] says."""
        options = self.options | self.plan["stage"][self.stage]
        files = files_of(self.stage, self.work, self.plan, self.more)
        multiple = options.get("multiple", 1)
        self.corpus = Corpus(files, pad_id(self.plan), turned=self.turned, multiple=multiple)
        if "long_above" in options:
            self.corpus.thin(options["long_above"], options["long_share"], self.plan["seed"])
        print(f"stage {options['name']}: {len(self.corpus.rows)} pairs a pass", flush=True)
        return endless(self.corpus, options["batch_tokens"], self.plan["seed"], self.at)

    def learn(self, rows: np.ndarray) -> None:
        """One step of the optimiser."""
        source, target = self.corpus.tensors(rows, self.device)
        self.optimiser.zero_grad(set_to_none=True)
        with network.mixed(self.device, self.precision):
            value, size = self.loss(self.model, source, target, self.options["label_smoothing"])
        (value / size).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.options["clip"])
        self.optimiser.step()
        self.step += 1
        if self.moving and self.step % MOVING_EVERY == 0:
            weights = [p.detach() for p in self.model.parameters() if p.requires_grad]
            # Early on the mean follows fast, so that it forgets where it came from.
            kept = min(self.options["moving_mean"], self.step / (self.step + 10 * MOVING_EVERY))
            torch._foreach_lerp_(self.moving, weights, 1.0 - kept)
        seen = source.numel() + target.numel()
        self.seen, self.tokens = self.seen + seen, self.tokens + seen
        self.summed, self.count = self.summed + value.detach().double(), self.count + size

    def run(self) -> bool:
        """Trains; whether to the end of the budget."""
        self.model.train()
        batches = self.open_stage()
        regular = 60.0 * self.options["checkpoint_minutes"]
        judging = 60.0 * self.options.get("judge_minutes", 0)
        while (share := self.share()) < 1 and not self.asked:
            if stage_at(share, self.plan) != self.stage:
                self.stage, self.at[:] = stage_at(share, self.plan), [0, 0]
                batches = self.open_stage()
                self.patience.without = 0
            for group in self.optimiser.param_groups:
                group["lr"] = rate(share, self.plan)
            self.learn(next(batches))
            elapsed = self.elapsed()
            verdict = None
            if judging and elapsed - self.judged_at >= judging:
                verdict = self.judged()
                self.judged_at = self.elapsed()
            every = min(regular, self.budget / 60) if share > LATE else regular
            if verdict or elapsed - self.kept_at >= every:
                self.kept_at = self.elapsed()
                self.checkpoint(verdict)
        self.checkpoint(None if self.asked else self.judged())
        return not self.asked

    def finish(self) -> None:
        """Writes the final weights, and their moving mean."""
        save({"model": self.model.state_dict()}, self.out / "trained.pt")
        if self.moving:
            learnt = [name for name, p in self.model.named_parameters() if p.requires_grad]
            mean = self.model.state_dict()
            mean |= dict(zip(learnt, self.moving, strict=True))
            # Tied names hold one matrix: all of them take its mean.
            for name in mean:
                if name.endswith(("embed_tokens.weight", "lm_head.weight")):
                    mean[name] = mean["model.shared.weight"]
            save({"model": mean}, self.out / "moving.pt")
        print("done", flush=True)


def main() -> None:
    """Trains until the budget is spent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=settings.WORK, help="ids and vocabulary")
    parser.add_argument("--out", type=Path, help="folder of this run, default: --work")
    parser.add_argument("--minutes", type=float, help="instead of the recipe's budget_minutes")
    parser.add_argument("--turned", action="store_true", help="English to Chinese")
    parser.add_argument("--with", dest="mixes", nargs="+", default=[], help="back, distilled")
    parser.add_argument("--start", type=Path, help="weights to start from instead of noise")
    options = parser.parse_args()
    plan = settings.load()
    torch.set_num_threads(plan["train"]["threads"])
    torch.manual_seed(plan["seed"])
    training = Training(plan, options)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: training.asked.append(number))
    training.begin(options.start)
    if training.run():
        training.finish()


if __name__ == "__main__":
    main()
