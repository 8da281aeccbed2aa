"""How much one address, one key and one bot may send: over it 429, and when to come back."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Timer

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class TooManyError(Exception):
    """More was sent than may be: come back in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many requests: try again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """What may be sent in a window: by one address, by all of a bot's visitors, by one server's key."""

    address: str
    bot: str
    server: str


PACES: dict[str, Pace] = {
    "messages": Pace("120/minute", "3000/minute", "600/second"),
    "answers": Pace("240/minute", "12000/minute", "600/second"),
    "leads": Pace("30/minute", "600/minute", "600/second"),
    "form": Pace("120/minute", "6000/minute", "600/second"),
    "manage": Pace("120/minute", "6000/minute", "100/second"),
}
"""By what is asked. A public key is counted by the visitor's address and by its bot, a secret one by itself."""
STRANGERS = "60/minute"
"""Requests of one address with a key that is none."""
SWEPT_EVERY = 1.0


class _Counts(MemoryStorage):
    """Counts in memory, swept by a timer once in SWEPT_EVERY seconds while anything comes.

    (As the library has it, a hit starts a timer of 10 ms, and so a thread, unless one runs: at 300 requests a second
    the server's own loop spent a sixth of its time on waiting for threads to start.)
    """

    @property
    def timer(self) -> Timer:
        """The sweep that is due next."""
        return self._timer

    @timer.setter
    def timer(self, timer: Timer) -> None:
        timer.interval, timer.daemon = SWEPT_EVERY, True
        self._timer = timer


class Turnstile:
    """Counts in this process, in windows that move. `paces` are those of the house unless a test has others."""

    def __init__(self, paces: dict[str, Pace] | None = None, strangers: str = STRANGERS) -> None:
        self._limiter = MovingWindowRateLimiter(_Counts())
        self._paces = {
            (what, who): parse(getattr(pace, who))
            for what, pace in (paces or PACES).items()
            for who in ("address", "bot", "server")
        }
        self._strangers = parse(strangers)

    def visitor(self, what: str, address: str, bot_id: int) -> None:
        """Count a request with a public key. Raises TooManyError."""
        self._pass([(self._paces[what, "address"], (what, address)), (self._paces[what, "bot"], (what, str(bot_id)))])

    def server(self, what: str, key_id: int) -> None:
        """Count a request with a secret key. Raises TooManyError."""
        self._pass([(self._paces[what, "server"], (what, str(key_id)))])

    def stranger(self, address: str) -> None:
        """Count a request whose key is none. Raises TooManyError."""
        self._pass([(self._strangers, ("stranger", address))])

    def _pass(self, counted: Iterable[tuple[RateLimitItem, tuple[str, str]]]) -> None:
        for item, names in counted:
            if not self._limiter.hit(item, *names):
                stats = self._limiter.get_window_stats(item, *names)
                raise TooManyError(max(1, math.ceil(stats.reset_time - time.time())))
