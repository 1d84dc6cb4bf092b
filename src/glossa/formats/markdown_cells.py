r"""Cells of Markdown tables: what stands in them means the same to glossa and to a renderer.

`\` before a sign takes its meaning away, `<br>` is a line break, and what would vanish is a
character reference (`&#32;`).
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

__all__ = ["read_cell", "split_row", "write_cell"]

# `_` inside a word and `&` before a blank mean nothing, and are common in names and URLs.
_SIGNS: Final = re.compile(r"[\\`*|<~]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])")
# What editors drop or take for the end of a line.
_VANISHING: Final = re.compile("[\x85\u2028\u2029\ufeff\t]")
_READ: Final = re.compile(
    r"\\([!-/:-@\[-`{-~])|<br\s*/?>|&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z0-9]+));",
    re.IGNORECASE,
)
_CELL: Final = re.compile(r"(?:\\.|[^\\|])*\\?")


def write_cell(text: str) -> str:
    r"""A text as a cell of one line.

    >>> write_cell("a|b\n *c*"), write_cell(" ")
    ('a\\|b<br> \\*c\\*', '&#32;')
    """
    escaped = _SIGNS.sub(lambda match: f"\\{match[0]}", text)
    if "](" in text or "][" in text:
        escaped = escaped.replace("[", "\\[")  # no link
    inner = escaped.strip()
    before, _, after = escaped.partition(inner) if inner else (escaped, "", "")
    inner = _VANISHING.sub(lambda match: _references(match[0]), inner)
    return f"{_references(before)}{inner}{_references(after)}".replace("\n", "<br>")


def _references(signs: str) -> str:
    return "".join(sign if sign == "\n" else f"&#{ord(sign)};" for sign in signs)


def read_cell(cell: str) -> str:
    r"""The text of a cell; blanks around it are the table's.

    >>> read_cell(r" a\|b<br/>&#32;c "), read_cell(r"C:\new & old")
    ('a|b\n c', 'C:\\new & old')
    """
    return _READ.sub(_meaning, cell.strip(" \t"))


def _meaning(match: re.Match[str]) -> str:
    sign, decimal, hexadecimal, name = match.groups()
    if sign:
        return str(sign)
    if name:
        return html5.get(f"{name};", match[0])
    if not (decimal or hexadecimal):
        return "\n"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF else match[0]


def split_row(line: str) -> list[str]:
    r"""The cells of a row, as they stand there; the bars at both ends are optional.

    >>> split_row(r"| a \| b | c |"), split_row("a|b")
    ([' a \\| b ', ' c '], ['a', 'b'])
    """
    line = line.strip(" \t").removeprefix("|")
    cells: list[str] = []
    at = 0
    while at <= len(line):
        found = _CELL.match(line, at)
        end = found.end() if found else at
        cells.append(line[at:end])
        at = end + 1
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells
