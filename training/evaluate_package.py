"""Opens any Argos package without argostranslate and keeps what it said.

Needs ctranslate2 and sentencepiece once it translates, nothing to read what was kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
if str(ROOT / "src") not in sys.path:
    sys.path.insert(0, str(ROOT / "src"))  # the glossa of this very checkout, installed or not

from glossa.models import ModelPackage, read_package  # noqa: E402 - needs the path above

if TYPE_CHECKING:
    from glossa.engines.base import Engine

BREAKS = str.maketrans("\t\n\r", "   ")
LENGTH_PENALTY = 0.2
"""Argos's own."""


class Package:
    """An .argosmodel file, or the folder that Argos unpacks it to.

    `beam`: hypotheses kept while decoding. `threads`: CPU threads; they do not change what is said.
    A file is unpacked to a temporary folder, which `close` (or `with`) removes.
    """

    def __init__(self, path: Path, *, beam: int = 4, threads: int = 2) -> None:
        self.path, self.beam, self.threads = path, beam, threads
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._parts: tuple[Any, Any] | None = None
        folder = path
        if not path.is_dir():
            self._temporary = tempfile.TemporaryDirectory()
            with zipfile.ZipFile(path) as archive:
                archive.extractall(self._temporary.name)
            folder = next(Path(self._temporary.name).glob("*/metadata.json")).parent
        self.model: ModelPackage = read_package(folder)
        self.size = path.stat().st_size if path.is_file() else self.model.size
        """Bytes: of the file, or of the files of the folder together."""

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the model and of what was unpacked."""
        self._parts = None
        if self._temporary:
            self._temporary.cleanup()

    @property
    def name(self) -> str:
        """As Argos names its folder, and what tells it apart from others of that name."""
        return f"{self.model.name}-{self.model.sha256[:12]}"

    @property
    def sha256(self) -> str:
        """Of the .argosmodel file; of a folder, over the files that decide its answers."""
        if self.path.is_file():
            return hashlib.sha256(self.path.read_bytes()).hexdigest()
        return self.model.sha256

    def translate(self, texts: Sequence[str]) -> list[str]:
        """One output a text, in order; decoded as Argos does, nothing tried twice."""
        if self._parts is None:
            import ctranslate2
            import sentencepiece

            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            processor = sentencepiece.SentencePieceProcessor(
                model_file=str(self.model.path / self.model.tokenizer)
            )
            translator = ctranslate2.Translator(
                str(self.model.path / "model"), inter_threads=1, intra_threads=self.threads
            )
            self._parts = processor, translator
        processor, translator = self._parts
        prefix = [[self.model.target_prefix]] * len(texts) if self.model.target_prefix else None
        results = translator.translate_batch(
            [processor.encode(text, out_type=str) for text in texts],
            target_prefix=prefix,
            beam_size=self.beam,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            max_batch_size=2048,
            batch_type="tokens",
        )
        skip = 1 if prefix else 0
        return [processor.decode_pieces(result.hypotheses[0][skip:]) for result in results]

    def engine(self) -> Engine:
        """The same package as glossa itself uses it."""
        from glossa.engines import make_engine
        from glossa.models import Choice

        return make_engine(Choice((self.model,)))


class Answers:
    """What a package says, each test translated once: kept in `folder`, a file a test.

    A file is used again only for the same model, beam and sources, letter for letter.
    """

    def __init__(self, package: Package, folder: Path) -> None:
        self.package = package
        self.folder = folder / package.name
        self._head = f"# {package.model.sha256} beam {package.beam} penalty {LENGTH_PENALTY}"

    def of(self, test: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """The outputs for the sources of `pairs` (source, reference), in order."""
        path = self.folder / f"{test}.tsv"
        kept = self._kept(path, pairs)
        if kept is not None:
            return kept
        print(f"{self.package.name}: {test}, {len(pairs)} lines", file=sys.stderr, flush=True)
        outputs = [
            one.translate(BREAKS) for one in self.package.translate([source for source, _ in pairs])
        ]
        rows = zip(pairs, outputs, strict=True)
        body = "".join(f"{zh}\t{en}\t{output}\n" for (zh, en), output in rows)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(f"{self._head}\n{body}", encoding="utf-8")
        part.replace(path)
        return outputs

    def _kept(self, path: Path, pairs: Sequence[tuple[str, str]]) -> list[str] | None:
        if not path.is_file():
            return None
        head, *lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        rows = [line.split("\t") for line in lines]
        if head != self._head or [row[0] for row in rows] != [source for source, _ in pairs]:
            return None
        return [row[2] for row in rows]


def speed(package: Package, texts: Sequence[str], runs: int = 2) -> float:
    """English words out a second by the wall clock, the best of `runs` after a warm-up."""
    package.translate(texts[:8])
    best = 0.0
    for _ in range(runs):
        start = time.perf_counter()
        words = sum(len(output.split()) for output in package.translate(texts))
        best = max(best, words / (time.perf_counter() - start))
    return best


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The first two columns of a test file; lines that begin with `# ` are remarks."""
    with path.open(encoding="utf-8", newline="\n") as handle:
        rows = [line.rstrip("\n").split("\t") for line in handle if not line.startswith("# ")]
    return [(row[0], row[1]) for row in rows if len(row) >= 2]
