"""What the record says of every lead, conversation and move, worked out plainly: what the warehouse is held to.

Nothing here is shared with the warehouse's builders, so that one error cannot hide in both.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Select, select

from leadlight.domain.bot import Bot
from leadlight.domain.page_group import group_of
from leadlight.domain.scope import Scope
from leadlight.domain.status import BY_KEY, FIRST, STEPS
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
        merged = t.lead_merge.c
        taken = _by(connection, select(merged.lead_id.label("id"), merged.conversation_id), merged.conversation_id, ids)
        asked = _by(connection, select(t.capture_event), t.capture_event.c.conversation_id, ids)
        for row in rows:
            bot = bots[row["bot_id"]]
            score = clamp(entry["points"] for entry in signals[row["id"]] if entry["lead_id"] is None)
            first = min((lead["id"] for lead in (*found[row["id"]], *taken[row["id"]])), default=None)
            day = row["started_at"].astimezone(ZoneInfo(bot.zone)).date()
            warmth, form = temperature(score, bot.thresholds), _form(asked[row["id"]])
            told = any(entry["kind"] == "contact_given" for entry in signals[row["id"]] if entry["lead_id"] is None)
            told |= any(f'"{field}:answered"' in (form["form_fields"] or "") for field in ("email", "phone"))
            yield row | form | {
                "bot": bot.key, "started_day": day, "lead_id": first, "score": score, "temperature": warmth,
                "is_missed": warmth == "hot" and first is None and not told,
            }  # fmt: skip


def _form(events: Sequence[Row]) -> Row:
    """How far the capture form ever got in a conversation, when, and what became of each field it spoke of."""
    events = sorted(events, key=lambda event: (event["at"], event["id"]))
    begun = [event["at"] for event in events if event["kind"] in ("answered", "submitted")]
    sent = [event["at"] for event in events if event["kind"] == "submitted"]
    about = [event for event in events if event["field"] and event["kind"] not in ("submitted", "abandoned")]
    fields = []
    for field in dict.fromkeys(event["field"] for event in about):
        kinds = {event["kind"] for event in about if event["field"] == field}
        outcome = "answered" if "answered" in kinds else "refused" if "refused" in kinds else "asked"
        fields.append(f"{field}:{outcome}")
    furthest = "submitted" if sent else "started" if begun else "shown" if events else None
    return {
        "form": furthest,
        "form_shown_at": events[0]["at"] if events else None,
        "form_started_at": begun[0] if begun else None,
        "form_submitted_at": sent[0] if sent else None,
        "form_fields": json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if events else None,
        "form_left_at": about[-1]["field"] if about and not sent else None,
    }


def moves(connection: Connection, scope: Scope) -> Iterator[Row]:
    """Every stage move in order of id, with bot (key), moved_at and whether it is void or an undo."""
    bots = _bots(connection, scope)
    for rows in _chunks(connection, list(t.stage_move.columns)):
        lead_ids = sorted({row["lead_id"] for row in rows})
        owner = _by(connection, select(*_LEAD), t.lead.c.id, lead_ids)
        voided = _by(connection, select(t.stage_move), t.stage_move.c.lead_id, lead_ids)
        for row in rows:
            void = any(other["voids_id"] == row["id"] for other in voided[row["lead_id"]])
            lead = owner[row["lead_id"]][0]
            names = ("id", "lead_id", "from_status", "to_status", "reason", "actor", "recorded_at")
            yield {name: row[name] for name in names} | {
                "bot": bots[lead["bot_id"]].key, "moved_at": row["at"],
                "is_void": void, "is_undo": row["voids_id"] is not None,
                **_ended(row, lead, voided[row["lead_id"]], ZoneInfo(bots[lead["bot_id"]].zone)),
            }  # fmt: skip


def _ended(row: Row, lead: Row, moves: Sequence[Row], zone: ZoneInfo) -> Row:
    """Which stay this move of the lead ended, and how long it was."""
    voided = {move["voids_id"] for move in moves}
    entered = [move for move in moves if move["id"] not in voided and move["voids_id"] is None]
    entered.sort(key=lambda move: (move["from_status"] is not None, move["at"], move["id"]))
    stays = [(FIRST.key, lead["captured_at"], lead["captured_precision"])]
    for move in entered:
        if move["to_status"] == stays[-1][0]:
            continue
        if move["id"] == row["id"]:
            status, since, precision = stays[-1]
            by_day = "day" in (precision, row["at_precision"])
            spent = (
                float((_day(row["at"], zone) - _day(since, zone)).days)
                if by_day
                else (row["at"] - since) / timedelta(days=1)
            )
            return {"stood_in": status, "stood_days": max(0.0, spent)}
        stays.append((move["to_status"], move["at"], move["at_precision"]))
    return {"stood_in": None, "stood_days": None}


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
        "source_group": group_of(row["source_path"], bot.page_groups),
        "landing_group": group_of(row["landing_path"], bot.page_groups),
        "captured_day": row["captured_at"].astimezone(zone).date(),
        "score": score,
        "temperature": temperature(score, bot.thresholds),
        "closed_as": kind if kind != "open" else None,
        "closed_day": row["status_at"].astimezone(zone).date() if kind != "open" else None,
    }
    for step in STEPS:
        known[f"reached_{step.key}"] = furthest >= step.rank
        known[f"days_to_{step.key}"] = _days(row, step.key, entered, zone)
        firsts = [(BY_KEY[move["to_status"]].rank, _day(move["at"], zone)) for move in entered]
        known[f"first_{step.key}_day"] = min((day for rank, day in firsts if rank == step.rank), default=None)
        known[f"reached_{step.key}_day"] = min((day for rank, day in firsts if rank >= step.rank), default=None)
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
