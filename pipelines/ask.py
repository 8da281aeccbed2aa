"""Numbers for a command: from the running server, which alone holds the warehouse, or from the file while none runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from leadlight import loopback
from leadlight.actions.answer_report import Asked, answer_report, named_bots
from leadlight.actions.export_leads import check_export, export_leads
from leadlight.bootstrap import House
from leadlight.domain.scope import Scope
from leadlight.errors import FaultError, InputError, NotFoundError, RefusedError
from leadlight.warehouse.reply import Pairs
from leadlight.warehouse.store import Warehouse
from pipelines.check import check
from pipelines.follow import follow, rebuild

PATIENCE = httpx.Timeout(600.0, connect=1.0)
"""Seconds: a server that is there answers the door at once, but a check of a million rows takes its time."""


@contextmanager
def own_warehouse(house: House) -> Iterator[Warehouse]:
    """The warehouse, opened by this process and brought up to date. FaultError where another process holds it."""
    with _opened(house) as warehouse:
        follow(house.engine, warehouse, house.clock)
        yield warehouse


@contextmanager
def _opened(house: House) -> Iterator[Warehouse]:
    """The warehouse as it stands: not followed, so that a rebuild does not build it twice."""
    warehouse = Warehouse(house.settings.warehouse_path)
    try:
        yield warehouse
    finally:
        warehouse.close()


@contextmanager
def _server(house: House) -> Iterator[httpx.Client | None]:
    """A client of the running server; None where there is none, or it does not answer.

    Raises FaultError where it breaks off while it is asked, InputError for a question too long for an address.
    """
    address = loopback.find(house.settings.server_file)
    if address is None:
        yield None
        return
    with _client(address) as client:
        try:
            yield client if _answers(client) else None
        except httpx.HTTPError as error:
            raise FaultError("the server broke off before the answer was whole: try again") from error
        except httpx.InvalidURL as error:
            raise InputError(f"this cannot be asked of the running server: {error}") from error


def refuse_second_server(server_file: Path) -> None:
    """Raise FaultError where another process serves this data folder: it alone can hold the warehouse."""
    other = loopback.find(server_file)
    if other is None or other.pid == os.getpid():
        return
    with _client(other) as client:
        if _answers(client):
            raise FaultError(f"another Leadlight runs on {other.url} with this data folder")


def _client(address: loopback.Address) -> httpx.Client:
    headers = {"authorization": f"Bearer {address.token}"}
    # trust_env: a proxy has no business between two processes of one machine.
    return httpx.Client(base_url=address.url, headers=headers, timeout=PATIENCE, trust_env=False)


def _answers(client: httpx.Client) -> bool:
    try:
        return bool(client.get("/healthz").json() == {"ok": True})
    except (httpx.HTTPError, ValueError):
        return False


def readiness(address: loopback.Address) -> dict[str, Any] | None:
    """What the server says of itself at /readyz, ready or not; None where it does not answer."""
    with _client(address) as client:
        try:
            return dict(client.get("/readyz", timeout=5.0).json())
        except (httpx.HTTPError, ValueError, TypeError):
            return None


def report(house: House, scope: Scope, asked: Asked) -> dict[str, Any]:
    """The answer to a question, as JSON would hold it. Raises RefusedError, NotFoundError, FaultError."""
    with _server(house) as server:
        if server is None:
            with own_warehouse(house) as warehouse:
                return answer_report(house.engine, warehouse, scope, asked).as_dict()
        params = {"measures": ",".join(asked.measures), "by": ",".join(asked.by), "filter": _filters(asked.pairs)}
        return _json(server.get(f"/api/v1/bots/{_path(house, scope, asked.bots)}/metrics", params=params))


def export(
    house: House, scope: Scope, bots: Sequence[str], pairs: Pairs, form: str, preset: str | None = None
) -> Iterator[bytes]:
    """The pieces of a file of leads. Raises as `report`; FaultError when the server breaks off."""
    with _server(house) as server:
        if server is None:
            with own_warehouse(house) as warehouse:
                yield from export_leads(house.engine, warehouse, scope, bots, pairs, form, preset)
            return
        params = {"filter": _filters(pairs)} | ({"preset": preset} if preset else {})
        with server.stream("GET", f"/api/v1/bots/{_path(house, scope, bots)}/leads.{form}", params=params) as answer:
            if answer.status_code != httpx.codes.OK:
                answer.read()
                _json(answer)
            yield from answer.iter_raw()


def checked(house: House, scope: Scope, bots: Sequence[str], pairs: Pairs, preset: str) -> dict[str, Any]:
    """What a preset would make of these leads, as JSON has it. Raises as `report`."""
    with _server(house) as server:
        if server is None:
            with own_warehouse(house) as warehouse:
                return check_export(house.engine, warehouse, scope, bots, pairs, preset).as_dict()
        path = f"/api/v1/bots/{_path(house, scope, bots)}/presets/{quote(preset, safe='')}"
        return _json(server.get(path, params={"filter": _filters(pairs)}))


def check_now(house: House) -> list[str]:
    """What differs between record and warehouse, in words; nothing when they agree."""
    with _server(house) as server:
        if server is not None:
            return list(_json(server.get("/api/v1/warehouse/check"))["differences"])
    with own_warehouse(house) as warehouse:
        return differences(house, warehouse)


def differences(house: House, warehouse: Warehouse) -> list[str]:
    """What differs between the record and this process's own warehouse once it has followed, in words."""
    follow(house.engine, warehouse, house.clock)
    with warehouse.read() as cursor:
        return [str(each) for each in check(house.engine, cursor)]


def follow_now(house: House, *, anew: bool) -> str:
    """Bring the warehouse up to date, or build it anew; returns what was done, in words."""
    with _server(house) as server:
        if server is not None:
            return (
                str(_json(server.post("/api/v1/warehouse/rebuild"))["done"]) if anew else "the running server follows"
            )
    with _opened(house) as warehouse:
        done = rebuild(house.engine, warehouse, house.clock) if anew else follow(house.engine, warehouse, house.clock)
        return f"{done.rows} rows {'rebuilt' if done.rebuilt else 'followed'}, at {done.position}"


def _filters(pairs: Pairs) -> list[str]:
    return [f"{name}={value}" for name, value in pairs]


def _path(house: House, scope: Scope, bots: Sequence[str]) -> str:
    """The bots by their keys, as the address has them: a name may hold anything, a slash or a comma too."""
    return quote(named_bots(house.engine, scope, bots).label, safe=",")


def _json(answer: httpx.Response) -> dict[str, Any]:
    """The answer's JSON, or the error it tells of."""
    try:
        found = answer.json()
    except ValueError as error:
        raise FaultError(f"the server answered {answer.status_code} without a reason") from error
    if answer.status_code == httpx.codes.OK:
        return dict(found)
    told = found.get("error", {})
    kind = {404: NotFoundError, 422: RefusedError}.get(answer.status_code, FaultError)
    raise kind(str(told.get("message", answer.status_code)))
