"""translate-toolkit reads TMX, XLIFF 1.2 and 2.1 with the same pairs, and may rewrite them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden_bitexts import ALONE, BITEXTS
from translate.storage import tmx, xliff, xliff2

from glossa.formats import get_format
from glossa.formats.records import is_open
from glossa.model import Bitext

pytestmark = pytest.mark.judge

STORES: dict[str, Any] = {
    "tmx": tmx.tmxfile,
    "xliff": xliff2.Xliff2File,
    "xliff12": xliff.Xliff1File,
    "omegat": xliff.Xliff1File,
}
PAGE = BITEXTS["page"]
ALIGNED = BITEXTS["aligned"].with_entries((*BITEXTS["aligned"].entries, ALONE))
"""Into Uyghur, with joined ids, a source left out and a target that stands alone."""


def _store(name: str, path: Path, bitext: Bitext = PAGE) -> Any:
    path.write_bytes(get_format(name).encode(bitext))
    return STORES[name].parsefile(str(path))


@pytest.mark.parametrize("bitext", [PAGE, ALIGNED], ids=["page", "aligned"])
@pytest.mark.parametrize("name", ["tmx", "xliff", "xliff12"])
def test_it_reads_the_same_pairs(name: str, bitext: Bitext, tmp_path: Path) -> None:
    store = _store(name, tmp_path / "page.xml", bitext)
    pairs = [(str(unit.source), unit.target and str(unit.target)) for unit in store.units]
    assert pairs == [(one.source, None if is_open(one) else one.target) for one in bitext]
    assert store.getsourcelanguage() == "zh-Hans"
    if name != "tmx":  # a memory has no target language of its own
        assert store.gettargetlanguage() == bitext.target_language


@pytest.mark.parametrize("name", STORES)
def test_every_id_is_that_of_the_entry(name: str, tmp_path: Path) -> None:
    store = _store(name, tmp_path / "page.xml")
    # XLIFF's ids are told apart by file or unit; the last part is the entry's.
    found = [unit.getid().removeprefix(PAGE.name).rpartition("::")[2] for unit in store.units]
    assert [one.strip("\x04") for one in found] == [entry.id for entry in PAGE]


def test_it_takes_for_translated_what_has_a_translation(tmp_path: Path) -> None:
    memory = _store("tmx", tmp_path / "a.tmx")
    newer = _store("xliff", tmp_path / "b.xlf")
    translated = [not is_open(entry) for entry in PAGE]
    assert [unit.istranslated() for unit in memory.units] == translated
    assert [unit.istranslated() for unit in newer.units] == translated
    # In 1.2 only what a person has approved is done; the rest is fuzzy there.
    older = _store("xliff12", tmp_path / "c.xlf")
    approved = [unit.getid().rpartition("\x04")[2] for unit in older.units if unit.istranslated()]
    assert [one.removeprefix(PAGE.name) for one in approved] == ["u7.s1", "u7.s2", "u9.s1"]


@pytest.mark.parametrize("bitext", [PAGE, ALIGNED], ids=["page", "aligned"])
@pytest.mark.parametrize("name", STORES)
def test_nothing_is_lost_when_it_rewrites_a_file(name: str, bitext: Bitext, tmp_path: Path) -> None:
    store = _store(name, tmp_path / "page.xml", bitext)
    assert get_format(name).decode(bytes(store), "page.xml") == bitext


def test_what_it_translates_is_read_as_a_persons(tmp_path: Path) -> None:
    for name in ("xliff", "xliff12"):
        store = _store(name, tmp_path / f"{name}.xml")
        unit = next(one for one in store.units if one.source == "魃魈魁鬾")
        unit.target = "Demons"
        unit.markapproved()
        entry = get_format(name).decode(bytes(store), "x")["u6.s1"]
        assert (entry.target, entry.state) == ("Demons", "reviewed")
