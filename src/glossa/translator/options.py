"""How a page is translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["TRIES", "Options"]

TRIES: Final = ("written", "continued", "n-best", "placed")
"""Ways to ask again where a name is missing, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a page is translated: the languages and `normalize` are part of the signature.

    The figures belong to the version of glossa: where one changes, so does that.
    """

    target_language: str = "en"
    """BCP 47."""
    source_language: str = "auto"
    """`auto`, or a BCP 47 tag: then segments in any other language are copied."""
    normalize: bool = True
    """Fold names in text that was in the target language already."""
    quotations: bool = False
    """Fold them inside quotations and titles too."""
    first_mention: str = ""
    """A language (BCP 47) in which names are given in brackets at their first mention."""
    n_best: int = 4
    """How many alternatives of the engine are looked at where a term is missing; 0 for none."""
    doubt: float = 0.5
    """Engine targets with a lower confidence (0 to 1) get a `low-confidence` finding; those in
    which a name or a number is wrong as well are not used."""
    guess: float = 0.35
    """Engine targets with a lower confidence are not used: the source is kept, with a finding."""
    hope: float = 0.1
    """Guesses above this that lack a name are asked once more, with the name written into the
    source."""
    tries: tuple[str, ...] = TRIES
    """Which of the ways to ask again are used."""
