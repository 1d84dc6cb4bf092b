"""Filing and licence numbers of the Chinese web: `滇ICP备05004184号-1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.localize.found import Found

__all__ = ["PROVINCES", "find_filings"]

PROVINCES: Final[dict[str, str]] = {
    "京": "Beijing", "津": "Tianjin", "沪": "Shanghai", "渝": "Chongqing", "冀": "Hebei",
    "豫": "Henan", "云": "Yunnan", "滇": "Yunnan", "辽": "Liaoning", "黑": "Heilongjiang",
    "湘": "Hunan", "皖": "Anhui", "鲁": "Shandong", "新": "Xinjiang", "苏": "Jiangsu",
    "浙": "Zhejiang", "赣": "Jiangxi", "鄂": "Hubei", "桂": "Guangxi", "甘": "Gansu",
    "陇": "Gansu", "晋": "Shanxi", "蒙": "Inner Mongolia", "陕": "Shaanxi", "秦": "Shaanxi",
    "吉": "Jilin", "闽": "Fujian", "贵": "Guizhou", "黔": "Guizhou", "粤": "Guangdong",
    "川": "Sichuan", "蜀": "Sichuan", "青": "Qinghai", "藏": "Tibet", "琼": "Hainan",
    "宁": "Ningxia", "港": "Hong Kong", "澳": "Macao", "台": "Taiwan",
}  # fmt: skip
"""The one-character names that stand before filing numbers and on number plates."""

_B: Final = "[ \t\u00a0\u3000]{0,2}"
_PROVINCE: Final = f"(?P<province>[{''.join(PROVINCES)}])"
_DASH: Final = "[-－–—]"
_NUMBERED: Final = f"(?P<number>[0-9]{{5,20}}){_B}号?(?P<suffix>{_DASH}\\d+[A-Z]?)?"
_YEAR: Final = "[〔\\[（(【](?P<year>\\d{4})[〕\\]）)】]"
_NO_SUFFIX: Final = "(?P<suffix>(?!))?"
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(_PROVINCE + _B + pattern, re.IGNORECASE), target)
    for pattern, target in (
        (f"ICP{_B}证{_B}字?第?{_B}{_NUMBERED}", "{province} ICP License No. {number}{suffix}"),
        (f"ICP{_B}备?案?字?第?{_B}{_NUMBERED}", "{province} ICP No. {number}{suffix}"),
        (
            f"公网安备{_B}第?{_B}{_NUMBERED}",
            "{province} public security filing No. {number}{suffix}",
        ),
        (
            f"网文{_B}{_YEAR}{_B}第?{_B}(?P<number>\\d+{_DASH}\\d+){_B}号{_NO_SUFFIX}",
            "{province} Internet culture license ({year}) No. {number}",
        ),
        (f"(?P<number>[AB][12]{_DASH}\\d{{6,10}}){_B}号?{_NO_SUFFIX}", "{province} {number}"),
    )
)


_ANY: Final = re.compile("ICP|公网安备|网文|[AB][12][-－–—]", re.IGNORECASE)


def find_filings(text: str) -> Iterator[Found]:
    """Every filing or licence number that begins with a province's short name."""
    if not _ANY.search(text):
        return
    for pattern, target in _RULES:
        for match in pattern.finditer(text):
            fields = match.groupdict()
            fields["province"] = PROVINCES[match["province"]]
            fields["suffix"] = re.sub(_DASH, "-", match["suffix"] or "")
            fields["number"] = re.sub(_DASH, "-", match["number"])
            written = target.format(**fields)
            yield Found(*match.span(), written, "filing", (fields["number"],))
