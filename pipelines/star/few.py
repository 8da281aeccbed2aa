"""A few rows, made one by one: what the other builders do to whole columns, at 10 ms however few rows those hold.

Everything here has its like in the builder of its table; `tests/pipelines/star/test_few.py` holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from leadlight.domain.form_course import CONTACT_GIVEN, Course, course, written
from leadlight.domain.status import BY_KEY, STEPS
from leadlight.record.bulk import Columns, Ids, Reading, entries_of, fetch, leads_of, ledger_of_leads
from leadlight.warehouse.load import Load
from pipelines.star import capture_event, conversation, form_course, lead, score_entry, stage_move
from pipelines.star.contact import waited
from pipelines.star.frames import BotRule, Rules, local
from pipelines.star.page_group import groups_of
from pipelines.star.stays import put_stays

Row = dict[str, Any]
Walls = Mapping[tuple[str, datetime], datetime]
"""(zone, naive UTC instant) → the wall clock there."""
DAY = 86_400_000_000
"""Microseconds of 24 hours."""


def leads(record: Reading, keys: Ids, rules: Rules) -> Iterator[Load]:
    """These leads with their moves and overrides."""
    rows = fetch(record, "lead", lead.COLUMNS, keys).rows()
    moves = _moves(record, keys, {row["id"]: row["bot_id"] for row in rows})
    ledger = _grouped(ledger_of_leads(record, keys), "lead_id")
    walls = _walls([*rows, *moves], rules, "captured_at", "status_at", "moved_at")
    mine: dict[int, list[Row]] = defaultdict(list)
    for move in moves:
        mine[move["lead_id"]].append(move)
    for row, text in zip(rows, _folded(rows), strict=True):
        rule = rules[row["bot_id"]]
        row |= {"search_text": text, **_lead_times(row, rule.zone, walls)}
        row |= groups_of(row, rule)
        row |= _stages(row, mine[row["id"]], rule, walls)
        put_stays(row, mine[row["id"]], rule.zone, walls)
        row |= _scored(row, ledger[row["id"]], rule)
    for move in moves:
        move |= _clock("moved", walls[rules[move["bot_id"]].zone, move["moved_at"]])
    yield Load("lead", rows, {"id": keys.ids})
    yield Load("stage_move", moves, {"lead": keys.ids})
    yield Load("score_entry", _entries(entries_of(record, score_entry.COLUMNS, leads=keys)), {"lead": keys.ids})


def conversations(record: Reading, keys: Ids, rules: Rules) -> Iterator[Load]:
    """These conversations with their signals."""
    rows = fetch(record, "conversation", conversation.COLUMNS, keys).rows()
    entries = _entries(entries_of(record, score_entry.COLUMNS, conversations=keys))
    points: dict[int, int] = defaultdict(int)
    for entry in entries:
        points[entry["conversation_id"]] += entry["points"]
    first = {row["conversation_id"]: row["lead_id"] for row in leads_of(record, keys).rows()}
    said = {entry["conversation_id"] for entry in entries if entry["kind"] == CONTACT_GIVEN}
    events = _events(record, keys)
    walls = _walls(rows, rules, "started_at")
    for row in rows:
        rule = rules[row["bot_id"]]
        wall = walls[rule.zone, row["started_at"]]
        score = _clamped(points[row["id"]])
        row |= {**_clock("started", wall), **_calendar("started", wall.date()), "lead_id": first.get(row["id"])}
        row |= groups_of(row, rule)
        row |= {"score": score, "temperature": _temperature(score, rule)}
        row |= _form(row, course(events.get(row["id"], ())), row["id"] in said)
    yield Load("conversation", rows, {"id": keys.ids})
    yield Load("score_entry", entries, {"conversation": keys.ids})


def capture_events(record: Reading, keys: Ids, rules: Rules) -> Iterator[Load]:
    """These capture events."""
    rows = [
        _renamed(row, at="happened_at") for row in fetch(record, "capture_event", capture_event.COLUMNS, keys).rows()
    ]
    walls = _walls(rows, rules, "happened_at")
    for row in rows:
        row |= _clock("happened", walls[rules[row["bot_id"]].zone, row["happened_at"]])
    yield Load("capture_event", rows, {"id": keys.ids})


def _events(record: Reading, keys: Ids) -> dict[int, list[tuple[str, str | None, datetime]]]:
    """The capture events of each of these conversations, in order of time."""
    found: dict[int, list[tuple[str, str | None, datetime]]] = defaultdict(list)
    for row in sorted(form_course.events_of(record, keys).rows(), key=lambda row: (row["at"], row["id"])):
        found[row["conversation_id"]].append((row["kind"], row["field"], row["at"]))
    return found


def _form(row: Row, found: Course | None, said: bool) -> Row:
    """What became of the form, and whether a hot conversation (`said`: contact data in words) came to nothing."""
    told = said or (found is not None and found.gave_contact)
    missed = row["temperature"] == "hot" and row["lead_id"] is None and not told
    return {
        "form": found and found.form,
        "form_shown_at": found and found.shown_at,
        "form_started_at": found and found.started_at,
        "form_submitted_at": found and found.submitted_at,
        "form_fields": found and written(found.fields),
        "form_left_at": found and found.left_at,
        "is_missed": missed,
    }


def _moves(record: Reading, keys: Ids, bots: Mapping[int, int]) -> list[Row]:
    rows = fetch(record, "stage_move", stage_move.COLUMNS, keys, key="lead_id").rows()
    moves = [_renamed(row, at="moved_at", at_precision="moved_precision") for row in rows]
    void = {move["voids_id"] for move in moves}
    for move in moves:
        is_undo = move.pop("voids_id") is not None
        move |= {"bot_id": bots[move["lead_id"]], "is_void": move["id"] in void, "is_undo": is_undo}
    return moves


def _entries(columns: Columns) -> list[Row]:
    return [_renamed(row, at="given_at") for row in columns.rows()]


def _renamed(row: Row, **names: str) -> Row:
    return {names.get(name, name): value for name, value in row.items()}


def _grouped(columns: Columns, key: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in columns.rows():
        found[row[key]].append(row)
    return found


def _walls(rows: Iterable[Row], rules: Rules, *names: str) -> dict[tuple[str, datetime], datetime]:
    """Local times by the time zone database that whole columns are reckoned with (Python's own may be another)."""
    instants: dict[str, set[datetime]] = defaultdict(set)
    for row in rows:
        instants[rules[row["bot_id"]].zone].update(row[name] for name in names if name in row)
    found: dict[tuple[str, datetime], datetime] = {}
    for zone, some in instants.items():
        frame = pl.DataFrame({"at": pl.Series(list(some), dtype=pl.Datetime("us"))})
        found |= {(zone, at): wall for at, wall in frame.select_seq("at", local("at", zone).alias("wall")).iter_rows()}
    return found


def _clock(prefix: str, wall: datetime) -> Row:
    return {f"{prefix}_day": wall.date(), f"{prefix}_hour": wall.hour, f"{prefix}_weekday": wall.isoweekday()}


def _calendar(prefix: str, day: date) -> Row:
    return {f"{prefix}_week": day - timedelta(days=day.weekday()), f"{prefix}_month": day.replace(day=1)}


def _folded(rows: Sequence[Row]) -> list[str]:
    texts = ["\n".join(row[name] for name in lead.SEARCHED if row[name] is not None) for row in rows]
    if all(text.isascii() for text in texts):
        return [text.lower() for text in texts]
    return lead.folded(pl.Series(texts, dtype=pl.String)).to_list()


def _lead_times(row: Row, zone: str, walls: Walls) -> Row:
    wall, status_day = walls[zone, row["captured_at"]], walls[zone, row["status_at"]].date()
    closed_as = lead.CLOSED.get(row["status"])
    closed = {"status_day": status_day, "closed_as": closed_as, "closed_day": status_day if closed_as else None}
    return {**_clock("captured", wall), **_calendar("captured", wall.date()), **closed}


def _stages(row: Row, moves: Sequence[Row], rule: BotRule, walls: Walls) -> Row:
    zone = rule.zone
    standing = [move for move in moves if not (move["is_void"] or move["is_undo"])]
    rank = max((BY_KEY[move["to_status"]].rank for move in standing), default=-1)
    first: dict[str, Row] = {}
    for each in sorted(standing, key=lambda each: (each["moved_at"], each["id"])):
        first.setdefault(each["to_status"], each)
    found: Row = {"standing_moves": len(standing), **_contact(row, first, rule)}
    reached: date | None = None
    for step in reversed(STEPS):
        move = first.get(step.key)
        day = walls[zone, move["moved_at"]].date() if move else None
        reached = min((each for each in (day, reached) if each), default=None)
        found |= {
            f"reached_{step.key}": rank >= step.rank,
            f"entered_{step.key}": move is not None,
            f"first_{step.key}_at": move["moved_at"] if move else None,
            f"first_{step.key}_day": day,
            f"reached_{step.key}_day": reached,
            f"days_to_{step.key}": _days_to(row, move, zone, walls) if move else None,
        }
    return found


def _contact(row: Row, first: Mapping[str, Row], rule: BotRule) -> Row:
    entered = [first[step.key] for step in STEPS if step.key in first]
    at = min((move["moved_at"] for move in entered), default=None)
    by_day = row["captured_precision"] == "day" or any(
        move["moved_at"] == at and move["moved_precision"] == "day" for move in entered
    )
    seconds = (None, None) if at is None or by_day else waited(row["captured_at"], at, rule.zone, rule.office)
    return dict(zip(("contact_seconds", "contact_office_seconds"), seconds, strict=True))


def _days_to(row: Row, move: Row, zone: str, walls: Walls) -> float:
    if "day" in (move["moved_precision"], row["captured_precision"]):
        return max(0.0, float((walls[zone, move["moved_at"]].date() - row["captured_day"]).days))
    passed: timedelta = move["moved_at"] - row["captured_at"]
    return max(0.0, passed // timedelta(microseconds=1) / DAY)


def _scored(row: Row, ledger: Sequence[Row], rule: BotRule) -> Row:
    points: dict[str, int] = defaultdict(int)
    for entry in ledger:
        points[entry["kind"]] += entry["points"]
    score = _clamped(sum(points.values())) if ledger or row["conversation_id"] is not None else None
    strongest = sorted((-sum_, kind) for kind, sum_ in points.items() if sum_ > 0)
    reasons = [kind for _, kind in strongest[: lead.REASONS]]
    temperature = _temperature(score, rule)
    return {"score": score, "reasons": reasons, "signals": sorted(points), "temperature": temperature}


def _clamped(points: int) -> int:
    return max(0, min(100, points))


def _temperature(score: int | None, rule: BotRule) -> str:
    if score is None:
        return "(none)"
    return "hot" if score >= rule.hot_from else "warm" if score >= rule.warm_from else "cold"
