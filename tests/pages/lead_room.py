"""A house with a handful of leads and the pages over it: the warehouse follows each commit at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from leadlight.actions.capture_lead import capture_lead
from leadlight.actions.move_lead import move_lead
from leadlight.actions.read_lead import LeadView, read_lead
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow
from leadlight.domain.scope import OWNER
from leadlight.ui import running
from leadlight.warehouse.store import Warehouse
from pipelines.follow import follow
from tests.actions.rooms import a_bot, view

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"
BEA = replace(OWNER, actor="Bea")


@dataclass
class AtOnce:
    """A follower that follows when it is woken."""

    house: House
    warehouse: Warehouse

    def wake(self) -> None:
        follow(self.house.engine, self.warehouse, self.house.clock)


@dataclass
class Room:
    """What a test works with."""

    house: House
    warehouse: Warehouse
    follower: AtOnce
    bot: Bot

    def page(self, name: str, **params: str) -> AppTest:
        """The page as a browser that opens its address sees it."""
        at = AppTest.from_file(str(FRAME), default_timeout=60)
        for key, value in params.items():
            at.query_params[key] = value
        at.switch_page(f"leads/{name}.py")
        return at.run()

    def add(self, **values: object) -> int:
        with self.house.work(OWNER) as work:
            now = self.house.clock.now() - timedelta(hours=1)
            row = LeadRow(0, **({"captured_at": now} | values))  # type: ignore[arg-type]  # a test names real columns
            lead_id = capture_lead(work, self.bot, row).lead_id
            work.commit()
        self.follower.wake()
        return lead_id

    def lead(self, lead_id: int) -> LeadView:
        return view(self.house, lead_id)

    def someone_else_moves(self, lead_id: int, to: str) -> None:
        """In another window; the warehouse has not heard of it when the next click comes."""
        with self.house.work(BEA) as work:
            move_lead(work, lead_id, read_lead(self.house.engine, BEA, lead_id).lead.version, to)
            work.commit()


@contextmanager
def a_room(house: House) -> Iterator[Room]:
    bot = a_bot(house)
    warehouse = Warehouse(house.settings.warehouse_path)
    follower = AtOnce(house, warehouse)
    follower.wake()
    running.set(house, warehouse, follower)
    yield Room(house, warehouse, follower, bot)
    running.forget()
    warehouse.close()


def texts(at: AppTest) -> str:
    """Everything a page says, HTML included."""
    said = [
        element.value
        for kind in ("markdown", "text", "caption", "title", "warning", "error")
        for element in at.get(kind)
    ]
    return "\n".join(str(each) for each in [*said, *(html.proto.body for html in at.get("html"))])


def submit(at: AppTest, label: str, **reopen: object) -> AppTest:
    """Press a dialog's button. AppTest runs the whole page, which closes dialogs: `reopen` is what opens it again."""
    for key, value in reopen.items():
        at.session_state[key] = value
    return next(button for button in at.button if button.label == label).click().run()
