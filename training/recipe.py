"""Reads recipe.toml: the one place for every setting of the training recipe."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"

Recipe = dict[str, Any]


def load(path: Path | None = None) -> Recipe:
    """The recipe as nested dicts; GLOSSA_RECIPE names another file."""
    chosen = path or Path(os.environ.get("GLOSSA_RECIPE", HERE / "recipe.toml"))
    with chosen.open("rb") as handle:
        return tomllib.load(handle)
