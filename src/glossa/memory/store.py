"""A memory: one SQLite file, safe beside other processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from glossa.errors import UsageError
from glossa.memory.adding import prepare, put_in, read_meta, usable
from glossa.memory.concordance import find_text
from glossa.memory.connection import connect, told, writing
from glossa.memory.exact import find_exact
from glossa.memory.fuzzy import find_candidates, find_fuzzy
from glossa.memory.model import Added, Candidate, Compacted, Hit, Pair, Query, Stats
from glossa.memory.upkeep import all_pairs, compact, stats

if TYPE_CHECKING:
    from glossa.memory.adapt import NamesOf

__all__ = ["Memory"]

_WAIT: Final = 30.0


class Memory:
    """Past segments in one file. Made by `Memory.open`; a context manager.

    Everything that touches the file raises `MemoryFileError` where it is damaged, locked for too
    long, read-only, or the disk is full; an addition that fails leaves the memory as it was.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        readonly: bool = False,
        wait: float = _WAIT,
    ) -> Memory:
        """Open the memory at `path`.

        Args:
            path: its file; a link is followed.
            create: make it where there is none (or an empty file).
            readonly: for asking only; works on media that cannot be written.
            wait: seconds to wait for another process that writes.
        """
        path = Path(path)
        return cls(connect(path, create=create, readonly=readonly, wait=wait), path)

    def close(self) -> None:
        """Close the file; harmless when done twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with told(self.path):
            return int(self._connection.execute("SELECT count(*) FROM pair").fetchone()[0])

    def add(self, pairs: Iterable[Pair]) -> Added:
        """Put pairs in, in one transaction: all of them or none.

        Others wait meanwhile; give large imports in portions of some ten thousand. Where two pairs
        stand for the same source, languages and context, a person's word replaces a machine's and
        the later the earlier; a machine's pair never replaces a person's. Pairs with an empty side
        or in state `initial` are refused.
        """
        given = list(pairs)
        good = [pair for pair in given if usable(pair)]
        refused = Added(refused=len(given) - len(good))
        if not good:
            return refused
        prepared = prepare(good)
        with writing(self._connection, self.path):
            added = put_in(self._connection, prepared)
        return added + refused

    def exact(self, query: Query) -> Hit | None:
        """The pair for the very same source, in context before elsewhere; a person's first."""
        with told(self.path):
            return find_exact(self._connection, query)

    def candidates(self, query: Query, limit: int = 10) -> list[Candidate]:
        """Pairs whose source resembles the query's, numbers and literals aside; likest first."""
        with told(self.path):
            return find_candidates(self._connection, query, limit)

    def look_up(
        self, queries: Iterable[Query], *, threshold: float = 0.75, names: NamesOf | None = None
    ) -> list[Hit | None]:
        """One answer a query: in context, else exact, else nearly the same; None where none is.

        Persons' pairs go first: a machine's for the very same source stands back behind a person's
        that differs in values only, all of which could be put right.

        Args:
            queries: the segments of a page, in order.
            threshold: 0..1, the least score of what is nearly the same; over 1 asks for none.
            names: finds names of the glossary, which are then exchanged like numbers.
        """
        if not threshold > 0:
            raise UsageError(f"the threshold is {threshold}", advice="give one from 0.5 to 1")
        with told(self.path):
            return [self._one(query, threshold, names) for query in queries]

    def _one(self, query: Query, threshold: float, names: NamesOf | None) -> Hit | None:
        exact = find_exact(self._connection, query)
        if (exact is not None and exact.pair.by_person) or threshold > 1:
            return exact
        near = find_fuzzy(self._connection, query, threshold, names)
        if exact is None:
            return near
        better = near is not None and near.pair.by_person and not near.differs
        return near if better else exact

    def search(
        self, text: str, *, side: str = "both", limit: int = 20, languages: Sequence[str] = ()
    ) -> list[Pair]:
        """The concordance: pairs in which `text` stands, whatever its case and width.

        `side`: `source`, `target` or `both`; `languages`: tags (BCP 47) that both sides' languages
        must be among, all where there are none.
        """
        with told(self.path):
            return find_text(self._connection, text, side=side, limit=limit, languages=languages)

    def pairs(self) -> Iterator[Pair]:
        """Every pair, by languages, page and place; the same order whatever came in first."""
        with told(self.path):
            yield from all_pairs(self._connection)

    def stats(self) -> Stats:
        """How many pairs of what kind, and how large the file is."""
        with told(self.path):
            return stats(self._connection, self.path)

    def compact(self) -> Compacted:
        """Drop what a person's word made superfluous, make the indexes anew, give room back."""
        return compact(self._connection, self.path)

    @property
    def digest(self) -> str:
        """64 hex digits for the content, whatever came in first; for a `Signature`."""
        with told(self.path):
            return f"{read_meta(self._connection)[1]:064x}"
