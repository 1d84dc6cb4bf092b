"""A text and its translation, both there already, joined into a bitext."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import ModelMissingError
from glossa.model import (
    Bitext,
    Document,
    Entry,
    Finding,
    Kind,
    MatchType,
    Severity,
    Signature,
    State,
    Step,
    parse_detail,
)
from glossa.pipeline.sides import Side, load_side, settle_languages, weight_of

if TYPE_CHECKING:
    from glossa.alignment import Link, Translate
    from glossa.engines.base import Engine
    from glossa.pipeline.engines import Engines
    from glossa.termbase import Termbase

__all__ = ["WEAK", "AlignmentSummary", "align", "summarize_alignment"]

WEAK: Final = 0.7
"""Of links with a score below this about half are wrong (`benchmarks/RESULTS.md`): `weak-link`."""
_RELATED: Final = 0.3
"""Share of the text that must stand in links which are not weak; less looks like a wrong pair."""
_BODY: Final = frozenset({Kind.HEADLINE, Kind.PARAGRAPH, Kind.CAPTION, Kind.LIST_ITEM, Kind.OTHER})
"""Kinds whose loss in a translation is worth a warning; menus and lists of links are not."""
_TARGET_ID: Final = "t."
"""Before the ids of segments that only the target has."""


@dataclass(frozen=True, slots=True)
class AlignmentSummary:
    """What came of an alignment, in figures."""

    source: str
    """Names of the files."""
    target: str
    source_language: str
    target_language: str
    links: dict[str, int] = field(default_factory=dict)
    """Links by how many segments they join: `{"1-1": 40, "1-2": 3}`; those of one side left out."""
    same: int = 0
    """Links whose two texts are the same: codes, names, what was left untranslated."""
    weak: int = 0
    """Links with a score below `WEAK`."""
    source_segments: int = 0
    target_segments: int = 0
    unaligned_source: int = 0
    """Segments of the source that nothing answers."""
    unaligned_target: int = 0
    findings: tuple[Finding, ...] = ()
    """Remarks on the pair as a whole."""

    @property
    def linked(self) -> int:
        """Links that join both sides."""
        return sum(self.links.values())


def align(
    source: Document | Bitext | Path | str,
    target: Document | Bitext | Path | str,
    *,
    source_language: str = "auto",
    target_language: str = "auto",
    style: str = "cn-media",
    glossaries: Sequence[Path | str] = (),
    termbase: Termbase | None = None,
    engines: Engines | None = None,
    model: bool | None = None,
    min_score: float = 0.0,
    encoding: str | None = None,
) -> Bitext:
    """Align a text with its translation; the result has one entry for every link.

    `source`, `target`: pages, or bilingual files, of which the sources or the targets are taken.
    Languages are BCP 47 tags, or `auto`: the main one of each file. `model`: let a translation
    model help where there is one for the pair; None: only for pairs of which glossa has no list of
    words, for it takes ten times as long. Links with a score (0 to 1) below `min_score` are
    taken apart. Segments that nothing answers have findings `unaligned-source` (target: the source,
    state initial) and `unaligned-target` (source empty, id `t.u3.s2`); see `docs/alignment.md`.

    Raises `InputError` for what cannot be read, `UsageError` for files in other languages than
    said, or both in one.
    """
    from glossa.pipeline import load_termbase

    sides = (
        load_side(source, target=False, encoding=encoding),
        load_side(target, target=True, encoding=encoding),
    )
    languages = settle_languages(*sides, (source_language, target_language))
    if termbase is None:
        termbase = load_termbase(glossaries, style=style)
    wanted = not _knows_words(languages) if model is None else model
    helper = _Helper(languages, engines, wanted=wanted)
    links = helper.links(sides, termbase)
    entries = tuple(
        entry for link in links for entry in _entries(link, sides, languages, min_score=min_score)
    )
    return Bitext(
        sides[0].name,
        _placed(entries),
        languages[1],
        helper.signature(termbase, min_score),
        (*_findings(entries, sides), *helper.findings),
    )


def _knows_words(languages: tuple[str, str]) -> bool:
    from glossa.alignment.lexicon import own_lexicon

    return own_lexicon(*languages, ((), ())) is not None


class _Helper:
    """Links, with what a translation model has to say where there is one.

    A model for the other direction serves as well: then the sides change places and the links are
    turned back.
    """

    def __init__(
        self, languages: tuple[str, str], engines: Engines | None, *, wanted: bool
    ) -> None:
        self._languages = languages
        self._engine: Engine | None = None
        self._backwards = False
        self.findings: tuple[Finding, ...] = ()
        if wanted:
            self._choose(engines)

    def _choose(self, engines: Engines | None) -> None:
        from glossa.pipeline.engines import Engines

        source, target = self._languages
        for backwards in (False, True):
            one, other = (target, source) if backwards else (source, target)
            pool = engines if engines is not None and not backwards else Engines(other)
            try:
                self._engine, self._backwards = pool.get(one), backwards
                self.findings = pool.findings([one])
                return
            except ModelMissingError:
                continue
        said = (
            f"no model translates {source} to {target} or back; the two were aligned by length, "
            "numbers, names and words they share"
        )
        self.findings = (Finding("no-model-to-align", said, Severity.INFO),)

    def links(self, sides: tuple[Side, Side], termbase: Termbase) -> tuple[Link, ...]:
        """The links from the source to the target, in the order of the source."""
        from glossa.alignment import Link, align

        one, other = sides[0].pieces, sides[1].pieces
        if not self._backwards:
            return align(one, other, termbase=termbase, translate=self._translate())
        turned = align(other, one, termbase=termbase, translate=self._translate())
        return _in_order(Link(link.target, link.source, link.score) for link in turned)

    def _translate(self) -> Translate | None:
        return None if self._engine is None else self._engine.translate

    def signature(self, termbase: Termbase, min_score: float) -> Signature:
        from glossa.pipeline.engines import make_signature
        from glossa.translator import Options

        options = Options(target_language=self._languages[1], source_language=self._languages[0])
        used = () if self._engine is None else (self._engine,)
        made = dict(make_signature(termbase, used, options).values)
        made.pop("normalize")
        return Signature.of(made | {"min-score": f"{min_score:g}"})


def _in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links in the order of the target put into that of the source, where some cross."""
    keyed: list[tuple[int, Link]] = []
    here = -1
    for link in links:
        here = link.source[0] if link.source else here
        keyed.append((here, link))
    return tuple(link for _, link in sorted(keyed, key=lambda pair: pair[0]))


def _entries(
    link: Link, sides: tuple[Side, Side], languages: tuple[str, str], *, min_score: float
) -> list[Entry]:
    if link.source and link.target and link.score >= min_score:
        return [_linked(link, sides)]
    return [_source_alone(sides[0], index) for index in link.source] + [
        _target_alone(sides[1], index, languages[0]) for index in link.target
    ]


def _linked(link: Link, sides: tuple[Side, Side]) -> Entry:
    source, target = sides
    pieces = [source.pieces[index] for index in link.source]
    ids = "+".join(target.pieces[index].id for index in link.target)
    text, rendered = source.joined(link.source), target.joined(link.target)
    detail = f"score={link.score:.2f} links={len(link.source)}-{len(link.target)} target={ids}"
    findings: tuple[Finding, ...] = ()
    if link.score < WEAK:
        said = f"these two may not belong together (score {link.score:.2f}): compare them"
        findings = (Finding("weak-link", said, Severity.WARNING),)
    longest = max(pieces, key=lambda piece: len(piece.text))
    return Entry(
        id="+".join(piece.id for piece in pieces),
        source=text,
        target=rendered,
        language=longest.language,
        kind=longest.kind,
        start=source.spans[link.source[0]][0],
        end=source.spans[link.source[-1]][1],
        state=State.TRANSLATED,
        match=MatchType.COPIED if text == rendered else MatchType.ALIGNED,
        origin=target.name,
        steps=(Step("align", 0, len(text), text, rendered, detail),),
        findings=findings,
    )


def _source_alone(side: Side, index: int) -> Entry:
    piece = side.pieces[index]
    start, end = side.spans[index]
    finding = Finding(
        "unaligned-source",
        "the translation has nothing for this: it was left out there, or not found",
        Severity.WARNING if piece.kind in _BODY else Severity.INFO,
    )
    return Entry(
        piece.id,
        piece.text,
        piece.text,
        piece.language,
        piece.kind,
        start,
        end,
        findings=(finding,),
    )


def _target_alone(side: Side, index: int, language: str) -> Entry:
    piece = side.pieces[index]
    finding = Finding(
        "unaligned-target",
        "the source has nothing for this: it was added in the translation, or not found",
        Severity.WARNING if piece.kind in _BODY else Severity.INFO,
    )
    return Entry(
        f"{_TARGET_ID}{piece.id}",
        "",
        piece.text,
        language,
        piece.kind,
        state=State.TRANSLATED,
        match=MatchType.ALIGNED,
        origin=side.name,
        steps=(Step("align", 0, 0, "", piece.text, f"links=0-1 target={piece.id}"),),
        findings=(finding,),
    )


def _placed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What the source has no place for stands where the source was left before it."""
    here = 0
    placed = []
    for entry in entries:
        placed.append(entry if entry.source else replace(entry, start=here, end=here))
        here = placed[-1].end
    return tuple(placed)


def _findings(entries: Sequence[Entry], sides: tuple[Side, Side]) -> tuple[Finding, ...]:
    """What was remarked on either file, and whether the two belong together at all."""
    found = [
        replace(item, where=item.where or side.name) for side in sides for item in side.findings
    ]
    empty = [side.name for side in sides if not side.pieces]
    if empty:
        said = f"there is no text in {' and '.join(empty)}, so nothing could be aligned"
        return (*found, Finding("hardly-aligned", said))
    sure = {
        number
        for entry in entries
        if _is_link(entry) and not _is_weak(entry)
        for number in (*_ids(entry, target=False), *_ids(entry, target=True))
    }
    shares = []
    for at, side in enumerate(sides):
        total = sum(map(weight_of, side.pieces))
        own = sum(weight_of(piece) for piece in side.pieces if (at, piece.id) in sure)
        shares.append(own / total if total else 1.0)
    if min(shares) >= _RELATED:
        return tuple(found)
    said = (
        f"only {shares[0]:.0%} of {sides[0].name} and {shares[1]:.0%} of {sides[1].name} could be "
        "aligned with some certainty: look whether one is the translation of the other"
    )
    return (*found, Finding("hardly-aligned", said))


def _is_link(entry: Entry) -> bool:
    return bool(entry.source) and entry.match is not MatchType.NONE


def _is_weak(entry: Entry) -> bool:
    return any(finding.code == "weak-link" for finding in entry.findings)


def _ids(entry: Entry, *, target: bool) -> list[tuple[int, str]]:
    ids = parse_detail(entry.steps[0].detail)["target"] if target else entry.id
    return [(int(target), one) for one in ids.split("+")]


def summarize_alignment(bitext: Bitext) -> AlignmentSummary:
    """The figures of a bitext that `align` made."""
    made = dict(bitext.signature.values)
    links = Counter(
        parse_detail(entry.steps[0].detail)["links"] for entry in bitext if _is_link(entry)
    )
    ends = [[int(end) for end in kind.split("-")] for kind in links.elements()]
    alone = (
        sum(entry.match is MatchType.NONE for entry in bitext),
        sum(not entry.source for entry in bitext),
    )
    origins = Counter(entry.origin for entry in bitext if entry.origin)
    return AlignmentSummary(
        source=bitext.name,
        target=origins.most_common(1)[0][0] if origins else "",
        source_language=made.get("source", ""),
        target_language=bitext.target_language,
        links=dict(sorted(links.items())),
        same=sum(entry.match is MatchType.COPIED for entry in bitext),
        weak=sum(map(_is_weak, bitext)),
        source_segments=sum(one for one, _ in ends) + alone[0],
        target_segments=sum(other for _, other in ends) + alone[1],
        unaligned_source=alone[0],
        unaligned_target=alone[1],
        findings=bitext.findings,
    )
