"""Which files a command is about."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from glossa.folders import on_one_line, walk


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n", encoding="utf-8")
    return root


def names(root: Path, **options: tuple[str, ...]) -> list[str]:
    found = walk([root], **options)
    return [page.inside.as_posix() for page in found.pages if page.inside]


def test_the_order_is_that_of_the_names_files_before_folders(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.txt", "Z.txt", "d/a.txt")
    assert names(tmp_path) == ["Z.txt", "b.txt", "c.txt", "a/z.txt", "a/b/c.txt", "d/a.txt"]


def test_hidden_files_are_counted_and_left_out_unless_named(tmp_path: Path) -> None:
    make(tmp_path, ".secret", ".git/config", "page.txt")
    found = walk([tmp_path])
    assert [page.path.name for page in found.pages] == ["page.txt"]
    assert found.skipped == {"hidden": 2}
    assert len(walk([tmp_path / ".secret"]).pages) == 1


def test_links_are_not_followed_so_no_loop_and_no_way_out(tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", "other.txt")
    inside = make(tmp_path / "inside", "page.txt")
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "out").symlink_to(outside, target_is_directory=True)
    (inside / "out.txt").symlink_to(outside / "other.txt")
    found = walk([inside])
    assert [page.path.name for page in found.pages] == ["page.txt"]
    assert found.skipped == {"link": 3}


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    inside = make(tmp_path / "inside", "page.txt")
    (tmp_path / "link").symlink_to(inside, target_is_directory=True)
    assert [page.name for page in walk([tmp_path / "link"]).pages] == [
        str(tmp_path / "link" / "page.txt")
    ]


def test_include_and_exclude(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.md", "old/a.txt", "old/deep/c.txt", "new/a.txt")
    assert names(tmp_path, include=("*.txt",), exclude=("old/deep",)) == [
        "a.txt",
        "new/a.txt",
        "old/a.txt",
    ]
    assert names(tmp_path, exclude=("old",)) == ["a.txt", "b.md", "new/a.txt"]
    assert names(tmp_path, include=("new/*",)) == ["new/a.txt"]
    assert walk([tmp_path], include=("*.txt",)).skipped == {"excluded": 1}
    assert [page.name for page in walk([tmp_path / "b.md"], include=("*.txt",)).pages] == [
        str(tmp_path / "b.md")
    ]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    found = walk([tmp_path / "a.txt", tmp_path, tmp_path])
    assert [page.path.name for page in found.pages] == ["a.txt", "b.txt"]
    assert found.pages[0].inside is None


def test_what_does_not_exist_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    found = walk([tmp_path / "nothing", tmp_path, "bad\0name", "-"])
    assert [page.path.name for page in found.pages] == ["a.txt", "-"]
    assert found.failed[0].found == "no such file or folder"
    assert len(found.failed) == 2


def test_a_folder_that_cannot_be_read_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "shut/b.txt", "z/c.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = walk([tmp_path])
    assert [page.path.name for page in found.pages] == ["a.txt", "c.txt"]
    assert str(found.failed[0]).startswith(f"{tmp_path / 'shut'}: Permission denied")


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    found = walk([tmp_path])
    assert [page.path.name for page in found.pages] == ["a.txt"]
    assert found.skipped == {"special": 1}


def test_ten_thousand_files_and_a_deep_tree(tmp_path: Path) -> None:
    for number in range(100):
        folder = tmp_path / f"{number:03}"
        folder.mkdir()
        for other in range(100):
            (folder / f"{other:03}.txt").touch()
    deep = tmp_path.joinpath(*["d"] * 200)
    make(deep, "end.txt")
    found = walk([tmp_path])
    assert len(found.pages) == 10_001
    assert [page.inside for page in found.pages] == [page.inside for page in walk([tmp_path]).pages]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_odd_names(tmp_path: Path) -> None:
    make(tmp_path, "new\nline.txt", "tab\t.txt", "和田.txt", "-", "*.txt")
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb"):  # noqa: PTH123 - a name in bytes
        pass
    assert names(tmp_path) == ["*.txt", "-", "new\nline.txt", "tab\t.txt", "和田.txt", "\udcff.txt"]
    assert on_one_line("new\nline \udcff 和田") == "new\\nline \udcff 和田"


def test_an_empty_folder(tmp_path: Path) -> None:
    assert walk([tmp_path]).pages == ()
