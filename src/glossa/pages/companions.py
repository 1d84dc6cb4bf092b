"""The files that a saved web page needs beside it: `NAME_files/` and what else it refers to.

Only names are looked at here; nothing is opened. A reference that leads out of the page's folder,
to another site or to the root of a disk belongs to no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

__all__ = ["Needed", "is_companion_name", "needed", "references"]

# What browsers and Windows put behind the name of a page, in the languages that have their own.
_SUFFIXES: Final = (
    "_files", ".files", "-files", "_file", "_archivos", "_fichiers", "-Dateien", "_Dateien",
    "_bestanden", "_arquivos", "_ficheiros", "-filer", "_filer", "_tiedostot", "_pliki",
    "_soubory", "_elemei", "_dosyalar", "_datoteke", "_fitxers", "_failid", "_fails", "_bylos",
    "_fajlovi", "_fitxategiak", "_archius",
)  # fmt: skip
_TAG: Final = re.compile(
    r"<([A-Za-z][^\s/>]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+)(?:>|\Z)", re.DOTALL
)
_ATTRIBUTE: Final = re.compile(
    r"([^\s\"'/=]++)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++)))?"
)
_SHOWING: Final = frozenset({"src", "href", "background", "poster", "data", "srcset", "style"})
_ENDS: Final = {
    tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")
}
_URL: Final = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'()\s]+))\s*\)|@import\s+(?:\"([^\"]*)\"|'([^']*)')",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]|\Z")
_LONGEST: Final = 4096
_LINKS: Final = frozenset({"a", "area", "base", "form"})


@dataclass(frozen=True, slots=True)
class Needed:
    """What a page needs, as paths from its folder, `/` between the parts; sorted."""

    folders: tuple[str, ...]
    """Folders made for this page by a browser: all that is in them belongs to it."""
    files: tuple[str, ...]
    """Files elsewhere that it refers to."""


def is_companion_name(folder: str, page: str = "") -> bool:
    """Whether a folder is called as browsers call the one of a page (of `page`, if given).

    >>> is_companion_name("News_files", "News.html"), is_companion_name("News_files", "Old.html")
    (True, False)
    """
    lower = folder.lower()
    stem = PurePosixPath(page).stem.lower()
    return any(
        lower == stem + suffix.lower()
        if page
        else lower.endswith(suffix.lower()) and len(lower) > len(suffix)
        for suffix in _SUFFIXES
    )


def references(text: str) -> tuple[str, ...]:
    """The files that a web page shows or runs by a relative address: sorted, each once.

    Links that a reader may follow are none of them. A page with a base elsewhere has none.
    """
    found: set[str] = set()
    for address, is_base in _addresses(text):
        if is_base:
            if _ELSEWHERE.match(address):
                return ()
            continue
        path = _path(address)
        if path:
            found.add(path)
    return tuple(sorted(found))


def needed(page: str, text: str) -> Needed:
    """What the page `page` (its file's name) with the HTML `text` needs beside it.

    A folder called as browsers do is the page's own if the page refers into it, even where the
    page was renamed since.
    """
    folders: set[str] = set()
    files: set[str] = set()
    for path in references(text):
        top, _, rest = path.partition("/")
        if rest and (is_companion_name(top, page) or is_companion_name(top)):
            folders.add(top)
        else:
            files.add(path)
    return Needed(tuple(sorted(folders)), tuple(sorted(files)))


def _addresses(text: str) -> Iterator[tuple[str, bool]]:
    """(address, whether it is the base of the others)."""
    for tag, rest, inside in _tags(text):
        for name, *values in _ATTRIBUTE.findall(rest):
            kind = name.lower()
            if kind not in _SHOWING:
                continue
            value = unescape(next((one for one in values if one), ""))
            if kind == "style":
                yield from ((address, False) for address in _in_style(value))
            elif kind == "srcset":
                yield from ((one.split()[0], False) for one in value.split(",") if one.split())
            elif tag == "base" and kind == "href":
                yield value.strip(), True
            elif kind != "href" or tag not in _LINKS:
                yield value.strip(), False
        if tag == "style":
            yield from ((address, False) for address in _in_style(inside))


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """(name, attributes, text in it where no tag can be) of each opening tag, in one walk."""
    position = text.find("<")
    while position >= 0:
        start = position + 1
        if text.startswith("<!--", position):
            start = text.find("-->", position + 4)
        elif match := _TAG.match(text, position):
            tag, start, inside = match[1].lower(), match.end(), ""
            if tag in _ENDS:
                end = _ENDS[tag].search(text, start)
                inside = text[start : end.start() if end else len(text)]
                start += len(inside)
            yield tag, match[2], inside
        position = text.find("<", start) if start >= 0 else -1


def _in_style(style: str) -> Iterator[str]:
    for groups in _URL.findall(style):
        yield next((one for one in groups if one), "")


def _path(address: str) -> str | None:
    """The path of a relative address; None for what is elsewhere, or above the page's folder."""
    if len(address) > _LONGEST or _ELSEWHERE.match(address):
        return None
    plain = re.split("[?#]", address, maxsplit=1)[0].replace("\\", "/")
    parts: list[str] = []
    for part in unquote(plain, errors="replace").replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    path = "/".join(parts)
    usable = parts and path.isprintable() and not re.match("[A-Za-z]:", path)
    return path if usable and not plain.endswith("/") else None
