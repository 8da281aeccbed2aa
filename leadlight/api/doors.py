"""Who comes in by a key: which requests it opens, for which bot, from which pages, and how often."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated, TypeVar

import anyio
from fastapi import Depends, Path, Request
from starlette.types import Scope as Asked

from leadlight.api.errors import NotSignedInError
from leadlight.api.pace import Turnstile
from leadlight.api.parts import Here, Parts, is_token, parts
from leadlight.bootstrap import House
from leadlight.domain.api_key import ApiKey, checked_origin, hashed
from leadlight.domain.scope import OWNER, Scope
from leadlight.errors import ForbiddenError, NotFoundError, RefusedError
from leadlight.record import api_keys, bots
from leadlight.record.engine import reading
from leadlight.record.unit_of_work import UnitOfWork

K = TypeVar("K")
V = TypeVar("V")
OPEN: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (frozenset({"GET", "POST", "OPTIONS"}), re.compile(r"/api/v1/bots/(?P<bot>[^/]+)/conversations/.+/messages")),
    (frozenset({"POST", "OPTIONS"}), re.compile(r"/api/v1/bots/(?P<bot>[^/]+)/leads")),
    (frozenset({"GET", "OPTIONS"}), re.compile(r"/api/v1/bots/(?P<bot>[^/]+)/form")),
)
"""Methods and paths that other names of this machine, and pages of other sites, may ask for: they need a key anyway."""
FOR_ALL = frozenset({"/api/v1/widget.js"})
"""What anybody may GET under any name, without a key: it holds nothing of anyone's."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The Host names a browser on this machine uses. Any other came through a name that someone else controls."""
KNOWN_FOR_S = 1.0
"""Seconds for which what was read of a key is believed before a write, which asks again by itself."""
USE_NOTED_EVERY = timedelta(hours=1)


def capture_bot(asked: Asked) -> str | None:
    """The bot, as the path names it, of a request that is open to other sites; None for any other request."""
    for methods, path in OPEN:
        found = path.fullmatch(asked["path"])
        if found and asked["method"] in methods:
            return found["bot"]
    return None


def is_for_all(asked: Asked) -> bool:
    """Whether the request is for something that anybody may read."""
    return asked["path"] in FOR_ALL and asked["method"] == "GET"


def host_of(authority: str) -> str:
    """`name:port` → name, in small letters."""
    return re.sub(r":\d+$", "", authority).lower()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a scope, and the bot that the path names. `key` is None for a command of this machine."""

    scope: Scope
    bot_id: int
    key: ApiKey | None

    def confirm(self, work: UnitOfWork) -> None:
        """Make sure, where it is written, that the key still opens; note that it was used."""
        if self.key is None or ("key", self.key.id) in work.known:
            return
        key = api_keys.get_key(work.connection, work.scope, self.key.id)
        if key.revoked_at is not None:
            raise NotSignedInError
        if key.used_at is None or work.now - key.used_at >= USE_NOTED_EVERY:
            api_keys.note_use(work.connection, [key.id], work.now)
        else:
            work.known["key", key.id] = True


def is_public(caller: Caller) -> bool:
    """Whether who asks holds a key that stands in web pages, so that it may be anybody."""
    return caller.key is not None and caller.key.kind == "public"


@dataclass(slots=True)
class Doors:
    """What this process knows of keys for a moment, and how often each was used."""

    turnstile: Turnstile = field(default_factory=Turnstile)
    _known: dict[tuple[str, str], tuple[float, Caller]] = field(default_factory=dict)
    _origins: tuple[float, Mapping[str, frozenset[str]]] = (0.0, MappingProxyType({}))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _origins_lock: threading.Lock = field(default_factory=threading.Lock)

    def recently(self, text: str, bot: str) -> Caller | None:
        """Whom this key and bot were found to be a moment ago."""
        with self._lock:
            found = self._known.get((hashed(text), bot))
        return found[1] if found and time.monotonic() < found[0] else None

    def look(self, house: House, text: str, bot: str) -> Caller:
        """Whom this key is. Raises NotSignedInError for none in force, NotFoundError for a bot that is not its own."""
        with reading(house.engine) as connection:
            key = api_keys.find_key(connection, hashed(text))
            if key is None:
                raise NotSignedInError
            named = bots.find_bot(connection, key.scope, bot)
        if named is None:
            raise NotFoundError(f"there is no bot {bot[:80]!r}")
        caller = Caller(key.scope, key.bot_id, key)
        with self._lock:
            _keep(self._known, (hashed(text), bot), caller)
        return caller

    def origins(self, house: House, bot: str) -> frozenset[str]:
        """The origins that any public key of this bot is used from; none where there is no such bot.

        Whatever names are asked for, and however many, the record is read once in KNOWN_FOR_S.
        """
        with self._origins_lock:
            until, known = self._origins
            if time.monotonic() >= until:
                with reading(house.engine) as connection:
                    known = api_keys.all_origins(connection)
                self._origins = (time.monotonic() + KNOWN_FOR_S, known)
        return known.get(bot.lower(), frozenset())


def _keep(known: dict[K, tuple[float, V]], name: K, value: V) -> None:
    now = time.monotonic()
    if len(known) >= 1_000:  # names come from outside: they must not fill the memory
        for old in [each for each, (until, _) in known.items() if until <= now] or list(known):
            del known[old]
    known[name] = (now + KNOWN_FOR_S, value)


def is_own_page(request_scope: Asked, house: House, origin: str) -> bool:
    """Whether the origin is of a page that Leadlight itself serves."""
    headers = dict(request_scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    if host_of(host) in LOOPBACK_NAMES and origin.partition("://")[2].lower() == host.lower():
        return True
    try:
        return origin == checked_origin(house.settings.base_url)
    except RefusedError:
        return False


def visitor_of(what: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency: whoever holds a key of either kind, counted as asking for `what`."""

    async def found(request: Request, bot: Annotated[str, Path()]) -> Caller:
        here = await parts(request)  # no dependency of its own: solving one costs as much as all that is done here
        doors: Doors = request.app.state.doors
        caller = await _caller(request, here, doors, bot)
        if caller.key is None:
            return caller
        address = request.client.host if request.client else ""
        if caller.key.kind == "secret":
            doors.turnstile.server(what, caller.key.id)
            return caller
        doors.turnstile.visitor(what, address, caller.bot_id)
        origin = request.headers.get("origin")
        if (
            origin is not None
            and origin not in caller.key.origins
            and not is_own_page(request.scope, here.house, origin)
        ):
            raise ForbiddenError("this key is not for pages of this site: list its origin with the key")
        return caller

    return found


async def _caller(request: Request, here: Parts, doors: Doors, bot: str) -> Caller:
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text:
        raise NotSignedInError
    if is_token(request.headers["authorization"], here.token):
        return await anyio.to_thread.run_sync(_of_this_machine, here.house, bot)
    known = doors.recently(text, bot)
    if known is not None:
        return known
    try:
        return await anyio.to_thread.run_sync(doors.look, here.house, text, bot)
    except NotSignedInError:
        doors.turnstile.stranger(request.client.host if request.client else "")
        raise


def _of_this_machine(house: House, bot: str) -> Caller:
    with reading(house.engine) as connection:
        named = bots.find_bot(connection, OWNER, bot)
    if named is None:
        raise NotFoundError(f"there is no bot {bot[:80]!r}")
    return Caller(OWNER, named.id, None)


def manager(request: Request, bot: Annotated[str, Path()], here: Here) -> Caller:
    """A dependency: whoever holds a secret key of the bot, or is a command of this machine."""
    doors: Doors = request.app.state.doors
    given = request.headers.get("authorization", "")
    kind, _, text = given.partition(" ")
    if kind.lower() != "bearer" or not text:
        raise NotSignedInError
    if is_token(given, here.token):
        return _of_this_machine(here.house, bot)
    try:
        caller = doors.look(here.house, text, bot)
    except NotSignedInError:
        doors.turnstile.stranger(request.client.host if request.client else "")
        raise
    if caller.key is None or caller.key.kind != "secret":
        raise ForbiddenError("a public key captures only: this needs a secret key")
    doors.turnstile.server("manage", caller.key.id)
    return caller


Manager = Annotated[Caller, Depends(manager)]
