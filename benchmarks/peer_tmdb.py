"""Worker: translate-toolkit's `tmdb` with the pairs and queries of a task file.

    python benchmarks/peer_tmdb.py TASK.json DATABASE

Runs in an environment of its own: translate-toolkit before 3.19 (later ones have no tmdb) with
python-Levenshtein, its faster comparer. It is used as its own server uses it: `add_list`, one
commit, then `translate_unit` with its default of three candidates at 75%.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Fill, ask, print one line of JSON."""
    from translate.__version__ import sver
    from translate.storage.tmdb import TMDB

    task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    database = Path(sys.argv[2])
    database.unlink(missing_ok=True)
    source_language, target_language = task["tags"]
    memory = TMDB(str(database), max_candidates=3, min_similarity=75, max_length=1000)
    begin = time.perf_counter()
    memory.add_list(
        ({"source": source, "target": target, "context": ""} for source, target in task["pairs"]),
        source_language,
        target_language,
    )
    load = time.perf_counter() - begin
    times, found = [], 0
    for group in zip(*task["queries"].values(), strict=True):
        for query in group:
            begin = time.perf_counter()
            found += bool(memory.translate_unit(query, source_language, target_language))
            times.append((time.perf_counter() - begin) * 1000)
    size = database.stat().st_size
    print(
        json.dumps({"version": sver, "load": load, "times": times, "found": found, "bytes": size})
    )


if __name__ == "__main__":
    main()
