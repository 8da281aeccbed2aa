"""How far conversations get, counted by hand on a dozen of them; the catalogue says the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from leadlight.errors import RefusedError
from leadlight.warehouse import conversations_list
from leadlight.warehouse.conversation_steps import STEPS, ConversationSteps
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.form_answers import FieldAnswers
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.follow import follow
from tests.warehouse.records import Room

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
FORMS: dict[str, list[str]] = {
    "sent": ["shown", "asked name", "answered name", "asked email", "answered email", "submitted"],
    "sent at once": ["submitted"],
    "twice": ["shown", "asked name", "refused name", "abandoned", "shown", "asked name", "answered name", "submitted"],
    "refused": ["shown", "asked name", "refused name", "abandoned"],
    "left": ["shown", "asked name", "answered name", "asked email", "abandoned"],
    "gave": ["shown", "asked email", "answered email", "abandoned"],
    "ignored": ["asked name"],
    "none": [],
}


@pytest.fixture
def talks(room: Room, warehouse: Warehouse) -> dict[str, int]:
    """Conversations in Kathmandu by what became of their form; leads came of those sent, and of one without a form."""
    bot = room.bot("k", "Asia/Kathmandu")
    found: dict[str, int] = {}
    for at, (name, kinds) in enumerate([*FORMS.items(), ("none, captured", []), ("said", []), ("test", ["submitted"])]):
        channel = "widget" if at % 2 else "whatsapp"
        started = MONDAY + timedelta(hours=at)
        talk = room.conversation(bot, started_at=started, channel=channel, is_test=name == "test")
        for minute, kind in enumerate(kinds):
            what, _, field = kind.partition(" ")
            moment = started + timedelta(minutes=minute)
            room.put("capture_event", bot_id=bot, conversation_id=talk, kind=what, field=field or None, at=moment)
        found[name] = talk
    for name in ("sent", "sent at once", "none, captured", "test"):
        room.lead(bot, conversation_id=found[name], captured_at=MONDAY + timedelta(days=2))
    room.lead(bot, conversation_id=found["sent"], captured_at=MONDAY)  # a second one
    room.lead(bot, captured_at=MONDAY)
    room.move(1, "qualified", MONDAY + timedelta(days=3))
    for name in ("none", "left", "gave", "sent", "said"):
        room.signal(bot, found[name], "buying_intent", 60)
    room.signal(bot, found["said"], "contact_given", 5)
    follow(room.record, warehouse, room.clock)
    return found


ALL = Filters((1,))
BY_HAND = {"conversations": 10, "form_shown": 7, "form_started": 5, "form_submitted": 3, "with_lead": 3,
           "submitted_with_lead": 2, "missed": 2}  # fmt: skip
"""Started: sent, sent at once, twice, left, gave. Missed: none, left; gave and said left contact data, sent a lead."""


def test_each_step_counts_each_conversation_once(talks: dict[str, int], warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        assert ConversationSteps(ALL).read(cursor).to_dicts() == [BY_HAND]


def test_the_catalogue_counts_the_same(talks: dict[str, int], warehouse: Warehouse) -> None:
    shared = tuple(name for name in STEPS if name != "submitted_with_lead")
    with warehouse.read() as cursor:
        for by in ((), ("channel",), ("weekday", "hour"), ("form", "has_lead")):
            ours = ConversationSteps(ALL, by).read(cursor).select(*by, *shared).sort(*by or shared)
            theirs = run(cursor, Query(ALL, shared, by)).sort(*by or shared)
            assert ours.to_dicts() == theirs.to_dicts()
        (rates,) = run(cursor, Query(ALL, ("completion_rate", "form_conversion", "capture_rate"))).rows()
    assert rates == (3 / 5, 3 / 7, 3 / 10)


def test_weekday_and_hour_are_those_of_the_bots_zone(talks: dict[str, int], warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        found = ConversationSteps(ALL, ("weekday", "hour")).read(cursor)
    assert set(found.select("weekday", "hour").rows()) == {
        ("1" if at < 10 else "2", str((14 + at) % 24))
        for at in range(10)  # 8:30 UTC is 14:15 there
    }


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (("form", ("started",)), {"left", "gave"}),
        (("form", ("(none)",)), {"none", "none, captured", "said"}),
        (("has_lead", ("yes",)), {"sent", "sent at once", "none, captured"}),
        (("missed", ("yes",)), {"none", "left"}),
        (("left_at", ("email",)), {"left", "gave"}),
        (("answer", ("name:answered",)), {"sent", "twice", "left"}),
        (("answer", ("name:refused", "name:asked")), {"refused", "ignored"}),
        (("answer", ("email:asked",)), {"left"}),
        (("hour", ("14",)), {"sent"}),
    ],
)
def test_a_filter_keeps_exactly_its_conversations(
    talks: dict[str, int], warehouse: Warehouse, where: tuple[str, tuple[str, ...]], names: set[str]
) -> None:
    asked = Filters((1,), where=(where,))
    with warehouse.read() as cursor:
        found = conversations_list.page(cursor, asked)["id"].to_list()
        assert conversations_list.count(cursor, asked) == len(found)
    assert set(found) == {talks[name] for name in names}


def test_fields_are_counted_over_those_who_were_shown_them(talks: dict[str, int], warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        found = {row["field"]: row for row in FieldAnswers(ALL).read(cursor).to_dicts()}
    name, email = found["name"], found["email"]
    assert [name[part] for part in ("shown", "answered", "refused", "neither", "left_there")] == [5, 3, 1, 1, 2]
    assert [email[part] for part in ("shown", "answered", "refused", "neither", "left_there")] == [3, 2, 0, 1, 2]
    # Of leads only "sent" was shown a field: its first lead gave both, and qualified.
    assert [name[part] for part in ("gave", "gave_qualified", "withheld", "withheld_qualified")] == [1, 1, 0, 0]


def test_leads_beside_are_those_captured_in_the_same_days(talks: dict[str, int], warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        every = conversations_list.leads_beside(cursor, ALL)
        monday = conversations_list.leads_beside(cursor, Filters((1,), date(2026, 3, 2), date(2026, 3, 2)))
        by_form = conversations_list.leads_beside(cursor, Filters((1,), where=(("form", ("shown",)),)))
    assert every is not None
    assert (every.leads, every.without, every.talked) == (6, 1, 5)
    assert monday is not None
    assert (monday.leads, monday.without) == (2, 1)
    assert by_form is None


def test_an_event_that_comes_later_is_followed(talks: dict[str, int], room: Room, warehouse: Warehouse) -> None:
    moment = MONDAY + timedelta(days=1)
    event = room.put(
        "capture_event", bot_id=1, conversation_id=talks["none"], kind="answered", field="phone", at=moment
    )
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        after = ConversationSteps(ALL).read(cursor).to_dicts()[0]
    assert after == BY_HAND | {"form_shown": 8, "form_started": 6, "missed": 1}
    room.drop("capture_event", event)
    follow(room.record, warehouse, room.clock)
    with warehouse.read() as cursor:
        assert ConversationSteps(ALL).read(cursor).to_dicts() == [BY_HAND]


def test_record_and_warehouse_agree_on_every_form(talks: dict[str, int], room: Room, warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        assert check(room.record, cursor) == ()
        cursor.execute("UPDATE conversation SET form_left_at = 'phone' WHERE form_left_at = 'email'")
        assert [each.ids for each in check(room.record, cursor)] == [(talks["left"], talks["gave"])]


@pytest.mark.parametrize("by", ["status", "answer", "day", "nonsense"])
def test_what_conversations_cannot_be_split_by_is_refused(by: str) -> None:
    with pytest.raises(RefusedError):
        ConversationSteps(ALL, (by,))


@pytest.mark.parametrize("where", [("status", ("new",)), ("owner", ("Ann",))])
def test_what_conversations_cannot_be_narrowed_by_is_refused(where: tuple[str, tuple[str, ...]]) -> None:
    with pytest.raises(RefusedError):
        FieldAnswers(Filters((1,), where=(where,)))


@pytest.mark.parametrize(("sort", "limit", "offset"), [("owner", 25, 0), ("newest", 0, 0), ("newest", 25, -1)])
def test_impossible_pages_are_refused(warehouse: Warehouse, sort: str, limit: int, offset: int) -> None:
    with warehouse.read() as cursor, pytest.raises(RefusedError):
        conversations_list.page(cursor, ALL, sort, limit, offset)


def test_pages_part_the_list_in_its_order(talks: dict[str, int], warehouse: Warehouse) -> None:
    with warehouse.read() as cursor:
        whole = conversations_list.page(cursor, ALL)
        parts = [conversations_list.page(cursor, ALL, "newest", 4, at)["id"].to_list() for at in (0, 4, 8)]
        oldest = conversations_list.page(cursor, ALL, "oldest")["id"].to_list()
    assert [each for part in parts for each in part] == whole["id"].to_list() == oldest[::-1]
    assert whole["started_at"].is_sorted(descending=True)
