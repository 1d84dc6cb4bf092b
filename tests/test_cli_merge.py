"""`glossa merge` and `glossa translate -o` over an edited file, as a person runs them."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.engines import ScriptedEngine
from glossa.formats.table import parse_csv
from glossa.model import Bitext, MatchType, State
from glossa.pipeline import load_termbase

LINES = (
    "首页",
    "托里县的巴扎重新开门了",
    "  • 人们从早上6点开始买菜。",
    "Tori County is open.",
    "更多巴扎新闻",
)
ANSWERS = {
    "托里县的巴扎重新开门了": "The bazaar of Toli County reopened",
    "人们从早上6点开始买菜。": "People buy vegetables from 6 am.",
    "更多巴扎新闻": "More news of the bazaar",
    "今天下雨。": "It rains today.",
    "学校今天开学，孩子们都很高兴。": "School begins today; the children are glad.",
}
HAND = "Toli County's bazaar is back"


own_termbase = cache(load_termbase)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> ScriptedEngine:
    made = ScriptedEngine(ANSWERS)
    monkeypatch.setattr(pipeline.Engines, "_make", lambda self, language: made)
    monkeypatch.setattr(pipeline, "load_termbase", lambda *_, **__: own_termbase())
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes("\r\n".join(LINES).encode())
    return path


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


@pytest.fixture
def edited(page: Path) -> Path:
    """A catalogue in which a person has put other words for the headline."""
    path = page.with_suffix(".po")
    assert run("translate", page, "-q", "-o", path) == 0
    change(path, "The bazaar of Toli County reopened", HAND)
    return path


def change(path: Path, old: str, new: str, *, confirm: bool = True) -> None:
    """As an editor saves it: the words, and the fuzzy mark gone."""
    text = path.read_text(encoding="utf-8")
    assert f'msgstr "{old}"' in text
    entry = next(one for one in text.split("\n\n") if f'msgstr "{old}"' in one)
    after = entry.replace(f'msgstr "{old}"', f'msgstr "{new}"')
    after = after.replace("#, fuzzy\n", "") if confirm else after
    path.write_text(text.replace(entry, after), encoding="utf-8")


def printed(capsysbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capsysbinary.readouterr()
    return out.decode(), err.decode()


def test_the_page_gets_the_persons_words_in_its_own_layout(page: Path, edited: Path) -> None:
    out = page.with_name("out.txt")
    assert run("merge", page, edited, "-q", "-o", out) == 0
    assert out.read_bytes().decode().split("\r\n") == [
        "Home",
        HAND,
        "  • People buy vegetables from 6 am.",
        "Toli County is open.",
        "More news of the bazaar",
    ]


EVERY = ["po", "csv", "tsv", "jsonl", "tmx", "xlf", "xlsx", "html", "md", "parquet"]


@pytest.mark.parametrize("suffix", EVERY)
def test_an_untouched_file_gives_what_translate_prints(
    page: Path, suffix: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("translate", page, "-q") == 0
    expected, _ = capsysbinary.readouterr()
    path = page.with_name(f"export.{suffix}")
    assert run("translate", page, "-q", "-o", path) == 0
    assert run("merge", page, path, "-q") == 0
    assert capsysbinary.readouterr() == (expected, b"")


def test_the_merged_bitext_is_checked_and_says_whose_words_are_whose(
    page: Path, edited: Path
) -> None:
    change(edited, "People buy vegetables from 6 am.", "People shop early.")
    out = page.with_name("out.xlsx")
    assert run("merge", page, edited, "-q", "-o", out) == 0
    bitext = pipeline.load_bitext(out)
    by_hand = [entry for entry in bitext if entry.match is MatchType.HAND]
    assert [entry.target for entry in by_hand] == [HAND, "People shop early."]
    assert {entry.state for entry in by_hand} == {State.REVIEWED}
    # A person dropped the hour.
    assert "lost-number" in [finding.code for finding in by_hand[1].findings]


def test_what_was_done_is_said_and_counted(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("merge", page, edited) == 0
    out, err = printed(capsysbinary)
    assert HAND in out
    assert err.startswith("page.txt (utf-8): 5 segments; 1 by a person, 3 by machine, 1 copied.")
    assert run("merge", page, edited, "--json") == 0
    record = json.loads(printed(capsysbinary)[1])
    assert (record["by_person"], record["by_machine"], record["copied"]) == (1, 3, 1)
    assert record["unplaced"] == []


def test_what_has_no_place_any_more_is_shown_in_full_and_saved(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page.write_text("\n".join((LINES[0], *LINES[2:])), encoding="utf-8")
    assert run("merge", page, edited, "-q") == 0  # even so: it would be lost unsaid
    err = printed(capsysbinary)[1]
    assert LINES[1] in err
    assert HAND in err
    assert "--unplaced" in err
    saved = page.with_name("saved.csv")
    assert run("merge", page, edited, "--unplaced", saved, "-o", page.with_name("o.po")) == 0
    assert f"Saved in {saved}" in printed(capsysbinary)[1]
    [entry] = pipeline.load_bitext(saved)
    assert (entry.source, entry.target) == (LINES[1], HAND)
    # It may be given along each time; it fits again when the page has its line again.
    assert run("merge", page, saved, edited, "-q", "-o", os.devnull) == 0
    assert HAND in printed(capsysbinary)[1]
    page.write_bytes("\r\n".join(LINES).encode())
    assert run("merge", page, edited, saved, "-q", "-o", "-") == 0
    assert HAND in printed(capsysbinary)[0]


def test_nothing_unplaced_writes_no_file(page: Path, edited: Path) -> None:
    saved = page.with_name("saved.po")
    assert run("merge", page, edited, "-q", "--unplaced", saved, "-o", page.with_name("o.txt")) == 0
    assert not saved.exists()


def test_a_changed_number_is_put_right_in_a_persons_words(page: Path, edited: Path) -> None:
    page.write_text("\n".join((*LINES[:3], "集市上有250个摊位和商店")), encoding="utf-8")
    old = "集市上有120个摊位和商店"
    source = page.with_name("old.po")
    words = parse_csv(f"source,target\n{old},120 stalls and shops\n", "list.csv")
    merged = pipeline.merge(pipeline.parse_page(old.encode(), "page.txt"), words)
    pipeline.save_bitext(merged.bitext, source)
    out = page.with_name("out.po")
    assert run("merge", page, edited, source, "-q", "--force", "-o", out) == 0
    entry = pipeline.load_bitext(out).entries[-1]
    assert entry.target == "250 stalls and shops"
    assert entry.state is State.TRANSLATED
    assert [finding.code for finding in entry.findings] == ["source-changed"]


def test_stdin_both_ways(
    page: Path,
    edited: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def given(path: Path) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))

    given(page)
    assert run("merge", "-", edited, "-q") == 0
    first, _ = printed(capsysbinary)
    given(edited)
    assert run("merge", page, "-", "--from", "po", "-q", "-o", "-") == 0
    assert printed(capsysbinary)[0] == first
    assert HAND in first
    given(edited)
    assert run("merge", page, "-") == 2
    assert "--from po" in printed(capsysbinary)[1]
    assert run("merge", "-", "-", "--from", "po") == 2
    assert "once" in printed(capsysbinary)[1]


def test_several_files_the_later_wins(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = page.with_name("other.po")
    other.write_bytes(edited.read_bytes())
    change(other, HAND, "Bazaar reopens in Toli County")
    assert run("merge", page, edited, other) == 0
    out, err = printed(capsysbinary)
    assert "Bazaar reopens in Toli County" in out
    assert "edited-twice" in err
    assert HAND in err


def test_what_people_wrote_is_remembered_and_used(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    memory = page.with_name("mine.db")
    out = page.with_name("out.txt")
    assert run("merge", page, edited, "-o", out, "--memory", memory) == 0
    assert "1 new" in printed(capsysbinary)[1]
    assert run("merge", page, edited, "-o", out, "--memory", memory) == 0
    assert "0 new, 0 replaced, 1 known already" in printed(capsysbinary)[1]
    other = page.with_name("next.txt")
    other.write_text(f"今天下雨。\n{LINES[1]}\n", encoding="utf-8")
    assert run("translate", other, "-q", "--memory", memory) == 0
    assert printed(capsysbinary)[0].split("\n") == ["It rains today.", HAND, ""]


def test_what_has_no_place_is_remembered_too(page: Path, edited: Path) -> None:
    page.write_text("\n".join((LINES[0], *LINES[2:])), encoding="utf-8")
    memory = page.with_name("mine.db")
    assert run("merge", page, edited, "-q", "-o", os.devnull, "--memory", memory) == 0
    with pipeline.open_memory(memory, readonly=True) as opened:
        [pair] = opened.pairs()
    assert (pair.source, pair.target, pair.before) == (LINES[1], HAND, LINES[0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["page.txt", "page.txt"], "are one"),
        (["page.txt", "page.po", "-o", "page.txt"], "would replace the page itself"),
        (["page.txt", "page.po", "-o", "page.po"], "would replace the edited file"),
        (["page.txt", "page.po", "--unplaced", "page.po"], "would replace the edited file"),
        (["page.txt", "page.po", "-o", "m.txt", "--memory", "m.txt"], "would replace the memory"),
        (["page.txt", "page.po", "-o", "a.po", "--unplaced", "a.po"], "the other result"),
        (["page.txt", "page.po", "--unplaced", "a.txt"], "no bilingual format"),
        (["page.txt", "page.po", "-o", "no/where.txt"], "does not exist"),
        (["page.txt", "page.po", "-o", "a.doc"], "no bilingual format"),
        (["page.txt", "page.po", "--to", "fr"], "into en, not fr"),
        (["page.txt", "gone.po"], "no such file"),
        (["gone.txt", "page.po"], "no such file"),
        (["page.po", "page.txt"], "page.po: this is no page"),
        (["page.txt", "blank.txt"], "is a page, not a bilingual file"),
        (["page.txt", "empty.po"], "no PO header"),
        (["page.txt", "names.csv"], "this is a glossary"),
        (["page.txt", "names.tbx"], "this is a glossary"),
        (["page.txt", "charset.po"], "byte"),
        (["blank.txt", "page.po"], "no text on the page"),
        (["binary.txt", "page.po"], "binary"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    page: Path,
    edited: Path,
    arguments: list[str],
    words: str,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(page.parent)
    page.with_name("empty.po").write_text("", encoding="utf-8")
    page.with_name("blank.txt").write_text(" \n\n", encoding="utf-8")
    page.with_name("binary.txt").write_bytes(b"\x7fELF\0\0\x01\xff" * 9)
    page.with_name("names.csv").write_text("托里县,Toli County\n塔城,Tacheng\n", encoding="utf-8")
    page.with_name("names.tbx").write_text("<tbx/>", encoding="utf-8")
    page.with_name("charset.po").write_bytes(edited.read_text(encoding="utf-8").encode("gb18030"))
    before = {path: path.read_bytes() for path in page.parent.iterdir()}
    assert run("merge", *arguments) in {2, 3}
    assert words in printed(capsysbinary)[1]
    assert {path: path.read_bytes() for path in page.parent.iterdir()} == before


def test_a_file_that_was_garbled_is_not_called_another_pages(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page.write_text("\n".join(LINES[:3]), encoding="utf-8")
    path = page.with_suffix(".po")
    assert run("translate", page, "-q", "-o", path) == 0
    garbled = path.read_bytes().decode("latin-1")  # read as Latin-1 by some tool, saved as UTF-8
    path.write_text(garbled, encoding="utf-8")
    assert run("merge", page, path) == 2
    err = printed(capsysbinary)[1]
    assert "it hardly fits page.txt: 0 of its 3 entries are there" in err
    assert "another encoding" in err


def test_a_file_of_another_page_is_refused_unless_forced(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = page.with_name("school.txt")
    other.write_text("首页\n学校今天开学，孩子们都很高兴。\n", encoding="utf-8")
    assert run("merge", other, edited) == 2
    err = printed(capsysbinary)[1]
    assert "of the page page.txt, not of school.txt" in err
    assert run("merge", other, edited, "--force") == 0
    out, err = printed(capsysbinary)
    assert out == "Home\n学校今天开学，孩子们都很高兴。\n"
    assert HAND in err  # has no place there
    assert "not-in-edited" in err


@pytest.mark.parametrize(
    ("encoding", "target", "kept"),
    [("gb18030", "تولى ناھىيىسى", True), ("big5", "تولى ناھىيىسى", False)],
)
def test_a_page_keeps_its_encoding_where_that_holds_the_words(
    tmp_path: Path, encoding: str, target: str, kept: bool
) -> None:
    text = "首頁\n今天天氣很好，我們去公園散步。\n學校的孩子們都很高興。\n" * 3
    page = tmp_path / "page.txt"
    page.write_bytes(text.encode(encoding))
    table = tmp_path / "words.csv"
    table.write_text(f"source,target\n學校的孩子們都很高興。,{target}\n", encoding="utf-8")
    out, bilingual = tmp_path / "out.txt", tmp_path / "out.po"
    assert run("merge", page, table, "-o", out, "--encoding", encoding) == 0
    expected = text.replace("學校的孩子們都很高興。", target)
    assert out.read_bytes() == expected.encode(encoding if kept else "utf-8")
    assert run("merge", page, table, "-q", "-o", bilingual, "--encoding", encoding) == 0


def test_a_line_break_of_a_person_is_the_pages(page: Path) -> None:
    """Alt+Enter in a spreadsheet is LF; the page has CRLF."""
    table = page.with_name("words.csv")
    table.write_text(f'source,target\n{LINES[1]},"Toli County:\nits bazaar"\n', encoding="utf-8")
    out = page.with_name("out.txt")
    assert run("merge", page, table, "-q", "--force", "-o", out) == 0
    assert b"Toli County:\r\nits bazaar\r\n" in out.read_bytes()


@pytest.mark.parametrize("suffix", ["po", "xlsx", "csv", "xlf", "tmx"])
def test_translating_again_keeps_what_a_person_did(
    page: Path,
    suffix: str,
    engine: ScriptedEngine,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = page.with_name(f"work.{suffix}")
    assert run("translate", page, "-q", "-o", path) == 0
    bitext = pipeline.load_bitext(path)
    pipeline.save_bitext(_edit(bitext, "u2.s1", target=HAND), path)
    page.write_bytes("\r\n".join(("今天下雨。", *LINES)).encode())
    better = ScriptedEngine(ANSWERS | {"人们从早上6点开始买菜。": "Shopping begins at 6 am."})
    monkeypatch.setattr(pipeline.Engines, "_make", lambda self, language: better)
    assert run("translate", page, "-o", path) == 0
    err = printed(capsysbinary)[1]
    assert "work in it, which stays: 1 segment." in err
    assert [entry.target for entry in pipeline.load_bitext(path)] == [
        "It rains today.",
        "Home",
        HAND,
        "Shopping begins at 6 am.",
        "Toli County is open.",
        "More news of the bazaar",
    ]
    again = path.read_bytes()
    assert run("translate", page, "-q", "-o", path) == 0
    assert path.read_bytes() == again
    assert run("translate", page, "-q", "--overwrite", "-o", path) == 0
    assert HAND not in [entry.target for entry in pipeline.load_bitext(path)]


def _edit(bitext: Bitext, entry_id: str, **changes: str) -> Bitext:
    return bitext.with_entries(
        tuple(
            replace(one, **changes) if one.id == entry_id else one  # type: ignore[arg-type]
            for one in bitext
        )
    )


def test_work_that_has_no_place_in_the_new_result_is_saved_beside_it(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page.write_bytes("\r\n".join((LINES[0], *LINES[2:])).encode())
    beside = page.with_name("page.unplaced.po")
    beside.write_text("somebody's", encoding="utf-8")
    assert run("translate", page, "-q", "-o", edited) == 0
    err = printed(capsysbinary)[1]
    assert HAND in err
    assert beside.read_text(encoding="utf-8") == "somebody's"
    [entry] = pipeline.load_bitext(page.with_name("page.unplaced-2.po"))
    assert entry.target == HAND


def test_a_persons_note_stays(page: Path) -> None:
    path = page.with_name("work.csv")
    assert run("translate", page, "-q", "-o", path) == 0
    bitext = pipeline.load_bitext(path)
    pipeline.save_bitext(_edit(bitext, "u5.s1", note="ask the editor"), path)
    assert run("translate", page, "-q", "-o", path) == 0
    assert pipeline.load_bitext(path)["u5.s1"].note == "ask the editor"


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        (b"anything at all", [], "not such a result"),
        (None, ["--to", "fr"], "into en"),
        (None, ["other"], "of the page page.txt"),
    ],
)
def test_what_would_be_destroyed_is_not_replaced(
    page: Path,
    edited: Path,
    content: bytes | None,
    arguments: list[str],
    words: str,
    capsysbinary: pytest.CaptureFixture[bytes],
    engine: ScriptedEngine,
) -> None:
    other = page.with_name("school.txt")
    other.write_text("首页\n学校今天开学，孩子们都很高兴。\n", encoding="utf-8")
    if content is not None:
        edited.write_bytes(content)
    before = edited.read_bytes()
    asked = len(engine.calls)
    given = [other if one == "other" else one for one in arguments] or [page]
    given = given if other in given else [page, *arguments]
    assert run("translate", *given, "-o", edited) == 3
    err = printed(capsysbinary)[1]
    assert words in err
    assert "--overwrite" in err
    assert edited.read_bytes() == before
    assert len(engine.calls) == asked  # nothing was translated in vain
    if "--to" not in given:  # the script has no French
        assert run("translate", *given, "-q", "-o", edited, "--overwrite") == 0


def test_a_machines_file_is_replaced_as_ever(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = page.with_name("work.po")
    assert run("translate", page, "-q", "-o", path) == 0
    before = path.read_bytes()
    other = page.with_name("school.txt")
    other.write_text("首页\n学校今天开学，孩子们都很高兴。\n", encoding="utf-8")
    assert run("translate", other, "-q", "-o", path) == 0
    assert run("translate", page, "-o", path) == 0
    assert path.read_bytes() == before
    assert "stays" not in printed(capsysbinary)[1]


def test_in_a_folder_one_edited_file_of_another_page_does_not_stop_the_rest(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = page.with_name("school.txt")
    other.write_text("首页\n学校今天开学，孩子们都很高兴。\n", encoding="utf-8")
    folder = page.with_name("out")
    folder.mkdir()
    (folder / "school.txt.en.po").write_bytes(edited.read_bytes())
    assert run("translate", other, page, "-q", "--as", "po", "-o", folder) == 3
    assert (folder / "page.txt.en.po").exists()
    assert re.search("school.txt.en.po: .*page.txt", printed(capsysbinary)[1])
    assert (folder / "school.txt.en.po").read_bytes() == edited.read_bytes()


def test_a_catalogue_as_bad_as_they_come(
    page: Path, edited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Entries marked obsolete, an id twice, one without glossa's data: the rest is merged."""
    text = edited.read_text(encoding="utf-8")
    header, *entries = text.split("\n\n")
    bare = [re.sub("#. glossa: .*\n", "", entries[2]), entries[1].replace(HAND, "Twice")]
    gone = "\n".join(f"#~ {line}" for line in ('msgid "旧闻"', 'msgstr "Old news"'))
    edited.write_text(
        "\n\n".join([header, entries[0], entries[1], *bare, *entries[3:], gone]) + "\n",
        encoding="utf-8",
    )
    assert run("merge", page, edited) == 0
    out, err = printed(capsysbinary)
    assert out.split("\r\n")[1:3] == [HAND, "  • People buy vegetables from 6 am."]
    assert "Twice" in err  # other words for the same: nowhere else than here
    assert "marked obsolete" in err
    edited.write_text(text.replace(f'"{HAND}"', f'"{HAND}'), encoding="utf-8")
    assert run("merge", page, edited) == 3
    assert re.search(r"page\.po:\d+: this is no sound PO file", printed(capsysbinary)[1])
