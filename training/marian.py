"""Marian's arithmetic over the modules of Hugging Face's model: one pass, or word by word.

Transformers' own forward builds masks whose code looks at the data; torch.compile then makes a
new graph again and again, and its generator takes one model only. Here the same sums stand as
plain functions: one graph for all shapes, and a decoder step that several models can share.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch.nn import functional
from transformers import MarianMTModel

KeyValue = tuple[torch.Tensor, torch.Tensor]


@dataclass
class Memory:
    """What the decoder looks at; all tensors on the model's device.

    mask: bool [sentences, 1, 1, source length], true on real tokens. cross: keys and values of
    every decoder layer, [sentences, heads, source length, width of a head]. past: the same of the
    words so far, [rows, heads, words, width], rows being sentences times hypotheses; None while
    a whole target is read at once.
    """

    mask: torch.Tensor
    cross: list[KeyValue]
    past: list[KeyValue] | None = field(default=None)

    def reorder(self, rows: torch.Tensor) -> None:
        """Takes the words so far of these rows, int64 [rows], in this order."""
        if self.past:
            self.past = [(key[rows], value[rows]) for key, value in self.past]

    def keep(self, sentences: torch.Tensor) -> None:
        """Goes on with these sentences, int64 [sentences], only; `past` is cut by `reorder`."""
        self.mask = self.mask[sentences]
        self.cross = [(key[sentences], value[sentences]) for key, value in self.cross]


def _embed(model: MarianMTModel, ids: torch.Tensor, begin: int) -> torch.Tensor:
    """Scaled embeddings plus positions, float [rows, length, width]."""
    part = model.model.encoder
    found = functional.embedding(ids, model.model.shared.weight, model.config.pad_token_id)
    placed = found * part.embed_scale + part.embed_positions.weight[begin : begin + ids.shape[1]]
    return functional.dropout(placed, model.config.dropout, model.training)


def _heads(projected: torch.Tensor, count: int) -> torch.Tensor:
    """[rows, length, width] to [rows, heads, length, width of a head]."""
    rows, length, width = projected.shape
    return projected.view(rows, length, count, width // count).transpose(1, 2)


def _attend(
    block: torch.nn.Module,
    query: torch.Tensor,
    known: KeyValue,
    mask: torch.Tensor | None = None,
    causal: bool = False,
) -> torch.Tensor:
    """Attention of `query`, [rows, length, width], over keys and values of as many rows."""
    mixed = functional.scaled_dot_product_attention(
        _heads(block.q_proj(query), block.num_heads), *known, attn_mask=mask, is_causal=causal
    )
    return block.out_proj(mixed.transpose(1, 2).reshape(query.shape))


def _known(block: torch.nn.Module, states: torch.Tensor) -> KeyValue:
    """Keys and values of the states."""
    return (
        _heads(block.k_proj(states), block.num_heads),
        _heads(block.v_proj(states), block.num_heads),
    )


def _joined(
    model: MarianMTModel, norm: torch.nn.Module, states: torch.Tensor, change: torch.Tensor
) -> torch.Tensor:
    """Post-norm residual."""
    return norm(states + functional.dropout(change, model.config.dropout, model.training))


def _fed(model: MarianMTModel, layer: torch.nn.Module, states: torch.Tensor) -> torch.Tensor:
    """The layer's feed-forward part with its residual."""
    change = layer.fc2(functional.relu(layer.fc1(states)))
    return _joined(model, layer.final_layer_norm, states, change)


def read(model: MarianMTModel, source: torch.Tensor) -> Memory:
    """Runs the encoder. source: int64 [sentences, length], padded with the last id."""
    mask = (source != model.config.pad_token_id)[:, None, None, :]
    states = _embed(model, source, 0)
    for layer in model.model.encoder.layers:
        change = _attend(layer.self_attn, states, _known(layer.self_attn, states), mask)
        states = _joined(model, layer.self_attn_layer_norm, states, change)
        states = _fed(model, layer, states)
    layers = model.model.decoder.layers
    return Memory(mask, [_known(layer.encoder_attn, states) for layer in layers])


def write(model: MarianMTModel, memory: Memory, inputs: torch.Tensor) -> torch.Tensor:
    """Runs the decoder; the last hidden states, [rows, length, width].

    inputs: int64 [rows, length]. Without `memory.past` rows are the sentences and every position
    sees those before it. With it (an empty list at first) length is 1, rows may be any multiple
    of the sentences, hypotheses of one sentence side by side, and `past` grows by one word.
    """
    begin = memory.past[0][0].shape[2] if memory.past else 0
    states = _embed(model, inputs, begin)
    grown: list[KeyValue] = []
    for at, layer in enumerate(model.model.decoder.layers):
        known = _known(layer.self_attn, states)
        if memory.past:
            before = memory.past[at]
            known = (torch.cat([before[0], known[0]], 2), torch.cat([before[1], known[1]], 2))
        grown.append(known)
        change = _attend(layer.self_attn, states, known, causal=memory.past is None)
        states = _joined(model, layer.self_attn_layer_norm, states, change)
        # Hypotheses of one sentence stand as positions of one query: keys are not repeated.
        asked = states.reshape(memory.mask.shape[0], -1, states.shape[-1])
        change = _attend(layer.encoder_attn, asked, memory.cross[at], memory.mask)
        change = change.reshape(states.shape)
        states = _joined(model, layer.encoder_attn_layer_norm, states, change)
        states = _fed(model, layer, states)
    if memory.past is not None:
        memory.past = grown
    return states


def scores(model: MarianMTModel, states: torch.Tensor) -> torch.Tensor:
    """Logits over every piece but padding, [..., vocabulary - 1]."""
    return functional.linear(states, model.model.shared.weight[:-1])
