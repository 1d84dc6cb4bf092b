"""Read glossary files into concepts: folders of TSV, single files, a user's own short lists.

Nothing here stops at a broken row: it becomes a finding with `file:line`, the rest loads.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from glossa.errors import GlossaryError
from glossa.model import Finding, Severity
from glossa.termbase.concepts import ADMITTED, PREFERRED, VARIANT, Concept, Term
from glossa.termbase.fold_text import key_of
from glossa.termbase.rows import Pair, Row, parse_pairs, parse_rows, split_cells
from glossa.termbase.styles import Styles, parse_styles

__all__ = ["Glossary", "load_glossary"]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All that was loaded."""

    concepts: dict[str, Concept]
    """By id, in the order of the files."""
    styles: Styles
    findings: tuple[Finding, ...]
    hash: str
    """SHA-256 in hex over names and contents of all files."""


@dataclass(slots=True)
class _Draft:
    kind: str
    terms: list[Term] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def load_glossary(paths: Sequence[Path]) -> Glossary:
    """Load glossaries, each a folder of `*.tsv` with a `styles.toml`, or one file; later ones win.

    Raises `GlossaryError` where a path does not exist or nothing in them can be loaded.
    """
    loader = _Loader()
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
    """Gathers drafts of concepts over all files."""

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}
        self._findings: list[Finding] = []
        self._styles = Styles()
        self._hash = hashlib.sha256()

    def load(self, path: Path, layer: int) -> None:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix in (".tsv", ".csv"))
            styles = path / "styles.toml"
            if styles.is_file():
                text, _ = self._read(styles)
                self._styles, findings = parse_styles(text, styles.name)
                self._findings += findings
        elif path.is_file():
            files = [path]
        else:
            raise GlossaryError(
                "there is no such glossary",
                where=str(path),
                advice="Name a folder of TSV files or one TSV or CSV file.",
            )
        for file in files:
            self._load_file(file, layer)

    def _load_file(self, file: Path, layer: int) -> None:
        text, place = self._read(file)
        first = text.split("\n", 1)[0].lower()
        delimiter = "\t" if "\t" in first or file.suffix == ".tsv" else ","
        if delimiter == "," and ";" in first and "," not in first:
            delimiter = ";"
        rows = split_cells(text, place, delimiter, self._findings)
        head = [cell.strip(' "') for cell in first.strip().split(delimiter)]
        if len(head) > 3 or "concept" in head:
            for row in parse_rows(rows, place, layer, self._findings):
                self._add(row)
        else:
            self._add_pairs(list(parse_pairs(rows, place, self._findings)), layer)

    def _read(self, file: Path) -> tuple[str, str]:
        """The file's text and its name for findings; a line that is no UTF-8 is left out."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise GlossaryError(
                f"the glossary cannot be read: {error.strerror}", where=str(file)
            ) from error
        self._hash.update(file.name.encode() + b"\0" + data + b"\0")
        try:
            return data.decode("utf-8-sig"), file.name
        except UnicodeDecodeError:
            return "\n".join(self._decoded_lines(data, file.name)), file.name

    def _decoded_lines(self, data: bytes, name: str) -> Iterator[str]:
        for number, line in enumerate(data.split(b"\n"), 1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raw = line.decode("utf-8", "backslashreplace").rstrip("\r")
                self._findings.append(
                    Finding(
                        "not-utf8",
                        "the row is not UTF-8; save the file as UTF-8",
                        Severity.ERROR,
                        where=f"{name}:{number}",
                        raw=raw,
                    )
                )
                yield ""

    def _add(self, row: Row) -> None:
        term = row.term
        draft = self._drafts.setdefault(term.concept, _Draft(row.kind))
        if draft.kind != row.kind:
            self._findings.append(
                Finding(
                    "kind-conflict",
                    f"concept {term.concept} is {draft.kind!r} elsewhere; that is kept",
                    where=term.where,
                    raw=row.kind,
                )
            )
        draft.codes += [code for code in row.codes if code not in draft.codes]
        if term.layer:
            _override(draft.terms, term)
        draft.terms.append(term)

    def _add_pairs(self, pairs: Sequence[Pair], layer: int) -> None:
        """File a user's pairs under the concepts with the Chinese name, else under new ones."""
        if not pairs:
            return
        named: dict[str, list[Term]] = {}
        for draft in self._drafts.values():
            for term in draft.terms:
                if term.language.startswith("zh") and "Latn" not in term.language:
                    named.setdefault(key_of(term.text), []).append(term)
        for pair in pairs:
            known = {term.concept: term for term in named.get(key_of(pair.source), ())}
            if not known:
                digest = hashlib.sha256(key_of(pair.source).encode("utf-8", "replace"))
                concept = f"user.{digest.hexdigest()[:8]}"
                chinese = Term(
                    pair.source,
                    concept,
                    "zh-Hans",
                    source="user",
                    note=pair.note,
                    where=pair.where,
                    layer=layer,
                )
                self._add(Row(chinese, "user", ()))
                known = {concept: chinese}
            for concept, term in known.items():
                english = Term(
                    pair.target,
                    concept,
                    "en",
                    type="shortForm" if term.type == VARIANT else term.type,
                    source="user",
                    note=pair.note,
                    where=pair.where,
                    layer=layer,
                )
                self._add(Row(english, self._drafts[concept].kind, ()))

    def glossary(self, paths: Sequence[Path]) -> Glossary:
        if not self._drafts:
            raise GlossaryError(
                "no term could be loaded"
                + (f"; the first problem: {self._findings[0].message}" if self._findings else ""),
                where=", ".join(str(path) for path in paths),
                advice="A glossary is a TSV with the columns of glossary/README.md, "
                "or a CSV of two columns, Chinese and English.",
            )
        concepts = {
            identity: Concept(identity, draft.kind, tuple(draft.terms), tuple(draft.codes))
            for identity, draft in self._drafts.items()
        }
        self._check_styles(concepts)
        return Glossary(concepts, self._styles, tuple(self._findings), self._hash.hexdigest())

    def _check_styles(self, concepts: dict[str, Concept]) -> None:
        known = self._styles.by_name
        if not known:
            return
        self._findings += [
            Finding(
                "unknown-style",
                f"styles.toml describes no style {style!r}",
                where=term.where,
                raw=term.text,
            )
            for concept in concepts.values()
            for term in concept.terms
            for style in term.styles
            if style not in known
        ]


def _override(terms: list[Term], new: Term) -> None:
    """Let a term of a later glossary win over those of earlier ones in the same concept.

    The same wording is replaced. Where both are preferred for the same form, the earlier one loses
    the styles in question; one that loses all becomes a variant, and is folded from then on.
    """
    key = key_of(new.text)
    for index in range(len(terms) - 1, -1, -1):
        old = terms[index]
        if old.layer >= new.layer or old.language != new.language:
            continue
        if key_of(old.text) == key:
            del terms[index]
        elif new.status == old.status == PREFERRED and new.type == old.type:
            left = tuple(style for style in old.styles if style not in new.styles)
            if not new.styles or (old.styles and not left):
                terms[index] = replace(old, status=ADMITTED, type=VARIANT, styles=())
            elif old.styles:
                terms[index] = replace(old, styles=left)
