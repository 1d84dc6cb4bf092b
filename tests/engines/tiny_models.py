"""Real model packages of a few kilobytes, made here: CTranslate2 loads them like any other.

The weights are written by hand so that the model copies its source, token by token: the decoder at
position t looks at the source at position t and repeats it. What the engine does around the model
can thus be told exactly.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

_CORPUS = (
    "the quick brown fox jumps over the lazy dog 0123456789 https://a.cn/x_y?z=1&b=2 "
    "THE QUICK BROWN FOX _ - . , : ; ! ? ( ) [ ] ' \" / @ # % + * "
    "首页 新闻 中国 新疆 他说你好 。 ， ！ ？"
)
BPE_MODEL = "#version: 0.2\nl o\nlo w</w>\nn e\nne w</w>\nw o\nwo r\nl d</w>\n"


def sentencepiece_model(*, byte_fallback: bool = True) -> bytes:
    """A SentencePiece model that knows single characters and a few words."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_CORPUS.split(" ")),
        model_writer=model,
        vocab_size=420 if byte_fallback else 140,
        hard_vocab_limit=False,
        model_type="bpe",
        byte_fallback=byte_fallback,
        minloglevel=2,
        num_threads=1,
    )
    return model.getvalue()


def vocabulary(model: bytes) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [processor.id_to_piece(number) for number in range(processor.vocab_size())]


def copying_weights(folder: Path, tokens: list[str], positions: int) -> None:
    """Write a CTranslate2 model over `tokens` that copies up to `positions` of them."""
    from ctranslate2.specs import TransformerSpec

    size = len(tokens)
    depth = -(-(size + positions) // 16) * 16
    spec = TransformerSpec.from_config((1, 1), 1, no_final_norm=True)
    places = np.zeros((positions, depth), np.float32)
    places[np.arange(positions), size + np.arange(positions)] = 1
    words = np.eye(size, depth, dtype=np.float32)
    word_part = np.diag((np.arange(depth) < size).astype(np.float32))
    place_part = np.diag((np.arange(depth) >= size).astype(np.float32))

    spec.encoder.embeddings[0].weight = words
    spec.encoder.scale_embeddings = False
    spec.encoder.position_encodings.encodings = places
    spec.decoder.embeddings.weight = np.zeros_like(words)
    spec.decoder.scale_embeddings = False
    spec.decoder.position_encodings.encodings = places
    spec.decoder.projection.weight = words * 2
    for layer in (spec.encoder.layer[0], spec.decoder.layer[0]):
        _silence_attention(layer.self_attention, depth)
        _norm(layer.ffn.layer_norm, depth)
        _linear(layer.ffn.linear_0, np.zeros((16, depth), np.float32))
        _linear(layer.ffn.linear_1, np.zeros((depth, 16), np.float32))
    cross = spec.decoder.layer[0].attention
    _norm(cross.layer_norm, depth)
    _linear(cross.linear[0], place_part * 40)
    _linear(cross.linear[1], np.concatenate([place_part, word_part]))
    _linear(cross.linear[2], word_part * 10)

    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def write_package(
    folder: Path, *, byte_fallback: bool = True, positions: int = 256, **metadata: Any
) -> Path:
    """A package with SentencePiece in `folder`; `metadata` overrides its metadata.json."""
    model = sentencepiece_model(byte_fallback=byte_fallback)
    copying_weights(folder / "model", vocabulary(model), positions)
    (folder / "sentencepiece.model").write_bytes(model)
    return _with_metadata(folder, metadata)


def write_bpe_package(folder: Path, tokens: list[str], **metadata: Any) -> Path:
    """A package of the old kind, which knows exactly `tokens`."""
    copying_weights(folder / "model", ["<unk>", "<s>", "</s>", *tokens], 256)
    (folder / "bpe.model").write_text(BPE_MODEL, encoding="utf-8")
    return _with_metadata(folder, metadata)


def zip_folder(folder: Path, path: Path) -> Path:
    """The `.argosmodel` file of a package."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in sorted(folder.rglob("*")):
            archive.write(item, item.relative_to(folder.parent).as_posix())
    return path


def _with_metadata(folder: Path, metadata: dict[str, Any]) -> Path:
    values = {
        "package_version": "0.9",
        "argos_version": "1.9",
        "from_code": "zh",
        "from_name": "Chinese",
        "to_code": "en",
        "to_name": "English",
        "max_source_tokens": 64,
    } | metadata
    (folder / "metadata.json").write_text(json.dumps(values), encoding="utf-8")
    return folder


def _silence_attention(attention: Any, depth: int) -> None:
    _norm(attention.layer_norm, depth)
    _linear(attention.linear[0], np.zeros((3 * depth, depth), np.float32))
    _linear(attention.linear[1], np.zeros((depth, depth), np.float32))


def _norm(norm: Any, depth: int) -> None:
    norm.gamma = np.ones(depth, np.float32)
    norm.beta = np.zeros(depth, np.float32)


def _linear(linear: Any, weight: Any) -> None:
    linear.weight = weight
    linear.bias = np.zeros(len(weight), np.float32)
