"""The curated glossary in each style, loaded once for all tests of its data."""

from __future__ import annotations

from functools import cache

from glossary_rows import FOLDER

from glossa.termbase import Termbase, load_termbase


@cache
def termbase(style: str) -> Termbase:
    """The glossary as `glossa` loads it, in one style."""
    return load_termbase([FOLDER], style=style)
