"""Compile a loaded glossary: the bytes that `compiled.Compiled` reads back."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from glossa.termbase.compiled import FINDING, FORMS
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.glossary import Glossary
from glossa.termbase.heads import Heads
from glossa.termbase.index import Drawer
from glossa.termbase.lookup import file_names
from glossa.termbase.tables import CHUNK, concept_as_json

__all__ = ["compile_glossary"]


def compile_glossary(glossary: Glossary, drawers: Mapping[str, Drawer]) -> dict[str, bytes]:
    """The sections of a compiled glossary by name."""
    concepts = list(glossary.concepts.values())
    numbers = {
        id(term): (number, place)
        for number, concept in enumerate(concepts)
        for place, term in enumerate(concept.terms)
    }
    sections = _concept_sections(concepts)
    about = {
        "hash": glossary.hash,
        "default": glossary.styles.default,
        "styles": [
            [style.name, style.title, style.description, style.fallback]
            for style in glossary.styles.by_name.values()
        ],
        "findings": [[getattr(item, name) for name in FINDING] for item in glossary.findings],
        "groups": list(drawers),
    }
    sections["about"] = _json(about)
    names, loose = file_names(glossary.concepts)
    sections["names"], sections["loose"] = _json(list(names)), _json(list(loose))
    _file_terms(sections, "names", names, numbers)
    _file_terms(sections, "loose", loose, numbers)
    places = dict(zip(names, range(len(names)), strict=True))
    for number, drawer in enumerate(drawers.values()):
        tables = {"inside": drawer.inside, "whole": drawer.whole}
        for kind, table in tables.items():
            _file_terms(sections, f"{number}.{kind}", table, numbers)
            sections[f"{number}.{kind}"] = _packed("I", (places[key] for key in table))
        for kind in FORMS:  # sets: sorted, so that the same glossary makes the same bytes
            keys = sorted(places[key] for key in getattr(drawer, kind))
            sections[f"{number}.{kind}"] = _packed("I", keys)
        sections[f"{number}.heads"] = _json(_heads_as_json(drawer.matcher.heads))
    return sections


def _concept_sections(concepts: Sequence[Concept]) -> dict[str, bytes]:
    at = [0]
    parts: list[bytes] = []
    for first in range(0, len(concepts), CHUNK):
        lines = b"\n".join(map(concept_as_json, concepts[first : first + CHUNK]))
        parts.append(zlib.compress(lines, 1))
        at.append(at[-1] + len(parts[-1]))
    return {
        "ids": _json([concept.id for concept in concepts]),
        "kinds": _json([concept.kind for concept in concepts]),
        "concepts.at": _packed("Q", at),
        "concepts": b"".join(parts),
    }


def _file_terms(
    sections: dict[str, bytes],
    name: str,
    table: Mapping[str, Sequence[Term]],
    numbers: Mapping[int, tuple[int, int]],
) -> None:
    at = [0]
    places: list[int] = []
    for terms in table.values():
        for term in terms:
            places += numbers[id(term)]
        at.append(len(places) // 2)
    sections[name + ".at"] = _packed("I", at)
    sections[name + ".terms"] = _packed("I", places)


def _heads_as_json(heads: Heads) -> list[Any]:
    shared = {
        extents: number for number, extents in enumerate({*heads.alone, *heads.pairs.values()})
    }
    return [
        list(shared),
        heads.patterns,
        [shared[extents] for extents in heads.alone],
        [int(longer) for longer in heads.longer],
        list(heads.pairs),
        [shared[extents] for extents in heads.pairs.values()],
        [heads.before, heads.longest, int(heads.unsorted)],
    ]


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _packed(kind: str, numbers: Iterable[int]) -> bytes:
    packed = array(kind, numbers)
    if sys.byteorder != "little":
        packed.byteswap()
    return packed.tobytes()
