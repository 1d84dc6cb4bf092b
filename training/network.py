"""The network: a small Hugging Face Marian, so that CTranslate2's own converter reads it."""

from __future__ import annotations

from contextlib import AbstractContextManager

import corpus
import marian
import recipe as settings
import torch
from torch.nn import functional
from transformers import MarianConfig, MarianMTModel
from vocabulary import EOS, UNK, pad_id


def build(plan: settings.Recipe) -> MarianMTModel:
    """An untrained model as the recipe says; one embedding matrix for both sides and the output."""
    shape, size = plan["model"], plan["vocabulary"]["size"]
    config = MarianConfig(
        vocab_size=size,
        decoder_vocab_size=size,
        d_model=shape["d_model"],
        encoder_layers=shape["encoder_layers"],
        decoder_layers=shape["decoder_layers"],
        encoder_ffn_dim=shape["ffn"],
        decoder_ffn_dim=shape["ffn"],
        encoder_attention_heads=shape["heads"],
        decoder_attention_heads=shape["heads"],
        max_position_embeddings=shape["max_positions"],
        dropout=plan["train"]["dropout"],
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="relu",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=pad_id(plan),
        eos_token_id=EOS,
        bos_token_id=UNK,
        decoder_start_token_id=pad_id(plan),
        forced_eos_token_id=None,
        use_cache=False,
    )
    return MarianMTModel(config)


def device_of(plan: settings.Recipe) -> torch.device:
    """The recipe's device; by default the GPU if PyTorch sees one."""
    wanted = plan["train"].get("device", "auto")
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(wanted)


def mixed(device: torch.device, precision: str = "auto") -> AbstractContextManager[None]:
    """What the forward pass runs under.

    precision: `bf16` or `float32`; `auto` is bf16 on a GPU and float32 on a processor, most of
    which do bf16 in software.
    """
    low = device.type == "cuda" if precision == "auto" else precision == "bf16"
    return torch.autocast(device.type, torch.bfloat16, enabled=low)


def _states(model: MarianMTModel, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The decoder's last states, each before the target token that it should say."""
    start = torch.full_like(target[:, :1], model.config.pad_token_id)
    inputs = torch.cat([start, target[:, :-1]], dim=1)
    return marian.write(model, marian.read(model, source), inputs)


def loss(
    model: MarianMTModel, source: torch.Tensor, target: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, int]:
    """Summed cross-entropy in nats and the number of target tokens it covers.

    source: int64 [batch, source length]; target: int64 [batch, target length]; both padded with
    the last id and ended with EOS. The output layer runs on real tokens only, and never offers
    padding: so its embedding, the decoder's start, stays at zero, as CTranslate2 takes it to be.
    """
    real = target != model.config.pad_token_id
    wanted = target[real]
    logits = marian.scores(model, _states(model, source, target)[real])
    summed = functional.cross_entropy(logits, wanted, reduction="sum", label_smoothing=smoothing)
    return summed, wanted.numel()


def dense_loss(
    model: MarianMTModel, source: torch.Tensor, target: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """As `loss`, but padding goes through the output layer too; the number is a tensor.

    No shape depends on what is in the batch: a GPU need not be waited for, and one compiled graph
    serves all batches.
    """
    real = target != model.config.pad_token_id
    logits = marian.scores(model, _states(model, source, target))
    summed = functional.cross_entropy(
        logits.flatten(0, 1).float(),
        torch.where(real, target, -100).flatten(),
        ignore_index=-100,
        reduction="sum",
        label_smoothing=smoothing,
    )
    return summed, real.sum()


@torch.no_grad()
def dev_loss(
    model: MarianMTModel, dev: corpus.Corpus, tokens: int, precision: str = "auto"
) -> float:
    """Plain cross-entropy in nats a target token; leaves the model's mode as it was."""
    training, device = model.training, model.model.shared.weight.device
    model.eval()
    summed, count = 0.0, 0
    for rows in dev.batches(tokens, None):
        with mixed(device, precision):
            part, size = loss(model, *dev.tensors(rows, device), smoothing=0.0)
        summed, count = summed + part.item(), count + size
    model.train(training)
    return summed / count
