"""What a glossary is made of, and what matching and folding give back. No behaviour here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from glossa.model import Finding, Step

__all__ = [
    "ADMITTED",
    "DEPRECATED",
    "FORMS",
    "INTERFACE",
    "PREFERRED",
    "STATUSES",
    "SUPERSEDED",
    "TEMPLATE",
    "VARIANT",
    "Concept",
    "Condition",
    "Folded",
    "LookupHit",
    "Rendering",
    "Term",
    "TermMatch",
    "WholeMatch",
]

PREFERRED: Final = "preferred"
ADMITTED: Final = "admitted"
DEPRECATED: Final = "deprecated"
SUPERSEDED: Final = "superseded"
STATUSES: Final = (PREFERRED, ADMITTED, DEPRECATED, SUPERSEDED)
VARIANT: Final = "variant"
FORMS: Final = ("fullForm", "shortForm", "acronym", VARIANT)
INTERFACE: Final = "interface"
TEMPLATE: Final = "template"


@dataclass(frozen=True, slots=True)
class Condition:
    """One clause of a term's context; all clauses must hold for the term to be recognised."""

    name: str
    """`next`, `prev`, `not-next`, `not-prev`, `page`, `whole`, `case`."""
    values: tuple[str, ...] = ()
    """Alternatives: folded words for `next` and its like, concept ids for `page`, else empty."""


@dataclass(frozen=True, slots=True)
class Term:
    """One wording of a concept in one language."""

    text: str
    """As it is to be written; never empty, no blanks around it."""
    concept: str
    """The id of the concept it names."""
    language: str
    """BCP 47: `zh-Hans`, `zh-Latn-pinyin`, `en`, `ug-Arab`."""
    status: str = PREFERRED
    """`preferred`, `admitted`, `deprecated` (recognised, never written), `superseded`."""
    type: str = "fullForm"
    """`fullForm`, `shortForm`, `acronym`, `variant`."""
    styles: tuple[str, ...] = ()
    """The styles in which a preferred term is preferred; empty: in all that have no own."""
    context: tuple[Condition, ...] = ()
    source: str = ""
    note: str = ""
    where: str = ""
    """`file:line` of its row."""
    layer: int = 0
    """Which of the glossaries given it came from, counted from 0; later ones win."""

    @property
    def whole(self) -> bool:
        """Whether the term counts only where it is the whole segment."""
        return any(condition.name == "whole" for condition in self.context)

    @property
    def unverified(self) -> bool:
        """Whether its row says that nobody has checked it: for look-up and whole segments only."""
        return "unverified" in self.note


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing in the world, with all its wordings."""

    id: str
    kind: str
    """`county`, `people`, `media`, `interface`, `template` ..."""
    terms: tuple[Term, ...] = field(repr=False)
    """In the order of the files."""
    codes: tuple[str, ...] = ()
    """`GB/T 2260:653200`, `Wikidata:Q...`."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found in a text."""

    start: int
    """Offset into the text that was searched; a plural s belongs to the match, a possessive not."""
    end: int
    term: Term
    """The row that matched; the first where several concepts claim the form."""
    concepts: tuple[Concept, ...]
    """What it may name; more than one where the text does not tell."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a term found in a source is to be written in the target language."""

    concept: str
    text: str
    """The preferred wording of the style."""
    accept: tuple[str, ...] = ()
    """Other right wordings, in no style misspelt: they are left alone where they stand."""


@dataclass(frozen=True, slots=True)
class WholeMatch:
    """The target of a segment that is, as a whole, a term or a template filled with terms."""

    text: str
    steps: tuple[Step, ...]
    """Replayed from the source they give `text`."""
    concepts: tuple[Concept, ...]
    """The concepts whose wording was used, the template first."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its names in one spelling."""

    text: str
    steps: tuple[Step, ...]
    """One for each change; replayed from the original they give `text`."""
    ambiguous: tuple[Finding, ...] = ()
    """Names left alone: the text does not tell which is meant (`ambiguous-name`), or they stand in
    quotation marks (`quoted-name`) or a `registered-name`; offsets into `text`."""


@dataclass(frozen=True, slots=True)
class LookupHit:
    """One answer to a look-up, the best first."""

    concept: Concept
    term: Term
    """The wording that fits the query."""
    how: str
    """`exact`, `variant` (but for case, width, apostrophes), `loose` (but for tones, accents,
    blanks), `pinyin` (reads the same), `near` (similar spelling)."""
    score: float
    """0 to 100; 100 for an exact hit."""
