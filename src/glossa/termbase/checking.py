"""Check glossary files as they lie over glossa's own: what `glossa glossary check` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glossa.errors import GlossaryError
from glossa.model import Finding
from glossa.resources import data_path
from glossa.termbase import Termbase
from glossa.termbase.exchange import parse_glossary_file
from glossa.termbase.load import load_glossary

__all__ = ["Checked", "check_glossaries"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    concepts: int
    """In all glossaries together."""
    findings: tuple[Finding, ...]
    """On the files named, or on glossa's own glossary where none is."""


def check_glossaries(files: Sequence[Path]) -> Checked:
    """Check `files`, each a file of any format or a folder, or glossa's own where there are none.

    A file of which nothing can be used is findings here. Raises `GlossaryError` for a path that
    does not exist.
    """
    own = data_path("glossary")
    if not files:
        termbase = Termbase(load_glossary([own]))
        return Checked(len(termbase.concepts), termbase.findings)
    broken: list[Finding] = []
    usable: list[Path] = []
    for path in files:
        found = _of_nothing(path)
        if found:
            broken += found
        else:
            usable.append(path)
    termbase = Termbase(load_glossary([own, *usable]))
    names = {name for path in usable for name in _names(path)}
    theirs = [finding for finding in termbase.findings if _is_on(finding, names)]
    return Checked(len(termbase.concepts), (*broken, *theirs))


def _of_nothing(path: Path) -> tuple[Finding, ...]:
    """The findings on a file of which nothing can be used; none for every other path."""
    if not path.is_file():
        return ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(
            f"the glossary cannot be read: {error.strerror}", where=str(path)
        ) from error
    parsed = parse_glossary_file(data, path.name, 0)
    if parsed.rows or parsed.pairs:
        return ()
    empty = Finding("empty-glossary", "the file holds no term", where=path.name)
    return parsed.findings or (empty,)


def _names(path: Path) -> list[str]:
    return [file.name for file in path.iterdir()] if path.is_dir() else [path.name]


def _is_on(finding: Finding, names: set[str]) -> bool:
    """Whether one of the places of a finding, `file:line, file:line`, is in one of the files."""
    return any(
        place == name or place.startswith(f"{name}:")
        for place in finding.where.split(", ")
        for name in names
    )
