"""The leads that the filters keep as a Parquet file: the columns of the CSV with their types."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import polars as pl
import pyarrow.parquet as pq

from leadlight.domain.rows import DAY_EXTRAS, EXPORT_EXTRAS, LEAD_COLUMNS
from leadlight.warehouse.export import INSTANTS, batches, custom_columns, custom_keys
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.store import Cursor


def write_parquet(
    cursor: Cursor, filters: Filters, into: Path | BinaryIO, sort: str = "captured_at", descending: bool = True
) -> int:
    """Write instants in UTC, text as it is, and DAY_EXTRAS (which instants are known by their day only, and the day
    in the bot's zone), one group of rows a batch; returns the number of rows. RefusedError for an unknown sort."""
    keys = custom_keys(cursor, filters)
    count, writer = 0, None
    try:
        for batch in batches(cursor, filters, sort, descending, keys):
            table = _typed(batch, keys).to_arrow()
            writer = writer or pq.ParquetWriter(into, table.schema, compression="zstd")
            writer.write_table(table)
            count += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return count


def _typed(batch: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The batch with its types: instants in UTC, custom fields a column each."""
    utc = [pl.col(name).dt.replace_time_zone("UTC") for name in INSTANTS]
    return batch.with_columns(utc).select(*LEAD_COLUMNS, *custom_columns(keys), *EXPORT_EXTRAS, *DAY_EXTRAS)
