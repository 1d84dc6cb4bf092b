"""Findings on a finished bitext: what a reader should look at before it goes out.

`CHECKS` is the whole list, in order; each check is a small function from one entry to remarks. To
add one see `docs/howto/add-a-check.md`; `docs/findings.md` explains every code to users.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from glossa.measures import (
    implausible_length,
    invented_numbers,
    leftover_han,
    looping,
    lost_numbers,
    stands_in,
)
from glossa.model import Bitext, Entry, Finding, MatchType, Severity, State
from glossa.script import OPEN_TO_CLOSE, has_han, primary_subtag, written_in_han

if TYPE_CHECKING:
    from glossa.termbase import Termbase

__all__ = ["CHECKS", "Case", "Check", "Remark", "check"]


@dataclass(frozen=True, slots=True)
class Case:
    """One entry, and what its checks may know about the rest."""

    entry: Entry
    target_language: str
    literals: tuple[str, ...] | None = None
    """What must stand in the target letter for letter; None where nobody knows."""
    termbase: Termbase | None = None
    named: frozenset[str] = frozenset()
    """Concepts that the page names beyond doubt; they help to tell names apart."""
    usual: tuple[str, str] | None = None
    """Target and id of the page's usual rendering of this source, where there are several."""

    @property
    def source(self) -> str:
        """The entry's source."""
        return self.entry.source

    @property
    def target(self) -> str:
        """The entry's target."""
        return self.entry.target

    @property
    def glosses(self) -> tuple[tuple[int, int], ...]:
        """Where in the target names are given in another language on purpose."""
        steps = (step for step in self.entry.steps if step.action == "gloss")
        return tuple((step.start, step.start + len(step.after)) for step in steps)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says: a finding without code and severity, which belong to the check."""

    message: str
    """What was found and what to do, in one sentence."""
    start: int | None = None
    """Offset into the target."""
    end: int | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, how much it matters, and the function that looks."""

    code: str
    severity: Severity
    look: Callable[[Case], Iterable[Remark]]
    skip: frozenset[MatchType] = frozenset()
    """Targets of these origins are right by construction, or so on purpose."""
    needs: str = ""
    """A field of `Case` without which the check cannot look, so that it leaves old findings be."""


def check(
    bitext: Bitext,
    *,
    termbase: Termbase | None = None,
    literals: Mapping[str, tuple[str, ...]] | None = None,
) -> Bitext:
    """The bitext with the findings of every check in its entries, sorted by place.

    `termbase`: also look for terms that are missing. `literals`: for each id, what the target must
    hold letter for letter (URLs, addresses, numbers of licences). Findings that an earlier run left
    are replaced, those of other parts of glossa stay; checking twice changes nothing.
    """
    usual = _usual_targets(bitext)
    named: frozenset[str] = frozenset()
    if termbase is not None:
        named = termbase.named((entry.source, entry.language) for entry in bitext)
    entries: list[Entry] = []
    for entry in bitext:
        known = usual.get(entry.source)
        case = Case(
            entry,
            bitext.target_language,
            None if literals is None else literals.get(entry.id, ()),
            termbase,
            named,
            known if known is not None and known[0] != _unglossed(entry) else None,
        )
        findings = _findings(case)
        entries.append(entry if findings == entry.findings else replace(entry, findings=findings))
    return bitext.with_entries(tuple(entries))


def _findings(case: Case) -> tuple[Finding, ...]:
    kept = _kept(case)
    if kept != case.entry.findings:
        case = replace(case, entry=replace(case.entry, findings=kept))
    places = {(one.code, one.start, one.end) for one in kept}
    fresh = [one for one in _look(case) if (one.code, one.start, one.end) not in places]
    return tuple(sorted((*kept, *fresh), key=_order))


def _kept(case: Case) -> tuple[Finding, ...]:
    """The findings that no check of this run makes anew."""
    entry = case.entry
    if not entry.findings or (entry.match is MatchType.NONE and entry.target == entry.source):
        # Where nothing was found the findings say why; they stay until there is a target.
        return entry.findings
    active = {one.code for one in CHECKS if not one.needs or getattr(case, one.needs) is not None}
    return tuple(one for one in entry.findings if one.code not in active)


def _look(case: Case) -> Iterator[Finding]:
    for one in CHECKS:
        if case.entry.match in one.skip:
            continue
        for remark in one.look(case):
            yield Finding(
                one.code, remark.message, one.severity, remark.start, remark.end, raw=remark.raw
            )
        if one.code == "empty-target" and not case.target.strip():
            return  # nothing else can be said about nothing


def _order(finding: Finding) -> tuple[int, int, str, str, str]:
    start = -1 if finding.start is None else finding.start
    end = -1 if finding.end is None else finding.end
    return start, end, finding.code, finding.message, finding.raw


def _usual_targets(bitext: Bitext) -> dict[str, tuple[str, str]]:
    """For each source with several targets: the commonest (the first of equals), and where."""
    counts: dict[str, Counter[str]] = {}
    for entry in bitext:
        if entry.match is not MatchType.NONE and entry.target.strip():
            counts.setdefault(entry.source, Counter())[_unglossed(entry)] += 1
    several = {
        source: max(found, key=found.__getitem__)
        for source, found in counts.items()
        if len(found) > 1
    }
    usual: dict[str, tuple[str, str]] = {}
    for entry in bitext:
        if several.get(entry.source) == _unglossed(entry):
            usual.setdefault(entry.source, (_unglossed(entry), entry.id))
    return usual


def _unglossed(entry: Entry) -> str:
    """The target as it would stand at a second mention; glosses are the last steps of an entry."""
    target = entry.target
    for step in reversed(entry.steps):
        if step.action != "gloss":
            break
        if target[step.start : step.start + len(step.after)] == step.after:
            target = target[: step.start] + target[step.start + len(step.after) :]
    return target


_SEEN: Final = frozenset({State.REVIEWED, State.FINAL})


def empty_target(case: Case) -> Iterator[Remark]:
    """Nothing stands where a translation should."""
    if case.source.strip() and not case.target.strip():
        yield Remark("The target is empty: translate the segment, or copy the source.")


def _stands_untranslated(case: Case) -> bool:
    language, wanted = primary_subtag(case.entry.language), primary_subtag(case.target_language)
    if case.target != case.source or language == "zxx":
        return False
    if language == "und":
        return has_han(case.source) and not _may_hold_han(wanted)
    return wanted not in {language, "und"}


def _may_hold_han(language: str) -> bool:
    return written_in_han(language) or language == "und"


_SAID: Final = frozenset({"no-model", "untranslated", "not-in-edited", "target-removed"})
"""Findings that say of a source why it stands there still, and what to do."""


def untranslated(case: Case) -> Iterator[Remark]:
    """The source still stands in the target's place, and no person has said that it may."""
    said = {finding.code for finding in case.entry.findings} & _SAID
    if not said and case.entry.state not in _SEEN and _stands_untranslated(case):
        yield Remark("The source stands untranslated: translate it by hand.", 0, len(case.target))


def han_left_over(case: Case) -> Iterator[Remark]:
    """Chinese inside a target that is written in another script; wholly so is `untranslated`."""
    if _may_hold_han(primary_subtag(case.target_language)) or _stands_untranslated(case):
        return
    for start, end in leftover_han(case.target):
        if any(first <= start and end <= last for first, last in case.glosses):
            continue
        piece = case.target[start:end]
        if any(piece in one and one in case.target for one in case.literals or ()):
            continue
        yield Remark(f"'{piece}' is still Chinese: translate it or take it out.", start, end, piece)


def loop(case: Case) -> Iterator[Remark]:
    """The engine went round in circles."""
    if looping(case.source, case.target):
        yield Remark("The target repeats itself: translate this segment by hand.")


def lost_number(case: Case) -> Iterator[Remark]:
    """A number of the source is nowhere in the target, in digits, words or as a date."""
    said = [one.raw for one in case.entry.findings if one.code == "number-mismatch"]
    for number in _lost(case.source, case.target):
        if not _is_mark(number) and not any(number in raw for raw in said):
            yield Remark(f"The number {number} is missing: put it in.", raw=number)


def lost_mark(case: Case) -> Iterator[Remark]:
    """The circled numbers of a source, which many pages do without, are nowhere in the target."""
    for marks in filter(_is_mark, _lost(case.source, case.target)):
        yield Remark(f"{marks} is not in the target: put it in if it counts the parts.", raw=marks)


_lost = lru_cache(maxsize=1)(lost_numbers)
"""Two checks in a row ask for the same entry."""


def _is_mark(number: str) -> bool:
    return not number[0].isdecimal() and unicodedata.normalize("NFKC", number) != number


def invented_number(case: Case) -> Iterator[Remark]:
    """A figure of the target that nothing in the source can mean; a loop of digits is a loop."""
    invented = invented_numbers(case.source, case.target)
    if not invented or looping(case.source, case.target):
        return
    for number in invented:
        found = re.search(rf"(?<![\w.,]){re.escape(number)}(?![0-9])", case.target)
        start, end = found.span() if found else (None, None)
        message = f"The number {number} is not in the source: take it out or correct it."
        yield Remark(message, start, end, number)


def protected_lost(case: Case) -> Iterator[Remark]:
    """A URL, an address, a licence number does not stand in the target letter for letter."""
    wanted = Counter(case.literals or ())
    for literal, times in wanted.items():
        if case.target.count(literal) < times:
            yield Remark(f"'{literal}' must stand here unchanged: put it in.", raw=literal)


def term_missing(case: Case) -> Iterator[Remark]:
    """A term of the glossary stands in the source and none of its renderings in the target."""
    if case.termbase is None or _stands_untranslated(case):
        return
    for match in case.termbase.match(case.source, case.entry.language, page=case.named):
        rendering = case.termbase.rendering(match, case.target_language)
        if rendering is None or stands_in((rendering.text, *rendering.accept), case.target):
            continue
        term = case.source[match.start : match.end]
        yield Remark(f"'{term}' should be '{rendering.text}' here: put it in.", raw=term)


def length_ratio(case: Case) -> Iterator[Remark]:
    """The target is far shorter or longer than its source can ask for."""
    if implausible_length(case.source, case.target) and not looping(case.source, case.target):
        yield Remark("The length does not fit the source: look for what was lost or invented.")


def unbalanced_brackets(case: Case) -> Iterator[Remark]:
    """A bracket was opened or closed alone, in the target only."""
    yield from _unbalanced(case, _BRACKETS, "bracket")


def unbalanced_quotes(case: Case) -> Iterator[Remark]:
    """A quotation mark was opened or closed alone, in the target only."""
    yield from _unbalanced(case, _QUOTES, "quotation mark")


def double_blank(case: Case) -> Iterator[Remark]:
    """Two blanks between words where the source has no such gap."""
    if not _DOUBLE_BLANK.search(case.source):
        for found in _DOUBLE_BLANK.finditer(case.target):
            yield Remark("Two blanks in a row: keep one.", found.start(), found.end(), found[0])


def blank_before_punctuation(case: Case) -> Iterator[Remark]:
    """A blank before a comma or a full stop (in French it belongs there)."""
    if primary_subtag(case.target_language) != "fr" and not _LOOSE_SIGN.search(case.source):
        for found in _LOOSE_SIGN.finditer(case.target):
            yield Remark("A blank before the sign: take it out.", found.start(), found.end())


def inconsistent_target(case: Case) -> Iterator[Remark]:
    """The same source was translated in another way elsewhere on the page."""
    if case.usual is not None:
        usual, where = case.usual
        yield Remark(f"{where} has '{usual}' for the same source: use one of the two.", raw=usual)


_DOUBLE_BLANK = re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_LOOSE_SIGN = re.compile(r"(?<=\S) +[,.;:!?)\]](?=\s|$)")
_QUOTES: Final = {key: OPEN_TO_CLOSE[key] for key in "“「『«"}
"""Not ‘’: the closing one is also the apostrophe."""
_BRACKETS: Final = {
    key: value for key, value in OPEN_TO_CLOSE.items() if key not in _QUOTES and key != "‘"
}


def _unbalanced(case: Case, pairs: Mapping[str, str], what: str) -> Iterator[Remark]:
    place = _first_alone(case.target, pairs)
    if place is not None and _first_alone(case.source, pairs) is None:
        sign = case.target[place]
        yield Remark(
            f"The {what} {sign} has no partner: close or remove it.", place, place + 1, sign
        )


def _first_alone(text: str, pairs: Mapping[str, str]) -> int | None:
    """Offset of the first sign without a partner; of straight quotes an even number will do."""
    closers = set(pairs.values())
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in pairs:
            opened.append(place)
        elif sign in closers:
            if not opened or pairs[text[opened[-1]]] != sign:
                return place
            opened.pop()
    if opened:
        return opened[0]
    if pairs is _QUOTES and text.count('"') % 2:
        return text.rindex('"')
    return None


_COPIES: Final = frozenset({MatchType.COPIED})
_SURE: Final = frozenset({MatchType.COPIED, MatchType.RULE, MatchType.TERMBASE})
_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: Final = (
    Check("empty-target", _ERROR, empty_target),  # first: an empty target has no other faults
    Check("untranslated", _WARNING, untranslated, _SURE),
    Check("leftover-han", _WARNING, han_left_over, _COPIES),
    Check("loop", _ERROR, loop, _SURE),
    Check("length-ratio", _WARNING, length_ratio, _SURE),
    Check("lost-number", _WARNING, lost_number, _SURE),
    Check("lost-mark", _INFO, lost_mark, _SURE),
    Check("invented-number", _WARNING, invented_number, _SURE),
    Check("protected-lost", _ERROR, protected_lost, needs="literals"),
    Check("term-missing", _WARNING, term_missing, _SURE, needs="termbase"),
    Check("unbalanced-brackets", _WARNING, unbalanced_brackets, _SURE),
    Check("unbalanced-quotes", _WARNING, unbalanced_quotes, _SURE),
    Check("double-blank", _INFO, double_blank, _SURE),
    Check("blank-before-punctuation", _INFO, blank_before_punctuation, _SURE),
    Check("inconsistent-target", _WARNING, inconsistent_target, _COPIES),
)
"""Every check; the order is that of the documentation, findings are sorted by place."""
