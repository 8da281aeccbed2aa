"""Hand out conversations as a file: all that the filters keep, however many, read in one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadlight.actions.answer_report import named_bots
from leadlight.domain.scope import EXPORT, Scope
from leadlight.record.engine import Record
from leadlight.warehouse.conversations_export import csv_chunks
from leadlight.warehouse.filters import Filters, rows
from leadlight.warehouse.reply import Pairs, filters_of
from leadlight.warehouse.store import Warehouse


def export_conversations(
    record: Record, warehouse: Warehouse, scope: Scope, bots: Sequence[str], pairs: Pairs
) -> Iterator[bytes]:
    """The conversations of these bots that the filters keep, newest first, as pieces of a CSV file.

    Everything that can be refused is refused here, before the first piece is asked for. The words themselves are not
    in it: they stay in the record.
    """
    scope.require(EXPORT)
    filters = filters_of(named_bots(record, scope, bots).bots, pairs)
    rows(filters, "conversations")
    return _streamed(warehouse, filters)


def _streamed(warehouse: Warehouse, filters: Filters) -> Iterator[bytes]:
    with warehouse.read() as cursor:
        yield from csv_chunks(cursor, filters)
