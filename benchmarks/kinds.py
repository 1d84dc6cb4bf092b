"""Kinds of blocks, languages and sentence ends on labelled pages, beside tools for main text.

    python benchmarks/kinds.py [FOLDER] [--half tune|test] [--peers PYTHON] [--append FILE]

`--peers`: the Python of an environment that has trafilatura and justext. They say of a web page
only what its main text is, so that alone is compared: headline, paragraph, list-item, byline,
dateline, source and caption against the rest, by letters and digits. Titles in the head and
attributes are left out, for they give none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import harness

from glossa.evaluation.kinds import MAIN, Share, as_table, measure
from glossa.evaluation.labelled import LabelledPage, load_labelled
from glossa.evaluation.matching import places_of

CORPUS = Path(__file__).parents[1] / "corpus" / "labelled"


def main() -> int:
    """The tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--half", choices=("tune", "test"), default="tune")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--append", type=Path)
    options = parser.parse_args()
    pages = load_labelled(options.folder / options.half)
    tallies = measure(pages)
    web = [page for page in pages if page.is_html]
    shares = {"glossa": tallies["html"].main, "everything": everything(web)}
    if options.peers:
        shares |= peers(options.peers, web)
    rows: list[list[object]] = [
        [name, *(f"{value:.3f}" for value in (share.precision, share.recall, share.f1))]
        for name, share in shares.items()
    ]
    main_text = harness.table(["main text of web pages", "precision", "recall", "F1"], rows)
    body = f"{as_table(tallies)}\n\n{main_text}"
    harness.report(f"Kinds of blocks ({options.half} half)", body, options.append)
    return 0


def everything(pages: Sequence[LabelledPage]) -> Share:
    """Who keeps the whole page."""
    share = Share()
    for page in pages:
        kept = [line.text for line in page.lines]
        share = added(share, judged(page, kept))
    return share


def peers(python: Path, pages: Sequence[LabelledPage]) -> dict[str, Share]:
    """What the others keep."""
    run = subprocess.run(
        [str(python), str(Path(__file__).with_name("peer_kinds.py"))],
        input=json.dumps([page.data.decode() for page in pages]),
        capture_output=True,
        text=True,
        check=True,
    )
    shares: dict[str, Share] = {}
    for page, answers in zip(pages, json.loads(run.stdout.splitlines()[-1]), strict=True):
        for name, lines in answers.items():
            shares[name] = added(shares.get(name, Share()), judged(page, lines))
    return shares


def judged(page: LabelledPage, kept: Sequence[str]) -> Share:
    """Letters and digits of the page that a tool kept, against those of its main text."""
    share = Share()
    places = places_of([line.text for line in page.lines], kept)
    for line, row in zip(page.lines, places, strict=True):
        if line.attribute or line.element == "title":
            continue
        for sign, place in zip(line.text, row, strict=True):
            if sign.isalnum():
                share.add(said=place is not None, true=line.kind in MAIN)
    return share


def added(one: Share, other: Share) -> Share:
    """Both."""
    return Share(one.right + other.right, one.wrong + other.wrong, one.missed + other.missed)


if __name__ == "__main__":
    sys.exit(main())
