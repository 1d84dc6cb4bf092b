"""One thing that varies from page to page: where it stands, what it says, how it is written."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CIRCLED", "Slot", "circled_value"]

CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))
"""`①` to `⑳`."""


def circled_value(sign: str) -> str:
    """`③` -> `3`."""
    return str(CIRCLED.index(sign) + 1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A number, date, literal or name in a text."""

    kind: str
    """`number`, `date`, `year-month`, `month-day`, `month`, `year`, `weekday`, `time`, `name`, or
    the kind of a protected span."""
    value: str
    """What it says, in one spelling: `2025-09-26`, `7233000000`, `5` for Friday; a literal is its
    own value, a name has the concept's id."""
    start: int
    """Offset into the text it was found in."""
    end: int
    raw: str
    """As it stands there."""
    manner: str = ""
    """How it is written (`grouped`, `words`, `month day, year` ...), for writing another value in
    the same way; empty where there is one way only."""

    @property
    def key(self) -> tuple[str, str]:
        """What two texts of different languages have in common: a year is a number in English."""
        return ("number" if self.kind == "year" else self.kind, self.value)
