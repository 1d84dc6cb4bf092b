"""Getting pages from arguments: files, or `-` for stdin."""

from __future__ import annotations

import sys
from pathlib import Path

from glossa import pipeline
from glossa.errors import InputError
from glossa.model import Document

__all__ = ["read_page"]


def read_page(argument: str, encoding: str | None = None) -> Document:
    """The page behind one argument. Raises `InputError`."""
    if argument == "-":
        return pipeline.parse_page(sys.stdin.buffer.read(), "-", encoding=encoding)
    path = Path(argument)
    if path.is_dir():
        raise InputError(
            "this is a folder; one page at a time is read",
            where=argument,
            advice=f"name the files: glossa translate {argument}/*.txt -o OUT/",
        )
    return pipeline.load_page(path, encoding=encoding)
