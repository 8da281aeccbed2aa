"""The record: can it be read, is it whole, which schema has it, who follows it, and what was last done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leadlight.bootstrap import House, lost_record
from leadlight.clock import Clock
from leadlight.config import Settings
from leadlight.domain.finding import Finding, Level
from leadlight.errors import FaultError, InputError
from leadlight.record import jobs
from leadlight.record import look as record
from leadlight.record.bulk import Reading
from leadlight.record.engine import reading
from leadlight.record.holders import holding_back
from leadlight.record.jobs import Job
from leadlight.record.migrate import head
from pipelines.follower import name_of
from pipelines.jobs import as_it_stands

SILENT_FOR = timedelta(minutes=10)
"""A running import that gave no sign of life for so long has stopped; a follower reports every minute."""
HELD_FOR = timedelta(minutes=1)
"""How long a transaction of anyone may keep the feed waiting."""
FRESH = timedelta(days=1)
"""How long a job that failed is wrong; then it is but a note."""
LEAVES_NOTHING = ("check", "demo", "export")
"""Jobs that only who asked for them waits for: that one failed was told there, and nothing here is wrong."""
AHEAD = timedelta(minutes=5)
"""How far the record may be ahead of this machine's clock."""
ADVICE = (
    ("another process", "wait until that one has finished, or end it"),
    ("cannot be opened", "this user cannot open it: mind the owner and mode of the file and of its folder"),
    ("read only", "mind the owner and mode of the file and of its folder"),
    ("damaged", "stop the server, set the file aside and put the last backup in its place"),
    ("the user or the password", "mind both in LEADLIGHT_RECORD_URL"),
    ("no database of that name", "create it, or mind its name in LEADLIGHT_RECORD_URL"),
    ("createdb", "what it holds already comes along by pg_dump and pg_restore"),
    ("lacks a right", "grant it to the user that LEADLIGHT_RECORD_URL names"),
)
"""What to do, by a word of the trouble; the first that fits."""
RIGHTS = {
    ("writes", "refused: a standby"): "name the primary server",
    ("may make tables", "false"): "grant CREATE on the schema to Leadlight's user",
    (
        "may write",
        "false",
    ): "grant SELECT, INSERT, UPDATE, DELETE on its tables and USAGE on its sequences to that user",
}
"""What to do where the server lets us do less than we need."""
FILE = "mind the disk, and the owner and mode of the file and of its folder"
SERVER = "start the database server, or mind host and port in LEADLIGHT_RECORD_URL"


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """All there is to say of the record, or why it cannot be read."""
    try:
        path = record.file_of(settings.record_url)
    except InputError:
        return  # told among the places
    if path is not None and not path.is_file():
        if lost := lost_record(settings):
            told, _, advice = lost.partition(": ")
            yield Finding("record", "state", told, "wrong", advice)
        elif not path.exists():
            yield Finding("record", "state", "not made yet: the first start makes it")
        return  # what stands in its place is told among the places
    found: list[Finding] = []
    try:
        with record.looking(settings.record_url) as connection:
            found.extend(_of(connection, settings, clock))
    except FaultError as error:
        fitting = [told for word, told in ADVICE if word in str(error)]
        advice = fitting[0] if fitting else FILE if path else SERVER
        found.append(Finding("record", "state", str(error), "wrong", advice))
    yield from found


def here(house: House) -> list[Finding]:
    """What the record that this process has open says of itself."""
    try:
        with reading(house.engine) as connection:
            found = [*_modes(connection, house.settings), _schema(record.version(connection))]
            return [*found, *contents(connection, house.settings, house.clock)]
    except FaultError as error:
        return [Finding("record", "state", str(error), "wrong")]


def _of(connection: Reading, settings: Settings, clock: Clock) -> Iterator[Finding]:
    yield from _modes(connection, settings)
    schema = _schema(record.version(connection))
    yield schema
    if schema.value != head():
        return  # its tables are not the ones this code knows
    if connection.dialect.name == "sqlite":
        yield _file(*record.troubles_of_file(connection))
    yield Finding("record", "holds", ", ".join(f"{many} {what}" for what, many in record.counts(connection).items()))
    yield from contents(connection, settings, clock)


def contents(connection: Reading, settings: Settings, clock: Clock) -> Iterator[Finding]:
    """What a record of our schema says of itself: followers, zones, times, imports, jobs."""
    yield from _followers(connection, settings, clock)
    yield from _holders(connection)
    yield from _zones(connection)
    yield from _times(connection, clock)
    yield from _imports(connection, clock)
    yield from (_job(as_it_stands(each), clock) for each in jobs.last_of_each_kind(connection))


def _modes(connection: Reading, settings: Settings) -> Iterator[Finding]:
    for name, value in record.modes(connection, settings.record_url).items():
        if name == "journal_mode" and value == "WAL" and not record.library()[1]:
            advice = "this SQLite library can corrupt such a file: install pysqlite3 (make setup)"
            yield Finding("record", name, value, "wrong", advice)
        elif (name, value) in RIGHTS:
            yield Finding("record", name, value, "wrong", RIGHTS[name, value])
        else:
            yield Finding("record", name, value)


def _schema(version: str | None) -> Finding:
    if version == head():
        return Finding("record", "schema", version)
    if version is None:
        return Finding("record", "schema", "no tables yet", "note", "the next start, or `migrate`, makes them")
    if record.knows(version):
        advice = f"this Leadlight speaks {head()}: the next start, or `migrate`, brings it there"
        return Finding("record", "schema", version, "note", advice)
    advice = f"a newer Leadlight made it, this one speaks {head()}: use the newer one"
    return Finding("record", "schema", version, "wrong", advice)


def _file(said: str, is_whole: bool) -> Finding:
    if said != "ok":
        advice = "stop the server, set the file aside and put the last backup in its place"
        return Finding("record", "file", f"damaged: {said.splitlines()[0]}", "wrong", advice)
    return Finding("record", "file", "sound" if is_whole else "sound as far as a few seconds of looking tell")


def _followers(connection: Reading, settings: Settings, clock: Clock) -> Iterator[Finding]:
    ours = name_of(settings.warehouse_path)
    for each in record.followers(connection):
        who = "this folder's warehouse" if each.name == ours else f"another warehouse ({each.name[:8]})"
        told = f"{who}: {each.behind} changes behind, seen {ago(each.seen_at, clock)}"
        is_silent = clock.now() - each.seen_at > SILENT_FOR and each.behind
        advice = "the feed is kept for it: it follows when its server runs again" if is_silent else ""
        yield Finding("record", "followed by", told, "note" if is_silent else "ok", advice)


def _holders(connection: Reading) -> Iterator[Finding]:
    for each in holding_back(connection.engine):
        if each.is_long:
            level: Level = "wrong" if each.open_for and each.open_for > HELD_FOR else "note"
            told, _, advice = each.told.partition(": ")
            yield Finding("record", "followed", told, level, advice)


def _imports(connection: Reading, clock: Clock) -> Iterator[Finding]:
    for each in record.running_imports(connection):
        told = f"{each.file}, last seen {ago(each.seen_at, clock)}"
        if clock.now() - each.seen_at > SILENT_FOR:
            advice = "it stopped half-way: import the same file again, and only what is missing is taken"
            yield Finding("jobs", "import", told, "wrong", advice)
        else:
            yield Finding("jobs", "import", f"running: {told}")


def _job(last: Job, clock: Clock) -> Finding:
    counts = ", ".join(f"{name} {value}" for name, value in last.detail.items())
    told = f"{last.state} {ago(last.finished_at or last.started_at, clock)}" + (f" ({counts})" if counts else "")
    is_fresh = clock.now() - last.started_at < FRESH
    is_wanting = is_fresh and last.kind not in LEAVES_NOTHING
    levels: dict[str, Level] = {"failed": "wrong" if is_wanting else "note", "stopped": "note"}
    level = levels.get(last.state, "ok")
    return Finding("jobs", last.kind, told, level, "run it again; what it had done stands" if level != "ok" else "")


def _zones(connection: Reading) -> Iterator[Finding]:
    for key, zone in record.zones(connection).items():
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            advice = "its days cannot be told: install tzdata (make setup), or give the bot another zone"
            yield Finding("record", f"zone of {key}", f"{zone} is not known here", "wrong", advice)


def _times(connection: Reading, clock: Clock) -> Iterator[Finding]:
    last = record.last_written(connection)
    if last is None:
        return
    told = f"{ago(last, clock)}"
    if last - clock.now() > AHEAD:
        advice = "this machine's clock is behind that: set it right before anything is written"
        yield Finding("record", "last written", f"{last:%Y-%m-%d %H:%M} UTC, which is yet to come", "wrong", advice)
    else:
        yield Finding("record", "last written", told)


def ago(then: datetime, clock: Clock) -> str:
    """How long ago, in the largest unit that fits."""
    seconds = int((clock.now() - then).total_seconds())
    for unit, long in (("days", 172_800), ("hours", 7_200), ("minutes", 120)):
        if seconds >= long:
            return f"{seconds // (long // 2)} {unit} ago"
    return "just now" if seconds < 60 else "a minute ago"
