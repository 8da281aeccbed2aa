"""A handful of the kills of `make chaos`, the same each time; and proof that they would see what they look for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import records
from tests.chaos import whole
from tests.chaos.campaign import campaign
from tests.chaos.kinds import KINDS, Edits, Export, Kind, Stage
from tests.chaos.place import start

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SEED = 7
HANDFUL = {"ingest": 2, "edits": 3, "captures": 2, "follow": 1, "export": 1, "undo": 1, "migrate": 2}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A place with data, on the engine of this run."""
    cluster = records.cluster() if records.ENGINE == "postgresql" else None
    made = Stage(tmp_path_factory.mktemp("chaos"), cluster)
    yield made
    made.remove()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in HANDFUL], ids=lambda kind: kind.name)
def test_what_is_killed_at_work_loses_nothing_and_leaves_nothing_half_done(stage: Stage, kind: type[Kind]) -> None:
    tally = campaign(kind(stage), HANDFUL[kind.name], SEED)
    assert tally.complaints == []
    assert 2 * tally.landed >= tally.kills


@pytest.fixture
def _once() -> None:
    """The harness is the same on both engines."""
    if records.ENGINE != "sqlite":
        pytest.skip("what the harness sees is proven on SQLite")


@pytest.mark.usefixtures("_once")
@pytest.mark.parametrize(("build", "seen"), [("early answer", "was acknowledged"), ("events apart", "announced")])
def test_the_harness_sees_a_lost_answer_and_an_event_apart_from_its_change(stage: Stage, build: str, seen: str) -> None:
    kind = Edits(Stage(stage.folder, stage.cluster, build, stage.made))
    found: list[str] = []
    for die_at in range(200, 260, 3):
        place = kind.place()
        child = start(place.order("writer", "1", die_at=die_at, build=build))
        child.wait()
        found += kind.after(place, child)
        if any(seen in line for line in found):
            return
    pytest.fail(f"nothing of this was seen: {found}")


@pytest.mark.usefixtures("_once")
def test_the_harness_sees_a_half_file_under_its_final_name(stage: Stage) -> None:
    sound = Export(stage)
    campaign(sound, 0, SEED)
    place = sound.place()
    words = ("pipelines", "export", "--bot", "all", "-o", place.folder / "out.csv")
    for die_at in range(1, 40):
        child = start(place.order(*words, die_at=die_at, build="file in place"))
        if not child.wait() or sound.after(place, child):
            break
    assert sound.after(place, child) == ["a half file under its final name"]


def test_the_harness_sees_a_record_that_lacks_a_part_of_a_change(stage: Stage) -> None:
    place = stage.filled("torn")
    with place.house() as house:
        assert whole.complaints(house.engine) == []
        for table in ("outbox_event", "value_history", "stage_move", "change"):
            whole.forget_newest(house.engine, table)
            assert whole.complaints(house.engine), table
