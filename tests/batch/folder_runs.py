"""A small site and an engine that answers at once, for runs over folders."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from glossa import pipeline
from glossa.batch import FolderOptions, FolderResult, translate_folder
from glossa.engines import ScriptedEngine
from glossa.termbase import Termbase

MENU = "首页\n新闻\n联系我们\n"
FOOTER = "地址：南街十二号\n本站内容由编辑部整理，转载请注明来源。\n"
WORDS = ("苹果", "河水", "学校", "老人", "小桥", "山路", "市场", "图书馆")


_load = pipeline.load_termbase


@cache
def termbase() -> Termbase:
    return _load()


def engine() -> ScriptedEngine:
    """Says what was asked in digits, so that every text has an answer of its own."""
    return ScriptedEngine({}, lambda text: f"Said {hashlib.sha256(text.encode()).hexdigest()[:6]}.")


def page(number: int) -> str:
    word, other = WORDS[number % len(WORDS)], WORDS[(number * 3 + 1) % len(WORDS)]
    return (
        f"{MENU}第{number}页说{word}\n{word}和{other}都在村子里，孩子们很喜欢。\n"
        f"Toli County is in Xinjiang; Torrey County is another spelling.\n{FOOTER}"
    )


def as_html(text: str) -> str:
    """The same as a web page: the first lines are its menu, the last two its footer."""
    lines = text.splitlines()
    menu = "".join(f"<li><a href='/'>{line}</a></li>" for line in lines[:3])
    body = "".join(f"<p>{line}</p>" for line in lines[3:-2])
    foot = "".join(f"<p>{line}</p>" for line in lines[-2:])
    return (
        f"<!doctype html><html lang=zh><body><ul>{menu}</ul><main>{body}</main>"
        f"<footer>{foot}</footer></body></html>"
    )


def make_site(folder: Path, pages: int = 4) -> Path:
    """Pages in two folders, with what pages need."""
    (folder / "sub" / "deep").mkdir(parents=True)
    for number in range(pages):
        home = (folder, folder / "sub", folder / "sub" / "deep")[number % 3]
        name, text = f"page-{number}.txt", page(number)
        if number == 1:
            name, text = f"page-{number}.html", as_html(text)
        (home / name).write_text(text, encoding="utf-8")
    (folder / "sub" / "style.css").write_text("body { color: red }", encoding="utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (folder / "broken.json").write_bytes(b"{ no strings")
    return folder


def run(
    site: Path | list[Path], out: Path, engine_: ScriptedEngine | None = None, **options: object
) -> FolderResult:
    memory = options.pop("memory", None)
    return translate_folder(
        site,
        out,
        options=FolderOptions(**options),  # type: ignore[arg-type]
        termbase=termbase(),
        engines=pipeline.Engines("en", engine=engine_ or engine()),
        memory=memory,  # type: ignore[arg-type]
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes; folders as such."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"(folder)"
        for path in sorted(folder.rglob("*"))
    }
