"""What a package says about itself: its `metadata.json`, and Argos's language codes as BCP 47."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from glossa.errors import ModelBrokenError

__all__ = ["MAX_METADATA_BYTES", "Metadata", "argos_code", "language_tag", "parse_metadata"]

MAX_METADATA_BYTES: Final = 1_000_000
"""A `metadata.json` is a few hundred bytes; far more is no metadata."""

DEFAULT_MAX_TOKENS: Final = 150
"""Argos's own models were trained on sentences of up to 150 tokens."""

# Codes of Argos's index that are not BCP 47, or that leave the script to be guessed.
_TAG_OF_CODE: Final = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR"}
_CODE_OF_TAG: Final = {tag: code for code, tag in _TAG_OF_CODE.items()}
_TRADITIONAL_REGIONS: Final = frozenset({"TW", "HK", "MO"})
_CODE: Final = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a `metadata.json` that glossa uses."""

    source_code: str
    """As Argos writes it: `zh`."""
    target_code: str
    version: str
    """`1.9`; may be empty."""
    kind: str
    """`translate`, or another sort of package that glossa has no use for (`sbd`)."""
    target_prefix: str
    """A token that every target begins with; mostly empty."""
    max_tokens: int
    """The longest source, in tokens, that the model was made for (glossa's own key)."""


def language_tag(code: str) -> str:
    """The BCP 47 tag of an Argos code: `zh` -> `zh-Hans`, `zt` -> `zh-Hant`, `pb` -> `pt-BR`."""
    code = code.replace("_", "-")
    return _TAG_OF_CODE.get(code.lower(), code)


def argos_code(tag: str) -> str:
    """The Argos code for a BCP 47 tag or an Argos code: `zh-Hans`, `zh-CN` and `zh` -> `zh`.

    Chinese goes by its script, else by its region; every other language by its first part
    (`en-GB` -> `en`), Brazilian Portuguese aside.
    """
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    rest = {part.title() if len(part) == 4 else part.upper() for part in parts[1:]}
    if language == "zh":
        traditional = "Hant" in rest or ("Hans" not in rest and rest & _TRADITIONAL_REGIONS)
        return "zt" if traditional else "zh"
    if language == "pt" and "BR" in rest:
        return "pb"
    return _CODE_OF_TAG.get(language, language)


def parse_metadata(data: bytes, where: str) -> Metadata:
    """Read the bytes of a `metadata.json`.

    `where` names the file in messages. Raises `ModelBrokenError` where a field that is needed is
    missing or of the wrong type.
    """
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ModelBrokenError(f"metadata.json is no JSON in UTF-8: {error}", where=where) from None
    if not isinstance(values, dict):
        raise ModelBrokenError("metadata.json holds no object", where=where)
    kind = _text(values, "type", where) or "translate"
    needed = kind == "translate"
    return Metadata(
        source_code=_code(values, "from_code", where, needed=needed),
        target_code=_code(values, "to_code", where, needed=needed),
        version=_text(values, "package_version", where),
        kind=kind,
        target_prefix=_text(values, "target_prefix", where),
        max_tokens=_max_tokens(values, where),
    )


def _text(values: dict[str, Any], key: str, where: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ModelBrokenError(f"metadata.json: `{key}` is {value!r}, not a string", where=where)
    return value


def _code(values: dict[str, Any], key: str, where: str, *, needed: bool) -> str:
    code = _text(values, key, where)
    if not code and not needed:
        return ""
    if not _CODE.fullmatch(code):
        raise ModelBrokenError(f"metadata.json: `{key}` is {code!r}, no language code", where=where)
    return code


def _max_tokens(values: dict[str, Any], where: str) -> int:
    value = values.get("max_source_tokens", DEFAULT_MAX_TOKENS)
    if isinstance(value, bool) or not isinstance(value, int) or not 8 <= value <= 4096:
        raise ModelBrokenError(
            f"metadata.json: `max_source_tokens` is {value!r}, not a number from 8 to 4096",
            where=where,
        )
    return value
