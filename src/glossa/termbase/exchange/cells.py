"""Text of a delimited file -> rows of cells with their line numbers, and back.

Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell is written
with an apostrophe before it, and the apostrophe is taken off on reading; a cell that begins with
apostrophes and then such a sign gets one more, so nothing is ambiguous.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from glossa.model import Finding, Severity

__all__ = ["guard", "is_formula", "join_cells", "sniff_delimiter", "split_cells", "unguard"]

# The full-width signs are formulas in East Asian spreadsheets.
_GUARDED: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED: Final = re.compile('[\t\r\n",;]')
_CELL: Final = re.compile(r'(?:^|(?<=[,;\t]))"(?:[^"]|"")*"', re.MULTILINE)
"""In quotation marks."""
_DELIMITERS: Final = re.compile("[,;\t]")
_MOST_LINES: Final = 100
"""Lines of one row; a quotation mark that is open for longer was never meant to be closed."""


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the cell."""
    return _GUARDED.match(cell) is not None


def guard(cell: str) -> str:
    """The cell as it can stand in a CSV or TSV file without being run."""
    return f"'{cell}" if _GUARDED.match(cell) else cell


def unguard(cell: str) -> str:
    """The opposite of `guard`."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def join_cells(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    """Rows as text, LF at the end of each: RFC 4180 quoting, or none where tabs delimit.

    Tabs and line breaks in a cell become blanks where tabs delimit: such a file cannot hold them.
    """
    if delimiter == "\t":
        return "".join("\t".join(map(_one_line, row)) + "\n" for row in rows)
    return "".join(delimiter.join(map(_quote, row)) + "\n" for row in rows)


def _one_line(cell: str) -> str:
    return " ".join(cell.split()) if "\t" in cell or "\n" in cell or "\r" in cell else cell


def _quote(cell: str) -> str:
    if not _QUOTED.search(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def sniff_delimiter(text: str, name: str) -> tuple[str, str]:
    """The delimiter of a table and the text below a `sep=;` line of Excel, which is blanked out.

    The header's commonest sign if the header has a column `concept`; else the sign that stands in
    most of the first lines; of two that do, the one that comes first in most of them.
    """
    first, newline, rest = text.partition("\n")
    stated = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first, re.IGNORECASE)
    if stated or re.fullmatch(r"\s*\"?sep=\t?\"?\s*", first, re.IGNORECASE):
        return (stated[1] if stated else "\t"), newline + rest
    if "\t" in first or ("\t" in text and name.lower().endswith((".tsv", ".tab", ".utf8"))):
        return "\t", text
    if "concept" in first.lower():
        return max(",;", key=first.count), text
    lines = [line for line in _CELL.sub("", text[:10_000]).splitlines() if line.strip()][:20]
    firsts = [found[0] for line in lines if (found := _DELIMITERS.findall(line))]
    return max(",;\t", key=lambda s: (sum(s in line for line in lines), firsts.count(s))), text


def split_cells(
    text: str, where: str, delimiter: str, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the number of the line each begins in, blank lines left out.

    Where tabs delimit, a quotation mark is an ordinary character. A row that cannot be read is
    left out (`broken-row`), and so is a line whose quotation mark is never closed.
    """
    number = 0

    def numbered(records: Iterable[tuple[int, str]]) -> Iterator[str]:
        nonlocal number
        for number, record in records:  # noqa: B007 - the reader below wants to know it
            yield record

    if delimiter == "\t" or '"' not in text:
        records: Iterable[tuple[int, str]] = enumerate(_lines(text), 1)
    else:
        records = _records(text, delimiter, where, findings)
    lines = numbered(records)
    if delimiter == "\t":
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            findings.append(_broken(f"the row cannot be read: {error}", where, number))
            continue
        if any(map(str.strip, cells)):
            yield number, cells


def _broken(message: str, where: str, number: int, raw: str = "") -> Finding:
    return Finding("broken-row", message, Severity.ERROR, where=f"{where}:{number}", raw=raw)


def _lines(text: str) -> Iterator[str]:
    """Lines at LF, CR and CRLF only: a U+2028 inside a cell is no line break."""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield line + "\n"


def _records(
    text: str, delimiter: str, where: str, findings: list[Finding]
) -> Iterator[tuple[int, str]]:
    """Whole rows, of several lines where a quoted cell has line breaks, with their first lines."""
    sign = re.escape(delimiter)
    # Cells up to the end, each either quoted and closed, or not beginning with a quotation mark.
    closed = re.compile(
        f'(?:(?:"(?:[^"]|"")*+"[^{sign}]*+|[^"{sign}][^{sign}]*+|)(?:{sign}|\\Z))*+\\Z'
    )
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        record, end = lines[at], at + 1
        while '"' in record and not closed.match(record.rstrip("\n")):
            if end == len(lines) or end - at == _MOST_LINES:
                message = "a quotation mark is never closed; the line was left out"
                findings.append(_broken(message, where, at + 1, lines[at].rstrip("\n")))
                record, end = "\n", at + 1
                break
            record += lines[end]
            end += 1
        yield at + 1, record
        at = end
