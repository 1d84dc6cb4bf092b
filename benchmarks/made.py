"""What the glossary benchmarks run on: large glossaries of recombined real names, long texts.

Nothing of it is kept in the repository. The same seed gives the same files.
"""

from __future__ import annotations

import lzma
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

if TYPE_CHECKING:
    from glossa.termbase import Concept

PLACES = ("province", "prefecture", "city", "county", "district", "town", "region", "country")
THINGS = ("media", "organisation", "event", "product", "platform", "people", "language", "legal")
SENTENCES = 4
"""Lines to a paragraph of a made text."""


def write_glossary(path: Path, concepts: int, seed: int = 20251) -> int:
    """Write a TSV of `concepts` concepts made of real ones; the number of its rows.

    Each is a place or two and a thing (`Hotan` + `Kashgar` + `Daily`): its Chinese and English are
    theirs joined, its variants those of its first place. All names come from glossa's own glossary.
    """
    from glossa.termbase.load import load_glossary
    from glossa.termbase.rows import COLUMNS

    dice = random.Random(seed)
    real = load_glossary([Path(__file__).resolve().parents[1] / "glossary"]).concepts.values()
    places = [item for item in real if item.kind in PLACES and _has_both(item)]
    things = [item for item in real if item.kind in THINGS and _has_both(item)]
    made: set[tuple[str, ...]] = set()
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write("\t".join(COLUMNS) + "\n")
        while len(made) < concepts:
            parts = [dice.choice(places), dice.choice(things)]
            if dice.random() < 0.5:
                parts.insert(1, dice.choice(places))
            identity = tuple(part.id for part in parts)
            if identity not in made and len(set(identity)) == len(identity):
                made.add(identity)
                rows = _rows(f"made-{len(made)}", parts, dice)
                count += len(rows)
                stream.writelines("\t".join(cells) + "\n" for cells in rows)
    return count


def _has_both(concept: Concept) -> bool:
    return bool(_texts(concept, "zh-Hans") and _texts(concept, "en"))


def _texts(concept: Concept, language: str, *, others: bool = False) -> list[str]:
    """The preferred wordings of a concept, or the `others`."""
    return [
        term.text
        for term in concept.terms
        if term.language == language
        and not term.context
        and not term.unverified
        and (term.status == "preferred" and (not term.styles or "cn-media" in term.styles))
        != others
    ]


def _rows(identity: str, parts: list[Concept], dice: random.Random) -> list[list[str]]:
    kind = parts[-1].kind
    tail = " ".join(min(_texts(part, "en"), key=len) for part in parts[1:])
    chinese = "".join(min(_texts(part, "zh-Hans"), key=len) for part in parts)
    wordings = [
        ("zh-Hans", chinese, "preferred", "fullForm"),
        ("en", f"{min(_texts(parts[0], 'en'), key=len)} {tail}", "preferred", "fullForm"),
    ]
    others = _texts(parts[0], "en", others=True)
    wordings += [
        ("en", f"{text} {tail}", "admitted", "variant")
        for text in dice.sample(others, min(2, len(others)))
    ]
    return [
        [identity, kind, language, text, status, form, "", "", "", "recombined", ""]
        for language, text, status, form in wordings
    ]


def write_text(
    path: Path,
    sources: list[Path],
    column: int,
    megabytes: float,
    *,
    latin: bool = False,
    seed: int = 20251,
) -> None:
    """Write a text of about `megabytes` (UTF-8) out of lines of parallel files or pages.

    Files that end in `.tsv` or `.tsv.xz` give one of their columns (0: Chinese, 1: English), others
    each of their lines; `latin`: only long ones in ASCII. The lines are shuffled for each turn; a
    blank line after every fourth.
    """
    dice = random.Random(seed)
    found = (line for source in sources for line in _lines(source, column))
    lines = [line for line in dict.fromkeys(found) if line]
    if latin:
        lines = [line for line in lines if len(line) > 40 and line.isascii()]
    if not lines:
        raise SystemExit("no lines in the sources")
    glue = "" if column == 0 and not latin else " "
    written = 0
    with path.open("wb") as stream:
        while written < megabytes * 1e6:
            dice.shuffle(lines)
            for at in range(0, len(lines), SENTENCES):
                paragraph = glue.join(lines[at : at + SENTENCES]) + "\n\n"
                written += stream.write(paragraph.encode())
                if written >= megabytes * 1e6:
                    break


def _lines(source: Path, column: int) -> Iterator[str]:
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf-8-sig") as stream:
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            if ".tsv" not in source.name:
                yield cells[0]
            elif len(cells) > column:
                yield cells[column]
