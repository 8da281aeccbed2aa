"""The file of conversations: every one that the filters keep, newest first, a row each, as CSV chunks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import polars as pl
import pyarrow as pa

from leadlight.domain.form_course import ANSWERED, ASKED, REFUSED, parted
from leadlight.warehouse import slices
from leadlight.warehouse.ahead import ahead
from leadlight.warehouse.conversations_list import SORTS, count, order
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.inert import inert
from leadlight.warehouse.store import Cursor

BATCH = 10_000
INSTANTS = ("started_at", "last_message_at", "ended_at", "form_shown_at", "form_started_at", "form_submitted_at")
_FIELDS = {"fields_answered": ANSWERED, "fields_refused": REFUSED, "fields_passed_over": ASKED}
"""Columns that name the fields with this outcome."""
_ASKED = {
    "id": "f.id", "external_id": "f.external_id", "bot": "b.key", "channel": "f.channel",
    "source_page": "f.source_path", "landing_page": "f.landing_path", "utm_source": "f.utm_source",
    "utm_medium": "f.utm_medium", "utm_campaign": "f.utm_campaign", "visitor": "f.visitor", "language": "f.language",
    "country": "f.country", "started_at": "f.started_at", "last_message_at": "f.last_message_at",
    "ended_at": "f.ended_at", "duration_seconds": "date_diff('second', f.started_at, f.last_message_at)",
    "messages": "f.messages", "visitor_messages": "f.visitor_messages", "score": "f.score",
    "temperature": "f.temperature", "lead_id": "f.lead_id", "missed": "CASE WHEN f.is_missed THEN 'yes' ELSE 'no' END",
    "form": "f.form", "form_shown_at": "f.form_shown_at", "form_started_at": "f.form_started_at",
    "form_submitted_at": "f.form_submitted_at", "form_left_at": "f.form_left_at", "form_fields": "f.form_fields",
    "zone": "b.zone",
}  # fmt: skip
COLUMNS = (*(name for name in _ASKED if name not in ("form_fields", "zone")), *_FIELDS)
"""The columns of the file. Instants are ISO 8601 in the bot's zone with its offset; pages are paths; `lead_id` is the
`id` of the leads' file; `form` says how far the form got, empty: never shown; fields are parted by commas."""
_OURS = frozenset({"bot", "temperature", "missed", "form", *INSTANTS})


def csv_chunks(cursor: Cursor, filters: Filters, sort: str = "newest") -> Iterator[bytes]:
    """UTF-8 CSV with a header, in pieces of about `BATCH` rows; text is made inert for spreadsheets.

    Raises RefusedError for filters that conversations have not.
    """
    found = batches(cursor, filters, sort)
    yield ",".join(COLUMNS).encode() + b"\n"
    yield from ahead(_csv(inert(written(batch), ours=_OURS)) for batch in ahead(found))


def batches(cursor: Cursor, filters: Filters, sort: str) -> Iterator[pl.DataFrame]:
    """The rows as they stand, in order: instants naive UTC, the bot's `zone`, `form_fields` as the warehouse has it."""
    kept = rows(filters, "conversations")
    names = ", ".join(f"{sql} AS {name}" for name, sql in _ASKED.items())
    key, descending = SORTS[sort]
    for part in slices.parted(cursor, kept, count(cursor, filters), key, descending):
        sql = ["SELECT", names, kept.sql, "AND", part.sql, "ORDER BY", order(sort)]
        reader = cursor.execute(" ".join(sql), [*kept.values, *part.values]).to_arrow_reader(BATCH)
        for batch in reader:
            yield pl.DataFrame(pa.Table.from_batches([batch]))


def written(batch: pl.DataFrame) -> pl.DataFrame:
    """The batch with the columns of the file: instants and fields as text."""
    zones = batch.get_column("zone").unique().to_list()
    if len(zones) > 1:
        placed = batch.with_row_index("=at")
        parts = [placed.filter(pl.col("zone") == zone).with_columns(_instants(zone)) for zone in zones]
        whole = pl.concat(parts).sort("=at")
    else:
        whole = batch.with_columns(_instants(zones[0] if zones else "UTC"))
    lists = whole.get_column("form_fields")
    told = {text: _by_outcome(text) for text in lists.unique() if text is not None}
    columns = [
        pl.Series(name, [told[text].get(outcome) if text else None for text in lists], dtype=pl.String)
        for name, outcome in _FIELDS.items()
    ]
    return whole.with_columns(columns).select(COLUMNS)


def _by_outcome(fields: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for field, outcome in map(parted, json.loads(fields)):
        found.setdefault(outcome, []).append(field)
    return {outcome: ", ".join(names) for outcome, names in found.items()}


def _instants(zone: str) -> list[pl.Expr]:
    return [
        pl.col(name).dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.to_string("%Y-%m-%dT%H:%M:%S%.f%:z")
        for name in INSTANTS
    ]


def _csv(frame: pl.DataFrame) -> bytes:
    into = BytesIO()
    frame.write_csv(into, include_header=False)
    return into.getvalue()
