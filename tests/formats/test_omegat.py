"""OmegaT opens a project made of glossa's files, and glossa reads what OmegaT writes.

One run of its console mode, which takes seconds; `omegat_probe.groovy` writes down what it saw.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from golden_bitexts import ALONE, BITEXTS
from omegat_project import COMMAND, Seen, open_project

from glossa import pipeline
from glossa.formats import get_format
from glossa.formats.po import parse_po
from glossa.formats.tmx import parse_tmx
from glossa.formats.xliff import parse_xliff
from glossa.memory import Pair
from glossa.model import Bitext, Entry, MatchType, State
from glossa.resources import data_path
from glossa.termbase.exchange.convert import convert_glossary
from glossa.termbase.exchange.registry import parse_glossary_file

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(
        COMMAND is None,
        reason="OmegaT is not installed; allowed on a desk, not where changes are accepted",
    ),
]

PAGE = BITEXTS["page"]
HEADLINE = "托里县的果园今年丰收了"
BY_HAND = "It was a good year for the orchards of Toli County"
# What a person wrote into a memory: other words than the engine's, and words where it had none.
MEMORY = Bitext(
    "memory",
    (
        *(
            replace(entry, target=BY_HAND, state=State.FINAL)
            for entry in PAGE
            if entry.source == HEADLINE
        ),
        *(entry for entry in PAGE if entry.state is State.REVIEWED),
        *(entry for entry in PAGE if entry.match is MatchType.TERMBASE),
        PAGE["u6.s1"],  # nothing was found: it must not be offered
    ),
)
# A page of which one half stood in an aligned translation, the other in a memory of glossa's.
ZH = "今天的天气很好。我们去公园。\n\n孩子们在湖边玩了3个小时。\n"
EN = "The weather is fine today. We go to the park.\n\nChildren played at the lake for 3 hours.\n"
SENTENCES = ("今天的天气很好。", "我们去公园。", "孩子们在湖边玩了3个小时。")
WITH_ALONE = Bitext("alone.txt", (Entry("u1", "湖", "湖", "zh-Hans"), ALONE))
REMEMBERED = {
    "图书馆周日关门。": "The library is closed on Sundays.",
    "雨停了。": "The rain stopped.",
}
AREA = "cn-6542"  # the eight places of one prefecture: OmegaT looks for each term in each segment


def _glossary(format_name: str, folder: Path) -> bytes:
    header, *rows = (data_path("glossary") / "places.tsv").read_text("utf-8").splitlines()
    path = folder / "area.tsv"
    path.write_text("\n".join([header, *(row for row in rows if row.startswith(AREA))]), "utf-8")
    return convert_glossary([path], format_name, lossy=True).data


def _aligned(folder: Path) -> Bitext:
    for name, text in (("zh.txt", ZH), ("en.txt", EN)):
        (folder / name).write_text(text, encoding="utf-8")
    bitext = pipeline.align(folder / "zh.txt", folder / "en.txt", model=False)
    return bitext.with_entries((*bitext.entries, ALONE))


def _exported(folder: Path) -> Bitext:
    with pipeline.open_memory(folder / "mine.memory", create=True) as memory:
        memory.add(
            Pair(source, target, "zh-Hans", "en", State.FINAL, before="", after="后")
            for source, target in REMEMBERED.items()
        )
        return pipeline.memory_bitext(memory.pairs(), "mine")


def _open_page(sources: Iterable[str]) -> Bitext:
    entries = (Entry(f"u{at}", one, one, "zh-Hans") for at, one in enumerate(sources))
    return Bitext("next.txt", tuple(entries))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    files = {
        "source/page.xlf": get_format("omegat").encode(PAGE),
        "source/done.xlf": get_format("xliff12").encode(PAGE.with_entries((PAGE["u1.s1"],))),
        "source/page.po": get_format("po").encode(PAGE),
        "tm/auto/memory.tmx": get_format("tmx").encode(MEMORY),
        "source/next.xlf": get_format("omegat").encode(_open_page([*SENTENCES, *REMEMBERED])),
        "source/alone.xlf": get_format("omegat").encode(WITH_ALONE),
        "tm/auto/aligned.tmx": get_format("tmx").encode(_aligned(folder)),
        "tm/auto/exported.tmx": get_format("tmx").encode(_exported(folder)),
        "glossary/names.utf8": _glossary("omegat", folder),
        "glossary/names.tbx": _glossary("tbx2", folder),
    }
    return open_project(shared / "omegat", files)


def test_it_shows_what_is_to_be_translated_exactly_and_nothing_else(seen: Seen) -> None:
    shown = [entry.source for entry in PAGE if entry.match is not MatchType.COPIED]
    assert list(seen.of("page.xlf")) == shown  # quotes, tab and line break too
    header, *sources = seen.of("page.po")
    assert header.startswith("Project-Id-Version: market page.txt")
    assert sources == [entry.source for entry in PAGE]


def test_it_reads_a_finished_xliff_1_2_as_english_to_translate(seen: Seen) -> None:
    """Why there is a format of its own for OmegaT; when this fails, a newer one does better."""
    assert list(seen.of("done.xlf")) == ["Home"]


def test_it_takes_the_memorys_words_exactly_and_offers_no_source_as_its_translation(
    seen: Seen,
) -> None:
    assert "Created by: glossa" in seen.log
    expected = {entry.source: entry.target for entry in MEMORY if entry.id != "u6.s1"}
    assert expected[HEADLINE] == BY_HAND
    found = {source: text for source, text in seen.of("page.xlf").items() if text}
    # Dates and links are not in the memory; the catalogue has them, and one project has one memory.
    catalogue = {
        entry.source: entry.target
        for entry in PAGE
        if entry.match is MatchType.RULE or entry.state is State.FINAL
    }
    assert found == expected | catalogue


def test_the_translated_xliff_comes_back_with_its_ids_its_words_and_who_they_are_from(
    seen: Seen,
) -> None:
    # The file keeps its attributes; only words that differ from glossa's are known for a person's.
    assert parse_xliff(seen.targets["page.xlf"].decode(), "page.xlf") == PAGE.with_entries(
        tuple(
            replace(entry, target=BY_HAND, state=State.REVIEWED)
            if entry.source == HEADLINE
            else entry
            for entry in PAGE
        )
    )


def test_it_takes_words_from_an_alignment_and_from_an_exported_memory(seen: Seen) -> None:
    """Among them a target that nothing in the source answers: it is offered for nothing."""
    wanted = {
        "今天的天气很好。": "The weather is fine today.",
        "我们去公园。": "We go to the park.",
        "孩子们在湖边玩了3个小时。": "Children played at the lake for 3 hours.",
    }
    assert seen.of("next.xlf") == wanted | REMEMBERED
    read = parse_xliff(seen.targets["next.xlf"].decode(), "next.xlf")
    assert {entry.source: entry.target for entry in read} == wanted | REMEMBERED
    assert {entry.state for entry in read} == {State.REVIEWED}
    assert ALONE.target not in [one["translation"] for one in seen.segments]


def test_a_target_without_a_source_is_hidden_and_comes_back(seen: Seen) -> None:
    assert list(seen.of("alone.xlf")) == ["湖"]
    assert parse_xliff(seen.targets["alone.xlf"].decode(), "alone.xlf") == WITH_ALONE


def test_the_translated_catalogue_comes_back_with_its_ids_and_words(seen: Seen) -> None:
    bitext = parse_po(seen.targets["page.po"].decode(), "page.po")
    assert (bitext.name, bitext.signature, len(bitext)) == (PAGE.name, PAGE.signature, len(PAGE))
    assert bitext["u2.s1"].target == BY_HAND
    assert bitext["u2.s1"].state is State.REVIEWED  # the fuzzy mark is gone
    assert bitext["u7.s1"] == PAGE["u7.s1"]
    # A fuzzy entry that nobody has confirmed comes back empty, and so does a copy.
    emptied = [one.id for one in bitext if "target-removed" in {f.code for f in one.findings}]
    assert emptied == ["u5.s1", "u8.s1"]


def test_the_memory_that_it_writes_is_read(seen: Seen) -> None:
    bitext = parse_tmx(seen.memory, "project-level1.tmx")
    pairs = {entry.source: entry.target for entry in bitext}
    assert bitext.target_language == "en-US"
    assert {entry.language for entry in bitext} == {"zh-CN"}
    assert {entry.state for entry in bitext} == {State.REVIEWED}
    assert pairs[HEADLINE] == BY_HAND
    assert pairs['他说："C:\\新疆"\t50%\n再见'] == 'He said: "C:\\Xinjiang"\t50%\nGoodbye'


def test_it_loads_every_line_of_the_glossary(seen: Seen, tmp_path: Path) -> None:
    lines = _glossary("omegat", tmp_path).decode().splitlines()
    pairs = [line.split("\t")[:2] for line in lines]
    assert len(pairs) > 10
    assert ["托里县", "Toli County"] in pairs
    assert [[source, *targets] for source, targets in seen.glossaries["names.utf8"]] == pairs


def test_it_loads_every_term_of_the_tbx(seen: Seen, tmp_path: Path) -> None:
    """OmegaT makes a pair of each source term with each target term of a concept."""
    rows = parse_glossary_file(_glossary("tbx2", tmp_path), "names.tbx", 0).rows
    sides: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in rows:
        language = row.term.language.partition("-")[0]
        if language in {"zh", "en"}:
            sides[row.term.concept][language == "en"].append(row.term.text)
    pairs = Counter((one, two) for left, right in sides.values() for one in left for two in right)
    assert pairs["托里县", "Toli County"] == 1
    loaded = seen.glossaries["names.tbx"]
    assert Counter((source, target) for source, (target,) in loaded) == pairs


def test_it_finds_our_terms_in_the_sentences(seen: Seen) -> None:
    found = {one["source"]: dict(one["terms"]) for one in seen.segments}
    assert "Toli County" in found[HEADLINE]["托里县"]
    assert found["2025年09月26日"] == {}


def test_nothing_went_wrong_on_the_way(seen: Seen) -> None:
    assert not re.findall(r".*(?:Exception|Error:|SEVERE).*", seen.log)
