"""The glossary cache: the same glossary, faster; whatever is wrong with it, it is only not used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from termbase_cases import SMALL

from glossa.errors import GlossaryError
from glossa.resources import data_path
from glossa.termbase import Termbase, cache, load_termbase
from glossa.termbase.load import load_glossary
from glossa.termbase.tables import CHUNK, ConceptTable

TEXT = "Hetian and Torrey County, Uyghurs' Xingjiang; he was in 和田 (Hotan)."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder; the cache is on."""
    monkeypatch.delenv(cache.NO_CACHE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "glossa" / "glossaries"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A glossary of one's own that can be changed."""
    path = tmp_path / "own"
    shutil.copytree(SMALL, path)
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Grows with each glossary that is read from its files."""
    done: list[Path] = []

    def load(paths: list[Path]) -> object:
        done.extend(paths)
        return load_glossary(paths)

    monkeypatch.setattr("glossa.termbase.load.load_glossary", load)
    return done


def is_lazy(termbase: Termbase) -> bool:
    return isinstance(termbase.concepts, ConceptTable)


def in_folder(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_the_second_time_no_file_of_the_glossary_is_parsed(
    folder: Path, own: Path, reads: list[Path]
) -> None:
    first = load_termbase([own])
    assert reads == [own]
    second = load_termbase([own])
    assert reads == [own]
    assert is_lazy(first)
    assert is_lazy(second)
    assert len(in_folder(folder)) == 1


def test_a_cached_glossary_is_the_glossary(folder: Path) -> None:
    paths = [data_path("glossary"), SMALL]
    load_termbase(paths)
    cached = load_termbase(paths, style="un")
    plain = Termbase(load_glossary(paths), style="un")
    assert is_lazy(cached)
    assert len(cached.concepts) > CHUNK
    assert list(cached.concepts.items()) == list(plain.concepts.items())
    assert (cached.hash, cached.styles) == (plain.hash, plain.styles)
    assert cached.findings == plain.findings
    drawers, others = cached._drawers, plain._drawers
    assert list(drawers) == list(others)
    for group, drawer in drawers.items():
        other = others[group]
        for name in ("inside", "whole", "plurals", "contextual", "cased"):
            ours, theirs = getattr(drawer, name), getattr(other, name)
            assert ours == theirs, (group, name)
        assert list(drawer.inside) == list(other.inside)
        assert drawer.matcher.heads == other.matcher.heads
    assert cached.fold(TEXT) == plain.fold(TEXT)
    assert cached.match(TEXT, "en") == plain.match(TEXT, "en")
    assert cached.match("在和田市", "zh-Hans") == plain.match("在和田市", "zh-Hans")
    for text in ("首页", "返回和田首页"):
        assert cached.whole(text, "zh-Hans", "en") == plain.whole(text, "zh-Hans", "en")
    for query in ("Torrey", "Hotn", "tuo1li3", "托里", "Uyghurs'", "nothing of the kind"):
        assert cached.lookup(query) == plain.lookup(query)
    assert cached.with_style("pinyin").fold(TEXT) == plain.with_style("pinyin").fold(TEXT)
    for language in ("en", "zh-Hant", "ug", "fr"):
        assert cached.has_language(language) == plain.has_language(language)


def test_findings_of_rows_come_from_the_cache_too(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("zh,en\n和田,Hetien\n,nothing\n", encoding="utf-8")
    first, second = load_termbase([file]), load_termbase([file])
    assert second.findings == first.findings
    assert [finding.where for finding in second.findings if finding.raw] == ["mine.csv:3"]


def test_a_changed_glossary_is_noticed_though_size_and_time_are_the_same(
    folder: Path, own: Path
) -> None:
    assert load_termbase([own]).fold("Hetian").text == "Hotan"
    file = next(file for file in own.glob("*.tsv") if b"\tHotan\t" in file.read_bytes())
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"\tHotan\t", b"\tHatan\t"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert load_termbase([own]).fold("Hetian").text == "Hatan"
    assert len(in_folder(folder)) == 1


def test_other_files_and_another_order_are_another_glossary(
    folder: Path, own: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("和田,Alpha\n", encoding="utf-8")
    two.write_text("和田,Beta\n", encoding="utf-8")
    assert load_termbase([own, one, two]).whole("和田", "zh", "en").text == "Beta"  # type: ignore[union-attr]
    assert load_termbase([own, two, one]).whole("和田", "zh", "en").text == "Alpha"  # type: ignore[union-attr]
    (own / "more.csv").write_text("和田,Gamma\n", encoding="utf-8")
    assert "user" in {term.source for term in load_termbase([own]).lookup("Gamma")[0].concept.terms}


def test_another_glossa_makes_its_own(
    folder: Path, own: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_termbase([own])
    monkeypatch.setattr(cache, "_maker", lambda: b"another version")
    load_termbase([own])
    assert reads == [own, own]


def test_a_changed_module_of_glossa_is_another_glossa(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache._maker.__wrapped__()
    monkeypatch.setattr(cache, "__version__", "99")
    assert cache._maker.__wrapped__() != before


def _flip(data: bytes) -> bytes:
    return data[:-50] + bytes([data[-50] ^ 1]) + data[-49:]


def _with_key_of(data: bytes) -> bytes:
    magic, head, _ = data.split(b"\n", 2)
    return magic + b"\n" + head + b"\n"


def _hostile(data: bytes) -> bytes:
    magic, head, _ = data.split(b"\n", 2)
    sections = {**json.loads(head), "sections": {"about": [0, 10**12]}, "length": 0, "checksum": 0}
    return magic + b"\n" + json.dumps(sections).encode() + b"\n"


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "one bit": _flip,
    "truncated": lambda data: data[: len(data) // 2],
    "nothing behind the head": _with_key_of,
    "empty": lambda _: b"",
    "the first line only": lambda data: data[:18],
    "another format": lambda data: data.replace(b"glossary 1", b"glossary 2", 1),
    "no JSON": lambda data: data[:18] + b"{" * 1000 + data[1018:],
    "a list for a head": lambda data: data[:18] + b"[1, 2]\n" + data[18:],
    "sections that are not there": _hostile,
    "a pickle": lambda _: b"cos\nsystem\n(S'exit 1'\ntR.",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_cache_is_made_again(
    folder: Path, own: Path, reads: list[Path], damage: Callable[[bytes], bytes]
) -> None:
    load_termbase([own])
    (file,) = in_folder(folder)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert load_termbase([own]).fold("Hetian").text == "Hotan"
    assert reads == [own, own]
    assert file.read_bytes() == whole


def test_a_folder_that_takes_nothing_does_no_harm(folder: Path, own: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"a file where the folder should be")
    termbase = load_termbase([own])
    assert not is_lazy(termbase)
    assert termbase.fold("Hetian").text == "Hotan"


@pytest.mark.skipif(os.name != "posix", reason="modes of folders")
def test_a_read_only_folder_does_no_harm(
    folder: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):  # root writes everywhere

        def refuse(**_: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert load_termbase([own]).fold("Hetian").text == "Hotan"
    folder.chmod(0o700)
    assert in_folder(folder) == []


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert load_termbase([own]).fold("Hetian").text == "Hotan"
    assert in_folder(folder) == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners of files")
def test_somebody_elses_cache_is_not_read(
    folder: Path, own: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_termbase([own])
    monkeypatch.setattr(os, "getuid", lambda: 12345678)
    assert load_termbase([own]).fold("Hetian").text == "Hotan"
    assert len(reads) > 1


def test_it_can_be_switched_off(folder: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.NO_CACHE, "1")
    assert not is_lazy(load_termbase([own]))
    assert not folder.exists()


def test_without_a_home_there_is_no_cache(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(cache.NO_CACHE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert not is_lazy(load_termbase([own]))


def test_what_cannot_be_loaded_raises_as_without_a_cache(folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.tsv", tmp_path):
        with pytest.raises(GlossaryError):
            load_termbase([path])
    assert not folder.exists()


def test_only_the_newest_are_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_KEPT", 2)
    for number in range(4):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"和田,Name{number}\n", encoding="utf-8")
        load_termbase([file])
        for age, cached in enumerate(in_folder(folder)):
            os.utime(cached, (age + number, age + number))
    assert len(in_folder(folder)) == 2


def test_what_a_killed_run_left_goes_after_a_day(folder: Path, own: Path) -> None:
    folder.mkdir(parents=True)
    for name, age in ((".glossa-old", 2 * 86_400), (".glossa-new", 60)):
        (folder / name).write_bytes(b"half")
        then = time.time() - age
        os.utime(folder / name, (then, then))
    load_termbase([own])
    assert [file.name for file in in_folder(folder) if file.name[0] == "."] == [".glossa-new"]


PROGRAM = """
import sys
from pathlib import Path
from glossa.termbase import load_termbase
for _ in range(5):
    termbase = load_termbase([Path(sys.argv[1])])
    assert termbase.fold("Hetian").text == "Hotan"
    for file in Path(sys.argv[2]).glob("*.glossary"):
        file.unlink(missing_ok=True)
print("done")
"""


def test_processes_do_not_disturb_each_other(folder: Path, own: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(own), str(folder)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        out, errors = process.communicate(timeout=120)
        assert (out.strip(), errors) == ("done", "")
    assert not list(folder.glob(".glossa-*"))


def test_the_same_glossary_makes_the_same_bytes(folder: Path) -> None:
    program = f"from glossa.termbase import load_termbase; load_termbase([{str(SMALL)!r}])"
    made = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", program], check=True, env=environment)
        [file] = in_folder(folder)
        made.append(file.read_bytes())
        file.unlink()
    assert made[0] == made[1]
