"""The yardstick: CTranslate2 and SentencePiece fed one ideal batch, and nothing else.

    python benchmarks/raw_ctranslate2.py PACKAGE LINES.txt [--warm N] [--out FILE]

No pages, no segments, no terms, no checks: what the model itself costs. Same beam and length
penalty as argostranslate (4; 0.2). Ends with one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import harness


def main() -> int:
    """Translate the lines once, or after a warm-up, and say how long each part took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("lines", type=Path, help="UTF-8, one source segment a line")
    parser.add_argument("--warm", type=int, default=0, help="translate N lines first, untimed")
    parser.add_argument("--batch", type=int, default=4096, help="tokens in a batch")
    parser.add_argument("--out", type=Path, help="write the translations here")
    options = parser.parse_args()
    lines = options.lines.read_text(encoding="utf-8").rstrip("\n").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        packages = harness.packages_folder(options.package, Path(folder))
        model = next(packages.glob("*/metadata.json")).parent
        start = time.perf_counter()
        import ctranslate2
        import sentencepiece

        imported = time.perf_counter()
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(model / "sentencepiece.model"))
        translator = ctranslate2.Translator(str(model / "model"), device="cpu")

        def translate(batch: list[str]) -> list[str]:
            results = translator.translate_batch(
                pieces.encode(batch, out_type=str),
                beam_size=4,
                length_penalty=0.2,
                replace_unknowns=True,
                max_batch_size=options.batch,
                batch_type="tokens",
            )
            return [pieces.decode(result.hypotheses[0]) for result in results]

        if options.warm:
            translate(lines[: options.warm])
        loaded, used = time.perf_counter(), time.process_time()
        results = translate(lines)
        done, used = time.perf_counter(), time.process_time() - used
    if options.out:
        options.out.write_text("\n".join(results) + "\n", encoding="utf-8")
    figures = {
        "name": "raw CTranslate2",
        "lines": len(lines),
        "import_s": imported - start,
        "load_s": loaded - imported,
        "translate_s": done - loaded,
        "cpu_s": used,
        "peak_mib": harness.peak_memory(),
        "ctranslate2": ctranslate2.__version__,
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
