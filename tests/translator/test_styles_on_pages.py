"""Both shared pages in every style: one spelling a name, and nothing left to do afterwards."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from glossa.pipeline import load_page, load_termbase, normalize, parse_page, rebuild
from glossa.termbase import Termbase
from glossa.termbase.concepts import ADMITTED, VARIANT
from glossa.termbase.fold_text import key_of

PAGES = Path(__file__).parents[3] / "shared" / "pages"
NAMES = ("000_983730ccec296dfa.txt", "004_071024951ad735ca.txt")


@cache
def termbase(style: str) -> Termbase:
    return load_termbase(style=style)


def spellings(text: str, style: str) -> dict[tuple[str, ...], set[str]]:
    """For each thing named in the English of a page (what it may be, full or short form): how.

    A fair alternative, which no style changes (RedNote beside Xiaohongshu), is another name.
    """
    base = termbase(style)
    page = parse_page(text.encode(), "page.txt")
    named = base.named((segment.source, segment.language) for segment in page.segments)
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for segment in page.segments:
        if segment.language == "en":
            for match in base.match(segment.source, "en", page=named):
                if match.term.status == ADMITTED and match.term.type != VARIANT:
                    continue
                concepts = (concept.id for concept in match.concepts)
                target = base.target(match.term, "en")
                form = target.type if target else ""
                surface = segment.source[match.start : match.end]
                plural = "s" if surface.endswith("s") and not match.term.text.endswith("s") else ""
                found[(*sorted(concepts), form)].add(key_of(surface).removesuffix(plural))
    return dict(found)


@pytest.mark.parametrize("style", ["cn-media", "pinyin", "academic", "un"])
@pytest.mark.parametrize("name", NAMES)
def test_one_spelling_a_name(name: str, style: str) -> None:
    path = PAGES / name
    if not path.is_file():
        pytest.skip(f"{name} is not there")
    document = load_page(path)
    text = rebuild(document, normalize(document, termbase=termbase(style)))
    found = spellings(text, style)
    assert len(found) > 5
    assert {what: how for what, how in found.items() if len(how) > 1} == {}
    for apostrophe, other in (("'", "’"), ("’", "'")):
        assert f"Weiwu{apostrophe}er" not in text or f"Weiwu{other}er" not in text
    again = parse_page(text.encode(), name)
    assert rebuild(again, normalize(again, termbase=termbase(style))) == text
