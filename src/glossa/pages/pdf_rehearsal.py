"""A PDF is opened in a process of its own first, with little memory and time.

PDFium builds all that a page draws before it gives a letter of it: a few kilobytes of forms that
draw each other ten times over grow to gigabytes, and a fault in compiled code ends the program. In
a folder of thousands of pages that must cost one page, not the run.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from glossa.errors import InputError

__all__ = ["rehearse"]

_MEMORY: Final = 2 << 30
"""Bytes of address space; Python and PDFium take 0.2 GB of it."""
_SECONDS: Final = 120
"""Of processor time; a page takes some milliseconds."""
_FIT: Final = 0
_CHILD: Final = """
import sys
try:
    import resource
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass  # no such limits on this system: the time limit of the caller is left
import pypdfium2
try:
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
except pypdfium2.PdfiumError:
    sys.exit(0)  # said in words by the one that reads it
for number in range(min(len(document), int(sys.argv[3]))):
    try:
        page = document[number]
        page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        continue
"""


def rehearse(data: bytes, name: str, pages: int) -> None:
    """Raise `InputError` where opening `pages` pages takes too much, or brings PDFium down.

    Where no second process can be started (a program packed in one file), nothing is tried.
    """
    if not sys.executable:
        return
    command = [sys.executable, "-I", "-c", _CHILD, str(_MEMORY), str(_SECONDS), str(pages)]
    try:
        run = subprocess.run(  # noqa: S603 - our own program, no shell
            command, input=data, capture_output=True, timeout=3 * _SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    except OSError:
        return
    if run.returncode != _FIT and b"No module named" not in run.stderr:
        raise _too_much(name)


def _too_much(name: str) -> InputError:
    return InputError(
        f"the PDF takes more than {_SECONDS} seconds or {_MEMORY >> 30} GB to open, or brings its "
        "reader down: it is damaged, or made to do that",
        where=name,
        advice="If a viewer opens it, print it from there as a new PDF.",
    )
