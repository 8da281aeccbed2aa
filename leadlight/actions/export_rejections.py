"""The rejected rows of an import as a CSV to be mended and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from leadlight.domain.formula import formula_safe
from leadlight.domain.headers import report_columns
from leadlight.domain.scope import EXPORT, IMPORT, Scope
from leadlight.record import imports
from leadlight.record.bulk import Reading
from leadlight.record.engine import Record, reading


def export_rejections(record: Record, scope: Scope, bot_id: int, batch_id: int) -> tuple[str, Iterator[bytes]]:
    """(file name, pieces). The source's own columns, then line and reason, formula-safe, UTF-8.

    Raises NotFoundError when the bot has no such import in the scope.
    """
    scope.require(IMPORT)
    scope.require(EXPORT)
    with reading(record) as connection:
        batch = imports.batch_of_bot(connection, scope, bot_id, batch_id)
    stem = batch.file.rpartition(".")[0] or batch.file
    return f"{stem}.rejected.csv", _pieces(record, batch_id)


def _pieces(record: Record, batch_id: int) -> Iterator[bytes]:
    with reading(record) as connection:
        headers = _headers(connection, batch_id)
        line, reason = report_columns(headers)
        yield _written([*headers, line, reason])
        for row in imports.all_rejections(connection, batch_id):
            cells = [formula_safe(row.cells.get(header, "")) for header in headers]
            yield _written([*cells, str(row.line), formula_safe(row.reason)])


def _headers(connection: Reading, batch_id: int) -> list[str]:
    """Every column that one of the rows has, in the order of the row that has the most: that of the file."""
    widest: list[str] = []
    found: dict[str, None] = {}
    for row in imports.all_rejections(connection, batch_id):
        found |= dict.fromkeys(row.cells)
        widest = max(widest, list(row.cells), key=len)
    return list(dict.fromkeys([*widest, *found]))


def _written(cells: list[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)  # its \r\n line ends make it quote a lone \r as well
    return line.getvalue().encode()
