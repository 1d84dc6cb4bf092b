"""What the quality gate measures: glossa's pages against the corpus's own references.

The rules here are the judge's own and stay independent of glossa's checks: a fault in a check
must not hide a fault in a page. Every function takes plain entries, so that the gate's arithmetic
is tested without a model (`test_gate_measure.py`).
"""

from __future__ import annotations

import calendar
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.model import Bitext, Entry
    from glossa.termbase import Termbase

__all__ = [
    "Name",
    "corpus_hash",
    "measure",
    "measure_terms",
    "read_names",
    "read_reference",
    "score_page",
]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FILE_NAME = re.compile(r"\S+\.(?:docx?|xlsx?|pdf)\b")  # kept as they are, on purpose
MONTHS = tuple(calendar.month_name)[1:]  # English: nothing here sets a locale


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a page has it and as it must come out."""

    language: str
    found: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference segment with a person's English."""

    source: str
    reference: str


def corpus_hash() -> str:
    """SHA-256 over the names and bytes of all pages, references and test sets."""
    digest = hashlib.sha256()
    for folder in ("pages", "reference", "terms"):
        for path in sorted((CORPUS / folder).iterdir()):
            content = path.read_bytes()
            digest.update(f"{folder}/{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line]


def read_names(path: Path) -> list[Name]:
    """The names of one page, the longest first, so that 和田县 is not taken for 和田."""
    return sorted((Name(*row) for row in _rows(path)), key=lambda name: -len(name.found))


def read_reference(path: Path) -> list[Pair]:
    """The reference segments of one page, in page order."""
    return [Pair(*row) for row in _rows(path)]


def fold_by_hand(text: str, names: Iterable[Name]) -> str:
    """`text` with its English names in the wanted spelling.

    Codes and addresses are left alone, and so are quotations: they are somebody's words.
    """
    wanted = {name.found: name.wanted for name in names if name.language == "en"}
    if not wanted:
        return text
    forms = "|".join(re.escape(form) for form in sorted(wanted, key=len, reverse=True))
    # A name does not begin behind `#`, `@`, `/`, `_` or a letter, nor end before one of them.
    pattern = rf"(?<![\w#@/.])(?:{forms})(?![\w@/])"
    pieces = re.split('(“[^”]*”|"[^"]*")', text)  # every second one is a quotation
    pieces[::2] = [re.sub(pattern, lambda match: wanted[match[0]], one) for one in pieces[::2]]
    return "".join(pieces)


def chinese_names(entry: Entry, names: Sequence[Name]) -> tuple[int, int]:
    """How many Chinese names of the source stand in the target as they must, and how many are."""
    wanted = {name.found: name.wanted for name in names if name.language.startswith("zh")}
    if not wanted:
        return 0, 0
    found = re.findall("|".join(re.escape(form) for form in wanted), entry.source)
    needed = Counter(wanted[form] for form in found)
    right = sum(min(count, entry.target.count(name)) for name, count in needed.items())
    return right, len(found)


def english_names(entry: Entry, names: Sequence[Name]) -> tuple[int, int]:
    """The same for names in English that was there already."""
    before = Counter(re.findall(r"\w+", entry.source))
    expected = Counter(re.findall(r"\w+", fold_by_hand(entry.source, names)))
    changed = expected - before
    target = Counter(re.findall(r"\w+", entry.target))
    right = sum(min(count, max(0, target[word] - before[word])) for word, count in changed.items())
    return right, changed.total()


def lost_numbers(source: str, target: str) -> list[str]:
    """Numbers of a Chinese `source` that an English `target` gives in no usual form."""
    spoken = target.replace(",", "")
    lost = []
    for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)([万萬亿億]?)(月?)", source):
        figure, scale, month = match[1].replace(",", ""), match[2], match[3]
        forms = {figure, figure.lstrip("0") or "0"}
        if scale:
            value = Decimal(figure) * (10**8 if scale in "亿億" else 10**4)
            forms = {_plain(value)}
            words = ((3, "thousand"), (6, "million"), (9, "billion"))
            forms |= {f"{_plain(value / 10**power)} {word}" for power, word in words}
        elif month and 1 <= int(figure) <= 12:
            forms |= {MONTHS[int(figure) - 1], MONTHS[int(figure) - 1][:3]}
        if not any(re.search(rf"(?<![\d.]){re.escape(form)}(?!\d|\.\d)", spoken) for form in forms):
            lost.append(match[0])
    return lost


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def found_in_order(bitext: Iterable[Entry], reference: Sequence[Pair]) -> list[tuple[Pair, Entry]]:
    """The reference segments that glossa cut the same way, each with its entry, in page order."""
    pairs, entries, start = [], list(bitext), 0
    for pair in reference:
        for index in range(start, len(entries)):
            if entries[index].source == pair.source:
                pairs.append((pair, entries[index]))
                start = index + 1
                break
    return pairs


def score_page(bitext: Bitext, names: Sequence[Name]) -> Counter[str]:
    """Counts over one page; `measure` turns their sums into shares."""
    counts: Counter[str] = Counter()
    for entry in bitext:
        counts["segments"] += 1
        counts["engine"] += entry.match.value == "mt"
        counts["for an engine"] += entry.match.value in {"mt", "none"}  # used or not
        foreign = not entry.language.startswith(("en", "zxx", "und"))
        if entry.language == "en":
            right, total = english_names(entry, names)
            counts["english right"] += right
            counts["english names"] += total
            counts["english changed"] += entry.target != fold_by_hand(entry.source, names)
        if foreign:
            right, total = chinese_names(entry, names)
            counts["chinese right"] += right
            counts["chinese names"] += total
        left = HAN.search(FILE_NAME.sub("", entry.target))
        counts["han unflagged"] += left is not None and not entry.findings
        if foreign and not entry.findings:
            counts["numbers unflagged"] += len(lost_numbers(entry.source, entry.target))
            counts["copied unflagged"] += entry.target == entry.source
        counts["empty"] += not entry.target.strip()
    return counts


@contextmanager
def only_embedded() -> Iterator[None]:
    """Hide the models that this computer's user has installed."""
    with TemporaryDirectory() as empty, patch.dict(os.environ, {"ARGOS_PACKAGES_DIR": empty}):
        yield


def measure(engine: Engine | None = None) -> dict[str, float]:
    """Translate every page of the corpus and score the results.

    With the embedded model, whatever else is installed, unless an `engine` is given. Shares are
    between 0 and 1, chrF between 0 and 100; the rest are counts of faults. Raises `RuntimeError`
    where no engine answered at all: figures without a model mean nothing.
    """
    import glossa

    termbase = glossa.load_termbase()
    counts: Counter[str] = Counter()
    figures: dict[str, float] = {}
    hit = wanted = 0
    for path in sorted((CORPUS / "pages").iterdir()):
        with only_embedded():
            bitext = glossa.translate(path, termbase=termbase, engine=engine)
        names = CORPUS / "reference" / f"{path.stem}.names.tsv"
        counts += score_page(bitext, read_names(names))
        reference = names.with_name(f"{path.stem}.tsv")
        if reference.exists():
            pairs = found_in_order(bitext, read_reference(reference))
            hit, wanted = hit + len(pairs), wanted + len(read_reference(reference))
            figures[f"chrf {path.stem}"] = _chrf(pairs)
    if not counts["engine"]:
        raise RuntimeError("no engine answered: put the embedded model into models/")
    return (
        figures
        | measure_terms(termbase, engine)
        | {
            "share of reference segments cut the same": hit / wanted,
            "share of Chinese names right": counts["chinese right"] / counts["chinese names"],
            "share of English names right": counts["english right"] / counts["english names"],
            "share of segments that need no engine": (
                1 - counts["for an engine"] / counts["segments"]
            ),
            "English segments changed but for names": counts["english changed"],
            "unflagged segments with Han left": counts["han unflagged"],
            "unflagged numbers lost": counts["numbers unflagged"],
            "unflagged segments left as they were": counts["copied unflagged"],
            "empty targets": counts["empty"],
        }
    )


def measure_terms(termbase: Termbase, engine: Engine | None = None) -> dict[str, float]:
    """Figures of the corpus's own test set of names; see `docs/evaluation.md`.

    Once as a page would be translated, once with what the engine only guessed: the second shows
    what becomes of names even where the model is too weak for the sentence around them.
    """
    from glossa import evaluation, pipeline
    from glossa.translator import Options

    figures: dict[str, float] = {}
    guesses = Options(guess=0, doubt=0, hope=0)
    for path in sorted((CORPUS / "terms").glob("*.tsv")):
        tests = evaluation.load_testset(path)
        with only_embedded():
            engines = pipeline.Engines("en", None, engine)
            page = evaluation.evaluate_terms(tests, termbase, engines.get)
            every = evaluation.evaluate_terms(tests, termbase, engines.get, options=guesses)
        shown = page.where_translated
        figures |= {
            f"share of sentences translated, {path.stem}": page.translated / page.sentences,
            f"share of terms right, {path.stem}": shown.share(shown.inflected) or 0,
            f"share of terms right with guesses, {path.stem}": (
                every.everywhere.share(every.everywhere.inflected) or 0
            ),
            f"terms over-applied, {path.stem}": page.over_applied.wrongly,
            f"terms lost in silence, {path.stem}": page.missing_silent + every.missing_silent,
        }
    return figures


def _chrf(pairs: Sequence[tuple[Pair, Entry]]) -> float:
    import sacrebleu

    targets = [entry.target for _, entry in pairs]
    return sacrebleu.corpus_chrf(targets, [[pair.reference for pair, _ in pairs]]).score
