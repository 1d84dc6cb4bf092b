"""One page, what a script makes of it, and what a person then does to it in an editor.

Run as a program to write the exports that an editor opens: `python round_trip.py FOLDER`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from glossa.engines import ScriptedEngine
from glossa.formats import get_format
from glossa.model import Bitext, Document, MatchType, Signature
from glossa.pipeline import parse_page, translate

GOLDEN: Final = Path(__file__).parents[1] / "golden" / "roundtrip"
EXPORTS: Final = {
    "po": "page.po",
    "xlsx": "page.xlsx",
    "xliff": "page.xlf",
    "xliff12": "page.12.xlf",
}
ANSWERS: Final = {
    "山城巴扎今年卖出120吨核桃": "The mountain town's bazaar sold 120 tons of walnuts this year",
    "每天早上，人们从各个村子赶来。": "Every morning people come from all villages.",
    "“价格比去年好，”她说。": "“The price is better than last year,” she said.",
    "摊位从80个增加到95个。": "The stalls grew from 80 to 95.",
    "山城的学校下周开学": "The school of the mountain town opens next week",
    "图为核桃市场的早晨": "The picture is the morning of the walnut market",
    "阅读更多": "Read more",
}
EDITS: Final = {
    "山城巴扎今年卖出120吨核桃": "Mountain-town bazaar sells 120 tonnes of walnuts",
    "“价格比去年好，”她说。": "“It is a better price than last year’s,” she said; “we are glad.”",
    "阅读更多": "Continue reading",
}
"""By source; `阅读更多` stands twice, and a person changes the first."""


def page() -> Document:
    """The page: GB 18030, CRLF."""
    return parse_page((GOLDEN / "page.txt").read_bytes(), "page.txt")


@cache
def export() -> Bitext:
    """The page as the script translates it."""
    return translate(page(), engine=ScriptedEngine(ANSWERS, default=lambda source: f"({source})"))


def unsigned(bitext: Bitext) -> Bitext:
    """Without what changes with every version of glossa and its glossary."""
    return replace(bitext, signature=Signature.of({"version": "0"}))


def main(folder: Path) -> None:
    """Write the exports."""
    bitext = unsigned(export())
    for name, file in EXPORTS.items():
        (folder / file).write_bytes(get_format(name).encode(bitext))
    engine = [entry.source for entry in bitext if entry.match is MatchType.ENGINE]
    print(*engine, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
