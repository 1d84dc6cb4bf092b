"""The numbers of the model, fitted on texts made for developing (docs/decisions/0012)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FIRST_LOOK", "SETTINGS", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights are natural logarithms of how much likelier a link becomes."""

    length: float = 1.2
    """How much lengths count."""
    words: float = 1.1
    """How much words count."""
    two_to_one: float = -3.6
    """Beside one to one."""
    two_to_two: float = -6.0
    three_to_one: float = -6.0
    opening: float = -3.5
    """The first of a run of pieces with no counterpart."""
    extending: float = -2.0
    """Each further one."""
    other_kind: float = -0.7
    """A headline facing a paragraph, and the like."""
    inside: float = 0.2
    """How much rarer than elsewhere a border of blocks is between pieces of one link."""
    starting: float = 0.4
    """How far blocks begin at the same places (0: no more than by chance, 1: always)."""
    same_word: float = 0.5
    """Chance that a word comes out the same in the other language: names in Latin letters."""
    figure: float = 0.5
    literal: float = 0.8
    concept: float = 0.7
    translated: float = 0.4
    """Chance that a word of a machine's translation stands in the right piece."""
    alone: float = 0.3
    """What a piece with no counterpart counts beside a linked one, when the best way is chosen."""
    learning: bool = True
    """Whether words are learnt from the pages where no lexicon knows the two languages."""
    crossing: float = 4.0
    """Price of a link that leaves the order, to which the number of free pieces is added."""
    beside: float = 1.0
    """The same beside another such link."""
    loose: float = 0.5
    """Links that weigh less may be given up for one that crosses."""
    least: float = 2.0
    """Links that weigh less never cross."""
    likely: float = 0.7
    """What is less likely to be right never crosses."""
    sharpness: float = 1.0
    """What all weights are multiplied with."""


SETTINGS = Settings()
FIRST_LOOK = Settings(words=0.4, inside=1.0, starting=0.0)
"""For whole stretches of text in place of pieces, when a long text is cut."""
