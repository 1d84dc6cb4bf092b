"""Write text into Markdown so that it reads as text, and emphasis so that it works."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.pages.markdown_inline import MATH
from glossa.pages.slots import Layout, Slot, copied
from glossa.pages.weave import Woven

__all__ = ["written_block", "written_title"]

_URL: Final = re.compile(r"https?://[^\s<>\"'“”，。；、）】》]+")
_SIGNS: Final = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`\[\]]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\{(?=[{%#:.])"
)
_LINE_START: Final = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|[-_*](?=(?:\s*[-_*]){2,}\s*$)|~~~|\||:(?=:|-)|!!!)"
)
_NUMBER: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_EMPHASIS: Final = re.compile(r"\*{1,3}|_{1,3}|~~?")
_RAW_STARTS: Final = ("<!", "<?")
"""At the beginning of a line these make a block of raw HTML of what follows."""


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    what: str
    """`text`, `open`, `close`, `at`, `fixed`."""
    code: str = ""


def written_block(
    layout: Layout,
    slot: Slot,
    woven: Sequence[Woven],
    copy: Callable[[int, int], str],
    fixed: frozenset[str],
    labels: dict[int, str],
) -> str:
    """What goes into the slot of a block. `fixed`: the codes whose text is copied as it stands.

    `labels`: by where it opens, what a link refers to by its own text; it is named when that
    changes.
    """
    parts: list[_Part] = []
    inside: list[tuple[str, str]] = []
    for piece in woven:
        if piece.code in fixed:
            if piece.what == "at":
                tag = layout.tags[piece.code]
                parts.append(_Part(copy(tag[0], tag[3]), "fixed", piece.code))
            elif piece.what == "open":
                inside.append((piece.code, ""))
            else:
                parts.extend(_fixed_part(layout, copy, *inside.pop(), slot))
        elif inside and piece.what == "text":
            inside[-1] = (inside[-1][0], inside[-1][1] + piece.text)
        elif piece.what == "text":
            own = piece.start >= 0
            end = piece.start + len(piece.text)
            text = copied(layout, slot, piece.start, end) if own else _plain(piece.text, slot.style)
            parts.append(_Part(text, "own" if own else "text"))
        else:
            tag = layout.tags[piece.code]
            if piece.what == "at" and tag[2] < tag[3]:
                parts.append(_Part(copy(*tag[:2]), "open", piece.code))
                parts.append(_Part(copy(*tag[2:]), "close", piece.code))
                continue
            place = tag[2:] if piece.what == "close" else tag[:2]
            parts.append(_Part(copy(*place), piece.what, piece.code))
    parts = _no_outer_breaks(_breaks_behind(parts))
    parts = _comments_behind(_with_labels(parts, layout, labels))
    return _joined(_with_flanks(_without_empty(parts)), slot.style)


def _fixed_part(
    layout: Layout, copy: Callable[[int, int], str], code: str, text: str, slot: Slot
) -> list[_Part]:
    """Code, a formula or an address: copied; what else was put into it goes beside it."""
    tag = layout.tags[code]
    raw = _Part(copy(tag[0], tag[3]), "fixed", code)
    source = "".join(
        copied(layout, slot, run.start, run.end)
        for run in slot.runs
        if tag[1] <= run.raw and run.raw_end <= tag[2]
    )
    before, found, after = text.partition(" ".join(source.split("\n")))
    if not found or not source:
        return [_Part(_plain(text, slot.style), "text"), raw] if text.strip() else [raw]
    sides = (
        _Part(_plain(before, slot.style), "text"),
        raw,
        _Part(_plain(after, slot.style), "text"),
    )
    return [part for part in sides if part.text]


def _plain(text: str, style: str) -> str:
    """New text with a backslash before what Markdown would read as a sign."""
    text = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
    found = []
    at = 0
    for url in _URL.finditer(text):
        found += [_SIGNS.sub(r"\\\g<0>", text[at : url.start()]), url.group()]
        at = url.end()
    made = "".join([*found, _SIGNS.sub(r"\\\g<0>", text[at:])])
    if "$" in made and MATH.search(made):
        made = made.replace("$", "\\$")
    return re.sub(r"(?<!\\)\|", r"\\|", made) if style == "cell" else made


def _with_labels(parts: list[_Part], layout: Layout, labels: dict[int, str]) -> list[_Part]:
    found = []
    for part in parts:
        opens = layout.tags[part.code][0] if part.code else -1
        if part.what == "close" and opens in labels:
            part = _Part(f"][{labels[opens]}]", "close", part.code)
        found.append(part)
    return found


def _no_outer_breaks(parts: list[_Part]) -> list[_Part]:
    """Without line breaks at the ends: there they break nothing, and a backslash would be seen."""
    while parts and _is_break(parts[-1]):
        parts = parts[:-1]
    while parts and _is_break(parts[0]):
        parts = parts[1:]
    return parts


def _is_break(part: _Part) -> bool:
    return part.what == "at" and part.text.strip(" \t\\>").strip() == ""


def _breaks_behind(parts: Sequence[_Part]) -> list[_Part]:
    """A comment at the beginning of a line would end the paragraph: the break goes behind it."""
    found: list[_Part] = []
    waiting: list[_Part] = []
    for part in parts:
        if _is_break(part) or (waiting and not part.text.strip()):
            waiting.append(part)
            continue
        if not part.text.startswith(_RAW_STARTS):
            found += waiting
            waiting = []
        found.append(part)
    return found + waiting


def _comments_behind(parts: list[_Part]) -> list[_Part]:
    """A comment at the beginning would make a block of raw HTML of it all: text goes first."""
    count = next((n for n, part in enumerate(parts) if not part.text.startswith(_RAW_STARTS)), 0)
    if 0 < count < len(parts) and parts[count].what in {"text", "own"}:
        return [parts[count], *parts[:count], *parts[count + 1 :]]
    return parts


def _without_empty(parts: Sequence[_Part]) -> list[_Part]:
    """`****` is no emphasis of nothing: it goes."""
    found: list[_Part] = []
    for part in parts:
        if (
            part.what == "close"
            and found
            and found[-1].what == "open"
            and found[-1].code == part.code
            and _EMPHASIS.fullmatch(part.text)
        ):
            found.pop()
        else:
            found.append(part)
    return found


def _with_flanks(parts: list[_Part]) -> list[_Part]:
    """Emphasis works where its inner side touches a letter, or its outer side does not.

    Blanks go out of it, then signs; `_` inside a word becomes `*`. Where a code or a link stands at
    its edge, a blank outside helps.
    """
    parts = _apart(parts)
    for index, part in enumerate(parts):
        if part.what in {"open", "close"} and _EMPHASIS.fullmatch(part.text):
            way = 1 if part.what == "open" else -1
            _flank(parts, index, way)
    return _apart(parts)


def _apart(parts: Sequence[_Part]) -> list[_Part]:
    """Emphasis that ends where another begins: the signs would be read as one run."""
    found: list[_Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last and last.what == "close" and part.what == "open":
            marks = _EMPHASIS.fullmatch(last.text) and _EMPHASIS.fullmatch(part.text)
            if marks and last.text[0] == part.text[0]:
                found.append(_Part(" ", "text"))
        if part.text:
            found.append(part)
    return found


def _flank(parts: list[_Part], index: int, way: int) -> None:
    """Put one delimiter right; `way` points to what it holds."""
    inner, outer = index + way, index - way
    for _ in range(40):
        inside, outside = _edge(parts, inner, -way, way), _edge(parts, outer, way, -way)
        if inside.isspace() or (_is_sign(inside) and outside and not _is_free(outside)):
            if parts[inner].what == "text" and len(parts[inner].text) > 1 and outer >= 0:
                _move(parts, inner, index, way)
                continue
            _add_blank(parts, index, way)
        break
    if parts[index].text[0] == "_" and _edge(parts, index - way, way, -way).isalnum():
        _use_stars(parts, parts[index].code)


def _edge(parts: Sequence[_Part], index: int, side: int, way: int) -> str:
    """The sign of a part that stands next to the delimiter; past other delimiters."""
    while 0 <= index < len(parts):
        text = parts[index].text
        is_mark = parts[index].what in {"open", "close"} and _EMPHASIS.fullmatch(text)
        if text and not is_mark:
            return text[0] if side < 0 else text[-1]
        index += way
    return ""


def _is_sign(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "PS"


def _is_free(sign: str) -> bool:
    return sign.isspace() or _is_sign(sign)


def _move(parts: list[_Part], inner: int, index: int, way: int) -> None:
    """Move one sign (with its backslash) from inside a delimiter to its outside."""
    text = parts[inner].text
    if way > 0:
        count = 2 if text[0] == "\\" and len(text) > 2 else 1
        moved, rest = text[:count], text[count:]
    else:
        count = 2 if len(text) > 2 and text[-2] == "\\" else 1
        moved, rest = text[-count:], text[:-count]
    parts[inner] = _Part(rest, "text")
    # The delimiter takes up what was moved, on its outer side.
    outer = index - way
    if 0 <= outer < len(parts) and parts[outer].what == "text":
        old = parts[outer].text
        parts[outer] = _Part(old + moved if way > 0 else moved + old, "text")
    else:
        part = parts[index]
        parts[index] = _Part(
            moved + part.text if way > 0 else part.text + moved, part.what, part.code
        )


def _add_blank(parts: list[_Part], index: int, way: int) -> None:
    part = parts[index]
    parts[index] = _Part(" " + part.text if way > 0 else part.text + " ", part.what, part.code)


def _use_stars(parts: list[_Part], code: str) -> None:
    for number, part in enumerate(parts):
        if part.code == code:
            parts[number] = _Part(part.text.replace("_", "*"), part.what, code)


def _joined(parts: Sequence[_Part], style: str) -> str:
    made = ""
    for part in parts:
        text = part.text
        if part.what == "text" and style not in {"cell", "heading"} and _at_line_start(made):
            bare = text.lstrip(" \t")
            text = bare if not made else text[: len(text) - len(bare)][:1] + bare
            text = _started(text)
        made += text
    if style == "heading":
        made = re.sub(r"(?<=\s)(#+)$", r"\\\1", made)
    return made


def _at_line_start(made: str) -> bool:
    return not made or re.search(r"\n[ \t>]*$", made) is not None


def _started(text: str) -> str:
    """Text at the beginning of a line, which Markdown might take for a heading or a list."""
    bare = text.lstrip(" \t")
    blank = text[: len(text) - len(bare)]
    number = _NUMBER.match(bare)
    if number:
        return f"{blank}{number[1]}\\{bare[number.start(2) :]}"
    return f"{blank}\\{bare}" if _LINE_START.match(bare) else text


def written_title(text: str, quote: str) -> str:
    """The title of a link between its quotes."""
    signs = {'"': '["\\\\]', "'": "['\\\\]", "(": r"[()\\]"}[quote]
    return re.sub(signs, r"\\\g<0>", " ".join(text.split()))
