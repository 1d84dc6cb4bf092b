"""The front matter of Markdown: the few of its values that a reader sees."""

from __future__ import annotations

import re
import tomllib
from typing import Final

from glossa.errors import InputError
from glossa.markup import Markup
from glossa.model import Finding
from glossa.pages.slots import Sheet
from glossa.pages.strings import Scalar, add_string
from glossa.pages.strings_tree import Chosen
from glossa.pages.yaml_strings import add_yaml

__all__ = ["add_front_matter"]

_YAML: Final = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?:$|\Z)", re.DOTALL | re.MULTILINE
)
_TOML: Final = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n|\r|\n)(.*?)^\+\+\+[ \t]*(?:$|\Z)", re.DOTALL | re.MULTILINE
)
_SEEN: Final = frozenset({"title", "description", "summary", "keywords", "subtitle", "excerpt"})
_LINE: Final = re.compile(
    r"^[ \t]*(title|description|summary|keywords|subtitle|excerpt)[ \t]*=[ \t]*([^\r\n]*)",
    re.MULTILINE,
)
_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'')
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)


def add_front_matter(sheet: Sheet, name: str) -> tuple[int, list[Finding]]:
    """Add its units; where the text begins, and what could not be read of it."""
    yaml, toml = _YAML.match(sheet.raw), _TOML.match(sheet.raw)
    if yaml:
        return yaml.end(), _yaml(sheet, *yaml.span(1), name)
    if toml:
        return toml.end(), _toml(sheet, *toml.span(1), name)
    return 0, []


def _yaml(sheet: Sheet, start: int, end: int, name: str) -> list[Finding]:
    try:
        return add_yaml(sheet, start, end, name, _is_seen)
    except InputError as error:
        return [_broken(name, f"{error.found} ({error.where})")]


def _is_seen(leaf: Chosen) -> bool:
    """Whether a value stands at the top under one of the keys, alone or in a list."""
    above = leaf.branch.parent
    if leaf.branch.is_list and above is not None and above.parent is not None:
        return above.parent.parent is None and leaf.branch.key in _SEEN
    return above is not None and above.parent is None and leaf.key in _SEEN


def _toml(sheet: Sheet, start: int, end: int, name: str) -> list[Finding]:
    text = sheet.raw[start:end]
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return [_broken(name, f"this is no TOML: {error}")]
    table = _TABLE.search(text)
    for line in _LINE.finditer(text, 0, table.start() if table else len(text)):
        for match in _STRING.finditer(text, *line.span(2)):
            if text[match.start() : match.start() + 3] in {'"""', "'''"}:
                break
            first, last = match.span(1 if match[1] is not None else 2)
            if "\\" in text[first:last] or first == last:
                continue
            style = "toml" + text[match.start()]
            run = (0, last - first, start + first, start + last)
            scalar = Scalar(text[first:last], (run,))
            add_string(sheet, scalar, Markup("string", (line[1],)), style)
    return []


def _broken(name: str, what: str) -> Finding:
    return Finding(
        "front-matter",
        f"The front matter was left as it is: {what}.",
        where=name,
    )
