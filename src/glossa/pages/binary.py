"""Tell files that are no text at all, and say what they are."""

from __future__ import annotations

import re
from typing import Final

from glossa.errors import EncodingError

__all__ = ["refuse_binary", "refuse_control_characters"]

# (bytes at the start, what such a file is, what to do with it); longer signatures first where one
# begins another.
_SIGNATURES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "image"),
    (b"\xff\xd8\xff", "a JPEG image", "image"),
    (b"GIF87a", "a GIF image", "image"),
    (b"GIF89a", "a GIF image", "image"),
    (b"II*\x00", "a TIFF image", "image"),
    (b"MM\x00*", "a TIFF image", "image"),
    (b"%PDF-", "a PDF document", "document"),
    (b"PK\x03\x04", "a zip archive (docx, xlsx, epub and model packages are zip archives)", "zip"),
    (b"PK\x05\x06", "an empty zip archive", "zip"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Microsoft Office file (doc, xls, ppt), or one with a password",
        "office",
    ),
    (b"\x7fELF", "a program (ELF)", "other"),
    (b"MZ\x90\x00", "a Windows program", "other"),
    (b"\x1f\x8b\x08", "a gzip archive", "archive"),
    (b"BZh91AY&SY", "a bzip2 archive", "archive"),
    (b"\xfd7zXZ\x00", "an xz archive", "archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "archive"),
    (b"Rar!\x1a\x07", "a RAR archive", "archive"),
    (b"SQLite format 3\x00", "an SQLite database", "other"),
    (b"wOFF\x00\x01\x00\x00", "a web font", "other"),
    (b"OggS\x00", "an Ogg sound file", "other"),
    (b"ID3\x03", "an MP3 sound file", "other"),
    (b"ID3\x04", "an MP3 sound file", "other"),
)
_ADVICE: Final = {
    "image": "glossa reads text: type or recognise the text in the image first.",
    "document": "glossa reads text: save the document as plain text (UTF-8) first.",
    "office": "Open it in Word, Excel or LibreOffice and save it, without a password, as .docx "
    "or .xlsx.",
    "zip": "glossa reads text: unpack it, or save the document in it as plain text (UTF-8).",
    "archive": "glossa reads text: unpack the archive and name the file inside it.",
    "other": "glossa reads text: name a text file.",
}
# Neither blanks, line ends nor the separators that some systems leave in text (U+001C to U+001F).
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_RAW: Final = re.compile("[\ud800-\udfff]")
_SAMPLE: Final = 1 << 16
_FEW: Final = 8


def refuse_binary(data: bytes, name: str) -> None:
    """Raise `EncodingError` where `data` begins as a known kind of file that is no text."""
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise EncodingError(f"this is {kind}, not text", where=name, advice=_ADVICE[advice])
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        found = f"this is a {data[8:12].decode().strip()} file, not text"
        raise EncodingError(found, where=name, advice=_ADVICE["image"])
    if data[:3] == b"\0\0\0" and data[4:8] == b"ftyp":
        found = "this is a film or sound file (MP4), not text"
        raise EncodingError(found, where=name, advice=_ADVICE["other"])


def refuse_control_characters(text: str, name: str) -> None:
    """Raise `EncodingError` where too much of `text` is control characters or no text at all.

    A page may hold a few (they are kept); more than eight and one in twenty is a binary file, and
    so is one of which a third could not be decoded.
    """
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    raw = len(_RAW.findall(sample))
    if (controls > _FEW and controls * 20 > len(sample)) or (raw > _FEW and raw * 3 > len(sample)):
        share = round(100 * (controls + raw) / len(sample))
        raise EncodingError(
            f"{share} % of it is control characters and bytes that are no text: "
            "this looks like a binary file",
            where=name,
            advice="Name a text file; if it is text in a rare encoding, say which (encoding).",
        )
