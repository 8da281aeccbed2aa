"""Hand out leads as a file: all that the filters keep, however many, read in one moment."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from leadlight.actions.answer_report import named_bots
from leadlight.domain.scope import EXPORT, Scope
from leadlight.errors import RefusedError
from leadlight.record.engine import Record
from leadlight.warehouse.export import csv_chunks, write_parquet
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.reply import Pairs, filters_of
from leadlight.warehouse.store import Warehouse

PIECE = 1 << 20
FORMATS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
"""What leads can be handed out as → its media type."""


def export_leads(
    record: Record, warehouse: Warehouse, scope: Scope, bots: Sequence[str], pairs: Pairs, form: str
) -> Iterator[bytes]:
    """The leads of these bots that the filters keep, newest first, as pieces of a file of format `form`.

    Everything that can be refused is refused here, before the first piece is asked for.
    """
    scope.require(EXPORT)
    if form not in FORMATS:
        raise RefusedError(f"leads are exported as {' or '.join(FORMATS)}, not {form!r}", "format")
    filters = filters_of(named_bots(record, scope, bots).bots, pairs)
    return _csv(warehouse, filters) if form == "csv" else _parquet(warehouse, filters)


def _csv(warehouse: Warehouse, filters: Filters) -> Iterator[bytes]:
    with warehouse.read() as cursor:
        yield from csv_chunks(cursor, filters)


def _parquet(warehouse: Warehouse, filters: Filters) -> Iterator[bytes]:
    # Parquet's index stands at the end, so the file is written first; beside nothing else, and gone when handed out.
    with tempfile.TemporaryDirectory(prefix="leadlight-") as folder:
        path = Path(folder) / "leads.parquet"
        with warehouse.read() as cursor:
            write_parquet(cursor, filters, path)
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
