"""The examples of `docs/folding.md` are true: text, what it becomes, what the change list says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from glossa.pipeline import load_termbase, normalize, parse_page, rebuild
from glossa.termbase import Termbase

PAGE = Path(__file__).parents[2] / "docs" / "folding.md"
CELL = re.compile(r"``(.+?)``|`([^`]+)`")


@cache
def termbase() -> Termbase:
    return load_termbase()


def examples() -> list[tuple[str, str, str, str]]:
    """(option, text, what it becomes, what is said of it) for each row of the tables."""
    rows: list[tuple[str, str, str, str]] = []
    option = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| text"):
            found = CELL.search(line)
            option = found[2] if found else ""
        elif line.startswith(("| `", "| ``")):
            text, becomes, *said = (first or second for first, second in CELL.findall(line))
            rows.append((option, text, becomes, "".join(said)))
    return rows


@pytest.mark.parametrize(("option", "text", "becomes", "said"), examples())
def test_example(option: str, text: str, becomes: str, said: str) -> None:
    document = parse_page(text.replace("⏎", "\n").encode(), "page.txt")
    bitext = normalize(
        document,
        termbase=termbase(),
        quotations=option == "--quotations",
        first_mention="zh-Hans" if option == "--first-mention" else None,
    )
    assert rebuild(document, bitext).replace("\n", "⏎") == becomes
    details = [step.detail for entry in bitext for step in entry.steps]
    codes = [finding.code for entry in bitext for finding in entry.findings]
    assert not said or said in codes or any(said in detail.split() for detail in details)
    assert said or (text == becomes) == (not details)
    assert bool(codes) == (said in codes)


def test_the_page_has_examples_of_every_kind() -> None:
    said = {row[3] for row in examples()}
    assert {"by=bracket", "by=kind", "by=page", "by=parent", "rule=line-break"} <= said
    assert {"ambiguous-name", "quoted-name", "registered-name", "alias-name"} <= said
    assert {row[0] for row in examples()} == {"", "--quotations", "--first-mention"}
