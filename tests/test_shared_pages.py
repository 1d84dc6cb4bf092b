"""The two real pages, end to end with the embedded model. Their text is not in the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import glossa
from glossa.model import MatchType, replay
from glossa.script import has_han
from glossa.summary import changes

PAGES = Path(__file__).parents[2] / "shared" / "pages"
FOLDED = {
    "000_983730ccec296dfa.txt": [("Atushi figs", "Artux figs")],
    "004_071024951ad735ca.txt": [
        ("Uyghurs", "Uygurs"),
        ("Xingjiang Uygur Autonomous Region", "Xinjiang Uygur Autonomous Region"),
        ("Hetian", "Hotan"),
        ("Tori County", "Toli County"),
        ("Torrey County", "Toli County"),
        ("Uyghur", "Uygur"),
    ],
}


@pytest.fixture(params=sorted(FOLDED))
def page(request: pytest.FixtureRequest) -> Path:
    path = PAGES / request.param
    if not path.is_file():
        pytest.skip(f"{path.name} is not there")
    return path


@pytest.mark.model
def test_a_real_page_comes_out_as_the_issue_asks(
    page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))  # the embedded model
    document = glossa.load_page(page)
    bitext = glossa.translate(document)
    text = glossa.rebuild(document, bitext)
    for entry in bitext:
        assert replay(entry.source, entry.steps) == entry.target
        assert entry.findings or not has_han(entry.target), f"Chinese unflagged: {entry.target}"
        if entry.language == "en":
            assert entry.match is MatchType.COPIED
    done = [(change.before, change.after) for change in changes(document, bitext)]
    assert done == FOLDED[page.name]
    # Undo the folding in the English lines: they must be what they were.
    english = [line for line in document.text.splitlines() if line and not has_han(line)]
    for line in english:
        for before, after in done:
            line = line.replace(before, after)
        assert line in text
    assert not re.search(r"Xingjiang|Tor(?:i|rey) County|Hetian|Uyghur|Atushi", text)
    again = glossa.normalize(glossa.parse_page(text.encode()))
    assert not any(entry.steps for entry in again)
