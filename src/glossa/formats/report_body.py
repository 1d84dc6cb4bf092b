"""The body of the report: segments as a page, source beside target, and the list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from glossa.formats.report_marks import Name, Placed, Spot, marked, names_of, spots_of
from glossa.formats.report_top import finding_item
from glossa.formats.report_words import KINDS, STATES, is_open, origin_of, plural
from glossa.model import Bitext, Entry, MatchType, parse_detail
from glossa.webpage import language, safe

__all__ = ["Body", "text_language"]

_MOST_ROWS: Final = 40
"""Of one part: browsers lay a part out as a whole, and only when it comes into view."""
_MOST_USES: Final = 20
_UNIT: Final = re.compile(r"(.+)\.s[0-9]+")
_COLUMNS: Final = (
    '<colgroup><col class="about"><col><col></colgroup>\n'
    '<thead><tr><th scope="col">Segment</th><th scope="col">Source</th>'
    '<th scope="col">Target</th></tr></thead>'
)


@dataclass(slots=True)
class Body:
    """The segments of one bitext; the names are numbered as they come."""

    bitext: Bitext
    with_names: int = 0
    """Segments in which a name is highlighted; known after `parts`."""
    _names: dict[Name, int] = field(default_factory=dict)
    _uses: dict[Name, list[int]] = field(default_factory=dict)

    def parts(self) -> Iterator[str]:
        """The page in parts that a browser can leave alone until they come into view."""
        part: list[str] = []
        rows = 0
        for section, size in self._sections():
            part.append(section)
            rows += size
            if rows >= _MOST_ROWS:
                yield _part(part)
                part, rows = [], 0
        if part:
            yield _part(part)

    def _sections(self) -> Iterator[tuple[str, int]]:
        """Sections of one kind each, in the page's order, with how many rows they have."""
        number = 0
        unit = ""
        for kind, group in groupby(self.bitext, key=lambda entry: entry.kind):
            entries = list(group)
            for first in range(0, len(entries), _MOST_ROWS):
                few = entries[first : first + _MOST_ROWS]
                title = KINDS[kind] if first == 0 else f"{KINDS[kind]}, continued"
                lines = [f'<section data-kind="{kind.value}"><h2>{title}</h2>']
                lines.append(f"<table>{_COLUMNS}\n<tbody>")
                for entry in few:
                    number += 1
                    here = unit_of(entry)
                    lines.append(self._row(entry, number, continued=here == unit))
                    unit = here
                lines.append("</tbody></table></section>")
                yield "\n".join(lines), len(few)

    def _row(self, entry: Entry, number: int, *, continued: bool) -> str:
        names = names_of(entry)
        of_source, of_target = spots_of(entry)
        self.with_names += bool(names)
        source = self._text(entry.source, names, of_source, number, of_target=False)
        target = self._text(entry.target, names, of_target, number, of_target=True)
        more = "".join(
            finding_item(one, f"s{number}f{count}") for count, one in enumerate(entry.findings, 1)
        )
        below = f'<ul class="findings">{more}</ul>' if more else ""
        if entry.note:
            below = f'<p class="note" dir="auto"><b>Note</b> {safe(entry.note)}</p>{below}'
        how = "next" if continued else "first"
        maker = _maker(entry)
        origin = f' <span class="by">{safe(maker)}</span>' if maker else ""
        return (
            f'<tr id="s{number}" class="{how}" data-state="{entry.state.value}" '
            f'data-match="{entry.match.value}"><th scope="row"><a href="#s{number}">'
            f"{self._label(number)}</a> "
            f'<span class="match m-{entry.match.value}">{origin_of(entry)}</span> '
            f'<span class="state s-{entry.state.value}">{STATES[entry.state]}</span>{origin} '
            f'<span class="tag">{safe(entry.language)}</span></th>'
            f'<td class="source" {language(entry.language)}>{source}</td>'
            f'<td class="target"><div {language(text_language(entry, self.bitext))}>{target}</div>'
            f"{below}</td></tr>"
        )

    def _label(self, number: int) -> str:
        return safe(self.bitext.entries[number - 1].id) or str(number)

    def _text(
        self,
        text: str,
        names: Sequence[Placed],
        spots: Sequence[Spot],
        number: int,
        *,
        of_target: bool,
    ) -> str:
        if not text:
            return '<i class="nothing" lang="en" dir="ltr">nothing</i>'
        if of_target:
            spans = [(one.target, self._described(one.name, number)) for one in names]
        else:
            spans = _apart([(one.source, _tip(one.name)) for one in names if one.source])
        return marked(text, spans, spots, number)

    def _described(self, name: Name, number: int) -> str:
        known = self._names.setdefault(name, len(self._names) + 1)
        self._uses.setdefault(name, []).append(number)
        return f'tabindex="0" aria-describedby="n{known}" {_tip(name)}'

    def names(self) -> Iterator[str]:
        """What is said of each name, with links to where it stands; after `parts`."""
        if not self._names:
            return
        yield '<section class="names" aria-labelledby="names"><h2 id="names">Names and terms</h2>'
        yield f"<p>{plural(len(self._names), 'wording')}, as the target has them.</p>\n<ul>"
        tag = self.bitext.target_language
        for name, known in self._names.items():
            rows = list(dict.fromkeys(self._uses[name]))
            links = "".join(
                f' <a href="#s{row}">{self._label(row)}</a>' for row in rows[:_MOST_USES]
            )
            if len(rows) > _MOST_USES:
                links += f" and {len(rows) - _MOST_USES:,} more"
            yield (
                f'<li><span id="n{known}"><b {language(tag)}>{safe(name.after)}</b> '
                f"{safe('; '.join(_facts(name)))}</span>"
                f' <span class="uses">· in{links}</span></li>'
            )
        yield "</ul></section>"


def _part(sections: Sequence[str]) -> str:
    return "\n".join(('<div class="part">', *sections, "</div>"))


def _maker(entry: Entry) -> str:
    """Where the target came from, if that tells more than the names in the text do.

    Of an aligned one the file is the same everywhere; which links are doubtful is not.
    """
    if entry.steps and entry.steps[0].action == "align":
        how = parse_detail(entry.steps[0].detail)
        kind, score = how.get("links", ""), how.get("score", "")
        told = [f"score {score}" if score else "", kind if kind != "1-1" else ""]
        return ", ".join(filter(None, told))
    return "" if entry.match in {MatchType.TERMBASE, MatchType.RULE} else entry.origin


def _facts(name: Name) -> list[str]:
    facts = [
        f"for {name.before}" if name.before and name.before != name.after else "",
        f"concept {name.concept.replace('|', ', ')}",
        f"rule {name.rule}" if name.rule else f"step {name.action}",
        f"style {name.style}" if name.style else "",
    ]
    return [fact for fact in facts if fact]


def _tip(name: Name) -> str:
    return f'class="name" data-tip="{safe(chr(10).join(_facts(name)))}"'


def _apart(spans: list[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
    """Sorted, without those that begin inside another."""
    kept: list[tuple[tuple[int, int], str]] = []
    for span, attributes in sorted(spans):
        if not kept or kept[-1][0][1] <= span[0]:
            kept.append((span, attributes))
    return kept


def unit_of(entry: Entry) -> str:
    """The block that a segment belongs to: `u12` of `u12.s1`."""
    match = _UNIT.fullmatch(entry.id)
    return match[1] if match else entry.id


def text_language(entry: Entry, bitext: Bitext) -> str:
    """What language a target is in: that of its source where that stands in its place."""
    kept = entry.match is MatchType.COPIED or (is_open(entry) and bool(entry.target))
    return entry.language if kept else bitext.target_language
