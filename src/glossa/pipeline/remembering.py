"""Where memory and translation join: pairs from a bitext, answers for a page, a memory as a bitext.

`glossa.memory` knows no translator, `glossa.translator` no memory; both speak of segments only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import MemoryFileError, UsageError
from glossa.model import Bitext, Entry, MatchType, Signature, State, Step, parse_detail, replay
from glossa.script import canonical_tag, primary_subtag

if TYPE_CHECKING:
    from glossa.memory import Added, Hit, Memory, Pair
    from glossa.memory.adapt import Name
    from glossa.termbase import Termbase
    from glossa.translator import Asked, Recalled

__all__ = [
    "Learnt",
    "learn",
    "learn_memory",
    "memory_bitext",
    "memory_pairs",
    "open_memory",
    "opened",
    "recall_from",
    "require_threshold",
    "with_memory",
]

PathLike = str | Path

_VALUES_ONLY: Final = 0.99
"""The score of a source that differs in nothing but values that were all put right."""
_EXACT: Final = 2.0
"""Over 1: only the very same source."""
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

    `source`, `target`: BCP 47 tags for what the file does not say: the language of entries that
    have none, and of the targets. Entries of unknown language are looked at otherwise.
    """
    entries = tuple(_in_language(entry, source) for entry in bitext.entries)
    known = replace(bitext, entries=entries, target_language=target or bitext.target_language)
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


def _in_language(entry: Entry, source: str | None) -> Entry:
    from glossa.segmentation import identify

    if entry.language not in {"", "und"}:
        return entry
    return replace(entry, language=source or identify(entry.source))


def _teaches(entry: Entry, *, machine: bool) -> bool:
    if not entry.source.strip() or not entry.target.strip():
        return False
    if entry.state not in _PERSONS:
        made = entry.match not in {MatchType.COPIED, MatchType.NONE}
        return machine and entry.state is State.TRANSLATED and made
    if entry.state is State.REVIEWED and _is_as_remembered(entry):
        return False
    return entry.target != entry.source or entry.match not in {MatchType.COPIED, MatchType.NONE}


def _is_as_remembered(entry: Entry) -> bool:
    """Whether it came from a memory as it stands, so that no person need have looked at it.

    To learn it again would put it before what another page has corrected meanwhile.
    """
    if [step.action for step in entry.steps] != ["memory"]:
        return False
    detail = parse_detail(entry.steps[0].detail)
    same = detail.get("score") in {"1.00", f"{_VALUES_ONLY:.2f}"}
    return same and entry.steps[0].after == entry.target


def _as_persons(entry: Entry) -> Entry:
    """The entry as a person's where a person has changed it in a tool that knows no states."""
    from glossa.merging import Work, work_of

    if work_of(entry) is not Work.PERSON:
        return entry
    state = entry.state if entry.state in _PERSONS else State.REVIEWED
    if entry.steps or entry.match in {MatchType.COPIED, MatchType.NONE}:
        try:
            made = replay(entry.source, entry.steps) == entry.target
        except ValueError:
            made = False
        if not made:
            return replace(entry, state=state, match=MatchType.HAND, origin="")
    return replace(entry, state=state)


def _without_glosses(entry: Entry) -> str:
    """The target without the names in brackets that were added for this page."""
    if not any(step.action == "gloss" for step in entry.steps):
        return entry.target
    try:
        if replay(entry.source, entry.steps) != entry.target:
            return entry.target
        return replay(entry.source, _undone(entry.steps))
    except ValueError:
        return entry.target


def _undone(steps: Sequence[Step]) -> tuple[Step, ...]:
    # Glosses are what is done last.
    return tuple(step for step in steps if step.action != "gloss")


# -- answers for a page --------------------------------------------------------------------------


def require_threshold(value: float | None) -> float:
    """The threshold for fuzzy matches, above 0 to 1; None turns them off. Raises `UsageError`."""
    if value is None:
        return _VALUES_ONLY
    if not 0 < value <= 1:
        raise UsageError(
            f"{value} is no likeness", where="--fuzzy", advice="use one from 0.5 to 1, or off"
        )
    return min(value, _VALUES_ONLY)


def recall_from(
    memories: Sequence[Memory], termbase: Termbase, language: str, threshold: float
) -> Callable[[Sequence[Asked]], list[Recalled | None]]:
    """How a translator asks `memories`: the best answer of all, the earlier memory's on a tie.

    `language`: of the targets (BCP 47). `threshold`: as `require_threshold` gives it.
    """
    from glossa.memory import Query

    names = _names_of(termbase, language)

    def recall(asked: Sequence[Asked]) -> list[Recalled | None]:
        queries = [
            Query(one.source, one.language, language, one.before, one.after) for one in asked
        ]
        best: list[Recalled | None] = [None] * len(queries)
        # Text in the target language is only ever made like itself: nothing near is looked for.
        target = primary_subtag(language)
        copied = [at for at, one in enumerate(asked) if primary_subtag(one.language) == target]
        others = [at for at, one in enumerate(asked) if primary_subtag(one.language) != target]
        for memory in memories:
            for places, least in ((others, threshold), (copied, _EXACT)):
                wanted = [queries[at] for at in places]
                hits = memory.look_up(wanted, threshold=least, names=names)
                for at, hit in zip(places, hits, strict=True):
                    found, rival = None if hit is None else _recalled(hit), best[at]
                    if found and (rival is None or _rank(found) > _rank(rival)):
                        best[at] = found
        return best

    return recall


def _rank(found: Recalled) -> tuple[bool, bool, bool, bool, float]:
    return (
        found.by_person and found.whole,
        found.by_person,
        found.whole,
        found.in_context,
        found.score,
    )


def _recalled(hit: Hit) -> Recalled:
    from glossa.translator import Recalled

    return Recalled(
        source=hit.pair.source,
        said=hit.pair.target,
        steps=hit.steps,
        score=hit.score,
        in_context=hit.match is MatchType.IN_CONTEXT,
        by_person=hit.pair.by_person,
        differs=hit.differs,
        turning=hit.turning,
        rivals=hit.rivals,
        origin=hit.pair.page or hit.pair.origin,
    )


def with_memory(signature: Signature, memories: Sequence[Memory], threshold: float) -> Signature:
    """A signature that names the content of the memories and the threshold."""
    digests = " ".join(memory.digest[:12] for memory in memories)
    fuzzy = "off" if threshold >= _VALUES_ONLY else f"{threshold:g}"
    return Signature.of({**dict(signature.values), "memory": digests, "memory-fuzzy": fuzzy})


@contextmanager
def opened(
    memory: Memory | PathLike | Sequence[Memory | PathLike] | None,
) -> Iterator[list[Memory]]:
    """Memories to ask; those given as a path are opened, for reading only, and closed again."""
    if memory is None:
        given: Sequence[Memory | PathLike] = ()
    elif isinstance(memory, Sequence) and not isinstance(memory, str):
        given = memory
    else:
        given = (memory,)
    with ExitStack() as stack:
        yield [
            stack.enter_context(open_memory(one, readonly=True))
            if isinstance(one, str | Path)
            else one
            for one in given
        ]


def _names_of(termbase: Termbase, language: str) -> Callable[[str, str], Sequence[Name]]:
    """Names of places, people and organisations that are beyond doubt; words are not exchanged."""
    from glossa.memory.adapt import Name
    from glossa.translator.mentions import GLOSSED_KINDS

    kinds = {*GLOSSED_KINDS, "country"}

    @lru_cache(maxsize=4096)
    def names(text: str, source_language: str) -> tuple[Name, ...]:
        found: list[Name] = []
        for match in termbase.match(text, source_language):
            if len(match.concepts) != 1 or match.concepts[0].kind not in kinds:
                continue
            rendering = termbase.rendering(match, language)
            if rendering is not None:
                forms = (rendering.text, *rendering.accept)
                found.append(Name(match.start, match.end, match.concepts[0].id, forms))
        return tuple(found)

    return names


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
