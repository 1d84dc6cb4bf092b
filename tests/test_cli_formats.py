"""The bilingual formats at the command line: the help knows them all, folders get right names."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glossa import load_bitext
from glossa.cli.translate import command
from glossa.formats import FORMATS, get_format


def test_the_help_names_every_format_and_the_endings_that_choose_one() -> None:
    text = " ".join(CliRunner().invoke(command, ["--help"]).output.split())
    formats, endings = text.partition("--as FORMAT")[2], text.partition("-o, --output")[2]
    for format_ in FORMATS:
        assert format_.name in formats.partition("beats the ending")[0]
        if format_.extensions:
            assert format_.ending in endings.partition("A folder")[0]


@pytest.mark.parametrize("name", ["tmx", "omegat"])  # the second shares its ending
def test_files_in_a_folder_end_as_their_tools_expect(tmp_path: Path, name: str) -> None:
    format_ = get_format(name)
    for page in ("a", "b"):
        (tmp_path / page).write_text("Nothing to translate here.\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    pages = [str(tmp_path / page) for page in ("a", "b")]
    done = CliRunner().invoke(command, [*pages, "-q", "-o", str(out), "--as", name])
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"a.en{format_.ending}", f"b.en{format_.ending}"]
    bitext = load_bitext(out / names[0])  # told by its ending and its content
    assert [entry.target for entry in bitext] == ["Nothing to translate here."]
