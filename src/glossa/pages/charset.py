"""The encoding of a web page as a browser finds it, and whether what the page says of it is true.

Byte-order mark, then the label of the transport (a mail header), then the page's own, then its
bytes. Where the label cannot be true the bytes decide, which no browser does, and a finding says
so.
"""

from __future__ import annotations

import re
from typing import Final

from glossa.model import Encoding, Finding, Severity
from glossa.pages.charset_labels import codec_of_label
from glossa.pages.charset_prescan import declared
from glossa.pages.codec import ESCAPED, codec_name
from glossa.pages.decode import (
    Decoded,
    decode,
    decode_as,
    decode_by_statistics,
    decode_marked,
    same_bytes,
    utf8_text,
    wide_codec,
)
from glossa.pages.plausibility import chinese_plausibility

__all__ = ["decode_page"]

_HIGH: Final = re.compile(b"[\x80-\xff]")
_UTF8_SEQUENCE: Final = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_SAMPLE: Final = 1 << 16
_ENOUGH: Final = 6
"""So many UTF-8 sequences and nothing else are no accident: in GB 2312 two of fifteen characters
can be one, in alphabets of one byte hardly any pair."""
_SURE: Final = 0.6
_APART: Final = 0.3
_CHINESE: Final = ("gb18030", "big5hkscs")
# Any byte is a letter in these, so a wrong label shows in nothing but the letters.
_ANYTHING: Final = re.compile("cp1252|iso8859-.*|mac-roman|ascii")
_STATES: Final = frozenset({"hz", "iso2022_jp", "iso2022_kr"})


def decode_page(
    data: bytes, name: str, encoding: str | None = None, *, transport: str | None = None
) -> Decoded:
    """Decode a web page; every byte can be written back (see `codec`).

    `encoding` overrides all else; `transport` is the charset that came with the page (of a part of
    an MHTML file). Raises `UsageError` where `encoding` names no text encoding.
    """
    if encoding is not None:
        return decode(data, name, codec_of_label(encoding) or encoding)
    labels = [label for label in (transport, declared(data)) if label]
    known = [label for label in labels if codec_of_label(label)]
    marked = decode_marked(data)
    if marked is not None:
        return _told(marked, known, name)
    if not data:
        return Decoded("", Encoding())
    wide = wide_codec(data)
    if wide:
        return _told(decode_as(data, Encoding(wide, b"", "statistics")), known, name)
    for label in known:
        found = _as_labelled(data, label)
        if found is not None:
            return _told(found, known, name)
    return _told(_by_content(data, name, labelled=bool(known)), known or labels, name)


def _as_labelled(data: bytes, label: str) -> Decoded | None:
    """The page in the encoding that `label` means; None where its bytes speak against it."""
    codec = _codec(label)
    if codec == "utf-8":
        text = utf8_text(data)
        return None if text is None else decode_as(data, Encoding(codec, b"", "label"), text)
    if codec in _STATES:
        return _with_states(data, codec)
    if not _HIGH.search(data):
        return decode_as(data, Encoding(codec, b"", "label"))
    if _is_utf8(data, codec) or _is_other_chinese(data, codec) or _hardly_fits(data, codec):
        return None
    return decode_as(data, Encoding(codec, b"", "label"))


def _codec(label: str) -> str:
    """What a known label means where the bytes are no UTF-16: such a label means UTF-8."""
    codec = codec_of_label(label) or "utf-8"
    return "utf-8" if codec.startswith("utf-16") else codec


def _with_states(data: bytes, codec: str) -> Decoded | None:
    """Encodings that shift between alphabets: read only where they can be written back."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    if not same_bytes(text, codec, data):
        return None
    return decode_as(data, Encoding(codec, b"", "label"), text)


def _is_utf8(data: bytes, codec: str) -> bool:
    """Whether a page that claims another encoding is in UTF-8."""
    text = utf8_text(data)
    if text is None:
        return False
    sequences = sum(1 for _ in _UTF8_SEQUENCE.finditer(data, 0, _SAMPLE * 4))
    if sequences >= _ENOUGH:
        return True
    claimed = data.decode(codec, "surrogateescape")
    if ESCAPED.search(claimed) and not ESCAPED.search(text):
        return True
    return _chinese(text) > _chinese(claimed) + _APART or bool(_ANYTHING.fullmatch(codec))


def _is_other_chinese(data: bytes, codec: str) -> bool:
    """Whether bytes labelled as one Chinese encoding, or as Latin, are of a Chinese other."""
    if codec not in _CHINESE and not _ANYTHING.fullmatch(codec):
        return False
    sample = _sample(data)
    scores = {one: _plausible(sample, one) for one in _CHINESE}
    best = max(scores, key=scores.__getitem__)
    return best != codec and scores[best] >= max(_SURE, scores.get(codec, 0.0) + _APART)


def _hardly_fits(data: bytes, codec: str) -> bool:
    """Whether one in twenty of the letters beyond ASCII is none, and another encoding has fewer."""
    sample = _sample(data)
    bad, letters = _broken(sample, codec)
    if bad * 20 <= letters:
        return False
    other = decode_by_statistics(sample, "").encoding
    return other.source == "statistics" and _broken(sample, other.name)[0] * 4 < bad


def _by_content(data: bytes, name: str, *, labelled: bool) -> Decoded:
    text = utf8_text(data)
    if text is not None:
        return decode_as(data, Encoding("utf-8", b"", "utf-8"), text)
    found = decode_by_statistics(data, name)
    if not labelled:
        return found
    others = tuple(one for one in found.findings if one.code != "encoding-guessed")
    if found.encoding.source != "statistics":
        message = (
            "The page is not in the encoding that it names, nor in another that can be told; it "
            f"was read as {found.encoding.name}. If the text is garbled, name the encoding."
        )
        others = (Finding("encoding-guessed", message, where=name), *others)
    return Decoded(found.text, found.encoding, others)


def _told(decoded: Decoded, labels: list[str], name: str) -> Decoded:
    """`decoded` with a finding where the first of `labels` says something else."""
    if not labels:
        return decoded
    label, read = labels[0], decoded.encoding.name
    meant = codec_of_label(label)
    if meant is not None and read in {meant, _codec(label), codec_name(meant)}:
        return decoded
    if meant is not None and meant.startswith("utf-16") and read.startswith("utf-16"):
        return decoded
    severity = Severity.INFO if decoded.encoding.bom or meant is None else Severity.WARNING
    why = "its byte-order mark says" if decoded.encoding.bom else "its bytes are"
    claim = "which no browser knows" if meant is None else f"but {why} {read}"
    if meant is None:
        claim += f"; its bytes are {read}"
    finding = Finding(
        code="charset-label-wrong",
        message=(
            f"The page says that its encoding is {label!r}, {claim}; it was read as {read}. "
            "If the text is garbled, name the encoding."
        ),
        severity=severity,
        where=name,
        raw=label,
    )
    return Decoded(decoded.text, decoded.encoding, (finding, *decoded.findings))


def _sample(data: bytes) -> bytes:
    """The part of a page where letters beyond ASCII begin."""
    high = _HIGH.search(data)
    start = max(0, (high.start() if high else 0) - _SAMPLE // 8)
    return data[start : start + _SAMPLE]


def _plausible(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "surrogateescape")
    return chinese_plausibility(text, codec) if len(_NOT_ASCII.findall(text)) > 1 else 0.0


def _chinese(text: str) -> float:
    return max(chinese_plausibility(text[:_SAMPLE], codec) for codec in _CHINESE)


def _broken(sample: bytes, codec: str) -> tuple[int, int]:
    """How many bytes of a sample are no letters of `codec`, and how many letters it has."""
    text = sample.decode(codec, "surrogateescape")
    bad = sum(len(run) for run in ESCAPED.findall(text))
    return bad, len(_NOT_ASCII.findall(text))
