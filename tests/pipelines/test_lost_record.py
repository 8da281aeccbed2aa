"""A SQLite record that is gone while its numbers stand: no command makes an empty one in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadlight.bootstrap import House, lost_record, open_house
from leadlight.clock import FixedClock
from leadlight.errors import FaultError
from pipelines.ask import own_warehouse
from pipelines.doctor import places, store
from tests import records
from tests.conftest import NOW
from tests.pipelines.kit import command, new_bot


@pytest.fixture
def lost(house: House, tmp_path: Path) -> Path:
    """The record's file, which is elsewhere."""
    if records.ENGINE != "sqlite":
        pytest.skip("only a SQLite record is a file here")
    new_bot(house)
    with own_warehouse(house):
        house.engine.dispose()
    path = house.settings.data_dir / "record.sqlite"
    path.rename(path.with_name("elsewhere"))
    return path


@pytest.mark.parametrize("words", [("report", "--bot", "all", "--measures", "leads"), ("demo", "--leads", "1")])
def test_a_command_refuses_and_makes_no_record(lost: Path, words: tuple[str, ...]) -> None:
    done = command(lost.parent, "pipelines", *words)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "is gone" in done.stderr
    assert "put it back" in done.stderr
    assert not lost.exists()


def test_the_doctor_finds_it_wrong(house: House, lost: Path) -> None:
    (finding,) = store.look(house.settings, FixedClock(NOW))
    assert (finding.level, "is gone" in finding.value, "put it back" in finding.advice) == ("wrong", True, True)
    (place,) = [each for each in places.look(house.settings, FixedClock(NOW)) if each.what == "record"]
    assert place.value.endswith("not there")


def test_put_back_it_is_opened_and_without_its_numbers_a_new_one_is_made(house: House, lost: Path) -> None:
    with pytest.raises(FaultError, match="is gone"):
        open_house(house.settings)
    lost.with_name("elsewhere").rename(lost)
    open_house(house.settings).engine.dispose()
    lost.rename(lost.with_name("elsewhere"))
    house.settings.warehouse_path.unlink()
    assert lost_record(house.settings) is None
    open_house(house.settings).engine.dispose()
    assert lost.exists()
