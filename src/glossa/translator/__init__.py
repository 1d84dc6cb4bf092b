"""TRANSLATE: segments to entries, with terms kept and every step on record."""

from glossa.translator.page import EngineFor, Options, Translator

__all__ = ["EngineFor", "Options", "Translator"]
