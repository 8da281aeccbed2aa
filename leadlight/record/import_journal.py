"""How leads and conversations stood before an import first changed them: written by the door, read by undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, insert, select, update

from leadlight.clock import from_micros, to_micros
from leadlight.record import tables as t
from leadlight.record.leads import IN_LIMIT
from leadlight.record.tables import import_before, import_row, lead
from leadlight.record.types import Instant

Row = Mapping[str, Any]
T = TypeVar("T")
ONLY_SAID = ""
"""The mark of a lead that a batch spoke of without changing it: only what the import remembers is to be put back."""
_LEDGER = ("kind", "points", "quote", "position", "actor", "at")
_MESSAGE = ("position", "role", "text", "sent_at")


def remember_leads(connection: Connection, batch_id: int, changed: Mapping[int, Row], said: Collection[int]) -> None:
    """Keep how leads stood. Call before they are written.

    `changed`: lead id → its whole row before this change, which leaves it at the next version; `said`: ids of leads
    that the batch spoke of. What a batch does to its own leads only moves the mark on.
    """
    ids = sorted({*changed, *said})
    if not ids:
        return
    known = _journalled(connection, batch_id, "lead_id", ids)
    told = _told(connection, batch_id, ids)  # without the leads this batch created
    fresh, again = [], []
    for each in ids:
        row, mark = changed.get(each), ONLY_SAID
        if row is not None:
            mark = str(row["version"] + 1)
        stood = frozen(lead, row) if row is not None else None
        if each in known:
            again += _again(known[each], stood, mark)
        elif each in told:
            fresh.append(_entry(batch_id, mark, {"row": stood, "stated": told[each]}, lead_id=each))
        elif row is not None and row["version"] == 1:
            fresh.append(_entry(batch_id, mark, {}, lead_id=each))
    _write(connection, fresh, again)


def remember_conversations(
    connection: Connection, batch_id: int, changed: Mapping[int, Row], marks: Mapping[int, str]
) -> None:
    """Keep how conversations stood, words and ledger too. Call before they are written.

    `changed`: id → whole row before; `marks`: id → the import hash it will have. Of the batch's own nothing is kept.
    """
    ids = sorted(each for each, row in changed.items() if row["batch_id"] != batch_id)
    known = _journalled(connection, batch_id, "conversation_id", ids)
    new = [each for each in ids if each not in known]
    words = _children(connection, t.message, _MESSAGE, new)
    ledgers = _children(connection, t.score_entry, _LEDGER, new)
    fresh, again = [], []
    for each in ids:
        if each in known:
            moved_on = {"b_id": known[each]["id"], "b_mark": marks[each], "b_before": known[each]["before"]}
            again += [moved_on] if known[each]["mark"] == changed[each]["import_hash"] else []
        else:
            stood = frozen(t.conversation, changed[each])
            before = {"row": stood, "messages": words.get(each, []), "ledger": ledgers.get(each, [])}
            fresh.append(_entry(batch_id, marks[each], before, conversation_id=each))
    _write(connection, fresh, again)


def frozen(table: Table, row: Row) -> dict[str, Any]:
    """A row of the table as JSON holds it: instants as microseconds."""
    return {column.name: _frozen(column, row[column.name]) for column in table.columns}


def thawed(table: Table, row: Row) -> dict[str, Any]:
    """The row that `frozen` was given, as far as it named columns."""
    return {name: _thawed(table.c[name], value) for name, value in row.items()}


def _frozen(column: Column[Any], value: Any) -> Any:
    return to_micros(value) if isinstance(column.type, Instant) and value is not None else value


def _thawed(column: Column[Any], value: Any) -> Any:
    return from_micros(value) if isinstance(column.type, Instant) and value is not None else value


def _again(known: Row, stood: Row | None, mark: str) -> list[dict[str, Any]]:
    """What a further change by the same batch makes of its entry; nothing where someone came in between."""
    if stood is None:
        return []
    if known["mark"] == ONLY_SAID and known["before"]:
        return [{"b_id": known["id"], "b_mark": mark, "b_before": known["before"] | {"row": stood}}]
    stands = known["mark"] == str(stood["version"])
    return [{"b_id": known["id"], "b_mark": mark, "b_before": known["before"]}] if stands else []


def _entry(batch_id: int, mark: str, before: Row, **whose: int) -> dict[str, Any]:
    return {"batch_id": batch_id, "lead_id": None, "conversation_id": None, "mark": mark, "before": before} | whose


def _journalled(connection: Connection, batch_id: int, column: str, ids: Sequence[int]) -> dict[int, Row]:
    found: dict[int, Row] = {}
    query = select(import_before).where(import_before.c.batch_id == batch_id)
    for some in chunks(ids):
        for row in connection.execute(query.where(import_before.c[column].in_(some))).mappings():
            found[row[column]] = dict(row)
    return found


def _told(connection: Connection, batch_id: int, ids: Sequence[int]) -> dict[int, list[Any] | None]:
    """Lead id → [batch, line, statement] that the last import left, of leads that this batch did not create."""
    found: dict[int, list[Any] | None] = {}
    columns = (lead.c.id, import_row.c.batch_id, import_row.c.line, import_row.c.stated)
    query = select(*columns).outerjoin(import_row, import_row.c.lead_id == lead.c.id)
    query = query.where(lead.c.batch_id.is_distinct_from(batch_id))
    for some in chunks(ids):
        for each, *told in connection.execute(query.where(lead.c.id.in_(some))):
            found[each] = told if told[0] is not None else None
    return found


def _children(
    connection: Connection, table: Table, names: Sequence[str], ids: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    order = table.c.position if table is t.message else table.c.id
    query = select(table.c.conversation_id, *(table.c[name] for name in names)).order_by(order)
    for some in chunks(ids):
        for row in connection.execute(query.where(table.c.conversation_id.in_(some))).mappings():
            kept = {name: _frozen(table.c[name], row[name]) for name in names}
            found.setdefault(row["conversation_id"], []).append(kept)
    return found


def _write(connection: Connection, fresh: Sequence[Row], again: Sequence[Row]) -> None:
    if fresh:
        connection.execute(insert(import_before), fresh)
    if again:
        statement = update(import_before).where(import_before.c.id == bindparam("b_id"))
        statement = statement.values(mark=bindparam("b_mark"), before=bindparam("b_before"))
        connection.execute(statement, again)


def chunks(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    """Few enough to be bound at once."""
    for start in range(0, len(ids), IN_LIMIT):
        yield ids[start : start + IN_LIMIT]
