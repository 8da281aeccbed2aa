"""The whole look at an installation, in the order a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from leadlight.bootstrap import House
from leadlight.clock import Clock, SystemClock
from leadlight.config import Settings, read_settings
from leadlight.domain.finding import Finding
from leadlight.errors import InputError
from pipelines.doctor import environment, places, server, store, versions, warehouse

Part = Callable[[Settings, Clock], Iterator[Finding]]
PARTS: tuple[Part, ...] = (
    versions.look,
    environment.look,
    places.look,
    server.look,
    store.look,
    warehouse.look,
)


def examine(clock: Clock | None = None) -> list[Finding]:
    """Every finding about the installation that the environment names. Raises nothing that a sick one could cause."""
    try:
        settings = read_settings()
    except InputError as error:
        wrong = Finding("settings", "environment", str(error), "wrong", "set it right, in the environment or in .env")
        return [*versions.look(Settings.model_construct(), SystemClock()), wrong]
    return [finding for part in PARTS for finding in part(settings, clock or SystemClock())]


def examine_here(house: House, readiness: Mapping[str, object]) -> list[Finding]:
    """The same within the process that has the record open, as a page does it: quick, without examining the file.

    `readiness` is what the server says of itself, as at `/readyz`; empty where none runs.
    """
    found = [*versions.look(house.settings, house.clock), *places.look(house.settings, house.clock)]
    found += server.findings(readiness) if readiness else ()
    found += store.here(house)
    return found


def in_words(findings: list[Finding]) -> str:
    """The findings as one table: a mark where something is to be noted (·) or wrong (!), and below it what to do."""
    lines, part = [], ""
    width = max(len(each.what) for each in findings)
    for each in findings:
        if each.part != part:
            lines += ["", each.part]
            part = each.part
        lines.append(f"{MARKS[each.level]} {each.what.ljust(width)}  {each.value}".rstrip())
        if each.advice:
            lines.append(f"  {' ' * width}  → {each.advice}")
    return "\n".join(lines).lstrip("\n")


MARKS = {"ok": " ", "note": "·", "wrong": "!"}
