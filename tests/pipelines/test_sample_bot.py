"""The sample bot: the same for the same seed, whole, marked as one, and gone without a trace when taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE
from leadlight.errors import InputError, RefusedError
from pipelines import sample_bot
from tests.pipelines.kit import all_bots, differences, leads, new_bot, report, rows, said, table, take

LEADS = 60


def add(house: House, key: str = sample_bot.KEY, seed: int = 7) -> int:
    return sample_bot.add_sample_bot(house, COMMAND_LINE, LEADS, seed, key)


def test_sample_bot_has_as_many_leads_as_asked_and_something_for_every_chart(house: House) -> None:
    conversations = add(house)
    assert len(leads(house)) == LEADS
    assert len(rows(house, "conversation")) == conversations > LEADS
    assert all(rows(house, name) for name in ("message", "score_entry", "stage_move", "capture_event"))
    (whole,) = report(house, "leads,converted,lost,hot,warm,cold,capture_rate", bot="demo")
    assert whole["leads"] == LEADS
    assert all(whole[name] for name in ("converted", "lost", "hot", "warm", "cold"))
    assert differences(house) == []


def test_nothing_of_the_sample_bot_lies_in_the_future(house: House) -> None:
    add(house)
    now = house.clock.now()
    assert max(row["captured_at"] for row in leads(house)) <= now
    assert max(row["at"] for row in rows(house, "stage_move")) <= now
    assert max(row["last_message_at"] for row in rows(house, "conversation")) <= now


def test_same_seed_is_the_same_bot_and_another_is_another(house: House) -> None:
    for key, seed in (("one", 7), ("two", 7), ("three", 8)):
        add(house, key, seed)
    names = [row["name"] for row in leads(house)]
    one, two, three = (names[at * LEADS : (at + 1) * LEADS] for at in range(3))
    assert one == two != three


def test_second_sample_bot_of_a_key_is_refused_and_changes_nothing(house: House) -> None:
    add(house)
    before = said(house)
    with pytest.raises(InputError, match="--remove"):
        add(house)
    assert said(house) == before


def test_sample_bot_announces_nothing(house: House) -> None:
    add(house)
    assert rows(house, "outbox_event") == []


def test_removing_takes_sample_bots_away_whole_and_leaves_real_ones(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", [{"external_id": "A", "name": "Real"}]))
    before = {name: rows(house, name) for name in ("lead", "stage_move", "import_row", "activity")}
    add(house)
    report(house, "leads")  # the warehouse has seen them
    assert sample_bot.take_sample_bots_away(house, COMMAND_LINE, None) == [sample_bot.NAME]
    assert {name: rows(house, name) for name in before} == before
    assert all(rows(house, name) == [] for name in ("conversation", "message", "score_entry", "capture_event"))
    assert all_bots(house) == ["Estate"]
    assert report(house, "leads,conversations", "bot", bot="all") == [{"bot": "Estate", "leads": 1, "conversations": 0}]
    assert differences(house) == []


def test_bot_of_real_people_is_never_taken_away(house: House, tmp_path: Path) -> None:
    take(house, table(tmp_path / "leads.csv", [{"external_id": "A"}]))
    with pytest.raises(RefusedError, match="not a sample bot"):
        sample_bot.take_sample_bots_away(house, COMMAND_LINE, "estate")
    with pytest.raises(InputError, match="no sample bot"):
        sample_bot.take_sample_bots_away(house, COMMAND_LINE, None)
    with pytest.raises(InputError, match="nobody"):
        sample_bot.take_sample_bots_away(house, COMMAND_LINE, "nobody")
    assert len(leads(house)) == 1


def test_record_is_empty_until_its_first_bot(house: House) -> None:
    assert sample_bot.is_empty(house, COMMAND_LINE)
    new_bot(house)
    assert not sample_bot.is_empty(house, COMMAND_LINE)


def test_sample_bot_can_be_taken_away_after_files_came_into_it(house: House, tmp_path: Path) -> None:
    add(house)
    file = tmp_path / "more.csv"
    file.write_text("external_id,email\nX,x@x.example\nY,nobody\n", "utf-8")
    take(house, file, bot="demo")
    sample_bot.take_sample_bots_away(house, COMMAND_LINE, "demo")
    assert all_bots(house) == []
    for name in ("lead", "conversation", "activity", "import_batch", "import_rejection", "score_entry", "stage_move"):
        assert rows(house, name) == []


def test_same_hour_writes_the_same_rows_whenever_it_is_asked(house: House) -> None:
    add(house)
    assert {row["updated_at"] for row in leads(house)} == {house.clock.now().replace(minute=0)}
