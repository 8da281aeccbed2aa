"""The only wiring: settings, clock, record and (where this process holds the file) the warehouse, put together."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.clock import Clock, SystemClock
from leadlight.config import Settings, read_settings
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, InputError
from leadlight.record.engine import Record, open_engine
from leadlight.record.look import file_of
from leadlight.record.migrate import migrate
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class House:
    """What every entry point needs: where the record is, and what time it is."""

    settings: Settings
    clock: Clock
    engine: Record

    def work(self, scope: Scope, writes: bool = True) -> UnitOfWork:
        """A unit of work for `scope`; leave it by `commit()` or it never happened. `writes`: False for a dry run."""
        return UnitOfWork(self.engine, self.clock, scope, writes)


def open_house(settings: Settings | None = None, clock: Clock | None = None) -> House:
    """Open (and migrate) the record. Raises InputError or FaultError in plain words."""
    settings = settings or read_settings()
    _make_data_dir(settings)
    if lost := lost_record(settings):
        raise FaultError(lost)
    engine = open_engine(settings.record_url)
    migrate(engine)
    return House(settings, clock or SystemClock(), engine)


def lost_record(settings: Settings) -> str | None:
    """What to tell where the numbers stand and the SQLite file that they were made of does not; None where all is well.

    A new record in its place would take what is written until somebody puts the old one back.
    """
    if not settings.warehouse_path.exists():  # asked first: whoever starts beside us makes it after the record
        return None
    path = file_of(settings.record_url)
    if path is None or path.exists():
        return None
    return (
        f"the record's file {path} is gone, and the numbers made of it are there: put it back, or a backup of it "
        f"(to begin with an empty record, delete {settings.warehouse_path})"
    )


def _make_data_dir(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(0o700, parents=True, exist_ok=True)  # leads are nobody else's business
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(f"LEADLIGHT_DATA_DIR: {settings.data_dir} is not a folder") from error
    except OSError as error:
        raise FaultError(f"LEADLIGHT_DATA_DIR: {settings.data_dir} cannot be made ({error.strerror})") from error
