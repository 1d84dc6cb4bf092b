"""Outside tools judge the PO files: gettext's msgfmt and msgcat, and translate-toolkit."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from bitexts import bitexts
from golden_bitexts import BITEXTS
from hypothesis import HealthCheck, given, settings

from glossa.errors import FormatError
from glossa.formats.po import parse_po, serialize_po
from glossa.model import Bitext

pytestmark = pytest.mark.judge
needs_gettext = pytest.mark.skipif(
    shutil.which("msgfmt") is None,
    reason="gettext is not installed; allowed on a desk, not where changes are accepted",
)


def _run(tool: str, *arguments: str) -> str:
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@needs_gettext
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bitext=bitexts)
def test_msgfmt_accepts_every_catalogue_without_a_warning(tmp_path: Path, bitext: Bitext) -> None:
    path = tmp_path / "any.po"
    try:
        path.write_bytes(serialize_po(bitext).encode())
    except FormatError:
        return
    _run("msgfmt", "--check", "--output-file", str(tmp_path / "any.mo"), str(path))


@needs_gettext
@pytest.mark.parametrize("name", BITEXTS)
def test_msgfmt_accepts_the_golden_catalogues(tmp_path: Path, name: str) -> None:
    path = tmp_path / "golden.po"
    path.write_bytes(serialize_po(BITEXTS[name]).encode())
    _run("msgfmt", "--check", "--output-file", str(tmp_path / "golden.mo"), str(path))


@needs_gettext
@pytest.mark.parametrize("name", BITEXTS)
def test_nothing_is_lost_when_gettext_rewrites_a_catalogue(tmp_path: Path, name: str) -> None:
    """msgcat wraps lines anew and orders comments in its own way, as editors do."""
    path = tmp_path / "golden.po"
    path.write_bytes(serialize_po(BITEXTS[name]).encode())
    out = tmp_path / "rewritten.po"
    _run("msgcat", "--force-po", "--width=40", "--output-file", str(out), str(path))
    assert parse_po(out.read_bytes().decode()) == BITEXTS[name]


@pytest.mark.parametrize("name", BITEXTS)
def test_translate_toolkit_reads_and_rewrites_a_catalogue(tmp_path: Path, name: str) -> None:
    from translate.storage.pypo import pofile

    path = tmp_path / "golden.po"
    path.write_bytes(serialize_po(BITEXTS[name]).encode())
    store = pofile.parsefile(str(path))
    assert parse_po(bytes(store).decode()) == BITEXTS[name]


def test_translate_toolkit_sees_what_a_translator_should_see(tmp_path: Path) -> None:
    from translate.storage.pypo import pofile

    path = tmp_path / "page.po"
    path.write_bytes(serialize_po(BITEXTS["page"]).encode())
    units = [unit for unit in pofile.parsefile(str(path)).units if not unit.isheader()]
    seen = [(unit.getcontext(), unit.isfuzzy(), unit.istranslated()) for unit in units]
    assert seen == [
        ("u1.s1", False, True),  # a house term
        ("u2.s1", True, False),  # the engine's: fuzzy until a person has read it
        ("u3.s1", False, True),  # a date, by rule
        ("u4.s1", False, True),  # English already
        ("u5.s1", True, False),  # the engine's, with findings
        ("u6.s1", False, False),  # nothing was found: to be translated
        ("u7.s1", False, True),  # reviewed
        ("u7.s2", False, True),  # final
        ("u8.s1", False, True),  # a code, copied
        ("u9.s1", False, True),  # the engine's, reviewed
    ]
    assert [str(unit.source) for unit in units] == [entry.source for entry in BITEXTS["page"]]
