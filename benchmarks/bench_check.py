"""How fast `glossa check` and `glossa normalize` go through a folder of pages of yours.

    python benchmarks/bench_check.py FOLDER

Prints pages and megabytes a second of processor time, the glossary loaded beforehand. Pages that
differ are the honest test: menus that come back are looked at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from glossa import pipeline
from glossa.folders import walk


def main(folder: str) -> None:
    """Read every page of `folder` into memory, then time each step over all of them."""
    from glossa.survey import Surveyor

    pages = walk([folder]).pages
    data = [page.path.read_bytes() for page in pages]
    size = sum(map(len, data)) / 1e6
    termbase = pipeline.load_termbase()
    for text, language in (("Hetian", "en"), ("和田", "zh-Hans")):
        termbase.fold(text, language=language)
    print(f"{len(pages):,} pages, {size:.1f} MB")

    def timed(what: str, work: Callable[[], object]) -> object:
        start = time.process_time()
        result = work()
        seconds = time.process_time() - start
        rate = f"{len(pages) / seconds:,.0f} pages/s, {size / seconds:.2f} MB/s"
        print(f"{what}: {seconds:.1f} s, {rate}")
        return result

    def check() -> object:
        surveyor = Surveyor(termbase)
        for page, document in zip(pages, documents, strict=True):
            surveyor.add_page(document, page.name)
        return surveyor.result()

    documents = [pipeline.parse_page(one) for one in data]
    timed("read and segment", lambda: [pipeline.parse_page(one) for one in data])
    timed("check, once segmented", check)
    timed(
        "normalize, once segmented",
        lambda: [pipeline.normalize(document, termbase=termbase) for document in documents],
    )


if __name__ == "__main__":
    main(sys.argv[1])
