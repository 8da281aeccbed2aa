"""Whether a server runs here, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leadlight import loopback
from leadlight.clock import Clock
from leadlight.config import Settings
from leadlight.domain.finding import Finding
from pipelines import ask


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """server.json, the process it names, and that process's own `/readyz`."""
    address = loopback.find(settings.server_file)
    if address is None:
        is_left = settings.server_file.is_file()
        yield Finding("server", "process", "none runs" + ("; server.json is of one that is gone" if is_left else ""))
        return
    yield Finding("server", "process", f"{address.pid} on {address.url}")
    told_by_it = ask.readiness(address)
    if told_by_it is None:
        advice = f"end process {address.pid} if it is a Leadlight that hangs, else delete {settings.server_file}"
        yield Finding("server", "readiness", "it does not answer", "wrong", advice)
        return
    yield from findings(told_by_it)


def findings(told: Mapping[str, Any]) -> Iterator[Finding]:
    """What `/readyz` holds, as findings."""
    why = [str(each) for each in told.get("why", ())]
    level: Any = "ok" if told.get("ready") and not why else "note" if told.get("ready") else "wrong"
    yield Finding("server", "readiness", "ready" if told.get("ready") else "not ready", level, "; ".join(why))
    behind = told.get("behind")
    if behind is not None:
        yield Finding("server", "numbers", f"{behind} changes behind the record" if behind else "as the record stands")
