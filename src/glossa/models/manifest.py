"""The list of hashes that glossa leaves in every package it unpacks: `.glossa-sha256.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from glossa.models.archive import FileHash
from glossa.models.package import hash_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MANIFEST", "compare", "read_manifest", "sizes_match", "write_manifest"]

MANIFEST: Final = ".glossa-sha256.json"


def write_manifest(folder: Path, files: Mapping[str, FileHash]) -> None:
    """Write the hashes of `files` into the package in `folder`. Raises `OSError`."""
    listed = {name: {"size": files[name].size, "sha256": files[name].sha256} for name in files}
    text = json.dumps({"format": 1, "files": dict(sorted(listed.items()))}, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, FileHash] | None:
    """The hashes written when the package was unpacked; None if there are none readable."""
    try:
        values: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {
            str(name): FileHash(int(entry["size"]), str(entry["sha256"]))
            for name, entry in values["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def sizes_match(folder: Path) -> bool:
    """Whether every listed file is there in its full length: a look that costs nothing."""
    files = read_manifest(folder)
    if files is None:
        return False
    try:
        return all((folder / name).stat().st_size == files[name].size for name in files)
    except OSError:
        return False


def compare(folder: Path, files: Mapping[str, FileHash]) -> list[str]:
    """What differs between `folder` and the list, a sentence a file; empty if nothing."""
    problems = []
    for name in sorted(files):
        try:
            actual = hash_stream((folder / name).open("rb"))
        except FileNotFoundError:
            problems.append(f"{name} is missing")
        except OSError as error:
            problems.append(f"{name} cannot be read: {error.strerror or error}")
        else:
            if actual != files[name].sha256:
                problems.append(f"{name} has changed since it was installed")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    problems += [f"{name} was added" for name in sorted(present - set(files) - {MANIFEST})]
    return problems
