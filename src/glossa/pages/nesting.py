"""Inline elements that want their places, brought to a proper nesting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from glossa.markup import Code
from glossa.script import HAN

__all__ = ["Node", "Span", "events", "nested"]

Span = tuple[int, int]
_MAY_BE_EMPTY: Final = frozenset({"style", "other"})
"""A span without words does no harm; a link cannot be followed, bold type is lost."""
_MOST: Final = 64
"""Elements in one place that are told apart by their order; more share its words evenly."""
_WORD: Final = re.compile(f"[{HAN}]|(?:(?![{HAN}])\\w)+(?:['’.-](?:(?![{HAN}])\\w)+)*")


@dataclass(slots=True)
class Node:
    """A code with the place it got and the codes inside it, in the order of writing."""

    code: str
    start: int
    end: int
    rank: tuple[int, int, int]
    """Its place among its siblings in the source."""
    holds_text: bool
    needs_text: bool
    children: list[Node] = field(default_factory=list)


def nested(codes: Sequence[Code], wanted: Callable[[Code], Span], text: str) -> list[Node]:
    """The codes as a forest, each inside its parent, siblings beside each other.

    `codes`: parents before their children. `wanted`: where in `text` each would like to be.
    """
    nodes: dict[str, Node] = {}
    roots: list[Node] = []
    for number, code in enumerate(codes):
        rank = code.start, code.end, number
        holds = code.start < code.end
        node = Node(code.id, *wanted(code), rank, holds, code.kind not in _MAY_BE_EMPTY)
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
    if _beside_the_placed(nodes, low, high, text):
        return
    _cut(nodes, text)
    if all(text[node.start : node.end].strip() for node in nodes):
        return
    words = [found.span() for found in _WORD.finditer(text, low, high)]
    _dealt(nodes, words, text, (low, high))


def _cut(nodes: Sequence[Node], text: str) -> None:
    """Each ends where the next one begins."""
    for before, node in pairwise(nodes):
        if node.start >= before.end:
            continue
        if node.start > before.start:
            before.end = before.start + len(text[before.start : node.start].rstrip())
        else:
            gap = text[before.end : node.end]
            node.start = before.end + len(gap) - len(gap.lstrip())
            node.end = max(node.start, node.end)


def _beside_the_placed(nodes: Sequence[Node], low: int, high: int, text: str) -> bool:
    """Those that claim all of it take words that no other has, on their own side of the others.

    False where there is nothing to choose, or not a word for each that needs one.
    """
    wide = [node for node in nodes if (node.start, node.end) == (low, high)]
    placed = [node for node in nodes if (node.start, node.end) != (low, high)]
    if not wide or not placed or len(nodes) > _MOST:
        return False
    edges = [(node.start, node.end) for node in placed]
    _cut(placed, text)
    bounds = [low, *(edge for node in placed for edge in (node.start, node.end)), high]
    gaps = [
        [found.span() for found in _WORD.finditer(text, start, end)]
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    ]
    claims: dict[int, list[Node]] = {}
    for node in sorted(wide, key=lambda node: node.rank):
        claims.setdefault(_gap_of(node, placed, gaps), []).append(node)
    links = {number: sum(node.needs_text for node in mine) for number, mine in claims.items()}
    if any(len(gaps[number]) < links[number] for number in claims):
        for node, edge in zip(placed, edges, strict=True):
            node.start, node.end = edge
        return False
    for number, mine in claims.items():
        _dealt(mine, gaps[number], text, (bounds[2 * number], bounds[2 * number + 1]))
    return True


def _gap_of(node: Node, placed: Sequence[Node], gaps: Sequence[Sequence[Span]]) -> int:
    """Behind the one that it stood behind, before the one that it stood before, or where room is.

    `gaps[n]` is before `placed[n]`.
    """
    before = [(one.rank, number + 1) for number, one in enumerate(placed) if one.rank < node.rank]
    behind = [(one.rank, number) for number, one in enumerate(placed) if one.rank > node.rank]
    wanted = [max(before)[1]] if before else []
    wanted += [min(behind)[1]] if behind else []
    wanted += sorted(range(len(gaps)), key=lambda number: -len(gaps[number]))
    return next((number for number in wanted if gaps[number]), 0)


def _dealt(nodes: Sequence[Node], words: list[Span], text: str, around: Span) -> None:
    """The words, evenly, to the nodes in the order of the source.

    Where there are too few, those that need some get theirs first, and the rest hold nothing.
    """
    low, high = around
    in_order = sorted(nodes, key=lambda node: node.rank)
    if len(words) < sum(node.needs_text for node in nodes):
        words = [(at, at + 1) for at in range(low, high) if not text[at].isspace()]
    if len(words) < len(in_order):
        chosen = sorted(in_order, key=lambda node: not node.needs_text)[: len(words)]
        lucky = {id(node) for node in chosen}
        at, given = low, iter(words)
        for node in in_order:
            node.start, node.end = next(given) if id(node) in lucky else (at, at)
            at = node.end
        return
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
