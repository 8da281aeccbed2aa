"""What routes work with: the house and its warehouse, put there by the server before the first request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated, Protocol

from fastapi import Depends, Request

from leadlight.bootstrap import House
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import FaultError
from leadlight.warehouse.store import Warehouse


class Upkeep(Protocol):
    """What the server can be asked to do with its warehouse, by whoever holds the token."""

    def rebuild(self) -> str:
        """Build it anew; returns what was done, in words."""
        ...

    def check(self) -> list[str]:
        """Compare it with the record; returns the differences in words, none when they agree."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The server's parts. `token` is what a command reads from server.json."""

    house: House
    warehouse: Warehouse
    token: str
    upkeep: Upkeep
    condition: Callable[[], dict[str, object]]


class NotSignedInError(Exception):
    """The request's credentials are none, or not good for this."""


def parts(request: Request) -> Parts:
    """The server's parts. Raises FaultError while it is still starting."""
    found: Parts | None = getattr(request.app.state, "parts", None)
    if found is None:
        raise FaultError("Leadlight is starting: try again in a moment")
    return found


def scope(request: Request, here: Annotated[Parts, Depends(parts)]) -> Scope:
    """Who asks. On this machine, while there are no users, it is the owner; a wrong token is refused all the same."""
    given = request.headers.get("authorization")
    if given is not None and not _is_token(given, here.token):
        raise NotSignedInError
    return OWNER


def command(request: Request, here: Annotated[Parts, Depends(parts)]) -> Scope:
    """A command of this machine, proven by the token in server.json."""
    if not _is_token(request.headers.get("authorization", ""), here.token):
        raise NotSignedInError
    return OWNER


def _is_token(given: str, token: str) -> bool:
    kind, _, value = given.partition(" ")
    return kind.lower() == "bearer" and compare_digest(value.encode(), token.encode())


Here = Annotated[Parts, Depends(parts)]
Asker = Annotated[Scope, Depends(scope)]
Command = Annotated[Scope, Depends(command)]
