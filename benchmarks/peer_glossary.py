"""The same names in another tool: seconds to be ready, MB a second, peak memory. A worker.

    python benchmarks/peer_glossary.py flashtext|spacy|re NAMES.json TEXT match|fold SECONDS

NAMES.json maps each wording to what it is written as. The text is taken paragraph by paragraph
until SECONDS of CPU time have gone: what is slow gets less of it. Ends with one line of JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import harness

Work = Callable[[str], int]


def flashtext(names: dict[str, str], task: str) -> Work:
    """A trie over words, as flashtext makes it; case is ignored."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for name, written in names.items():
        processor.add_keyword(name, written)
    if task == "fold":
        return lambda text: len(processor.replace_keywords(text))
    return lambda text: len(processor.extract_keywords(text, span_info=True))


def spacy(names: dict[str, str], task: str) -> Work:
    """The PhraseMatcher of a blank English pipeline on small letters; it replaces nothing."""
    import spacy as package
    from spacy.matcher import PhraseMatcher

    if task == "fold":
        raise SystemExit("the PhraseMatcher only finds")
    pipeline = package.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("name", [pipeline.make_doc(name) for name in names])
    return lambda text: len(matcher(pipeline.make_doc(text)))


def one_re(names: dict[str, str], task: str) -> Work:
    """One alternation of all names, the longest first, between word boundaries."""
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
    written = {name.lower(): target for name, target in names.items()}
    if task == "fold":
        return lambda text: len(
            pattern.sub(lambda found: written.get(found[0].lower(), found[0]), text)
        )
    return lambda text: sum(1 for _ in pattern.finditer(text))


SYSTEMS = {"flashtext": flashtext, "spacy": spacy, "re": one_re}


def main() -> int:
    """Build the matcher, then run it over paragraphs for the time it is given."""
    system, names_file, text_file, task, budget = sys.argv[1:]
    names = json.loads(Path(names_file).read_text(encoding="utf-8"))
    wall, cpu = time.perf_counter(), time.process_time()
    work = SYSTEMS[system](names, task)
    ready, ready_cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = harness.peak_memory()
    size = seconds = 0.0
    with Path(text_file).open(encoding="utf-8") as stream:
        for line in stream:
            if len(line.lower()) != len(line):
                continue  # flashtext cannot replace in it
            cpu = time.process_time()
            work(line)
            seconds += time.process_time() - cpu
            size += len(line.encode()) / 1e6
            if seconds > float(budget):
                break
    report = {
        "ready": ready,
        "ready_cpu": ready_cpu,
        "loaded_mib": memory,
        "peak_mib": harness.peak_memory(),
        "megabytes": size,
        "speed": size / seconds if seconds else 0.0,
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
