"""Several processes at one memory: none loses what another wrote, none leaves it broken."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glossa.memory import Memory, Pair, Query
from glossa.model import State

WRITER = """
import sys
from glossa.memory import Memory, Pair
from glossa.model import State
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
new = 0
for at in range(0, count, 10):
    with Memory.open(path, create=True) as memory:
        for one in range(at, at + 10):
            own = Pair(f"{name}的第{one}句", f"{name} {one}", "zh-Hans", "en", State.REVIEWED)
            shared = Pair(f"共有的第{one}句", name, "zh-Hans", "en", State.FINAL, before=name)
            new += memory.add([own, shared]).new
print(new)
"""

KILLED = """
import os, signal, sys
from glossa.memory import Memory, Pair, index
from glossa.model import State
path, moment = sys.argv[1], sys.argv[2]
memory = Memory.open(path)
steps = {"early": 3, "late": 150}

def die(*ignored):
    os.kill(os.getpid(), signal.SIGKILL)

if moment in steps:
    left = [steps[moment]]
    inner = index.Indexer.speak_of
    def count(self, *arguments):
        left[0] -= 1
        die() if not left[0] else inner(self, *arguments)
    index.Indexer.speak_of = count
elif moment == "commit":
    memory._connection.set_trace_callback(lambda said: die() if said == "COMMIT" else None)
elif moment == "flush":
    # the pages do not fit into the cache: half of them stand in the file when it dies
    memory._connection.execute("PRAGMA cache_size = 5")
    index.Indexer.flush = die
memory.add(
    Pair(f"新的第{at}句话" * 5, f"new {at}" * 10, "zh-Hans", "en", State.REVIEWED)
    for at in range(200)
)
if moment == "after":
    die()
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def require_sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO concordance (concordance) VALUES ('integrity-check')")
        connection.rollback()
    finally:
        connection.close()


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path, count = tmp_path / "a.memory", 150
    writers = [start(WRITER, path, name, count) for name in ("甲", "乙")]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    read: list[int] = []
    while any(writer.poll() is None for writer in writers):
        if path.exists() and path.stat().st_size > 4096:
            with Memory.open(path, readonly=True) as memory:
                read.append(len(memory))
                assert memory.search("甲") is not None
        time.sleep(0.05)
    for writer in writers:
        out, error = writer.communicate()
        assert error == ""
        assert out.strip() == str(2 * count)
    assert read == sorted(read)
    with Memory.open(path) as memory:
        pairs = list(memory.pairs())
        assert len(pairs) == 4 * count
        assert {pair.target for pair in pairs} == {"甲", "乙"} | {
            f"{name} {at}" for name in "甲乙" for at in range(count)
        }
        hit = memory.exact(Query("共有的第7句", "zh-Hans", "en", before="乙"))
        assert hit is not None
        assert (hit.target, hit.rivals) == ("乙", 1)
        assert len(memory.search("的第149句", limit=50)) == 4
        with Memory.open(tmp_path / "again", create=True) as again:
            again.add(pair for pair in pairs if not pair.before)
            assert len(list(again.pairs())) == 2 * count
    require_sound(path)


@pytest.mark.parametrize("moment", ["early", "late", "flush", "commit", "after"])
def test_a_killed_process_leaves_it_sound(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "a.memory"
    known = [Pair(f"第{at}句", f"Sentence {at}", "zh-Hans", "en", State.FINAL) for at in range(20)]
    with Memory.open(path, create=True) as memory:
        memory.add(known)
        digest = memory.digest
    writer = start(KILLED, path, moment)
    _, error = writer.communicate()
    assert (writer.returncode, error) == (-signal.SIGKILL, "")
    with Memory.open(path) as memory:
        there = len(memory)
        assert there == (220 if moment == "after" else 20)
        assert (memory.digest == digest) is (there == 20)
        assert [pair for pair in memory.pairs() if pair.state is State.FINAL] == sorted(
            known, key=lambda pair: pair.source
        )
        assert memory.add([Pair("后来", "later", "zh-Hans", "en", State.FINAL)]).new == 1
        assert [pair.target for pair in memory.search("后来")] == ["later"]
        assert len(memory.search("new", limit=300)) == there - 20
        assert memory.look_up([Query("第3句", "zh-Hans", "en")])[0] is not None
    require_sound(path)


def test_a_killed_maker_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a.memory"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE gone (id INTEGER)")
    connection.execute("DROP TABLE gone")
    connection.close()
    with Memory.open(path, create=True) as memory:
        assert memory.add([Pair("一", "one", "zh-Hans", "en", State.FINAL)]).new == 1


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.memory"
    with Memory.open(path, create=True) as writer:
        writer.add([Pair(f"{at}", "x", "zh-Hans", "en", State.FINAL) for at in range(9)])
        with Memory.open(path, readonly=True) as reader:
            listed = reader.pairs()
            first = next(listed)
            writer.add([Pair(f"{at}", "x", "zh-Hans", "en", State.FINAL) for at in range(9, 50)])
            assert len([first, *listed]) == 9
            assert len(reader) == 50
