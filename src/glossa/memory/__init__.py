"""MEMORY: past segments, exact, in context and nearly the same.

One SQLite file. `Memory.open(path, create=True)` gives a `Memory`; `add` puts pairs in, `look_up`
asks for the segments of a page, `search` is the concordance. `docs/memory.md` tells the rest.
"""

from __future__ import annotations

from glossa.memory.model import Added, Candidate, Compacted, Hit, Pair, Query, Stats
from glossa.memory.store import Memory

__all__ = ["Added", "Candidate", "Compacted", "Hit", "Memory", "Pair", "Query", "Stats"]
