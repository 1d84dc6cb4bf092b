"""The network: a small Hugging Face Marian, so that CTranslate2's own converter reads it."""

from __future__ import annotations

import recipe as settings
import torch
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


def loss(
    model: MarianMTModel, source: torch.Tensor, target: torch.Tensor, smoothing: float
) -> tuple[torch.Tensor, int]:
    """Summed cross-entropy in nats and the number of target tokens it covers.

    source: int64 [batch, source length]; target: int64 [batch, target length]; both padded with
    the last id and ended with EOS. The output layer runs on real tokens only, and never offers
    padding: so its embedding, the decoder's start, stays at zero, as CTranslate2 takes it to be.
    """
    pad = model.config.pad_token_id
    start = torch.full_like(target[:, :1], pad)
    hidden = model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
        use_cache=False,
    ).last_hidden_state
    real = target != pad
    logits = torch.nn.functional.linear(hidden[real], model.model.shared.weight[:-1])
    wanted = target[real]
    summed = torch.nn.functional.cross_entropy(
        logits, wanted, reduction="sum", label_smoothing=smoothing
    )
    return summed, wanted.numel()
