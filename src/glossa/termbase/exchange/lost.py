"""What a format cannot hold, counted, with the first example of each sort."""

from __future__ import annotations

from dataclasses import dataclass, field

from glossa.termbase.concepts import Term

__all__ = ["Losses"]


@dataclass(slots=True)
class Losses:
    """Gathers losses; each sort becomes one sentence."""

    _sorts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, sort: str, example: Term | str) -> None:
        """Count one loss. `sort`: what is lost, in the plural; `example`: the term, or its text."""
        if isinstance(example, Term):
            example = f"{example.text!r} of {example.concept}"
        self._sorts.setdefault(sort, []).append(example)

    def sentences(self) -> tuple[str, ...]:
        """One for each sort, in the order they were found; empty where nothing is lost."""
        return tuple(
            f"{len(examples):,} {sort} (first: {examples[0][:80]})"
            for sort, examples in self._sorts.items()
        )
