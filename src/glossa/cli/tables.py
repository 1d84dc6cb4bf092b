"""Tables on stdout: drawn on a terminal, tab-separated in a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Final

import click

__all__ = ["harmless", "print_table"]

_ACTING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Signs on which a terminal acts: codes that begin with escape, and overrides of direction."""


def harmless(text: str) -> str:
    r"""Text of strangers for a terminal: signs on which it would act, as escapes.

    >>> harmless("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _ACTING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header. In a pipe a cell's own tabs and newlines become blanks."""
    if not sys.stdout.isatty():
        for row in (header, *rows):
            click.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    Console().print(table)
