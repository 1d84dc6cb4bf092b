"""A bilingual file in another format; what a glossary is, is told from what a bitext is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from glossa.errors import BitextError, FormatError, GlossaError, OutputError, UsageError
from glossa.files import read_bytes
from glossa.formats.exact import shown
from glossa.model import Bitext, Entry, MatchType, Signature, State, replay

__all__ = ["Converted", "convert", "parse_bilingual", "require_replaceable"]

_GLOSSARIES: Final = frozenset({".tbx", ".utx", ".utf8"})
"""Endings that only glossaries have."""
_TABLES: Final = frozenset({".csv", ".tsv", ".tab", ".xlsx"})
"""Endings that both have."""
_PAGES: Final = frozenset({".txt", ".text"})
_FIRST: Final = 60
"""Letters shown of what was left out."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A bilingual file in its new format."""

    data: bytes
    bitext: Bitext
    """What `data` holds."""
    losses: tuple[str, ...] = ()
    """What the format could not hold, a sentence for each sort; empty unless it was allowed."""


def parse_bilingual(
    data: bytes, name: str, format_name: str | None = None, *, path: str = ""
) -> Bitext:
    """The bitext in a file's bytes; the format follows the name unless given.

    `path`: the file with its folder, for commands in messages. Raises `FormatError`, `BitextError`,
    and `UsageError` where it is a glossary.
    """
    from glossa.formats import format_of

    try:
        bitext = format_of(name, format_name, option="--from").decode(data, name)
    except (BitextError, FormatError) as error:
        suffix = PurePath(name).suffix.lower()
        if suffix in _GLOSSARIES or _is_glossary(data, name, error):
            raise _glossary(path or name, error.found) from None
        if suffix in _PAGES and isinstance(error, FormatError) and format_name is None:
            raise FormatError(
                f"'{suffix}' is a page, not a bilingual file",
                where=name,
                advice=f"glossa translate {path or name} -o OUT.po makes one; or name the format "
                "with --from",
            ) from None
        raise
    # glossa's own glossaries have a column `source` too: it says where a term is from.
    columns = {one.raw for one in bitext.findings if one.code == "unknown-column"}
    if columns >= {"concept", "term"}:
        raise _glossary(path or name, "columns 'concept' and 'term'")
    return bitext


def _glossary(name: str, found: str) -> UsageError:
    return UsageError(
        f"this is a glossary: terms, not the segments of a page ({found})",
        where=name,
        advice=f"glossa glossary convert {name} OUT turns it into another format; "
        f"glossa translate PAGE --glossary {name} uses it",
    )


def _is_glossary(data: bytes, name: str, error: GlossaError) -> bool:
    """Whether what is no table of segments reads as a table of terms."""
    from glossa.termbase.exchange import parse_glossary_file

    if not isinstance(error, BitextError) or PurePath(name).suffix.lower() not in _TABLES:
        return False
    try:
        parsed = parse_glossary_file(data, name, 0)
    except (GlossaError, ValueError):
        return False
    return bool(parsed.rows or parsed.pairs)


def convert(
    source: Bitext | Path | str,
    format_name: str,
    *,
    from_: str | None = None,
    lossy: bool = False,
) -> Converted:
    """A bitext, or a bilingual file, in the format `format_name`.

    `from_`: the format of the file, where its name does not tell. `lossy`: leave out what the new
    format cannot hold; without it, that raises `FormatError`.
    """
    from glossa.formats import get_format

    goal = get_format(format_name)
    if isinstance(source, Bitext):
        bitext = source
    else:
        path = Path(source)
        bitext = parse_bilingual(read_bytes(path), path.name, from_)
    try:
        return Converted(goal.encode(bitext), bitext)
    except FormatError as error:
        if not lossy:
            advice = f"{error.advice}; or --lossy, which leaves out what {goal.name} cannot hold"
            raise FormatError(
                f"{goal.name} cannot hold all of it: {error.found}",
                where=error.where,
                advice=advice,
            ) from None
    bitext, losses = _reduced(bitext, goal.encode)
    return Converted(goal.encode(bitext), bitext, losses)


def require_replaceable(bitext: Bitext, path: Path, *, format_name: str | None = None) -> None:
    """Raise `OutputError` where a file would go that has a person's work which `bitext` has not."""
    from glossa.formats import format_of

    data = read_bytes(path) if path.is_file() else b""
    if not data:
        return
    try:
        old = format_of(path, format_name).decode(data, path.name)
    except GlossaError as error:
        found = f"a file of that name is there already, and it is not such a file: {error.found}"
    else:
        known = {(entry.source, entry.target, entry.note) for entry in bitext}
        lost = [
            entry
            for entry in old
            if _is_work(entry) and (entry.source, entry.target, entry.note) not in known
        ]
        if not lost:
            return
        first = f"first: {lost[0].id} '{shown(lost[0].target[:_FIRST])}'"
        found = (
            "a person has worked on the file that is there: "
            f"{len(lost):,} of its segments are not so in the new one ({first})"
        )
    raise OutputError(
        found,
        where=str(path),
        advice="give another name, or --overwrite to replace it; nothing was changed",
    )


def _is_work(entry: Entry) -> bool:
    """Whether something would be lost with an entry; links of an alignment are made again."""
    from glossa.merging import may_be_a_persons

    if not may_be_a_persons(entry):
        return False
    seen = entry.note or entry.state in {State.REVIEWED, State.FINAL}
    try:
        made = bool(entry.steps) and replay(entry.source, entry.steps) == entry.target
    except ValueError:
        made = False
    return bool(seen) or not made or entry.match is not MatchType.ALIGNED


def _reduced(bitext: Bitext, encode: Callable[[Bitext], bytes]) -> tuple[Bitext, tuple[str, ...]]:
    """The bitext without what cannot be written, and what that is."""
    losses: list[str] = []
    bare = replace(bitext, signature=Signature())
    if _refusal(replace(bitext, entries=()), encode) is not None:
        losses.append("the signature, which says how the result was made")
        bitext = bare
    refused = _refused(bare, encode)
    left_out = [entry for number, entry in enumerate(bitext) if number in refused]
    if left_out:
        first = left_out[0]
        text = first.source or first.target
        entries = "entry" if len(left_out) == 1 else "entries"
        losses.append(
            f"{len(left_out):,} {entries} (first: {first.id} '{shown(text[:_FIRST])}'; "
            f"{refused[min(refused)]})"
        )
    kept = tuple(entry for number, entry in enumerate(bitext) if number not in refused)
    return bitext.with_entries(kept), tuple(losses)


def _refused(bitext: Bitext, encode: Callable[[Bitext], bytes], first: int = 0) -> dict[int, str]:
    """The numbers of the entries that cannot be written, from `first` on, and why.

    By halves: a workbook for each entry would take a minute for a long page.
    """
    reason = _refusal(bitext, encode) if bitext.entries else None
    if reason is None:
        return {}
    if len(bitext) == 1:
        return {first: reason}
    half = len(bitext) // 2
    left, right = bitext.entries[:half], bitext.entries[half:]
    return _refused(bitext.with_entries(left), encode, first) | _refused(
        bitext.with_entries(right), encode, first + half
    )


def _refusal(bitext: Bitext, encode: Callable[[Bitext], bytes]) -> str | None:
    try:
        encode(bitext)
    except FormatError as error:
        return error.found
    return None
