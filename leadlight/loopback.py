"""Where the running server can be asked: `data/server.json`, written at start, removed at exit, ignored when stale."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Address:
    """The running server's process, port and the token that proves a caller can read the data folder."""

    pid: int
    port: int
    token: str

    @property
    def url(self) -> str:
        """The server's root, on loopback."""
        return f"http://127.0.0.1:{self.port}"


def announce(path: Path, port: int) -> Address:
    """Write the file, readable by this user only, as one rename; returns what was written."""
    address = Address(os.getpid(), port, secrets.token_urlsafe(32))
    fresh = path.with_suffix(".next")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(asdict(address), stream)
    fresh.replace(path)
    return address


def withdraw(path: Path, address: Address) -> None:
    """Remove the file if it is still ours."""
    if find(path) == address:
        path.unlink(missing_ok=True)


def find(path: Path) -> Address | None:
    """The address in the file; None when there is none, it cannot be read, or its process is gone."""
    try:
        data = json.loads(path.read_text())
        address = Address(int(data["pid"]), int(data["port"]), str(data["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if lives(address.pid) else None


def lives(pid: int) -> bool:
    """Whether a process of this machine has that number now."""
    if pid <= 0:  # which os.kill takes for whole groups of processes
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True  # it lives, as another user
    except (OSError, OverflowError):
        return False
    return True
