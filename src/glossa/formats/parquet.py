"""Parquet: the columns of a DataFrame in one small file, for pandas, Polars, DuckDB and the like.

Written by pandas through pyarrow, an extra; read in bounds, for a few bytes of Parquet may stand
for very many. Nobody edits it by hand, so there are no formulas to guard against.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from glossa.errors import BitextError, FormatError, GlossaError, MissingError
from glossa.formats.exact import dump, require_unique_ids, require_whole
from glossa.formats.rows import COLUMNS, Row, rows_of
from glossa.formats.table import EXACT, from_values, require_source, whole
from glossa.model import Bitext

__all__ = ["parse_parquet", "serialize_parquet"]

_MOST_ROWS: Final = 5_000_000
_MOST_TEXT: Final = 2 * 1024**3
"""Bytes of all texts together."""
_BATCH: Final = 4096


def serialize_parquet(bitext: Bitext) -> bytes:
    """One row an entry, columns as in the CSV file; `start` and `end` are integers.

    Raises `FormatError` as tables do, `MissingError` where pyarrow is not installed.
    """
    import pandas as pd

    _pyarrow()
    require_unique_ids(bitext, (entry.id for entry in bitext))
    rows = [_to_cells(row) for row in rows_of(bitext)]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, EXACT], dtype=object)
    target = BytesIO()
    try:
        frame.astype({"start": "int64", "end": "int64"}).to_parquet(
            target, engine="pyarrow", index=False
        )
    except OverflowError as error:
        raise FormatError(f"an offset is no 64-bit number: {error}", where=bitext.name) from None
    return target.getvalue()


def _to_cells(row: Row) -> dict[str, object]:
    for value in row.values():
        require_whole(value)
    cells = {column: whole(value) for column, value in row.items()}
    exact = {column: value for column, value in row.items() if cells[column] != value}
    return {**cells, EXACT: dump(exact) if exact else ""}


def parse_parquet(data: bytes, name: str = "") -> Bitext:
    """Read a Parquet file with a column `source`; columns and values may be missing.

    Raises `BitextError` for what is no such file or far too large, `MissingError` where pyarrow is
    not installed.
    """
    _pyarrow()
    try:
        columns, rows = _read(data, name)
        return from_values(columns, rows, name)
    except GlossaError:
        raise
    except Exception as error:  # a damaged file fails in any part of pyarrow
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise BitextError(
            f"this is no sound Parquet file: {reason}",
            where=name,
            advice="write it again with the tool that made it",
        ) from error


def _pyarrow() -> Any:
    """The module `pyarrow.parquet`."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingError(
            "pyarrow, which reads and writes Parquet, is not installed",
            advice="install it: pip install glossa[parquet]",
        ) from error
    return pyarrow.parquet


def _read(data: bytes, name: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """The names of the columns, and the rows."""
    import pyarrow as pa

    parquet = _pyarrow()
    with parquet.ParquetFile(BytesIO(data)) as file:
        schema, facts = file.schema_arrow, file.metadata
    require_source([str(column) for column in schema.names], name)
    size = sum(facts.row_group(at).total_byte_size for at in range(facts.num_row_groups))
    if facts.num_rows > _MOST_ROWS or size > _MOST_TEXT:
        raise _too_large(name, f"{facts.num_rows:,} rows, {size / 1024**2:,.0f} MiB")
    texts = []
    for column in schema:
        kind = column.type
        if pa.types.is_nested(kind):
            raise BitextError(
                f"the column '{column.name}' holds {kind}, no texts",
                where=name,
                advice="write findings and steps as JSON texts, as glossa does",
            )
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            texts.append(column.name)
    return list(schema.names), _rows(data, texts, name)


def _rows(data: bytes, texts: list[str], name: str) -> Iterator[tuple[object, ...]]:
    # As dictionaries, a text that stands in a million rows is there once until it is counted.
    total = 0
    with _pyarrow().ParquetFile(BytesIO(data), read_dictionary=texts) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            total += sum(_weight(column) for column in batch.columns)
            if total > _MOST_TEXT:
                raise _too_large(name, f"more than {_MOST_TEXT // 1024**2:,} MiB of text")
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _weight(column: Any) -> int:
    """Bytes of a column's texts, each counted as often as it stands there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    return pc.sum(pc.binary_length(column.dictionary).take(column.indices)).as_py() or 0


def _too_large(name: str, found: str) -> BitextError:
    return BitextError(
        f"the file would come to {found}; it was not read",
        where=name,
        advice="cut it into smaller ones, if you trust it",
    )
