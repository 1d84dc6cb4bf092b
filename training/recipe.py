"""Reads recipe.toml and sources.toml: the one place for every setting of the training recipe."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"

Recipe = dict[str, Any]
Source = dict[str, Any]


def load(path: Path | None = None) -> Recipe:
    """The recipe as nested dicts; GLOSSA_RECIPE names another file.

    Tables that a recipe lacks come from the one beside it that `base` names. "source" holds every
    source that may be passed on, for the credits in the package.
    """
    chosen = path or Path(os.environ.get("GLOSSA_RECIPE", HERE / "recipe.toml"))
    with chosen.open("rb") as handle:
        plan = tomllib.load(handle)
    if "base" in plan:
        plan = load(chosen.parent / plan["base"]) | plan
    plan.setdefault("source", sources())
    return plan


def sources(
    path: Path | None = None, *, permissive: bool = False, research: bool = False
) -> list[Source]:
    """The tables of sources.toml, in its order.

    permissive leaves out licences that ask for the same terms; research takes in sources that are
    handed out for research only.
    """
    with (path or HERE / "sources.toml").open("rb") as handle:
        found: list[Source] = tomllib.load(handle)["source"]
    return [
        source
        for source in found
        if (research or not source.get("research"))
        and not (permissive and is_share_alike(source["licence"]))
    ]


def is_share_alike(licence: str) -> bool:
    """Whether a source's licence line names one that asks for the same terms."""
    return re.search(r"GPL|BY-SA|MPL", licence) is not None


@cache
def words(name: str) -> list[str]:
    """One of the word lists of words.toml."""
    with (HERE / "words.toml").open("rb") as handle:
        found: str = tomllib.load(handle)[name]
    return found.split()


def mixes(plan: Recipe) -> list[str]:
    """The mixes that the stages of a recipe name, in their order."""
    return list(dict.fromkeys(stage["mix"] for stage in plan.get("stage", []))) or ["short"]
