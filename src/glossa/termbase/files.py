"""Which files make up a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["IN_FOLDERS", "glossary_files"]

IN_FOLDERS: Final = (".tsv", ".csv", ".xlsx", ".tbx", ".utx")
"""The suffixes, in any case, of the files of a folder that are read."""
_LOCKS: Final = "~$"
"""How the names of the files begin that Excel keeps beside a workbook while it is open."""


def glossary_files(path: Path) -> list[Path]:
    """The files that make up a glossary: itself, or of a folder its styles, if any, and tables."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if _is_table(file))
    styles = path / "styles.toml"
    return [styles, *files] if styles.is_file() else files


def _is_table(file: Path) -> bool:
    return file.suffix.lower() in IN_FOLDERS and not file.name.startswith(_LOCKS) and file.is_file()
