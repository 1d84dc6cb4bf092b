"""A compiled glossary in use: concepts and terms are made when they are asked for.

Most runs need a few of them. What is here behaves as the dictionaries of a glossary that was just
read, and gives the same objects again each time.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from glossa.termbase.concepts import Concept, Condition, Term

__all__ = ["CHUNK", "ConceptTable", "TermTable", "concept_as_json"]

CHUNK: Final = 32
"""Concepts compressed together: small enough to be read for the sake of one."""
# The fields of a term in a row of JSON; the concept is that of the row.
_PLAIN = ("text", "language", "status", "type", "source", "note", "where", "layer")


def concept_as_json(concept: Concept) -> bytes:
    """One concept with its terms, for `ConceptTable`."""
    terms = [
        [
            [getattr(term, name) for name in _PLAIN],
            term.styles,
            [(condition.name, condition.values) for condition in term.context],
        ]
        for term in concept.terms
    ]
    row = [concept.id, concept.kind, concept.codes, terms]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _concept(row: list[Any]) -> Concept:
    identity, kind, codes, terms = row
    made = [
        Term(
            concept=identity,
            styles=tuple(styles),
            context=tuple(Condition(name, tuple(values)) for name, values in context),
            **dict(zip(_PLAIN, plain, strict=True)),
        )
        for plain, styles, context in terms
    ]
    return Concept(identity, kind, tuple(made), tuple(codes))


class ConceptTable(Mapping[str, Concept]):
    """Concepts by id, in the order of the files."""

    def __init__(
        self, ids: Sequence[str], kinds: Sequence[str], at: array[int], data: memoryview
    ) -> None:
        """`data`: lines of JSON, `CHUNK` together and compressed; `at`: where each chunk begins."""
        self._numbers = dict(zip(ids, range(len(ids)), strict=True))
        self._kinds = kinds
        self._at = at
        self._data = data
        self._made: dict[int, Concept] = {}
        self._chunk = -1
        self._last: list[bytes] = []

    def numbered(self, number: int) -> Concept:
        """The concept with this number in the order of the files."""
        made = self._made.get(number)
        if made is None:
            chunk, line = divmod(number, CHUNK)
            row = json.loads(self._lines(chunk)[line].decode("utf-8", "surrogatepass"))
            made = self._made[number] = _concept(row)
        return made

    def _lines(self, chunk: int) -> list[bytes]:
        if chunk != self._chunk:
            part = self._data[self._at[chunk] : self._at[chunk + 1]]
            self._chunk, self._last = chunk, zlib.decompress(part).split(b"\n")
        return self._last

    def of_kind(self, kind: str) -> list[Concept]:
        """All concepts of one kind, without making the others."""
        return [self.numbered(number) for number, own in enumerate(self._kinds) if own == kind]

    def __getitem__(self, key: str) -> Concept:
        return self.numbered(self._numbers[key])

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class TermTable(Mapping[str, tuple[Term, ...]]):
    """Terms filed by a form of their wording."""

    def __init__(
        self, keys: Sequence[str], at: array[int], terms: array[int], concepts: ConceptTable
    ) -> None:
        """`terms`: numbers in turns, of a concept and of a term in it; `at`: where keys begin."""
        self.numbers = dict(zip(keys, range(len(keys)), strict=True))
        self._at = at
        self._terms = terms
        self._concepts = concepts
        self._made: dict[str, tuple[Term, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Term, ...]:
        made = self._made.get(key)
        if made is None:
            number = self.numbers[key]
            pairs = self._terms[2 * self._at[number] : 2 * self._at[number + 1]]
            made = self._made[key] = tuple(
                self._concepts.numbered(concept).terms[term]
                for concept, term in zip(pairs[::2], pairs[1::2], strict=True)
            )
        return made

    def __contains__(self, key: object) -> bool:
        return key in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)
