"""What every writer of Office XML needs: what XML can hold, and languages as Office names them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["office_language", "without_illegal"]

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Word wants a region, too.
_REGIONS: Final = {
    "ar": "ar-SA", "bo": "bo-CN", "de": "de-DE", "en": "en-US", "es": "es-ES", "fa": "fa-IR",
    "fr": "fr-FR", "it": "it-IT", "ja": "ja-JP", "kk": "kk-KZ", "ko": "ko-KR", "ky": "ky-KG",
    "mn": "mn-MN", "pt": "pt-PT", "ru": "ru-RU", "tr": "tr-TR", "ug": "ug-CN", "uz": "uz-Latn-UZ",
    "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW",
}  # fmt: skip


def office_language(tag: str) -> str:
    """A language tag as Office writes it, with its commonest region.

    >>> office_language("en"), office_language("zh-Hant"), office_language("en-GB")
    ('en-US', 'zh-TW', 'en-GB')
    """
    return _REGIONS.get(tag.lower(), tag)


def without_illegal(text: str) -> str:
    r"""Text without what XML 1.0 cannot hold.

    >>> without_illegal("a\x00b")
    'ab'
    """
    return _ILLEGAL.sub("", text)
