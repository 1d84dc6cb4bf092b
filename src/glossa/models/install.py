"""Install a model package: from a file, or (the only network there is) from Argos's index."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from glossa.errors import (
    InputError,
    ModelBrokenError,
    OutputError,
    UsageError,
)
from glossa.models.archive import READ_ERRORS, Limits, check_members, unpack_members
from glossa.models.manifest import write_manifest
from glossa.models.package import ModelPackage, hash_stream, read_package
from glossa.models.places import clean_staging, packages_dir, staging_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KNOWN", "Download", "Installed", "Known", "install"]

_PAIR: Final = re.compile(r"(?:translate-)?([a-z]{2,3})[-_]([a-z]{2,3})")


@dataclass(frozen=True, slots=True)
class Known:
    """What a published file is known to be."""

    size: int
    """Bytes."""
    sha256: str
    """Hex."""


KNOWN: Final[Mapping[str, Known]] = {
    "translate-zh_en-1_9.argosmodel": Known(
        74_481_402, "62e7af5a3a48b530e47b7b3e5c78c2de79073ecd815750d2bf3ab35b4a67da2d"
    ),
}
"""By file name, as Argos publishes it."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did."""

    package: ModelPackage
    status: str
    """`installed`, `replaced`, or `present`: it was there already and nothing was touched."""
    sha256: str
    """Of the `.argosmodel` file, hex."""
    checked: bool
    """Whether that hash was compared with one given or known."""


class Download(Protocol):
    """Fetches a pair (`zh`, `en`) or an https address into a folder; `remote.download` does."""

    def __call__(self, wanted: tuple[str, str] | str, folder: Path, limit: int) -> Path:
        """The file, named as its maker names it. Raises `ModelMissingError`, `InputError`."""
        ...


def install(
    source: str | Path,
    *,
    sha256: str | None = None,
    force: bool = False,
    directory: Path | None = None,
    limits: Limits | None = None,
    download: Download | None = None,
) -> Installed:
    """Install `source`: an `.argosmodel` file, an https address, or a pair (`translate-zh_en`).

    `sha256` (hex) must be the file's; a file whose hash glossa knows is checked against that as
    well. `force` replaces an installed package of the same name. `directory` replaces Argos's
    packages folder. `download` replaces the network, for tests.

    A package appears under its name whole or not at all. Raises `InputError` where there is no such
    file, `ModelMissingError` where the index has no such pair, `ModelBrokenError` where the file is
    damaged, unsafe or not the one it should be, `OutputError` where it cannot be written.
    """
    directory = packages_dir() if directory is None else directory
    limits = limits or Limits()
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise UsageError(
            f"{sha256!r} is no SHA-256", where="--sha256", advice="give 64 hexadecimal digits"
        )
    wanted = _wanted(source)
    if isinstance(wanted, Path):
        return _install_file(wanted, sha256, directory, limits, force=force)
    if download is None:
        from glossa.models import remote  # the door to the network

        download = remote.download
    with tempfile.TemporaryDirectory(prefix="glossa-download-") as folder:
        path = download(wanted, Path(folder), limits.total_bytes)
        return _install_file(path, sha256, directory, limits, force=force)


def _wanted(source: str | Path) -> tuple[str, str] | str | Path:
    """A pair of codes, an address or a file: what the user means by `source`."""
    text = str(source)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text):
        if not text.startswith("https://"):
            raise UsageError(f"glossa fetches models by https only, not {text!r}")
        return text
    path = Path(source)
    if not path.exists() and not path.suffix and (pair := _PAIR.fullmatch(text)):
        return pair[1], pair[2]
    return path


def _install_file(
    path: Path, sha256: str | None, directory: Path, limits: Limits, *, force: bool
) -> Installed:
    actual, checked = _check_file(path, sha256, limits)
    try:
        with _open(path) as archive:
            top, files = check_members(archive, str(path), limits)
            final = directory / top
            exists = final.exists() or final.is_symlink()
            if exists and not force:
                return Installed(_present(final), "present", actual, checked)
            clean_staging(directory)
            with staging_folder(directory) as staging:
                new = staging / "new" / top
                new.mkdir(parents=True)
                write_manifest(new, unpack_members(archive, files, new, str(path), limits))
                _check_package(new, path)
                _put(new, final, staging / "old")
            return Installed(
                read_package(final), "replaced" if exists else "installed", actual, checked
            )
    except OSError as error:
        raise OutputError(
            f"cannot be installed to {directory}: {error.strerror or error}",
            where=str(path),
            advice="make room there, or name another folder in ARGOS_PACKAGES_DIR",
        ) from error


def _check_file(path: Path, sha256: str | None, limits: Limits) -> tuple[str, bool]:
    """The file's hash, and whether it was compared with another."""
    where = str(path)
    try:
        size = path.stat().st_size
        if path.is_file() and size > limits.total_bytes:
            raise ModelBrokenError(f"has {size:,} bytes, more than any model", where=where)
        actual = hash_stream(path.open("rb"))
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}",
            where=where,
            advice="name an .argosmodel file, or a pair such as translate-zh_en",
        ) from error
    known = KNOWN.get(path.name)
    for expected in (sha256.lower() if sha256 else None, known.sha256 if known else None):
        if expected is not None and actual != expected:
            raise ModelBrokenError(
                f"has SHA-256 {actual} and {size:,} bytes, but should have SHA-256 {expected}"
                + (f" and {known.size:,} bytes" if known else ""),
                where=where,
                advice="nothing was installed; download the file again from its maker",
            )
    return actual, bool(sha256 or known)


def _open(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except READ_ERRORS as error:
        raise ModelBrokenError(
            f"is no .argosmodel file (a zip): {error}",
            where=str(path),
            advice="nothing was installed; download the file again from its maker",
        ) from error


def _check_package(folder: Path, path: Path) -> None:
    """Raises `ModelBrokenError` where what was unpacked from `path` cannot translate."""
    try:
        kind = read_package(folder).kind
    except ModelBrokenError as error:
        raise ModelBrokenError(
            error.found, where=str(path), advice="nothing was installed; it is no model package"
        ) from error
    if kind != "translate":
        raise ModelBrokenError(
            f"is a package of the sort {kind!r}, which does not translate",
            where=str(path),
            advice="nothing was installed",
        )


def _put(new: Path, final: Path, old: Path) -> None:
    """Rename `new` to `final`; what stood there goes to `old`, and comes back if that fails."""
    replaced = final.exists() or final.is_symlink()
    if replaced:
        final.rename(old)
    try:
        new.rename(final)
    except OSError:
        if replaced:
            old.rename(final)
        raise


def _present(folder: Path) -> ModelPackage:
    try:
        return read_package(folder)
    except ModelBrokenError as error:
        raise ModelBrokenError(
            f"stands in the way, and is broken: {error.found}",
            where=str(folder),
            advice="replace it with `--force`",
        ) from error
