"""The warehouse: what the server that holds it says, or what the file says while none does."""

from __future__ import annotations

from collections.abc import Iterator

from leadlight import loopback
from leadlight.clock import Clock
from leadlight.config import Settings
from leadlight.domain.finding import Finding
from leadlight.warehouse import look as held
from pipelines import ask


def look(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Its state, and how far it has followed."""
    path = settings.warehouse_path
    if not path.exists():
        yield Finding("warehouse", "state", "not made yet: the first start makes it from the record")
        return
    address = loopback.find(settings.server_file)
    told = ask.readiness(address) if address else None
    if told:
        state = str(told.get("warehouse"))
        yield Finding("warehouse", "state", f"{state}, held by the server", "ok" if state == "ready" else "note")
        return
    yield _of_file(held.look(path))


def _of_file(found: held.Looked | str) -> Finding:
    if isinstance(found, held.Looked):
        said = f"{found.leads} leads, followed to {found.seq} at {found.followed_at} UTC"
        built = "" if found.is_ours else "of another version: the next start builds it anew, by itself"
        return Finding("warehouse", "state", said, "ok" if found.is_ours else "note", built)
    if found == "held":
        return Finding("warehouse", "state", "in use by another process just now", "note", "ask again when it is done")
    return Finding(
        "warehouse", "state", "cannot be opened", "note", "the next start builds it anew from the record, by itself"
    )
