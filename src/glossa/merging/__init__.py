"""MERGE: what a person did to a bilingual file is brought back to the page as it is now.

`merge(fresh(document), edited)` -> `Merged`: a bitext of the page with the person's words, and all
that no longer fits. Pure; the rules and their reasons are in `docs/decisions/0009-merging.md`.
"""

from glossa.merging.merge import Adapt, fresh, merge
from glossa.merging.model import How, Merged
from glossa.merging.work import Work, may_be_a_persons, replays, work_of

__all__ = [
    "Adapt",
    "How",
    "Merged",
    "Work",
    "fresh",
    "may_be_a_persons",
    "merge",
    "replays",
    "work_of",
]
