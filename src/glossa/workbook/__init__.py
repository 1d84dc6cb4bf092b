"""What reading any Excel workbook needs: a look at its archive first, then bounded rows and values.

Glossaries and bilingual files share it; what their rows mean is their own affair.
"""

from __future__ import annotations

from glossa.workbook.archive import Hidden, look_over, scan_sheet
from glossa.workbook.values import (
    ERRORS,
    LAST_ROW,
    bounded,
    letters,
    merged_down,
    text_of,
)

__all__ = [
    "ERRORS",
    "LAST_ROW",
    "Hidden",
    "bounded",
    "letters",
    "look_over",
    "merged_down",
    "scan_sheet",
    "text_of",
]
