"""Cut two long texts at places that surely belong together."""

from __future__ import annotations
from glossa.alignment.evidence import Renderings
from glossa.alignment.pairing import Window
from glossa.alignment.settings import Settings
from glossa.alignment.sides import Side


def cut(
    one: Side, other: Side, tables: tuple[Renderings, Renderings], settings: Settings
) -> list[Window]:
    return [(0, len(one), 0, len(other))]
