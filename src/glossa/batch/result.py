"""What came of a run over folders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.summary import Summary

if TYPE_CHECKING:
    from glossa.batch.journal import Record
    from glossa.errors import GlossaError

__all__ = ["Failure", "FolderResult", "PageResult", "Status"]

_MODELS: Final = frozenset({"no-model", "model-other-script"})


class Status(StrEnum):
    """What was done for one page."""

    TRANSLATED = "translated"
    UNCHANGED = "unchanged"
    """Neither the page nor what decides the result has changed: nothing was done."""
    KEPT = "kept"
    """The result was changed by hand, or was there before: it was left as it is."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """One page that has a result."""

    name: str
    """Its path inside the folder."""
    record: Record
    """What the result was made of, and the figures."""
    status: Status
    note: str = ""
    """What a person should know of it; often empty."""

    @property
    def summary(self) -> Summary:
        """The figures of the page."""
        summary = self.record.summary
        return summary if summary is not None else Summary(self.name, "", 0, {}, {}, (), (), 0)


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that could not be done."""

    name: str
    error: GlossaError
    copied: bool = False
    """Whether the file itself stands where its translation should."""


@dataclass(slots=True)
class FolderResult:
    """A run over folders; pages in the order in which they were found."""

    out: Path
    """The folder of results."""
    pages: list[PageResult] = field(default_factory=list)
    copied: int = 0
    """Files that are no pages and stand among the results, copied now or before."""
    kept_copies: list[str] = field(default_factory=list)
    """Copies that were changed by hand and left as they are."""
    failed: list[Failure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Files left out, by reason: `hidden`, `link`, `excluded`, `special`, `bilingual`, `results`,
    `no page`."""
    gone: list[str] = field(default_factory=list)
    """Results whose page is there no more; they were left."""
    doubles: tuple[tuple[str, str], ...] = ()
    """Names of results that are one name where capital letters do not count."""
    index: Path | None = None
    """The page that lists all of them."""

    def count(self, status: Status) -> int:
        """How many pages have it."""
        return sum(page.status is status for page in self.pages)

    @property
    def segments(self) -> int:
        """Segments of all pages."""
        return sum(page.summary.segments for page in self.pages)

    @property
    def by_match(self) -> dict[str, int]:
        """Segments by `MatchType` value, only those that occur."""
        found: Counter[str] = Counter()
        for page in self.pages:
            found.update(page.summary.by_match)
        return dict(sorted(found.items()))

    @property
    def names(self) -> int:
        """Names folded to the house style."""
        return sum(
            change.action == "fold" for page in self.pages for change in page.summary.changes
        )

    @property
    def models(self) -> dict[str, int]:
        """What is to be said of models that are not there, once each, and on how many pages."""
        found = Counter(
            message
            for page in self.pages
            for message in {
                finding.message for _, finding in page.summary.findings if finding.code in _MODELS
            }
        )
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def findings(self) -> dict[str, int]:
        """Findings by code, the most frequent first; those of severity info left out."""
        found = Counter(finding.code for page in self.pages for _, finding in page.summary.findings)
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
