"""The files in `tests/golden/tbx/`, whole texts: what is written, and what of other tools is read.

Run this file as a script to write them anew, then read the difference before committing.
"""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tbx_glossary import SERIALIZERS, SMALL, concepts_of, writing

from glossa.termbase.exchange.base import Parsed
from glossa.termbase.exchange.tbx import parse_tbx, serialize_tbx
from glossa.termbase.rows import cells_of, parse_rows

GOLDEN = Path(__file__).parents[1] / "golden" / "tbx"
FOREIGN = sorted((GOLDEN / "foreign").glob("*.tbx"))


@pytest.mark.parametrize("shape", SERIALIZERS)
def test_the_file_is_what_is_written_and_reads_back(shape: str) -> None:
    data = (GOLDEN / f"{shape}.tbx").read_bytes()
    assert SERIALIZERS[shape](SMALL, writing(SMALL)).decode() == data.decode()
    assert concepts_of(parse_tbx(data, "x.tbx")) == SMALL


def test_every_golden_file_is_tested() -> None:
    assert {path.stem for path in GOLDEN.glob("*.tbx")} == set(SERIALIZERS)
    assert {path.stem for path in FOREIGN} == {
        path.stem for path in (GOLDEN / "foreign").glob("*.json")
    }


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_what_other_tools_wrote_is_read(path: Path) -> None:
    """`foreign/x.tbx` must read as the rows and findings in `foreign/x.json`."""
    assert read(path) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def test_the_worked_example_of_the_docs_is_true() -> None:
    page = (GOLDEN.parents[2] / "docs" / "formats" / "tbx.md").read_text(encoding="utf-8")
    table = page.partition("```\n")[2].partition("```")[0]
    rows = [line.split("\t") for line in table.splitlines()]
    found = parse_rows(enumerate(rows, 1), "docs", 0, [])
    concepts = concepts_of(Parsed(rows=tuple(found)))
    assert len(concepts[0].terms) == 4
    shown = page.partition("```xml\n")[2].partition("```")[0]
    text = serialize_tbx(concepts, writing(concepts)).decode()
    body = text.partition("<body>\n")[2].partition("    </body>")[0]
    assert dedent(body) == shown


def read(path: Path) -> dict[str, Any]:
    parsed = parse_tbx(path.read_bytes(), path.name)
    return {
        "rows": [list(cells_of(row.term, row.kind, row.codes)) for row in parsed.rows],
        "findings": [
            [finding.code, str(finding.severity), finding.where, finding.raw]
            for finding in parsed.findings
        ],
    }


if __name__ == "__main__":
    for shape, serialize in SERIALIZERS.items():
        (GOLDEN / f"{shape}.tbx").write_bytes(serialize(SMALL, writing(SMALL)))
    for path in FOREIGN:
        text = json.dumps(read(path), ensure_ascii=False, indent=1)
        path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
