"""`glossa translate FOLDER -o OUT/`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import html5lib
import pytest
from folder_runs import engine, make_site, termbase

from glossa import pipeline
from glossa.batch.result import FolderResult
from glossa.cli import main
from glossa.cli.folder import FolderProgress


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pipeline.Engines

    def engines(target: str = "en", model: str | None = None) -> pipeline.Engines:
        return made(target, model, engine())

    monkeypatch.setattr(pipeline, "Engines", engines)
    monkeypatch.setattr(pipeline, "load_termbase", lambda *_, **__: termbase())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make_site(tmp_path / "site")


def test_a_table_says_what_was_done(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "broken.json").unlink()
    assert main(["translate", "site", "-o", "out/", "--exclude", "logo.*"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:2] == ["pages         4: 4 translated", "copied        1 other file"]
    assert "names folded  4 to style cn-media" in err
    assert "skipped       excluded 1" in err
    assert err.splitlines()[-1].split() == ["index", str(Path("out/index-glossa.html"))]
    assert main(["translate", "site", "-o", "out/", "--exclude", "logo.*"]) == 0
    assert "pages         4: 4 done before" in capsys.readouterr().err


def test_failures_are_listed_and_give_their_exit_code(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", "site", "-o", "out"]) == 3
    err = capsys.readouterr().err
    assert "4 translated, 1 failed" in err
    assert "broken.json: this is no JSON" in err
    assert main(["translate", "site", "-o", "out", "-q"]) == 3
    assert capsys.readouterr().err.startswith("glossa: broken.json: this is no JSON")


def test_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = site.parent / "changes.tsv"
    assert main(["translate", "site", "-o", "out", "--json", "--changes", str(changes)]) == 3
    data = json.loads(capsys.readouterr().err)
    assert (data["schema"], data["index"]) == ("glossa-folder-1", "index-glossa.html")
    assert [page["file"] for page in data["pages"]] == [
        "page-0.txt",
        "page-3.txt",
        "sub/page-1.html",
        "sub/deep/page-2.txt",
    ]
    assert data["pages"][0]["languages"] == {"zh-Hans": 8, "en": 1}
    assert data["failed"][0]["file"] == "broken.json"
    rows = changes.read_text(encoding="utf-8").splitlines()
    assert sum("sub/page-1.html\t" in row and "\tTorrey\tToli\t" in row for row in rows) <= 1
    assert len(rows) == 1 + data["names"]
    first = rows
    assert main(["translate", "site", "-o", "out", "-q", "--changes", str(changes)]) == 3
    assert changes.read_text(encoding="utf-8").splitlines() == first  # also where nothing was done


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["site"], 2, "name one: glossa translate site -o OUT/"),
        (["site", "-o", "-"], 2, "name one: glossa translate site -o OUT/"),
        (["site", "-o", "site"], 2, "would replace the page"),
        (["site", "-", "-o", "out"], 2, "stdin is no part of a folder"),
        (["site", "-o", "out", "--as", "pox"], 2, "no bilingual format"),
        (["site", "-o", "site/logo.png"], 2, "this is a file"),
        (["site", "-o", "out", "--changes", "no/such.tsv"], 3, "mkdir -p no"),
        (["site", "-o", "out", "--first-mention", "en"], 2, "the text is in en itself"),
    ],
)
def test_wrong_calls_say_what_to_do(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    assert main(["translate", *arguments]) == code
    assert words in capsys.readouterr().err


def test_ctrl_c_says_that_it_goes_on(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = pipeline.build_page, [0]

    def stopping(*given: object, **more: object) -> object:
        calls[0] += 1
        if calls[0] == 3:
            raise KeyboardInterrupt
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build_page", stopping)
    assert main(["translate", "site", "-o", "out"]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err
    assert not (site.parent / "out" / ".glossa" / "lock").exists()
    assert main(["translate", "site", "-o", "out"]) == 3
    assert "2 translated, 2 done before" in capsys.readouterr().err


def test_progress_where_nobody_watches_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = [0.0]
    progress = FolderProgress(clock=lambda: now[0])
    for done in range(1, 101):
        now[0] += 1
        progress(done, 1000, "page.txt")
    progress.clear()
    assert capsys.readouterr().err.splitlines() == [
        "30 of 1,000 files; 1.0 a second; about 16 min left",
        "60 of 1,000 files; 1.0 a second; about 16 min left",
        "90 of 1,000 files; 1.0 a second; about 15 min left",
    ]


def test_progress_on_a_terminal_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    now = [0.0]
    progress = FolderProgress(clock=lambda: now[0])
    for done in range(9, 13):
        now[0] += 0.15
        progress(done, 20_000, "page.txt")
    progress.clear()
    said = capsys.readouterr().err
    assert said.count("\r\033[K") == 3
    assert "\n" not in said
    assert "10 of 20,000 files; 33.3 a second; about 10 min left" in said


def test_the_index_is_a_page_that_loads_nothing(site: Path) -> None:
    (site / "<script>alert(1)<").mkdir()
    (site / "<script>alert(1)<" / "p.txt").write_text(
        "<b>苹果</b>熟了\n苹果和河水都在村子里。\n", encoding="utf-8"
    )
    main(["translate", "site", "-o", "out", "-q"])
    text = (site.parent / "out" / "index-glossa.html").read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert len(tree.findall(".//script")) == 1
    assert "default-src 'none'" in text
    assert "http:" not in text
    assert "https:" not in text
    for link in tree.findall(".//a"):
        from urllib.parse import unquote

        assert (site.parent / "out" / unquote(link.get("href"))).exists()


def test_an_empty_result_counts_nothing(tmp_path: Path) -> None:
    result = FolderResult(tmp_path)
    assert (result.segments, result.by_match, result.findings, result.names) == (0, {}, {}, 0)
