"""Stretches that neither the engine nor name folding may alter: found as spans, never replaced.

Every search starts from a sign that the kind cannot do without (`://`, `@`, `#`, a digit, the dot
of `.com`) and looks round it within bounds, so that the time is linear in any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from glossa.model import Protected
from glossa.script import HAN

__all__ = ["UNREAD", "find_protected", "without_protected"]

UNREAD: Final = frozenset({"url", "email", "phone", "file", "code"})
"""Kinds that hold no language: what is left without them decides the language."""

# What ends a URL beside blanks: Chinese text and its punctuation follow without a blank.
_URL: Final = re.compile(
    r"(?:https?|ftps?)://[!#$%&'()*+,\-./:;=?@\[\]_~0-9A-Za-z\u00c0-\u024f]{1,2048}"
    r"|(?<![0-9A-Za-z.@/])www\.[!#$%&'()*+,\-./:;=?@_~0-9A-Za-z]{2,2048}",
    re.IGNORECASE,
)
_DOMAINS: Final = (
    "com|cn|org|net|gov|edu|info|io|tv|cc|biz|app|dev|uz|ru|kz|tr|eu|de|fr|uk|jp|kr|hk|tw|us"
)
_DOMAIN_END: Final = re.compile(rf"(?:\.(?:{_DOMAINS})(?![0-9A-Za-z_@-]))+", re.IGNORECASE)
_DOMAIN_HEAD: Final = re.compile(
    r"[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\.[0-9A-Za-z][0-9A-Za-z-]{0,62}){0,4}\Z"
)
_DOMAIN_TAIL: Final = re.compile(r"/[!#$%&'*+,\-./:;=?@_~0-9A-Za-z]{0,2048}")
_EMAIL_HEAD: Final = re.compile(r"[0-9A-Za-z._%+-]{1,64}\Z")
_EMAIL_TAIL: Final = re.compile(
    r"[@＠](?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,62})\.){1,5}[A-Za-z]{2,24}(?![0-9A-Za-z])"
)
_HANDLE: Final = re.compile(
    rf"[@＠][0-9A-Za-z_{HAN}](?:[0-9A-Za-z_·{HAN}-]{{0,28}}[0-9A-Za-z_{HAN}])?"
)
_TOPIC: Final = re.compile(r"[#＃][^#＃\s。！？，；][^#＃\n。！？；]{0,38}[#＃]")
_TAG: Final = re.compile(r"[#＃](?=[0-9_]{0,20}[^\W\d_])\w{2,50}")
_FILES: Final = (
    "pdf|docx?|xlsx?|pptx?|wps|ofd|txt|csv|tsv|json|xml|html?|md|epub|zip|rar|7z|tar|gz|exe|apk|dmg"
    "|jpe?g|png|gif|svg|bmp|webp|tiff?|mp3|mp4|wav|avi|mov|mkv|flv|po|tmx|xliff?|py|js|sh"
)
_FILE_END: Final = re.compile(rf"\.(?:{_FILES})(?![0-9A-Za-z_-])", re.IGNORECASE)
_FILE_HEAD: Final = re.compile(r"[0-9A-Za-z_](?:[0-9A-Za-z_.()-]{0,126}[0-9A-Za-z_)-])?\Z")
_FILE_HAN_HEAD: Final = re.compile(rf"[0-9A-Za-z_{HAN}（）()-]{{1,60}}\Z")

_PROVINCE: Final = (
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔秦陇港澳台國国]"
)
_FILING: Final = re.compile(
    rf"{_PROVINCE}?ICP[备備证證]?(?:字第?)?"
    rf"[ \t]{{0,3}}(?:B2-)?[0-9]{{6,12}}[号號]?(?:-[0-9]{{1,4}})?[A-Z]?"
    rf"|{_PROVINCE}公网安备[ \t]{{0,3}}[0-9]{{8,16}}[ \t]{{0,3}}[号號]?(?:-[0-9]{{1,3}})?"
    rf"|{_PROVINCE}[A-Z][0-9]?-[0-9]{{6,10}}(?:-[0-9]{{1,4}})?"
    rf"|[（(【\[〔]{_PROVINCE}[A-Za-z]{{0,3}}[）)】\]〕][\u4e00-\u9fff]{{0,6}}字?第?"
    r"[ \t]{0,2}[0-9]{3,12}[ \t]?[号號](?:-[0-9]{1,3})?"
    rf"|{_PROVINCE}网信备[ \t]{{0,3}}[0-9]{{6,24}}[号號]?"
    rf"|{_PROVINCE}新网[（(]?[0-9]{{4,10}}[）)]?[号號]?"
    r"|网信算备[ \t]{0,3}[0-9]{10,24}[号號]"
)
_FILING_SIGN: Final = re.compile(
    r"ICP|公网安备|网信|新网|-[0-9]{6}|字第?[ \t]{0,2}[0-9]|[）)】\]〕]第"
)
_LICENCE_BEFORE: Final = re.compile(
    r"(?:许可证|备案|证|编号|許可證)(?:编?[号號])?[ \t]{0,3}[:：]?[ \t]{0,3}\Z"
)

_DIGITS: Final = re.compile(r"[0-9]+")
_TOKEN_HEAD: Final = re.compile(r"[0-9A-Za-z/_.-]{1,40}\Z")
_DATE: Final = re.compile(
    r"[0-9]{2,4}年(?:[ \t]?[0-9]{1,2}月(?:[ \t]?[0-9]{1,2}[日号號](?![楼院室]))?)?"
    r"|[0-9]{1,2}月[ \t]?[0-9]{1,2}[日号號]"
    r"|(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_TIME: Final = re.compile(r"[ \tT]{0,3}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])")
_PHONE: Final = re.compile(
    r"\+[0-9]{1,3}(?:[ -]?(?:\([0-9]{1,4}\)|[0-9]{2,5})){2,5}(?![0-9])"
    r"|[（(]0[0-9]{1,3}[）)][ -]?[0-9]{3,4}-?[0-9]{4}(?:[-转][0-9]{1,5})?(?![0-9])"
    r"|0[0-9]{2,3}[-— ][0-9]{7,8}(?:[-转][0-9]{1,5})?(?![0-9])"
    r"|0[0-9]{2,3}-[0-9]{3,4}-[0-9]{4}(?![0-9])"
    r"|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
    r"|1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])"
)
_HOTLINE_DIGITS: Final = 5
_HOTLINE_BEFORE: Final = re.compile(r"(?:电话|热线|拨打|致电|電話|專線)[ :：]{0,3}\Z")
_UNITS: Final = (
    "%|％|‰|°[CF]?|℃|℉|[kcmμµn]?m[²³23]?|km/h|[kmμµ]?g|[kmg]?Hz|[KMGT]B|[kKMG]?[Ww]h?|[mM]?[lL]|ha"
    "|GW|MW|kV|mph|dpi|px|Mbps|Gbps|[\u00b0′″]"
)
_HAN_UNITS: Final = (
    "(?:多|余)?(?:千|百|十)?(?:万亿|[万亿兆])?(?:多|余)?"
    "(?:人民币|美元|欧元|日元|港元|港币|元|平方(?:千米|公里|米)|立方米|千米|公里|毫米|厘米|米"
    "|公斤|千克|毫克|克|公顷|亩"
    "|吨|摄氏度|度|千瓦时?|兆瓦|升|个百分点)"
)
_NUMBER: Final = re.compile(
    r"[0-9]{1,15}(?:,[0-9]{3}){0,6}(?:\.[0-9]{1,12})?"
    rf"(?:[ \u00a0]?(?:{_UNITS})(?![0-9A-Za-z])|[ ]?{_HAN_UNITS}|(?:千|百|十)?(?:万亿|[万亿兆]))"
)
_PLAIN_DECIMAL: Final = re.compile(
    r"[0-9]{1,15}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,12})?|[0-9]{1,15}\.[0-9]{1,12}"
)
_MONEY: Final = re.compile(
    r"(?:US|HK|RMB|CNY|USD|A|C|NT)?[ ]?[$¥￥€£][ ]?[0-9]{1,15}(?:,[0-9]{3}){0,6}(?:\.[0-9]{1,12})?"
    r"(?:[万亿]|[kKmMbB](?![A-Za-z]))?"
)
_VERSION: Final = re.compile(
    r"[vV]?[0-9]{1,6}(?:\.[0-9]{1,6}){2,5}(?:-?(?:rc|alpha|beta|a|b)[0-9]*)?(?![0-9A-Za-z])"
    r"|[vV][0-9]{1,6}(?:\.[0-9]{1,6})?(?![0-9A-Za-z.])"
)
_CODE: Final = re.compile(
    r"(?:[A-Z]{1,6}/[A-Z] ?)?[0-9A-Z]{1,40}(?:[-/_.][0-9A-Z]{1,40}){0,8}(?![0-9A-Za-z])"
)
_STANDARD: Final = re.compile(
    r"(?:GB(?:/[TZ])?|ISO(?:/IEC)?|IEC|ISBN|ISSN|DB[0-9]{2}(?:/T)?|RFC|DOI|CN)[ :：-]{0,2}\Z"
)
_STANDARD_NUMBER: Final = re.compile(r"[0-9]{1,8}(?:[-–.:/][0-9A-Z]{1,12}){0,6}")
_LONG_NUMBER: Final = 7
_LETTERS_AND_DIGITS: Final = re.compile(r"(?=.{0,60}[0-9]).{0,60}[A-Z]", re.DOTALL)
_NAME_DOT: Final = re.compile(r"\.(?:[A-Za-z]|7z)")
_TRIGGER: Final = re.compile(r"[0-9@＠#＃]|://|\.[A-Za-z]|ww\.")
_TRAILING: Final = ".,;:!?'*_~"
_Span = tuple[int, int, str]


def find_protected(text: str) -> tuple[Protected, ...]:
    """The protected stretches of `text`, sorted, without overlap; offsets are code points."""
    if _TRIGGER.search(text) is None:
        return ()
    spans: list[_Span] = []
    # The order decides where two kinds claim one place: an address holds dots, digits and signs
    # that would pass for anything else; a filing number holds codes; a date holds numbers.
    digits = _DIGITS.search(text) is not None
    at_sign = "@" in text or "＠" in text
    dot = _NAME_DOT.search(text) is not None
    finders: tuple[tuple[bool, Callable[[str], Iterator[_Span]]], ...] = (
        ("://" in text or "ww." in text or "WW." in text, _urls),
        (at_sign, _emails),
        ("#" in text or "＃" in text, _topics),
        (at_sign, _handles),
        (digits, _filings),
        (dot, _domains),
        (dot, _files),
    )
    for possible, finder in finders:
        found = list(finder(text)) if possible else None
        if found:
            spans = _merge(spans, found)
    if digits:
        spans = _merge(spans, list(_numbers(text, spans)))
    return tuple(Protected(start, end, kind) for start, end, kind in spans)


def without_protected(text: str, protected: tuple[Protected, ...]) -> str:
    """`text` with blanks in place of what holds no language; for looking at letters only."""
    if not protected:
        return text
    pieces: list[str] = []
    last = 0
    for span in protected:
        if span.kind in UNREAD:
            pieces.append(text[last : span.start])
            last = span.end
    pieces.append(text[last:])
    return " ".join(pieces)


def _merge(earlier: list[_Span], later: list[_Span]) -> list[_Span]:
    """Both lists in order, without those of `later` that touch one of `earlier` or each other."""
    result: list[_Span] = []
    index = 0
    end = 0
    for span in sorted(later):
        while index < len(earlier) and earlier[index][0] < span[1]:
            if earlier[index][1] <= span[0] or earlier[index][0] <= span[0]:
                result.append(earlier[index])
                end = max(end, earlier[index][1])
                index += 1
            else:
                break
        overlaps_next = index < len(earlier) and earlier[index][0] < span[1]
        if span[0] >= end and not overlaps_next:
            result.append(span)
            end = span[1]
    result.extend(earlier[index:])
    return result


def _urls(text: str) -> Iterator[_Span]:
    for match in _URL.finditer(text):
        end = match.start() + _trimmed(match[0])
        yield match.start(), end, "url"


def _trimmed(address: str) -> int:
    """The length of an address without the punctuation of the sentence round it."""
    end = len(address)
    surplus = {
        ")": address.count(")") - address.count("("),
        "]": address.count("]") - address.count("["),
    }
    while end > 1:
        last = address[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return end


def _emails(text: str) -> Iterator[_Span]:
    for at in _positions(text, "@＠"):
        tail = _EMAIL_TAIL.match(text, at)
        head = _EMAIL_HEAD.search(text[max(0, at - 64) : at]) if tail else None
        if tail and head:
            yield at - len(head[0]), tail.end(), "email"


def _handles(text: str) -> Iterator[_Span]:
    for at in _positions(text, "@＠"):
        before = text[at - 1] if at else " "
        match = _HANDLE.match(text, at)
        if match and not (before.isascii() and before.isalnum()):
            yield at, match.end(), "handle"


def _topics(text: str) -> Iterator[_Span]:
    end = 0
    for at in _positions(text, "#＃"):
        if at < end:
            continue
        before = text[at - 1] if at else " "
        match = _TOPIC.match(text, at)
        if match is None and not (before.isascii() and (before.isalnum() or before in "&/")):
            match = _TAG.match(text, at)
        if match:
            end = match.end()
            yield at, end, "hashtag"


def _positions(text: str, signs: str) -> Iterator[int]:
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            yield at
            at = text.find(sign, at + 1)


def _filings(text: str) -> Iterator[_Span]:
    if _FILING_SIGN.search(text) is None:
        return
    for match in _FILING.finditer(text):
        yield match.start(), match.end(), "filing"


def _domains(text: str) -> Iterator[_Span]:
    last = 0
    for match in _DOMAIN_END.finditer(text):
        head = _DOMAIN_HEAD.search(text, max(last, match.start() - 120), match.start())
        if head is None:
            continue
        start = head.start()
        tail = _DOMAIN_TAIL.match(text, match.end())
        end = match.end() + (_trimmed(tail[0]) if tail else 0)
        last = end
        yield start, end, "url"


def _files(text: str) -> Iterator[_Span]:
    last = 0
    for match in _FILE_END.finditer(text):
        dot = match.start()
        pattern = _FILE_HEAD if dot and text[dot - 1].isascii() else _FILE_HAN_HEAD
        head = pattern.search(text, max(last, dot - 128), dot)
        if head:
            last = match.end()
            yield head.start(), last, "file"


def _numbers(text: str, taken: list[_Span]) -> Iterator[_Span]:
    """Everything that is found by its digits, digit run by digit run."""
    last = 0
    index = 0
    for run in _DIGITS.finditer(text):
        at = run.start()
        while index < len(taken) and taken[index][1] <= at:
            index += 1
        if at < last or (index < len(taken) and taken[index][0] <= at):
            continue
        span = _number_at(text, at, run.end(), last)
        if span:
            last = span[1]
            yield span


def _number_at(text: str, at: int, run_end: int, floor: int) -> _Span | None:
    before = text[at - 1] if at > floor else ""
    if before and before in "+（(":
        match = _PHONE.match(text, at - 1)
        if match:
            return at - 1, match.end(), "phone"
    joined = bool(before) and before.isascii() and before.isalnum()
    if not joined:
        match = _DATE.match(text, at)
        if match:
            clock = _TIME.match(text, match.end())
            return at, clock.end() if clock else match.end(), "date"
        match = _PHONE.match(text, at)
        if match is None and run_end - at == _HOTLINE_DIGITS and text[at] in "19":
            match = _HOTLINE_BEFORE.search(text, max(floor, at - 6), at) and _DIGITS.match(text, at)
        if match:
            return at, match.end(), "phone"
    return _code_at(text, at, run_end, floor) or _quantity_at(
        text, at, run_end, floor, joined=joined
    )


def _code_at(text: str, at: int, run_end: int, floor: int) -> _Span | None:
    window = text[max(floor, at - 40) : at]
    standard = _STANDARD.search(window)
    if standard:
        match = _STANDARD_NUMBER.match(text, at)
        if match:
            return at - len(standard[0]), match.end(), "code"
    head = _TOKEN_HEAD.search(window)
    start = at - len(head[0]) if head else at
    while start < at and text[start] in "/_.-":
        start += 1
    match = _VERSION.match(text, start)
    if match:
        return start, match.end(), "code"
    match = _CODE.match(text, start)
    if match and match.end() >= run_end and _LETTERS_AND_DIGITS.match(match[0]):
        return start, match.end(), "code"
    if start == at and run_end - at >= _LONG_NUMBER and not text[run_end : run_end + 1].isalpha():
        licence = _LICENCE_BEFORE.search(text, max(0, at - 16), at)
        return at, run_end, "filing" if licence else "code"
    return None


def _quantity_at(text: str, at: int, run_end: int, floor: int, *, joined: bool) -> _Span | None:
    if joined:
        return None
    for width in range(1, 6):
        start = at - width
        if start < floor:
            break
        sign = text[start]
        if sign in "$¥￥€£ USDHKRMBCNYAT":
            match = _MONEY.match(text, start)
            if match and match.end() > at and text[start] != " ":
                longer = start
                return longer, match.end(), "number"
        else:
            break
    match = _NUMBER.match(text, at) or _PLAIN_DECIMAL.match(text, at)
    if match and match.end() >= run_end:
        return at, match.end(), "number"
    return None
