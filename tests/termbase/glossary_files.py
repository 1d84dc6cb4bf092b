"""What the tests of glossary files share: loading from bytes, writing, comparing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from glossa.model import Finding
from glossa.termbase import Concept
from glossa.termbase.exchange import Writing, parse_glossary_file, serialize_glossary
from glossa.termbase.load import Glossary, Reading, load_glossary
from glossa.termbase.resolve import Resolver
from glossa.termbase.styles import Styles

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
DATE = "2026-01-31"


def load_bytes(folder: Path, data: bytes, name: str = "g.csv", **reading: object) -> Glossary:
    (folder / name).write_bytes(data)
    return load_glossary([folder / name], Reading(**reading))  # type: ignore[arg-type]


def write(
    concepts: Sequence[Concept], to: str, *, lossy: bool = False, suffix: str = ""
) -> tuple[bytes, tuple[str, ...]]:
    resolver = Resolver({concept.id: concept for concept in concepts}, Styles(), "cn-media")
    writing = Writing(
        preferred=resolver.preferred,
        target=resolver.target_of,
        lossy=lossy,
        suffix=suffix,
        date=DATE,
    )
    return serialize_glossary(concepts, to, writing)


def plain(concepts: Sequence[Concept]) -> list[Concept]:
    """Concepts without the places of their terms, which differ from file to file."""
    return [
        replace(concept, terms=tuple(replace(term, where="", layer=0) for term in concept.terms))
        for concept in concepts
    ]


def codes(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in findings]


def found(data: bytes, name: str = "g.csv") -> list[tuple[str, str]]:
    """Codes and places of what is wrong with a file."""
    return codes(parse_glossary_file(data, name, 0).findings)
