"""Every file in `tests/golden/<format>/` against the bitext it shows, whole text, both ways.

Run this file as a script to write the folder anew, then read the difference before committing.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from golden_bitexts import BITEXTS

from glossa.formats import FORMATS, Format, format_of
from glossa.formats.jsonl import parse_jsonl

GOLDEN = Path(__file__).parents[1] / "golden"
EDITED = sorted(path for path in (GOLDEN / "edited").iterdir() if path.suffix != ".jsonl")


def contents(format_: Format, data: bytes) -> object:
    """What must be the same on every machine; how tightly an archive is packed need not be."""
    if format_.name == "xlsx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return [(info.filename, archive.read(info).decode()) for info in archive.infolist()]
    if format_.name == "parquet":  # names its writer's version
        return format_.decode(data)
    return data.decode()


@pytest.mark.parametrize("name", BITEXTS)
@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_the_file_is_what_is_written_and_reads_back(format_: Format, name: str) -> None:
    data = (GOLDEN / format_.name / f"{name}{format_.ending}").read_bytes()
    assert contents(format_, format_.encode(BITEXTS[name])) == contents(format_, data)
    assert format_.decode(data) == BITEXTS[name]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_every_golden_file_is_tested(format_: Format) -> None:
    found = {path.name for path in (GOLDEN / format_.name).iterdir()}
    assert found == {f"{name}{format_.ending}" for name in BITEXTS}


@pytest.mark.parametrize("path", EDITED, ids=lambda path: path.name)
def test_what_other_tools_made_of_a_file_is_read(path: Path) -> None:
    """`edited/x.po` must read as the bitext in `edited/x.jsonl`."""
    bitext = format_of(path).decode(path.read_bytes(), path.name)
    expected = parse_jsonl(path.with_suffix(".jsonl").read_text(encoding="utf-8"))
    assert bitext == expected


if __name__ == "__main__":
    for format_ in FORMATS:
        folder = GOLDEN / format_.name
        folder.mkdir(parents=True, exist_ok=True)
        for name, bitext in BITEXTS.items():
            (folder / f"{name}{format_.ending}").write_bytes(format_.encode(bitext))
