"""`glossa convert`: every bilingual format into every other, and what cannot be said plainly."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.formats import FORMATS, Format, get_format
from glossa.formats.jsonl import serialize_jsonl
from glossa.model import (
    Bitext,
    Entry,
    Finding,
    Kind,
    MatchType,
    Severity,
    Signature,
    State,
    Step,
)
from glossa.resources import data_path

BITEXT = Bitext(
    "page.txt",
    (
        Entry(
            "u1.s1",
            "首页",
            "Home",
            "zh-Hans",
            Kind.NAVIGATION,
            0,
            2,
            State.FINAL,
            MatchType.TERMBASE,
            "ui.home",
            (Step("termbase", 0, 2, "首页", "Home", "concept=ui.home"),),
            (Finding("loop", "Again.", Severity.INFO, 0, 4),),
            "short, please",
        ),
        Entry("u2.s1", "=1+1 “甲”", "=1+1 “A”", "zh-Hans", Kind.PARAGRAPH, 3, 10, State.TRANSLATED,
              MatchType.ENGINE, "m", (Step("engine", 0, 8, "=1+1 “甲”", "=1+1 “A”"),)),
    ),
    "en",
    Signature.of({"version": "1"}),
    (Finding("encoding-guessed", "It was.", where="page.txt"),),
)  # fmt: skip
WITHOUT_SOURCE = BITEXT.with_entries(
    (*BITEXT.entries, Entry("t.u3.s1", "", "Added in English", state=State.TRANSLATED))
)
NAMES = [format_.name for format_ in FORMATS]


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


def written(folder: Path, bitext: Bitext, name: str) -> Path:
    path = folder / f"{name}{get_format(name).ending}"
    path.write_bytes(get_format(name).encode(bitext))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back_is_the_same_bitext(tmp_path: Path, name: str) -> None:
    """So is any pair of formats: each is converted from and to one that keeps everything."""
    start = written(tmp_path, BITEXT, "jsonl")
    middle = tmp_path / f"middle{get_format(name).ending}"
    assert run("convert", start, middle, "--to", name, "-q") == 0
    assert middle.read_bytes() == get_format(name).encode(BITEXT)
    end = tmp_path / "end.jsonl"
    assert run("convert", middle, end, "-q") == 0
    assert end.read_bytes() == start.read_bytes()


def test_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = written(tmp_path, BITEXT, "po").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run("convert", "-", "-", "--from", "po", "--to", "xlsx") == 0
    out, err = capsysbinary.readouterr()
    assert out == get_format("xlsx").encode(BITEXT)
    assert err == b"stdout: xlsx, 2 entries of page.txt\n"


def test_what_a_format_cannot_hold_is_refused_or_left_out_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, goal = written(tmp_path, WITHOUT_SOURCE, "jsonl"), tmp_path / "out.po"
    assert run("convert", source, goal) == 2
    err = capsys.readouterr().err
    assert "t.u3.s1" in err
    assert "--lossy" in err
    assert not goal.exists()
    assert run("convert", source, goal, "--lossy") == 0
    err = capsys.readouterr().err
    assert "1 entry (first: t.u3.s1 'Added in English'; " in err
    assert pipeline.load_bitext(goal) == BITEXT
    assert run("convert", written(tmp_path, BITEXT, "tmx"), goal, "--lossy") == 0
    assert "left out" not in capsys.readouterr().err


def test_work_that_is_nowhere_else_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, goal = written(tmp_path, BITEXT, "po"), tmp_path / "out.csv"
    for _ in range(2):  # all of the second is in the first
        assert run("convert", source, goal, "-q") == 0
    edited = goal.read_bytes().replace(b"Home,", b"Front page,")
    goal.write_bytes(edited)
    assert run("convert", source, goal) == 3
    err = capsys.readouterr().err
    assert "a person has worked on the file" in err
    assert "u1.s1 'Front page'" in err
    assert goal.read_bytes() == edited
    assert run("convert", source, goal, "--overwrite") == 0
    assert b"Front page" not in goal.read_bytes()
    goal.write_bytes(b"a table of mine,and no bitext\n")
    assert run("convert", source, goal) == 3
    assert "it is not such a file" in capsys.readouterr().err
    assert goal.read_bytes() == b"a table of mine,and no bitext\n"


def test_a_signature_with_a_key_twice_is_left_out(tmp_path: Path) -> None:
    twice = Bitext("p", BITEXT.entries, "en", Signature((("a", "1"), ("a", "2"))))
    made = pipeline.convert(twice, "po", lossy=True)
    assert made.bitext == Bitext("p", BITEXT.entries, "en")
    assert made.losses == ("the signature, which says how the result was made",)


def test_what_was_odd_in_the_file_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    lines = serialize_jsonl(BITEXT).split("\n")
    source.write_text("\n".join([*lines[:2], "no object", lines[2]]), encoding="utf-8")
    assert run("convert", source, tmp_path / "out.po") == 0
    err = capsys.readouterr().err
    assert "in.jsonl:3: warning: broken-row:" in err
    assert "encoding-guessed" not in err  # of an earlier run
    assert run("convert", source, tmp_path / "out.po", "-q") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["in.po", "in.po"], "would replace what it is made of"),
        (["in.po", "link.po"], "would replace what it is made of"),
        (["in.po", "-"], "add --to po"),
        (["-", "out.po"], "add --from po"),
        (["in.po", "out.doc"], "no bilingual format '.doc'"),
        (["in.po", "out.tmxx"], "did you mean tmx?"),
        (["in.po", "no/out.tmx"], "does not exist"),
        (["page.txt", "out.po"], "glossa translate page.txt"),
        (["in.po", "out.txt"], "glossa merge PAGE in.po -o out.txt"),
        (["in.po", "out.x", "--to", "xlif"], "--to: no bilingual format 'xlif'"),
        (["in.po", "out.tmx", "--from", "pox"], "--from: no bilingual format 'pox'"),
        (["in.po", "folder"], "is a folder"),
        (["folder", "out.po"], "this is a folder"),
        (["empty.tmx", "out.po"], "this is no sound XML"),
        (["binary.po", "out.tmx"], "this is no text"),
        (["notes.md", "out.po"], "no table has a column 'source'"),
        (["folder/names.csv", "out.po"], "glossa glossary convert folder/names.csv"),
        (["gone.po", "out.tmx"], "no such file"),
        (["names.csv", "out.po"], "glossa glossary convert names.csv"),
        (["terms.tsv", "out.po"], "glossa glossary convert terms.tsv"),
        (["names.tbx", "out.po"], "glossa glossary convert names.tbx"),
        (["table.csv", "out.po"], "no column 'source'"),
    ],
)
def test_what_cannot_be_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, BITEXT, "po").rename("in.po")
    Path("link.po").symlink_to("in.po")
    glossary = io.StringIO((data_path("glossary") / "places.tsv").read_text(encoding="utf-8"))
    texts = {
        "page.txt": "首页\n",
        "names.csv": "托里县,Toli County\n塔城,Tacheng\n",
        "terms.tsv": "".join(glossary.readlines()[:3]),
        "names.tbx": "<tbx/>",
        "empty.tmx": "",
        "notes.md": "# Notes\n\nApples, pears, and plums\nOne, two, and three\n",
        "table.csv": "name,phone,place,mail,day\nAnna,12,Kashgar,a@example.com,Monday\n",
    }
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("folder").mkdir()
    Path("folder/names.csv").write_bytes(Path("names.csv").read_bytes())
    Path("binary.po").write_bytes(b"\x7fELF" + bytes(range(256)))
    before = sorted(path.name for path in tmp_path.iterdir())
    assert run("convert", *arguments) in {2, 3}
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_what_cannot_be_held_is_found_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = type(get_format("jsonl"))
    whole = kind.encode
    written: list[int] = []

    def counted(self: Format, bitext: Bitext) -> bytes:
        written.append(len(bitext))
        return whole(self, bitext)

    monkeypatch.setattr(kind, "encode", counted)
    entries = [Entry(f"u{at}.s1", f"源{at}", "x", "zh-Hans") for at in range(200)]
    for at in (7, 150):
        entries[at] = replace(entries[at], target="a\ud800\udc00b")  # no file can hold that
    made = pipeline.convert(Bitext("page.txt", tuple(entries), "en"), "jsonl", lossy=True)
    assert [entry.id for entry in made.bitext] == [
        f"u{at}.s1" for at in range(200) if at not in {7, 150}
    ]
    assert "2 entries (first: u7.s1" in made.losses[-1]
    assert 1 < len(written) < 50
