"""The table of numbers in glossary/README.md, made from the data.

`python tests/glossary_data/glossary_table.py` writes it anew; a test holds the README to it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from glossary_rows import FOLDER, rows

README = FOLDER / "README.md"
_BLOCK = re.compile(r"(?<=<!-- numbers -->\n).*?(?=<!-- /numbers -->)", re.DOTALL)


def table() -> str:
    """Concepts, terms and misspellings by kind, and how many nobody has looked up."""
    concepts: dict[str, set[str]] = defaultdict(set)
    sourced: dict[str, set[str]] = defaultdict(set)
    terms: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    unverified: Counter[str] = Counter()
    for row in rows():
        concepts[row.kind].add(row.concept)
        terms[row.kind] += 1
        wrong[row.kind] += row.status == "deprecated"
        if "unverified" in row.note:
            unverified[row.kind] += 1
        else:
            sourced[row.kind].add(row.concept)
    lines = [
        "| kind | concepts | terms | misspellings | not looked up | concepts not looked up |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {kind} | {len(concepts[kind])} | {terms[kind]} | {wrong[kind]} "
        f"| {unverified[kind]} | {len(concepts[kind] - sourced[kind])} |"
        for kind in sorted(concepts, key=lambda name: (-len(concepts[name]), name))
    ]
    unsourced = sum(len(concepts[kind] - sourced[kind]) for kind in concepts)
    lines.append(
        f"| **all** | {sum(map(len, concepts.values()))} | {terms.total()} | {wrong.total()} "
        f"| {unverified.total()} | {unsourced} |"
    )
    return "\n".join(lines) + "\n"


def table_in_readme() -> str:
    """The table as it stands in the README."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    return found[0] if found else ""


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(_BLOCK.sub(lambda _: table(), text), encoding="utf-8")
