"""A compiled glossary read back: everything that matching and looking up are built from.

JSON for text, arrays of whole numbers for the rest, one section after the other: reading it runs no
code and makes no object that is not asked for (docs/decisions/0006-glossary-cache.md). What is
wrong in it raises `ValueError`, `KeyError`, `IndexError` or `TypeError`.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from glossa.model import Finding, Severity
from glossa.termbase.glossary import Glossary
from glossa.termbase.heads import Heads
from glossa.termbase.index import Drawer, new_matcher
from glossa.termbase.lookup import Lookup
from glossa.termbase.styles import Style, Styles
from glossa.termbase.tables import ConceptTable, TermTable

__all__ = ["FINDING", "FORMS", "Compiled"]

# What both sides of it must agree on.
FORMS: Final = ("plurals", "contextual", "cased")
FINDING: Final = ("code", "message", "severity", "start", "end", "where", "raw")


def _heads_from_json(rows: list[Any]) -> Heads:
    shared, patterns, alone, longer, pairs, extents, (before, longest, unsorted) = rows
    known = [tuple((first, last) for first, last in found) for found in shared]
    return Heads(
        patterns,
        [known[number] for number in alone],
        [bool(flag) for flag in longer],
        {pair: known[number] for pair, number in zip(pairs, extents, strict=True)},
        before,
        longest,
        bool(unsorted),
    )


class Compiled:
    """The parts of a compiled glossary, each made when it is asked for."""

    def __init__(self, sections: Mapping[str, memoryview]) -> None:
        """`sections`: as `compiling.compile_glossary` made them."""
        self._sections = sections
        self._known_names: list[str] | None = None
        about = self._json("about")
        self.concepts = ConceptTable(
            self._json("ids"),
            self._json("kinds"),
            self._array("Q", "concepts.at"),
            sections["concepts"],
        )
        styles = {
            name: Style(name, title, description, tuple(fallback))
            for name, title, description, fallback in about["styles"]
        }
        self.glossary = Glossary(
            self.concepts,
            Styles(styles, about["default"]),
            tuple(
                Finding(code, message, Severity(severity), start, end, where, raw)
                for code, message, severity, start, end, where, raw in about["findings"]
            ),
            about["hash"],
        )
        self.drawers: Mapping[str, Drawer] = _Drawers(about["groups"], self)

    def lookup(self) -> Lookup:
        """For looking names up."""
        loose = self._terms("loose", self._json("loose"))
        return Lookup(self.concepts, self._terms("names", self._names()), loose)

    def drawer(self, number: int, group: str) -> Drawer:
        """The drawer of a language group."""
        keys = {kind: self._keys(f"{number}.{kind}") for kind in ("inside", "whole", *FORMS)}
        inside = self._terms(f"{number}.inside", keys["inside"])
        forms = {kind: frozenset(keys[kind]) for kind in FORMS}
        heads = _heads_from_json(self._json(f"{number}.heads"))
        return Drawer(
            group,
            inside,
            self._terms(f"{number}.whole", keys["whole"]),
            forms["plurals"],
            forms["contextual"],
            forms["cased"],
            _matcher=new_matcher(group, inside.numbers, forms["plurals"], heads),
        )

    def _names(self) -> list[str]:
        if self._known_names is None:
            self._known_names = self._json("names")
        return self._known_names

    def _keys(self, name: str) -> list[str]:
        names = self._names()
        return [names[place] for place in self._array("I", name)]

    def _terms(self, name: str, keys: Sequence[str]) -> TermTable:
        at, terms = self._array("I", name + ".at"), self._array("I", name + ".terms")
        return TermTable(keys, at, terms, self.concepts)

    def _json(self, name: str) -> Any:
        return json.loads(bytes(self._sections[name]).decode("utf-8", "surrogatepass"))

    def _array(self, kind: str, name: str) -> array[int]:
        numbers = array(kind)
        numbers.frombytes(self._sections[name])
        if sys.byteorder != "little":
            numbers.byteswap()
        return numbers


class _Drawers(Mapping[str, Drawer]):
    """The drawers by language group; each is made when it is asked for."""

    def __init__(self, groups: Collection[str], compiled: Compiled) -> None:
        self._numbers = {group: number for number, group in enumerate(groups)}
        self._compiled = compiled
        self._made: dict[str, Drawer] = {}

    def __getitem__(self, group: str) -> Drawer:
        made = self._made.get(group)
        if made is None:
            made = self._made[group] = self._compiled.drawer(self._numbers[group], group)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
