"""What every rule gives back: a place in the text and its English."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """One stretch of Chinese that a rule can render."""

    start: int
    end: int
    target: str
    """The English to be written."""
    kind: str
    """`date`, `number` or `filing`: the action of the step that writes it."""
    accept: tuple[str, ...] = ()
    """Other renderings that are as right: for checking an engine's output."""
    whole_only: bool = False
    """Right only where the segment holds nothing else: inside a sentence it is ambiguous."""
