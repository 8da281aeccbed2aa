"""The sample bot is believable: what it shows is true of its business, and it is the same every time."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest

from leadlight.domain import normalise
from leadlight.domain.rows import ConversationRow, LeadRow
from leadlight.domain.status import BY_KEY
from leadlight.domain.temperature import Thresholds, clamp, temperature
from leadlight.scoring.ledger import score
from pipelines.demo import DemoCase, generate, odd, world
from pipelines.demo.life import REASONS, at_desk

NOW = datetime(2026, 3, 30, 14, 5, tzinfo=UTC)  # the day after the clocks change in London
LONDON = ZoneInfo("Europe/London")
LEADS = 2_000


@pytest.fixture(scope="module")
def cases() -> Sequence[DemoCase]:
    return list(generate(LEADS, 7, NOW, LONDON))


@pytest.fixture(scope="module")
def leads(cases: Sequence[DemoCase]) -> Sequence[LeadRow]:
    return [case.lead for case in cases if case.lead]


@pytest.fixture(scope="module")
def talks(cases: Sequence[DemoCase]) -> Sequence[ConversationRow]:
    return [case.conversation for case in cases if case.conversation]


def reached(lead: LeadRow, status: str) -> bool:
    return any(BY_KEY[move.to].rank >= BY_KEY[status].rank for move in lead.moves)


def share(leads: Sequence[LeadRow], status: str = "converted") -> float:
    return sum(reached(lead, status) for lead in leads) / len(leads)


def path(address: str | None) -> str:
    return normalise.page_path(address).removeprefix("www.tallyhand.example") if address else ""


def test_same_arguments_give_the_same_cases() -> None:
    first, again = (repr(list(generate(120, 5, NOW, LONDON))) for _ in range(2))

    assert first == again
    assert first != repr(list(generate(120, 6, NOW, LONDON)))


@pytest.mark.parametrize("count", [0, 1, 2, 19, 50, 137])
def test_exactly_as_many_leads_as_asked_for(count: int) -> None:
    assert sum(case.lead is not None for case in generate(count, 1, NOW, LONDON)) == count


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_any_hour_of_the_day_can_be_now(hour: int) -> None:
    now = NOW.replace(hour=hour, minute=0)
    cases = list(generate(150, 1, now, ZoneInfo("Asia/Kolkata")))

    newest = max(case.lead.captured_at for case in cases if case.lead and case.lead.captured_at)
    assert timedelta(0) < now - newest < timedelta(minutes=10)


def test_ids_are_unique_and_count_up_with_time(cases: Sequence[DemoCase], talks: Sequence[ConversationRow]) -> None:
    assert [talk.external_id for talk in talks] == [f"demo-c-{n:06d}" for n in range(1, len(talks) + 1)]
    starts = [talk.started_at for talk in talks if talk.started_at]
    assert all(later - earlier > timedelta(minutes=-3) for earlier, later in pairwise(starts))
    assert all(
        c.lead.conversation_external_id == c.conversation.external_id for c in cases if c.lead and c.conversation
    )


def test_everything_happens_within_two_years_and_before_now(cases: Sequence[DemoCase]) -> None:
    begin = NOW - timedelta(days=732)
    for case in cases:
        times = [event.at for event in case.events]
        if case.conversation:
            times += [message.sent_at for message in case.conversation.messages if message.sent_at]
        if case.lead:
            times += [t for t in (case.lead.captured_at, case.lead.status_at) if t]
            times += [move.at for move in case.lead.moves]
        assert all(begin < at <= NOW and at.tzinfo is UTC for at in times)


def test_messages_and_form_events_are_in_order(cases: Sequence[DemoCase]) -> None:
    for case in cases:
        assert [e.at for e in case.events] == sorted(e.at for e in case.events)
        if case.conversation:
            sent = [message.sent_at for message in case.conversation.messages if message.sent_at]
            assert sent == sorted(sent)
            assert [m.position for m in case.conversation.messages] == list(range(len(sent)))
            assert 3 <= len(sent) <= 20
            assert case.conversation.started_at == sent[0]


def test_a_form_is_submitted_exactly_where_a_conversation_left_a_lead(cases: Sequence[DemoCase]) -> None:
    for case in cases:
        kinds = [event.kind for event in case.events]
        assert ("submitted" in kinds) == (case.lead is not None and case.conversation is not None)
        if kinds:
            assert (kinds[0], kinds[-1]) in {("shown", "submitted"), ("shown", "abandoned")}
            answered = {e.field for e in case.events if e.kind in ("answered", "refused")}
            assert answered <= {e.field for e in case.events if e.kind == "asked"}


def test_what_the_form_learnt_was_said_by_the_visitor(cases: Sequence[DemoCase]) -> None:
    for case in cases:
        if case.lead and case.conversation:
            said = "\n".join(m.text for m in case.conversation.messages if m.role == "visitor")
            answered = {event.field for event in case.events if event.kind == "answered"}
            for field in answered & {"name", "email", "company"}:
                assert getattr(case.lead, str(field)) in said


def test_every_lead_can_be_reached_and_passes_the_normalisers(leads: Sequence[LeadRow]) -> None:
    for lead in leads:
        assert lead.email or lead.phone
        if lead.email:
            assert normalise.email(lead.email) == lead.email
            assert lead.email.endswith(".example")
        if lead.phone:
            assert normalise.phone(lead.phone, None) == lead.phone


def test_moves_are_consistent_with_the_status(leads: Sequence[LeadRow]) -> None:
    for lead in leads:
        assert lead.captured_at is not None
        at = [lead.captured_at, *(move.at for move in lead.moves)]
        assert all(earlier < later for earlier, later in pairwise(at))
        assert all(before.to != after.to for before, after in pairwise(lead.moves))
        last = lead.moves[-1] if lead.moves else None
        assert (lead.status, lead.status_at) == ((last.to, last.at) if last else ("new", lead.captured_at))
        assert (lead.status_reason in REASONS) == (lead.status == "lost")
        assert all((move.reason in REASONS) == (move.to == "lost") for move in lead.moves)


def test_a_lead_captured_at_the_clock_change_is_read_at_nine() -> None:
    saturday = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)

    assert at_desk(saturday, LONDON, minutes=60) == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
    assert at_desk(NOW, LONDON, minutes=60) == NOW


def test_some_leads_skip_a_stage_and_some_lost_ones_come_back(leads: Sequence[LeadRow]) -> None:
    assert any(lead.moves and lead.moves[0].to == "qualified" for lead in leads)
    assert any(before.to == "lost" and after.to == "contacted" for ld in leads for before, after in pairwise(ld.moves))


def test_overall_rates_are_those_of_a_sound_business(
    leads: Sequence[LeadRow], talks: Sequence[ConversationRow]
) -> None:
    captured = sum(lead.conversation_external_id is not None for lead in leads)
    mature = [lead for lead in leads if lead.captured_at and NOW - lead.captured_at > timedelta(days=120)]
    young = [lead for lead in leads if lead.captured_at and NOW - lead.captured_at < timedelta(days=21)]

    assert captured / len(talks) == pytest.approx(0.30, abs=0.01)
    assert 0.12 < share(mature) < 0.16
    assert share(young) < share(mature) / 2
    assert len(captured_without(leads)) / len(leads) == pytest.approx(0.065, abs=0.02)


def captured_without(leads: Sequence[LeadRow]) -> Sequence[LeadRow]:
    return [lead for lead in leads if lead.conversation_external_id is None]


def test_quick_contact_converts_better_and_the_wait_has_a_heavy_tail(leads: Sequence[LeadRow]) -> None:
    waits = [
        ((lead.moves[0].at - lead.captured_at).total_seconds() / 3600, lead)
        for lead in leads
        if lead.captured_at and lead.moves and lead.moves[0].to != "lost"
    ]
    quick, slow = [lead for h, lead in waits if h <= 4], [lead for h, lead in waits if h > 24]
    hours = sorted(h for h, _ in waits)

    assert share(quick) > 1.4 * share(slow)
    assert hours[len(hours) * 95 // 100] > 5 * hours[len(hours) // 2]


def test_people_move_leads_in_office_hours(leads: Sequence[LeadRow]) -> None:
    local = [move.at.astimezone(LONDON) for lead in leads for move in lead.moves]

    assert all(at.weekday() < 5 and 8 <= at.hour < 18 for at in local)


def test_owners_differ_and_some_leads_have_none(leads: Sequence[LeadRow]) -> None:
    owners = Counter(lead.owner for lead in leads)

    assert len(owners) == 6
    assert 0.03 < owners[None] / len(leads) < 0.12


def test_every_channel_and_every_page_occurs(leads: Sequence[LeadRow], talks: Sequence[ConversationRow]) -> None:
    assert {talk.channel for talk in talks} == set(world.CHANNEL_BY_KEY)
    assert {lead.channel for lead in leads} >= {channel.key for channel in world.SILENT_CHANNELS}
    pages = {path(talk.source_page) or "/" for talk in talks}
    assert {page.path for page in world.PAGES} <= pages
    campaigns = {talk.utm_campaign for talk in talks}
    assert campaigns == {None, *(campaign.name for campaign in world.CAMPAIGNS)}


def test_pages_and_campaigns_truly_differ(leads: Sequence[LeadRow]) -> None:
    strong = [lead for lead in leads if path(lead.source_page) in ("/pricing", "/demo")]
    weak = [lead for lead in leads if path(lead.source_page).startswith("/blog/")]
    giveaway = [lead for lead in leads if lead.utm_campaign == "free-template"]

    assert share(strong) > 3 * share(weak)
    assert share(giveaway) < 0.06
    assert len(giveaway) > 60


def test_the_tiny_page_leads_by_its_bare_rate(leads: Sequence[LeadRow]) -> None:
    tiny = [lead for lead in leads if path(lead.source_page) == world.TINY_PAGE]

    assert (len(tiny), sum(reached(lead, "converted") for lead in tiny)) == (3, 2)


def test_traffic_grows_and_keeps_office_hours(talks: Sequence[ConversationRow]) -> None:
    local = [talk.started_at.astimezone(LONDON) for talk in talks if talk.started_at]
    years = Counter(at > NOW - timedelta(days=365) for at in local)
    weekend = sum(at.weekday() >= 5 for at in local) / len(local)

    assert years[True] > 1.25 * years[False]
    assert weekend < 0.16
    assert sum(9 <= at.hour < 18 for at in local) > 0.6 * len(local)


def test_words_mostly_score_as_they_were_meant(talks: Sequence[ConversationRow], leads: Sequence[LeadRow]) -> None:
    captured = {lead.conversation_external_id for lead in leads}
    scored = Counter(
        temperature(clamp(signal.points for signal in score(talk.messages)), Thresholds())
        for talk in talks
        if talk.external_id in captured
    )

    assert 0.18 < scored["hot"] / scored.total() < 0.30
    assert 0.28 < scored["warm"] / scored.total() < 0.48


def test_hot_conversations_without_a_lead_exist(cases: Sequence[DemoCase]) -> None:
    missed = [
        case for case in cases
        if case.conversation and not case.lead
        and clamp(signal.points for signal in score(case.conversation.messages)) >= Thresholds().hot
    ]  # fmt: skip
    assert len(missed) > 50


def test_hostile_and_odd_values_are_there(leads: Sequence[LeadRow], talks: Sequence[ConversationRow]) -> None:
    said = {message.text for talk in talks for message in talk.messages if message.role == "visitor"}
    names = {lead.name for lead in leads}
    pages = {talk.source_page for talk in talks} | {talk.landing_page for talk in talks}

    assert set(odd.LINES) <= said
    assert max(map(len, said)) > 5_000
    assert set(odd.NAMES) <= names
    assert set(odd.PAGES) <= pages
    assert None in pages


def test_a_person_appears_twice_now_and_then(leads: Sequence[LeadRow]) -> None:
    emails = Counter(lead.email for lead in leads if lead.email)

    assert 3 < sum(count > 1 for count in emails.values()) < 40
    assert max(emails.values()) <= 3


def test_several_languages_are_spoken(talks: Sequence[ConversationRow]) -> None:
    languages = Counter(talk.language for talk in talks)

    assert set(languages) == {"en", "es", "fr", "de", "pt"}
    assert languages["en"] > 0.75 * len(talks)


def test_conversations_do_not_read_as_copies(talks: Sequence[ConversationRow]) -> None:
    whole = Counter(tuple(m.text for m in talk.messages if m.role == "visitor") for talk in talks)

    assert sum(whole.values()) / len(whole) < 1.7


def test_a_million_leads_stream_in_constant_memory() -> None:
    tracemalloc.start()
    for _ in islice(generate(1_000_000, 1, NOW, LONDON), 2_000):
        pass
    first = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    for _ in islice(generate(1_000_000, 1, NOW, LONDON), 2_000):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak - first < 8_000_000
