"""XHTML stays XHTML where a folder of pages is made bilingual."""

from __future__ import annotations

from pathlib import Path

from glossa import pipeline
from glossa.batch import FolderOptions, translate_folder
from glossa.engines import ScriptedEngine

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>首页</title></head>
<body><p>今天<a id="x"/>下雪。</p></body></html>"""
NAMES = ("a.xhtml", "b.xht", "c.html", "d.htm")


def test_a_bilingual_page_keeps_the_ending_that_tells_how_it_is_read(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    for name in NAMES:
        (site / name).write_text(PAGE, encoding="utf-8")
    engine = ScriptedEngine({}, default=lambda _: "It snows today.")
    translate_folder(
        site,
        out,
        options=FolderOptions(format_name="bilingual"),
        engines=pipeline.Engines("en", engine=engine),
    )
    for name in NAMES:
        assert "glossa-bar" in (out / name).read_text(encoding="utf-8")
        assert not (out / f"{name}.html").exists()
