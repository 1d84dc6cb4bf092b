"""Writing results: whole or not at all, and never in the place of what is no file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from glossa.errors import InputError, OutputError
from glossa.files import read_bytes, require_folder, write_safely


def test_a_pipe_or_device_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_safely(pipe, b"new")
    assert pipe.is_fifo()
    reader.join(10)
    assert read == [b"new"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "real.txt").write_bytes(b"old")
    link = tmp_path / "link.txt"
    link.symlink_to(folder / "real.txt")
    write_safely(link, b"new")
    assert link.is_symlink()
    assert (folder / "real.txt").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "elsewhere",
        "link.txt",
        "real.txt",
    ]


def test_the_mode_of_the_old_file_is_kept(tmp_path: Path) -> None:
    goal = tmp_path / "out.txt"
    goal.write_bytes(b"old")
    goal.chmod(0o640)
    write_safely(goal, b"new")
    assert goal.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["none/out.txt", "今" * 400 + "/out.txt"])
def test_no_folder_is_said_before_any_work(tmp_path: Path, name: str) -> None:
    for call in (require_folder, lambda path: write_safely(path, b"")):
        with pytest.raises(OutputError, match="does not exist"):
            call(tmp_path / name)


def test_a_name_that_is_too_long_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name that long"):
        read_bytes(tmp_path / ("今" * 400))
    with pytest.raises(OutputError, match="cannot be written"):
        write_safely(tmp_path / ("今" * 400), b"")
