"""A run that is killed, wherever it is, goes on to the very bytes of one that was left alone.

A driver process loads everything once and forks a child for each run. The child counts what Python
does and kills itself with SIGKILL at a chosen event: so the moments are the same on every computer,
and spread over the whole run however fast it is.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from folder_runs import make_site, tree

DRIVER = r"""
import os, signal, sys, tempfile
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import folder_runs
from glossa.batch import run
run._QUESTIONS = 4  # several chunks, as large folders have
with tempfile.TemporaryDirectory() as folder:  # all that a run imports is there for every child
    folder_runs.run(folder_runs.make_site(Path(folder) / "site"), Path(folder) / "out")

def child(site, out, last, renames):
    if last >= 0:
        count = 0
        def profile(frame, event, argument):
            nonlocal count
            if renames and not (event.startswith("c_") and argument.__name__ == "replace"
                                and argument.__module__ == "posix"):
                return
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(profile)
        folder_runs.run(Path(site), Path(out))
        sys.setprofile(None)
        return count
    folder_runs.run(Path(site), Path(out))
    return 0

for line in sys.stdin:
    site, out, last, renames = line.rstrip("\n").split("\t")
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            done = child(site, out, int(last), renames == "yes")
            os.write(writing, str(done).encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(process, 0)
    print("killed" if os.WIFSIGNALED(status) else said, flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork, no SIGKILL there")


class Driver:
    def __init__(self, site: Path) -> None:
        self.site = site
        command = [sys.executable, "-c", DRIVER, str(Path(__file__).parent)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, out: Path, last: int = -1, *, renames: bool = False) -> str:
        """What the child said: `killed`, or how many events it counted."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = (str(self.site), str(out), str(last), "yes" if renames else "no")
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    driver = Driver(make_site(tmp_path_factory.mktemp("kills") / "site"))
    yield driver
    driver.close()


@pytest.fixture(scope="module")
def undisturbed(driver: Driver) -> dict[str, bytes]:
    out = driver.site.parent / "undisturbed"
    assert driver.run(out) == "0"
    return tree(out)


def test_what_is_compared(undisturbed: dict[str, bytes]) -> None:
    assert {"index-glossa.html", ".glossa/journal.jsonl", "sub/style.css", "logo.png"} <= set(
        undisturbed
    )
    assert b"Said" in undisturbed["sub/page-1.html"]
    assert not [name for name in undisturbed if "lock" in name or ".glossa-" in name]


def test_ten_kills_at_random_moments(driver: Driver, undisturbed: dict[str, bytes]) -> None:
    count = int(driver.run(driver.site.parent / "counted", 1 << 60))
    assert count > 10_000
    chance = random.Random(20261122)
    for tenth in range(10):
        out = driver.site.parent / f"killed-{tenth}"
        last = chance.randint(1 + count * tenth // 10, count * (tenth + 1) // 10)
        assert driver.run(out, last) == "killed"
        assert driver.run(out) == "0"
        assert tree(out) == undisturbed, f"killed at {last} of {count}"


def test_killed_again_and_again_before_and_after_each_rename(
    driver: Driver, undisturbed: dict[str, bytes]
) -> None:
    """One folder of results; each run gets a little further than the one before it."""
    out = driver.site.parent / "again"
    count = int(driver.run(driver.site.parent / "renames", 1 << 60, renames=True))
    assert count > 20
    for last in range(1, count + 1, 7):
        if driver.run(out, last, renames=True) != "killed":
            break
    assert driver.run(out) == "0"
    assert tree(out) == undisturbed
