"""What a memory learns from a bitext, and a memory as a bitext of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import MemoryFileError, UsageError
from glossa.model import Bitext, Entry, MatchType, State, Step, parse_detail, replay
from glossa.script import canonical_tag, primary_subtag

if TYPE_CHECKING:
    from glossa.memory import Added, Memory, Pair

__all__ = [
    "VALUES_ONLY",
    "Learnt",
    "learn",
    "learn_memory",
    "memory_bitext",
    "memory_pairs",
    "open_memory",
]

PathLike = str | Path

VALUES_ONLY: Final = 0.99
"""The score of a source that differs in nothing but values that were all put right."""
_LOOKED_AT: Final = 200
"""Targets of a file that are looked at to tell their language."""
_PORTION: Final = 20_000
"""Pairs of one transaction: others wait meanwhile."""
_PERSONS: Final = frozenset({State.REVIEWED, State.FINAL})


def open_memory(path: PathLike, *, create: bool = False, readonly: bool = False) -> Memory:
    """A memory, open; close it, or use it in a `with`. Raises `MemoryFileError`.

    `create`: make the file where there is none.
    """
    from glossa.memory import Memory

    if not create and not Path(path).exists():
        # A name mistyped would else be a translation without anybody's corrections.
        raise MemoryFileError(
            "there is no such memory",
            where=str(path),
            advice="check the path; `glossa merge PAGE EDITED --memory FILE` and "
            "`glossa memory import FILE... --memory FILE` make one",
        )
    return Memory.open(Path(path), create=create, readonly=readonly)


def memory_pairs(bitext: Bitext, *, machine: bool = False) -> list[Pair]:
    """What a memory should learn from a bitext: what a person reviewed, released or rewrote.

    `machine`: what machines translated too. The context of a pair is its neighbours in the bitext.
    A segment that was left as it stood teaches nothing; names that `--first-mention` gave in
    brackets belong to their page and are left out where the target is otherwise as it was made.
    """
    from glossa.memory import Pair

    sources = ["", *(entry.source for entry in bitext.entries), ""]
    pairs: list[Pair] = []
    for number, entry in enumerate(map(_as_persons, bitext.entries)):
        if not _teaches(entry, machine=machine):
            continue
        known = _context(entry)
        pairs.append(
            Pair(
                source=entry.source,
                target=_without_glosses(entry),
                source_language=entry.language,
                target_language=bitext.target_language,
                state=entry.state,
                match=entry.match,
                origin=entry.origin,
                before=known.get("before", sources[number]),
                after=known.get("after", sources[number + 2]),
                kind=entry.kind,
                page=known.get("page", bitext.name),
                entry=known.get("entry", entry.id),
                note=entry.note,
            )
        )
    return pairs


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a memory learnt from one bitext."""

    added: Added
    machine: int = 0
    """Entries left out because a machine made them and nobody reviewed them."""
    idle: int = 0
    """Entries that teach nothing: without a target, or left as they stood."""


def learn(
    memory: Memory,
    bitext: Bitext,
    *,
    machine: bool = False,
    source: str | None = None,
    target: str | None = None,
) -> Learnt:
    """Put into a memory what a bitext teaches (`memory_pairs`), in one transaction.

    `source`, `target`: BCP 47 tags, for entries of unknown language and for all targets. What
    neither they nor the file say is read off the texts.
    """
    from glossa.formats.xml_entry import without_codes

    entries = tuple(_in_language(without_codes(entry), source) for entry in bitext.entries)
    target = target or _target_language(bitext)
    known = replace(bitext, entries=entries, target_language=target)
    pairs = memory_pairs(known, machine=machine)
    every = pairs if machine else memory_pairs(known, machine=True)
    added = memory.add(pairs)
    return Learnt(added, machine=len(every) - len(pairs), idle=len(entries) - len(every))


def learn_memory(memory: Memory, other: Memory, *, machine: bool = False) -> Learnt:
    """Put what `other` holds into a memory, in portions: contexts, pages and notes go along."""
    from glossa.memory import Added

    added, left = Added(), 0
    pairs = other.pairs()
    while batch := list(islice(pairs, _PORTION)):
        taken = [pair for pair in batch if machine or pair.by_person]
        added, left = added + memory.add(taken), left + len(batch) - len(taken)
    return Learnt(added, machine=left)


def _target_language(bitext: Bitext) -> str:
    from glossa.segmentation import identify

    if bitext.target_language not in {"", "und"}:
        return bitext.target_language
    found = Counter(identify(entry.target) for entry in bitext.entries[:_LOOKED_AT])
    known = [tag for tag, _ in found.most_common() if tag not in {"und", "zxx"}]
    return known[0] if known else bitext.target_language


def _in_language(entry: Entry, source: str | None) -> Entry:
    from glossa.segmentation import identify

    if entry.language not in {"", "und"}:
        return entry
    return replace(entry, language=source or identify(entry.source))


def _teaches(entry: Entry, *, machine: bool) -> bool:
    if not entry.source.strip() or not entry.target.strip():
        return False
    if entry.state not in _PERSONS:
        if entry.match is MatchType.HAND and _is_proposed(entry):
            return False
        made = entry.match not in {MatchType.COPIED, MatchType.NONE} or _is_only_translated(entry)
        return machine and entry.state is State.TRANSLATED and made
    if entry.state is State.REVIEWED and _is_as_remembered(entry):
        return False
    return entry.target != entry.source or entry.match not in {MatchType.COPIED, MatchType.NONE}


def _is_as_remembered(entry: Entry) -> bool:
    """Whether it came from a memory as it stands, so that no person need have looked at it.

    To learn it again would put it before what another page has corrected meanwhile.
    """
    if [step.action for step in entry.steps if step.action != "markup"] != ["memory"]:
        return False
    detail = parse_detail(entry.steps[0].detail)
    same = detail.get("score") in {"1.00", f"{VALUES_ONLY:.2f}"}
    return same and entry.steps[0].after == entry.target


def _is_proposed(entry: Entry) -> bool:
    """Whether it has a person's words for another source, which stood here before."""
    return any(finding.code == "source-changed" for finding in entry.findings)


def _is_open(entry: Entry) -> bool:
    """Whether it has a person's words that no person has confirmed: proposed, or marked so."""
    from glossa.merging import replays

    return entry.match is MatchType.HAND and replays(entry.source, entry.steps, entry.target)


def _is_only_translated(entry: Entry) -> bool:
    """Whether a file that tells nothing else calls it translated, and not reviewed."""
    bare = entry.match is MatchType.NONE and not entry.steps
    return bare and entry.state is State.TRANSLATED and entry.target != entry.source


def _as_persons(entry: Entry) -> Entry:
    """The entry as a person's where a person has changed it in a tool that knows no states."""
    from glossa.merging import Work, replays, work_of

    unread = entry.state not in _PERSONS and (_is_open(entry) or _is_only_translated(entry))
    if unread or work_of(entry) is not Work.PERSON:
        return entry
    state = entry.state if entry.state in _PERSONS else State.REVIEWED
    told = entry.steps or entry.match in {MatchType.COPIED, MatchType.NONE}
    if told and not replays(entry.source, entry.steps, entry.target):
        return replace(entry, state=state, match=MatchType.HAND, origin="")
    return replace(entry, state=state)


def _without_glosses(entry: Entry) -> str:
    """The target without the names in brackets that were added for this page."""
    from glossa.merging import replays

    if not any(step.action == "gloss" for step in entry.steps):
        return entry.target
    if not replays(entry.source, entry.steps, entry.target):
        return entry.target
    try:
        return replay(entry.source, _undone(entry.steps))
    except ValueError:
        return entry.target


def _undone(steps: Sequence[Step]) -> tuple[Step, ...]:
    # Glosses are what is done last.
    return tuple(step for step in steps if step.action != "gloss")


# -- a memory as a bitext ------------------------------------------------------------------------


def memory_bitext(
    pairs: Iterable[Pair], name: str, *, source: str | None = None, to: str | None = None
) -> Bitext:
    """A memory's pairs as a bitext, for any format; each entry keeps its context in its step.

    `source`, `to`: only pairs of these languages (BCP 47). A bitext has one target language: raises
    `UsageError` where the memory has several and `to` names none.
    """
    chosen = [pair for pair in pairs if _is_wanted(pair, source, to)]
    targets = dict.fromkeys(pair.target_language for pair in chosen)
    if len(targets) > 1:
        raise UsageError(
            f"the memory translates into {', '.join(sorted(targets))}",
            where="--target",
            advice="name one: a bilingual file has one target language",
        )
    entries = tuple(_entry(number, pair) for number, pair in enumerate(chosen, 1))
    return Bitext(name, entries, next(iter(targets), to or "en"))


def _is_wanted(pair: Pair, source: str | None, to: str | None) -> bool:
    return all(
        wanted is None or primary_subtag(canonical_tag(wanted)) == primary_subtag(has)
        for wanted, has in ((source, pair.source_language), (to, pair.target_language))
    )


def _entry(number: int, pair: Pair) -> Entry:
    known = {"before": pair.before, "after": pair.after, "page": pair.page, "entry": pair.entry}
    # A value in a detail ends where the next ` name=` begins: no equals sign may stand in it.
    text = json.dumps(known, ensure_ascii=False).replace("=", "\\u003d")
    step = Step("memory", 0, len(pair.source), pair.source, pair.target, f"context={text}")
    return Entry(
        id=f"m{number}",
        source=pair.source,
        target=pair.target,
        language=pair.source_language,
        kind=pair.kind,
        state=pair.state,
        match=pair.match,
        origin=pair.origin,
        steps=(step,),
        note=pair.note,
    )


def _context(entry: Entry) -> dict[str, str]:
    """The context that an exported memory wrote into its step; nothing for any other entry."""
    first = entry.steps[0] if entry.steps else None
    if first is None or first.action != "memory":
        return {}
    try:
        known = json.loads(parse_detail(first.detail).get("context", "{}"))
    except ValueError:
        return {}
    return {key: value for key, value in dict(known).items() if isinstance(value, str)}
