"""ZIP archives of pages: every page in them translated in its place, all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, cast

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document, Finding
from glossa.pages.archive import Archive, Member, open_archive
from glossa.pages.archive_directory import read_directory
from glossa.pages.archive_write import write_archive
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.companions import is_companion_name
from glossa.pages.compound import SubDocument, compose, rebuild_parts
from glossa.pages.registry import PAGE_FORMATS, page_format, reader_of
from glossa.workbook.archive import is_bomb

__all__ = ["parse", "rebuild"]

_EXTENSIONS: Final = frozenset(
    extension for form in PAGE_FORMATS.values() for extension in form.extensions
)
_OF_THE_SYSTEM: Final = ("__MACOSX", ".")
_PACKED: Final = (b"PK\x03\x04", b"PK\x05\x06")
_DEEPEST: Final = 1
"""Archives in archives; what is deeper stays as it was."""


@dataclass(frozen=True, slots=True)
class _Skeleton:
    archive: Archive
    parts: tuple[SubDocument, ...]


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read every page of an archive; `encoding` is that of pages which are text.

    Raises `InputError` for an archive that is unsafe, damaged, or holds no page that can be read. A
    single page that cannot be read is a finding; it stays as it was.
    """
    return _parse(data, name, encoding, 0)


def _parse(data: bytes, name: str, encoding: str | None, depth: int) -> Document:
    archive = open_archive(data, name)
    pages: list[tuple[str, Document]] = []
    said: list[Finding] = list(archive.findings)
    budget, why = _Budget(len(data)), ""
    for member in _pages(archive):
        try:
            content = archive.read(member)
            pages.append((member.name, _read(content, member.name, encoding, depth, budget)))
        except InputError as error:
            why = f" ({member.name}: {error.found})"
            message = f"This page stays as it was, for it cannot be read: {error.found}."
            said.append(Finding("archive-member", message, where=member.name))
    if not pages:
        raise InputError(
            f"the archive holds no page that can be read{why}",
            where=name,
            advice="Pages are files such as .html, .txt, .md, .docx, .epub, .pdf.",
        )
    composed = compose(pages)
    return Document(
        name=name,
        text=composed.text,
        units=composed.units,
        format="zip",
        findings=(*said, *composed.findings),
        codes=composed.codes,
        skeleton=_Skeleton(archive, composed.parts),
    )


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The archive with its pages translated, in the same tree.

    A page that comes out in another format (a PDF as a web page) stays, with the result beside it:
    `report.pdf.html`.
    """
    skeleton = cast(_Skeleton, document.skeleton)
    built = rebuild_parts(document, skeleton.parts, filled, language=language, joiner=joiner)
    changed = {member: one.data for member, one in built.items() if not one.ending}
    added = {
        _free(skeleton.archive, member, one.ending): (one.data, member)
        for member, one in built.items()
        if one.ending
    }
    findings = tuple(finding for one in built.values() for finding in one.findings)
    return Rebuilt(write_archive(skeleton.archive, changed, added), findings)


class _Budget:
    """How much archives in the archive may hold together."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._claimed = 0

    def take(self, content: bytes, name: str) -> None:
        """Raise `InputError` where one more would be too much."""
        members = read_directory(content, name, 1 << 20).members
        self._claimed += sum(member.size for member in members)
        if is_bomb(self._claimed, self._size):
            raise InputError("what archives in the archive hold is too much", where=name)


def _read(content: bytes, name: str, encoding: str | None, depth: int, budget: _Budget) -> Document:
    form = page_format(content, name)
    if content.startswith(_PACKED):
        budget.take(content, name)
    if form.name != "zip":
        return reader_of(form).parse(content, name, encoding)
    if depth >= _DEEPEST:
        raise InputError("it is an archive in an archive in an archive", where=name)
    return _parse(content, name, encoding, depth + 1)


def _pages(archive: Archive) -> Iterator[Member]:
    """What is read, by its name; the files that a saved page needs beside it are not."""
    stems = {(_folder(member.name), PurePosixPath(member.name).name) for member in archive.members}
    pages: dict[str, list[str]] = {}
    for folder, name in stems:
        if PurePosixPath(name).suffix.lower() in _EXTENSIONS:
            pages.setdefault(folder, []).append(name)
    owned: dict[str, bool] = {}
    for member in archive.members:
        path = PurePosixPath(member.name)
        if member.folder or member.link or member.encrypted:
            continue
        if path.suffix.lower() not in _EXTENSIONS:
            continue
        if any(part.startswith(_OF_THE_SYSTEM) for part in path.parts):
            continue
        if not any(_is_companion(folder, pages, owned) for folder in path.parents):
            yield member


def _is_companion(
    folder: PurePosixPath, pages: Mapping[str, list[str]], known: dict[str, bool]
) -> bool:
    """Whether a folder holds the files of a saved page beside it (`News_files` of `News.html`)."""
    key = str(folder)
    if key not in known:
        known[key] = is_companion_name(folder.name) and any(
            is_companion_name(folder.name, page) for page in pages.get(_folder(key), ())
        )
    return known[key]


def _folder(name: str) -> str:
    return str(PurePosixPath(name.rstrip("/")).parent)


def _free(archive: Archive, member: str, ending: str) -> str:
    """A name beside a member that is not taken."""
    name, number = member + ending, 1
    while name in archive:
        number += 1
        name = f"{member}-{number}{ending}"
    return name
