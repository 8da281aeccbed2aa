"""What routes work with: the house, its warehouse and its writer, put there by the server before the first request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated, Protocol

from fastapi import Depends, Request

from leadlight.api.errors import NotHereError, NotSignedInError
from leadlight.api.writer import Writer
from leadlight.bootstrap import House
from leadlight.domain.api_key import hashed
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import FaultError, ForbiddenError
from leadlight.record import api_keys
from leadlight.record.engine import reading
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
    """The server's parts. `token` is what a command reads from server.json.

    `held` is the warehouse, None in a process that only captures; `writer` writes what comes in.
    """

    house: House
    held: Warehouse | None
    token: str
    upkeep: Upkeep
    condition: Callable[[], dict[str, object]]
    writer: Writer

    @property
    def warehouse(self) -> Warehouse:
        """The numbers. Raises NotHereError in a process that only captures."""
        if self.held is None:
            raise NotHereError("this process takes what is captured: ask the dashboard's server for numbers and lists")
        return self.held


async def parts(request: Request) -> Parts:
    """The server's parts. Raises FaultError while it is still starting."""
    found: Parts | None = getattr(request.app.state, "parts", None)
    if found is None:
        raise FaultError("Leadlight is starting: try again in a moment")
    return found


def scope(request: Request, here: Annotated[Parts, Depends(parts)]) -> Scope:
    """Who asks. On this machine, while there are no users, it is the owner; a wrong key is refused all the same.

    A secret key is as far as its own bot goes.
    """
    given = request.headers.get("authorization")
    if given is None or is_token(given, here.token):
        return OWNER
    kind, _, text = given.partition(" ")
    if kind.lower() != "bearer" or not text:
        raise NotSignedInError
    with reading(here.house.engine) as connection:
        key = api_keys.find_key(connection, hashed(text))
    if key is None:
        raise NotSignedInError
    if key.kind != "secret":
        raise ForbiddenError("a public key captures only: this needs a secret key")
    return key.scope


def command(request: Request, here: Annotated[Parts, Depends(parts)]) -> Scope:
    """A command of this machine, proven by the token in server.json."""
    if not is_token(request.headers.get("authorization", ""), here.token):
        raise NotSignedInError
    return OWNER


def is_token(given: str, token: str) -> bool:
    """Whether an Authorization header bears the token, compared in a time that tells nothing of it."""
    kind, _, value = given.partition(" ")
    return kind.lower() == "bearer" and compare_digest(value.encode(), token.encode())


Here = Annotated[Parts, Depends(parts)]
Asker = Annotated[Scope, Depends(scope)]
Command = Annotated[Scope, Depends(command)]
