"""Every exception glossa raises, each with a stable code and the exit code of the command line.

Problems in the *input* are data (`glossa.model.Finding`): they stand beside what could be read, and
the run goes on. Problems in the *call* are exceptions:

    GlossaError                     exit 2   every error below
    |-- UsageError                  exit 2   `usage`: the call makes no sense as it stands
    |   `-- FormatError             exit 2   `format`: unknown, or cannot hold what it was given
    |-- InputError                  exit 3   `input`: a file cannot be read as what it should be
    |   |-- EncodingError           exit 3   `encoding`: the bytes are no text
    |   |-- BitextError             exit 3   `bitext`: a bilingual file is broken as a whole
    |   `-- MemoryFileError         exit 3   `memory`: a memory cannot be opened or written
    |-- OutputError                 exit 3   `output`: a result cannot be written
    `-- MissingError                exit 4   `missing`: something to install or name is not there
        |-- ModelMissingError       exit 4   `model-missing`: no usable model for the pair
        |-- ModelBrokenError        exit 4   `model-broken`: a package is damaged or refused
        `-- GlossaryError           exit 4   `glossary`: a glossary cannot be loaded at all

A message says what was found, where, and what to do next.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BitextError",
    "EncodingError",
    "FormatError",
    "GlossaError",
    "GlossaryError",
    "InputError",
    "MemoryFileError",
    "MissingError",
    "ModelBrokenError",
    "ModelMissingError",
    "OutputError",
    "UsageError",
]


class GlossaError(Exception):
    """The root: catch this to catch everything that glossa raises on purpose."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(self, found: str, *, where: str = "", advice: str = "") -> None:
        """`found`: what was found; `where`: file, line or option; `advice`: what to do next."""
        self.found = found
        self.where = where
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.advice}" if self.advice else ""
        return f"{place}{self.found}{advice}"


class UsageError(GlossaError):
    """The call makes no sense as it stands."""

    code = "usage"


class FormatError(UsageError):
    """No such format, or the format cannot hold what it was given."""

    code = "format"


class InputError(GlossaError):
    """A file cannot be read as what it should be."""

    code = "input"
    exit_code = 3


class EncodingError(InputError):
    """The bytes of a page are no text in any encoding that glossa knows."""

    code = "encoding"


class BitextError(InputError):
    """A bilingual file is broken beyond its single entries."""

    code = "bitext"


class MemoryFileError(InputError):
    """A memory is no memory, is damaged, locked, or must be written and cannot."""

    code = "memory"


class OutputError(GlossaError):
    """A result cannot be written; whatever stood there before is untouched."""

    code = "output"
    exit_code = 3


class MissingError(GlossaError):
    """Something that must be installed or named is not there."""

    code = "missing"
    exit_code = 4


class ModelMissingError(MissingError):
    """There is no usable model for the language pair."""

    code = "model-missing"


class ModelBrokenError(MissingError):
    """A model package is damaged, or refused because it is unsafe."""

    code = "model-broken"


class GlossaryError(MissingError):
    """A glossary cannot be loaded at all (single broken rows are findings instead)."""

    code = "glossary"
