"""The only door to Argos models: CTranslate2 and SentencePiece, called without argostranslate."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, Protocol

from glossa.engines.attention import Place, offsets_of, place_of, tokens_inside
from glossa.engines.cutting import cut_text
from glossa.engines.pieces import PieceTokenizer
from glossa.engines.pivot import PivotEngine
from glossa.engines.shapes import answers_in_shapes, cores
from glossa.engines.tokens import (
    Tokenizer,
    as_it_is,
    bucket_of,
    has_letter,
    max_answer,
    share_read,
)
from glossa.errors import ModelBrokenError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from glossa.engines.base import Engine

__all__ = ["ArgosEngine", "Chosen", "Package", "make_engine"]

COMPUTE_TYPES: Final = ("int8", "default", "float32")
"""Named, never `auto`: what CTranslate2 picks by itself gives loops with some models."""
_DECODING: Final = "3"
"""Part of the signature: raised whenever decoding below, or what is asked and believed, changes."""
_BATCH_TOKENS: Final = 2048
"""Source tokens decoded at once; larger batches gain nothing on a CPU."""
_NO_BLANKS: Final = frozenset({"zh", "ja", "th", "lo", "km", "my", "bo"})
# A model may spell out control characters in byte pieces; no target holds one.
_CONTROLS: Final = dict.fromkeys([*range(32), *range(127, 160)]) | dict.fromkeys(
    map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " "
)


class Package(Protocol):
    """What an engine needs to know of a model package (`glossa.models.ModelPackage` has it)."""

    @property
    def name(self) -> str: ...  # noqa: D102 - as in ModelPackage
    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def target(self) -> str: ...  # noqa: D102
    @property
    def source_code(self) -> str: ...  # noqa: D102
    @property
    def target_code(self) -> str: ...  # noqa: D102
    @property
    def tokenizer(self) -> str: ...  # noqa: D102
    @property
    def target_prefix(self) -> str: ...  # noqa: D102
    @property
    def max_tokens(self) -> int: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102


class Chosen(Protocol):
    """The packages for a pair, in the order in which they translate (`glossa.models.Choice`)."""

    @property
    def packages(self) -> tuple[Package, ...]: ...  # noqa: D102 - as in Choice


class ArgosEngine:
    """Translates with one model package; it is loaded by the first call that needs it.

    `beam`: hypotheses kept while decoding, 1 to 32. `compute_type`: one of `COMPUTE_TYPES`.
    `threads`: CPU threads, 0 for as many as there are cores; they do not change the answers.

    Every method that translates raises `ModelBrokenError` where the package cannot be loaded.
    """

    def __init__(
        self, package: Package, *, beam: int = 4, compute_type: str = "int8", threads: int = 0
    ) -> None:
        if not 1 <= beam <= 32:
            raise UsageError(f"a beam of {beam}", advice="use a beam from 1 to 32")
        if compute_type not in COMPUTE_TYPES:
            raise UsageError(
                f"no compute type {compute_type!r}", advice=f"use one of {', '.join(COMPUTE_TYPES)}"
            )
        self.package = package
        self.name = package.name
        self.source_language = package.source
        self.target_language = package.target
        self._beam = beam
        self._compute_type = compute_type
        self._threads = cores(threads)
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Tokenizer] | None = None

    def signature(self) -> dict[str, str]:
        """What decides the answers; see `Engine.signature`. Loads nothing."""
        from importlib.metadata import version

        return {
            "model": self.name,
            "model-hash": self.package.sha256[:12],
            "beam": str(self._beam),
            "compute": self._compute_type,
            "decoding": _DECODING,
            "ctranslate2": version("ctranslate2"),
        }

    def load(self) -> None:
        """Load the model now. Raises `ModelBrokenError`."""
        self._parts()

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """One hypothesis for each segment; see `Engine.translate`. Blank in, empty out.

        Equal segments are translated once. One that is longer than the model can read is cut
        behind a sentence, a comma or a blank, and its pieces are translated one by one. What has no
        letter (signs, figures, emoji) comes out as it is: models make words of it.
        """
        pieces = {text: self._pieces(text) for text in dict.fromkeys(segments) if has_letter(text)}
        answers = self._decode_all(
            (piece for parts in pieces.values() for piece in parts), 1, strict=strict
        )
        targets = {
            text: self._join([answers[piece][0] for piece in parts])
            for text, parts in pieces.items()
        }
        return [targets.get(text, as_it_is(text)) for text in segments]

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """Up to `count` different hypotheses each, the best first; see `Engine.alternatives`."""
        pieces = {text: self._pieces(text) for text in dict.fromkeys(segments) if has_letter(text)}
        answers = self._decode_all(
            (piece for parts in pieces.values() for piece in parts), max(1, count), strict=False
        )
        found: dict[str, list[str]] = {}
        for text, parts in pieces.items():
            ranks = min(len(answers[piece]) for piece in parts)
            joined = (
                self._join([answers[piece][rank] for piece in parts]) for rank in range(ranks)
            )
            found[text] = list(dict.fromkeys(joined))
        return [list(found.get(text, [as_it_is(text)])) for text in segments]

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """Hypotheses that begin with their openings; see `Engine.continued`."""
        plain = [
            text if not opening.strip() or len(self._pieces(text)) != 1 else ""
            for text, opening in zip(segments, openings, strict=True)
        ]
        found = self.translate(plain)
        _, tokenizer = self._parts()
        jobs: dict[int, list[tuple[int, list[str], list[str]]]] = defaultdict(list)
        for number, (text, opening) in enumerate(zip(segments, openings, strict=True)):
            tokens = tokenizer.encode(text)
            if tokens and not plain[number]:
                begun = tokenizer.encode(opening.strip())
                jobs[bucket_of(len(tokens) + len(begun))].append((number, tokens, begun))
        for bucket, group in sorted(jobs.items()):
            results = self._run(
                bucket, [job[1] for job in group], 1, openings=[job[2] for job in group]
            )
            for (number, _, _), hypotheses in zip(group, results, strict=True):
                found[number] = self._text_of(hypotheses[0])
        return found

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """Where targets render spans of their sources; see `Engine.places`.

        Each target is put into the decoder's mouth, and its attention to the source is read.
        """
        translator, tokenizer = self._parts()
        limit = self.package.max_tokens
        begin = [self.package.target_prefix] if self.package.target_prefix else []
        found: list[Place | None] = []
        for source, span, target in zip(sources, spans, targets, strict=True):
            read, said = tokenizer.encode(source), tokenizer.encode(target)
            at = offsets_of(tokenizer, read, source)
            to = offsets_of(tokenizer, said, target)
            if not (read and said and at and to) or max(len(read), len(said)) > limit:
                found.append(None)
                continue
            try:
                [result] = translator.translate_batch(
                    [read],
                    target_prefix=[begin + said],
                    beam_size=1,
                    return_attention=True,
                    max_decoding_length=len(begin) + len(said) + 1,
                )
            except (RuntimeError, ValueError) as error:
                raise self._broken(f"cannot align: {error}") from error
            attention = result.attention[0][len(begin) : len(begin) + len(said)]
            found.append(place_of(attention, at, to, span, target))
        return found

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """Mean token probability of each target; see `Engine.confidence`. 0.0 for a blank one.

        Of a text too long for the model, the part that fits is looked at. Letters of the source
        that are not in the model's vocabulary it cannot be sure of: they lower the figure by their
        share, unless the target has them too.
        """
        translator, tokenizer = self._parts()
        limit = self.package.max_tokens
        prefix = [self.package.target_prefix] if self.package.target_prefix else []
        pairs = [
            (tokenizer.encode(source)[:limit], prefix + tokenizer.encode(target)[:limit])
            for source, target in zip(sources, targets, strict=True)
        ]
        asked = [number for number, (source, target) in enumerate(pairs) if source and target]
        found = [0.0] * len(pairs)

        def start(places: Sequence[int]) -> Any:
            return translator.score_batch(
                [pairs[asked[place]][0] for place in places],
                [pairs[asked[place]][1] for place in places],
                asynchronous=True,
                max_batch_size=_BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
            )

        shapes = [(len(pairs[number][0]), len(pairs[number][1])) for number in asked]
        try:
            results = answers_in_shapes(shapes, start, 2 * self._threads)
        except (RuntimeError, ValueError) as error:
            raise self._broken(f"cannot score: {error}") from error
        for number, result in zip(asked, results, strict=True):
            spans = given[number] if given else ()
            tokens = pairs[number][1][len(prefix) :]
            left = tokens_inside(tokenizer, tokens, targets[number], spans)
            kept = [
                value for n, value in enumerate(result.log_probs, -len(prefix)) if n not in left
            ]
            read = share_read(sources[number], targets[number], tokenizer.knows)
            found[number] = read * math.exp(sum(kept) / max(1, len(kept)))
        return found

    # -- inside ------------------------------------------------------------------------------

    def _pieces(self, text: str) -> list[str]:
        _, tokenizer = self._parts()
        return cut_text(text, lambda part: len(tokenizer.encode(part)), self.package.max_tokens)

    def _join(self, targets: Sequence[str]) -> str:
        blank = "" if self.target_language.split("-")[0] in _NO_BLANKS else " "
        return blank.join(target for target in targets if target)

    def _decode_all(
        self, texts: Iterable[str], count: int, *, strict: bool
    ) -> dict[str, list[str]]:
        """`count` hypotheses for each distinct text, best first; `""` where it has no tokens."""
        distinct = dict.fromkeys(texts)
        if not distinct:
            return {}
        _, tokenizer = self._parts()
        answers: dict[str, list[str]] = {}
        buckets: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)
        for text in distinct:
            tokens = tokenizer.encode(text)
            if tokens:
                buckets[bucket_of(len(tokens))].append((text, tokens))
            else:
                answers[text] = [""]
        for bucket, jobs in sorted(buckets.items()):
            results = self._run(bucket, [tokens for _, tokens in jobs], count, strict=strict)
            for (text, _), hypotheses in zip(jobs, results, strict=True):
                answers[text] = [self._text_of(tokens) for tokens in hypotheses]
        return answers

    def _run(
        self,
        bucket: int,
        sources: list[list[str]],
        count: int,
        *,
        strict: bool = False,
        openings: Sequence[list[str]] = (),
    ) -> list[list[list[str]]]:
        translator, _ = self._parts()
        begin = [self.package.target_prefix] if self.package.target_prefix else []
        prefixes = [begin + opening for opening in openings] or [begin] * len(sources)
        guard = (
            {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3, "disable_unk": True}
            if strict
            else {}
        )

        def start(places: Sequence[int]) -> Any:
            return translator.translate_batch(
                [sources[place] for place in places],
                target_prefix=[prefixes[place] for place in places] if any(prefixes) else None,
                asynchronous=True,
                beam_size=max(self._beam, count),
                num_hypotheses=count,
                length_penalty=0.2,  # as Argos decodes: its models were tuned for it
                replace_unknowns=True,
                max_batch_size=_BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,  # what is too long has been cut already
                max_decoding_length=max_answer(bucket, strict=strict),
                **guard,
            )

        shapes = [
            (len(source), len(prefix)) for source, prefix in zip(sources, prefixes, strict=True)
        ]
        try:
            results = answers_in_shapes(shapes, start, 2 * self._threads)
        except (RuntimeError, ValueError) as error:
            raise self._broken(f"cannot translate: {error}") from error
        return [result.hypotheses for result in results]

    def _text_of(self, tokens: list[str]) -> str:
        _, tokenizer = self._parts()
        prefix = self.package.target_prefix
        if prefix and tokens and tokens[0] == prefix:
            tokens = tokens[1:]
        return tokenizer.decode(tokens).translate(_CONTROLS).strip()

    def _parts(self) -> tuple[Any, Tokenizer]:
        """The translator and the tokenizer."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load_translator(), self._load_tokenizer()
            return self._loaded

    def _load_translator(self) -> Any:
        import ctranslate2

        try:
            return ctranslate2.Translator(
                str(self.package.path / "model"),
                device="cpu",
                compute_type=self._compute_type,
                inter_threads=self._threads,
                intra_threads=1,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise self._broken(f"CTranslate2 cannot load it: {error}") from error

    def _load_tokenizer(self) -> Tokenizer:
        path = self.package.path / self.package.tokenizer
        try:
            if self.package.tokenizer == "bpe.model":
                from glossa.engines.bpe import BpeTokenizer

                return BpeTokenizer(path, self.package.source_code, self.package.target_code)
            return PieceTokenizer(path)
        except (RuntimeError, ValueError, OSError) as error:
            raise self._broken(f"{path.name} cannot be loaded: {error}") from error

    def _broken(self, found: str) -> ModelBrokenError:
        return ModelBrokenError(
            found,
            where=str(self.package.path),
            advice=f"look with `glossa models verify {self.name}`, then install it again",
        )


def make_engine(
    chosen: Chosen, *, beam: int = 4, compute_type: str = "int8", threads: int = 0
) -> Engine:
    """The engine for chosen packages: of one, or of a chain that pivots; nothing is loaded yet."""
    engines = [
        ArgosEngine(package, beam=beam, compute_type=compute_type, threads=threads)
        for package in chosen.packages
    ]
    return engines[0] if len(engines) == 1 else PivotEngine(engines)
