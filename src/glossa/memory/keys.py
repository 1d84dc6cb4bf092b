"""What makes two sources the same, two contexts the same, two memories the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Final

from glossa.memory.model import Pair
from glossa.memory.rows import values_of
from glossa.script import primary_subtag

__all__ = ["MODULUS", "NO_CONTEXT", "family", "fingerprint", "key", "pair_digest", "same_text"]

MODULUS: Final = 1 << 256
NO_CONTEXT: Final = 0
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})


def same_text(text: str) -> str:
    r"""What is compared of a source: NFC, blanks and line ends joined; case and marks count.

    >>> same_text(" News \n of  today")
    'News of today'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


@lru_cache(maxsize=256)
def family(tag: str) -> str:
    """The tags that can stand for one another when a memory is asked: region aside, script not.

    >>> [family(tag) for tag in ("zh", "zh-CN", "zh-TW", "en-GB", "uz-Cyrl")]
    ['zh-hans', 'zh-hans', 'zh-hant', 'en', 'uz-cyrl']
    """
    subtags = tag.replace("_", "-").lower().split("-")[1:]
    first = primary_subtag(tag.replace("_", "-"))
    script = next((part for part in subtags if len(part) == 4 and part.isalpha()), "")
    if first == "zh":
        return "zh-hant" if _TRADITIONAL & set(subtags) and script != "hans" else "zh-hans"
    return f"{first}-{script}" if script else first


def key(source: str, languages: str) -> int:
    """A signed 64-bit hash of a source in a pair of languages (`zh-hans en`)."""
    return fingerprint((languages, same_text(source)))


def fingerprint(parts: Iterable[str]) -> int:
    """A signed 64-bit hash of some texts; 0 where all are empty."""
    joined = "\0".join(parts)
    if not joined.strip("\0"):
        return NO_CONTEXT
    raw = blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)


def pair_digest(pair: Pair, turn: int) -> int:
    """One pair's share of the digest of its memory; all shares are added up, modulo 2**256.

    `turn` is what came later where persons gave one source several targets: it has a say in what
    is found, so it has one here.
    """
    parts = "\0".join((*values_of(pair), str(turn)))
    return int.from_bytes(sha256(parts.encode("utf-8", "surrogatepass")).digest(), "big")
