"""A saved page before and after translation, side by side in one picture.

    python benchmarks/screenshots.py PAGE OUT.png [--to en] [--width 1000] [--height 1400]
    python benchmarks/screenshots.py PAGE OUT.png --edited PAGE.xlsx
    python benchmarks/screenshots.py PAGE OUT.png --after TRANSLATED.html

PAGE: a web page (.html, .mhtml ...), with its folder beside it. It is translated with the models
that are installed, written to a folder of its own as `glossa translate` does it, and both are
opened in headless Chromium, which is given no network. `--edited` takes the translation from a
bilingual file, as `glossa merge` does; `--after` takes a page that was translated already. What is
printed: how far the landmarks (elements with an id) moved, and how many Chinese characters are to
be seen before and after. Needs Chromium; nothing else is installed.
"""

from __future__ import annotations

import argparse
import base64
import re
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import glossa
from glossa.cli.outputs import PAGE, write_result

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "formats"))
from chromium import Browser

_HAN = re.compile("[\u3400-\u9fff]")
_BOXES = """Object.fromEntries(Array.from(document.querySelectorAll('[id]'), e => {
    const b = e.getBoundingClientRect();
    return [e.id, [b.left, b.top, b.width, b.height].map(Math.round)]; }))"""
_BOTH = """<!doctype html><meta charset="utf-8"><title>before and after</title><style>
body {{ margin: 0; font: 14px/1.4 sans-serif; display: grid; grid-template-columns: 1fr 1fr;
  gap: 12px; padding: 12px; background: #888; }}
figure {{ margin: 0; background: #fff; }} img {{ display: block; width: 100%; }}
figcaption {{ padding: 6px 10px; }}
</style>{figures}"""


def main() -> None:
    """Write the picture; print what was seen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--to", default="en")
    parser.add_argument("--edited", type=Path)
    parser.add_argument("--after", type=Path)
    parser.add_argument("--width", type=int, default=1000)
    parser.add_argument("--height", type=int, default=1400)
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        after = call.after or _translated(call, Path(folder))
        size = call.width, call.height
        seen = [
            _seen(browser, path.resolve(), size, Path(folder) / f"{name}.png")
            for name, path in (("before", call.page), ("after", after))
        ]
        figures = "".join(
            f"<figure><figcaption><b>{name}</b> {escape(one['title'])}</figcaption>"
            f'<img src="data:image/png;base64,{one["picture"]}"></figure>'
            for name, one in zip(("before", "after"), seen, strict=True)
        )
        both = Path(folder) / "both.html"
        both.write_text(_BOTH.format(figures=figures), encoding="utf-8")
        browser.open(both, size=(2 * call.width, call.height + 60))
        browser.shot(call.out)
    _report(*seen)


def _translated(call: argparse.Namespace, folder: Path) -> Path:
    document = glossa.load_page(call.page)
    if call.edited:
        bitext = glossa.merge(document, glossa.load_bitext(call.edited)).bitext
    else:
        bitext = glossa.translate(document, to=call.to)
    goal = folder / "translated" / call.page.name
    goal.parent.mkdir()
    for finding in write_result(document, bitext, goal, PAGE, source=call.page):
        print(f"{finding.code}: {finding.message}")
    return goal


def _seen(browser: Browser, page: Path, size: tuple[int, int], picture: Path) -> dict[str, Any]:
    browser.open(page, size=size)
    browser.shot(picture)
    return {
        "title": browser.run("document.title"),
        "han": len(_HAN.findall(browser.run("document.body.innerText"))),
        "boxes": browser.run(_BOXES),
        "pictures": browser.run("Array.from(document.images, e => e.naturalWidth > 0)"),
        "asked": [one for one in browser.asked if not one.startswith(("file:", "data:", "cid:"))],
        "picture": base64.b64encode(picture.read_bytes()).decode(),
    }


def _report(before: dict[str, Any], after: dict[str, Any]) -> None:
    names = before["boxes"].keys() & after["boxes"].keys()
    moved = [
        max(abs(a - b) for a, b in zip(before["boxes"][one], after["boxes"][one], strict=True))
        for one in sorted(names)
    ]
    near = sum(one <= 30 for one in moved)
    print(f"Chinese characters seen: {before['han']} before, {after['han']} after")
    print(f"landmarks within 30 px: {near} of {len(before['boxes'])}, furthest {max(moved or [0])}")
    print(
        f"pictures shown: {sum(before['pictures'])} of {len(before['pictures'])} before, "
        f"{sum(after['pictures'])} of {len(after['pictures'])} after"
    )
    print(f"asked for outside the folder: {before['asked'] + after['asked'] or 'nothing'}")


if __name__ == "__main__":
    main()
