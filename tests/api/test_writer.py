"""One thread writes: together what waits, each by itself, answered once it is safe, and never without end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from sqlalchemy import text

from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.note_lead import add_note
from leadlight.api import writer as writing
from leadlight.api.writer import BusyError, Writer
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.errors import FaultError, RefusedError
from leadlight.record import unit_of_work
from leadlight.record.unit_of_work import UnitOfWork
from tests import records
from tests.actions.rooms import a_bot
from tests.pipelines.kit import leads, rows

SOON = 30.0


@pytest.fixture
def writer(house: House) -> Iterator[Writer]:
    writer = Writer(house)
    writer.start()
    yield writer
    writer.stop()


@pytest.fixture
def bot(house: House) -> Bot:
    return a_bot(house)


class Gate:
    """A job that keeps the writer busy until it is let go."""

    def __init__(self, writer: Writer, bot: Bot) -> None:
        self.entered, self.free = threading.Event(), threading.Event()
        self.answer = writer.submit(OWNER, bot.id, self._wait)
        assert self.entered.wait(SOON)

    def _wait(self, work: UnitOfWork) -> None:
        self.entered.set()
        assert self.free.wait(SOON)


def captures(bot: Bot, name: str, then: Exception | None = None) -> Any:
    """A job that captures a lead, and raises `then` after it."""

    def do(work: UnitOfWork) -> int:
        made = capture_lead(work, bot, LeadRow(1, name=name, email=f"{name}@x.example"))
        add_note(work, made.lead_id, "seen")
        if then is not None:
            raise then
        return made.lead_id

    return do


def test_a_lost_record_is_told_as_a_fault_to_all_of_its_batch_and_the_next_is_written(
    house: House, writer: Writer, bot: Bot
) -> None:
    def lose(work: UnitOfWork) -> None:
        work.connection.invalidate()
        raise RefusedError("no", "name")

    gate = Gate(writer, bot)
    answers = [writer.submit(OWNER, bot.id, job) for job in (lose, captures(bot, "ann"), captures(bot, "bob"))]
    gate.free.set()
    assert [type(each.exception(SOON)) for each in answers] == [FaultError] * 3
    assert leads(house) == []
    assert writer.submit(OWNER, bot.id, captures(bot, "cy")).result(SOON)
    assert [lead["name"] for lead in leads(house)] == ["cy"]


def test_what_waits_is_written_in_one_transaction_and_a_refusal_undoes_itself_alone(
    house: House, writer: Writer, bot: Bot
) -> None:
    gate = Gate(writer, bot)
    refusals = RefusedError("no", "name"), ValueError("a slip of ours")
    jobs = [
        captures(bot, "ann"),
        captures(bot, "eve", refusals[0]),
        captures(bot, "mia", refusals[1]),
        captures(bot, "bob"),
    ]
    answers: list[Future[int]] = [writer.submit(OWNER, bot.id, job) for job in jobs]
    gate.free.set()
    made = [answers[0].result(SOON), answers[3].result(SOON)]
    assert [answers[1].exception(SOON), answers[2].exception(SOON)] == list(refusals)
    assert [(lead["id"], lead["name"]) for lead in leads(house)] == [(made[0], "ann"), (made[1], "bob")]
    for table in ("lead_note", "outbox_event", "activity"):
        told = {
            each.get("lead_id") or each["entity_id"]
            for each in rows(house, table)
            if each.get("entity", "lead") == "lead"
        }
        assert told == set(made), table
    fed = {each["entity_id"] for each in rows(house, "change") if each["entity"] == "lead"}
    assert fed == set(made)
    assert len({each["updated_at"] for each in leads(house)}) == 1


def test_an_answer_comes_after_the_commit(house: House, writer: Writer, bot: Bot) -> None:
    seen: list[int] = []
    gate = Gate(writer, bot)
    answer = writer.submit(OWNER, bot.id, captures(bot, "ann"))
    answer.add_done_callback(lambda _: seen.append(len(leads(house))))
    gate.free.set()
    answer.result(SOON)
    writer.stop()
    assert seen == [1]


def test_a_commit_that_fails_is_told_to_everyone_and_the_next_goes_on(
    house: House, writer: Writer, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(work: UnitOfWork) -> None:
        raise FaultError("the disk is full")

    gate = Gate(writer, bot)
    with monkeypatch.context() as broken:
        broken.setattr(UnitOfWork, "commit", failing)
        answers = [writer.submit(OWNER, bot.id, captures(bot, name)) for name in ("ann", "bob")]
        gate.free.set()
        assert [str(each.exception(SOON)) for each in answers] == ["the disk is full"] * 2
        assert isinstance(gate.answer.exception(SOON), FaultError)
    assert leads(house) == []
    assert writer.submit(OWNER, bot.id, captures(bot, "mia")).result(SOON)


def test_a_full_queue_says_so_at_once(writer: Writer, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(writer, bot)
    answers = [writer.submit(OWNER, bot.id, lambda work: None) for _ in range(writing.WAITING)]
    with pytest.raises(BusyError):
        writer.submit(OWNER, bot.id, lambda work: None)
    gate.free.set()
    assert [each.result(SOON) for each in answers] == [None] * writing.WAITING


def test_who_went_away_before_their_turn_is_left_out(house: House, writer: Writer, bot: Bot) -> None:
    gate = Gate(writer, bot)
    gone, stays = (writer.submit(OWNER, bot.id, captures(bot, name)) for name in ("ann", "bob"))
    assert gone.cancel()
    gate.free.set()
    stays.result(SOON)
    assert [lead["name"] for lead in leads(house)] == ["bob"]


def test_a_closing_writer_writes_what_it_took_and_takes_no_more(house: House, bot: Bot) -> None:
    writer = Writer(house)
    writer.start()
    gate = Gate(writer, bot)
    answers = [writer.submit(OWNER, bot.id, captures(bot, name)) for name in ("ann", "bob")]
    closing = threading.Thread(target=writer.stop)
    closing.start()
    gate.free.set()
    closing.join(SOON)
    assert all(each.result(0) for each in answers)
    assert len(leads(house)) == 2
    with pytest.raises(FaultError, match="closing"):
        writer.submit(OWNER, bot.id, captures(bot, "mia"))


def test_a_part_that_breaks_a_rule_of_the_record_is_undone_alone(house: House, bot: Bot) -> None:
    with house.work(OWNER) as work:
        kept = captures(bot, "ann")(work)
        with pytest.raises(Exception, match=r"(?i)null"):
            breaks_a_rule(work, bot)
        work.commit()
    assert [lead["id"] for lead in leads(house)] == [kept]


def breaks_a_rule(work: UnitOfWork, bot: Bot) -> None:
    with work.part(OWNER) as part:
        captures(bot, "eve")(part)
        part.connection.execute(text("INSERT INTO pruned (id, xid, seq) VALUES (7, 0, NULL)"))


@pytest.mark.parametrize(("apart", "waiting", "someone"), [
    (False, 1, False), (False, 20, False), (False, 20, True), (True, 20, False),
])  # fmt: skip
def test_the_busier_it_is_the_shorter_it_breathes_unless_someone_waits(
    house: House, bot: Bot, monkeypatch: pytest.MonkeyPatch, apart: bool, waiting: int, someone: bool
) -> None:
    breath: list[float] = []

    def sleeps(seconds: float) -> None:
        breath.append(seconds)
        if len(breath) == 5:
            unit_of_work._waiting.clear()

    writer = Writer(house, apart=apart)
    for number in range(waiting):
        writer.submit(OWNER, bot.id, captures(bot, f"ann{number}"))
    if someone:
        unit_of_work._waiting.add(0)
    monkeypatch.setattr(writing.time, "sleep", sleeps)
    writer._breathe()
    if apart or waiting < writing.MANY:
        assert breath == [writing.BREATH_S]
    else:
        assert breath == [writing.GASP_S] * (5 if someone else 1)


def test_who_waits_for_their_turn_to_write_is_seen_and_forgotten(house: House) -> None:
    entered = threading.Event()

    def edits() -> None:
        with house.work(OWNER):
            entered.set()

    with house.work(OWNER):
        thread = threading.Thread(target=edits)
        thread.start()
        while not unit_of_work.is_awaited():
            assert not entered.is_set() or records.ENGINE == "postgresql"  # there many write at once
            if entered.is_set():
                break
    thread.join(SOON)
    assert entered.is_set()
    assert not unit_of_work.is_awaited()
