"""glossa: translate pages that mix languages, offline, every name in one house spelling.

    import glossa

    page = glossa.load_page("page.txt")
    bitext = glossa.translate(page, style="cn-media")
    print(glossa.rebuild(page, bitext))
    bitext.to_pandas()[["source", "target", "match"]]
    glossa.translate_folder("site", "site-en")      # the same tree, with an index page
    glossa.load("page.xlsx")        # what somebody has corrected in Excel, or any other format

Importing glossa loads no third-party package and touches no file; each name below is loaded when
it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glossa.version import __version__

if TYPE_CHECKING:
    from glossa.batch import translate_folder
    from glossa.errors import GlossaError
    from glossa.model import Bitext, Document, Entry, Finding
    from glossa.pipeline import (
        align,
        load,
        load_bitext,
        load_page,
        load_termbase,
        merge,
        normalize,
        parse_page,
        rebuild,
        save_bitext,
        save_page,
        translate,
    )

__all__ = [
    "Bitext",
    "Document",
    "Entry",
    "Finding",
    "GlossaError",
    "__version__",
    "align",
    "load",
    "load_bitext",
    "load_page",
    "load_termbase",
    "merge",
    "normalize",
    "parse_page",
    "rebuild",
    "save_bitext",
    "save_page",
    "translate",
    "translate_folder",
]

_HOMES = {
    "Bitext": "glossa.model",
    "Document": "glossa.model",
    "Entry": "glossa.model",
    "Finding": "glossa.model",
    "GlossaError": "glossa.errors",
    "translate_folder": "glossa.batch",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'glossa' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "glossa.pipeline")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
