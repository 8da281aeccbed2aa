"""What the record says of every lead, conversation and move, worked out plainly: what the warehouse is held to.

Nothing here is shared with the warehouse's builders, so that one error cannot hide in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Select, select

from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.domain.page_group import group_of
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.domain.temperature import clamp, temperature
from leadlight.record import tables as t
from leadlight.record.bots import all_bots

CHUNK = 2_000
"""Rows read at once; below every engine's limit of bound values."""
Row = dict[str, Any]
"""A row by column; instants are aware UTC."""
_LEAD = [column for column in t.lead.columns if column.name not in ("email_key", "batch_id")]
_CONVERSATION = [
    t.conversation.c[name]
    for name in ("id", "bot_id", "external_id", "channel", "source_path", "started_at", "messages", "is_test")
]


def leads(connection: Connection, scope: Scope) -> Iterator[Row]:
    """Every lead in order of id, with its bot's key, local day, score, temperature, close and stages reached."""
    bots = _bots(connection, scope)
    for rows in _chunks(connection, _LEAD):
        moves = _by(connection, select(t.stage_move), t.stage_move.c.lead_id, [row["id"] for row in rows])
        overrides = _by(connection, select(t.score_entry), t.score_entry.c.lead_id, [row["id"] for row in rows])
        talks = [row["conversation_id"] for row in rows if row["conversation_id"] is not None]
        signals = _by(connection, select(t.score_entry), t.score_entry.c.conversation_id, talks)
        for row in rows:
            spoken = [entry for entry in signals[row["conversation_id"]] if entry["lead_id"] is None]
            yield row | _lead(row, bots[row["bot_id"]], moves[row["id"]], spoken + overrides[row["id"]])


def conversations(connection: Connection, scope: Scope) -> Iterator[Row]:
    """Every conversation in order of id, with its bot's key, local day, score, temperature and first lead."""
    bots = _bots(connection, scope)
    for rows in _chunks(connection, _CONVERSATION):
        ids = [row["id"] for row in rows]
        signals = _by(connection, select(t.score_entry), t.score_entry.c.conversation_id, ids)
        found = _by(connection, select(t.lead.c.id, t.lead.c.conversation_id), t.lead.c.conversation_id, ids)
        for row in rows:
            bot = bots[row["bot_id"]]
            score = clamp(entry["points"] for entry in signals[row["id"]] if entry["lead_id"] is None)
            first = min((lead["id"] for lead in found[row["id"]]), default=None)
            day = row["started_at"].astimezone(ZoneInfo(bot.zone)).date()
            yield row | {
                "bot": bot.key, "started_day": day, "lead_id": first,
                "score": score, "temperature": temperature(score, bot.thresholds),
            }  # fmt: skip


def moves(connection: Connection, scope: Scope) -> Iterator[Row]:
    """Every stage move in order of id, with bot (key), moved_at and whether it is void or an undo."""
    bots = _bots(connection, scope)
    for rows in _chunks(connection, list(t.stage_move.columns)):
        lead_ids = sorted({row["lead_id"] for row in rows})
        owner = _by(connection, select(t.lead.c.id, t.lead.c.bot_id), t.lead.c.id, lead_ids)
        voided = _by(connection, select(t.stage_move), t.stage_move.c.lead_id, lead_ids)
        for row in rows:
            void = any(other["voids_id"] == row["id"] for other in voided[row["lead_id"]])
            names = ("id", "lead_id", "from_status", "to_status", "reason", "actor", "recorded_at")
            yield {name: row[name] for name in names} | {
                "bot": bots[owner[row["lead_id"]][0]["bot_id"]].key, "moved_at": row["at"],
                "is_void": void, "is_undo": row["voids_id"] is not None,
            }  # fmt: skip


def _lead(row: Row, bot: Bot, moves: Sequence[Row], entries: Sequence[Row]) -> Row:
    zone = ZoneInfo(bot.zone)
    scored = bool(entries) or row["conversation_id"] is not None
    score = clamp(entry["points"] for entry in entries) if scored else None
    voided = {move["voids_id"] for move in moves}
    entered = [move for move in moves if move["id"] not in voided and move["voids_id"] is None]
    furthest = max((BY_KEY[move["to_status"]].rank for move in entered), default=-1)
    kind = BY_KEY[row["status"]].type
    known = {
        "bot": bot.key,
        "captured_day": row["captured_at"].astimezone(zone).date(),
        "score": score,
        "temperature": temperature(score, bot.thresholds),
        "closed_as": kind if kind != "open" else None,
        "closed_day": row["status_at"].astimezone(zone).date() if kind != "open" else None,
    }
    for step in STEPS:
        known[f"reached_{step.key}"] = furthest >= step.rank
        known[f"days_to_{step.key}"] = _days(row, step.key, entered, zone)
    return known


def _days(row: Row, key: str, entered: Iterable[Row], zone: ZoneInfo) -> float | None:
    first = min((move for move in entered if move["to_status"] == key), key=lambda m: (m["at"], m["id"]), default=None)
    if first is None:
        return None
    if "day" in (first["at_precision"], row["captured_precision"]):
        return max(0.0, float((_day(first["at"], zone) - _day(row["captured_at"], zone)).days))
    return max(0.0, float((first["at"] - row["captured_at"]) / timedelta(days=1)))


def _day(instant: datetime, zone: ZoneInfo) -> Any:
    return instant.astimezone(zone).date()


def _bots(connection: Connection, scope: Scope) -> Mapping[int, Bot]:
    return {bot.id: bot for bot in all_bots(connection, scope)}


def _chunks(connection: Connection, columns: Sequence[Column[Any]]) -> Iterator[list[Row]]:
    ident, last = columns[0], -(2**53)
    while True:
        found = connection.execute(select(*columns).where(ident > last).order_by(ident).limit(CHUNK))
        rows = [dict(row) for row in found.mappings()]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _by(
    connection: Connection, query: Select[Any], column: Column[Any], keys: Sequence[int]
) -> defaultdict[int | None, list[Row]]:
    found: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in connection.execute(query.where(column.in_(keys))).mappings():
        found[row[column.name]].append(dict(row))
    return found
        "source_group": group_of(row["source_path"], bot.page_groups),
        "landing_group": group_of(row["landing_path"], bot.page_groups),
