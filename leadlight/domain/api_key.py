"""Keys of the HTTP API: the two kinds, what each lets its holder do, and the origins a public one is used from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from leadlight.domain.scope import DELETE, EXPORT, READ, WRITE, Scope
from leadlight.errors import RefusedError

KeyKind = Literal["public", "secret"]
KINDS: dict[KeyKind, str] = {
    "public": "Stands in a web page, so anyone can read it: it captures, reads the form and answers to its own talk.",
    "secret": "Stays on a server: it captures, and reads, changes and deletes the bot's leads.",
}
"""Each kind of key and what it is for."""
BEGINS: dict[KeyKind, str] = {"public": "llpub_", "secret": "llsec_"}
"""How a key of each kind begins, so that a secret one in a page's source is noticed."""
RIGHTS: dict[KeyKind, frozenset[str]] = {
    "public": frozenset({WRITE}),
    "secret": frozenset({READ, WRITE, DELETE, EXPORT}),
}
LONGEST_NAME, MOST_ORIGINS = 60, 50
_HOST = re.compile(r"\[[0-9a-f:.]+\]|(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key; the key itself is shown once. `prefix` is how it begins, to tell it by."""

    id: int
    bot_id: int
    kind: KeyKind
    name: str
    prefix: str
    origins: tuple[str, ...]
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    used_at: datetime | None

    @property
    def scope(self) -> Scope:
        """What its holder may do: of its own bot, and no other."""
        return Scope(f"key {self.name}", frozenset({self.bot_id}), RIGHTS[self.kind])


def hashed(key: str) -> str:
    """What is kept in the key's place. A key is 256 random bits, so its plain SHA-256 cannot be searched backwards."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def checked_origin(text: str) -> str:
    """An origin as browsers send it: `https://host` or with a port that is not the usual one; a page's address will do.

    Raises RefusedError for a wildcard, `null`, or anything else that is no address of a site.
    """
    given = text.strip()
    try:
        parts = urlsplit(given if "//" in given else f"https://{given}")
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    except (ValueError, UnicodeError):
        host, port, parts = "", None, urlsplit("")
    host = f"[{host}]" if host and ":" in host else (host or "").lower()
    if parts.scheme not in _PORTS or parts.username is not None or not _HOST.fullmatch(host) or given == "null":
        raise RefusedError(f"{given[:80]!r} is no origin: write it like https://www.example.com", "origins")
    usual = port is None or port == _PORTS[parts.scheme]
    return f"{parts.scheme}://{host}" if usual else f"{parts.scheme}://{host}:{port}"
