"""Unpack an `.argosmodel` file (a zip with one top folder) without trusting it."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from typing import TYPE_CHECKING, Final

from glossa.errors import ModelBrokenError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["READ_ERRORS", "FileHash", "Limits", "check_members", "unpack_members"]

READ_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    NotImplementedError,  # a compression method that Python does not know
    RuntimeError,  # an encrypted member
    ValueError,
)
"""What the standard library raises on a damaged zip."""

_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 0x1
# A colon is a drive letter or an NTFS stream, a backslash a folder on Windows.
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be; the defaults are some ten times the largest that Argos has."""

    files: int = 5_000
    """Files and folders in the zip."""
    file_bytes: int = 3 << 30
    """One file, unpacked."""
    total_bytes: int = 4 << 30
    """All files together, unpacked; also bounds the `.argosmodel` file and a download."""


@dataclass(frozen=True, slots=True)
class FileHash:
    """A file as it was unpacked."""

    size: int
    """Bytes."""
    sha256: str
    """Hex."""


def check_members(
    archive: zipfile.ZipFile, where: str, limits: Limits
) -> tuple[str, Mapping[str, zipfile.ZipInfo]]:
    """Look at every name and size a zip declares, before anything is unpacked.

    Returns the name of the one top folder, and its files by their path in it (`model/model.bin`).
    Raises `ModelBrokenError` at the first thing that a package does not have.
    """
    members = archive.infolist()
    if len(members) > limits.files:
        raise _refuse(f"holds {len(members):,} files, more than {limits.files:,}", where)
    if sum(info.file_size for info in members) > limits.total_bytes:
        raise _refuse(f"unpacks to more than {limits.total_bytes:,} bytes", where)
    files: dict[str, zipfile.ZipInfo] = {}
    tops = set()
    seen = set()
    for info in members:
        top, inner = _split_name(info, where)
        tops.add(top)
        _check_member(info, where, limits)
        if info.is_dir():
            continue
        if not inner:
            raise _refuse(f"has a file outside its folder: {info.filename!r}", where)
        if inner.casefold() in seen:
            raise _refuse(f"names {info.filename!r} twice", where)
        seen.add(inner.casefold())
        files[inner] = info
    if len(tops) != 1:
        raise _refuse(f"has {len(tops)} top folders, not one", where)
    return tops.pop(), files


def unpack_members(
    archive: zipfile.ZipFile,
    files: Mapping[str, zipfile.ZipInfo],
    folder: Path,
    where: str,
    limits: Limits,
) -> dict[str, FileHash]:
    """Unpack checked `files` into `folder`, which exists; returns what was written.

    What is really unpacked is counted too: a zip may declare less than it holds. Raises
    `ModelBrokenError` on damage or beyond a limit, `OSError` where it cannot be written.
    """
    written: dict[str, FileHash] = {}
    total = 0
    for name, info in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        size = 0
        try:
            with archive.open(info) as source, target.open("xb") as sink:
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    total += len(chunk)
                    if size > info.file_size or total > limits.total_bytes:
                        raise _refuse(f"{info.filename!r} unpacks to more than it declares", where)
                    digest.update(chunk)
                    sink.write(chunk)
        except READ_ERRORS as error:
            raise _refuse(f"is damaged at {info.filename!r}: {error}", where) from error
        if size != info.file_size:
            raise _refuse(f"{info.filename!r} unpacks to less than it declares", where)
        written[name] = FileHash(size, digest.hexdigest())
    return written


def _split_name(info: zipfile.ZipInfo, where: str) -> tuple[str, str]:
    # `orig_filename` is the name as it stands in the zip: Python cuts `filename` at a NUL.
    name = info.orig_filename
    parts: Sequence[str] = name.removesuffix("/").split("/")
    if (
        _UNSAFE.search(name)
        or name.startswith("/")
        or any(part in ("", ".", "..") or part.endswith((" ", ".")) for part in parts)
    ):
        raise _refuse(f"has an unsafe name: {name!r}", where)
    if parts[0].startswith(".") or (len(parts) == 1 and not info.is_dir()):
        raise _refuse(f"has a file outside its folder: {name!r}", where)
    return parts[0], "/".join(parts[1:])


def _check_member(info: zipfile.ZipInfo, where: str, limits: Limits) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refuse(f"has a link or a device: {info.filename!r}", where)
    if info.flag_bits & _ENCRYPTED:
        raise _refuse(f"is encrypted: {info.filename!r}", where)
    if info.file_size > limits.file_bytes:
        raise _refuse(f"{info.filename!r} is larger than {limits.file_bytes:,} bytes", where)


def _refuse(found: str, where: str) -> ModelBrokenError:
    return ModelBrokenError(
        found, where=where, advice="nothing was installed; download the file again from its maker"
    )
