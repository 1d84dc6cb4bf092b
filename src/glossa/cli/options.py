"""Options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = [
    "encoding_option",
    "first_mention_option",
    "folder_options",
    "fuzzy_option",
    "glossary_option",
    "memory_option",
    "quiet_option",
    "quotations_option",
    "style_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])


def style_option(command: Command) -> Command:
    """`--style`."""
    return click.option(
        "--style",
        default="cn-media",
        show_default=True,
        metavar="NAME",
        help="House spelling of names: cn-media, pinyin, academic, un.",
    )(command)


def glossary_option(command: Command) -> Command:
    """`--glossary`, as often as wanted."""
    return click.option(
        "--glossary",
        "glossaries",
        multiple=True,
        metavar="FILE",
        help="A glossary of yours (CSV, XLSX, TBX ...), laid over glossa's; later ones win.",
    )(command)


def memory_option(command: Command) -> Command:
    """`--memory`, as often as wanted."""
    return click.option(
        "--memory",
        "memories",
        multiple=True,
        metavar="FILE",
        help="What people wrote before: their sentences are used again. Only read here; "
        "`glossa merge --memory` and `glossa memory import` fill it.",
    )(command)


def _likeness(_ctx: click.Context, _option: click.Parameter, value: str) -> float | None:
    """The threshold; None for `off`."""
    text = value.strip().lower()
    if text == "off":
        return None
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1:
        raise click.BadParameter(f"{value!r} is neither 'off' nor a likeness such as 0.8")
    return number


def fuzzy_option(command: Command) -> Command:
    """`--fuzzy`."""
    return click.option(
        "--fuzzy",
        callback=_likeness,
        default="0.9",
        show_default=True,
        metavar="0.NN|off",
        help="How like a source must be to one in the memory to be used for it; off: only the very "
        "same, other numbers and names aside.",
    )(command)


def folder_options(command: Command) -> Command:
    """`--include` and `--exclude`, each as often as wanted."""
    command = click.option(
        "--exclude", multiple=True, metavar="GLOB", help="In folders, none such: 'old/*', '*.csv'."
    )(command)
    return click.option(
        "--include", multiple=True, metavar="GLOB", help="In folders, only such: '*.txt'."
    )(command)


def quotations_option(command: Command) -> Command:
    """`--quotations`."""
    return click.option(
        "--quotations", is_flag=True, help="Fold names inside quotations and titles too."
    )(command)


def first_mention_option(command: Command) -> Command:
    """`--first-mention`, with a language or without."""
    return click.option(
        "--first-mention",
        is_flag=False,
        flag_value="zh-Hans",
        default=None,
        metavar="[LANG]",
        help="Give names in another language too where running text first has them: Toli County "
        "(托里县). LANG is zh-Hans unless said (ug-Arab ...); before a page, join the two by =.",
    )(command)


def encoding_option(command: Command) -> Command:
    """`--encoding`."""
    return click.option(
        "--encoding", metavar="NAME", help="Encoding of the page; found by itself otherwise."
    )(command)


def quiet_option(command: Command) -> Command:
    """`--quiet`."""
    return click.option("-q", "--quiet", is_flag=True, help="No summary on stderr.")(command)
