"""The export writer: every lead that the filters keep, in the order of the list, as CSV chunks (and what it takes).

They are read in order by slices and in batches, so a million rows need little memory. CSV is what
`ingest` reads back without a change: text is made inert by domain/formula.py's rule, instants stand in ISO 8601 with
the offset of the bot's zone, or as a plain date where the source knew no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import polars as pl
import pyarrow as pa

from leadlight.domain.rows import CUSTOM, DAY_EXTRAS, EXPORT_EXTRAS, LEAD_COLUMNS
from leadlight.warehouse.ahead import ahead
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.inert import inert
from leadlight.warehouse.leads_list import order
from leadlight.warehouse.slices import slices
from leadlight.warehouse.store import Cursor

BATCH = 8_000
INSTANTS = {"captured_at": "captured_precision", "status_at": "status_precision", "updated_at": None}
"""Columns that hold an instant, and the column that says how exactly it is known."""
_OURS = frozenset({"status", "temperature", *INSTANTS})
"""Columns whose words are our own, so never a formula."""
_BOM = b"\xef\xbb\xbf"


def csv_chunks(
    cursor: Cursor, filters: Filters, sort: str = "captured_at", descending: bool = True, *, bom: bool = False
) -> Iterator[bytes]:
    """UTF-8 CSV with a header, in pieces of about `BATCH` rows. `bom` puts the mark in front that Excel looks for.

    Columns: LEAD_COLUMNS, `custom.<key>` for every key that occurs, EXPORT_EXTRAS. Missing cells are empty.
    Raises RefusedError for an unknown sort.
    """
    keys = custom_keys(cursor, filters)
    yield (_BOM if bom else b"") + _csv(pl.DataFrame(schema=dict.fromkeys(header_of(keys), pl.String)), header=True)
    found = batches(cursor, filters, sort, descending, keys)
    yield from ahead(_csv(inert(written(batch, keys), phones=["phone"], ours=_OURS)) for batch in ahead(found))


def custom_keys(cursor: Cursor, filters: Filters) -> list[str]:
    """The custom fields that occur among the leads kept, sorted."""
    kept = rows(filters, also=("f.custom <> '{}'",))
    sql = " ".join(["SELECT DISTINCT unnest(json_keys(f.custom)) AS key", kept.sql, "ORDER BY key"])
    return [row[0] for row in cursor.execute(sql, list(kept.values)).fetchall()]


def header_of(keys: list[str]) -> list[str]:
    """The names of the columns, with these custom fields."""
    return [*LEAD_COLUMNS, *(CUSTOM + key for key in keys), *EXPORT_EXTRAS]


def batches(cursor: Cursor, filters: Filters, sort: str, descending: bool, keys: list[str]) -> Iterator[pl.DataFrame]:
    """The rows as they stand, the first batch empty: instants naive UTC with how exactly they are known, the bot's
    `zone`, custom fields a list `customs` in the order of `keys`."""
    kept = rows(filters)
    columns = [*(f"f.{name}" for name in (*LEAD_COLUMNS, *EXPORT_EXTRAS, *DAY_EXTRAS)), "b.zone AS zone"]
    if keys:
        columns.append("json_extract_string(f.custom, ?::VARCHAR[]) AS customs")
    # A JSON pointer names any key, whatever is in it.
    pointers = [["/" + key.replace("~", "~0").replace("/", "~1") for key in keys]] if keys else []
    for at, part in enumerate(slices(cursor, filters, sort, descending)):
        sql = ["SELECT", ", ".join(columns), kept.sql, "AND", part.sql, "ORDER BY", order(sort, descending)]
        values = [*pointers, *kept.values, *part.values]
        reader = cursor.execute(" ".join(sql), values).to_arrow_reader(BATCH)
        if at == 0:  # no rows are no batches, but a file of theirs has its columns all the same
            yield pl.DataFrame(reader.schema.empty_table())
        for batch in reader:
            yield pl.DataFrame(pa.Table.from_batches([batch]))


def written(batch: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The batch as it is written: instants as text, custom fields a column each."""
    zones = batch.get_column("zone").unique().to_list() or ["UTC"]
    if len(zones) == 1:
        whole = batch.with_columns(_instants(zones[0]))
    else:
        placed = batch.select("zone", *INSTANTS, *filter(None, INSTANTS.values())).with_row_index("=at")
        parts = [placed.filter(pl.col("zone") == zone).with_columns(_instants(zone)) for zone in zones]
        whole = batch.with_columns(pl.concat(parts).sort("=at").select(*INSTANTS))
    return whole.select(*LEAD_COLUMNS, *custom_columns(keys), *EXPORT_EXTRAS)


def custom_columns(keys: list[str]) -> list[pl.Expr]:
    """A column for each custom field of a batch."""
    return [pl.col("customs").list.get(at, null_on_oob=True).alias(CUSTOM + key) for at, key in enumerate(keys)]


def _instants(zone: str) -> list[pl.Expr]:
    texts = []
    for name, precision in INSTANTS.items():
        wall = pl.col(name).dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
        text = wall.dt.to_string("%Y-%m-%dT%H:%M:%S%.f%:z")
        if precision:
            text = pl.when(pl.col(precision) == "day").then(text.str.head(10)).otherwise(text)
        texts.append(text.alias(name))
    return texts


def _csv(frame: pl.DataFrame, *, header: bool = False) -> bytes:
    into = BytesIO()
    frame.write_csv(into, include_header=header)
    return into.getvalue()
