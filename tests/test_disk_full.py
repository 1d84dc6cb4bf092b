"""The disk is full while a result is written: what stood there before is still whole.

Once with a limit on the size of files, which every computer has, and once on a file system of one
megabyte, where this computer lends us one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.formats import get_format
from glossa.memory import Memory, Pair
from glossa.model import Bitext, Entry, MatchType, State

LINES = 400
# Every call in one process, which starts with the disk full already.
CALLS = """
import os, resource, signal, sys, tempfile
from pathlib import Path
from glossa.cli import main
from glossa.errors import OutputError
from glossa.files import write_safely
folder, kind = Path(sys.argv[1]), sys.argv[2]
os.chdir(folder)
tempfile.tempdir = str(folder)
if kind == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
else:
    with open("filler", "wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass
try:
    write_safely(Path("old.bin"), bytes(500_000))
except OutputError as error:
    print(error, file=sys.stderr)
    print("files", error.exit_code)
for name, words in {
    "convert": "convert in.jsonl old.tmx --overwrite",
    "workbook": "convert in.jsonl old.xlsx --overwrite",
    "catalogue": "convert in.po old.tmx --overwrite",
    "merge": "merge page.txt in.jsonl -o old.txt",
    "memory": "merge page.txt in.jsonl --memory old.memory -o /dev/null",
    "export": "memory export --memory big.memory -o old.tmx -q",
    "align": "align page.txt english.txt --no-model -o old.tmx -q --overwrite",
}.items():
    print(name, main(words.split()))
"""
OLD = ("old.bin", "old.tmx", "old.xlsx", "old.txt", "old.memory")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page, its corrected bitext, and results of an earlier day."""
    made = tmp_path / "work"
    made.mkdir()
    (made / "page.txt").write_text(
        "".join(f"甲乙丙丁{at}\n" for at in range(LINES)), encoding="utf-8"
    )
    entries = tuple(
        Entry(
            segment.id,
            segment.source,
            f"written by hand, number {number}",
            "zh-Hans",
            start=segment.start,
            end=segment.end,
            state=State.FINAL,
            match=MatchType.HAND,
        )
        for number, segment in enumerate(pipeline.load_page(made / "page.txt").segments)
    )
    assert len(entries) == LINES
    bitext = Bitext("page.txt", entries)
    for name in ("jsonl", "po"):
        (made / f"in.{name}").write_bytes(get_format(name).encode(bitext))
    for name in OLD[:-1]:
        (made / name).write_bytes(b"of an earlier day")
    pages = (f"a plain line of the page, {at}\n" for at in range(40))
    (made / "english.txt").write_text("".join(pages), encoding="utf-8")
    for name, count in (("old", 1), ("big", 200)):
        with Memory.open(made / f"{name}.memory", create=True) as memory:
            memory.add(
                Pair(f"旧的{at}", "old", "zh-Hans", "en", State.FINAL) for at in range(count)
            )
    return made


def _require_whole(folder: Path, output: str) -> None:
    assert output.splitlines() == [
        "files 3",
        "convert 3",
        "workbook 3",
        "catalogue 3",
        "merge 3",
        "memory 3",
        "export 3",
        "align 3",
    ]
    for name in OLD[:-1]:
        assert (folder / name).read_bytes() == b"of an earlier day", name
    with Memory.open(folder / "old.memory", readonly=True) as memory:
        assert [pair.target for pair in memory.pairs()] == ["old"]
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".glossa")]


def _run(*command: object) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_old_files_are_whole_where_no_file_may_grow(folder: Path) -> None:
    done = _run(sys.executable, "-c", CALLS, folder, "limit")
    _require_whole(folder, done.stdout)
    # SQLite needs a little room to read a memory too, and the memory says so in its own words.
    assert done.stderr.count("the result cannot be written") == 6
    assert done.stderr.count("nothing was changed") == 8


def test_old_files_are_whole_where_the_disk_is_full(folder: Path, tmp_path: Path) -> None:
    room, kept = tmp_path / "room", tmp_path / "kept"
    room.mkdir()
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare on this computer")
    script = 'mount -t tmpfs -o size=1m tmpfs "$1" && cp "$2"/* "$1" && "$3" -c "$4" "$1" full'
    script += '; rm -f "$1/filler"; cp -a "$1" "$5"'
    done = _run(
        unshare, "-Urm", "sh", "-c", script, "sh", room, folder, sys.executable, CALLS, kept
    )
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this computer lends no file system")
    _require_whole(kept, done.stdout)
    # SQLite needs a little room to read a memory too, and the memory says so in its own words.
    assert done.stderr.count("the result cannot be written") == 6
    assert done.stderr.count("nothing was changed") == 8
