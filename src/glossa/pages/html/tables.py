"""Tables: what the start of a part ends, and what its end tag closes."""

from __future__ import annotations

from typing import Final

from glossa.pages.html.tree import Tree

__all__ = ["end_part", "make_room"]

_CELLS: Final = frozenset({"td", "th", "caption"})
_ROW_GROUPS: Final = frozenset({"tbody", "thead", "tfoot"})
_CONTEXT: Final = {
    **dict.fromkeys(("td", "th"), frozenset({"tr", "table"}) | _ROW_GROUPS),
    "tr": frozenset({"table"}) | _ROW_GROUPS,
    **dict.fromkeys(
        ("tbody", "thead", "tfoot", "caption", "colgroup", "col"), frozenset({"table"})
    ),
}


def make_room(tree: Tree, name: str) -> bool:
    """Close what the start of a part of a table ends; False where there is no table around."""
    index = _table(tree)
    if index < 0:
        return False
    wanted = _CONTEXT[name]
    place = len(tree.frames) - 1
    while place > index and tree.frames[place].name not in wanted:
        place -= 1
    if place < len(tree.frames) - 1:
        tree.pop_to(place + 1)
    return True


def end_part(tree: Tree, name: str, start: int, end: int) -> None:
    """The end tag of a table or of a part of it."""
    table = _table(tree)
    if table < 0:
        return
    for index in range(table, len(tree.frames)):
        if tree.frames[index].name == name:
            tree.pop_to(index, start, end)
            return


def _table(tree: Tree) -> int:
    """The innermost table, seen from its cells and captions; -1 where something else is."""
    for index in range(len(tree.frames) - 1, -1, -1):
        frame = tree.frames[index]
        if frame.name == "table":
            return index
        if frame.scope is not None and frame.name not in _CELLS:
            return -1
    return -1
