"""TRANSLATE: segments to entries, with terms kept and every step on record."""

from glossa.translator.candidates import Requirement
from glossa.translator.options import TRIES, Options
from glossa.translator.page import Demand, EngineFor, Translator

__all__ = ["TRIES", "Demand", "EngineFor", "Options", "Requirement", "Translator"]
