"""What was made of what: the state of a folder of results, one line of a journal each.

A line is written before its result is put in place. So whatever moment a run is stopped at, a
result whose hash stands in the journal is ours, and one whose hash does not is somebody else's. A
torn or spoilt line costs the work of one page.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from glossa.errors import OutputError
from glossa.files import write_safely
from glossa.model import Finding, Severity
from glossa.summary import Change, Summary

__all__ = ["Journal", "Record"]

_NAME: Final = "journal.jsonl"
_FORM: Final = 1
"""Raised when lines written before would be misread."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one result was made of, and what there is to say of it."""

    goal: str
    """Path of the result inside the folder of results, with slashes."""
    source: str
    """Path of what it was made of, from the folder of results."""
    read: str
    """SHA-256 of what was read."""
    made: str
    """SHA-256 of the result."""
    settings: str = ""
    """Digest of the options, the glossary, the memories; empty for a copy."""
    engines: dict[str, str] = field(default_factory=dict)
    """Digest of the engine that was asked for each language; empty where there was none."""
    title: str = ""
    """The page's title in the target language."""
    title_before: str = ""
    page_format: str = ""
    """Format of the page; empty for a copy."""
    languages: dict[str, int] = field(default_factory=dict)
    """Segments by language of the page; in no order that would outlast a journal."""
    summary: Summary | None = None
    """None for a copy."""
    note: str = ""
    """What a person should know of how it was made; often empty."""

    @property
    def by_language(self) -> dict[str, int]:
        """Segments by language, the most frequent first."""
        return dict(sorted(self.languages.items(), key=lambda pair: (-pair[1], pair[0])))


class Journal:
    """The records of a folder of results, the latest of each result.

    `folder` must exist. Raises `OutputError` where it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _NAME
        self.records: dict[str, Record] = {}
        self._ours: dict[str, set[str]] = {}
        for record in _read(self.path):
            self._take(record)
        # A torn end is gone before anything is written behind it.
        self._write(one for records in self._lines() for one in records)
        try:
            self._stream = self.path.open("ab")
        except OSError as error:
            raise self._failed(error) from error

    def is_ours(self, goal: str, made: str) -> bool:
        """Whether a result with this hash was made here, lately or before."""
        return made in self._ours.get(goal, ())

    def add(self, record: Record) -> None:
        """Put a record on the disk. Raises `OutputError`."""
        try:
            self._stream.write(_line(record))
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise self._failed(error) from error
        self._take(record)

    def close(self) -> None:
        """Let go of the file, as it is."""
        with contextlib.suppress(OSError):  # a full disk: what is not noted will be made again
            self._stream.close()

    def finish(self, forget: Iterable[str]) -> None:
        """Write it anew at the end of a run, a line for each result, without those to forget."""
        for goal in forget:
            self.records.pop(goal, None)
        self._write(self.records[goal] for goal in sorted(self.records))

    def _take(self, record: Record) -> None:
        self.records[record.goal] = record
        self._ours.setdefault(record.goal, set()).add(record.made)

    def _lines(self) -> Iterable[list[Record]]:
        """Older hashes stay known until a run has come to its end."""
        for goal, record in self.records.items():
            older = sorted(self._ours[goal] - {record.made})
            yield [*(Record(goal, record.source, "", made) for made in older), record]

    def _write(self, records: Iterable[Record]) -> None:
        write_safely(self.path, b"".join(map(_line, records)))

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(
            f"what was done cannot be noted ({error.strerror}); nothing was lost",
            where=str(self.path),
            advice="make room, then run the same command again",
        )


def _line(record: Record) -> bytes:
    data = {"journal": _FORM, **asdict(record)}
    text = json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(text), text)


def _read(path: Path) -> Iterable[Record]:
    try:
        stream = path.open("rb")
    except OSError:  # the first run here, or nobody may read it: then all is made again
        return
    with stream:
        for line in stream:
            mark, _, text = line.rstrip(b"\n").partition(b" ")
            if mark != b"%08x" % zlib.crc32(text):
                continue
            try:
                yield _record(json.loads(text))
            except (ValueError, TypeError, KeyError):
                continue


def _record(data: dict[str, Any]) -> Record:
    if data.pop("journal") != _FORM:
        raise ValueError("of another version")
    if data["summary"] is not None:
        data["summary"] = _summary(data["summary"])
    return Record(**data)


def _summary(data: dict[str, Any]) -> Summary:
    data["changes"] = tuple(Change(**one) for one in data["changes"])
    data["findings"] = tuple(
        (line, Finding(**{**one, "severity": Severity(one["severity"])}))
        for line, one in data["findings"]
    )
    return Summary(**data)
