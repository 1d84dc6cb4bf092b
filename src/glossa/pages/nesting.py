"""Inline elements that want their places, brought to a proper nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from glossa.markup import Code

__all__ = ["Node", "Span", "events", "nested"]

Span = tuple[int, int]
_WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(slots=True)
class Node:
    """A code with the place it got and the codes inside it, in the order of writing."""

    code: str
    start: int
    end: int
    rank: tuple[int, int, int]
    """Its place among its siblings in the source."""
    holds_text: bool
    children: list[Node] = field(default_factory=list)


def nested(codes: Sequence[Code], wanted: Callable[[Code], Span], text: str) -> list[Node]:
    """The codes as a forest, each inside its parent, siblings beside each other.

    `codes`: parents before their children. `wanted`: where in `text` each would like to be.
    """
    nodes: dict[str, Node] = {}
    roots: list[Node] = []
    for number, code in enumerate(codes):
        node = Node(code.id, *wanted(code), (code.start, code.end, number), code.start < code.end)
        nodes[code.id] = node
        parent = nodes.get(code.parent)
        (parent.children if parent and parent is not node else roots).append(node)
    waiting = [(roots, 0, len(text))]
    while waiting:
        siblings, start, end = waiting.pop()
        _settle(siblings, start, end, text)
        waiting.extend((node.children, node.start, node.end) for node in siblings if node.children)
    return roots


def events(roots: Sequence[Node]) -> Iterator[tuple[str, int, str]]:
    """What is written in turn: (`open`, `close` or `at`, offset, id)."""
    stack = [("", node) for node in reversed(roots)]
    while stack:
        what, node = stack.pop()
        if what:
            yield "close", node.end, node.code
        elif node.holds_text or node.children:
            yield "open", node.start, node.code
            stack.append(("close", node))
            stack.extend(("", child) for child in reversed(node.children))
        else:
            yield "at", node.start, node.code


def _settle(siblings: list[Node], start: int, end: int, text: str) -> None:
    """Bring siblings into `start:end`, apart from each other, and into their order."""
    for node in siblings:
        if node.holds_text and (node.end <= start or end <= node.start):
            node.start, node.end = start, end  # a link around nothing could not be followed
        else:
            node.start = min(max(node.start, start), end)
            node.end = max(node.start, min(node.end, end))
    siblings.sort(key=lambda node: (node.start, node.end, node.rank))
    solid = [node for node in siblings if node.holds_text]
    _part(solid, text)
    _move_out([node for node in siblings if not node.holds_text], solid)
    siblings.sort(key=lambda node: (node.start, node.end, node.rank))


def _part(nodes: Sequence[Node], text: str) -> None:
    """Give every stretch that several claim to one of them. `nodes`: sorted by place."""
    first = 0
    reach = 0
    for number, node in enumerate(nodes):
        if number > first and node.start >= reach:
            _share(nodes[first:number], text)
            first = number
        reach = max(reach, node.end)
    _share(nodes[first:], text)


def _share(nodes: Sequence[Node], text: str) -> None:
    if len(nodes) < 2:
        return
    low, high = nodes[0].start, max(node.end for node in nodes)
    for before, node in pairwise(nodes):
        if node.start >= before.end:
            continue
        if node.start > before.start:
            before.end = before.start + len(text[before.start : node.start].rstrip())
        else:
            gap = text[before.end : node.end]
            node.start = before.end + len(gap) - len(gap.lstrip())
            node.end = max(node.start, node.end)
    if all(text[node.start : node.end].strip() for node in nodes):
        return
    words = [found.span() for found in _WORD.finditer(text, low, high)]
    if len(words) < len(nodes):
        words = [(at, at + 1) for at in range(low, high) if not text[at].isspace()]
    in_order = sorted(nodes, key=lambda node: node.rank)
    for number, node in enumerate(in_order):
        mine = words[number * len(words) // len(nodes) : (number + 1) * len(words) // len(nodes)]
        node.start, node.end = (mine[0][0], mine[-1][1]) if mine else (high, high)


def _move_out(points: Sequence[Node], solid: Sequence[Node]) -> None:
    """Put what holds nothing beside the siblings that it would stand inside of."""
    in_order = sorted(solid, key=lambda node: (node.start, node.end))
    number = 0
    for node in points:  # sorted by place
        while number < len(in_order) and in_order[number].end <= node.start:
            number += 1
        if number < len(in_order) and in_order[number].start < node.start:
            around = in_order[number]
            at = around.end if node.rank > around.rank else around.start
            node.start = node.end = at
