"""The one model in the middle: what readers make, steps enrich and exporters write.

Frozen dataclasses with no behaviour beyond joins and look-ups. All offsets are Unicode code points,
half open (`start <= i < end`). The words are those of XLIFF 2.1, TMX and PO; `docs/vocabulary.md`
has the table. Languages are BCP 47 tags: `zh-Hans`, `zh-Hant`, `en`, `ug`, `zxx` (nothing
linguistic: codes, numbers, URLs), `und` (cannot be told).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from glossa.markup import Code, Markup

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Bitext",
    "Document",
    "Encoding",
    "Entry",
    "Finding",
    "Ignorable",
    "Kind",
    "LanguageSpan",
    "MatchType",
    "Part",
    "Protected",
    "Segment",
    "Severity",
    "Signature",
    "State",
    "Step",
    "Unit",
    "parse_detail",
    "replay",
]

_DETAIL: Final = re.compile("(?:^|(?<= ))([a-z]+)=(.*?)(?= [a-z]+=|$)")


class Kind(StrEnum):
    """What a block is on its page."""

    NAVIGATION = "navigation"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    SOURCE = "source"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    LINK = "link"
    RELATED = "related"
    CONTACT = "contact"
    LEGAL = "legal"
    OTHER = "other"


class State(StrEnum):
    """How far a target has come; the order is XLIFF's and is linear."""

    INITIAL = "initial"
    """No target yet: the source stands in its place."""
    TRANSLATED = "translated"
    """Made by a machine or a rule; no person has seen it."""
    REVIEWED = "reviewed"
    """A person has read it."""
    FINAL = "final"
    """A person has released it."""


class MatchType(StrEnum):
    """Where a target came from (XLIFF 2.1 `mtc:match` types where there is one)."""

    TERMBASE = "tb"
    """The whole segment is a term, or a template filled with terms."""
    MEMORY = "tm"
    IN_CONTEXT = "icm"
    ENGINE = "mt"
    RULE = "rule"
    """Dates, numbers and codes localised by rule; no engine was asked."""
    HAND = "hand"
    """A person wrote it, for this page."""
    ALIGNED = "align"
    """It stood in a translation that was there already, and was found by alignment."""
    COPIED = "copy"
    """Already in the target language, or nothing to translate; names may have been folded."""
    NONE = "none"
    """Nothing could be found: the target is the source, and a finding says why."""


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of a check or a reader: data, never an exception."""

    code: str
    """Stable, lower case with hyphens (`leftover-han`); `docs/findings.md` lists them all."""
    message: str
    """What was found and what to do, in one sentence of English."""
    severity: Severity = Severity.WARNING
    start: int | None = None
    """Offset into the text the finding is about (target, source or page), if it has a place."""
    end: int | None = None
    where: str = ""
    """`file:line` or a segment id, where the finding is not already attached to one."""
    raw: str = ""
    """The raw text at fault, kept so that nothing is lost."""


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A stretch of one language inside a segment; the spans of a segment cover it without gaps."""

    start: int
    """Offset into the segment's source."""
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A stretch that neither the engine nor name folding may alter."""

    start: int
    """Offset into the segment's source."""
    end: int
    kind: str
    """`url`, `email`, `phone`, `filing`, `number`, `date`, `handle`, `hashtag`, `file`, `code`."""

    @property
    def literal(self) -> bool:
        """Whether it must come out letter for letter; the rest is localised by rule."""
        return self.kind not in {"date", "number", "filing"}


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest piece that is translated."""

    id: str
    """Unique on the page and the same on every run: `u12.s1`."""
    start: int
    """Offset into the page's text."""
    end: int
    source: str
    """Exactly the page's text from `start` to `end`; never empty."""
    language: str = "und"
    """What must be read to understand it: `zh-Hans` for a Chinese line with a URL in it."""
    spans: tuple[LanguageSpan, ...] = ()
    protected: tuple[Protected, ...] = ()
    """Sorted, without overlap."""

    @property
    def literals(self) -> tuple[str, ...]:
        """The protected stretches that must stand in the target letter for letter."""
        return tuple(self.source[span.start : span.end] for span in self.protected if span.literal)


@dataclass(frozen=True, slots=True)
class Ignorable:
    """Text between segments: blanks, separators, the colon behind a label."""

    start: int
    """Offset into the page's text."""
    end: int
    source: str


Part = Segment | Ignorable


@dataclass(frozen=True, slots=True)
class Unit:
    """One block of a page: a heading, a paragraph, a list item, a line of the footer."""

    id: str
    """`u12`, counted from 1 in reading order."""
    start: int
    """Offset into the page's text; the marks of a list (`  • `) stand outside the unit."""
    end: int
    source: str
    kind: Kind = Kind.OTHER
    parts: tuple[Part, ...] = ()
    """Segments and ignorables that join to `source` without gap or overlap; at first empty."""
    list_marker: str = ""
    """What stood before the block on its line (`  • `, `3. `), blanks included; often empty."""
    markup: Markup | None = None
    """Where it stands in a page that has markup; None for plain text."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that can be translated, in order."""
        return tuple(part for part in self.parts if isinstance(part, Segment))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a page were read, so that they can be written the same way."""

    name: str = "utf-8"
    """Python's codec name: `utf-8`, `gb18030`, `big5hkscs`, `utf-16-le` ..."""
    bom: bytes = b""
    """The byte-order mark that stood at the front; not part of the text."""
    source: str = "default"
    """Why this one: `bom`, `label`, `utf-8`, `statistics`, `default`, `caller`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page read: its whole text and the units found in it."""

    name: str
    """The file's name as given by the caller, or `-`; for reports and exports."""
    text: str
    """All of a plain text page, newlines as they were; of other formats what a reader sees, a
    block a line. `units` point into it."""
    units: tuple[Unit, ...] = ()
    """In order, without overlap; text outside every unit is layout and is kept as it is."""
    encoding: Encoding = field(default_factory=Encoding)
    format: str = "text"
    """Which reader made it, and writes it back: `text`, `html`, `docx` ..."""
    findings: tuple[Finding, ...] = ()
    codes: tuple[Code, ...] = ()
    """Inline elements, by start; one that holds another before it."""
    skeleton: object = field(default=None, compare=False, repr=False)
    """What the reader needs to write the page back; nobody else looks into it."""

    @property
    def segments(self) -> Iterator[Segment]:
        """Every segment of every unit, in reading order."""
        for unit in self.units:
            yield from unit.segments


@dataclass(frozen=True, slots=True)
class Step:
    """One edit on the way from a source to its target; the steps of an entry can be replayed.

    The first step starts from the source. Each replaces `before` at `start:end` of the text so far
    by `after`. A step of an engine or a memory replaces the whole text.
    """

    action: str
    """`script`, `termbase`, `template`, `date`, `number`, `filing`, `punctuation`, `write-term`,
    `set-apart` (signs that no engine should read: taken out, put back around its answer), `engine`,
    `engine-strict`, `engine-halves`, `engine-continued`, `engine-nbest`, `place-term`,
    `place-number`, `tidy`, `fold`,
    `join` (a word cut at the end of a line is put in one piece), `gloss` (the name in another
    language, at its first mention), `memory` (a remembered target as a whole; what is put right in
    it follows as `date`, `number`, `filing`, `literal`, `place-term`), `hand` (a person's words as
    a whole), `file` (as a whole, from a file that does not say how it was made), `markup` (changes
    nothing: an inline element of the page goes around `start:end`)."""
    start: int
    end: int
    before: str
    after: str
    detail: str = ""
    """Which concept, style, rule, model: `concept=cn-654224 rule=variant style=cn-media`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment with its target: what bilingual files hold, line by line."""

    id: str
    """The segment's id."""
    source: str
    target: str
    """Never empty where the source is not; equals the source where nothing could be done."""
    language: str = "und"
    """Language of the source (BCP 47)."""
    kind: Kind = Kind.OTHER
    start: int = 0
    """Offset of the segment into the page's text."""
    end: int = 0
    state: State = State.INITIAL
    match: MatchType = MatchType.NONE
    origin: str = ""
    """Who made it: a model's name, a concept id, a memory's name; may be empty."""
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: str = ""
    """A person's remark; empty unless a bilingual file brought one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How a result was made; equal signatures and equal input give equal bytes.

    `values` is sorted by key: version, model, model-hash, beam, glossary-hash, style, rules ...
    """

    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return "|".join(f"{key}:{value}" for key, value in self.values)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Signature:
        """A signature with its keys in sorted order."""
        return cls(tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True)
class Bitext:
    """An aligned document: one entry a segment, one language pair."""

    name: str
    """The page's name."""
    entries: tuple[Entry, ...]
    """In reading order; ids are unique."""
    target_language: str = "en"
    signature: Signature = field(default_factory=Signature)
    findings: tuple[Finding, ...] = ()
    """Remarks on the page as a whole; those on one segment stand in its entry."""

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __getitem__(self, entry_id: str) -> Entry:
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)

    def with_entries(self, entries: tuple[Entry, ...]) -> Bitext:
        """The same bitext with other entries."""
        return replace(self, entries=entries)

    def to_pandas(self) -> pd.DataFrame:
        """One row an entry, columns as in the CSV export; see `docs/formats/table.md`."""
        from glossa.formats.table import to_pandas  # the door to pandas, opened only here

        return to_pandas(self)

    @classmethod
    def from_pandas(cls, frame: pd.DataFrame) -> Bitext:
        """The bitext of a frame such as `to_pandas` gives; only the column `source` must be there.

        Missing values are empty. Raises `BitextError` where there is no column `source`.
        """
        from glossa.formats.table import from_pandas

        return from_pandas(frame)

    def _repr_html_(self) -> str:
        """The first entries as a table, for notebooks."""
        from glossa.formats.notebook import notebook_table

        return notebook_table(self)


def parse_detail(detail: str) -> dict[str, str]:
    """The parts of `Step.detail` by name; a value may hold blanks.

    >>> parse_detail("concept=my city|b rule=variant by=next style=un")
    {'concept': 'my city|b', 'rule': 'variant', 'by': 'next', 'style': 'un'}
    """
    return dict(_DETAIL.findall(detail))


def replay(source: str, steps: tuple[Step, ...]) -> str:
    """Apply `steps` to `source`; the result is the entry's target.

    Raises `ValueError` where a step does not fit the text it meets.
    """
    text = source
    for number, step in enumerate(steps, 1):
        if text[step.start : step.end] != step.before:
            raise ValueError(
                f"step {number} ({step.action}) expects {step.before!r} at {step.start}, "
                f"found {text[step.start : step.end]!r}"
            )
        text = text[: step.start] + step.after + text[step.end :]
    return text
