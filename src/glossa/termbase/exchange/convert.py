"""Any glossary files -> one glossary file: what `glossa glossary convert` does, without opening it.

Letters and common words stay, contexts too: nothing is matched here, and a list is passed on whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossa.errors import UsageError
from glossa.model import Finding
from glossa.resources import data_path
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.registry import serialize_glossary
from glossa.termbase.load import Glossary, Reading, load_glossary
from glossa.termbase.resolve import Resolver
from glossa.termbase.styles import DEFAULT_STYLE, Styles, parse_styles

__all__ = ["Converted", "convert_glossary"]


@dataclass(frozen=True, slots=True)
class Converted:
    """A glossary file that was made."""

    data: bytes
    concepts: int
    terms: int
    losses: tuple[str, ...]
    """What the format does not hold, in sentences."""
    findings: tuple[Finding, ...]
    """What was remarked when the files were read."""


def convert_glossary(
    paths: Sequence[Path],
    format_name: str,
    *,
    reading: Reading | None = None,
    style: str = DEFAULT_STYLE,
    kinds: Collection[str] = (),
    lossy: bool = False,
    suffix: str = "",
    date: str = "",
) -> Converted:
    """Read glossaries, later ones over earlier ones, and write them in another format.

    `style`: whose spelling a list of pairs takes; `kinds`: only concepts of these; `suffix` and
    `date`: see `Writing`. Raises `GlossaryError` where nothing can be read, `FormatError` where the
    format cannot hold all of it and `lossy` is off, `UsageError` for an unknown style or kind.
    """
    reading = replace(reading or Reading(), force=True)
    glossary = load_glossary(paths, reading)
    styles = glossary.styles if glossary.styles.by_name else _own_styles()
    _require_style(style, styles, glossary)
    concepts = _of_kinds(glossary, kinds)
    resolver = Resolver(glossary.concepts, styles, style)
    writing = Writing(
        source_language=reading.source_language,
        target_language=reading.target_language,
        style=style,
        preferred=resolver.preferred,
        target=resolver.target_of,
        lossy=lossy,
        suffix=suffix,
        date=date,
    )
    data, losses = serialize_glossary(concepts, format_name, writing)
    terms = sum(len(concept.terms) for concept in concepts)
    said = tuple(finding for finding in glossary.findings if finding.code != "common-term")
    return Converted(data, len(concepts), terms, losses, said)


def _own_styles() -> Styles:
    """The styles of glossa's own glossary, for a file that brings none."""
    path = data_path("glossary") / "styles.toml"
    return parse_styles(path.read_text(encoding="utf-8"), path.name)[0]


def _require_style(style: str, styles: Styles, glossary: Glossary) -> None:
    """A style is known if `styles.toml` describes it, or a term is preferred in it."""
    terms = (term for concept in glossary.concepts.values() for term in concept.terms)
    if not any(style in term.styles for term in terms):
        styles.require(style)


def _of_kinds(glossary: Glossary, kinds: Collection[str]) -> list[Concept]:
    concepts = glossary.concepts.values()
    known = sorted({concept.kind for concept in concepts})
    for kind in kinds:
        if kind not in known:
            raise UsageError(
                f"no concept is of kind {kind!r}",
                where="--kind",
                advice=f"kinds: {', '.join(known)}",
            )
    return [concept for concept in concepts if not kinds or concept.kind in kinds]
