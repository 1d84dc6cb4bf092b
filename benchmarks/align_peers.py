"""The other aligners, on segments that glossa cut: hunalign and nltk's Gale-Church."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Group = tuple[tuple[int, ...], tuple[int, ...]]
Links = list[tuple[Group, float]]
System = Callable[[Any], Links]

_HAN = re.compile("[\u3400-\u9fff]")
_TOKEN = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+(?:[.,]\d+)*|[\u3400-\u9fff]")
_ENDINGS = re.compile(r"(?:(?:ie|y|i)?(?:s|d)?|ings?|e[sd]?|ly|tions?|e)$")
_GALE_CHURCH = """
import json, sys
from nltk.translate import gale_church
for line in sys.stdin:
    source, target = json.loads(line)
    pairs = gale_church.align_blocks(source, target) if source and target else []
    print(json.dumps(pairs), flush=True)
"""


def gale_church(python: Path) -> System:
    """nltk's, by length alone; Chinese lengths are scaled by each document's own ratio."""
    worker = subprocess.Popen(
        [str(python), "-c", _GALE_CHURCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def run(case: Any) -> Links:
        source = [max(len(piece.text), 1) for piece in case.source]
        target = [max(len(piece.text), 1) for piece in case.target]
        ratio = sum(target) / sum(source)
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(json.dumps([[size * ratio for size in source], target]) + "\n")
        worker.stdin.flush()
        return _grouped(json.loads(worker.stdout.readline()))

    return run


def _grouped(pairs: Sequence[Sequence[int]]) -> Links:
    """Pairs that share a segment are one link."""
    links: list[tuple[set[int], set[int]]] = []
    for one, other in sorted(map(tuple, pairs)):
        if links and (one in links[-1][0] or other in links[-1][1]):
            links[-1][0].add(one)
            links[-1][1].add(other)
        else:
            links.append(({one}, {other}))
    return [((tuple(sorted(ones)), tuple(sorted(others))), 1.0) for ones, others in links]


def hunalign_variants(program: Path, cedict: Path, *, realign: bool) -> dict[str, System]:
    """The variants of hunalign: with nothing but lengths, and with a dictionary made of CC-CEDICT.

    Chinese is cut into words (the longest of the dictionary); English is lower-cased and stemmed,
    as are the words of the dictionary; `-realign` lets hunalign learn
    words of its own from a first pass. Chinese as the source, in words, lengths in bytes was the
    best of 16 ways on the `dev` part (F1 0.869; characters, English as the source and lengths in
    characters gave 0.20 to 0.864).
    """
    words = _dictionary(cedict)
    ways: dict[str, tuple[dict[str, set[str]], bool]] = {
        "hunalign, no dictionary": ({}, False),
        "hunalign, CC-CEDICT": (words, False),
        "hunalign, CC-CEDICT, realign": (words, True),
    }
    return {
        name: _hunalign(program, known, frozenset(words), realign=again)
        for name, (known, again) in ways.items()
        if realign or not again
    }


def _hunalign(
    program: Path, known: dict[str, set[str]], words: frozenset[str], *, realign: bool
) -> System:
    folder = Path(tempfile.mkdtemp(prefix="hunalign-"))
    lines = [
        f"{english} @ {chinese}" for chinese, all_ in known.items() for english in sorted(all_)
    ]
    dictionary = folder / "words.dic"
    dictionary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    # It compares lengths one to one: in characters Chinese is far too short beside English, in
    # bytes (3 a character) the two are near each other, and its links are much better.
    flags = ["-onebyteencoding", *(["-realign"] if realign else [])]

    def run(case: Any) -> Links:
        sides = (
            [" ".join(_chinese(piece.text, words)) for piece in case.source],
            [" ".join(_english(piece.text)) for piece in case.target],
        )
        files = folder / "source.txt", folder / "target.txt"
        for path, side in zip(files, sides, strict=True):
            # With a newline at the end it sees one more sentence, and an empty one ends a text.
            path.write_text("\n".join(line or "-" for line in side), encoding="utf-8")
        command = [str(program), *flags, str(dictionary), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # Where one side has under a fifth of the other's sentences it refuses: no links.
        return _ladder(done.stdout, (len(sides[0]), len(sides[1]))) if done.stdout else []

    return run


def _ladder(text: str, end: tuple[int, int]) -> Links:
    """Its rungs: where each stretch begins on either side, and how sure it is; not the last one."""
    rungs = [line.split("\t") for line in text.splitlines() if line.count("\t") >= 2]
    places = [(int(row[0]), int(row[1]), float(row[2])) for row in rungs]
    links: Links = []
    for (one, other, score), (next_one, next_other, _) in pairwise([*places, (*end, 0.0)]):
        links.append(((tuple(range(one, next_one)), tuple(range(other, next_other))), score))
    return links


def _english(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    return [_stem(token) for token in _TOKEN.findall(text)]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}\b)", "", word)
    return _stemmer()(word.casefold())


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    """Snowball's where `snowballstemmer` can be imported, else the commonest endings go."""
    try:
        import snowballstemmer
    except ImportError:
        return lambda word: _ENDINGS.sub("", word) if len(word) > 3 else word
    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


def _chinese(text: str, words: frozenset[str]) -> list[str]:
    """The longest words of the dictionary from left to right; else characters."""
    text = unicodedata.normalize("NFKC", text)
    found: list[str] = []
    at = 0
    while at < len(text):
        if not _HAN.match(text, at):
            match = _TOKEN.match(text, at)
            found += [_stem(match[0])] if match else []
            at = match.end() if match else at + 1
            continue
        size = next((size for size in range(6, 1, -1) if text[at : at + size] in words), 1)
        found.append(text[at : at + size])
        at += size
    return found


def _dictionary(cedict: Path) -> dict[str, set[str]]:
    """Chinese words with their English ones, stemmed; `to` and what stands in brackets left out."""
    words: dict[str, set[str]] = {}
    with lzma.open(cedict, "rt", encoding="utf-8") as stream:
        for line in stream:
            chinese, _, english = line.rstrip("\n").partition("\t")
            if not chinese or not all(map(_HAN.match, chinese)) or len(chinese) > 6:
                continue
            for gloss in re.sub(r"\([^)]*\)", " ", english).split(";"):
                plain = re.sub(r"^\s*(?:to be|to|a|an|the)\s", "", gloss.strip())
                tokens = _english(plain)
                if 0 < len(tokens) <= 4:
                    words.setdefault(chinese, set()).add(" ".join(tokens))
    return words
