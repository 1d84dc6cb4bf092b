"""Folding names in a web page of an old encoding: the result says what it is in."""

from __future__ import annotations

from pathlib import Path

from glossa import pipeline
from glossa.cli import main


def test_a_page_in_gbk_becomes_utf_8_and_says_so_and_keeps_its_chinese(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(
        '<html lang="zh-CN"><head><meta charset="gb2312"><title>新闻</title></head>'
        "<body><p>首页和新闻和视频和旅游和联系我们</p><p>Farmers in <b>Torrey</b> County</p></body></html>".encode(
            "gbk"
        )
    )
    assert main(["normalize", str(tmp_path), "--write", "-q"]) == 0
    assert page.read_text(encoding="utf-8") == (
        '<html lang="zh-CN"><head><meta charset="utf-8"><title>新闻</title></head>'
        "<body><p>首页和新闻和视频和旅游和联系我们</p><p>Farmers in <b>Toli County</b></p></body></html>"
    )
    document = pipeline.load_page(page)
    assert document.encoding.name == "utf-8"
    assert not document.findings
