"""The figures of the WMT terminology tasks, from sentences, terms and targets alone. Pure.

Success: Alam et al. 2021 and Semenov et al. 2023 (WMT21, WMT23: share of the dictionary's targets
that stand in the output). Consistency: WMT23 (the first translation of a term is the pseudo-
reference of all later ones). `docs/evaluation.md` says where this differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossa.evaluation.testset import Case
from glossa.measures import stands_in

__all__ = ["Consistency", "OverApplied", "Success", "consistency", "over_applied", "success"]


@dataclass(frozen=True, slots=True)
class Success:
    """How many of the wanted terms stand in the targets; each term counts once a sentence."""

    wanted: int = 0
    exact: int = 0
    """Letter for letter, as words of their own."""
    folded: int = 0
    """In any case."""
    inflected: int = 0
    """Also in the plural or possessive, over a line break, with either apostrophe."""
    accepted: int = 0
    """Or in another wording that the glossary accepts."""

    def share(self, count: int) -> float | None:
        """A count as a share of what was wanted, 0 to 1; None where nothing was."""
        return count / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True)
class Consistency:
    """Whether later uses of a term are rendered as its first one was."""

    later: int = 0
    """Sentences with a term after the first whose rendering was recognised."""
    recognised: int = 0
    """Of them, those with a rendering that anybody knows."""
    same: int = 0
    """Of them, those with the first rendering."""

    @property
    def f1(self) -> float | None:
        """Harmonic mean of same/recognised and same/later, 0 to 1; None without later uses."""
        if not self.later:
            return None
        return 2 * self.same / (self.later + self.recognised) if self.same else 0.0


@dataclass(frozen=True, slots=True)
class OverApplied:
    """Whether target terms turn up where their source terms are not."""

    rightly: int = 0
    """Sentences and terms where both stand."""
    wrongly: int = 0
    """Where only the target term stands, and not in the reference either."""

    @property
    def rate(self) -> float | None:
        """Share of the wrong ones, 0 to 1; None where no term stands anywhere."""
        total = self.rightly + self.wrongly
        return self.wrongly / total if total else None


def success(cases: Sequence[Case], targets: Sequence[str]) -> Success:
    """Count the wanted terms that stand in the targets."""
    counts = [0] * 5
    for case, target in zip(cases, targets, strict=True):
        for term in case.terms:
            counts[0] += 1
            counts[1] += bool(_word(term.target).search(target))
            counts[2] += bool(_word(term.target.casefold()).search(target.casefold()))
            inflected = stands_in([term.target], target)
            counts[3] += inflected
            counts[4] += inflected or stands_in(term.accept, target)
    return Success(*counts)


def consistency(
    cases: Sequence[Case], targets: Sequence[str], renderings: Iterable[tuple[str, Sequence[str]]]
) -> Consistency:
    """First-use consistency over the whole test set, in its order.

    `renderings`: for source terms every wording that would be recognised beside those that the
    test set wants and accepts; misspellings belong to them.
    """
    known = {source: list(texts) for source, texts in renderings}
    first: dict[str, str] = {}
    later = recognised = same = 0
    for case, target in zip(cases, targets, strict=True):
        for term in case.terms:
            forms = [term.target, *term.accept, *known.get(term.source, ())]
            used = _longest_standing(forms, target)
            if term.source not in first:
                if used:
                    first[term.source] = used
                continue
            later += 1
            recognised += bool(used)
            same += used == first[term.source]
    return Consistency(later, recognised, same)


def over_applied(cases: Sequence[Case], targets: Sequence[str]) -> OverApplied:
    """Count target terms that stand where no source term of theirs does.

    What the reference has too is not held against the target: the word has uses of its own.
    """
    sources: dict[str, set[str]] = {}
    for case in cases:
        for term in case.terms:
            sources.setdefault(term.target, set()).add(term.source)
    rightly = wrongly = 0
    for case, target in zip(cases, targets, strict=True):
        lower = target.casefold().replace("’", "'")
        for form, named in sources.items():
            if form.casefold().replace("’", "'") not in lower or not stands_in([form], target):
                continue
            if any(source in case.source for source in named):
                rightly += 1
            elif not stands_in([form], case.reference) and not _part_of_wanted(form, case):
                wrongly += 1
    return OverApplied(rightly, wrongly)


def _part_of_wanted(form: str, case: Case) -> bool:
    """`Hotan` in `Hotan County`, where that was wanted."""
    return any(
        stands_in([form], wording) for term in case.terms for wording in (term.target, *term.accept)
    )


def _longest_standing(forms: Sequence[str], target: str) -> str:
    """The longest of the forms that stands in the target, in small letters; empty if none does."""
    standing = [form.casefold() for form in dict.fromkeys(forms) if stands_in([form], target)]
    return max(standing, key=len, default="")


@lru_cache(maxsize=8192)
def _word(form: str) -> re.Pattern[str]:
    left = r"(?<!\w)" if form[:1].isalnum() else ""
    right = r"(?!\w)" if form[-1:].isalnum() else ""
    return re.compile(left + re.escape(form) + right)
