"""Many at once: nobody is captured twice, nothing is overwritten unseen, and no two wait for each other for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import select

from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.create_bot import create_bot
from leadlight.actions.edit_lead import edit_lead
from leadlight.actions.move_lead import move_lead, move_leads
from leadlight.actions.record_conversations import record_conversations
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Message
from leadlight.domain.rows import ConversationRow, LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import ConflictError, LeadlightError, RefusedError
from leadlight.record.engine import reading
from leadlight.record.tables import outbox_event
from tests.actions.rooms import a_bot, view
from tests.pipelines.kit import leads, rows

Result = TypeVar("Result")


def at_once(times: int, do: Callable[[int], Result]) -> list[Result | LeadlightError]:
    """`do(0)`, `do(1)`, … in threads that begin together; what each gave, or the error of ours it raised."""
    together = Barrier(times)

    def begin(number: int) -> Result | LeadlightError:
        together.wait()
        try:
            return do(number)
        except LeadlightError as error:
            return error

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(begin, range(times)))


def capture(house: House, bot: Bot, row: LeadRow) -> str:
    with house.work(OWNER) as work:
        captured = capture_lead(work, bot, row)
        work.commit()
    return captured.outcome


@pytest.mark.parametrize("known_by", ["email", "phone", "external_id"])
def test_one_person_captured_twenty_times_at_once_is_one_lead(house: House, known_by: str) -> None:
    bot = a_bot(house)
    value = {"email": "Ada@x.example", "phone": "+442079460318", "external_id": "A-1"}[known_by]
    done = at_once(20, lambda number: capture(house, bot, LeadRow(1, **{known_by: value}, company=f"Firm {number}")))
    assert Counter(done) == {"created": 1, "updated": 19}
    assert len(leads(house)) == 1
    (lead,) = leads(house)
    assert lead["version"] == 20
    numbers = sorted(row["sequence"] for row in rows(house, "outbox_event"))
    assert numbers == list(range(1, 21))  # receivers see each change once, in order


def test_one_conversation_taken_by_many_at_once_is_one_with_its_words_once(house: House) -> None:
    bot = a_bot(house)
    said = (Message(0, "visitor", "I want a demo, write to ada@x.example"), Message(1, "bot", "Gladly"))

    def keep(number: int) -> str:
        with house.work(OWNER) as work:
            row = ConversationRow(1, "c-1", visitor=f"v{number % 2}", messages=said)
            recorded = record_conversations(work, Capture(bot, "owner"), [row])
            work.commit()
        return recorded[0].outcome

    done = at_once(12, keep)
    assert done.count("created") == 1
    assert (len(rows(house, "conversation")), len(rows(house, "message")), len(leads(house))) == (1, 2, 1)
    entries = [(row["kind"], row["position"]) for row in rows(house, "score_entry")]
    assert len(entries) == len(set(entries)) > 0


def test_of_many_who_move_one_version_one_succeeds_and_the_rest_are_told(house: House) -> None:
    bot = a_bot(house)
    capture(house, bot, LeadRow(1, email="a@x.example"))
    (lead,) = leads(house)

    def move(_: int) -> int:
        with house.work(OWNER) as work:
            moved = move_lead(work, lead["id"], lead["version"], "contacted")
            work.commit()
        return moved.version

    done = at_once(12, move)
    assert [each for each in done if not isinstance(each, ConflictError)] == [2]
    assert len(view(house, lead["id"]).moves) == 2


def test_edit_beside_captures_of_the_same_person_is_neither_lost_nor_overwritten(house: House) -> None:
    bot = a_bot(house)
    capture(house, bot, LeadRow(1, email="a@x.example"))
    (lead,) = leads(house)

    def edit(number: int) -> str:
        if number % 2:
            return capture(house, bot, LeadRow(1, email="a@x.example", company=f"Firm {number}"))
        version = view(house, lead["id"]).lead.version
        with house.work(OWNER) as work:
            edit_lead(work, lead["id"], version, {f"custom.of_{number}": "kept"})
            work.commit()
        return "edited"

    done = at_once(16, edit)
    kept = {f"of_{number}": "kept" for number in range(0, 16, 2) if done[number] == "edited"}
    stands = view(house, lead["id"]).lead
    assert stands.custom == kept
    assert stands.version == 1 + sum(not isinstance(each, ConflictError) for each in done)


def test_bulk_moves_over_the_same_leads_in_opposite_order_all_end(house: House) -> None:
    bots = [a_bot(house, name) for name in ("One", "Two")]
    for bot in bots:
        for number in range(10):
            capture(house, bot, LeadRow(1, external_id=str(number)))
    chosen = [(lead["id"], lead["version"]) for lead in leads(house)]

    def move(number: int) -> int:
        with house.work(OWNER) as work:
            moved = move_leads(work, chosen if number % 2 else chosen[::-1], "contacted")
            work.commit()
        return moved.moved

    done = at_once(8, move)
    assert sorted(done) == [0] * 7 + [20]


def test_bots_made_at_once_under_one_name_are_one(house: House) -> None:
    def make(_: int) -> str:
        with house.work(OWNER) as work:
            bot = create_bot(work, "Estate")
            work.commit()
        return bot.key

    done = at_once(10, make)
    assert [each for each in done if not isinstance(each, RefusedError)] == ["Estate"]
    assert len(rows(house, "bot")) == 1


def test_events_of_one_lead_are_numbered_without_a_gap_whoever_raises_them(house: House) -> None:
    bot = a_bot(house)
    at_once(
        10, lambda number: [capture(house, bot, LeadRow(1, email=f"{n}@x.example", city=str(number))) for n in "ab"]
    )
    with reading(house.engine) as connection:
        query = select(outbox_event.c.lead_id, outbox_event.c.sequence).order_by(*outbox_event.c["lead_id", "sequence"])
        numbers: dict[int, list[int]] = {}
        for lead_id, sequence in connection.execute(query):
            numbers.setdefault(lead_id, []).append(sequence)
    assert all(each == list(range(1, 11)) for each in numbers.values())
    assert len(numbers) == 2
