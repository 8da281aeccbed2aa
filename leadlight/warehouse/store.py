"""The warehouse as one process holds it: readers in one transaction each, one writer, and the swap after a rebuild."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb

from leadlight.domain.position import Position
from leadlight.errors import FaultError
from leadlight.warehouse import opening

Cursor = duckdb.DuckDBPyConnection
"""A DuckDB cursor, for those who carry one about without speaking DuckDB."""
DAMAGE = (duckdb.FatalException, duckdb.InternalException, duckdb.IOException, duckdb.SerializationException)
SWAP_GRACE = 10.0
"""Seconds that readers in flight have to finish before a rebuilt file takes the old one's place."""
MUCH = 16_000_000
"""Bytes of log that are put into the file. (Measured at a million leads: 0.1 to 0.3 s of work.)"""
ROOM = 64_000_000
"""Bytes that stay free on the disk beside twice the log."""
READY, REBUILDING = "ready", "rebuilding"


Moment = tuple[int, int]
"""Which warehouse of this process, and its version: what is read of the same moment is the same."""
_moments: dict[int, Moment] = {}
_numbers = count()


def moment(cursor: Cursor) -> Moment | None:
    """The moment a cursor given out by `read()` looks at; None where a commit just then leaves that open."""
    return _moments.get(id(cursor))


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the warehouse has come: the feed position, and a number that grows with every committed batch."""

    position: Position
    version: int


class Warehouse:
    """Opens, or creates, the DuckDB file at `path` and holds it until `close()`.

    `state` is 'ready', 'rebuilding' (empty or stale until the follower has been) or 'broken: …'.
    Raises FaultError where another process holds the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._change = threading.Condition()
        self._writer = threading.RLock()
        self._readers: dict[Cursor, int] = {}
        self._swapping = False
        self._number, self._is_still = next(_numbers), True
        path.parent.mkdir(parents=True, exist_ok=True)
        opening.remove(self._next)
        self._root, new = opening.open_or_create(path)
        self.state = REBUILDING if new else READY
        self._stand = Stand(opening.watermark(self._root), 1)
        self._record = opening.meta(self._root, "record")

    @property
    def _next(self) -> Path:
        return self.path.with_name(self.path.stem + ".next" + self.path.suffix)

    @property
    def version(self) -> int:
        """Grows whenever a followed batch is committed: a page that polls it knows when to read again."""
        return self._stand.version

    @property
    def position(self) -> Position:
        """How far the feed has been followed."""
        return self._stand.position

    @property
    def record(self) -> str | None:
        """The identity of the record this warehouse was built from; None while it is empty."""
        return self._record

    @property
    def damaged(self) -> bool:
        """Whether the file turned out to be broken since it was opened: the follower rebuilds it."""
        return self.state.startswith("broken")

    def wait_until(self, token: Position, timeout: float = 2.0) -> bool:
        """Wait until the feed position `token` has been followed; False where that takes longer than `timeout` s."""
        with self._change:
            return self._change.wait_for(lambda: self.position >= token, timeout)

    @contextmanager
    def read(self) -> Iterator[Cursor]:
        """A cursor inside one read transaction: all it answers is of one moment.

        Raises FaultError where the file is damaged or its rebuilt successor took its place meanwhile: try again.
        """
        cursor = self._enter()
        try:
            before = self._moment()
            cursor.execute("BEGIN")
            cursor.execute("SELECT seq FROM watermark").fetchall()  # the moment is taken at the first look
            if before is not None and before == self._moment():  # else a commit fell between: before or after it?
                _moments[id(cursor)] = before
            yield cursor
        except (duckdb.InterruptException, duckdb.ConnectionException) as error:
            raise FaultError("the numbers were just rebuilt: try again") from error
        except DAMAGE as error:
            self._broke(error)
            raise FaultError("the warehouse is damaged and is being rebuilt: try again shortly") from error
        finally:
            self._leave(cursor)

    def _enter(self) -> Cursor:
        me = threading.get_ident()
        with self._change:
            # Who is inside already must get in again, or it and the swap would wait for each other.
            free = self._change.wait_for(lambda: not self._swapping or me in self._readers.values(), 2 * SWAP_GRACE)
            if not free:
                raise FaultError("the warehouse is being rebuilt: try again shortly")
            cursor = self._root.cursor()
            self._readers[cursor] = me
            return cursor

    def _moment(self) -> Moment | None:
        with self._change:
            return (self._number, self._stand.version) if self._is_still else None

    def _leave(self, cursor: Cursor) -> None:
        _moments.pop(id(cursor), None)
        _close(cursor)
        with self._change:
            self._readers.pop(cursor, None)
            self._change.notify_all()

    def _broke(self, error: BaseException) -> None:
        self.state = f"broken: {str(error).splitlines()[0]}"

    @contextmanager
    def write(self) -> Iterator[Cursor]:
        """The one writer's cursor in one transaction; committed at the end, rolled back on an error."""
        with self._writing() as cursor:
            try:
                cursor.execute("BEGIN")
                yield cursor
                self._is_still = False  # until it has moved on: what is read meanwhile is of an open moment
                cursor.execute("COMMIT")
                self._moved_on()
            except duckdb.TransactionException as error:  # what COMMIT says where the disk takes nothing
                raise FaultError(f"{self.path.name} does not take what is written: is the disk full?") from error

    def checkpoint(self) -> None:
        """Put what the log holds into the file, where that is much: what stands in the log stays in memory too.

        Nobody who reads waits for it. Under one who still reads an older moment, and on a disk that may not have the
        room, it is left for the next time: where it breaks off in the middle, the warehouse must be built anew.
        """
        try:
            much = self.path.with_name(self.path.name + opening.LOG).stat().st_size
        except FileNotFoundError:
            return
        if much < MUCH or shutil.disk_usage(self.path.parent).free < 2 * much + ROOM:
            return
        with self._writing() as cursor, suppress(duckdb.TransactionException, duckdb.OutOfMemoryException):
            cursor.execute("CHECKPOINT")

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with self._writer:
            cursor = self._root.cursor()
            try:
                yield cursor
            except DAMAGE as error:
                self._broke(error)
                raise FaultError("the warehouse is damaged and will be rebuilt") from error
            finally:
                _close(cursor)

    def _moved_on(self) -> None:
        with self._change:
            self._is_still = True
            self._stand = Stand(opening.watermark(self._root), self._stand.version + 1)
            self._record = opening.meta(self._root, "record")
            self._change.notify_all()

    def rebuild(self, fill: Callable[[Cursor], None]) -> None:
        """Make a new file by `fill`, then let it take the old one's place; readers go on with the old one meanwhile."""
        with self._writer:
            before, self.state = self.state, REBUILDING
            try:
                fresh = opening.create(self._next, beside=True)
                try:
                    fill(fresh)
                    fresh.execute("CHECKPOINT")
                finally:
                    fresh.close()
                self._is_still = False
                self._swap()
            except BaseException:
                self.state = before
                opening.remove(self._next)
                raise
            self.state = READY
            self._moved_on()

    def _swap(self) -> None:
        with self._change:
            self._swapping = True
            try:
                if not self._change.wait_for(lambda: not self._readers, SWAP_GRACE):
                    self._interrupt()
                # Reconnecting under the same name while any cursor is open would give the old database again.
                _close(self._root)
                opening.remove(self.path)
                self._next.replace(self.path)
                self._root = opening.connect(self.path)
            finally:
                self._swapping = False
                self._change.notify_all()

    def _interrupt(self) -> None:
        until = time.monotonic() + SWAP_GRACE
        while self._readers and time.monotonic() < until:
            for cursor in list(self._readers):
                cursor.interrupt()
            self._change.wait(0.1)
        for cursor in list(self._readers):  # idle ones: their next word fails, and they try again
            _close(cursor)

    def close(self) -> None:
        """Let go of the file, with a last checkpoint."""
        with self._writer, self._change:
            self._interrupt() if self._readers else None
            _close(self._root)


def _close(connection: Cursor) -> None:
    with suppress(duckdb.Error):  # a database that is beyond saving cannot be closed properly either
        connection.close()  # an open transaction is rolled back
