"""Lists of two sides or more: a user's own, OmegaT's, DeepL's, Google's; with or without a header.

A header names a language in two cells or more (`zh,en,note`, `English,中文`, `en,zh-CN,pos`), or is
`source,target`. Without one the first cell is the source, the second the target, the third a note;
or, as DeepL exports it, the third and fourth are the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from glossa.model import Finding, Severity
from glossa.script import canonical_tag, has_han, written_in_han
from glossa.termbase.index import group_of
from glossa.termbase.rows import Pair

__all__ = [
    "CHINESE",
    "ENGLISH",
    "is_header",
    "is_turned",
    "pair_language",
    "parse_pairs",
    "with_languages",
]

CHINESE: Final = "zh-Hans"
ENGLISH: Final = "en"
_NAMES: Final = {
    **dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-hans", "zho", "chi", "chinese"), CHINESE),
    **dict.fromkeys(("simplified chinese", "chinese (simplified)"), CHINESE),
    **dict.fromkeys(("中文", "汉语", "汉文", "简体", "简体中文"), CHINESE),
    **dict.fromkeys(("中文名", "中文名称", "中文术语", "汉语名称"), CHINESE),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo", "zh-hant"), "zh-Hant"),
    **dict.fromkeys(("traditional chinese", "chinese (traditional)"), "zh-Hant"),
    **dict.fromkeys(("繁体", "繁体中文", "繁體", "繁體中文"), "zh-Hant"),
    **dict.fromkeys(("en", "en-us", "en-gb", "eng", "english"), ENGLISH),
    **dict.fromkeys(("english (us)", "english (uk)", "english (united states)"), ENGLISH),
    **dict.fromkeys(("英文", "英语", "英語", "英文名", "英文名称", "英文术语"), ENGLISH),
    **dict.fromkeys(("ug", "ug-cn", "uig", "uyghur", "uygur"), "ug-Arab"),
    **dict.fromkeys(("维文", "维吾尔语", "ئۇيغۇرچە"), "ug-Arab"),
    **dict.fromkeys(("pinyin", "拼音", "zh-latn"), "zh-Latn-pinyin"),
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "russian": "ru",
    "japanese": "ja",
}
# The codes of ISO 639-1: a word of two letters in a header is a language only if it is one of them.
_CODES: Final = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb
    lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om
    or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - codes are read and edited as text
)
_TAG: Final = re.compile("([a-z]{2})([-_][a-z]{4})?([-_](?:[a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_SIDES: Final = {
    **dict.fromkeys(("source", "src", "source text", "source term", "term"), "source"),
    **dict.fromkeys(("原文", "源文", "源语言", "术语", "词条"), "source"),
    **dict.fromkeys(("target", "tgt", "target text", "target term", "translation"), "target"),
    **dict.fromkeys(("译文", "译名", "译语", "目标语言", "翻译"), "target"),
}
_NOTES: Final = ("note", "notes", "comment", "comments", "description", "remark", "备注", "说明")
_OTHERS: Final = {
    **dict.fromkeys(("source_lang", "source language", "source_language"), "source_lang"),
    **dict.fromkeys(("target_lang", "target language", "target_language"), "target_lang"),
    **dict.fromkeys(("pos", "part of speech", "relevance"), "unused"),
}
_NUMBERS: Final = frozenset(("", "#", "no", "no.", "nr", "nr.", "id", "number", "序号", "编号"))
"""Heads of a first column that counts the rows; `no` and `id` are languages elsewhere."""


def pair_language(cell: str) -> str:
    """The tag of a language that a header names (`EN`, `zh-CN`, `中文`); empty for another word."""
    name = cell.strip().lower().replace("_", "-")
    if name in _NAMES:
        return _NAMES[name]
    tag = _TAG.fullmatch(name)
    return canonical_tag(name) if tag and tag[1] in _CODES else ""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cell of a row is what; -1 where there is none."""

    source: int = 0
    targets: tuple[tuple[int, str], ...] = ((1, ""),)
    """Cell and language of each target; the language is empty where the file does not say."""
    language: str = ""
    note: int = 2
    source_lang: int = -1
    target_lang: int = -1
    width: int = 3
    """The most cells a row may have."""


def parse_pairs(
    rows: Iterable[tuple[int, Sequence[str]]], where: str, findings: list[Finding]
) -> Iterator[Pair]:
    """The pairs of a list; every row that holds none becomes a finding at `file:line`.

    Languages that the file does not state are empty: see `with_languages`.
    """
    layout = _Layout()
    seen: dict[tuple[str, str, str], int] = {}
    for index, (number, cells) in enumerate(rows):
        cells = [cell.strip() for cell in cells]
        if index == 0:
            header = _header(cells)
            if header is not None:
                layout = header
                continue
            if _is_deepl(cells):
                layout = _Layout(note=-1, source_lang=2, target_lang=3, width=5)
        place = f"{where}:{number}"
        raw = "\t".join(cells)
        pairs = _pairs(cells, layout, place)
        if isinstance(pairs, Finding):
            findings.append(replace(pairs, where=place, raw=raw))
            continue
        for pair in pairs:
            line = seen.setdefault((pair.source, pair.target, pair.target_language), number)
            if line == number:
                yield pair
            else:
                message = f"the same pair stands in line {line}; this one is left out"
                findings.append(Finding("duplicate-row", message, where=place, raw=raw))


def _pairs(cells: Sequence[str], layout: _Layout, where: str) -> Finding | list[Pair]:
    if any(cells[layout.width :]):
        return Finding(
            "cell-count",
            f"{len(cells)} cells where there should be {layout.width} at most: source, target and "
            "perhaps a note; a cell that holds the separator needs quotation marks",
            Severity.ERROR,
        )

    def cell(index: int) -> str:
        return cells[index] if 0 <= index < len(cells) else ""

    source, note = cell(layout.source), cell(layout.note)
    source_language = layout.language or pair_language(cell(layout.source_lang))
    found: list[Pair] = []
    for index, stated in layout.targets:
        target, language = cell(index), stated or pair_language(cell(layout.target_lang))
        if not (source and target):
            continue
        found.append(Pair(source, target, source_language, language, note, where))
    if not found:
        message = "one side of the pair is empty; row left out"
        return Finding("empty-term", message + _missing_separator(cells), Severity.ERROR)
    return found


def _missing_separator(cells: Sequence[str]) -> str:
    """What to say besides of a row that has only one cell; else empty."""
    if len(cells) != 1:
        return ""
    if "\N{FULLWIDTH COMMA}" in cells[0]:
        return "; the full-width \N{FULLWIDTH COMMA} separates nothing: write a plain comma"
    return "; write a comma, a semicolon or a tab between source and target"


def _header(cells: Sequence[str]) -> _Layout | None:
    """The layout that a header states; None for a row that is none."""
    languages = [pair_language(cell) for cell in cells]
    words = [cell.lower() for cell in cells]
    sides = {side: i for i, word in enumerate(words) if (side := _SIDES.get(word))}
    roles = {role: i for i, word in enumerate(words) if (role := _OTHERS.get(word))}
    heads = (_SIDES, _NOTES, _OTHERS)
    known = [
        bool(language) or any(word in head for head in heads)
        for language, word in zip(languages, words, strict=True)
    ]
    if len(cells) > 2 and words[0] in _NUMBERS and all(known[1:3]):
        languages[0] = ""
    elif not all(known[:2]):
        return None  # as in an export of DeepL's: 和田,Khotan,ZH,EN
    if "source" in sides:
        source = sides["source"]
    else:
        named = [i for i, language in enumerate(languages) if language]
        source = next((i for i in named if languages[i] == CHINESE), min(named, default=-1))
    others = [i for i, word in enumerate(words) if languages[i] or _SIDES.get(word) == "target"]
    others = [i for i in others if i != source]
    if source < 0 or not others:
        return None
    return _Layout(
        source,
        tuple((i, languages[i]) for i in others),
        languages[source],
        next((i for i, word in enumerate(words) if word in _NOTES), -1),
        roles.get("source_lang", -1),
        roles.get("target_lang", -1),
        max(3, len(cells)),
    )


def _is_deepl(cells: Sequence[str]) -> bool:
    return len(cells) in (4, 5) and bool(pair_language(cells[2]) and pair_language(cells[3]))


def is_turned(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether the sides of a pair stand the wrong way round, the Chinese where the English is."""
    sides = (source, target)
    if written_in_han(target_language):
        sides = (target, source)
    elif not written_in_han(source_language):
        return False
    return has_han(sides[1]) and not has_han(sides[0])


def with_languages(pairs: Iterable[Pair], source: str, target: str) -> tuple[Pair, ...]:
    """The pairs with the languages filled in that their file does not state.

    Where it states neither, and the Chinese stands where the other language is expected, the sides
    change places: people write lists both ways. So do they where it states just the opposite
    direction, for a list says the same in both.
    """
    return tuple(_with_languages(pair, source, target) for pair in pairs)


def _with_languages(pair: Pair, source: str, target: str) -> Pair:
    if pair.source_language and pair.target_language:
        return _turned(pair) if _is_opposite(pair, source, target) else pair
    stated = pair.source_language or pair.target_language
    if not stated and is_turned(pair.source, pair.target, source, target):
        pair = _turned(pair)
    return replace(
        pair,
        source_language=pair.source_language or source,
        target_language=pair.target_language or target,
    )


def _is_opposite(pair: Pair, source: str, target: str) -> bool:
    stated = (group_of(pair.source_language), group_of(pair.target_language))
    return stated[0] != stated[1] and stated == (group_of(target), group_of(source))


def _turned(pair: Pair) -> Pair:
    return replace(
        pair,
        source=pair.target,
        target=pair.source,
        source_language=pair.target_language,
        target_language=pair.source_language,
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether a list that begins with this row has a header."""
    return _header(cells) is not None
