"""A line on stderr that counts files, where stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

__all__ = ["progress_line"]

_EVERY = 10


def progress_line() -> Callable[[int, int, str], None] | None:
    """What to call before each file: its number from 1, how many there are, its name.

    None where stderr is no terminal: nothing is to be drawn there.
    """
    if not sys.stderr.isatty():
        return None

    def show(number: int, count: int, _name: str) -> None:
        if number == count:
            click.echo("\r\033[K", err=True, nl=False)
        elif number % _EVERY == 1:
            click.echo(f"\r\033[K{number:,} of {count:,}", err=True, nl=False)

    return show
