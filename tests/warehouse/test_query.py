"""The catalogue's numbers equal a plain count of the same rows."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.status import BY_KEY, FUNNEL
from leadlight.errors import RefusedError
from leadlight.stats.wilson import wilson
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.metrics import BASES, DIMENSIONS, MEASURES, Population
from leadlight.warehouse.query import Query, run, statement
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.warehouse.records import NOW, Room, open_room

CHANNELS = ("widget", "whatsapp", None)
OWNERS = ("ann", "bob", None)
ZONE = ZoneInfo("America/New_York")
ORDER = tuple(status.key for status in FUNNEL)
WHOLE = Filters((1, 2))


@dataclass
class Talk:
    id: int
    bot: str
    channel: str | None
    started: datetime
    points: int
    has_lead: bool = False
    is_test: bool = False
    form: tuple[str, ...] = ()

    @property
    def is_missed(self) -> bool:
        return self.points >= 60 and not self.has_lead and "answered email" not in self.form


FORMS = (
    (), ("shown",), ("shown", "refused email"), ("shown", "answered name"), ("answered email",), ("submitted",),
    ("shown", "answered email", "submitted", "submitted"), (),
)  # fmt: skip
"""What the form did, one conversation after the other."""


@dataclass
class Plain:
    """A lead as the test itself knows it."""

    bot: str
    channel: str | None
    owner: str | None
    captured: datetime
    score: int | None
    moves: list[tuple[str, datetime, str | None]]
    is_test: bool

    @property
    def status(self) -> str:
        return self.moves[-1][0] if self.moves else "new"

    @property
    def reached(self) -> int:
        return max((BY_KEY[to].rank for to, _, _ in self.moves), default=-1)

    def days(self, key: str) -> float | None:
        first = [at for to, at, _ in self.moves if to == key]
        return (min(first) - self.captured) / timedelta(days=1) if first else None


def _dims(row: Plain | Talk, at: datetime) -> dict[str, Any]:
    day = at.astimezone(ZONE if row.bot == "a" else ZoneInfo("UTC")).date()
    dims: dict[str, Any] = {"bot": row.bot, "channel": row.channel or "(none)", "day": day}
    dims |= {"week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}
    score = row.score if isinstance(row, Plain) else max(0, min(100, row.points))
    dims["temperature"] = "(none)" if score is None else "hot" if score >= 60 else "warm" if score >= 30 else "cold"
    if isinstance(row, Plain):
        lost = row.moves[-1][2] if row.status == "lost" else None
        dims |= {"owner": row.owner or "(none)", "status": row.status, "lost_reason": lost or "(none)"}
    return dims


def plain_count(leads: list[Plain], talks: list[Talk], by: tuple[str, ...], first: date, last: date) -> dict[Any, Any]:
    """Every measure by key, counted the slow way."""
    groups: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: {"leads": [], "talks": [], "closed": []})

    def put(kind: str, row: Any, at: datetime) -> None:
        dims = _dims(row, at)
        if first <= dims["day"] <= last and not row.is_test:
            groups[tuple(dims.get(key) for key in by)][kind].append(row)

    for talk in talks:
        put("talks", talk, talk.started)
    for lead in leads:
        put("leads", lead, lead.captured)
        if BY_KEY[lead.status].type != "open":
            put("closed", lead, lead.moves[-1][1])
    if not by:
        groups[()]  # one row, always
    return {key: _measures(**rows) for key, rows in groups.items()}


def _measures(leads: list[Plain], talks: list[Talk], closed: list[Plain]) -> dict[str, Any]:
    n = len(leads)
    reached = {key: sum(lead.reached >= rank for lead in leads) for rank, key in enumerate(ORDER)}
    scores = [lead.score for lead in leads if lead.score is not None]
    temperatures = [_dims(lead, lead.captured)["temperature"] for lead in leads]
    days = {key: [d for lead in leads if (d := lead.days(key)) is not None] for key in ORDER}
    low, high = wilson(reached["converted"], n) or (None, None)
    begun = [talk for talk in talks if any(kind.startswith(("answered", "submitted")) for kind in talk.form)]
    shown, sent = sum(bool(talk.form) for talk in talks), sum("submitted" in talk.form for talk in talks)
    return {
        "conversations": len(talks),
        "with_lead": sum(talk.has_lead for talk in talks),
        "form_shown": shown,
        "form_started": len(begun),
        "form_submitted": sent,
        "completion_rate": sent / len(begun) if begun else None,
        "form_conversion": sent / shown if shown else None,
        "missed": sum(talk.is_missed for talk in talks),
        "leads": n,
        "capture_rate": sum(talk.has_lead for talk in talks) / len(talks) if talks else None,
        **{key: reached[key] for key in ORDER[1:]},
        "lost": sum(lead.status == "lost" for lead in leads),
        "conversion_rate": reached["converted"] / n if n else None,
        "win_rate": sum(lead.status == "converted" for lead in closed) / len(closed) if closed else None,
        "conversion_low": low,
        "conversion_high": high,
        "avg_score": sum(scores) / len(scores) if scores else None,
        **{word: temperatures.count(word) for word in ("hot", "warm", "cold")},
        "hot_share": temperatures.count("hot") / len(scores) if scores else None,
        **{f"median_days_to_{key}": median(days[key]) if days[key] else None for key in ORDER[1:]},
        "p90_days_to_converted": float(np.quantile(days["converted"], 0.9)) if days["converted"] else None,
    }


@dataclass
class World:
    warehouse: Warehouse
    leads: list[Plain]
    talks: list[Talk]


def build(folder: Path, seed: int = 7) -> World:
    """Two bots, sixty leads and a hundred conversations of every kind."""
    random = np.random.default_rng(seed)
    room = open_room(folder)
    bots = {"a": room.bot("a", "America/New_York"), "b": room.bot("b")}
    leads, talks = [], []
    for _ in range(100):
        bot = str(random.choice(["a", "b"]))
        channel = CHANNELS[random.integers(3)]
        started = NOW + timedelta(hours=int(random.integers(0, 24 * 40)))
        test = bool(random.random() < 0.1)
        ident = room.conversation(bots[bot], channel=channel, started_at=started, is_test=test)
        points = int(random.integers(-10, 120))
        room.signal(bots[bot], ident, "pricing", points)
        talk = Talk(ident, bot, channel, started, points, is_test=test, form=FORMS[len(talks) % len(FORMS)])
        for kind, _, field in (each.partition(" ") for each in talk.form):
            room.put("capture_event", bot_id=bots[bot], conversation_id=ident, kind=kind, field=field or None)
        talks.append(talk)
    for talk in [*talks[:45], *[None] * 15]:
        leads.append(_lead(room, bots, talk, random))
    warehouse = Warehouse(folder / "warehouse.duckdb")
    follow(room.record, warehouse, room.clock)
    room.record.dispose()
    return World(warehouse, leads, talks)


def _lead(room: Room, bots: dict[str, int], talk: Talk | None, random: np.random.Generator) -> Plain:
    bot = talk.bot if talk else "b"
    at = NOW + timedelta(hours=int(random.integers(0, 24 * 40)))
    row = Plain(
        bot, CHANNELS[random.integers(3)], OWNERS[random.integers(3)], at, None, [], bool(random.random() < 0.1)
    )
    if talk:
        talk.has_lead, row.score = True, max(0, min(100, talk.points))
    ident = room.lead(
        bots[bot], channel=row.channel, owner=row.owner, captured_at=at, is_test=row.is_test,
        conversation_id=talk.id if talk else None,
    )  # fmt: skip
    for step in range(int(random.integers(0, 4))):
        to = str(random.choice(["contacted", "qualified", "converted", "lost", "new"]))
        reason = str(random.choice(["price", "timing"])) if to == "lost" else None
        moved = at + timedelta(hours=10 * step + int(random.integers(1, 9)))
        row.moves.append((to, moved, reason))
        room.move(ident, to, moved, reason=reason)
        room.change("lead", ident, status_reason=reason)
    return row


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        world = build(Path(folder))
        yield world
        world.warehouse.close()


def ask(world: World, query: Query) -> list[dict[str, Any]]:
    with world.warehouse.read() as cursor:
        return run(cursor, query).to_dicts()


BOTH = [
    key for key, of in DIMENSIONS.items() if "conversations" in of.of and key in _dims(Talk(0, "a", None, NOW, 0), NOW)
]
OF_LEADS = ["owner", "status", "lost_reason"]
LEAD_MEASURES = tuple(key for key, of in MEASURES.items() if "conversations" not in of.populations)


@given(
    by=st.lists(st.sampled_from([*BOTH, *OF_LEADS]), unique=True, max_size=3),
    start=st.integers(-2, 45), length=st.integers(0, 50),
)  # fmt: skip
def test_every_measure_equals_a_plain_count(world: World, by: list[str], start: int, length: int) -> None:
    first = NOW.date() + timedelta(days=start)
    last = first + timedelta(days=length)
    measures = LEAD_MEASURES if set(by) & set(OF_LEADS) else tuple(MEASURES)
    got = ask(world, Query(replace(WHOLE, first=first, last=last), measures, tuple(by)))
    talks = [] if set(by) & set(OF_LEADS) else world.talks
    wanted = plain_count(world.leads, talks, tuple(by), first, last)
    assert {tuple(row[key] for key in by) for row in got} == set(wanted)
    for row in got:
        expected = wanted[tuple(row[key] for key in by)]
        assert {key: row[key] for key in measures} == pytest.approx({key: expected[key] for key in measures})


@pytest.mark.parametrize("key", [*BOTH, *OF_LEADS])
def test_parts_of_a_dimension_sum_to_the_whole(world: World, key: str) -> None:
    (whole,) = ask(world, Query(WHOLE, ("leads", "converted", "lost", "hot")))
    parts = ask(world, Query(WHOLE, ("leads", "converted", "lost", "hot"), (key,)))
    assert {name: sum(row[name] for row in parts) for name in whole} == whole


@pytest.mark.parametrize("key", [*BOTH, *OF_LEADS])
def test_filter_by_a_value_gives_its_row(world: World, key: str) -> None:
    for row in ask(world, Query(WHOLE, ("leads", "contacted"), (key,))):
        kept = replace(WHOLE, where=((key, (str(row[key]),)),))
        assert ask(world, Query(kept, ("leads", "contacted"))) == [{k: row[k] for k in ("leads", "contacted")}]


@pytest.mark.parametrize("key", list(DIMENSIONS))
@pytest.mark.parametrize(
    ("measure", "population"), [("leads", "leads"), ("win_rate", "closings"), ("conversations", "conversations")]
)
def test_a_dimension_splits_what_it_says_it_splits(
    world: World, key: str, measure: str, population: Population
) -> None:
    if population in DIMENSIONS[key].of:
        assert ask(world, Query(WHOLE, (measure,), (key,)))
    else:
        with pytest.raises(RefusedError, match=f"cannot be split or filtered by {key}"):
            Query(WHOLE, (measure,), (key,))


def test_no_bots_no_rows(world: World) -> None:
    assert ask(world, Query(Filters(()), ("leads", "conversion_rate"))) == [{"leads": 0, "conversion_rate": None}]


def test_without_by_there_is_one_row_with_every_measure(world: World) -> None:
    (row,) = ask(world, Query(WHOLE, tuple(MEASURES)))
    assert list(row) == list(MEASURES)


def test_days_stand_in_order_and_values_by_the_first_measure(world: World) -> None:
    days = [row["day"] for row in ask(world, Query(WHOLE, ("leads",), ("day",)))]
    assert days == sorted(days)
    counts = [row["leads"] for row in ask(world, Query(WHOLE, ("leads",), ("channel",)))]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("key", ["status", "owner", "trigger", "lost_reason"])
def test_measure_that_a_dimension_cannot_split_is_refused(key: str) -> None:
    for measure in ("conversations", "capture_rate"):
        with pytest.raises(RefusedError, match=f"cannot be split or filtered by {key}; they can by channel"):
            Query(WHOLE, ("leads", measure), (key,))
        with pytest.raises(RefusedError, match=key):
            Query(replace(WHOLE, where=((key, ("x",)),)), (measure,))


def test_what_is_counted_is_not_split_by_its_own_name() -> None:
    with pytest.raises(RefusedError, match="missed cannot be counted by itself"):
        Query(Filters(bots=(1,)), ("missed",), ("missed",))


def test_search_cannot_narrow_conversations() -> None:
    with pytest.raises(RefusedError, match="search"):
        Query(replace(WHOLE, search="a"), ("conversations",))


@pytest.mark.parametrize(
    ("measures", "by", "named"),
    [(("sales",), (), "no measure 'sales'; there are conversations"), ((), (), "which measures"),
     (("leads",), ("colour",), "no dimension 'colour'; there are channel"), (("leads",), ("day", "day"), "once")],
)  # fmt: skip
def test_unknown_names_are_refused_with_what_there_is(
    measures: tuple[str, ...], by: tuple[str, ...], named: str
) -> None:
    with pytest.raises(RefusedError, match=named):
        Query(WHOLE, measures, by)


def test_impossible_filters_are_refused() -> None:
    with pytest.raises(RefusedError, match="ends"):
        Filters((1,), first=date(2026, 2, 2), last=date(2026, 2, 1))
    with pytest.raises(RefusedError, match="YYYY-MM-DD"):
        Filters((1,), where=(("day", ("yesterday",)),))
    with pytest.raises(RefusedError, match="no dimension"):
        Filters((1,), where=(("x; DROP TABLE lead", ("a",)),))


@given(text=st.text(max_size=20))
def test_values_are_bound_never_written_into_the_statement(text: str) -> None:
    sql, _ = statement(Query(replace(WHOLE, where=(("channel", (text,)),), search=text), ("leads",), ("channel",)))
    assert sql.count("?") == 3 + bool(text.strip())
    plain, _ = statement(Query(replace(WHOLE, where=(("channel", ("x",)),)), ("leads",), ("channel",)))
    assert sql.replace(" AND contains(f.search_text, ?)", "") == plain


def test_catalogue_is_whole() -> None:
    """Names are a contract (design §4), to which more may come; each entry says how it is counted."""
    dimensions = (
        "channel source_page landing_page utm_source utm_medium utm_campaign status temperature owner bot trigger "
        "country lost_reason day week month"
    )
    assert set(dimensions.split()) <= set(DIMENSIONS)
    stages, days = " ".join(ORDER[1:]), " ".join(f"median_days_to_{stage}" for stage in ORDER[1:])
    measures = (
        f"conversations leads capture_rate {stages} lost conversion_rate win_rate conversion_low conversion_high "
        f"avg_score hot warm cold hot_share {days} p90_days_to_converted"
    )
    assert set(measures.split()) <= set(MEASURES)
    for entry in (*DIMENSIONS.values(), *MEASURES.values()):
        assert entry.label
        assert entry.definition.endswith((".", "…"))
    assert {part for of in MEASURES.values() for part in of.parts} == set(BASES)
