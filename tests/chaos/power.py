"""Power lost at any moment of someone's work on a SQLite record: the disk rebuilt at each, opened and looked at."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leadlight.errors import FaultError
from leadlight.record.engine import open_engine
from tests.chaos import disk, whole
from tests.chaos.child import Order, environment, main
from tests.chaos.kinds import Stage
from tests.chaos.place import ROOT, Place

CHANGES = 150
"""Changes that are traced."""
RECORD = "record.sqlite"
ABSENT = "strace is not installed (Debian: apt-get install strace), or may not look into processes here"


@dataclass
class Outage:
    """What came of the images of one trace."""

    build: str
    images: int = 0
    acks: int = 0
    lost: int = 0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        what = f"{self.images} images over {self.acks} acknowledgements"
        found = f"{self.lost} lost one, {len(self.complaints)} COMPLAINTS" if self.complaints else "nothing lost"
        return f"power loss {self.build or 'WAL'}: {what}, {found}"


def told(images: int, seed: int, say: Callable[[str], None]) -> bool:
    """Both journals of SQLite; says what came of it, and whether anything was wrong."""
    if not possible():
        say(f"power loss: left out, {ABSENT}")
        return False
    wrong = False
    for build, share in (("", 3), ("without WAL", 1)):
        found = outages(images * share // 4, seed, build)
        say(str(found))
        for line in found.complaints[:20]:
            say(f"  {line}")
        wrong |= bool(found.complaints)
    return wrong


def possible() -> bool:
    """Whether calls can be traced here."""
    strace = shutil.which("strace")
    return bool(strace) and subprocess.run([str(strace), "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0


def outages(images: int, seed: int, build: str = "", changes: int = CHANGES) -> Outage:
    """Trace someone at work, then lose power `images` times: once at each acknowledgement, else anywhere."""
    folder = Path(tempfile.mkdtemp(prefix="leadlight-power-"))
    try:
        place = Stage(folder).fresh("power")
        with place.house() as house:
            before, seq = whole.leads(house.engine), whole.newest_seq(house.engine)
        base = {RECORD: (place.folder / RECORD).read_bytes()}  # closed, so without a log
        trace, acks = _trace(place, seed, build, changes)
        found = Outage(build)
        for image, acked in _images(trace, str(place.folder), str(acks), base, images, random.Random(seed)):
            _look(image, folder / "image", before, seq, acked, found)
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _trace(place: Place, seed: int, build: str, changes: int) -> tuple[list[disk.Call], Path]:
    """The calls of a writer, and the file it acknowledges in."""
    order = place.order("writer", str(seed), str(changes), build=build)
    written = place.folder.with_suffix(".strace")
    given = json.dumps([str(order.folder), list(order.words), order.build])
    words = ["strace", "-f", "-qq", "-y", "-xx", "-s", "1000000", "-o", str(written), "-e", f"trace={disk.CALLS}"]
    done = subprocess.run(
        [*words, sys.executable, "-m", "tests.chaos.power", given],
        cwd=ROOT, env=_clean() | environment(order), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(f"strace: {done.returncode} {done.stderr} {order.file('err').read_text()}")
    return list(disk.calls(written)), order.file("acks")


def _clean() -> dict[str, str]:
    import os  # the environment of a child of ours

    return {name: value for name, value in os.environ.items() if not name.startswith(("LEADLIGHT_", "OPENAI_"))}


def _images(
    trace: list[disk.Call], folder: str, acks: str, base: dict[str, bytes], images: int, chance: random.Random
) -> Iterator[tuple[dict[str, bytes], list[dict[str, Any]]]]:
    """(files found, acknowledgements given by then) of each loss of power."""
    kept = [call for call in trace if call.file in (folder, acks) or _of_record(call.file, folder)]
    at_acks = [at for at, call in enumerate(kept) if call.file == acks and call.what == "write"]
    each = min(len(at_acks), images)
    when = sorted([*chance.sample(at_acks, each), *(chance.randrange(len(kept)) for _ in range(images - each))])
    lost = disk.Disk(folder, {name: disk.File(bytearray(data)) for name, data in base.items()})
    acked: list[dict[str, Any]] = []
    for at, call in enumerate(kept):
        if call.file == acks:
            acked += [json.loads(line) for line in call.data.splitlines()]
        else:
            lost.apply(call)
        for _ in range(when.count(at)):
            yield lost.lose_power(chance), list(acked)


def _of_record(file: str, folder: str) -> bool:
    return file in (f"{folder}/{RECORD}", f"{folder}/{RECORD}-wal", f"{folder}/{RECORD}-journal")


def _look(
    image: dict[str, bytes], folder: Path, before: dict[int, Any], seq: int, acked: list[dict[str, Any]], found: Outage
) -> None:
    """Open the record as it was found, and look for what is lost or half there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in image.items():
        (folder / name).write_bytes(data)
    engine = open_engine(f"sqlite:///{folder / RECORD}")
    try:
        lost = whole.lost(engine, before, seq, acked)
        wrong = lost + whole.complaints(engine)
    except FaultError as error:
        lost, wrong = [], [str(error)]
    finally:
        engine.dispose()
    found.images, found.acks, found.lost = found.images + 1, max(found.acks, len(acked)), found.lost + bool(lost)
    found.complaints += [f"after {len(acked)} acknowledgements: {line}" for line in wrong]


if __name__ == "__main__":
    folder, words, build = json.loads(sys.argv[1])
    main(Order(Path(folder), "", tuple(words), build=build))
