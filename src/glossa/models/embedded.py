"""The package that comes with glossa: found in its data, unpacked once into the user's cache."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path

from glossa import resources
from glossa.errors import MissingError, ModelBrokenError
from glossa.models.archive import READ_ERRORS, Limits, check_members, unpack_members
from glossa.models.manifest import sizes_match, write_manifest
from glossa.models.metadata import MAX_METADATA_BYTES, parse_metadata
from glossa.models.package import TOKENIZERS, ModelPackage, build_package, read_package
from glossa.models.places import cache_dir, clean_staging, staging_folder

__all__ = ["embedded_files", "read_archive", "unpack_embedded"]


def embedded_files() -> list[Path]:
    """The `.argosmodel` files that came with glossa, by name."""
    try:
        folder = resources.data_path("models")
    except MissingError:  # glossa works without: then a model must be installed
        return []
    return sorted(folder.glob("*.argosmodel"))


def read_archive(path: Path) -> ModelPackage:
    """Read a package inside its `.argosmodel` file, as an embedded one; nothing is unpacked.

    Raises `ModelBrokenError`.
    """
    where = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            top, files = check_members(archive, where, Limits())
            tokenizer = next((name for name in TOKENIZERS if name in files), "")
            if "metadata.json" not in files or "model/model.bin" not in files or not tokenizer:
                raise ModelBrokenError("is no model package: parts are missing", where=where)
            with archive.open(files["metadata.json"]) as member:
                metadata = parse_metadata(member.read(MAX_METADATA_BYTES), where)
    except (*READ_ERRORS, OSError) as error:
        raise ModelBrokenError(f"cannot be read as a zip: {error}", where=where) from error
    size = sum(info.file_size for info in files.values())
    return build_package(top, path, metadata, tokenizer, size, embedded=True)


def unpack_embedded(package: ModelPackage) -> ModelPackage:
    """The same package as a folder, which CTranslate2 needs; unpacked if it is not there yet.

    It goes to `glossa/models/<name>-<hash>` in the user's cache, or, where that cannot be written,
    to a temporary folder that lives as long as the process. Several processes may do it at once.
    Raises `ModelBrokenError`.
    """
    home = cache_dir() / f"{package.name}-{_fingerprint(package.path)}"
    final = home / package.name
    if sizes_match(final):
        return read_package(final, embedded=True)
    try:
        clean_staging(cache_dir())
        _unpack_to(package.path, home)
    except OSError:
        temporary = Path(tempfile.mkdtemp(prefix="glossa-model-"))
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        final = temporary / "unpacked" / package.name
        try:
            _unpack_to(package.path, temporary / "unpacked")
        except OSError as error:
            raise ModelBrokenError(
                f"cannot be unpacked: {error.strerror or error}",
                where=str(package.path),
                advice="make room in the cache folder or the temporary folder",
            ) from error
    return read_package(final, embedded=True)


def _unpack_to(path: Path, home: Path) -> None:
    """Fill `home` with the package and its list of hashes, all at once, by a rename."""
    where = str(path)
    with staging_folder(home.parent) as staging, zipfile.ZipFile(path) as archive:
        top, files = check_members(archive, where, Limits())
        folder = staging / "new" / top
        folder.mkdir(parents=True)
        write_manifest(folder, unpack_members(archive, files, folder, where, Limits()))
        if home.exists() and not sizes_match(home / top):
            home.rename(staging / "damaged")
        try:
            (staging / "new").rename(home)
        except OSError:
            if not sizes_match(home / top):  # else another process was faster: its copy is as good
                raise


def _fingerprint(path: Path) -> str:
    """Tells one embedded file from the next: its table of contents, names, sizes and checksums."""
    with zipfile.ZipFile(path) as archive:
        rows = [f"{info.filename}\0{info.file_size}\0{info.CRC}" for info in archive.infolist()]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]
