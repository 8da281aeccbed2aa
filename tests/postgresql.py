"""A PostgreSQL of the tests' own: started as an ordinary user in a temporary folder, gone when the tests are."""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from leadlight.record.engine import open_engine
from leadlight.record.migrate import migrate

USER = "leadlight"
PASSWORD = "leadlight's own"
"""Wanted on the loopback port; the Unix socket needs none."""
ORDINARY = ("postgres", "nobody")
"""Whom it runs as when the tests run as root: PostgreSQL refuses root."""
READY_IN = 60.0
TEMPLATE = "leadlight_template"
SAFE: tuple[str, ...] = ()
"""Settings of a server that keeps what it acknowledged, as PostgreSQL does unless told otherwise."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
"""Settings for tests that pull no plug."""


def find_binaries() -> Path | None:
    """The folder with the newest `postgres` and `initdb` of this machine; None when there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


class Cluster:
    """A running PostgreSQL. `stop`, `kill` and `start` are for tests of what happens when it goes and comes back."""

    def __init__(self, binaries: Path, settings: tuple[str, ...] = QUICK) -> None:
        self._binaries, self._settings = binaries, settings
        self.folder = Path(tempfile.mkdtemp(prefix="leadlight-pg-"))
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._as = next((name for name in ORDINARY if _exists(name)), None) if os.geteuid() == 0 else None
        if self._as:
            shutil.chown(self.folder, self._as)
        self.folder.chmod(0o755)
        self._init()
        self.start()
        atexit.register(self.remove)

    @property
    def pid(self) -> int | None:
        """The process to kill; None while it does not run."""
        return self._process.pid if self._process else None

    def url(self, database: str, *, over_tcp: bool = False, password: str = PASSWORD) -> str:
        """LEADLIGHT_RECORD_URL of a database: by the Unix socket, or by the loopback port with its password."""
        if over_tcp:
            return f"postgresql://{USER}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A plain connection in autocommit, for what a test does behind Leadlight's back."""
        return psycopg.connect(self.url(database), autocommit=True)

    def create(self, database: str, template: str = TEMPLATE) -> str:
        """A new database with Leadlight's tables, migrated once and copied; returns its URL."""
        self._make_template()
        with self.connect() as connection:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(made.format(sql.Identifier(database), sql.Identifier(template)))
            if template == TEMPLATE:
                self._become_another(database)
        return self.url(database)

    def _become_another(self, database: str) -> None:
        """A copy is not the record it was copied from."""
        with self.connect(database) as connection:
            connection.execute("UPDATE installation SET key = md5(random()::text)")

    def create_empty(self, database: str) -> str:
        """A new database with nothing in it; returns its URL."""
        return self.create(database, "template0")

    def drop(self, database: str) -> None:
        """Take a database away, whoever is connected."""
        with self.connect() as connection:
            dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(dropped.format(sql.Identifier(database)))

    def start(self) -> None:
        """Start it and wait until it answers; does nothing when it runs."""
        if self._process and self._process.poll() is None:
            return
        options = [f"port={self.port}", f"unix_socket_directories={self.folder}", "listen_addresses=127.0.0.1"]
        options += ["max_connections=200", "log_min_messages=fatal", *self._settings]
        words = ["postgres", "-D", str(self._data), *(word for option in options for word in ("-c", option))]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(*words), stdout=log, stderr=log, preexec_fn=_end_with_parent, **self._user()
            )
        self._wait()

    def stop(self) -> None:
        """Shut it down as an administrator does who does not wait: clients are cut off, everything is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it at once, as if its machine had stopped: all its processes go, nothing is written any more."""
        self._end(signal.SIGQUIT)

    def remove(self) -> None:
        """End it and delete its folder."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.remove)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _command(self, name: str, *words: str) -> list[str]:
        return [str(self._binaries / name), *words]

    def _user(self) -> dict[str, object]:
        return {"user": self._as, "extra_groups": []} if self._as else {}

    def _init(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        words = ["-D", str(self._data), "-U", USER, "--encoding=UTF8", "--no-locale", "--no-sync"]
        words += ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}"]
        done = subprocess.run(self._command("initdb", *words), capture_output=True, text=True, **self._user())
        if done.returncode:
            raise AssertionError(f"initdb: {done.stderr}")

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(READY_IN)
        self._process = None

    def _wait(self) -> None:
        until = time.monotonic() + READY_IN
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                gone = self._process is None or self._process.poll() is not None
                if gone or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")
                    raise AssertionError(f"PostgreSQL did not start ({error}); it said:\n{said[-4000:]}") from error
                time.sleep(0.05)

    def _make_template(self) -> None:
        with self.connect() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [TEMPLATE]).fetchone():
                return
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(TEMPLATE)))
        engine = open_engine(self.url(TEMPLATE))
        migrate(engine)
        engine.dispose()


def _end_with_parent() -> None:
    """Let the server end at once when the tests are killed, where the system can see to that (Linux)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _exists(user: str) -> bool:
    import pwd  # there is none where there are no such users

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@cache
def shared() -> Cluster | None:
    """The one that this process's tests share, started when first asked for; None where PostgreSQL is not installed."""
    binaries = find_binaries()
    return Cluster(binaries) if binaries else None
