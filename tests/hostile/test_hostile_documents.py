"""Documents made to break readers: refused in words, never with a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from glossa.errors import InputError
from glossa.pages import ooxml, yaml_strings

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))


@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U7FFFFFFF", "\\U00110000"])
def test_yaml_with_a_character_that_no_character_is(escape: str) -> None:
    with pytest.raises(InputError, match="this is no YAML"):
        yaml_strings.parse(f'a: "{escape}"\n'.encode(), "page.yaml")


@pytest.mark.parametrize("lead", [0, 2 << 20])
def test_a_document_type_is_refused_however_late_it_comes(lead: int) -> None:
    data = f'<?xml version="1.0"?><!--{"x" * lead}--><!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>'
    with pytest.raises(InputError, match="declares a document type"):
        ooxml.parse_part(data.encode(), "word/document.xml")
