"""Dates, numbers, filing numbers and punctuation from Chinese to English by rule.

No engine is asked and nothing is guessed: what can be read in two ways stays as it is.
"""

from glossa.localize.punctuation import localize_ignorable
from glossa.localize.rules import RULES_VERSION, Constraint, Localized, constraints, localize

__all__ = [
    "RULES_VERSION",
    "Constraint",
    "Localized",
    "constraints",
    "localize",
    "localize_ignorable",
]
