"""Files of Office for tests: packed from their parts, so that the parts can be read and edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"


def parts_of(folder: str) -> dict[str, bytes]:
    """The parts of a golden file; `[Content_Types].xml` first, as Office writes it."""
    root = GOLDEN / folder
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as an archive, the same on each run."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, 8)
    return stream.getvalue()


def golden(folder: str, **changes: bytes) -> bytes:
    """A golden file, with other content in some parts."""
    return packed(parts_of(folder) | changes)


def members(data: bytes) -> dict[str, bytes]:
    """What a file holds, unpacked, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
