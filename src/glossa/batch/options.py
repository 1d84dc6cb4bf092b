"""How a folder is translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BILINGUAL", "PAGE", "FolderOptions"]

PAGE: Final = "page"
"""Results are pages, each in its own format."""
BILINGUAL: Final = "bilingual"
"""Results are web pages with the original beside each block."""


@dataclass(frozen=True, slots=True)
class FolderOptions:
    """The options of one run; those of `glossa.translate` mean the same here."""

    to: str = "en"
    source: str = "auto"
    normalize: bool = True
    quotations: bool = False
    first_mention: str | None = None
    fuzzy: float | None = 0.9
    encoding: str | None = None
    format_name: str = PAGE
    """`page`, `bilingual`, or the name of a bilingual format (`po`, `xlsx` ...)."""
    include: tuple[str, ...] = ()
    """Which files are translated; empty for every page."""
    exclude: tuple[str, ...] = ()
    """What is left out altogether."""
    copy: bool = True
    """Whether files that are no pages are copied, where the results are pages."""
    overwrite: bool = False
    """Whether results that were changed by hand are made again."""

    @property
    def makes_pages(self) -> bool:
        """Whether the results are pages, which need their images and styles."""
        return self.format_name in {PAGE, BILINGUAL}
