"""Bytes to text: which encoding, why, and what could not be decoded. Nothing is ever lost.

For plain text; web pages, which say what they are in, go through `charset`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from glossa.errors import UsageError
from glossa.model import Encoding, Finding, Severity
from glossa.pages.codec import ESCAPED, UNIT_SIZES, codec_name, decode_exact, encode_exact
from glossa.pages.plausibility import chinese_plausibility

__all__ = [
    "Decoded",
    "decode",
    "decode_as",
    "decode_by_statistics",
    "decode_marked",
    "same_bytes",
    "utf8_text",
    "wide_codec",
]


# UTF-32 LE begins as UTF-16 LE does, so it is looked at first.
_BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL: Final = re.compile(
    rb"(?:charset|encoding|coding)\s*[:=]\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})"
)
_NOT_ASCII: Final = re.compile(b"[\x80-\xff]")
_SEVERAL_BYTES: Final = re.compile("[\u0800-\ud7ff\ue000-\U0010ffff]")
_PLAUSIBLE: Final = 0.45
_SAMPLE: Final = 1 << 16
_MANY: Final = 20
# Curly quotes, dashes and the accented letters of French, German, Spanish and Italian.
_WESTERN: Final = frozenset(
    "‘’“”–—…•€£§©®°·«»¿¡àâäáãåæçèéêëìíîïñòóôöõøœùúûüßÀÂÄÁÇÈÉÊÖÜÑ".encode("cp1252")
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, how it was decoded, and what was odd about it."""

    text: str
    encoding: Encoding
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a page. `name` is for messages; `encoding` overrides all guessing.

    Raises `UsageError` where `encoding` names no text encoding.
    """
    if encoding is not None:
        return _decode_as_told(data, encoding)
    marked = decode_marked(data)
    if marked is not None:
        return marked
    if not data:
        return Decoded("", Encoding())
    wide = wide_codec(data)
    if wide:
        return decode_as(data, Encoding(wide, b"", "statistics"))
    text = utf8_text(data)
    if text is not None:
        return decode_as(data, Encoding("utf-8", b"", "utf-8"), text)
    label = _LABEL.search(data[:1024])
    labelled = codec_name(label.group(1).decode("ascii")) if label else None
    # Bytes that are no UTF-8 and hold few NULs are none of these, whatever the label says.
    if labelled and not labelled.startswith(("utf-8", "utf-16", "utf-32", "ascii")):
        return decode_as(data, Encoding(labelled, b"", "label"))
    return decode_by_statistics(data, name)


def decode_marked(data: bytes) -> Decoded | None:
    """The text of a page with a byte-order mark; None where it has none."""
    for bom, codec in _BOMS:
        if data.startswith(bom) and _fits_bom(data, codec):
            return decode_as(data[len(bom) :], Encoding(codec, bom, "bom"))
    return None


def _decode_as_told(data: bytes, encoding: str) -> Decoded:
    codec = codec_name(encoding)
    if codec is None:
        raise UsageError(
            f"there is no text encoding called {encoding!r}",
            where="encoding",
            advice="Use a name such as utf-8, gb18030, big5, utf-16; or leave it out to detect it.",
        )
    if codec in {"utf-16", "utf-32"}:
        codec += "-be" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "-le"
    bom = next((mark for mark, of in _BOMS if of == codec and data.startswith(mark)), b"")
    result = decode_as(data[len(bom) :], Encoding(codec, bom, "caller"))
    if same_bytes(result.text, codec, data[len(bom) :]):
        return result
    finding = Finding(
        code="encoding-not-exact",
        message=f"{codec} writes these bytes in another way; a rebuilt page may differ in them.",
    )
    return Decoded(result.text, result.encoding, (*result.findings, finding))


def same_bytes(text: str, codec: str, data: bytes) -> bool:
    """Whether a decoded text is written as the very bytes it was read from."""
    try:
        return encode_exact(text, codec) == data
    except UnicodeEncodeError:
        return False


def _fits_bom(data: bytes, codec: str) -> bool:
    """UTF-16 text that begins with a NUL looks like UTF-32; only the length and content tell."""
    if not codec.startswith("utf-32"):
        return True
    try:
        data[4 : 4 + _SAMPLE].decode(codec)
    except UnicodeDecodeError as error:
        return error.reason.startswith("truncated")
    return True


def wide_codec(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NUL bytes stand."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    # In UTF-32 one byte of four is always zero, and the next one nearly always.
    for codec, first, second in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        zeros, more = sample[first::4].count(0), sample[second::4].count(0)
        if zeros * 4 == len(sample) and more * 5 > len(sample) and _decodes(sample, codec):
            return codec
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros < 2 or others * 50 > zeros or not _decodes(sample[: half * 2], codec):
            continue
        if zeros * 5 >= half * 2:
            return codec
        # Mostly Chinese: few NULs, but such bytes are no UTF-8, and make common characters.
        if not _decodes(sample, "utf-8"):
            text = sample[: half * 2].decode(codec, "replace")
            if chinese_plausibility(text, "gb18030") > _PLAUSIBLE:
                return codec
    return None


def _decodes(data: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def utf8_text(data: bytes) -> str | None:
    """The text if the bytes are UTF-8, if need be with a few broken places; else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data"
        # Escaping byte by byte is slow, so what stands around the first broken byte decides.
        around = data[max(0, error.start - _SAMPLE // 2) : error.start + _SAMPLE // 2]
    if cut or _mostly_utf8(around.decode("utf-8", "surrogateescape")):
        return data.decode("utf-8", "surrogateescape")
    return None


def _mostly_utf8(text: str) -> bool:
    """Four whole sequences of three bytes for each broken byte: elsewhere they are accidents."""
    broken = sum(len(run) for run in ESCAPED.findall(text))
    return sum(1 for _ in _SEVERAL_BYTES.finditer(text)) >= 4 * broken


def decode_by_statistics(data: bytes, name: str) -> Decoded:
    """The text of bytes that are no UTF-8 and say nothing of their encoding, with a finding."""
    high = _NOT_ASCII.search(data)
    start = max(0, (high.start() if high else 0) - _SAMPLE // 8)
    sample = data[start : start + _SAMPLE]
    scores = {
        codec: chinese_plausibility(sample.decode(codec, "surrogateescape"), codec)
        for codec in ("gb18030", "big5hkscs")
    }
    best = max(scores, key=lambda codec: scores[codec])
    sure = scores[best] >= _PLAUSIBLE
    codec = best if sure else _outside_guess(sample) or "utf-8"
    why = f"plausibility {scores[best]:.2f}" if sure else "a guess: nothing fits well"
    finding = Finding(
        code="encoding-guessed",
        message=(
            f"The page is not UTF-8 and carries no label; it was read as {codec} ({why}). "
            "If that is wrong, name the encoding."
        ),
        severity=Severity.INFO if sure else Severity.WARNING,
        where=name,
    )
    result = decode_as(data, Encoding(codec, b"", "default" if codec == "utf-8" else "statistics"))
    return Decoded(result.text, result.encoding, (finding, *result.findings))


def _outside_guess(sample: bytes) -> str | None:
    """Another encoding for bytes that are no Chinese; None where nothing can be told."""
    if all(byte < 0x80 or byte in _WESTERN for byte in sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # its one door; 30 ms, only for odd files

    best = from_bytes(sample).best()
    codec = codec_name(best.encoding) if best else None
    return (
        codec if codec and codec not in UNIT_SIZES and codec not in {"utf-16", "utf-32"} else None
    )


def decode_as(data: bytes, encoding: Encoding, text: str | None = None) -> Decoded:
    """`data`, without its byte-order mark, in a known encoding; bytes that do not fit are kept.

    `text`: where it is decoded already.
    """
    codec = encoding.name
    if text is None:
        text = decode_exact(data, codec)
    return Decoded(text, encoding, _raw_byte_findings(text, encoding))


def _raw_byte_findings(text: str, encoding: Encoding) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for count, match in enumerate(ESCAPED.finditer(text), 1):
        if count > _MANY:
            findings.append(
                Finding("undecodable-bytes", "More such places follow; they are not listed.")
            )
            break
        at_end = match.end() == len(text)
        raw = " ".join(f"{ord(c) & 0xFF:02x}" for c in match.group())
        findings.append(
            Finding(
                code="cut-character" if at_end else "undecodable-bytes",
                message=(
                    f"The page ends inside a character ({encoding.name}): it was cut off; "
                    "the bytes are kept."
                    if at_end
                    else f"Bytes that are no {encoding.name} stand here; they are kept as they are."
                ),
                start=match.start(),
                end=match.end(),
                raw=raw,
            )
        )
    return tuple(findings)
