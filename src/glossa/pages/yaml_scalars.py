"""The scalars of YAML in their five styles: where each character stands, and how to write it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from glossa.pages.codec import ESCAPED
from glossa.pages.slots import Layout, Slot, written
from glossa.pages.strings import Scalar
from glossa.pages.weave import Woven

__all__ = ["decoded_scalar", "write_scalar"]

_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_BREAK: Final = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
_FOLD: Final = rf"[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_DOUBLE: Final = re.compile(
    rf"\\x[0-9a-fA-F]{{2}}|\\u[0-9a-fA-F]{{4}}|\\U[0-9a-fA-F]{{8}}|[ \t]*\\{_BREAK}"
    rf"(?:[ \t]*{_BREAK})*[ \t]*|\\.|{_FOLD}"
)
_SINGLE: Final = re.compile(rf"''|{_FOLD}")
_PLAIN: Final = re.compile(_FOLD)
_ONE_BREAK: Final = re.compile(_BREAK)
_LINE: Final = re.compile(rf"([ ]*)([^\r\n\x85\u2028\u2029]*)({_BREAK}|\Z)")
_Atoms = Iterable[tuple[int, int, str]]


def decoded_scalar(raw: str, start: int, end: int, style: str, value: str) -> Scalar | None:
    """A scalar that stands at `start:end` of the file, quotes included.

    None where its value cannot be followed character by character.
    """
    if style in {"|", ">"}:
        scalar = _block(raw, start, end, style)
        return scalar if _same_words(scalar.value, value) else None
    inner = (start, end) if style == "plain" else (start + 1, end - 1)
    pattern = {"plain": _PLAIN, "'": _SINGLE, '"': _DOUBLE}[style]
    atoms = [
        (match.start(), match.end(), _meaning(match.group(), style))
        for match in pattern.finditer(raw, *inner)
    ]
    scalar = _joined(raw, *inner, atoms)
    return scalar if ESCAPED.sub(_placeholder, scalar.value) == value else None


def _placeholder(match: re.Match[str]) -> str:
    return "\ufffd" * len(match.group())


def _same_words(one: str, other: str) -> bool:
    return one.split() == other.split()


def _meaning(text: str, style: str) -> str:
    if style == "'" and text == "''":
        return "'"
    if style == '"' and text.lstrip(" \t").startswith("\\"):
        sign = text.lstrip(" \t")[1]
        if sign in "xuU":
            return chr(int(text.lstrip("\\xuU"), 16))
        if _ONE_BREAK.match(sign):
            # What stands in front of an escaped break stays, what follows it goes.
            blanks = text[: len(text) - len(text.lstrip(" \t"))]
            return blanks + "\n" * (len(_ONE_BREAK.findall(text)) - 1)
        return _ESCAPES.get(sign, sign)
    breaks = len(_ONE_BREAK.findall(text))
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _joined(raw: str, start: int, end: int, atoms: _Atoms) -> Scalar:
    runs: list[tuple[int, int, int, int]] = []
    texts: list[str] = []
    at, length = start, 0
    for first, last, text in [*atoms, (end, end, "")]:
        if first > at:
            runs.append((length, length + first - at, at, first))
            texts.append(raw[at:first])
            length += first - at
        if text:
            runs.append((length, length + len(text), first, last))
            texts.append(text)
            length += len(text)
        elif runs and last > first:
            # Written, but not there for a reader: part of what stands before it.
            begin, stop, one, _ = runs[-1]
            if begin + 1 < stop:
                runs[-1] = (begin, stop - 1, one, one + stop - 1 - begin)
                one, begin = one + stop - 1 - begin, stop - 1
                runs.append((begin, stop, one, last))
            else:
                runs[-1] = (begin, stop, one, last)
        at = last
    return Scalar("".join(texts), tuple(runs))


def _block(raw: str, start: int, end: int, style: str) -> Scalar:
    """The lines of a block scalar; those of a folded one run on, as far as YAML folds them."""
    head = _LINE.match(raw, start)
    first = head.end() if head else end
    lines = list(_lines(raw, first, end))
    indents = [len(blank) for blank, text, _, _ in lines if text]
    # With an indent that is written down the first lines may stand further in; all are taken so.
    indent = min(indents, default=0)
    pieces: list[tuple[int, int, str]] = []
    before = ""
    at = first
    for blank, text, place, _ in lines:
        begin = place + min(indent, len(blank))
        shown = raw[begin : place + len(blank) + len(text)] if text else ""
        folds = (
            style == ">"
            and bool(shown and before)
            and not _is_inset(shown)
            and not _is_inset(before)
        )
        if at < begin and pieces:
            pieces.append((at, begin, " " if folds else "\n"))
        if shown:
            pieces.append((begin, begin + len(shown), shown))
            at = begin + len(shown)
        before = shown
    return _from_pieces(pieces)


def _is_inset(line: str) -> bool:
    return line[0] in " \t"


def _lines(raw: str, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
    at = start
    while at < end:
        match = _LINE.match(raw, at, end)
        if match is None or match.end() == at:
            return
        yield match.group(1), match.group(2), at, match.end()
        at = match.end()


def _from_pieces(pieces: Sequence[tuple[int, int, str]]) -> Scalar:
    runs: list[tuple[int, int, int, int]] = []
    length = 0
    for raw, raw_end, text in pieces:
        runs.append((length, length + len(text), raw, raw_end))
        length += len(text)
    return Scalar("".join(text for _, _, text in pieces), tuple(runs))


def write_scalar(
    layout: Layout, slot: Slot, woven: Sequence[Woven], copy: Callable[[int, int], str]
) -> str:
    """What goes into the slot of a string, in the string's own style; with quotes if it needs some.

    `slot.style` is the style; of a plain one `plain START END`, where it stands in the file, or
    `flow START END` inside brackets.
    """
    style, *bounds = slot.style.split()
    if style not in {"plain", "flow"}:
        return written(layout, slot, woven, copy, _ESCAPED[style])
    made = written(layout, slot, woven, copy, _one_line)
    start, end = map(int, bounds)
    if (start, end) != (slot.raw, slot.raw_end):
        return _harmless(made, first=start == slot.raw, last=end == slot.raw_end)
    if _stays_plain(made, flow=style == "flow"):
        return made
    quote = '"' if "'" in made else "'"
    return quote + (_double(made) if quote == '"' else made.replace("'", "''")) + quote


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text.rstrip("\r\n")


def _single(text: str) -> str:
    return _one_line(text).replace("'", "''")


def _double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\x7f")


_ESCAPED: Final[dict[str, Callable[[str], str]]] = {
    "'": _single,
    '"': _double,
    "|": _one_line,
    ">": _one_line,
}


def _stays_plain(text: str, *, flow: bool) -> bool:
    """Whether a program reads the text as it stands, without quotes, as this very text."""
    import yaml

    before, after = ("[", "]") if flow else ("k: ", "")
    try:
        events = list(yaml.parse(f"{before}{text}{after}\n", yaml.SafeLoader))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    if len(scalars) != (1 if flow else 2) or len(events) != (7 if flow else 8):
        return False
    value = scalars[-1].value
    tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # its stub has no types
    return bool(
        scalars[-1].style is None
        and scalars[-1].anchor is None
        and tag == "tag:yaml.org,2002:str"
        and value.split() == text.split()
    )


def _harmless(text: str, *, first: bool, last: bool) -> str:
    """Part of a text without quotes, which cannot get some: signs that YAML reads are put wide."""
    text = re.sub(r":(?=[ \t])", "：", text)
    text = re.sub(r"(?<=[ \t])#", "＃", text)
    if first and text[:1] in "-?:,[]{}#&*!|>'\"%@`":
        text = "\u2060" + text
    return text[:-1] + "：" if last and text.endswith(":") else text
