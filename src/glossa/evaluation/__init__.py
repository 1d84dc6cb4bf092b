"""MEASURE: what becomes of the terms of a test set, with and without the glossary.

The figures are those of the WMT terminology tasks; `docs/evaluation.md` says what each means.
"""

from glossa.evaluation.report import as_json, as_table
from glossa.evaluation.run import CONTROL, PLAIN, WITH, Outcome, evaluate_terms
from glossa.evaluation.testset import Case, TestSet, Wanted, load_testset, parse_testset

__all__ = [
    "CONTROL",
    "PLAIN",
    "WITH",
    "Case",
    "Outcome",
    "TestSet",
    "Wanted",
    "as_json",
    "as_table",
    "evaluate_terms",
    "load_testset",
    "parse_testset",
]
