"""Short ways to put a bot and leads into a test's record, through the same doors as everyone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_leads
from leadlight.actions.create_bot import create_bot
from leadlight.actions.lead_batch import Captured
from leadlight.actions.read_lead import LeadView, read_lead
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.record import imports

DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def a_bot(house: House, name: str = "Estate", zone: str = "UTC", country: str | None = None) -> Bot:
    with house.work(OWNER) as work:
        bot = create_bot(work, name, zone, country)
        work.commit()
    return bot


def an_import(house: House, bot: Bot, rows: Sequence[LeadRow], key: str = "external_id") -> list[Captured]:
    """One file of leads, taken in as an import of its own."""
    with house.work(OWNER) as work:
        batch_id = imports.open_batch(
            work.connection, bot_id=bot.id, kind="leads", source="csv", file="f.csv", file_hash="0", actor="owner",
            started_at=work.now,
        )  # fmt: skip
        capture = Capture(bot, "import f.csv", batch_id=batch_id, announce=False, key=key)
        results = capture_leads(work, capture, rows)
        work.commit()
    return results


def outcomes(results: Sequence[Captured]) -> list[str]:
    return [each.outcome for each in results]


def view(house: House, lead_id: int) -> LeadView:
    return read_lead(house.engine, OWNER, lead_id)
