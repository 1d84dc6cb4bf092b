"""A memory file that is none, is cut short, read-only, newer, locked, or on a full disk."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from glossa.errors import MemoryFileError
from glossa.memory import Memory, Pair, Query
from glossa.memory.schema import APPLICATION, VERSION
from glossa.model import State

ASKED = Query("第7段 的内容", "zh-Hans", "en")


def pairs(count: int, start: int = 0) -> list[Pair]:
    return [
        Pair(f"第{at}段 的内容", f"Content {at}", "zh-Hans", "en", State.REVIEWED, page=f"p{at}")
        for at in range(start, start + count)
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "place").mkdir()
    path = tmp_path / "place" / "a.memory"
    with Memory.open(path, create=True) as memory:
        memory.add(pairs(40))
    return path


def run(program: str, *arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
        capture_output=True, text=True, check=False, **more,
    )  # fmt: skip


def test_a_closed_memory_is_one_file(path: Path) -> None:
    assert [entry.name for entry in path.parent.iterdir()] == ["a.memory"]


def test_asking_leaves_nothing_beside_it_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Memory.open(path, readonly=True) as memory:
        assert memory.look_up([ASKED])[0] is not None
        assert memory.search("content")
        with pytest.raises(MemoryFileError, match="read-only"):
            memory.add(pairs(1, 500))
        assert len(memory) == 40
    assert [entry.name for entry in path.parent.iterdir()] == ["a.memory"]
    assert path.read_bytes() == before


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MemoryFileError, match="this is no file"):
        Memory.open(tmp_path / "pipe", create=True)


def test_no_such_file_and_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="no such memory"):
        Memory.open(tmp_path / "a.memory")
    with pytest.raises(MemoryFileError, match="no such memory"):
        Memory.open(tmp_path / "a.memory", create=True, readonly=True)
    with pytest.raises(MemoryFileError, match="folder for the memory does not exist"):
        Memory.open(tmp_path / "none" / "a.memory", create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'msgid ""\nmsgstr ""\n' * 200, "this is no memory"),
        (b"PK\x03\x04", "this is no memory"),
        (b"SQLite format 3\0", "cut short"),
        (b"SQLite form", "cut short"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "damaged|cut short"),
    ],
)  # fmt: skip
def test_what_is_no_memory_is_left_alone(
    tmp_path: Path, content: bytes, said: str, create: bool
) -> None:
    path = tmp_path / "a.memory"
    path.write_bytes(content)
    with pytest.raises(MemoryFileError, match=said) as caught:
        Memory.open(path, create=create)
    assert path.read_bytes() == content
    assert caught.value.where == str(path)
    assert caught.value.advice


def test_an_empty_file_becomes_one_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.memory"
    path.touch()
    with pytest.raises(MemoryFileError, match="the file is empty"):
        Memory.open(path)
    with Memory.open(path, create=True) as memory:
        assert memory.add(pairs(1)).new == 1


def test_a_folder_is_no_memory(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="this is a folder"):
        Memory.open(tmp_path, create=True)


@pytest.mark.parametrize("create", [False, True])
def test_another_database_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "photos.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE photo (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(MemoryFileError, match="SQLite database, but not a memory"):
        Memory.open(path, create=create)
    assert path.read_bytes() == before


def test_a_newer_memory_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(MemoryFileError, match="newer glossa"):
        Memory.open(path)


def test_a_memory_cut_short_is_told_wherever_it_was_cut(path: Path) -> None:
    whole = path.read_bytes()
    for length in (1, 15, 99, 100, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(MemoryFileError, match="cut short"):
            Memory.open(path)
        assert path.read_bytes() == whole[:length]


def test_damage_inside_is_told_when_it_is_met(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\x5a" * (len(whole) - 4096)
    path.write_bytes(whole)
    with pytest.raises(MemoryFileError, match="damaged"), Memory.open(path) as memory:
        memory.look_up([ASKED])


@pytest.mark.parametrize("name", ["什么?.memory", "a#b.memory", "100%.memory", "a b'c\".memory"])
def test_names_that_mean_something_in_a_uri(tmp_path: Path, name: str) -> None:
    with Memory.open(tmp_path / name, create=True) as memory:
        memory.add(pairs(1))
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    with Memory.open(tmp_path / name, readonly=True) as memory:
        assert len(memory) == 1


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.memory"
    link.symlink_to(path)
    with Memory.open(link) as memory:
        memory.add(pairs(5, 100))
        assert memory.stats().size > 4096
    assert link.is_symlink()
    with Memory.open(path) as memory:
        assert len(memory) == 45


def test_a_python_with_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(MemoryFileError, match="too old") as caught:
        Memory.open(path)
    assert "3.37" in caught.value.advice


def test_closing_twice_does_no_harm(path: Path) -> None:
    memory = Memory.open(path)
    memory.close()
    memory.close()


def test_another_that_writes_is_waited_for_and_then_named(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with Memory.open(path, wait=0.05) as memory:
            assert memory.look_up([ASKED])[0] is not None
            with pytest.raises(MemoryFileError, match="another process is writing") as caught:
                memory.add(pairs(1, 900))
            assert "try again" in caught.value.advice
            other.execute("COMMIT")
            assert memory.add(pairs(1, 900)).new == 1
    finally:
        other.close()


def test_an_addition_that_fails_half_way_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Memory.open(path) as memory:
        before = (list(memory.pairs()), memory.digest, memory.search("Content"))

        def broken(self: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("glossa.memory.index.Indexer.flush", broken)
            with pytest.raises(KeyboardInterrupt):
                memory.add(pairs(3, 700))
        assert (list(memory.pairs()), memory.digest, memory.search("Content")) == before
        assert memory.add(pairs(3, 700)).new == 3


READ_ONLY = """
import os, sys
from pathlib import Path
from glossa.errors import MemoryFileError
from glossa.memory import Memory, Pair, Query
from glossa.model import State
path = Path(sys.argv[1])
asked = Query("第7段 的内容", "zh-Hans", "en")
with Memory.open(path.parent.parent / "warm", create=True) as memory:
    # everything is loaded before the rights are given up: nobody else may read this Python
    memory.add([Pair(asked.source, "x", "zh-Hans", "en", State.REVIEWED)])
    memory.look_up([asked, Query("第7段 的东西", "zh-Hans", "en")]), memory.search("x")
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    with Memory.open(path, readonly=True, wait=0.1) as memory:
        hit = memory.look_up([asked])[0]
        print(len(memory), hit.target, len(memory.search("content")))
        try:
            memory.compact()
        except MemoryFileError as error:
            print(error.found)
except MemoryFileError as error:
    print(error)
try:
    Memory.open(path)
except MemoryFileError as error:
    print(error.found)
"""


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that any user may enter, so that the test can be another than root."""
    every = Path(tempfile.gettempdir()).resolve()
    for folder in (tmp_path, *tmp_path.parents):
        if os.getuid() == 0 and folder.is_relative_to(every) and folder != every:
            folder.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("file", "folder", "what"), [
    (0o444, 0o755, "the memory"), (0o644, 0o555, "its folder"), (0o444, 0o555, "the memory"),
])  # fmt: skip
def test_read_only_files_and_folders_can_be_asked(
    path: Path, open_folder: Path, file: int, folder: int, what: str
) -> None:
    path.chmod(file)
    path.parent.chmod(folder)
    try:
        done = run(READ_ONLY, path)
    finally:
        path.parent.chmod(0o755)
    assert done.stderr == ""
    asked, compacted, opened = done.stdout.splitlines()
    assert asked == "40 Content 7 20"
    assert "read-only" in compacted
    if os.getuid() == 0 and what == "its folder":
        what = "the memory"  # it belongs to root, so to somebody else
    assert opened == f"{what} is read-only, so nothing can be put in"


def test_changes_beside_a_read_only_memory_are_not_passed_over(
    path: Path, open_folder: Path, tmp_path: Path
) -> None:
    holder = Memory.open(path)
    try:
        holder.add(pairs(5, 100))
        copy = tmp_path / "copy"
        copy.mkdir()
        shutil.copy(path, copy / "a.memory")
        shutil.copy(f"{path}-wal", copy / "a.memory-wal")
    finally:
        holder.close()
    copy.chmod(0o555)
    (copy / "a.memory").chmod(0o444)
    try:
        done = run(READ_ONLY, copy / "a.memory")
    finally:
        copy.chmod(0o755)
    assert done.stderr == ""
    assert "last changes stand in a.memory-wal" in done.stdout
    assert "copy both files" in done.stdout
    (copy / "a.memory").chmod(0o644)
    with Memory.open(copy / "a.memory") as memory:
        assert len(memory) == 45


FULL = """
import resource, signal, sys
from pathlib import Path
from glossa.errors import MemoryFileError
from glossa.memory import Memory, Pair
from glossa.model import State
path, room = Path(sys.argv[1]), int(sys.argv[2])
with Memory.open(path) as memory:
    if room:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        memory.add(
            Pair(f"新的{at}句话" * 20, f"new {at} " * 40, "zh-Hans", "en", State.REVIEWED)
            for at in range(700)
        )
    except MemoryFileError as error:
        print(error.found)
    print(len(memory))
"""


def test_no_room_leaves_the_old_content_whole(path: Path) -> None:
    with Memory.open(path) as memory:
        before = (list(memory.pairs()), memory.digest)
    done = run(FULL, path, path.stat().st_size + 50_000)
    assert done.stderr == ""
    said, count = done.stdout.splitlines()
    assert "nothing was changed" in said
    assert count == "40"
    with Memory.open(path) as memory:
        assert (list(memory.pairs()), memory.digest) == before
        assert memory.add(pairs(1, 800)).new == 1
    _require_sound(path)


def test_a_full_disk_leaves_the_old_content_whole(path: Path, tmp_path: Path) -> None:
    """On a file system of half a megabyte, where this computer lets us have one."""
    script = 'mount -t tmpfs -o size=500k tmpfs "$1" && cp "$2" "$1/a" && "$3" -c "$4" "$1/a" 0'
    script += ' ; cp "$1/a" "$1/a-wal" "$5" 2>/dev/null ; true'
    room, kept = tmp_path / "room", tmp_path / "kept"
    room.mkdir()
    kept.mkdir()
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare on this computer")
    done = subprocess.run(
        [unshare, "-Urm", "sh", "-c", script, "sh", room, path, sys.executable, FULL, kept],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this computer lends no file system")
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["the disk is full; nothing was changed", "40"]
    _require_sound(kept / "a")
    with Memory.open(path) as old, Memory.open(kept / "a") as left:
        assert list(left.pairs()) == list(old.pairs())


def _require_sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
