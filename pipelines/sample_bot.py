"""The sample bot: generated cases taken through the same doors as everything else, or taken away again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from tqdm import tqdm

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.create_bot import create_bot
from leadlight.actions.edit_form import edit_form
from leadlight.actions.record_capture_events import CaptureEvent, record_capture_events
from leadlight.actions.record_conversations import record_conversations
from leadlight.actions.remove_bot import remove_sample_bot
from leadlight.bootstrap import House
from leadlight.clock import FixedClock
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.errors import InputError
from leadlight.record import bots, imports
from leadlight.record.engine import reading
from leadlight.record.unit_of_work import UnitOfWork
from pipelines.demo.forms import sample_form
from pipelines.demo.generate import DemoCase, generate

FORM_VERSION = 1
KEY, NAME, ZONE, COUNTRY = "demo", "Tallyhand (sample)", "Europe/London", "GB"
BATCH = 1_000


def add_sample_bot(house: House, scope: Scope, leads: int, seed: int, key: str) -> int:
    """Make a sample bot with `leads` leads, ending at the last full hour. Returns how many conversations it has.

    Raises InputError when a bot of this key is there already.
    """
    now = house.clock.now().replace(minute=0, second=0, microsecond=0)
    house = replace(house, clock=FixedClock(now))  # the same hour gives the same bot, down to when it was written
    with house.work(scope) as work:
        if bots.find_bot(work.connection, scope, key):
            raise InputError(f"there is a bot called {key} already: take it away with --remove, or give another --bot")
        bot = create_bot(work, NAME if key == KEY else key, ZONE, COUNTRY, key=key, is_demo=True)
        edit_form(work, bot.id, sample_form())
        batch_id = imports.open_batch(
            work.connection,
            bot_id=bot.id,
            kind="leads",
            source="sample",
            file=f"sample of {leads} leads, seed {seed}",
            file_hash=f"{leads}-{seed}",
            actor=scope.actor,
            started_at=work.now,
        )
        work.commit()
    capture = Capture(bot, "sample", batch_id=batch_id, announce=False)
    cases = generate(leads, seed, now, ZoneInfo(ZONE))
    conversations = created = 0
    with tqdm(total=leads, unit=" leads", desc="sample bot", disable=None, leave=False) as bar:
        while chunk := list(islice(cases, BATCH)):
            with house.work(scope) as work:
                talks = _take(work, capture, chunk)
                work.commit()
            made = sum(case.lead is not None for case in chunk)
            conversations, created = conversations + talks, created + made
            bar.update(made)
    with house.work(scope) as work:
        done = {"state": "done", "finished_at": work.now, "read": created, "created": created}
        imports.update_batch(work.connection, batch_id, **done)
        work.commit()
    return conversations


def _take(work: UnitOfWork, capture: Capture, cases: Sequence[DemoCase]) -> int:
    """One batch of cases through the doors; returns how many conversations it held."""
    talks = [case for case in cases if case.conversation is not None]
    rows = [case.conversation for case in talks if case.conversation is not None]
    recorded = record_conversations(work, capture, rows, make_leads=False)
    capture_leads(work, capture, [case.lead for case in cases if case.lead is not None])
    events = [
        CaptureEvent(each.conversation_id, event.kind, event.at, event.field, FORM_VERSION)
        for case, each in zip(talks, recorded, strict=True)
        for event in case.events
    ]
    record_capture_events(work, capture.bot, events)
    return len(rows)


def take_sample_bots_away(house: House, scope: Scope, key: str | None) -> list[str]:
    """Remove the sample bot of this key, or every one; returns their names. InputError when there is none."""
    with house.work(scope) as work:
        found = list(_samples(work, scope, key))
        if not found:
            raise InputError(f"there is no bot called {key}" if key else "there is no sample bot")
        for bot in found:
            remove_sample_bot(work, bot)
        work.commit()
    return [bot.name for bot in found]


def _samples(work: UnitOfWork, scope: Scope, key: str | None) -> Iterator[Bot]:
    if key is None:
        yield from (bot for bot in bots.all_bots(work.connection, scope) if bot.is_demo)
    elif found := bots.find_bot(work.connection, scope, key):
        yield found


def is_empty(house: House, scope: Scope) -> bool:
    """Whether the record has no bot yet."""
    with reading(house.engine) as connection:
        return not bots.all_bots(connection, scope)
