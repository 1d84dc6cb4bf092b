"""The peer: argostranslate translates lines in its own way. Runs in an environment of its own.

    python benchmarks/peer_argos.py PACKAGE LINES.txt [--warm N] [--out FILE]

PACKAGE is an `.argosmodel` file or the folder of an unpacked one. The text goes through
`Translation.translate` as a user's does; only the sentence splitter is replaced by one that
returns its input, because argostranslate's own asks the network for data, and because every line
here is one sentence. Ends with one line of JSON: seconds and MiB. Needs no glossa.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import harness


class OneSentence:
    """A splitter that takes each paragraph as one sentence."""

    def split_sentences(self, text: str) -> list[str]:
        """The text itself."""
        return [text]


def main() -> int:
    """Translate the lines once, or after a warm-up, and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("lines", type=Path, help="UTF-8, one source segment a line")
    parser.add_argument("--warm", type=int, default=0, help="translate N lines first, untimed")
    parser.add_argument("--out", type=Path, help="write the translations here")
    options = parser.parse_args()
    text = options.lines.read_text(encoding="utf-8").rstrip("\n")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(harness.argos_environment(options.package, Path(folder)))
        start = time.perf_counter()
        from argostranslate import translate  # reads its settings from the environment, once

        imported = time.perf_counter()
        translation = translate.get_translation_from_codes("zh", "en")
        translation.underlying.sentencizer = OneSentence()
        if options.warm:
            translation.translate("\n".join(text.split("\n")[: options.warm]))
            translation.cache = {}  # else the warm-up lines would be free
        loaded, used = time.perf_counter(), time.process_time()
        result = translation.translate(text)
        done, used = time.perf_counter(), time.process_time() - used
    if options.out:
        options.out.write_text(result + "\n", encoding="utf-8")
    figures = {
        "name": "argostranslate",
        "lines": text.count("\n") + 1,
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
