"""From a line with its targets to the elements of its paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from glossa.pages.ooxml import Element
from glossa.pages.ooxml_lines import Line, Mark
from glossa.pages.ooxml_tokens import Break, Close, Open, Shell, Text, Thing, Token
from glossa.pages.weave import Woven

__all__ = ["Runs", "elements", "fill", "refill", "unchanged"]

Runs = Callable[[Text], Sequence[Element]]
"""Makes the runs of a stretch of text."""


def unchanged(line: Line) -> list[Token]:
    """All tokens of a line, as they were read."""
    return [*line.lead, *line.body, *line.trail]


def fill(
    line: Line, start: int, woven: Sequence[Woven], marks: Mapping[str, Mark]
) -> Iterator[Token]:
    """The tokens of a line with its targets. `start`: of the line in the page's text.

    `marks`: by the ids that codes have on the page.
    """
    yield from line.lead
    around: list[Text] = [line.base[0]]
    for one in woven:
        if one.what == "text":
            yield from _text(line, start, one, around[-1])
            continue
        token = marks[one.code].token
        if one.what == "at":
            yield from _empty(token)
        elif one.what == "close":
            around.pop()
            if isinstance(token, Open):
                yield Close(token.shell)
        elif isinstance(token, Open):
            yield token
            around.append(line.base.get(id(token.shell), Text("")))
        else:
            around.append(token if isinstance(token, Text) else around[-1])
    yield from line.trail


def _text(line: Line, start: int, one: Woven, like: Text) -> Iterator[Text]:
    text = one.text
    if one.start >= 0 and line.made:
        first = one.start - start
        text = "".join(c for at, c in enumerate(text, first) if at not in line.made)
    if text:
        yield replace(like, text=text, made=False, new=one.start < 0)


def _empty(token: Text | Thing | Open) -> Iterator[Token]:
    if isinstance(token, Open):
        yield token
        yield Close(token.shell)
    elif isinstance(token, Thing):
        yield token


def elements(tokens: Sequence[Token], runs: Runs) -> list[Element]:
    """The elements of the tokens, in order. Shells are the old elements, filled anew."""
    frames: list[list[Element]] = [[]]
    for token in tokens:
        if isinstance(token, Text):
            if not token.made:
                frames[-1] += runs(token)
        elif isinstance(token, Thing | Break):
            frames[-1] += token.make()
        elif isinstance(token, Open):
            frames.append([])
        else:
            content = frames.pop()
            frames[-1] += _around(token.shell, content)
    return frames[0]


def _around(shell: Shell, content: list[Element]) -> list[Element]:
    if shell.element is None:
        before = shell.before() if shell.before else ()
        after = shell.after() if shell.after else ()
        return [*before, *content, *after]
    refill(shell.inner, content, shell.kept)
    return [shell.element]


def refill(parent: Element, content: Sequence[Element], kept: Sequence[Element] = ()) -> None:
    """Give `parent` this content; children in `kept` stay in front of it."""
    for child in list(parent):
        if not any(child is one for one in kept):
            parent.remove(child)
    for element in content:
        element.tail = None
        parent.append(element)
