"""What is killed, one class a kind: how it begins, what is run, what must hold after the kill and after another run."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from alembic import command

from leadlight.record import migrate
from leadlight.record.engine import open_engine
from tests.chaos import material, whole
from tests.chaos.place import Child, Place, empty, run
from tests.postgresql import Cluster

LEADS, TALKS = 480, 60
"""Rows of the files taken in: several transactions of leads (see child.BATCH) and one of conversations."""
RELEASED = "0001"
"""The oldest schema that a record of a user may be at."""


@dataclass
class Stage:
    """What the kinds of one run share: a folder, the engine, and a place with data to copy."""

    folder: Path
    cluster: Cluster | None = None
    build: str = ""
    made: dict[str, Place] = field(default_factory=dict)

    @property
    def engine(self) -> str:
        """sqlite or postgresql."""
        return "postgresql" if self.cluster else "sqlite"

    def fresh(self, name: str) -> Place:
        """A place with one bot and no lead."""
        return self._once("bare", self._bare).copy(f"chaos_{name}")

    def filled(self, name: str) -> Place:
        """A place with leads, conversations, edits and a warehouse that has followed them."""
        return self._once("filled", self._fill).copy(f"chaos_{name}")

    def old(self, name: str) -> Place:
        """A place whose record is as the first release left it, with data."""
        return self._once("old", self._age).copy(f"chaos_{name}")

    def remove(self) -> None:
        """Take away all that was made here."""
        for path in self.folder.glob("chaos_*"):
            if path.is_dir():
                Place(path, self.cluster, path.name).remove()

    def _once(self, name: str, make: Any) -> Place:
        if name not in self.made:
            self.made[name] = make(f"chaos_{name}_")
        return self.made[name]

    def _bare(self, name: str) -> Place:
        place = empty(self.folder / name, self.cluster)
        material.write_leads(place.folder / "leads.csv", LEADS, 1)
        material.write_talks(place.folder / "talks.jsonl", TALKS, 1)
        material.write_leads(place.folder / "few.csv", 41, 2)
        run(place.order("pipelines", "ingest", place.folder / "few.csv", "--bot", material.BOT, "--announce"))
        return place

    def _fill(self, name: str) -> Place:
        place = self._once("bare", self._bare).copy(name)
        run(ingest(place))
        run(place.order("writer", "1", "60"))
        run(place.order("leadlight", "check"))
        return place

    def _age(self, name: str) -> Place:
        filled = self._once("filled", self._fill)
        with filled.house() as house:
            rows = material.everything(house.engine)
        place = Place(self.folder / name, self.cluster, name)
        place.folder.mkdir()
        if self.cluster:
            self.cluster.create_empty(name)
        engine = open_engine(place.settings.record_url)
        command.upgrade(migrate._config(engine), RELEASED)
        material.pour(engine, rows)
        engine.dispose()
        return place


def ingest(place: Place, die_at: int = 0, build: str = "") -> Any:
    """Take both files in."""
    files = (place.folder / "leads.csv", place.folder / "talks.jsonl")
    return place.order("pipelines", "ingest", *files, "--bot", material.BOT, "--announce", die_at=die_at, build=build)


class Kind:
    """One kind of work to be killed. `begin` is called once; then for each kill `order`, `after` and `again`."""

    name = ""
    endless = False
    """Whether it works until it is killed."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def place(self) -> Place:
        """Where the next kill happens."""
        return self.stage.filled(self.name)

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        """What is run and killed."""
        raise NotImplementedError

    def after(self, place: Place, killed: Child) -> list[str]:
        """What is wrong right after the kill."""
        with place.house() as house:
            return whole.complaints(house.engine)

    def again(self, place: Place, peaceful: Any) -> list[str]:
        """What is wrong once it was run again. `peaceful` is what `result` gave of a run at peace."""
        run(self.order(place, 0, random.Random(0)))
        with place.house() as house:
            found = whole.complaints(house.engine)
        result = self.result(place)
        return found + (["it ended otherwise than at peace"] if peaceful is not None and result != peaceful else [])

    def result(self, place: Place) -> Any:
        """What the work leaves, whatever the run; None where each run leaves something else."""
        return None


class Ingest(Kind):
    """An import of leads and conversations."""

    name = "ingest"

    def place(self) -> Place:
        return self.stage.fresh(self.name)

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        return ingest(place, die_at, self.stage.build)

    def result(self, place: Place) -> Any:
        with place.house() as house:
            return material.says(house.engine) | {"report": (place.folder / "leads.rejected.csv").read_text()}

    def after(self, place: Place, killed: Child) -> list[str]:
        report = place.folder / "leads.rejected.csv"
        half = report.exists() and len(report.read_text().splitlines()) != LEADS // 40 + 1
        return super().after(place, killed) + (["the report of rejected rows is half written"] if half else [])

    def again(self, place: Place, peaceful: Any) -> list[str]:
        with place.house() as house:
            whole.age_batches(house.engine)
        run(self.order(place, 0, random.Random(0)))
        with place.house() as house:
            found = whole.complaints(house.engine) + whole.running_batches(house.engine)
        return found + material.difference(
            {name: rows for name, rows in peaceful.items() if name != "report"}, self.result(place)
        )


class Edits(Kind):
    """People at work: moves, edits, captures, deletions, by hand and in bulk."""

    name = "edits"
    endless = True
    _place: Place | None = None

    def place(self) -> Place:
        """The same one each time: crashes add up."""
        self._place = self._place or self.stage.filled(self.name)
        with self._place.house() as house:
            self._before, self._seq = whole.leads(house.engine), whole.newest_seq(house.engine)
        return self._place

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        return place.order("writer", str(chance.getrandbits(30)), die_at=die_at, build=self.stage.build)

    def after(self, place: Place, killed: Child) -> list[str]:
        with place.house() as house:
            lost = whole.lost(house.engine, self._before, self._seq, killed.acks)
            return lost + whole.complaints(house.engine)

    def again(self, place: Place, peaceful: Any) -> list[str]:
        run(place.order("writer", "3", "3"))
        with place.house() as house:
            return whole.complaints(house.engine)


class Captures(Kind):
    """Forms sent to the API, several at once, each with a key: what was answered is there, and once."""

    name = "captures"
    endless = True
    _place: Place | None = None
    _seed = ""

    def place(self) -> Place:
        """The same one each time: crashes add up."""
        self._place = self._place or self.stage.filled(self.name)
        with self._place.house() as house:
            self._before = whole.leads(house.engine)
        return self._place

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        self._seed = str(chance.getrandbits(30))
        return place.order("capture", self._seed, die_at=die_at)

    def after(self, place: Place, killed: Child) -> list[str]:
        with place.house() as house:
            lost = whole.gone(house.engine, self._before, killed.acks)
            return lost + whole.complaints(house.engine) + whole.unkeyed(house.engine)

    def again(self, place: Place, peaceful: Any) -> list[str]:
        with place.house() as house:
            before = whole.leads(house.engine)
        run(place.order("capture", self._seed, "40"))  # the first forms again: those that were kept are kept once
        with place.house() as house:
            lost = whole.gone(house.engine, before, [])
            return lost + whole.complaints(house.engine) + whole.unkeyed(house.engine)


class Follow(Kind):
    """The warehouse brought up to date."""

    name = "follow"
    words: tuple[str, ...] = ("follow",)
    _place: Place | None = None

    def place(self) -> Place:
        self._place = self._place or self.stage.filled(self.name)
        run(self._place.order("writer", "5", "12"))
        return self._place

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        return place.order("pipelines", *self.words, die_at=die_at)


class Rebuild(Follow):
    """The warehouse built anew."""

    name = "rebuild"
    words = ("follow", "--rebuild")

    def again(self, place: Place, peaceful: Any) -> list[str]:
        found = super().again(place, peaceful)
        return found + [f"left behind: {path.name}" for path in place.folder.glob("warehouse.next*")]


class Export(Kind):
    """The leads written to a file, sometimes over an older one."""

    name = "export"
    forms = ("csv", "parquet", "xlsx")
    _place: Place | None = None
    _peaceful: dict[str, bytes]
    OLD = b"the file of yesterday"

    def place(self) -> Place:
        self._place = self._place or self.stage.filled(self.name)
        for path in self._place.folder.glob("*out.*"):
            path.unlink()
        return self._place

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        target = place.folder / "out.csv"
        if chance.random() < 0.5:
            target.write_bytes(self.OLD)
        return place.order("pipelines", "export", "--bot", "all", "-o", target, die_at=die_at, build=self.stage.build)

    def after(self, place: Place, killed: Child) -> list[str]:
        target = place.folder / "out.csv"
        found = target.read_bytes() if target.exists() else self.OLD
        whole_ones = (self.OLD, self.result(self.stage.made["peaceful export"]))
        return super().after(place, killed) + ([] if found in whole_ones else ["a half file under its final name"])

    def again(self, place: Place, peaceful: Any) -> list[str]:
        left = [path.name for path in place.folder.glob(".out.*")]
        return super().again(place, peaceful) + [
            f"left behind: {name}" for name in left if (place.folder / name).exists()
        ]

    def result(self, place: Place) -> Any:
        return (place.folder / "out.csv").read_bytes()


class Undo(Kind):
    """A whole import taken back, which had made some leads and changed others."""

    name = "undo"
    batch = 0

    def place(self) -> Place:
        place = self.stage.filled(self.name)
        path = material.write_leads(place.folder / "mixed.csv", 160, 2, "Other")
        run(place.order("pipelines", "ingest", path, "--bot", material.BOT, "--announce"))
        with place.house() as house:
            self.batch = whole.newest_batch(house.engine)
        return place

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        with place.house() as house:
            whole.age_batches(house.engine)
        return place.order("undo", str(self.batch), die_at=die_at)

    def again(self, place: Place, peaceful: Any) -> list[str]:
        run(self.order(place, 0, random.Random(0)))
        with place.house() as house:
            return whole.complaints(house.engine) + material.difference(peaceful, material.says(house.engine))

    def result(self, place: Place) -> Any:
        with place.house() as house:
            return material.says(house.engine)


class Migrate(Kind):
    """A record of the first release brought to today's tables."""

    name = "migrate"

    def place(self) -> Place:
        return self.stage.old(self.name)

    def order(self, place: Place, die_at: int, chance: random.Random) -> Any:
        return place.order("leadlight", "migrate", die_at=die_at)

    def after(self, place: Place, killed: Child) -> list[str]:
        if self._tables(place) in self._whole:
            return []
        return ["the record is neither as it was nor as a whole migration leaves it"]

    @cached_property
    def _whole(self) -> list[Any]:
        """The tables as they were, and after each migration: every one is a transaction of its own."""
        place = self.stage.old("each_migration")
        found = [self._tables(place)]
        for at in range(int(RELEASED) + 1, int(migrate.head()) + 1):
            engine = open_engine(place.settings.record_url)
            try:
                command.upgrade(migrate._config(engine), f"{at:04}")
            finally:
                engine.dispose()
            found.append(self._tables(place))
        return found

    def again(self, place: Place, peaceful: Any) -> list[str]:
        found = super().again(place, peaceful)
        run(place.order("writer", "3", "10"))
        return found

    def result(self, place: Place) -> Any:
        return self._tables(place)

    def _tables(self, place: Place) -> Any:
        engine = open_engine(place.settings.record_url)
        try:
            return _lasting(material.everything(engine))
        finally:
            engine.dispose()


def _lasting(rows: dict[str, Any]) -> dict[str, Any]:
    """Without the name that each migration gives anew to its installation."""
    return {name: some for name, some in rows.items() if name != "installation"}


KINDS: tuple[type[Kind], ...] = (Ingest, Edits, Captures, Follow, Rebuild, Export, Undo, Migrate)
"""Every kind, the server's own apart (tests/chaos/served.py)."""
