"""A process that works leads as people do, without end, and says of each change that was kept what it was."""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import select

from leadlight.actions.answer_once import Answer, answer_once
from leadlight.actions.capture import Capture
from leadlight.actions.capture_lead import capture_lead, capture_leads
from leadlight.actions.edit_lead import delete_lead, edit_lead
from leadlight.actions.live_talk import Visit
from leadlight.actions.move_lead import move_leads, undo_move
from leadlight.actions.read_lead import list_bots
from leadlight.actions.submit_form import submit_form
from leadlight.actions.undo_import import begin_undo, undo_some
from leadlight.api.writer import Writer
from leadlight.bootstrap import House, open_house
from leadlight.domain.bot import Bot
from leadlight.domain.lead import Lead
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.domain.status import STATUSES, needs_reason
from leadlight.errors import FaultError, NotFoundError, RefusedError
from leadlight.record.engine import reading
from leadlight.record.leads import COLUMNS, get_lead, to_lead
from leadlight.record.unit_of_work import UnitOfWork

AT_ONCE = 20
"""Leads of a bulk change."""
SENDERS = 8
"""Forms that are on their way at once."""


def commit(work: UnitOfWork, ack: Callable[[], None]) -> None:
    """Keep the change, then say so."""
    work.commit()
    ack()


def write(acks: Path, seed: str, most: str = "1000000", patience: str = "0") -> None:
    """Change leads until `most` changes were kept. A fault is waited out for `patience` seconds, then raised."""
    house = open_house()
    bot = list_bots(house.engine, OWNER)[0]
    told = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    person = _Person(house, bot, random.Random(seed), told)
    person.look()
    until = 0.0
    while person.kept < int(most):
        try:
            person.work()
            until = 0.0
        except FaultError:
            until = until or monotonic() + int(patience)
            if monotonic() >= until:
                raise
            sleep(0.1)
            person.look()


def capture(acks: Path, seed: str, most: str = "1000000") -> None:
    """Send forms through the API's writer, several at once, each with a key of its own, and say which were answered."""
    house = open_house()
    bot = list_bots(house.engine, OWNER)[0]
    told = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    api = Writer(house)
    api.start()
    senders = [
        threading.Thread(target=_send, args=(api, bot, seed, range(who, int(most), SENDERS), told))
        for who in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    api.stop()


def _send(api: Writer, bot: Bot, seed: str, numbers: range, told: int) -> None:
    for at in numbers:
        done = _sent(api, bot, f"{seed}-{at}")
        os.write(told, (json.dumps({"leads": {str(done): [1, "new", None, "Ann", None]}}) + "\n").encode())


def _sent(api: Writer, bot: Bot, mark: str) -> int:
    values = {"name": "Ann", "email": f"{mark}@x.example"}

    def do(work: UnitOfWork) -> Answer:
        return answer_once(work, bot.id, mark, mark, lambda: Answer(201, {"id": _submitted(work, bot, values)}))

    return int(api.submit(OWNER, bot.id, do).result().body["id"])


def _submitted(work: UnitOfWork, bot: Bot, values: dict[str, str]) -> int:
    return submit_form(work, bot, values, Visit()).lead_id


def undo(batch_id: int) -> None:
    """Take an import back, in many small transactions."""
    house = open_house()
    with house.work(OWNER) as work:
        begun = begin_undo(work, batch_id)
        work.commit()
    more = True
    while more:
        with house.work(OWNER) as work:
            more = undo_some(work, begun, AT_ONCE)
            work.commit()


@dataclass
class _Person:
    """Someone at work: the leads as last seen, and a way to say what was kept."""

    house: House
    bot: Bot
    chance: random.Random
    told: int
    kept: int = 0
    leads: dict[int, Lead] = field(default_factory=dict)

    def look(self) -> None:
        """See how the leads stand: at first, and after a fault, when nobody knows what was kept."""
        with suppress(FaultError), reading(self.house.engine) as connection:
            self.leads = {row.id: to_lead(row) for row in connection.execute(select(*COLUMNS))}

    def work(self) -> None:
        """One change of one lead or of several, kept whole."""
        count = min(AT_ONCE, len(self.leads))
        some = self.chance.sample([self.leads[lead_id] for lead_id in sorted(self.leads)], count)
        act = self.chance.choice(ACTS if count == AT_ONCE else (_capture, _capture_many))
        with self.house.work(OWNER) as work, suppress(RefusedError):
            touched = act(self, work, some)
            after = {lead_id: _standing(work, lead_id) for lead_id in touched}
            commit(work, lambda: self._ack(work, act.__name__, after))
            self.leads |= {lead_id: lead for lead_id, lead in after.items() if lead}
            self.leads = {lead_id: lead for lead_id, lead in self.leads.items() if after.get(lead_id, lead)}

    def _ack(self, work: UnitOfWork, what: str, after: dict[int, Lead | None]) -> None:
        self.kept += 1
        line = {"what": what, "seq": work.token.seq, "leads": {key: seen(lead) for key, lead in after.items()}}
        os.write(self.told, (json.dumps(line) + "\n").encode())


def seen(lead: Any) -> list[Any] | None:
    """What an acknowledgement says of a lead; None of one that is gone."""
    return [lead.version, lead.status, lead.status_reason, lead.name, lead.owner] if lead else None


def _standing(work: UnitOfWork, lead_id: int) -> Lead | None:
    try:
        return get_lead(work.connection, OWNER, lead_id)
    except NotFoundError:
        return None


def _row(person: _Person) -> LeadRow:
    name = f"{person.chance.getrandbits(40):x}"
    return LeadRow(line=0, external_id=name, name=f"N {name}", email=f"{name}@x.example", channel="widget")


def _capture(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    return [capture_lead(work, person.bot, _row(person)).lead_id]


def _capture_many(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    rows = [_row(person) for _ in range(AT_ONCE)]
    return [each.lead_id for each in capture_leads(work, Capture(person.bot, OWNER.actor), rows)]


def _move(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    return _move_many(person, work, some[:1])


def _move_many(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    to = person.chance.choice(STATUSES).key
    move_leads(work, [(lead.id, lead.version) for lead in some], to, "price" if needs_reason(to) else None)
    return [lead.id for lead in some]


def _undo(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    return [undo_move(work, some[0].id, some[0].version).id]


def _edit(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    values = {"owner": person.chance.choice(["ann", "bob", "cid"]), "name": f"M {person.chance.getrandbits(30):x}"}
    return [edit_lead(work, some[0].id, some[0].version, values).id]


def _delete(person: _Person, work: UnitOfWork, some: list[Lead]) -> list[int]:
    delete_lead(work, some[0].id, some[0].version)
    return [some[0].id]


ACTS = (_capture, _capture_many, _move, _move, _move_many, _edit, _edit, _undo, *(_delete,) * 3)
"""Deleting is frequent, so that the record does not grow without end."""
