"""House styles: which spelling is preferred, and where to look where a style has none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from glossa.errors import UsageError
from glossa.model import Finding, Severity

__all__ = ["DEFAULT_STYLE", "Style", "Styles", "parse_styles"]

DEFAULT_STYLE: Final = "cn-media"


@dataclass(frozen=True, slots=True)
class Style:
    """One house style."""

    name: str
    title: str = ""
    description: str = ""
    fallback: tuple[str, ...] = ()
    """Styles to ask, in this order, where this one has no preferred term."""


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a glossary, by name."""

    by_name: Mapping[str, Style] = field(default_factory=dict)
    default: str = DEFAULT_STYLE

    def chain(self, name: str) -> tuple[str, ...]:
        """`name` and the styles behind it in the order they are asked, each once (cycles end)."""
        order: list[str] = []
        waiting = [name]
        while waiting:
            style = waiting.pop(0)
            if style in order:
                continue
            order.append(style)
            known = self.by_name.get(style)
            if known is not None:
                waiting[:0] = known.fallback
        return tuple(order)

    def require(self, name: str) -> None:
        """Raise `UsageError` for a style that `styles.toml` does not name.

        Where no styles were loaded at all (a user's own plain glossary), every name will do.
        """
        if self.by_name and name not in self.by_name:
            raise UsageError(
                f"there is no style {name!r}",
                where="--style",
                advice=f"Known styles: {', '.join(self.by_name)}.",
            )


_NONE: Final = Styles()


def parse_styles(
    text: str, where: str, below: Styles = _NONE
) -> tuple[Styles, tuple[Finding, ...]]:
    """Read the text of a `styles.toml`: one table a style, at the top or under `[styles]`.

    `below`: the styles of the glossaries under this one; they stay, but for those described anew.
    Broken TOML, a fallback that no table describes and fallbacks that run in a circle are findings
    (`bad-styles`, `unknown-style`, `style-cycle`); what can be read is kept.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return below, (
            Finding("bad-styles", f"not valid TOML: {error}", Severity.ERROR, where=where),
        )
    tables = data.get("styles", data)
    styles = dict(below.by_name)
    described: list[Style] = []
    findings: list[Finding] = []
    for name, table in tables.items():
        if not isinstance(table, dict):
            continue
        fallback = table.get("fallback", [])
        if isinstance(fallback, str):
            fallback = [fallback]
        style = Style(
            name,
            str(table.get("title", "")),
            str(table.get("description", "")),
            tuple(str(other) for other in fallback),
        )
        styles[name] = style
        described.append(style)
    for style in described:
        findings += [
            Finding(
                "unknown-style",
                f"style {style.name!r} falls back to {other!r}, which is not described",
                Severity.ERROR,
                where=where,
                raw=other,
            )
            for other in style.fallback
            if other not in styles
        ]
        if _reaches(styles, style.name):
            findings.append(
                Finding(
                    "style-cycle",
                    f"the fallbacks of style {style.name!r} lead back to itself",
                    Severity.ERROR,
                    where=where,
                    raw=", ".join(style.fallback),
                )
            )
    default = data.get("default", below.default)
    return Styles(styles, str(default)), tuple(findings)


def _reaches(styles: Mapping[str, Style], name: str) -> bool:
    """Whether the fallbacks of a style lead back to it."""
    seen: set[str] = set()
    waiting = list(styles[name].fallback)
    while waiting:
        other = waiting.pop()
        if other == name:
            return True
        if other in seen or other not in styles:
            continue
        seen.add(other)
        waiting += styles[other].fallback
    return False
