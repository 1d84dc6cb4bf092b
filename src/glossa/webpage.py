"""What every HTML page of glossa shares: safe text, languages with their direction, one frame.

A page needs nothing from elsewhere. A content policy with the hashes of its own style and script
keeps anything else from running or loading, whatever stood in the texts that it shows.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from typing import Final

from glossa.script import primary_subtag
from glossa.version import __version__

__all__ = ["content_policy", "direction", "document", "language", "safe"]

_FROM_RIGHT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_SCRIPTS_FROM_RIGHT: Final = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# Surrogates, control signs but TAB, LF and FF, and the noncharacters: an HTML parser objects to
# them or reads them as something else. A carriage return would become a line feed.
_UNSAFE: Final = re.compile(
    "[\ud800-\udfff\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def safe(text: str) -> str:
    r"""Text that may stand in an element or in an attribute between double quotation marks.

    What HTML cannot hold becomes a picture of it or U+FFFD, sign for sign.

    >>> safe("<b title='x'>\0")
    '&lt;b title=&#x27;x&#x27;&gt;␀'
    """
    return escape(_UNSAFE.sub(_picture, text), quote=True)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def direction(tag: str) -> str:
    """`rtl`, `ltr`, or `auto` where the language does not tell.

    >>> direction("ug"), direction("ug-Latn"), direction("zh-Hans"), direction("und")
    ('rtl', 'ltr', 'ltr', 'auto')
    """
    parts = tag.lower().split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS_FROM_RIGHT else "ltr"
    if parts[0] in {"", "und", "zxx", "mul", "mis"}:
        return "auto"
    return "rtl" if primary_subtag(tag.lower()) in _FROM_RIGHT else "ltr"


def language(tag: str) -> str:
    """The attributes `lang` and `dir` of a text; what is no BCP 47 tag becomes `und`.

    >>> language("ug-Arab")
    'lang="ug-Arab" dir="rtl"'
    """
    known = tag if _TAG.fullmatch(tag) else "und"
    return f'lang="{known}" dir="{direction(known)}"'


def content_policy(style: str, script: str) -> str:
    """A content policy under which this style and this script work, and nothing else does."""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; "
        f"script-src 'sha256-{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def document(
    *,
    title: str,
    style: str,
    script: str,
    body: Iterable[str],
    head: Iterable[str] = (),
    version: str = __version__,
) -> str:
    """The page, ready to be encoded as UTF-8.

    `title` is plain text; `body` and `head` are pieces of HTML, a line each. `version`: of the
    glossa that made what the page shows.
    """
    policy = content_policy(style, script)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="generator" content="glossa {safe(version)}">',
            *head,
            f"<title>{safe(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )
