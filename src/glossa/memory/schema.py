"""The tables of a memory. A change of them raises `VERSION`; an older glossa refuses the file."""

from __future__ import annotations

from typing import Final

__all__ = ["APPLICATION", "COLUMNS", "INDEX_TABLES", "TABLES", "VERSION"]

APPLICATION: Final = 0x676C6D31
"""`glm1` in the header of the file, by which `file` and glossa tell what it is."""
VERSION: Final = 1

COLUMNS: Final = (
    "source", "target", "source_language", "target_language", "state", "match", "origin",
    "before", "after", "kind", "page", "entry", "note",
)  # fmt: skip
"""The fields of a `Pair`, in its order."""

_FIELDS: Final = ", ".join(f'"{name}" TEXT NOT NULL' for name in COLUMNS)

TABLES: Final = (
    # revision: changes so far; digest: 32 bytes; abstract: which rules the index was made by
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE languages (id INTEGER PRIMARY KEY, family TEXT NOT NULL UNIQUE) STRICT",
    # key: hash of the source and its languages; context: hash of the neighbours; rank: 0 for a
    # machine's, 1 reviewed, 2 final; turn: what came later where one source has several targets of
    # one rank; likeness: the row of its abstract text
    (
        "CREATE TABLE pair (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, context INTEGER NOT NULL,"
        " rank INTEGER NOT NULL, turn INTEGER NOT NULL, likeness INTEGER NOT NULL,"
        f" {_FIELDS}) STRICT"
    ),
    # the contexts are in them so that what is found first hangs on what the pairs say, not on
    # which of them came in first: two memories with one digest answer alike
    "CREATE INDEX pair_key ON pair (key, rank, turn, context)",
    "CREATE INDEX pair_context ON pair (key, context)",
    "CREATE INDEX pair_likeness ON pair (likeness, rank, turn, key, context)",
)
INDEX_TABLES: Final = (
    (
        "CREATE TABLE likeness (id INTEGER PRIMARY KEY, languages INTEGER NOT NULL,"
        " hash INTEGER NOT NULL, text TEXT NOT NULL) STRICT"
    ),
    "CREATE INDEX likeness_hash ON likeness (hash)",
    # ids: 32-bit numbers, little end first: the row in `likeness` times 64 + its class of length
    (
        "CREATE TABLE gram (languages INTEGER NOT NULL, gram TEXT NOT NULL, block INTEGER NOT NULL,"
        " ids BLOB NOT NULL, PRIMARY KEY (languages, gram, block)) STRICT, WITHOUT ROWID"
    ),
    # rowid is that of the pair; the tokens are made by `grams.search_tokens`
    (
        "CREATE VIRTUAL TABLE concordance USING fts5"
        " (tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
    ),
)
