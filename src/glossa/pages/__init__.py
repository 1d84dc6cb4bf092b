"""Read a page into a `Document` and write it back; one module a format.

Only text so far. Bytes in, bytes out: opening and writing files is the pipeline's work.
"""

from glossa.pages.rebuild import Joiner, encode, rebuild_text
from glossa.pages.text import parse_text

__all__ = ["Joiner", "encode", "parse_text", "rebuild_text"]
