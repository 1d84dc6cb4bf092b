"""Engines: n segments in, n targets out. Heavy packages load with the first translation."""

from __future__ import annotations

from glossa.engines.argos import ArgosEngine, make_engine
from glossa.engines.base import Engine
from glossa.engines.pivot import PivotEngine
from glossa.engines.scripted import ScriptedEngine
from glossa.engines.traditional import SIMPLIFIED_BY, TraditionalEngine, to_simplified

__all__ = [
    "SIMPLIFIED_BY",
    "ArgosEngine",
    "Engine",
    "PivotEngine",
    "ScriptedEngine",
    "TraditionalEngine",
    "make_engine",
    "to_simplified",
]
