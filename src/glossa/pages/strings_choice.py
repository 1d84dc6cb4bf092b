"""Which strings of a JSON or YAML file a reader sees, and which only the program reads.

A guess by the form of the value and the name of its key; docs/formats/pages-json.md says it in
words. In doubt a string in letters of another script than Latin is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["is_language", "is_side_by_side", "is_technical_key", "reads_as_text"]

_LETTER: Final = re.compile(r"[^\W\d_]")
_ASCII_TECHNICAL: Final = re.compile(
    r"[a-z0-9]+"  # one word in small letters, a number with a unit, a hash
    r"|[A-Za-z0-9]*[_\-./:\\@#$][\w\-./:\\@#$*+~=,;?&%()|]*"  # snake_case, a.b, a/b, a-b, x:y
    r"|[a-z]+[A-Z]\w*|(?:[A-Z][a-z0-9]+){2,}"  # camelCase, PascalCase
    r"|\d[\w.,:+\-]*"
)
_TECHNICAL: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//\S+|(?:mailto|tel|data|javascript|urn|blob|about):\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\.{0,2}[/\\]\S*|[A-Za-z]:\\\S*|\S+/\S*\.[A-Za-z0-9]{1,5}|[\w\-]+\.[a-z]{2,4}"
    r"|#[0-9a-fA-F]{3,8}|(?:rgba?|hsla?|var|calc|url|linear-gradient)\(.*\)"
    r"|[A-Za-z0-9+/_=-]{40,}"
    r"|\d{4}-\d{2}-\d{2}(?:[T ][\d:.+\-Z ]+)?"
    r"|(?:[A-Za-z-]+=\S+;?\s*)+|\^.*\$|[{}\[\]()*+?\\|^$.\d\s,-]+"
)
# fmt: off
_TECHNICAL_KEYS: Final = frozenset({
    "$id", "$ref", "$schema", "@context", "@id", "@type", "avatar", "background", "charset",
    "checksum", "class", "classes", "classname", "code", "color", "colors", "colour", "cover",
    "created", "createdat", "css", "currency", "date", "datetime", "email", "encoding", "engine",
    "engines", "file", "filename", "files", "font", "fontfamily", "format", "guid", "hash", "href",
    "icon", "icons", "id", "ids", "image", "images", "img", "key", "keys", "kind", "lang",
    "language", "languages", "layout", "license", "locale", "locales", "logo", "main", "md5",
    "mime", "mimetype", "module", "password", "path", "paths", "pattern", "permalink", "phone",
    "regex", "repository", "schema", "scripts", "secret", "selector", "sha", "sha1", "sha256",
    "slug", "src", "srcset", "style", "styles", "tel", "template", "thumbnail", "time",
    "timestamp", "timezone", "token", "type", "uid", "updated", "updatedat", "uri", "url", "urls",
    "uuid", "version",
})
# fmt: on
_TAG: Final = re.compile(
    r"(?:zh|en|ja|ko|fr|de|es|it|ru|pt|ug|kk|ky|uz|bo|mn|ar|tr|vi|th|id|ms|nl|pl|uk|cs|sv|da|fi|no"
    r"|nb|el|he|hi|fa|hu|ro|bg|yue|tt)(?:[-_][A-Za-z0-9]{2,8}){0,2}"
)
_OWN_TAGS: Final = frozenset({"cn", "tw", "hk", "jp", "kr", "chs", "cht", "chi", "eng"})


_LONG: Final = 300


def is_language(key: str) -> bool:
    """Whether a key is the name of a language: `zh-CN`, `en`, `zh_Hans`."""
    return _TAG.fullmatch(key) is not None


def is_side_by_side(keys: Iterable[str]) -> bool:
    """Whether a map holds the same in several languages: `{"zh": ..., "en": ...}`."""
    names = list(keys)
    return (
        len(names) > 1
        and all(is_language(key) or key.lower() in _OWN_TAGS for key in names)
        and any(is_language(key) for key in names)
    )


def is_technical_key(key: str) -> bool:
    """Whether what stands under a key is for the program, whatever it looks like."""
    return key.replace("_", "").replace("-", "").lower() in _TECHNICAL_KEYS


def reads_as_text(value: str, key: str = "") -> bool:
    """Whether a value is something that a person reads."""
    text = value.strip()
    if not text or _LETTER.search(text) is None:
        return False
    if len(text) > _LONG:
        # Long and in one piece: data; the patterns would take long over it.
        return not (text.isascii() and len(text.split(maxsplit=1)) == 1)
    if _TECHNICAL.fullmatch(text):
        return False
    if is_technical_key(key):
        return False
    return not (text.isascii() and _ASCII_TECHNICAL.fullmatch(text))
