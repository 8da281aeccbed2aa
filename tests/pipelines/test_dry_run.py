"""A dry run tells exactly what the real one does, whatever the files hold, in little memory, and leaves nothing."""

from __future__ import annotations

import gc
import itertools
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from leadlight.bootstrap import House
from leadlight.domain.scope import COMMAND_LINE
from leadlight.errors import FaultError
from leadlight.record import ground
from leadlight.record.ground import open_scratch
from pipelines import ingest as ingesting
from pipelines.ingest import ingest
from pipelines.ingested import Ingested, Watch, Wish
from tests.pipelines.kit import counts, everything, lines, table, take, talk

NAMES, KEYS = ("", "Ann", "ann", "Bob"), ("", "A", "B", "C")
EMAILS, TALKS = ("", "a@x.example", "A@X.example", "b@x.example", "wrong"), ("", "t1", "t2", "t3")
DAYS = ("", "2026-10-01", "2026-10-05", "2026-11-02T10:00:00Z")
SAID = ("Hello", "I am Ann, a@x.example", "call me: +44 20 7946 0318", "What is the price?")

lead_rows = st.lists(
    st.fixed_dictionaries(
        {
            "external_id": st.sampled_from(KEYS),
            "name": st.sampled_from(NAMES),
            "email": st.sampled_from(EMAILS),
            "phone": st.sampled_from(("", "+442079460318", "+442079460319")),
            "city": st.sampled_from(("", "Rome", "Oslo")),
            "captured_at": st.sampled_from(DAYS),
            "status": st.sampled_from(("", "new", "qualified", "lost")),
            "status_at": st.sampled_from(DAYS),
            "conversation_external_id": st.sampled_from(TALKS),
            "note": st.sampled_from(("", "one", "two")),
        }
    ),
    max_size=9,
)
talk_rows = st.lists(
    st.builds(
        lambda key, said: talk(key, *said), st.sampled_from(TALKS[1:]), st.lists(st.sampled_from(SAID), max_size=3)
    ),
    max_size=6,
)
move_rows = st.lists(
    st.fixed_dictionaries(
        {
            "external_id": st.sampled_from(KEYS),
            "to": st.sampled_from(("contacted", "qualified", "lost", "nowhere")),
            "at": st.sampled_from(DAYS),
        }
    ),
    max_size=6,
)
LEAD, MOVE = ("external_id", "name", "email", "phone", "city", "captured_at", "status", "status_at",
              "conversation_external_id", "note"), ("external_id", "to", "at")  # fmt: skip
files = st.lists(
    st.tuples(st.just(LEAD), lead_rows) | st.tuples(st.just(()), talk_rows) | st.tuples(st.just(MOVE), move_rows),
    min_size=1,
    max_size=4,
)
Files = Sequence[tuple[tuple[str, ...], list[dict[str, Any]]]]
numbers = itertools.count()


def written(folder: Path, made: Files) -> Iterator[Path]:
    for at, (headers, some) in enumerate(made):
        if headers:
            blank: Mapping[str, str] = dict.fromkeys(headers, "")
            path = table(folder / f"{at}.csv", [*some, blank])
        else:
            path = lines(folder / f"{at}.jsonl", [*some, talk("t9", "Hi")])
        yield path


@given(before=files, made=files)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_dry_run_of_any_files_tells_what_the_real_run_makes_of_each(
    house: House, tmp_path: Path, before: Files, made: Files
) -> None:
    bot = f"Bot {next(numbers)}"
    folders = [tmp_path / bot / name for name in ("before", "now")]
    for folder in folders:
        folder.mkdir(parents=True)
    with patch.object(ingesting, "BATCH", 2):
        take(house, *written(folders[0], before), bot=bot)
        paths = list(written(folders[1], made))
        dry = [told(each) for each in take(house, *paths, bot=bot, dry_run=True)]
        assert dry == [told(each) for each in take(house, *paths, bot=bot)]


def told(done: Ingested) -> tuple[dict[str, int], int, list[tuple[int, str]]]:
    return counts(done), done.counts["leads"], sorted((each.line, each.reason) for each in done.rejections)


def test_pieces_of_a_conversation_meet_in_a_dry_run_as_in_a_real_one(house: House, tmp_path: Path) -> None:
    """A row for each message: pieces that come in another batch join what earlier ones said."""
    said = [{"conversation_id": "c1", "role": "visitor", "text": f"Line {at}"} for at in range(3)]
    path = table(tmp_path / "talks.csv", [*said, {"conversation_id": "c2", "role": "visitor", "text": "Hi"}])
    with patch.object(ingesting, "BATCH", 1):
        dry, real = (take(house, path, path, kind="conversations", dry_run=dry) for dry in (True, False))
    assert [told(each) for each in dry] == [told(each) for each in real]


def many(folder: Path, rows: int) -> Path:
    made = ({"external_id": f"L{at}", "name": f"Person {at}", "email": f"p{at}@x.example", "note": "x" * 200}
            for at in range(rows))  # fmt: skip
    return table(folder / f"{rows}.csv", made)


def test_memory_of_a_dry_run_does_not_grow_with_what_it_would_create(house: House, tmp_path: Path) -> None:
    peaks = []
    for rows in (1_000, 6_000):
        path = many(tmp_path, rows)
        with patch.object(ingesting, "BATCH", 250):
            take(house, path, dry_run=True)  # what is made once and kept is made
            gc.collect()
            tracemalloc.start()
            (done,) = take(house, path, dry_run=True)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert counts(done) == {"read": rows, "created": rows}
    # Before: 2.6 KB a lead. What remains is the number by which the file's rows are told apart.
    assert peaks[1] - peaks[0] < 5_000 * 300, peaks


def test_no_scratch_file_has_a_name_while_or_after_a_dry_run(house: House, tmp_path: Path) -> None:
    path, seen = many(tmp_path, 3), []
    folder = house.settings.data_dir
    watch = Watch(told=lambda done: seen.extend(folder.glob("scratch-*")))
    before = everything(house)
    ingest(house, COMMAND_LINE, [path], Wish("Estate", dry_run=True), watch)
    assert seen == [] == list(folder.glob("scratch-*"))
    assert everything(house) == before


def test_scratch_file_that_a_killed_process_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch-old.sqlite").touch()
    with open_scratch(tmp_path):
        assert (tmp_path / "scratch-old.sqlite").exists()  # it may be of a process that lives
    monkeypatch.setattr(ground, "SWEPT_AFTER", -1)
    with open_scratch(tmp_path):
        assert not list(tmp_path.iterdir())


def test_dry_run_without_room_for_its_scratch_file_says_where(house: House, tmp_path: Path) -> None:
    with pytest.raises(FaultError, match="nowhere"), open_scratch(tmp_path / "nowhere"):
        pass


def test_writer_need_not_wait_for_a_dry_run(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(house, table(tmp_path / "first.csv", [{"external_id": "A"}]))
    take_rows = ingesting._take

    def beside_a_writer(*given: Any) -> Any:
        result = take_rows(*given)
        with house.work(COMMAND_LINE) as work:  # raises "locked" after its patience where the dry run holds the lock
            work.connection.execute(text("UPDATE bot SET name = 'Written meanwhile'"))
            work.commit()
        return result

    monkeypatch.setattr(ingesting, "_take", beside_a_writer)
    assert counts(take(house, many(tmp_path, 10), dry_run=True)[0]) == {"read": 10, "created": 10}
    assert [row["name"] for row in everything(house)["bot"]] == ["Written meanwhile"]
