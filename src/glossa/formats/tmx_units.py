"""The variants of a TMX unit: which is the source, which the target, and what is left over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glossa.formats.records import Reader
from glossa.formats.xml_entry import report_codes
from glossa.formats.xml_text import LANG, by_name, local, text_of
from glossa.model import Entry, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["languages_of", "newest_last", "read_variants"]


def normal(language: str) -> str:
    """A tag as BCP 47 writes it: `ZH_cn` is `zh-CN`, `zh-hans` is `zh-Hans`."""
    first, *more = language.strip().replace("_", "-").split("-")
    forms = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(forms.get(len(part), str)(part) for part in more)])


def _language(variant: _Element) -> str:
    return normal(variant.get(LANG) or variant.get("lang") or "und")


def _same(one: str, other: str) -> bool:
    """Whether two tags name one language, though one may say more (`zh` and `zh-CN`)."""
    one, other = one.lower(), other.lower()
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _source_index(variants: Sequence[_Element], main: str) -> int:
    """The variant in the source language; the first where none says so."""
    tongues = [_language(variant) for variant in variants]
    exact = [number for number, tongue in enumerate(tongues) if tongue == main]
    near = [number for number, tongue in enumerate(tongues) if main and _same(tongue, main)]
    return [*exact, *near, 0][0]


def languages_of(units: Iterable[_Element], main: str) -> str:
    """The language most units are translated into; `und` where there is no translation."""
    counts: Counter[str] = Counter()
    for unit in units:
        variants = by_name(unit, "tuv")
        if variants:
            del variants[_source_index(variants, normal(unit.get("srclang") or main))]
        counts.update(list(dict.fromkeys(map(_language, variants))))
    return counts.most_common(1)[0][0] if counts else "und"


def read_variants(
    unit: _Element,
    languages: tuple[str, str],
    reader: Reader,
    names: Counter[str],
    notes: list[str],
) -> tuple[str, str | None, str]:
    """Source, target (None: there is none) and the source's language of a `tu`.

    Further variants are reported with their text; data inside a variant is counted in `names`, its
    notes are added to `notes`.
    """
    variants = by_name(unit, "tuv")
    if not variants:
        reader.report("broken-row", "This unit has no text at all: delete it.")
        return "", None, "und"
    source = variants.pop(_source_index(variants, normal(unit.get("srclang") or languages[0])))
    wanted = normal(languages[1])
    fitting = [variant for variant in variants if _same(_language(variant), wanted)]
    target = fitting[0] if fitting else None
    others = [variant for variant in variants if variant is not target]
    if others:
        reader.report(
            "extra-translation",
            "This unit has more variants than one source and one target in "
            f"{wanted}; they were left out: make a file of each language pair.",
            [[_language(one), _text(one, reader, Counter(), [])] for one in others],
            severity=Severity.INFO,
        )
    text = _text(source, reader, names, notes)
    return text, None if target is None else _text(target, reader, names, notes), _language(source)


def _text(variant: _Element, reader: Reader, names: Counter[str], notes: list[str]) -> str:
    from lxml import etree

    for child in variant:
        if local(child) == "note":
            notes.append(text_of(child).text)
        elif local(child) == "prop":
            names[f"prop {child.get('type', '')}"] += 1
    names.update(f"tuv {local_name}" for local_name in _attributes(variant))
    segments = by_name(variant, "seg")
    found = text_of(segments[0] if segments else None)
    if found.coded:
        report_codes(reader, etree.tostring(segments[0], encoding="unicode", with_tail=False))
    return found.text


def _attributes(variant: _Element) -> list[str]:
    return [key for key in variant.attrib if key not in {LANG, "lang"}]


def newest_last(units: Sequence[_Element], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of `units`; those of one source by the date of their change, in their places.

    Tools export in any order, and of two translations the one read last is what counts. Where one
    of them has no date they stay as they stand.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        places[entry.source].append(number)
    ordered = list(entries)
    for numbers in places.values():
        dates = {number: _changed(units[number]) for number in numbers} if numbers[1:] else {}
        if dates and all(dates.values()):
            newest = sorted(numbers, key=lambda number: dates[number])
            for place, number in zip(numbers, newest, strict=True):
                ordered[place] = entries[number]
    return tuple(ordered)


def _changed(unit: _Element) -> str:
    """`20240301T080000Z`, which sorts as it stands; empty where no date is given."""
    return max(
        element.get("changedate") or element.get("creationdate") or ""
        for element in (unit, *by_name(unit, "tuv"))
    )
