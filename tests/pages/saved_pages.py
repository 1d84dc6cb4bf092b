"""Saved web pages for tests: their bytes, and English for the Chinese in them."""

from __future__ import annotations

import base64
import binascii
import quopri
from pathlib import Path

from glossa.markup import Filled
from glossa.model import Document

SAVED = Path(__file__).parents[1] / "golden" / "pages" / "saved"
NEWS = SAVED / "城南新桥通车.html"
COUNTY = SAVED / "county2005.htm"

SUBJECT = "=?utf-8?B?" + base64.b64encode("城南新桥今天通车".encode()).decode() + "?="
ENGLISH = {
    "城南新桥今天通车": "New bridge in the south opens today",
    "河湾新闻网": "Hewan News",
    "河湾市城南新桥今天上午通车。": "The new bridge opened this morning.",
    "首页": "Home",
    "本地": "Local",
    "文化": "Culture",
    "天气": "Weather",
    "新桥全景": "View of the new bridge",
    "新桥连接老城和南岸新区。": "The bridge links the old town with the South Bank.",
    "河湾市城南新桥今天上午正式通车。": "The new bridge opened to traffic this morning.",
    "这座桥长三百二十米，有四条车道和两条步道。": "It is 320 metres long.",
    "市长说：“从老城到南岸，以前要半个小时，现在只要五分钟。”": "“It takes five minutes,” he said.",
    "公交公司将开通两条新线路。": "The bus company will open two new lines.",
    "相关新闻": "Related news",
    "地铁二号线开始试运行": "Metro line 2 on trial",
    "图书馆延长开放时间": "Library opens longer",
    "周末有小雨": "Light rain ahead",
    "版权所有": "All rights reserved",
    "记者 李明\u30002025年10月12日": "By Li Ming, 12 October 2025",
    "青石县人民政府": "Qingshi County Government",
    "政务公开": "Openness",
    "新闻中心": "News",
    "领导信箱": "Letters",
    "办事指南": "Services",
    "招商引资": "Invest here",
    "关于春季植树活动的通知": "Notice on planting trees in spring",
    "各乡镇": "To all townships",
    "定于3月12日上午在东山开展植树活动，请准时参加。": "Trees will be planted on 12 March.",
    "县政府办公室": "County office",
    "2005年3月1日": "1 March 2005",
    "青石县人民政府办公室主办": "Run by the county office",
    "联系电话": "Telephone",
}


def english(document: Document) -> dict[str, Filled]:
    """English for every Chinese segment of a page."""
    return {
        one.id: Filled(ENGLISH.get(one.source, "Some words in English"))
        for one in document.segments
        if one.language.startswith("zh")
    }


def message(
    page: bytes,
    *,
    coding: str = "quoted-printable",
    charset: str = "",
    subject: str = SUBJECT,
    frame: bytes = b"",
    newline: bytes = b"\r\n",
) -> bytes:
    """An MHTML file as Chrome saves one: the page, perhaps a frame, a style and a picture."""
    if coding == "base64":
        body = b"\n".join(
            binascii.b2a_base64(page[at : at + 57], newline=False) for at in range(0, len(page), 57)
        )
    elif coding == "quoted-printable":
        body = quopri.encodestring(page.replace(b"\r\n", b"\n"))
    else:
        body = page
    label = f'; charset="{charset}"' if charset else ""
    parts = [
        f"Content-Type: text/html{label}\nContent-ID: <frame-1@mhtml.blink>\n"
        f"Content-Transfer-Encoding: {coding}\n"
        "Content-Location: http://news.example.com/2025/1012.html\n\n".encode()
        + body,
    ]
    if frame:
        parts.append(
            b"Content-Type: text/html\nContent-ID: <frame-2@mhtml.blink>\n"
            b"Content-Transfer-Encoding: 8bit\n\n" + frame
        )
    files = NEWS.parent / "城南新桥通车_files"
    parts += [
        b"Content-Type: text/css\nContent-Transfer-Encoding: 8bit\n"
        b"Content-Location: http://news.example.com/2025/news.css\n\n"
        + (files / "news.css").read_bytes(),
        b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n"
        b"Content-Location: http://news.example.com/2025/bridge.png\n\n"
        + base64.encodebytes((files / "bridge.png").read_bytes()),
    ]
    head = (
        "From: <Saved by Blink>\n"
        "Snapshot-Content-Location: http://news.example.com/2025/1012.html\n"
        f"Subject: {subject}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n'
        '\tboundary="----MultipartBoundary--x1----"\n\n\n'
    ).encode()
    cut = b"------MultipartBoundary--x1----"
    data = head + b"".join(cut + b"\n" + part + b"\n" for part in parts) + cut + b"--\n"
    return data if newline == b"\n" else data.replace(b"\r\n", b"\n").replace(b"\n", newline)
