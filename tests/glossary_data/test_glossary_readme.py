"""glossary/README.md says what is true of the data."""

from __future__ import annotations

import re

from glossary_rows import COLUMNS, rows
from glossary_table import README, table, table_in_readme

TEXT = README.read_text(encoding="utf-8")


def _section(title: str) -> str:
    return TEXT.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_numbers_are_those_of_the_data() -> None:
    assert table_in_readme() == table(), "run python tests/glossary_data/glossary_table.py"


def test_every_column_and_kind_is_described() -> None:
    columns = _section("Columns")
    assert [name for name in COLUMNS if f"| `{name}` |" not in columns] == []
    assert sorted(kind for kind in {row.kind for row in rows()} if kind not in columns) == []
    assert (
        sorted(tag for tag in {row.language for row in rows()} if f"`{tag}`" not in columns) == []
    )


def test_every_source_is_named() -> None:
    """The name before the brackets stands in the list, in code marks."""
    named = {
        re.sub(r" \(.*", "", mark)
        for mark in re.findall(r"`([^`\n]+)`", _section("Sources, as they are named"))
    }
    used = {re.sub(r" \(.*", "", part.strip()) for row in rows() for part in row.source.split(";")}
    assert sorted(used - named) == []


def test_no_source_is_named_that_is_not_used() -> None:
    listed = re.findall(r"`([^`\n]+)`", _section("Sources, as they are named"))
    sources = {part.strip() for row in rows() for part in row.source.split(";")}
    heads = {re.sub(r" \(.*", "", source) for source in sources}
    words = {
        "un",
        "unverified",
        "(second name)",
        "generic word added by rule",
        "derived from ug-Latn by rule",
    }
    assert sorted(name for name in listed if re.sub(r" \(.*", "", name) not in heads | words) == []
