"""Rows of the full shape: cells -> terms, with a finding for every broken row; and back.

One row a term under a header that names the columns. Lists of two sides are read in `pairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from glossa.model import Finding, Severity
from glossa.termbase.concepts import FORMS, STATUSES, Condition, Term
from glossa.termbase.fold_text import key_of

__all__ = ["COLUMNS", "Pair", "Row", "cells_of", "context_text", "parse_context", "parse_rows"]

COLUMNS: Final = (
    "concept",
    "kind",
    "language",
    "term",
    "status",
    "type",
    "styles",
    "context",
    "code",
    "source",
    "note",
)
_NEEDED: Final = ("concept", "kind", "language", "term", "status")
_WORDS: Final = ("next", "prev", "not-next", "not-prev")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Row:
    """One usable row: the term, and what the row says about its concept."""

    term: Term
    kind: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a list of two sides: a user's own, or another tool's."""

    source: str
    """Never empty, no blanks around it."""
    target: str
    """Never empty, no blanks around it."""
    source_language: str = "zh-Hans"
    """BCP 47; empty where the file does not say."""
    target_language: str = "en"
    """BCP 47; empty where the file does not say."""
    note: str = ""
    where: str = ""
    """`file:line`, `sheet:row` or the like."""


class _RowError(Exception):
    """A row that cannot be used; carries the finding's code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse_rows(
    rows: Iterable[tuple[int, Sequence[str]]], where: str, layer: int, findings: list[Finding]
) -> Iterator[Row]:
    """The usable rows below a header; every other row becomes a finding at `file:line`."""
    iterator = iter(rows)
    number, header = next(iterator, (1, ()))
    names = [cell.strip().lower() for cell in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        needed = [name for name in missing if name in _NEEDED]
        findings.append(
            Finding(
                "missing-column",
                f"the header has no column {', '.join(missing)}"
                + ("; nothing of the file is loaded" if needed else "; taken as empty"),
                Severity.ERROR if needed else Severity.WARNING,
                where=f"{where}:{number}",
                raw="\t".join(header),
            )
        )
        if needed:
            return
    # The cell behind the last stands for the columns that the header has not.
    pick = itemgetter(*(names.index(name) if name in names else len(names) for name in COLUMNS))
    seen: dict[tuple[object, ...], int] = {}
    for number, cells in iterator:
        place = f"{where}:{number}"
        try:
            if len(cells) > len(names):
                raise _RowError(
                    "cell-count",
                    f"{len(cells)} cells where the header has {len(names)}; row left out",
                )
            row = _parse_row(pick([*cells, *[""] * (len(names) + 1 - len(cells))]), place, layer)
        except _RowError as refusal:
            raw = "\t".join(cells)
            findings.append(
                Finding(refusal.code, str(refusal), Severity.ERROR, where=place, raw=raw)
            )
            continue
        term = row.term
        line = seen.setdefault(
            (term.concept, term.language, term.text, term.type, term.styles), number
        )
        if line != number:
            message = f"the same term stands in line {line}; this row is left out"
            findings.append(Finding("duplicate-row", message, where=place, raw="\t".join(cells)))
            continue
        if not term.source:
            message = "the row names no source; add one"
            findings.append(Finding("no-source", message, where=place, raw="\t".join(cells)))
        yield row


def _parse_row(cells: Sequence[str], where: str, layer: int) -> Row:
    """`cells` in the order of `COLUMNS`."""
    concept, kind, language, text, status, form, styles, context, code, source, note = map(
        str.strip, cells
    )
    if not (concept and kind and language and text and status):
        name = next(name for name, cell in zip(COLUMNS, cells, strict=True) if not cell.strip())
        raise _RowError(f"empty-{name}", f"the cell {name!r} is empty; row left out")
    if status not in STATUSES:
        raise _RowError(
            "unknown-status",
            f"unknown status {status!r}; use one of {', '.join(STATUSES)} "
            "(or the cells have moved)",
        )
    if form and form not in FORMS:
        raise _RowError(
            "unknown-type",
            f"unknown type {form!r}; use one of {', '.join(FORMS)} (or the cells have moved)",
        )
    if not _is_language(language):
        raise _RowError("bad-language", f"{language!r} is no language tag (BCP 47)")
    try:
        conditions = parse_context(context)
    except ValueError as error:
        raise _RowError("bad-context", str(error)) from error
    term = Term(
        text,
        concept,
        language,
        status,
        form or "fullForm",
        _split(styles),
        conditions,
        source,
        note,
        where,
        layer,
    )
    return Row(term, kind, _split(code))


@lru_cache(maxsize=1024)
def _is_language(tag: str) -> bool:
    return _LANGUAGE.fullmatch(tag) is not None


@lru_cache(maxsize=1024)
def parse_context(text: str) -> tuple[Condition, ...]:
    """Read a `context` cell: clauses with `;` between, each `name` or `name=value|value`.

    Raises `ValueError` for a clause that means nothing: such a term must not match everywhere.
    """
    conditions: list[Condition] = []
    for clause in text.split(";"):
        clause = clause.strip()
        if not clause:
            continue
        name, equals, value = (part.strip() for part in clause.partition("="))
        if name in ("whole", "case") and not equals:
            conditions.append(Condition(name))
        elif name == "page" and value:
            conditions.append(Condition(name, _split(value)))
        elif name in _WORDS and value:
            conditions.append(Condition(name, tuple(dict.fromkeys(map(key_of, _split(value))))))
        else:
            raise ValueError(
                f"unknown context {clause!r}; use next=, prev=, not-next=, not-prev=, page=, "
                "whole or case"
            )
    return tuple(conditions)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def context_text(conditions: Iterable[Condition]) -> str:
    """The `context` cell of conditions, as `parse_context` reads it."""
    return "; ".join(
        condition.name + ("=" + "|".join(condition.values) if condition.values else "")
        for condition in conditions
    )


def cells_of(term: Term, kind: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The cells of a term's row in the order of `COLUMNS`, as `parse_rows` reads them."""
    return (
        term.concept,
        kind,
        term.language,
        term.text,
        term.status,
        term.type,
        "|".join(term.styles),
        context_text(term.context),
        "|".join(codes),
        term.source,
        term.note,
    )
