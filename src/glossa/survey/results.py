"""What a survey of pages finds: names under several spellings, likely names, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

__all__ = [
    "ALLOWED",
    "AMBIGUOUS",
    "FOLD",
    "FREE",
    "OUTCOMES",
    "QUOTED",
    "REGISTERED",
    "WANTED",
    "Candidate",
    "Failure",
    "Name",
    "Place",
    "Remark",
    "Spelling",
    "Survey",
]

WANTED: Final = "wanted"
FOLD: Final = "fold"
ALLOWED: Final = "allowed"
AMBIGUOUS: Final = "ambiguous"
QUOTED: Final = "quoted"
REGISTERED: Final = "registered"
OUTCOMES: Final = {
    WANTED: "as the style writes it",
    FOLD: "would be folded",
    ALLOWED: "another right wording, stays",
    AMBIGUOUS: "ambiguous, stays",
    QUOTED: "in quotation marks, stays",
    REGISTERED: "in a registered name, stays",
}
"""What `glossa normalize` would do with a name where it stands."""
FREE: Final = frozenset({WANTED, FOLD, ALLOWED, AMBIGUOUS})
"""The outcomes of words that are the writer's own: neither quoted nor another body's name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One spot at which a name stands."""

    file: str
    line: int
    """Line of the page, from 1; 0 in a bilingual file, whose places are entries."""
    column: int
    """Code points from the line's start, from 1; in a bilingual file, from the target's start."""
    entry: str = ""
    """Id of the entry of a bilingual file; empty for a page."""
    before: str = ""
    """A little of the text before it, on one line."""
    text: str = ""
    """The name as it stands there."""
    after: str = ""
    outcome: str = ""
    """One of `OUTCOMES`; empty for candidates."""
    language: str = ""
    """Language of the text around it (BCP 47)."""

    def __str__(self) -> str:
        if self.entry:
            return f"{self.file}#{self.entry}:{self.column}"
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name; capitals, plurals and possessives make no new one."""

    text: str
    """As the glossary writes it."""
    places: tuple[Place, ...]
    """In the order of the pages."""
    rule: str = ""
    """Why it would be folded: `variant`, `misspelling`, `other-style`; empty where it stays."""

    @property
    def count(self) -> int:
        """How often it stands in the pages."""
        return len(self.places)

    @property
    def outcomes(self) -> dict[str, int]:
        """How often each outcome occurs, in the order of `OUTCOMES`."""
        counts = dict.fromkeys(OUTCOMES, 0)
        for place in self.places:
            counts[place.outcome] += 1
        return {outcome: count for outcome, count in counts.items() if count}


@dataclass(frozen=True, slots=True)
class Name:
    """One thing, or several that share all their spellings, with the spellings that were found."""

    wanted: str
    """What the style writes; for an ambiguous form, the form itself."""
    concepts: tuple[str, ...]
    kind: str
    language: str
    spellings: tuple[Spelling, ...]
    """The commonest first."""

    @property
    def several(self) -> bool:
        """Whether the writers' own words spell it in more than one way that the style merges."""
        free = [{place.outcome for place in spelling.places} & FREE for spelling in self.spellings]
        free = [outcomes for outcomes in free if outcomes]
        return len(free) > 1 and any(outcomes & {FOLD, AMBIGUOUS} for outcomes in free)

    @property
    def count(self) -> int:
        """How often it stands in the pages, in any spelling."""
        return sum(spelling.count for spelling in self.spellings)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that look like a name and have no concept in the glossary."""

    text: str
    kind: str
    """`place`, `organisation`, `person`, or `name` where nothing tells."""
    language: str
    count: int
    files: int
    """In how many files."""
    score: float
    """For the order only: the higher the surer."""
    places: tuple[Place, ...]
    """The first of them; `count` counts all."""
    near: str = ""
    """A name of the glossary that is spelt nearly so."""
    near_concept: str = ""
    alike: tuple[str, ...] = ()
    """Other candidates that are spelt nearly so."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of the checks on an entry of a bilingual file, or on a file as a whole."""

    file: str
    entry: str
    """Empty for the file as a whole."""
    code: str
    severity: str
    message: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read."""

    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found; see `docs/check.md`."""

    style: str
    language: str
    """The language whose spellings were looked at."""
    glossary: str = ""
    """Hash of the glossary, 12 digits."""
    pages: int = 0
    """Files read as text pages."""
    bitexts: int = 0
    """Files read as bilingual files."""
    names: tuple[Name, ...] = ()
    """Those with several spellings first, then those in one that is not the style's."""
    consistent: int = 0
    """How many more names stand in one spelling only, and that as it should be."""
    candidates: tuple[Candidate, ...] = ()
    remarks: tuple[Remark, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    """Entries of folders that were left out, by reason: `binary`, `hidden`, `link` ..."""

    @property
    def found(self) -> bool:
        """Whether a name has several spellings, or a check found an error or gave a warning."""
        return any(name.several for name in self.names) or any(
            remark.severity != "info" for remark in self.remarks
        )

    @property
    def found_strictly(self) -> bool:
        """The same, or anything else is listed: a name out of style, a candidate, a remark."""
        return bool(self.names or self.candidates or self.remarks)
