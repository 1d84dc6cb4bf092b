"""The inline elements of a page find their places in the targets (room `inline`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glossa.errors import ModelMissingError
from glossa.model import Bitext, Document, Entry, Signature, replay

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.inline import Before
    from glossa.termbase import Termbase

__all__ = ["places_before", "with_codes", "with_inline"]


def with_codes(
    document: Document,
    entries: Sequence[Entry],
    *,
    to: str,
    termbase: Termbase | None = None,
    engine_for: Callable[[str], Engine] | None = None,
    before: Mapping[str, Before] | None = None,
) -> tuple[Entry, ...]:
    """The entries with the places of the page's inline elements on record.

    `termbase`: the own glossary, where none is given. `engine_for`: asked only for what glossary,
    rules and glossa's table of words cannot tell. `before`: see `places_before`.
    """
    if not document.codes:
        return tuple(entries)
    from glossa.inline import Tools, place_codes, wants_places
    from glossa.pipeline import load_termbase

    if not wants_places(document, entries):
        return tuple(entries)

    def engine_or_none(language: str) -> Engine | None:
        try:
            return engine_for(language) if engine_for else None
        except ModelMissingError:
            return None  # the page says so already, or a person has translated it

    languages = {segment.id: segment.language for segment in document.segments}
    tools = Tools(
        termbase or load_termbase(),
        to,
        engine_or_none,
        _Lexicon(to, languages.values()),
        before or {},
    )
    return place_codes(document, entries, tools)


class _Lexicon:
    """Glossa's table of words for the main language of a page."""

    def __init__(self, to: str, languages: Iterable[str]) -> None:
        from collections import Counter

        from glossa.script import primary_subtag

        counted = Counter(
            language
            for language in languages
            if language not in {"und", "zxx"} and primary_subtag(language) != primary_subtag(to)
        )
        self._source = max(sorted(counted), key=counted.__getitem__, default="")
        self._to = to

    def __call__(
        self, sources: frozenset[str], targets: frozenset[str]
    ) -> Mapping[str, Mapping[str, tuple[float, float]]]:
        from glossa.alignment.lexicon import own_lexicon

        found = own_lexicon(self._source, self._to, (sources, targets)) if self._source else None
        return found.entries if found else {}


def with_inline(signature: Signature, document: Document) -> Signature:
    """The signature of a page with inline elements names the rules for their places."""
    if not document.codes:
        return signature
    from glossa.inline import RULES_VERSION

    return Signature.of({**dict(signature.values), "inline": RULES_VERSION})


def places_before(bitexts: Iterable[Bitext]) -> dict[str, Before]:
    """Where codes stood in the targets that glossa made, before persons wrote theirs."""
    from glossa.inline import Before, codes_in_steps

    found: dict[str, Before] = {}
    for bitext in bitexts:
        for entry in bitext:
            steps = codes_in_steps(entry)
            if not steps:
                continue
            try:
                target = replay(entry.source, entry.steps)
            except ValueError:
                continue
            places = {span: (step.start, step.end) for span, step in steps.items()}
            found[entry.id] = Before(target, places)
    return found
