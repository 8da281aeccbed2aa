"""Merged leads in the record: how a lead that became part of another was known, and what went over with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from leadlight.domain.merge import Alias, Merge
from leadlight.domain.scope import Scope
from leadlight.errors import NotFoundError
from leadlight.record import tables as t
from leadlight.record.import_journal import chunks, frozen, thawed
from leadlight.record.tables import lead_merge, stage_move

COLUMNS = [lead_merge.c[field.name] for field in fields(Merge)]
_ALIAS = [lead_merge.c[field.name] for field in fields(Alias)]
_CHILDREN: Mapping[str, Table] = {
    "moves": t.stage_move,
    "notes": t.lead_note,
    "overrides": t.score_entry,
    "history": t.value_history,
    "merges": t.lead_merge,
}
"""What hangs on a lead and goes over to the one it becomes part of, by what it is called in a merge's `before`."""
_ANY = select(lead_merge.c.id).where(lead_merge.c.bot_id == bindparam("bot")).limit(1)


def is_any(connection: Connection, bot_id: int) -> bool:
    """Whether the bot has merged leads at all: most have none, and nothing more has to be asked."""
    return connection.execute(_ANY, {"bot": bot_id}).first() is not None


def known_as(connection: Connection, bot_id: int, column: str, values: Iterable[Any]) -> list[Alias]:
    """Merged leads of the bot whose `column` (external_id, email_key, phone, …) was one of `values`."""
    found: list[Alias] = []
    for some in chunks(sorted(set(values))):
        query = select(*_ALIAS).where(lead_merge.c.bot_id == bot_id, lead_merge.c[column].in_(some))
        found += [Alias(*row) for row in connection.execute(query.order_by(lead_merge.c.id))]
    return found


def write_stated(connection: Connection, stated: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what an import has just stated of merged leads (merge → statement)."""
    for merge_id, says in stated.items():
        connection.execute(update(lead_merge).where(lead_merge.c.id == merge_id).values(stated=says))


def of_lead(connection: Connection, lead_id: int) -> tuple[Merge, ...]:
    """The leads that are part of this one, the latest first."""
    query = select(*COLUMNS).where(lead_merge.c.lead_id == lead_id).order_by(lead_merge.c.id.desc())
    return tuple(Merge(*row) for row in connection.execute(query))


def get(connection: Connection, scope: Scope, merge_id: int) -> tuple[Merge, dict[str, Any]]:
    """A merge, and how both leads stood. Raises NotFoundError when there is none in the scope."""
    row = connection.execute(select(*COLUMNS, lead_merge.c.before).where(lead_merge.c.id == merge_id)).one_or_none()
    if row is None or not scope.covers(row.bot_id):
        raise NotFoundError("no such merge")
    return Merge(*row[:-1]), row.before


def add(connection: Connection, **values: Any) -> int:
    """Write a merge; returns its id."""
    return int(connection.execute(insert(lead_merge).values(**values).returning(lead_merge.c.id)).scalar_one())


def drop(connection: Connection, merge_id: int) -> None:
    """Forget a merge that was undone."""
    connection.execute(delete(lead_merge).where(lead_merge.c.id == merge_id))


def hand_over(connection: Connection, gone: int, kept: int) -> dict[str, list[int]]:
    """Give all that hangs on one lead to another; returns the ids of it."""
    found: dict[str, list[int]] = {}
    for name, table in _CHILDREN.items():
        ids = select(table.c.id).where(table.c.lead_id == gone).order_by(table.c.id)
        found[name] = list(connection.execute(ids).scalars())
        connection.execute(update(table).where(table.c.lead_id == gone).values(lead_id=kept))
    return found


def hand_back(connection: Connection, handed: Mapping[str, Sequence[int]], gone: int) -> None:
    """Give it back. What has been deleted since stays deleted."""
    for name, table in _CHILDREN.items():
        for some in chunks(handed.get(name, [])):
            connection.execute(update(table).where(table.c.id.in_(some)).values(lead_id=gone))


def take_out_moves(connection: Connection, ids: Sequence[int]) -> None:
    """Take away moves that a merge appended."""
    for some in chunks(ids):
        connection.execute(delete(stage_move).where(stage_move.c.id.in_(some)))


def let_stand_alone(connection: Connection, kept: int, gone_moves: Sequence[int]) -> None:
    """A move of the lead that stays which took back one of the other's becomes a move of its own."""
    for some in chunks(gone_moves):
        mine = (stage_move.c.lead_id == kept) & stage_move.c.voids_id.in_(some)
        connection.execute(update(stage_move).where(mine).values(voids_id=None))


def last_move(connection: Connection) -> int:
    """The highest id of a move: what is appended next lies above it."""
    return int(connection.execute(select(func.max(stage_move.c.id))).scalar() or 0)


def moves_above(connection: Connection, lead_id: int, above: int) -> list[int]:
    """Ids of the lead's moves above this one."""
    query = select(stage_move.c.id).where(stage_move.c.lead_id == lead_id, stage_move.c.id > above)
    return list(connection.execute(query.order_by(stage_move.c.id)).scalars())


def forget_values(connection: Connection, activity_id: int) -> None:
    """Delete the values of one entry of the trail, and the names of their fields; that it was done stays."""
    connection.execute(delete(t.value_history).where(t.value_history.c.activity_id == activity_id))
    connection.execute(update(t.activity).where(t.activity.c.id == activity_id).values(fields=[]))


def imported(connection: Connection, lead_id: int) -> dict[str, list[dict[str, Any]]]:
    """What imports keep of a lead, as JSON holds it: their last statement, and how it stood before each."""
    return {
        table.name: [frozen(table, dict(row)) for row in connection.execute(_of(table, lead_id)).mappings()]
        for table in (t.import_row, t.import_before)
    }


def _of(table: Table, lead_id: int) -> Any:
    return select(table).where(table.c.lead_id == lead_id)


def put_back_imported(connection: Connection, kept: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write it again, for a lead that is there again."""
    for table in (t.import_row, t.import_before):
        rows = [thawed(table, row) for row in kept.get(table.name, ())]
        if rows:
            connection.execute(insert(table), rows)
