"""Texts with known links, made of sentence pairs that are joined, split, swapped, dropped.

`documents(folder, part)` draws runs of neighbouring lines from parallel files (`zh TAB en`) and
disturbs them at a rate: of 100 sentences at rate 0.3 about 30 are touched. The same seed gives the
same documents. What happens to a sentence:

    join    two sentences of one side become one (。 to ，; full stop to semicolon)      2-1, 1-2
    split   a long sentence of one side is cut at a comma                              2-1, 1-2
    swap    two sentences change places on one side                                    2-2
    drop    a sentence is missing on one side                                          1-0, 0-1
    insert  a sentence from elsewhere, or a line such as 分享到: on one side              1-0, 0-1

and as often as that a border between paragraphs is missing on one side, or one is there too many.

    python benchmarks/align_made.py PARALLEL_FOLDER OUT_FOLDER [--part dev]

writes the documents as text files with their links (NAME.zh.txt, NAME.en.txt, NAME.links.tsv).
"""

from __future__ import annotations

import argparse
import lzma
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from glossa.evaluation.links import Group, carry_over

Pair = tuple[str, str]

RATES = (0.0, 0.1, 0.2, 0.3)
SOURCES = {  # name -> register, file, share of it (dev, test) that may be used
    "flores": ("encyclopaedia", {"dev": "flores-dev.tsv", "test": "flores-devtest.tsv"}),
    "ntrex": ("news", "ntrex.tsv"),
    "newscommentary": ("opinion", "train-newscommentary.tsv.xz"),
    "gov": ("government", "train-gov.tsv.xz"),
    "twlaw": ("law", "train-twlaw.tsv.xz"),
    "plurality": ("book", "train-plurality.tsv.xz"),
}
_HALF, _MOST = 0.5, 0.8
_FURNITURE = """\
分享到： 打印 字号：大中小 责任编辑：陈小禾 相关阅读 网友评论 返回首页 上一篇 下一篇 扫一扫
来源：综合 未经授权，禁止转载。 关注我们 更多 热门推荐 版权声明 联系我们 视频 图片 专题"""
_FURNITURE_EN = """\
Share:|Print|Related articles|Comments|Back to the home page|Previous|Next|Editor: C. Xiaohe|\
Source: agencies|All rights reserved.|Follow us|More|Popular now|Copyright notice|Contact us|\
Sign up for our newsletter.|Videos|Photos|Advertisement|Read more"""
_ENDS = (re.compile(r"[。！？][”’」』）]*$"), re.compile(r"[.!?][”’\"')]*$"))
_STOP = (re.compile(r"。$"), re.compile(r"\.$"))
_COMMON = """\
The A An In On At It This That These Those He She They We But And So If When While As For To Such
Its Their His Her Our There Here Not No Some Many Most More By With From After Before"""
_CUTS = (re.compile("[，；]"), re.compile(r", (?=[a-z])|; (?=[a-z])"))
_SHORTEST = (12, 40)  # of either half, in letters


@dataclass(slots=True)
class Side:
    """One side while it is written: pieces, their places in the text, their paragraphs."""

    glue: str
    pieces: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    text: str = ""

    def add(self, piece: str, *, fresh: bool) -> int:
        """Write a piece, in a paragraph of its own if `fresh`; returns its index."""
        if self.text:
            self.text += "\n\n" if fresh else self.glue
        self.spans.append((len(self.text), len(self.text) + len(piece)))
        self.text += piece
        self.units.append(self.units[-1] + int(fresh) if self.units else 0)
        self.pieces.append(piece)
        return len(self.pieces) - 1


@dataclass(frozen=True, slots=True)
class Made:
    """One document pair with its links."""

    name: str
    register: str
    rate: float
    source: Side
    target: Side
    links: tuple[Group, ...]

    def groups(
        self, source: Sequence[tuple[int, int]], target: Sequence[tuple[int, int]]
    ) -> tuple[list[Group], list[Group]]:
        """The links between segments given by their spans in the two texts.

        Also those of them that come of one pair of sentences which both sides cut further: inside
        them the links are not known.
        """
        spans = (self.source.spans, self.target.spans)
        return carry_over(self.links, spans, (source, target))


def pairs_of(folder: Path, name: str, part: str) -> list[Pair]:
    """The lines of a source that belong to `part`: `dev` or `test`."""
    files = SOURCES[name][1]
    path = folder / (files if isinstance(files, str) else files[part])
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        cells = [line.rstrip("\n").split("\t") for line in stream]
    pairs = [(row[0].strip(), row[1].strip()) for row in cells if len(row) > 1 and all(row[:2])]
    if not isinstance(files, str):
        return pairs
    border = int(len(pairs) * (_HALF if name == "ntrex" else _MOST))
    return pairs[:border] if part == "dev" else pairs[border:]


def documents(
    folder: Path, part: str = "test", *, each: int = 3, seed: int = 2026
) -> Iterator[Made]:
    """`each` documents of 20 to 400 sentences for every source and rate."""
    for source in SOURCES:
        pairs = pairs_of(folder, source, part)
        for rate in RATES:
            for number in range(each):
                yield _drawn(pairs, f"{source}-{rate:.1f}-{number}", part, seed)


def document(folder: Path, name: str, part: str = "test", *, seed: int = 2026) -> Made:
    """The one of `documents` that has this name: `gov-0.2-0`."""
    return _drawn(pairs_of(folder, name.partition("-")[0], part), name, part, seed)


def _drawn(pairs: Sequence[Pair], name: str, part: str, seed: int) -> Made:
    source, rate, _ = name.split("-")
    chance = random.Random(f"{seed} {part} {name}")
    size = round(math.exp(chance.uniform(math.log(20), math.log(400))))
    start = chance.randrange(max(len(pairs) - size, 1))
    run = pairs[start : start + size]
    elsewhere = [*pairs[: max(start - 50, 0)], *pairs[start + size + 50 :]]
    return make(name, SOURCES[source][0], run, elsewhere or run, float(rate), chance)


def make(
    name: str,
    register: str,
    pairs: Sequence[Pair],
    elsewhere: Sequence[Pair],
    rate: float,
    chance: random.Random,
) -> Made:
    """One document of these pairs."""
    sides = (Side(""), Side(" "))
    links: list[Group] = []
    left = 0  # sentences until the paragraph ends
    lines = chance.random() < 0.25  # each sentence a paragraph, as in laws and lists
    number = 0
    while number < len(pairs):
        if chance.random() < rate / 4:
            links.append(_insert(sides, elsewhere, chance))
        used, texts = _disturb(pairs[number : number + 2], rate, chance)
        # What does not end as a sentence does would run into the next one.
        headline = not all(
            end.search(text[-1]) for end, text in zip(_ENDS, texts, strict=True) if text
        )
        fresh = lines or headline or left <= 0
        both = [fresh, fresh]
        if not headline and chance.random() < rate / 4:
            both[chance.randrange(2)] ^= True
        left = 0 if headline else (chance.randint(1, 6) if fresh else left) - used
        group: list[tuple[int, ...]] = []
        for side, text, starts in zip(sides, texts, both, strict=True):
            group.append(
                tuple(
                    side.add(piece, fresh=(starts or _open(side, side is sides[1])) and not at)
                    for at, piece in enumerate(text)
                )
            )
        links.append((group[0], group[1]))
        number += used
    return Made(name, register, rate, sides[0], sides[1], tuple(links))


def _open(side: Side, english: bool) -> bool:
    """Whether what was written last must not be followed in the same paragraph."""
    return not side.pieces or not _ENDS[english].search(side.pieces[-1])


def _insert(sides: tuple[Side, Side], elsewhere: Sequence[Pair], chance: random.Random) -> Group:
    at = chance.randrange(2)
    if chance.random() < 0.5:
        piece = chance.choice((_FURNITURE.split(), _FURNITURE_EN.split("|"))[at])
        index = sides[at].add(piece, fresh=True)
    else:
        piece = chance.choice(elsewhere)[at]
        alone = _open(sides[at], bool(at)) or not _ENDS[at].search(piece)
        index = sides[at].add(piece, fresh=alone)
    return ((index,), ()) if at == 0 else ((), (index,))


def _disturb(
    pairs: Sequence[Pair], rate: float, chance: random.Random
) -> tuple[int, tuple[list[str], list[str]]]:
    """How many pairs were used, and what stands on either side for them."""
    (zh, en), rest = pairs[0], pairs[1:]
    plain = 1, ([zh], [en])
    if chance.random() >= rate * 0.75:  # the other quarter is insertions
        return plain
    what = chance.choices(("join", "split", "swap", "drop"), (3, 3, 1, 3))[0]
    at = chance.randrange(2)
    sides: list[list[str]] = [[zh], [en]]
    if what == "drop":
        sides[at] = []
        return 1, (sides[0], sides[1])
    if what == "split":
        sides[at] = _split(sides[at][0], at)
        return 1, (sides[0], sides[1])
    sentences = rest and all(
        end.search(text) for pair in pairs for end, text in zip(_ENDS, pair, strict=True)
    )
    if not sentences:
        return plain
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    if what == "swap":
        sides[at].reverse()
    else:
        sides[at] = _join(sides[at], at)
    if what == "join" and len(sides[at]) == 2:
        return plain
    return 2, (sides[0], sides[1])


def _join(texts: list[str], at: int) -> list[str]:
    first, second = texts
    if not _STOP[at].search(first):
        return texts
    if at == 0:
        return [f"{first[:-1]}，{second}"]
    word = second.split(" ", 1)[0]
    return [
        f"{first[:-1]}; {second[0].lower() + second[1:] if word in _COMMON.split() else second}"
    ]


def _split(text: str, at: int) -> list[str]:
    """A sentence in two, cut at the comma nearest to its middle; whole where none will do."""
    cuts = [
        (match.start(), match.end())
        for match in _CUTS[at].finditer(text)
        if min(match.start(), len(text) - match.end()) >= _SHORTEST[at]
    ]
    if not cuts:
        return [text]
    start, end = min(cuts, key=lambda cut: abs(cut[0] - len(text) / 2))
    second = text[end:]
    if at == 0:
        return [f"{text[:start]}。", second]
    return [f"{text[:start]}.", second[0].upper() + second[1:]]


def main() -> int:
    """Write a part as files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for made in documents(options.folder, options.part, each=options.each, seed=options.seed):
        for ending, side in (("zh", made.source), ("en", made.target)):
            path = options.out / f"{made.name}.{ending}.txt"
            path.write_text(side.text + "\n", encoding="utf-8")
        rows = ["\t".join(" ".join(map(str, side)) for side in link) for link in made.links]
        (options.out / f"{made.name}.links.tsv").write_text("\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
