"""Read glossary files into concepts: folders of TSV, and single files of any format.

Nothing here stops at a broken row: it becomes a finding with `file:line`, the rest loads.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossa.errors import GlossaryError
from glossa.model import Finding
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.registry import format_of_data
from glossa.termbase.files import IN_FOLDERS, glossary_files
from glossa.termbase.glossary import Glossary
from glossa.termbase.merge import Drafts
from glossa.termbase.odd_pairs import odd_pairs
from glossa.termbase.pairs import CHINESE, ENGLISH, with_languages
from glossa.termbase.styles import Styles, parse_styles

__all__ = ["Glossary", "Reading", "load_glossary"]

_OWN: Final = ("tsv", "csv", "xlsx")
"""Formats whose concepts have ids and kinds of glossa's; those of other formats are strangers'."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How glossary files are read; the same for all files of a call."""

    format_name: str = ""
    """Of files that are named, not of folders; empty: told by each file's content and name."""
    source_language: str = CHINESE
    """Of pairs whose file does not state it; BCP 47."""
    target_language: str = ENGLISH
    force: bool = False
    """Take single letters and common words as terms, too."""


def load_glossary(paths: Sequence[Path], reading: Reading | None = None) -> Glossary:
    """Load glossaries, each a folder of `*.tsv` with a `styles.toml`, or one file; later ones win.

    Raises `GlossaryError` where a path does not exist, where nothing in them can be loaded, or
    nothing of one named after the first.
    """
    loader = _Loader(reading or Reading())
    # Nothing here makes garbage in circles; looking for it takes a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        for layer, path in enumerate(paths):
            loader.load(Path(path), layer)
        return loader.glossary(paths)
    finally:
        if collecting:
            gc.enable()


class _Loader:
    """Reads files and gathers what they hold."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._drafts = Drafts(force=reading.force)
        self._styles = Styles()
        self._hash = hashlib.sha256()

    def load(self, path: Path, layer: int) -> None:
        if path.is_dir():
            files = glossary_files(path)
            styles = next((file for file in files if file.name == "styles.toml"), None)
            files = [file for file in files if file is not styles]
            if not files:
                raise GlossaryError(
                    "no term could be loaded: the folder holds no table",
                    where=str(path),
                    advice=f"Name the folder with the files {', '.join(IN_FOLDERS)}, or one file.",
                )
            if styles is not None:
                text = self._read(styles).decode("utf-8-sig", "replace")
                self._styles, findings = parse_styles(text, styles.name, self._styles)
                self._drafts.findings += findings
            for file in files:
                self._load_file(file, layer, "")
        elif path.is_file():
            if not self._load_file(path, layer, self._reading.format_name) and layer:
                raise self._nothing([path])
        else:
            raise GlossaryError(
                "there is no such glossary",
                where=str(path),
                advice="Name a folder of TSV files or one glossary file.",
            )

    def _load_file(self, file: Path, layer: int, format_name: str) -> bool:
        """Whether anything of the file could be used."""
        data = self._read(file)
        known = format_of_data(data, file.name, format_name)
        parsed = known.parse(data, file.name, layer)
        drafts = self._drafts
        drafts.findings += parsed.findings
        drafts.add_rows(parsed.rows, layer, foreign=known.name not in _OWN)
        languages = (self._reading.source_language, self._reading.target_language)
        drafts.findings += odd_pairs(parsed.pairs, *languages)
        pairs = with_languages(parsed.pairs, *languages)
        drafts.add_pairs(pairs, layer)
        return bool(parsed.rows or pairs)

    def _read(self, file: Path) -> bytes:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise GlossaryError(
                f"the glossary cannot be read: {error.strerror}", where=str(file)
            ) from error
        self._hash.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + data + b"\0")
        return data

    def _nothing(self, paths: Sequence[Path]) -> GlossaryError:
        findings = self._drafts.findings
        problem = f"; the first problem: {findings[-1].message}" if findings else ""
        return GlossaryError(
            "no term could be loaded" + problem,
            where=", ".join(str(path) for path in paths),
            advice="A glossary of your own is a CSV of two columns, Chinese and English; "
            "'glossa glossary check FILE' lists every fault of a file.",
        )

    def glossary(self, paths: Sequence[Path]) -> Glossary:
        if not self._drafts:
            raise self._nothing(paths)
        concepts = self._drafts.concepts()
        self._check_styles(concepts)
        return Glossary(
            concepts, self._styles, tuple(self._drafts.findings), self._hash.hexdigest()
        )

    def _check_styles(self, concepts: dict[str, Concept]) -> None:
        known = self._styles.by_name
        if not known:
            return
        self._drafts.findings += [
            Finding(
                "unknown-style",
                f"styles.toml describes no style {style!r}; describe it there, or use one of "
                f"{', '.join(known)}",
                where=term.where,
                raw=term.text,
            )
            for concept in concepts.values()
            for term in concept.terms
            for style in term.styles
            if style not in known
        ]
