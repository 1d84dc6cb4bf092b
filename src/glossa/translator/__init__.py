"""TRANSLATE: segments to entries, with terms kept and every step on record."""

from glossa.translator.candidates import Requirement
from glossa.translator.options import TRIES, Options
from glossa.translator.page import Demand, EngineFor, Translator
from glossa.translator.recall import Asked, Recall, Recalled

__all__ = [
    "TRIES",
    "Asked",
    "Demand",
    "EngineFor",
    "Options",
    "Recall",
    "Recalled",
    "Requirement",
    "Translator",
]
