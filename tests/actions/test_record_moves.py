"""Stage history as rows of its own: appended in order, void nothing, and never against what is newer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leadlight.actions.capture import Capture
from leadlight.actions.record_moves import record_moves
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.rows import LeadRow, MoveRow, Rejection
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError
from tests.actions.rooms import DAY, a_bot, an_import, view
from tests.pipelines.kit import rows


@pytest.fixture
def bot(house: House) -> Bot:
    """A bot with one lead, captured on DAY."""
    bot = a_bot(house)
    an_import(house, bot, [LeadRow(1, "A", DAY, name="Ann", email="ann@x.example")])
    return bot


def after(days: float) -> datetime:
    return DAY + timedelta(days=days)


def keep(
    house: House, bot: Bot, *moves: MoveRow, scope: Scope = OWNER, key: str = "external_id"
) -> list[str | Rejection]:
    with house.work(scope) as work:
        done = record_moves(work, Capture(bot, "import moves.csv", key=key), moves)
        work.commit()
    return done


def test_moves_of_a_batch_stand_in_the_order_of_their_times(house: House, bot: Bot) -> None:
    keep(house, bot, MoveRow(1, "A", "lost", after(3), reason="Price"), MoveRow(2, "A", "qualified", after(1)))
    seen = view(house, 1)
    assert [(m.from_status, m.to_status) for m in seen.moves] == [
        (None, "new"), ("new", "qualified"), ("qualified", "lost"),
    ]  # fmt: skip
    assert (seen.lead.status, seen.lead.status_reason, seen.lead.status_at) == ("lost", "Price", after(3))
    assert seen.lead.version == 2


def test_only_a_loss_keeps_a_reason(house: House, bot: Bot) -> None:
    keep(house, bot, MoveRow(1, "A", "qualified", after(1), reason="because"))
    assert view(house, 1).moves[-1].reason is None


def test_actor_is_the_rows_or_the_imports(house: House, bot: Bot) -> None:
    keep(house, bot, MoveRow(1, "A", "contacted", after(1), actor="Ola"), MoveRow(2, "A", "qualified", after(2)))
    assert [move.actor for move in view(house, 1).moves[1:]] == ["Ola", "import moves.csv"]


def test_older_move_is_history_and_changes_no_status(house: House, bot: Bot) -> None:
    keep(house, bot, MoveRow(1, "A", "converted", after(5)))
    keep(house, bot, MoveRow(1, "A", "contacted", after(1)))
    seen = view(house, 1)
    assert (seen.lead.status, seen.lead.status_at, len(seen.moves)) == ("converted", after(5), 3)


def test_move_that_is_there_is_unchanged_and_writes_nothing(house: House, bot: Bot) -> None:
    move = MoveRow(1, "A", "contacted", after(1))
    assert keep(house, bot, move, move) == ["created", "unchanged"]
    before = view(house, 1).lead, len(rows(house, "change"))
    assert keep(house, bot, move) == ["unchanged"]
    assert (view(house, 1).lead, len(rows(house, "change"))) == before


def test_unknown_lead_is_rejected_with_its_own_cells(house: House, bot: Bot) -> None:
    done = keep(
        house, bot, MoveRow(7, "Z", "contacted", after(1), cells={"Lead": "Z"}), MoveRow(8, "A", "lost", after(1))
    )
    (rejection, created) = done
    assert isinstance(rejection, Rejection)
    assert (rejection.line, rejection.cells, created) == (7, {"Lead": "Z"}, "created")
    assert "'Z'" in rejection.reason


def test_leads_are_met_by_email_in_any_case_and_the_oldest_wins(house: House, bot: Bot) -> None:
    an_import(house, bot, [LeadRow(1, "B", DAY, email="ann@x.example", name="Bob")])
    keep(house, bot, MoveRow(1, "ANN@x.example", "contacted", after(1)), key="email")
    assert (view(house, 1).lead.status, view(house, 2).lead.status) == ("contacted", "new")


def test_move_leaves_a_trail_with_before_and_after(house: House, bot: Bot) -> None:
    keep(house, bot, MoveRow(1, "A", "contacted", after(1)))
    assert view(house, 1).activity[0].verb == "moved"
    assert [(each["field"], each["before"], each["after"]) for each in rows(house, "value_history")] == [
        ("status", "new", "contacted")
    ]


def test_another_bots_lead_is_unknown_here(house: House, bot: Bot) -> None:
    (done,) = keep(house, a_bot(house, "Other"), MoveRow(1, "A", "contacted", after(1)))
    assert isinstance(done, Rejection)
    assert view(house, 1).lead.status == "new"


def test_scope_must_cover_the_bot_and_may_import(house: House, bot: Bot) -> None:
    move = MoveRow(1, "A", "contacted", after(1))
    with pytest.raises(NotFoundError):
        keep(house, bot, move, scope=Scope("eve", frozenset({99}), OWNER.rights))
    with pytest.raises(ForbiddenError):
        keep(house, bot, move, scope=Scope("eve", None, frozenset({"leads.write"})))
