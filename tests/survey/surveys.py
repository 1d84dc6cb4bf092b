"""Small pages and a termbase that several tests of the survey share."""

from __future__ import annotations

from functools import lru_cache

from glossa.pipeline import load_termbase, parse_page
from glossa.survey import Survey, Surveyor
from glossa.termbase import Termbase


@lru_cache(maxsize=1)
def own_termbase() -> Termbase:
    """Glossa's own glossary, loaded once."""
    return load_termbase()


def survey_texts(*texts: str, termbase: Termbase | None = None) -> Survey:
    """A survey of pages p1.txt, p2.txt ..."""
    surveyor = Surveyor(termbase or own_termbase())
    for number, text in enumerate(texts, 1):
        surveyor.add_page(parse_page(text.encode()), f"p{number}.txt")
    return surveyor.result()
