"""The worker for glossa: translate a file of lines in one process, and say how long it took.

    python benchmarks/work_glossa.py PACKAGE LINES.txt [--warm N] [--engine-only] [--out FILE]

As a page, through `glossa.translate` (segments, glossary, checks and all); with `--engine-only`
through `ArgosEngine.translate`, which is what compares with raw CTranslate2. Ends with one line of
JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import harness


def page_translator(package: Path) -> Callable[[list[str]], list[str]]:
    """Translates lines as one page; termbase and model are loaded once, as for many pages."""
    import glossa
    from glossa.engines.argos import ArgosEngine
    from glossa.models.package import read_package

    termbase, engine = glossa.load_termbase(), ArgosEngine(read_package(package))

    def translate(lines: list[str]) -> list[str]:
        document = glossa.parse_page("\n".join([*lines, ""]).encode(), "lines.txt")
        bitext = glossa.translate(document, termbase=termbase, engine=engine)
        return glossa.rebuild(document, bitext).rstrip("\n").split("\n")

    return translate


def engine_translator(package: Path) -> Callable[[list[str]], list[str]]:
    """Translates lines as bare segments."""
    from glossa.engines.argos import ArgosEngine
    from glossa.models.package import read_package

    engine = ArgosEngine(read_package(package))
    return lambda lines: list(engine.translate(lines))


def main() -> int:
    """Translate the lines once, or after a warm-up, and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("lines", type=Path, help="UTF-8, one source segment a line")
    parser.add_argument("--warm", type=int, default=0, help="translate N lines first, untimed")
    parser.add_argument("--engine-only", action="store_true")
    parser.add_argument("--out", type=Path, help="write the translations here")
    options = parser.parse_args()
    lines = options.lines.read_text(encoding="utf-8").rstrip("\n").split("\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = harness.argos_environment(options.package, folder)
        os.environ.update(environment)
        start = time.perf_counter()
        package = next(Path(environment["ARGOS_PACKAGES_DIR"]).glob("*/metadata.json")).parent
        make = engine_translator if options.engine_only else page_translator
        translate = make(package)
        imported = time.perf_counter()
        if options.warm:
            translate(lines[: options.warm])
        loaded, used = time.perf_counter(), time.process_time()
        results = translate(lines)
        done, used = time.perf_counter(), time.process_time() - used
    if options.out:
        options.out.write_text("\n".join(results) + "\n", encoding="utf-8")
    figures = {
        "name": "glossa, engine only" if options.engine_only else "glossa",
        "lines": len(lines),
        "import_s": imported - start,
        "load_s": loaded - imported,
        "translate_s": done - loaded,
        "cpu_s": used,
        "peak_mib": harness.peak_memory(),
        "loaded": sorted({"torch", "stanza", "spacy", "minisbd"} & set(sys.modules)),
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
