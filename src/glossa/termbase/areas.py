"""Which places belong together, by their division codes, and what a page names.

GB/T 2260 gives a province two digits, a prefecture two more, a county the last two; the statistical
codes of townships go on from there. Places with the same first four digits lie in one prefecture.
The counties that a province governs itself (`90` in the middle: Shihezi, Alar ...) share these
digits without being neighbours: they are no kin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, Self

from glossa.termbase.concepts import Concept

__all__ = ["PageNames", "areas_named", "code_of", "kin_of", "page_names"]

_CODES: Final = ("GB/T 2260:", "NBS:")
_GOVERNED_BY_PROVINCE: Final = "90"


class PageNames(frozenset[str]):
    """The ids of the concepts that a page names beyond doubt, and what else the page tells."""

    areas: frozenset[str]
    """The first 2, 4 and 6 digits of the codes of all places named."""
    persons: frozenset[str]
    """Normalised forms that are somebody's name on this page (`Mr. Tori`): no place there."""
    settled: frozenset[str]
    """Ids of concepts that only the page itself made out: named as well, but asked last."""
    cited: frozenset[str]
    """Texts that are part of an entry of a bibliography: `Ancient Khotan.`"""

    def __new__(
        cls,
        concepts: Iterable[str] = (),
        areas: Iterable[str] = (),
        persons: Iterable[str] = (),
        settled: Iterable[str] = (),
        cited: Iterable[str] = (),
    ) -> Self:
        """Each may be empty."""
        made = super().__new__(cls, concepts)
        made.areas = frozenset(areas)
        made.persons = frozenset(persons)
        made.settled = frozenset(settled)
        made.cited = frozenset(cited)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy keep all of it."""
        return type(self), (tuple(self), *self.told)

    @property
    def told(self) -> tuple[frozenset[str], ...]:
        """All but the ids, in the order of the arguments: pages are equal if their ids are."""
        return self.areas, self.persons, self.settled, self.cited

    def with_settled(self, concepts: Iterable[str]) -> PageNames:
        """The same with more concepts that the page made out."""
        settled = (self.settled | frozenset(concepts)) - self
        return PageNames(self, self.areas, self.persons, settled, self.cited)

    def with_cited(self, texts: Iterable[str]) -> PageNames:
        """The same with the parts of the works that the page cites."""
        return PageNames(self, self.areas, self.persons, self.settled, texts)


def code_of(concept: Concept) -> str:
    """The digits of a division's code; empty for what is no division.

    >>> code_of(Concept("x", "county", (), ("GB/T 2260:654224",)))
    '654224'
    """
    for code in concept.codes:
        for prefix in _CODES:
            if code.startswith(prefix):
                return code.removeprefix(prefix)
    return ""


@lru_cache(maxsize=4096)
def _areas_of(code: str) -> frozenset[str]:
    """The areas that naming the place with this code names along.

    A prefecture's own code ends in 00 and a province's in 0000: they name nothing smaller.
    """
    if not code:
        return frozenset()
    found = {code[:2]}
    if code[2:4] not in ("00", _GOVERNED_BY_PROVINCE):
        found.add(code[:4])
    if code[4:6] != "00":
        found.add(code[:6])
    return frozenset(found)


def kin_of(code: str) -> str:
    """The area that must be named on a page for a place to be among its kin; empty: none will do.

    A county's prefecture, a township's county, a province itself.

    >>> kin_of("654224"), kin_of("654224100"), kin_of("659001"), kin_of("650000")
    ('6542', '654224', '', '65')
    """
    if len(code) > 6:
        return code[:6]
    if code[2:] == "0000":
        return code[:2]
    return "" if code[2:4] == _GOVERNED_BY_PROVINCE else code[:4]


def areas_named(concepts: Collection[Concept]) -> frozenset[str]:
    """The areas that a name stands for whichever of `concepts` it means.

    和田 is a prefecture, a city and a county: all of them lie in 6532.
    """
    areas = [_areas_of(code_of(concept)) for concept in concepts]
    return frozenset.intersection(*areas) if areas else frozenset()


def page_names(page: Collection[str], concepts: Mapping[str, Concept]) -> PageNames:
    """`page` itself, or what bare ids tell."""
    if isinstance(page, PageNames):
        return page
    known = [concepts[concept] for concept in page if concept in concepts]
    return PageNames(page, (area for concept in known for area in areas_named([concept])))
