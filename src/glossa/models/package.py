"""One model package: a folder (or, for the embedded one, a zip) as Argos lays it out."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from glossa.errors import ModelBrokenError
from glossa.models.metadata import MAX_METADATA_BYTES, Metadata, language_tag, parse_metadata
from glossa.models.weights import find_damage

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ModelPackage", "build_package", "hash_stream", "read_package", "version_key"]

TOKENIZERS: Final = ("sentencepiece.model", "bpe.model")
"""In the order in which Argos looks for them."""
_REINSTALL: Final = "remove the folder, or install it again: `glossa models install FILE --force`"


@dataclass(frozen=True)
class ModelPackage:
    """A package that can be used, as far as can be told without loading it."""

    name: str
    """The name of its folder: `translate-zh_en-1_9`."""
    path: Path
    """The folder; for an embedded package that is not unpacked yet, its `.argosmodel` file."""
    source: str
    """BCP 47: `zh-Hans`."""
    target: str
    source_code: str
    """As Argos writes it: `zh`."""
    target_code: str
    version: str
    """`1.9`; may be empty."""
    size: int
    """All its files together, unpacked, in bytes."""
    embedded: bool = False
    """It came with glossa, and was not installed by anyone."""
    kind: str = "translate"
    tokenizer: str = TOKENIZERS[0]
    """The file that cuts text into tokens: `sentencepiece.model` or `bpe.model`."""
    target_prefix: str = ""
    """A token that every target begins with; mostly empty."""
    max_tokens: int = 150
    """The longest source, in tokens, that the model was made for."""

    @property
    def pair(self) -> str:
        """The name `argospm` gives it: `translate-zh_en`."""
        return f"{self.kind}-{self.source_code}_{self.target_code}"

    @cached_property
    def sha256(self) -> str:
        """SHA-256 (hex) over the files that decide what the model answers.

        The same for a package and for the `.argosmodel` file it came from; a README, splitter data
        and glossa's own list of hashes do not count. Read when first asked for; raises
        `ModelBrokenError` where that cannot be done.
        """
        whole = hashlib.sha256()
        try:
            for name, file in _deciding_files(self.path):
                whole.update(f"{name}\0{hash_stream(file)}\n".encode())
        except (OSError, zipfile.BadZipFile) as error:
            raise ModelBrokenError(f"cannot be read: {error}", where=str(self.path)) from error
        return whole.hexdigest()


def read_package(path: Path, *, embedded: bool = False) -> ModelPackage:
    """Read the package in the folder `path`.

    Raises `ModelBrokenError` where a part is missing, damaged or cannot be read. A package of
    another sort (`sbd`) is read without a look at its files.
    """
    where = str(path)
    try:
        metadata_path = path / "metadata.json"
        if not metadata_path.is_file():
            raise ModelBrokenError(
                "is no model package: it has no metadata.json", where=where, advice=_REINSTALL
            )
        with metadata_path.open("rb") as file:
            metadata = parse_metadata(file.read(MAX_METADATA_BYTES), where)
        tokenizer = _check_parts(path) if metadata.kind == "translate" else ""
        size = sum(item.stat().st_size for item in path.rglob("*") if item.is_file())
    except OSError as error:
        raise ModelBrokenError(
            f"cannot be read: {error.strerror or error}", where=where, advice=_REINSTALL
        ) from error
    return build_package(path.name, path, metadata, tokenizer, size, embedded=embedded)


def build_package(
    name: str, path: Path, metadata: Metadata, tokenizer: str, size: int, *, embedded: bool
) -> ModelPackage:
    """A package from its metadata and what was found of its files."""
    return ModelPackage(
        name=name,
        path=path,
        source=language_tag(metadata.source_code),
        target=language_tag(metadata.target_code),
        source_code=metadata.source_code,
        target_code=metadata.target_code,
        version=metadata.version,
        size=size,
        embedded=embedded,
        kind=metadata.kind,
        tokenizer=tokenizer,
        target_prefix=metadata.target_prefix,
        max_tokens=metadata.max_tokens,
    )


def version_key(version: str) -> tuple[int, ...]:
    """Sorts versions by their numbers: `1.10` after `1.9`, `1_9` like `1.9`, none at all first."""
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def hash_stream(file: IO[bytes]) -> str:
    """SHA-256 (hex) of a file opened for reading; closes it."""
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # zip members have readinto


def _check_parts(path: Path) -> str:
    """The name of the tokenizer file; raises where the package cannot work."""
    where = str(path)
    weights = path / "model" / "model.bin"
    if not weights.is_file():
        raise ModelBrokenError("has no model/model.bin", where=where, advice=_REINSTALL)
    damage = find_damage(weights)
    if damage:
        raise ModelBrokenError(f"model/model.bin {damage}", where=where, advice=_REINSTALL)
    if not any((path / "model").glob("*_vocabulary.*")):
        raise ModelBrokenError("has no vocabulary in model/", where=where, advice=_REINSTALL)
    for name in TOKENIZERS:
        tokenizer = path / name
        if tokenizer.is_file() and tokenizer.stat().st_size:
            return name
    raise ModelBrokenError(
        "has neither sentencepiece.model nor bpe.model", where=where, advice=_REINSTALL
    )


def _deciding_files(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if path.is_dir():
        found = {item.relative_to(path).as_posix(): item for item in path.rglob("*")}
        for name in sorted(filter(_decides, found)):
            if found[name].is_file():
                yield name, found[name].open("rb")
        return
    with zipfile.ZipFile(path) as archive:
        members = {
            PurePosixPath(*PurePosixPath(info.filename).parts[1:]).as_posix(): info
            for info in archive.infolist()
            if not info.is_dir()
        }
        for name in sorted(filter(_decides, members)):
            yield name, archive.open(members[name])


def _decides(name: str) -> bool:
    return name == "metadata.json" or name in TOKENIZERS or name.startswith("model/")
