"""A bot at the front of the API: its keys, and short ways to send what visitors and servers send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from leadlight.actions.make_key import MadeKey, make_key
from leadlight.api.doors import Doors
from leadlight.bootstrap import House
from leadlight.domain.api_key import KeyKind
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.warehouse.store import Warehouse
from tests.api.conftest import over, served
from tests.pipelines.kit import everything, new_bot, rows

SITE = "https://www.estate.example"
TALK = "w-" + "0123456789abcdef" * 2
"""A conversation as the widget names it."""
ANN = {"name": "Ann Bell", "email": "ann@bell.example"}


@dataclass(frozen=True)
class Front:
    """One bot behind the API. `public` may be used from pages of SITE."""

    house: House
    api: FastAPI
    client: TestClient
    bot: Bot
    public: str
    secret: str

    def url(self, path: str) -> str:
        return f"/api/v1/bots/{self.bot.key}/{path}"

    def lead(self, values: dict[str, Any] | None = None, *, key: str | None = None, once: str | None = None,
             headers: dict[str, str] | None = None, **more: Any) -> Response:  # fmt: skip
        """Post a form."""
        named = {"idempotency-key": once} if once else {}
        sent = bearer(key or self.secret) | named | (headers or {})
        return self.client.post(self.url("leads"), json={"values": values or ANN, **more}, headers=sent)

    def says(self, *texts: str, talk: str = TALK, key: str | None = None, **more: Any) -> Response:
        """Post what a visitor says."""
        body = {"messages": [{"text": text} for text in texts], **more}
        return self.client.post(
            self.url(f"conversations/{talk}/messages"), json=body, headers=bearer(key or self.public)
        )

    def leads(self) -> list[dict[str, Any]]:
        return rows(self.house, "lead")

    def all(self) -> dict[str, list[dict[str, Any]]]:
        return everything(self.house)


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def a_key(house: House, bot: Bot, kind: KeyKind = "public", origins: Sequence[str] = (), name: str = "Site") -> MadeKey:
    with house.work(OWNER) as work:
        made = make_key(work, bot.id, kind, name, origins)
        work.commit()
    return made


@contextmanager
def a_front(house: House, warehouse: Warehouse | None = None, doors: Doors | None = None) -> Iterator[Front]:
    """A new bot with a key of each kind, and the API over it."""
    bot = new_bot(house)
    public, secret = a_key(house, bot, "public", [SITE]), a_key(house, bot, "secret", name="Server")
    with served(house, warehouse, doors) as api:
        yield Front(house, api, over(api), bot, public.text, secret.text)
