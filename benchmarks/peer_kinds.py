"""What trafilatura and jusText take for the main text; runs in an environment of its own.

A list of web pages as JSON on stdin, a list of {"trafilatura": [lines], "jusText": [lines]} as the
last line of stdout.
"""

from __future__ import annotations

import json
import sys

import justext
import trafilatura


def lines_of(page: str) -> dict[str, list[str]]:
    """The lines that each tool keeps of a page."""
    words = justext.get_stoplist("English")
    text = trafilatura.extract(page, include_comments=True, include_tables=True, favor_recall=True)
    kept = justext.justext(
        page.encode(), words, encoding="utf-8", stopwords_low=0, stopwords_high=0
    )
    return {
        "trafilatura": (text or "").splitlines(),
        "jusText": [one.text for one in kept if not one.is_boilerplate],
    }


if __name__ == "__main__":
    print(json.dumps([lines_of(page) for page in json.load(sys.stdin)]))
