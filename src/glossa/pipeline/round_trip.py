"""A page and what people did to its bilingual files: brought together, nothing of theirs lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import GlossaError, OutputError, UsageError
from glossa.files import read_bytes
from glossa.model import Bitext, Document, Entry, MatchType, State
from glossa.script import primary_subtag

if TYPE_CHECKING:
    from glossa.memory import Added, Memory
    from glossa.merging import Adapt, Merged

__all__ = ["existing_work", "keep_work", "merge", "remember", "unplaced_bitext"]

_UNKNOWN: Final = frozenset({"", "und"})


def merge(
    page: Document | Path | str,
    *edited: Bitext | Path | str,
    where: Sequence[str] = (),
    to: str | None = None,
    force: bool = False,
    memory: Memory | Path | str | None = None,
) -> Merged:
    """Bring what people edited back to a page; `Merged.bitext` is checked and can be rebuilt.

    `edited`: bilingual files made of that page, or bitexts; of several the later wins where a
    person has worked on both. `where`: names of the bitexts, for messages. `to`: the language of
    the targets (BCP 47), where no file says it (`en` otherwise). `force`: take what fits of a file
    of another page too. `memory`: learns what people wrote or read (made where it is not there).

    Raises `UsageError` where a file is of another page or two are in different languages,
    `InputError`, `BitextError`, `MemoryFileError`.
    """
    from glossa import merging
    from glossa.pipeline import load_bitext, load_page

    document = page if isinstance(page, Document) else load_page(page)
    names = where or [one.name if isinstance(one, Bitext) else str(one) for one in edited]
    bitexts = [one if isinstance(one, Bitext) else load_bitext(one) for one in edited]
    target_language = _target_language(bitexts, names, to)
    merged = merging.merge(
        merging.fresh(document, target_language),
        *bitexts,
        where=names,
        force=force,
        adapt=_adapter(document, target_language),
    )
    merged = _checked(document, _with_codes(document, merged, bitexts))
    if memory is not None:
        remember(merged, bitexts, memory)
    return merged


def remember(merged: Merged, edited: Sequence[Bitext], memory: Memory | Path | str) -> Added:
    """Put what people wrote or read into a memory, in one transaction.

    `edited`: the files that were merged; what has no place on the page any more, or stands there
    for a source that has changed, is remembered with its own source and context. Raises
    `MemoryFileError`.
    """
    from glossa.pipeline.remembering import memory_pairs, open_memory

    here = memory_pairs(merged.bitext)
    known = {(pair.source, pair.target) for pair in here}
    others = (pair for bitext in edited for pair in memory_pairs(_as_left(bitext)))
    pairs = [pair for pair in others if (pair.source, pair.target) not in known]
    pairs += here  # last: the page's own words for a source count
    if not isinstance(memory, Path | str):
        return memory.add(pairs)
    with open_memory(memory, create=True) as opened:
        return opened.add(pairs)


def _as_left(bitext: Bitext) -> Bitext:
    """The file as its own page, so that a person's words are known for such by their state."""
    from glossa import merging

    bare = [
        replace(entry, target=entry.source, state=State.INITIAL, match=MatchType.NONE, steps=())
        for entry in bitext
    ]
    return merging.merge(bitext.with_entries(tuple(bare)), bitext, force=True).bitext


def unplaced_bitext(merged: Merged) -> Bitext:
    """What is on the page no more, as a bitext of its own that can be saved and merged again."""
    return Bitext(merged.bitext.name, merged.unplaced, merged.bitext.target_language)


def existing_work(
    document: Document, path: Path, *, to: str, format_name: str | None = None
) -> Bitext | None:
    """The bilingual file that a result is to replace, where a person has worked on it.

    None where there is no such file, or all in it a machine made. Raises `OutputError` where it
    cannot be read, is of another page, or is into another language: it would be destroyed.
    """
    from glossa import merging
    from glossa.formats import format_of

    data = read_bytes(path) if path.is_file() else b""
    if not data:
        return None
    name = str(path)
    try:
        old = format_of(path, format_name).decode(data, path.name)
    except GlossaError as error:
        raise _not_replaced(
            f"a file of that name is there already, and it is not such a result: {error.found}",
            name,
        ) from None
    if not any(map(merging.may_be_a_persons, old)):
        return None
    if not _same_language(old.target_language, to):
        raise _not_replaced(
            f"a person has worked on the file that is there, into {old.target_language}", name
        )
    try:
        merging.merge(merging.fresh(document, to), old, where=[path.name], only_work=True)
    except UsageError as error:
        raise _not_replaced(
            f"a person has worked on the file that is there, and {error.found}", name
        ) from None
    return old


def keep_work(document: Document, bitext: Bitext, old: Bitext) -> Merged:
    """A new translation with what people wrote in the `old` one; the rest of the old is left."""
    from glossa import merging

    adapt = _adapter(document, bitext.target_language)
    merged = merging.merge(bitext, old, only_work=True, force=True, adapt=adapt)
    return _checked(document, _with_codes(document, merged, [old]))


def _with_codes(document: Document, merged: Merged, edited: Sequence[Bitext]) -> Merged:
    """Inline elements go where they were, as far as a person's words allow; no engine is asked."""
    from glossa.pipeline.codes import places_before, with_codes

    if not document.codes:
        return merged
    bitext = merged.bitext
    entries = with_codes(
        document, bitext.entries, to=bitext.target_language, before=places_before(edited)
    )
    return replace(merged, bitext=bitext.with_entries(entries))


def _not_replaced(found: str, where: str) -> OutputError:
    advice = "give another name with -o, or --overwrite to replace it; nothing was changed"
    return OutputError(found, where=where, advice=advice)


def _checked(document: Document, merged: Merged) -> Merged:
    from glossa.checks import check

    literals = {segment.id: segment.literals for segment in document.segments}
    return replace(merged, bitext=check(merged.bitext, literals=literals))


def _target_language(bitexts: Sequence[Bitext], names: Sequence[str], to: str | None) -> str:
    """The one language of all files. Raises `UsageError` where there are two."""
    said = ""
    for bitext, name in zip(bitexts, names, strict=True):
        language = bitext.target_language
        if language in _UNKNOWN:
            continue
        wanted = said or to or language
        if not _same_language(language, wanted):
            raise UsageError(
                f"it is into {language}, not {wanted}",
                where=name,
                advice="merge the files of each language in a run of their own",
            )
        said = said or language
    return said or to or "en"


def _same_language(one: str, other: str) -> bool:
    return bool({one, other} & _UNKNOWN) or primary_subtag(one) == primary_subtag(other)


def _adapter(document: Document, target_language: str) -> Adapt:
    """Puts numbers, dates and literals of a changed source into a person's words for the old."""
    segments = {segment.id: segment for segment in document.segments}

    def adapt(old: Entry, new: Entry) -> str | None:
        from glossa.memory.adapt import adapt as put_right
        from glossa.memory.model import Pair, Query

        pair = Pair(old.source, old.target, new.language, target_language, State.REVIEWED)
        protected = segments[new.id].protected
        query = Query(new.source, new.language, target_language, protected=protected)
        adapted = put_right(pair, query)
        return None if adapted.turning or adapted.target == old.target else adapted.target

    return adapt
