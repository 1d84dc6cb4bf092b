"""Runs over folders: what is done, what is not done again, what is left to people."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from folder_runs import MENU, engine, make_site, run, termbase, tree

import glossa
from glossa import pipeline
from glossa.batch import Status, translate_folder
from glossa.batch.journal import Journal
from glossa.batch.lock import locked
from glossa.engines import ScriptedEngine
from glossa.errors import OutputError, UsageError
from glossa.formats import get_format
from glossa.memory import Memory, Pair
from glossa.model import MatchType, State

CORPUS = Path(__file__).parents[2] / "corpus" / "pages"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def statuses(result: glossa.batch.FolderResult) -> dict[str, str]:
    return {page.name: page.status.value for page in result.pages}


def test_the_same_tree_comes_out(site: Path, out: Path) -> None:
    result = run(site, out)
    assert statuses(result) == dict.fromkeys(
        ("page-0.txt", "page-3.txt", "sub/page-1.html", "sub/deep/page-2.txt"), "translated"
    )
    assert (out / "logo.png").read_bytes() == (site / "logo.png").read_bytes()
    assert (out / "sub" / "style.css").read_bytes() == (site / "sub" / "style.css").read_bytes()
    assert "Toli County is another spelling" in (out / "page-0.txt").read_text(encoding="utf-8")
    assert (result.copied, result.names) == (3, 4)  # two files, and the page that cannot be read
    assert result.index == out / "index-glossa.html"


def test_a_page_comes_out_as_it_does_alone(site: Path, out: Path) -> None:
    run(site, out)
    for path in site.rglob("*.txt"):
        document = pipeline.load_page(path)
        bitext = pipeline.translate(document, termbase=termbase(), engine=engine())
        data, _, _ = pipeline.build_page(document, bitext)
        assert (out / path.relative_to(site)).read_bytes() == data


@pytest.mark.model
def test_a_page_comes_out_as_it_does_alone_with_a_real_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    site, names = (
        tmp_path / "site",
        ("border-bazaar.txt", "old-street-crlf.txt"),
    )
    site.mkdir()
    for name in names:
        shutil.copy(CORPUS / name, site)
    translate_folder(site, tmp_path / "out", termbase=termbase())
    for name in names:
        document = pipeline.load_page(site / name)
        bitext = pipeline.translate(document, termbase=termbase())
        data, _, _ = pipeline.build_page(document, bitext)
        assert (tmp_path / "out" / name).read_bytes() == data


def test_what_pages_share_is_asked_once_and_several_pages_together(site: Path, out: Path) -> None:
    asking = engine()
    run(site, out, asking)
    asked = [text for call in asking.calls if call.method == "translate" for text in call.segments]
    assert len(asked) == len(set(asked))
    first = next(call for call in asking.calls if call.method == "translate")
    assert {"苹果" in text for text in first.segments} == {True, False}
    assert sum("都在村子里" in text for text in first.segments) == 4  # one from each page


def test_what_is_done_is_not_done_again(site: Path, out: Path) -> None:
    run(site, out)
    before, asking = tree(out), engine()
    result = run(site, out, asking)
    assert result.count(Status.UNCHANGED) == 4
    assert asking.calls == []
    assert tree(out) == before
    (site / "page-0.txt").write_text(f"{MENU}苹果树又开花了，大家都来看。\n", encoding="utf-8")
    assert [
        name for name, status in statuses(run(site, out)).items() if status == "translated"
    ] == ["page-0.txt"]


@pytest.mark.parametrize(
    "options", [{"normalize": False}, {"source": "ru"}, {"encoding": "utf-8"}, {"quotations": True}]
)
def test_other_options_are_another_result(
    site: Path, out: Path, options: dict[str, object]
) -> None:
    run(site, out)
    assert run(site, out, **options).count(Status.TRANSLATED) == 4


def test_another_engine_is_another_result(site: Path, out: Path) -> None:
    run(site, out)
    other = ScriptedEngine({"无": "None"}, lambda text: "Said so.")
    assert run(site, out, other).count(Status.TRANSLATED) == 4


def test_another_glossary_and_another_memory_are_another_result(
    site: Path, out: Path, tmp_path: Path
) -> None:
    engines = pipeline.Engines("en", engine=engine())
    first = run(site, out)
    mine = tmp_path / "mine.csv"
    mine.write_text("zh,en\n苹果,Apfel\n", encoding="utf-8")
    both = pipeline.load_termbase([mine])
    second = translate_folder(site, out, engines=engines, termbase=both)
    with Memory.open(tmp_path / "m.memory", create=True) as memory:
        memory.add([Pair("新闻", "Tidings", "zh-Hans", "en", State.FINAL)])
    third = translate_folder(
        site, out, engines=engines, termbase=both, memory=tmp_path / "m.memory"
    )
    assert [one.count(Status.TRANSLATED) for one in (first, second, third)] == [4, 4, 4]
    assert "Tidings" in (out / "page-0.txt").read_text(encoding="utf-8")
    assert third.by_match["tm"] == 4


def test_a_result_that_was_removed_is_made_again(site: Path, out: Path) -> None:
    run(site, out)
    before = tree(out)
    (out / "page-0.txt").unlink()
    (out / "logo.png").unlink()
    assert statuses(run(site, out))["page-0.txt"] == "translated"
    assert tree(out) == before


def test_a_result_that_was_edited_is_kept_and_said(site: Path, out: Path) -> None:
    run(site, out)
    before = tree(out)
    (out / "page-0.txt").write_text("by hand", encoding="utf-8")
    (out / "sub" / "style.css").write_text("body { color: blue }", encoding="utf-8")
    result = run(site, out)
    assert statuses(result)["page-0.txt"] == "kept"
    assert "--overwrite" in next(page.note for page in result.pages if page.note)
    assert result.kept_copies == ["sub/style.css"]
    assert (out / "page-0.txt").read_text(encoding="utf-8") == "by hand"
    assert "style.css" in (out / "index-glossa.html").read_text(encoding="utf-8")
    run(site, out, overwrite=True)
    assert tree(out) == before


def test_a_file_of_others_is_kept(site: Path, out: Path) -> None:
    out.mkdir()
    (out / "page-0.txt").write_text("of an earlier day", encoding="utf-8")
    assert statuses(run(site, out))["page-0.txt"] == "kept"
    assert (out / "page-0.txt").read_text(encoding="utf-8") == "of an earlier day"
    assert statuses(run(site, out))["page-0.txt"] == "kept"


def test_a_persons_work_in_a_bilingual_file_stays(site: Path, out: Path) -> None:
    run(site, out, format_name="po")
    path = out / "page-0.txt.po"
    bitext = pipeline.load_bitext(path)
    first = bitext.entries[0]
    mine = replace(first, target="My own home", state=State.FINAL, match=MatchType.HAND)
    path.write_bytes(get_format("po").encode(bitext.with_entries((mine, *bitext.entries[1:]))))
    edited = path.read_bytes()
    assert statuses(run(site, out, format_name="po"))["page-0.txt"] == "kept"
    assert path.read_bytes() == edited
    with (site / "page-0.txt").open("a", encoding="utf-8") as stream:
        stream.write("苹果熟了，大家都来买。\n")
    result = run(site, out, format_name="po")
    assert statuses(result)["page-0.txt"] == "translated"
    assert result.pages[0].note == "a person's work in it was kept"
    now = pipeline.load_bitext(path)
    assert (now.entries[0].target, now.entries[-1].source) == (
        "My own home",
        "苹果熟了，大家都来买。",
    )
    assert run(site, out, format_name="po").count(Status.UNCHANGED) == 4


def test_a_page_that_is_there_no_more(site: Path, out: Path) -> None:
    run(site, out)
    (site / "page-0.txt").unlink()
    result = run(site, out)
    assert result.gone == ["page-0.txt"]
    assert (out / "page-0.txt").exists()
    (out / "page-0.txt").unlink()
    assert run(site, out).gone == []


def test_what_cannot_be_read_is_listed_and_the_rest_done(site: Path, out: Path) -> None:
    result = run(site, out)
    [failure] = result.failed
    assert (failure.name, failure.copied) == ("broken.json", True)
    assert (out / "broken.json").read_bytes() == (site / "broken.json").read_bytes()
    index = (out / "index-glossa.html").read_text(encoding="utf-8")
    assert index.index("broken.json") < index.index("page-0.txt")
    (site / "broken.json").write_text('{"a": "苹果熟了，大家都来买。"}', encoding="utf-8")
    assert statuses(run(site, out))["broken.json"] == "translated"
    assert "Said" in (out / "broken.json").read_text(encoding="utf-8")


def test_a_fault_of_ours_costs_one_page(
    site: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.build_page

    def failing(document: glossa.Document, *rest: object, **more: object) -> object:
        if document.name == "page-1.html":
            raise ZeroDivisionError("oh")
        return real(document, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build_page", failing)
    result = run(site, out)
    assert [one.name for one in result.failed] == ["broken.json", "sub/page-1.html"]
    assert "ZeroDivisionError: oh" in result.failed[1].error.found
    assert len(result.pages) == 3


def test_a_full_disk_stops_the_run_and_the_next_goes_on(
    site: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole"
    run(site, whole)
    real, left = os.fsync, [12]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        run(site, out)
    monkeypatch.setattr(os, "fsync", real)
    assert not list(out.rglob(".glossa-*"))
    assert run(site, out).count(Status.TRANSLATED) < 4
    assert tree(out) == tree(whole)


def test_one_run_at_a_time(site: Path, out: Path) -> None:
    (out / ".glossa").mkdir(parents=True)
    lock = out / ".glossa" / "lock"
    with locked(lock, out):
        with pytest.raises(OutputError, match=rf"another run .*{os.getpid()}"):
            run(site, out)
        assert lock.exists()
    assert not lock.exists()
    lock.write_text("999999\n", encoding="ascii")  # of a process that was killed
    assert run(site, out).count(Status.TRANSLATED) == 4
    assert not lock.exists()


def test_what_killed_runs_left_is_cleared_away(site: Path, out: Path) -> None:
    run(site, out)
    before = tree(out)
    for folder in (out, out / "sub", out / ".glossa"):
        (folder / ".glossa-ab12_xyz").write_bytes(b"half")
    (out / ".glossary-of-mine").write_bytes(b"kept")
    run(site, out)
    assert tree(out) == {**before, ".glossary-of-mine": b"kept"}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.93, 0.999])
def test_a_torn_journal_is_survived(site: Path, out: Path, share: float) -> None:
    run(site, out)
    before = tree(out)
    path = out / ".glossa" / "journal.jsonl"
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)] + b"\x00\xff{")
    run(site, out)
    assert tree(out) == before


def test_a_spoilt_line_of_the_journal_costs_its_page(site: Path, out: Path) -> None:
    run(site, out)
    path = out / ".glossa" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"goal":"page-0.txt"', b'"goal":"page-9.txt"'))
    assert run(site, out).count(Status.TRANSLATED) == 1
    journal = Journal(out / ".glossa")
    journal.close()
    assert "page-9.txt" not in journal.records


def test_one_page_needs_no_more_than_its_parts_from_python() -> None:
    assert glossa.translate_folder is translate_folder


def test_wrong_calls(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(UsageError, match="this is a file"):
        run(site, file)
    with pytest.raises(UsageError, match="replace the page"):
        run(site, site)
