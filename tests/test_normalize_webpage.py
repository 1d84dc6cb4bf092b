"""Folding names in a web page of an old encoding: the result says what it is in."""

from __future__ import annotations

from pathlib import Path

from glossa import pipeline
from glossa.cli import main

LABEL = '<meta charset="{}">'
PAGE = (
    f'<html lang="zh-CN"><head>{LABEL}<title>新闻</title></head>'
    "<body><p>首页和新闻和视频</p><p>我们在村子里学习，孩子们很喜欢，老人们也很喜欢。</p>"
    "<p>Farmers in <b>{}</p></body></html>"
)


def test_a_page_in_gbk_becomes_utf_8_and_says_so_and_keeps_its_chinese(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.format("gb2312", "Torrey</b> County").encode("gbk"))
    assert main(["normalize", str(tmp_path), "--write", "-q"]) == 0
    assert page.read_text(encoding="utf-8") == PAGE.format("utf-8", "Toli County</b>")
    document = pipeline.load_page(page)
    assert document.encoding.name == "utf-8"
    assert not document.findings
