"""READ: a page into a `Document`, and back; one module a format, told apart by `registry`.

Bytes in, bytes out: opening and writing files is the pipeline's work.
"""

from glossa.pages.base import Joiner, PageFormat, Rebuilt, is_changed
from glossa.pages.rebuild import encode, rebuild_text
from glossa.pages.registry import PAGE_FORMATS, page_format, reader_of
from glossa.pages.text import parse_text

__all__ = [
    "PAGE_FORMATS",
    "Joiner",
    "PageFormat",
    "Rebuilt",
    "encode",
    "is_changed",
    "page_format",
    "parse_text",
    "reader_of",
    "rebuild_text",
]
