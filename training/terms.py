"""Term constraints: pairs whose source already holds what some of its words become.

glossa writes a missing rendering into the source in the place of what it renders, between blanks
where letters touch (`src/glossa/translator/written.py`). From these pairs the model learns to carry
such a string through and to inflect the sentence around it. What renders what comes from the
dictionaries (a headword in the source, its rendering as whole words in the reference) and from
glossa's table of word translations; in doubt nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import invented
import pairs
import recipe as settings
from augment import Pair

Table = Mapping[str, Mapping[str, tuple[float, float]]]

TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’.-][A-Za-z0-9]+)*")
START = re.compile(r"(?:^|[.!?:;]['\")]*\s+|[|—]\s*|- )[\"'(\[]*$")
LONGEST = 12
CAPITALS = 0.08
"""Share of written names that stand in capitals on both sides."""
STEM = 6
COMMON = frozenset(settings.words("common"))
BEFORE_VERB = frozenset(settings.words("before_verb"))
AFTER_NOUN = frozenset(settings.words("after_noun"))
# Ideographs that make another word of the one before or behind them.
BEHIND = frozenset(
    "器统卡人者性化学家员率式机国省市县区州教力度法型表类物品业部厅局处科院所会团队界语文族们系商额"
)
AHEAD = frozenset("不无非未可最各每副总")
VERBAL = re.compile(r"(?:ing|ed|ly)$")


class Term(NamedTuple):
    """A stretch of the source and what stands for it; `at` is its first word in the reference."""

    start: int
    end: int
    target: str
    at: int
    name: bool


@dataclass
class Lexicon:
    """What renders what.

    glosses: Chinese -> English renderings. names: those headwords whose rendering is a name.
    table: Chinese word -> stem of six letters -> chances there and back. singular: words known in
    their dictionary form.
    """

    glosses: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    table: Table = field(default_factory=dict)
    singular: set[str] = field(default_factory=set)
    _stems: dict[str, frozenset[str]] = field(default_factory=dict)

    def stems(self, word: str) -> frozenset[str]:
        """The stems of the words that may render a headword, by dictionary or table."""
        known = self._stems.get(word)
        if known is None:
            glosses = {
                token[:STEM].lower() for gloss in self.glosses[word] for token in gloss.split()
            }
            table = self.table.get(word, {}).items()
            clear = {stem for stem, (there, back) in table if there >= 0.25 or back >= 0.1}
            known = self._stems[word] = frozenset(glosses | clear)
        return known

    def add(self, entries: Iterable[Pair], *, names: bool = False) -> None:
        """Takes in headwords with their renderings."""
        for zh, en in entries:
            if len(zh) > LONGEST or pairs.count_han(zh) < 2 or not pairs.LATIN.search(en):
                continue
            tokens = [found[0] for found in TOKEN.finditer(en)]
            if not tokens or len(tokens) > 6:
                continue
            is_name = names or all(token[0].isupper() for token in tokens)
            mine = self.glosses.setdefault(zh, [])
            if en not in mine:
                mine.append(en)
            if is_name:
                self.names.add(zh)
            else:
                self.singular.update(token for token in tokens if token.islower())

    def words(self, text: str) -> list[tuple[int, int]]:
        """Where the headwords of a text lie, the longest first from the left."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(text):
            for end in range(min(len(text), at + LONGEST), at + 1, -1):
                if text[at:end] in self.glosses:
                    found.append((at, end))
                    at = end
                    break
            else:
                at += 1
        return found


def base_form(word: str, lexicon: Lexicon) -> str:
    """A noun as dictionaries have it: the plural's ending off where that leaves a known word."""
    low = word.lower()
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        stem = low.removesuffix(ending) + instead
        if low.endswith(ending) and not low.endswith("ss") and stem in lexicon.singular:
            return word[: len(word) - len(ending)] + instead
    return word


class _Sides:
    """One pair cut into words, with the look-ups that finding terms needs."""

    def __init__(self, zh: str, en: str, lexicon: Lexicon) -> None:
        self.zh, self.en, self.lexicon = zh, en, lexicon
        self.tokens = list(TOKEN.finditer(en))
        self.lower = [token[0].lower() for token in self.tokens]
        self.bases = [base_form(word, lexicon) for word in self.lower]
        self.spans = lexicon.words(zh)
        self.ends: dict[str, list[int]] = {}
        for at, (word, base) in enumerate(zip(self.lower, self.bases, strict=True)):
            for form in {word, base}:
                self.ends.setdefault(form, []).append(at)
        self.titled = len(self.tokens) > 1 and all(
            token[0][0].isupper() for token in self.tokens if token[0].lower() not in COMMON
        )

    def places(self, gloss: list[str]) -> list[int]:
        """Where these words stand in the reference, the last perhaps in the plural."""
        size = len(gloss)
        return [
            end - size + 1
            for end in self.ends.get(gloss[-1], ())
            if end >= size - 1 and self.lower[end - size + 1 : end] == gloss[:-1]
        ]

    def starts_sentence(self, at: int) -> bool:
        """Whether a word of the reference has its capital from its place."""
        return START.search(self.en[: self.tokens[at].start()]) is not None

    def is_verb(self, at: int, size: int) -> bool:
        """Whether one word of the reference looks like a verb: glossaries hold few."""
        if size > 1:
            return False
        if at and self.lower[at - 1] in BEFORE_VERB:
            return True
        following = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        return self.starts_sentence(at) and len(self.tokens) > 1 and following not in AFTER_NOUN

    def rivals(self, span: tuple[int, int], stem: str) -> bool:
        """Whether another word of the source may be what this English word renders."""
        return any(
            stem in self.lexicon.stems(self.zh[start:end])
            for start, end in self.spans
            if (start, end) != span
        )


def written_form(sides: _Sides, at: int, size: int, gloss: str, name: bool) -> str:
    """What a glossary would hold: names as the reference has them, words in their base form."""
    first, last = sides.tokens[at], sides.tokens[at + size - 1]
    shown = sides.en[first.start() : last.end()]
    if name:
        return shown
    if sides.titled or not shown[0].isupper() or sides.starts_sentence(at):
        word = gloss.rpartition(" ")[2]
        base = gloss[: len(gloss) - len(word)] + base_form(word, sides.lexicon)
        return base if base[:1].islower() or shown[1:2].isupper() else base[:1].lower() + base[1:]
    return shown[: len(shown) - len(last[0])] + base_form(last[0], sides.lexicon)


def from_dictionary(sides: _Sides, span: tuple[int, int]) -> Term | None:
    """The word of the source as a term, if exactly one place of the reference renders it."""
    word = sides.zh[span[0] : span[1]]
    best: Term | None = None
    most = 0
    for gloss in sides.lexicon.glosses[word]:
        name = word in sides.lexicon.names and gloss[:1].isupper()
        parts = [token.lower() for token in TOKEN.findall(gloss)]
        if not parts or parts[0] in COMMON or parts[-1] in COMMON or len(parts[-1]) < 3:
            continue
        places = sides.places(parts)
        if len(places) != 1 or len(parts) < most:
            continue
        at, size = places[0], len(parts)
        shown = sides.en[sides.tokens[at].start() : sides.tokens[at + size - 1].end()]
        if name and shown != gloss:
            continue
        if not name and (sides.is_verb(at, size) or VERBAL.search(parts[-1])):
            continue
        if size == 1 and sides.rivals(span, parts[0][:STEM]):
            continue
        most = size
        best = Term(*span, written_form(sides, at, size, gloss, name), at, name)
    return best


def from_table(sides: _Sides, span: tuple[int, int]) -> Term | None:
    """The same by the table of word translations: one clear rendering, no rival on either side."""
    found = sides.lexicon.table.get(sides.zh[span[0] : span[1]], {})
    clear = [stem for stem, (there, back) in found.items() if there >= 0.5 and back >= 0.15]
    stems = [word[:STEM] for word in sides.lower]
    for stem in clear:
        if stems.count(stem) != 1 or sides.rivals(span, stem):
            continue
        at = stems.index(stem)
        word = sides.bases[at]
        others = (found.get(other, (0.0, 0.0)) for other in stems if other != stem)
        if any(there >= 0.1 or back >= 0.05 for there, back in others):
            continue
        if word in COMMON or VERBAL.search(word) or sides.is_verb(at, 1):
            continue
        if word not in sides.lexicon.singular:
            continue
        return Term(*span, written_form(sides, at, 1, word, name=False), at, name=False)
    return None


def candidates(zh: str, en: str, lexicon: Lexicon, *, names: bool = False) -> list[Term]:
    """The words of a pair that may be written into its source, each there once on either side.

    names: only what renders a name.
    """
    if names and not any(zh[start:end] in lexicon.names for start, end in lexicon.words(zh)):
        return []
    sides = _Sides(zh, en, lexicon)
    found: list[Term] = []
    for span in sides.spans:
        word = zh[span[0] : span[1]]
        if (
            zh.count(word) != 1
            or zh[span[1] : span[1] + 1] in BEHIND
            or zh[: span[0]][-1:] in AHEAD
        ):
            continue
        if names and word not in lexicon.names:
            continue
        term = from_dictionary(sides, span) or (None if names else from_table(sides, span))
        if term is not None:
            found.append(term)
    places = [term.at for term in found]
    return [term for term in found if places.count(term.at) == 1]


def write_into(zh: str, terms: Iterable[Term]) -> str:
    """The source with each target in its place, between blanks where letters touch, as glossa."""
    for term in sorted(terms, reverse=True):
        before, after = zh[: term.start], zh[term.end :]
        left = " " if before[-1:].isalnum() else ""
        right = " " if after[:1].isalnum() else ""
        zh = f"{before}{left}{term.target}{right}{after}"
    return zh


def constrained(zh: str, en: str, lexicon: Lexicon, rng: Random, most: int = 3) -> Pair | None:
    """The pair with one to `most` of its words written into the source; None if none is clear."""
    found = candidates(zh, en, lexicon)
    if not found:
        return None
    rng.shuffle(found)
    found.sort(key=lambda term: not term.name)
    count = min(len(found), rng.choices(range(1, most + 1), [0.6**n for n in range(most)])[0])
    chosen = found[:count]
    if chosen[0].name and en.count(chosen[0].target) == 1 and rng.random() < CAPITALS:
        loud = chosen[0].target.upper()
        en = en.replace(chosen[0].target, loud)
        chosen[0] = chosen[0]._replace(target=loud)
    text = write_into(zh, chosen)
    return (text, en) if pairs.count_han(text) >= 2 else None


def renamed(zh: str, en: str, lexicon: Lexicon, rng: Random) -> Pair | None:
    """The pair with one of its names changed for a made-up one, written into both sides."""
    for term in candidates(zh, en, lexicon, names=True):
        if not term.name or en.count(term.target) != 1:
            continue
        if any(part in zh for part in term.target.split()):
            continue  # its Latin form stands beside it
        made = invented.like(zh[term.start : term.end], term.target, rng)
        made = made.upper() if rng.random() < CAPITALS else made
        before = re.search(r"\b(an?) $", en[: en.index(term.target)], re.IGNORECASE)
        if before is not None:
            continue  # the article would no longer fit
        source = write_into(zh, [term._replace(target=made)])
        return (source, en.replace(term.target, made)) if pairs.count_han(source) >= 2 else None
    return None
