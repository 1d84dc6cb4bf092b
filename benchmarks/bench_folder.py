"""A site of 200 pages with one navigation and one footer: as a folder, and page by page.

    python benchmarks/bench_folder.py PACKAGE --lines LINES.txt [--pages 200] [--fresh 12] \
        [--single 10] [--peer-python PYTHON --peer-lines 300] [--append RESULTS.md]

LINES.txt: Chinese lines, `fresh` for each page, none twice (`headlines.py` draws them). Every page
has the same navigation and footer, and lines of its own. Measured, each in a process of its own:
the folder; the same folder again with nothing changed; the pages one after the other in one warm
process (`load_page`, `translate`, `save_page`); `glossa translate PAGE -o OUT` for the first
`single` pages, a process each. argostranslate gets every distinct line of the first pages once,
without markup, and what it takes for all distinct lines of the site is worked out from that: its
start, the reading and the writing are not counted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from html import escape
from pathlib import Path

import harness
from bench_start import executable

MENU = (
    "首页",
    "新闻",
    "国内",
    "国际",
    "财经",
    "体育",
    "文化",
    "旅游",
    "视频",
    "图片",
    "论坛",
    "教育",
    "健康",
    "天气",
    "生活",
    "服务",
    "关于我们",
    "联系我们",
)
FOOTER = (
    "关于我们",
    "联系方式：请在工作日上午九点到下午五点打电话给我们的编辑部。",
    "本站所有文章未经书面同意不得转载，违者将被追究责任。",
    "网站地图",
    "广告服务",
    "如果您发现本页有错误，请告诉我们，我们会尽快改正。",
    "版权所有",
    "本站建议使用最新版本的浏览器，以便看到所有的图片和视频。",
)
ONE_BY_ONE = """
import sys
from pathlib import Path
from glossa import pipeline
site, out = map(Path, sys.argv[1:])
termbase, engines = pipeline.load_termbase(), pipeline.Engines("en")
for path in sorted(site.glob("*.html")):
    page = pipeline.load_page(path)
    bitext = pipeline.translate(page, termbase=termbase, engines=engines)
    pipeline.save_page(page, bitext, out / path.name)
"""


def page(lines: list[str]) -> str:
    """A web page with the lines between the navigation and the footer that all share."""
    menu = "".join(f'<li><a href="{at}.html">{word}</a></li>' for at, word in enumerate(MENU))
    title, *text = map(escape, lines)
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>"
        + "".join(f"<p>{line}</p>" for line in text)
        + "</article><footer>"
        + "".join(f"<p>{line}</p>" for line in FOOTER)
        + "</footer></body></html>\n"
    )


def make_site(options: argparse.Namespace, folder: Path) -> list[str]:
    """Write the pages; returns the distinct Chinese lines of all, those of all pages first."""
    lines = options.lines.read_text(encoding="utf-8").splitlines()
    lines = list(dict.fromkeys(line for line in lines if line))
    wanted = options.pages * options.fresh
    if len(lines) < wanted:
        raise SystemExit(f"{options.lines}: {len(lines)} lines, {wanted} are needed")
    folder.mkdir()
    for number in range(options.pages):
        own = lines[number * options.fresh : (number + 1) * options.fresh]
        (folder / f"page-{number:04}.html").write_text(page(own), encoding="utf-8")
    return list(dict.fromkeys((*MENU, *FOOTER, *lines[:wanted])))


def peer(options: argparse.Namespace, distinct: list[str], folder: Path) -> list[object]:
    """What argostranslate takes for the distinct lines, worked out from the first of them."""
    path = folder / "lines.txt"
    some = distinct[: options.peer_lines]
    path.write_text("\n".join(some) + "\n", encoding="utf-8")
    script = str(harness.HERE / "peer_argos.py")
    said = harness.worker(
        [options.peer_python, script, str(options.package), str(path), "--warm", "10"]
    )
    share = len(distinct) / len(some)
    return [said["translate_s"] * share, said["cpu_s"] * share, said["peak_mib"]]


def main() -> int:
    """Make the site, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--lines", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--fresh", type=int, default=12)
    parser.add_argument("--single", type=int, default=10)
    parser.add_argument("--peer-python")
    parser.add_argument("--peer-lines", type=int, default=300)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = harness.argos_environment(options.package, folder / "models")
        site, out, other = folder / "site", folder / "out", folder / "other"
        distinct = make_site(options, site)
        other.mkdir()
        glossa = [*executable(), "translate"]
        harness.run([*glossa, str(site / "page-0000.html"), "-q", "-o", str(other / "x.html")], env)
        measured: dict[str, list[object]] = {}
        for title, command in {
            "folder": [*glossa, str(site), "-q", "-o", str(out)],
            "folder again, nothing changed": [*glossa, str(site), "-q", "-o", str(out)],
            "one warm process, page by page": [
                sys.executable, "-c", ONE_BY_ONE, str(site), str(other),
            ],
        }.items():  # fmt: skip
            sample = harness.run(command, env)
            measured[title] = [sample.wall, sample.cpu, sample.peak]
        same = sum(
            (out / path.name).read_bytes() == (other / path.name).read_bytes()
            for path in site.glob("*.html")
        )
        singles = [
            harness.run([*glossa, str(path), "-q", "-o", str(other / "one.html")], env)
            for path in sorted(site.glob("*.html"))[: options.single]
        ]
        share = options.pages / len(singles)
        measured[f"a process a page (from {len(singles)})"] = [
            sum(one.wall for one in singles) * share,
            sum(one.cpu for one in singles) * share,
            max(one.peak for one in singles),
        ]
        if options.peer_python:
            measured[f"argostranslate, distinct lines (from {options.peer_lines})"] = peer(
                options, distinct, folder
            )
    own = measured["folder"]
    rows: list[list[object]] = [
        [
            title,
            f"{wall:.1f}",
            f"{cpu:.1f}",
            f"{peak:.0f}",
            f"{options.pages / wall:.1f}",
            f"{wall / own[0]:.2f}",
            f"{cpu / own[1]:.2f}",
        ]
        for title, (wall, cpu, peak) in measured.items()  # type: ignore[has-type]
    ]
    header = ["200 pages" if options.pages == 200 else f"{options.pages} pages"]
    header += ["s", "CPU s", "peak MiB", "pages/s", "time, folder = 1", "CPU time, folder = 1"]
    about = (
        f"{options.pages} pages of {len(MENU) + len(FOOTER) + options.fresh + 1} blocks, "
        f"{options.fresh} lines of each its own. {same} of {options.pages} pages came out the same "
        "bytes as page by page."
    )
    harness.report("A folder of pages", f"{about}\n\n{harness.table(header, rows)}", options.append)
    return 0


if __name__ == "__main__":
    sys.exit(main())
