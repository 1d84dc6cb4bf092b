"""PO through polib, the only place that imports it.

One message an entry: `msgctxt` is the id, `msgid` the source, `msgstr` the target, `#` the note,
`#.` what a person should know and, in one line, the machine's data. `docs/formats/po.md` says what
is kept and when a message is fuzzy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from glossa.errors import BitextError, FormatError
from glossa.formats.exact import dump, require_unique_ids, shown
from glossa.formats.po_entry import from_message, to_message
from glossa.formats.records import Reader, finding_record, unique_entries
from glossa.model import Bitext, Entry, Finding, Severity, Signature

if TYPE_CHECKING:
    import polib

__all__ = ["parse_po", "serialize_po"]

_COMMENT = "Exported by glossa. Lines that start with '#. glossa:' belong to the machine."
_LINE_END = re.compile("\r\n|\r|\n")
_LINE_OF_ERROR = re.compile(r"line (\d+)")
_SOUND_LINE = re.compile(
    r"""\s*(?:\#(?!~).*|\#~\|.*|                         # a comment
        (?:\#~\s*)?(?:msg[a-z_]+(?:\[\d+\])?\s*)?       # obsolete or not, a keyword or none
        (?:"[^"\\]*(?:\\.[^"\\]*)*")?)\s*              # a string""",
    re.VERBOSE | re.DOTALL,
)


def serialize_po(bitext: Bitext) -> str:
    """The catalogue as text, UTF-8 in its header, nothing wrapped, no clock.

    Raises `FormatError` if two entries have one id, or an entry has no source (an empty `msgid` is
    the header's).
    """
    import polib

    require_unique_ids(bitext, (shown(entry.id) for entry in bitext))
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = _COMMENT
    catalogue.metadata = _metadata(bitext)
    for entry in bitext:
        if not entry.source:
            raise FormatError(
                f"the entry {entry.id!r} has no source, and PO keeps that for its header",
                where=bitext.name,
                advice="export as CSV, TSV or JSONL instead",
            )
        catalogue.append(polib.POEntry(**to_message(entry)))
    return str(catalogue).rstrip("\n") + "\n"


def _metadata(bitext: Bitext) -> dict[str, str]:
    """The header: what `msgfmt -c` asks for (left blank where only a person knows), then ours."""
    values = dict(bitext.signature.values)
    if len(values) != len(bitext.signature.values):
        raise FormatError(
            "the signature names a key twice", where=bitext.name, advice="give each key one value"
        )
    metadata = {
        "Project-Id-Version": " ".join(shown(bitext.name).split()),
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": _po_language(bitext.target_language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "glossa",
        "X-Glossa": dump({"page": bitext.name, "target_language": bitext.target_language}),
        "X-Glossa-Signature": dump(values),
    }
    if bitext.findings:
        records = [finding_record(finding) for finding in bitext.findings]
        metadata["X-Glossa-Findings"] = dump(records)
    return metadata


def _po_language(tag: str) -> str:
    return re.sub(r"[^A-Za-z0-9_@]+", "_", tag) or "und"


def parse_po(text: str, name: str = "") -> Bitext:
    """Read a PO file: glossa's own, edited by any tool, or anyone else's.

    `name` is the file's, for messages, and the page's where the header names none. Obsolete
    entries, plurals and lost or broken machine data become findings. Raises `BitextError` where the
    file is no PO at all.
    """
    catalogue = _read(text, name)
    if not catalogue.metadata and not len(catalogue):
        raise BitextError(
            "no PO header and no entry in it", where=name, advice="give a PO file, not an empty one"
        )
    where = name or "-"
    headers, messages = _sorted_out(catalogue)
    ours = "X-Glossa" in headers[0]
    bitext = _page(headers[0], name)
    further = tuple(_another_page(header, where) for header in headers[1:])
    entries: list[Entry] = []
    for number, message in enumerate(messages, 1):
        place = f"{where}:{message.linenum or 0}"
        entries.append(from_message(message, f"po{number}", place, expect_data=ours))
    obsolete = tuple(_obsolete(message, where) for message in catalogue.obsolete_entries())
    findings = (*bitext.findings, *further, *_twice(messages, where), *obsolete)
    return unique_entries(replace(bitext, entries=tuple(entries), findings=findings), where)


def _sorted_out(catalogue: polib.POFile) -> tuple[list[dict[str, str]], list[polib.POEntry]]:
    """The headers, in order, and the messages that are none and not obsolete.

    Of several headers (catalogues put together with `cat`) polib takes the last for the file's and
    leaves the others as messages.
    """
    messages: list[polib.POEntry] = []
    headers: list[dict[str, str]] = []
    for message in catalogue:
        if message.obsolete:
            continue
        if message.msgid or message.msgctxt is not None:
            messages.append(message)
            continue
        fields = (line.partition(":") for line in message.msgstr.splitlines())
        headers.append({key.strip(): value.strip() for key, _, value in fields})
    return [*headers, catalogue.metadata], messages


def _another_page(header: dict[str, str], where: str) -> Finding:
    return Finding(
        "mixed-pages",
        "This file has several headers, so it is several catalogues put together; the first header "
        "was taken: keep one page to a file.",
        where=where,
        raw=dump(header),
    )


def _twice(messages: Iterable[polib.POEntry], where: str) -> Iterator[Finding]:
    """What gettext refuses: one message, two translations, and no context to tell them apart."""
    seen: dict[str, str] = {}
    for message in messages:
        if message.msgctxt is None and seen.setdefault(message.msgid, message.msgstr) != (
            message.msgstr
        ):
            yield Finding(
                "duplicate-message",
                "This message stands more than once without a context, with other words; all were "
                "kept: keep the one that is right.",
                where=f"{where}:{message.linenum or 0}",
                raw=message.msgid,
            )


class _Text(str):
    """A text whose lines end where a PO file's do; those of `str` end at U+2028, U+0085 ... too."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """The lines as polib asks for them."""
        return _LINE_END.split(self)


def _read(text: str, name: str) -> polib.POFile:
    import polib

    _require_sound_lines(text, name)
    whole = text.removeprefix("\ufeff").encode("utf-8", errors="replace").decode()
    try:
        # The newline: polib takes for a path what names a file.
        return polib.pofile(_Text(f"{whole}\n"), encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, IndexError, AttributeError, KeyError) as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = f":{found[1]}" if found else ""
        raise _unsound(str(error).strip() or "unknown reason", f"{name or '-'}{line}") from None


def _require_sound_lines(text: str, name: str) -> None:
    """Refuse what polib would read with a loss: it drops the end of a string left open."""
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        if not _SOUND_LINE.fullmatch(line):
            raise _unsound(
                f"a quotation mark is open, or a keyword unknown: {line.strip()[:60]!r}",
                f"{name or '-'}:{number}",
            )


def _unsound(reason: str, where: str) -> BitextError:
    return BitextError(
        f"this is no sound PO file: {reason}",
        where=where,
        advice="`msgfmt -c` names every fault; mend them and try again",
    )


def _page(metadata: dict[str, str], name: str) -> Bitext:
    reader = Reader(name or "-")
    facts = _object(reader, metadata, "X-Glossa")
    signature = _object(reader, metadata, "X-Glossa-Signature")
    tag = reader.text(facts, "target_language", "und")
    if (language := metadata.get("Language", "")) and language != _po_language(tag):
        tag = language.replace("_", "-")
    return Bitext(
        reader.text(facts, "page", name),
        (),
        tag,
        Signature(tuple((key, str(value)) for key, value in signature.items())),
        (*reader.remarks(metadata, "X-Glossa-Findings"), *reader.findings),
    )


def _object(reader: Reader, metadata: dict[str, str], field: str) -> dict[str, Any]:
    try:
        value = json.loads(metadata.get(field, "{}"))
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    reader.bad(field, metadata[field], {})
    return {}


def _obsolete(message: polib.POEntry, where: str) -> Finding:
    return Finding(
        "obsolete-entry",
        "This entry is marked obsolete (#~) and was left out: restore or delete it.",
        Severity.INFO,
        where=f"{where}:{message.linenum or 0}",
        raw=str(message).strip("\n"),
    )
