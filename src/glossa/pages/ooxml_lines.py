"""Lines of a paragraph with their codes: what is a unit, what stays at its edges.

A line break between lines divides units, but not where the sentence plainly goes on; there it is a
code, and a blank stands for it in the text where the script writes one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from glossa.markup import Code
from glossa.pages.ooxml_tokens import BLANK, Break, Close, Open, Text, Thing, Token
from glossa.script import is_han

__all__ = ["Line", "Mark", "lines_of"]

_GOES_ON: Final = re.compile(r"[,，、;；\-(（《“‘—]\s*$")
_LOWER: Final = re.compile(r"\s*[a-zа-яё]")


@dataclass(slots=True)
class Mark:
    """A code of a line, with what it stands for."""

    code: Code
    """Offsets into the text of the line; ids `c1` ... counted in the line."""
    token: Text | Thing | Open


@dataclass(slots=True)
class Line:
    """One unit to be, with what is needed to write it again."""

    text: str
    """Empty: nothing to translate, all is in `lead`."""
    lead: list[Token]
    """What stands before, and stays there."""
    trail: list[Token]
    body: list[Token]
    """The tokens of `text`."""
    marks: list[Mark]
    base: dict[int, Text]
    """By id of the shell around (0: none): a token that looks as most of the text there does."""
    made: frozenset[int] = frozenset()
    """Offsets of characters of `text` that stand for something else."""
    brk: Break | None = None
    """What ends it."""
    linked: float = 0.0
    """The share of its text that stands in links."""


def lines_of(tokens: Sequence[Token]) -> list[Line]:
    """The lines of a paragraph, in order; every token is in one of them."""
    joined = _joined(tokens)
    if len(joined) == 1 and isinstance(joined[0], Text):
        return [_plain_line(joined[0])]
    rows: list[list[Token]] = [[]]
    ends: list[Break | None] = []
    depth = 0
    for number, token in enumerate(joined):
        if isinstance(token, Break):
            if depth == 0 and not _runs_on(joined, number):
                ends.append(token)
                rows.append([])
                continue
            rows[-1] += _inline(joined, number, token)
            continue
        depth += isinstance(token, Open) - isinstance(token, Close)
        rows[-1].append(token)
    ends.append(None)
    lines = [_line(row) for row in rows]
    for line, end in zip(lines, ends, strict=True):
        line.brk = end
    return lines


def _plain_line(token: Text) -> Line:
    """The line of most cells and paragraphs: text in one format, and nothing else."""
    text = token.text.strip(BLANK)
    if not any(map(str.isalnum, text)):
        return Line("", [token], [], [], [], {})
    if text == token.text:
        return Line(text, [], [], [token], [], {0: token})
    start = token.text.index(text)
    lead: list[Token] = [replace(token, text=token.text[:start])] if start else []
    behind = token.text[start + len(text) :]
    trail: list[Token] = [replace(token, text=behind)] if behind else []
    body = replace(token, text=text)
    return Line(text, lead, trail, [body], [], {0: body})


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Neighbouring text of one look in one token; what blanks look like does not matter."""
    found: list[Token] = []
    for token in tokens:
        if isinstance(token, Text):
            if not token.text:
                continue
            last = found[-1] if found else None
            if isinstance(last, Text) and not (last.made or token.made):
                same = last.look == token.look
                if same or not token.text.strip(BLANK):
                    found[-1] = replace(last, text=last.text + token.text)
                    continue
                if not last.text.strip(BLANK):
                    found[-1] = replace(token, text=last.text + token.text)
                    continue
        found.append(token)
    return found


def _runs_on(tokens: Sequence[Token], number: int) -> bool:
    """Whether the sentence before a break goes on behind it."""
    before = next((t.text for t in reversed(tokens[:number]) if isinstance(t, Text)), "")
    after = next((t.text for t in tokens[number + 1 :] if isinstance(t, Text)), "")
    if not before.strip(BLANK) or not after.strip(BLANK):
        return False
    neighbours = (tokens[number - 1], tokens[number + 1])
    if any(isinstance(token, Break) for token in neighbours):
        return False
    return bool(_GOES_ON.search(before) or _LOWER.match(after))


def _inline(tokens: Sequence[Token], number: int, token: Break) -> Iterator[Token]:
    """A break inside a sentence: a thing, and a blank where words would touch."""
    yield Thing(token.make, "break")
    before = next((t.text for t in reversed(tokens[:number]) if isinstance(t, Text)), "")
    after = next((t.text for t in tokens[number + 1 :] if isinstance(t, Text)), "")
    if before and after and not (is_han(before[-1]) or is_han(after[0])):
        near = next(t for t in reversed(tokens[:number]) if isinstance(t, Text))
        yield replace(near, text=" ", made=True)


def _line(tokens: list[Token]) -> Line:
    whole = "".join(token.text for token in tokens if isinstance(token, Text))
    if not any(sign.isalnum() for sign in whole):
        return Line("", tokens, [], [], [], {})
    start = len(whole) - len(whole.lstrip(BLANK))
    end = len(whole.rstrip(BLANK))
    lead, body, trail = _edges(tokens, start, end)
    return _Builder(body).line(lead, trail)


def _edges(
    tokens: Sequence[Token], start: int, end: int
) -> tuple[list[Token], list[Token], list[Token]]:
    """Tokens before the unit's text, of it, and behind it; shells are never cut."""
    first, at = _lead(tokens, start)
    size = sum(len(token.text) for token in tokens if isinstance(token, Text))
    last, left = _lead([_turned(token) for token in reversed(tokens)], size - end)
    lead, body = list(tokens[:first]), list(tokens[first : len(tokens) - last])
    trail = list(tokens[len(tokens) - last :])
    if start > at and isinstance(body[0], Text):
        cut = start - at
        lead.append(replace(body[0], text=body[0].text[:cut]))
        body[0] = replace(body[0], text=body[0].text[cut:])
    behind = size - end - left
    if behind and isinstance(body[-1], Text):
        trail.insert(0, replace(body[-1], text=body[-1].text[-behind:]))
        body[-1] = replace(body[-1], text=body[-1].text[:-behind])
    return lead, body, trail


def _turned(token: Token) -> Token:
    if isinstance(token, Open):
        return Close(token.shell)
    return Open(token.shell) if isinstance(token, Close) else token


def _lead(tokens: Sequence[Token], blanks: int) -> tuple[int, int]:
    """How many tokens lie wholly in the first `blanks` characters, and how many of those."""
    count = at = depth = seen = 0
    for number, token in enumerate(tokens, 1):
        if isinstance(token, Text):
            at += len(token.text)
            if at > blanks:
                break
        depth += isinstance(token, Open) - isinstance(token, Close)
        if depth == 0:
            count, seen = number, at
    return count, seen


class _Builder:
    """Makes the codes of one line from the tokens that hold its text."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._text = ""
        self._marks: list[Mark] = []
        self._made: set[int] = set()
        self._base = _bases(tokens)
        self._around: list[Mark] = []
        self._keys: list[int] = [0]
        self._look: Mark | None = None

    def line(self, lead: list[Token], trail: list[Token]) -> Line:
        for token in self._tokens:
            if isinstance(token, Text):
                self._add_text(token)
            elif isinstance(token, Thing):
                self._open(token, token.kind)
            elif isinstance(token, Open):
                self._close_look()
                mark = self._open(token, token.kind, translate=token.translate)
                self._around.append(mark)
                self._keys.append(id(token.shell))
            elif isinstance(token, Close):
                self._close_look()
                self._keys.pop()
                self._end(self._around.pop())
        self._close_look()
        codes = (mark.code for mark in self._marks)
        links = sum(code.end - code.start for code in codes if code.kind == "link")
        return Line(
            text=self._text,
            lead=lead,
            trail=trail,
            body=self._tokens,
            marks=self._marks,
            base=self._base,
            made=frozenset(self._made),
            linked=min(1.0, links / len(self._text)),
        )

    def _add_text(self, token: Text) -> None:
        base = self._base[self._keys[-1]]
        if self._look and self._look.token.look != token.look:  # type: ignore[union-attr]  # a Text
            self._close_look()
        if token.look != base.look and not self._look and not token.made:
            self._look = self._open(token, token.kind)
            self._around.append(self._look)
        if token.made:
            self._made.update(range(len(self._text), len(self._text) + len(token.text)))
        self._text += token.text

    def _open(self, token: Text | Thing | Open, kind: str, *, translate: bool = True) -> Mark:
        at = len(self._text)
        parent = self._around[-1].code.id if self._around else ""
        code = Code(f"c{len(self._marks) + 1}", at, at, kind, parent, translate)
        mark = Mark(code, token)
        self._marks.append(mark)
        return mark

    def _close_look(self) -> None:
        if self._look:
            self._around.remove(self._look)
            self._end(self._look)
            self._look = None

    def _end(self, mark: Mark) -> None:
        mark.code = replace(mark.code, end=len(self._text))


def _bases(tokens: Sequence[Token]) -> dict[int, Text]:
    """What most of the text looks like, in each shell and outside of all."""
    counts: dict[int, Counter[str]] = {0: Counter()}
    longest: dict[tuple[int, str], Text] = {}
    keys = [0]
    for token in tokens:
        if isinstance(token, Open):
            keys.append(id(token.shell))
            counts.setdefault(keys[-1], Counter())
        elif isinstance(token, Close):
            keys.pop()
        elif isinstance(token, Text):
            counts[keys[-1]][token.look] += len(token.text.strip(BLANK))
            best = longest.get((keys[-1], token.look))
            if best is None or len(token.text) > len(best.text):
                longest[keys[-1], token.look] = token
    return {
        key: longest[key, max(found, key=found.__getitem__)] if found else Text("")
        for key, found in counts.items()
    }
