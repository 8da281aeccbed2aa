"""Who asks, for which bots, with which rights. Every query and action takes one; there is no unscoped read."""

from __future__ import annotations

from dataclasses import dataclass

from leadlight.errors import ForbiddenError, NotFoundError

READ = "leads.read"
WRITE = "leads.write"
DELETE = "leads.delete"
EXPORT = "leads.export"
IMPORT = "leads.import"
CONFIGURE = "bots.configure"
RIGHTS: frozenset[str] = frozenset({READ, WRITE, DELETE, EXPORT, IMPORT, CONFIGURE})


@dataclass(frozen=True, slots=True)
class Scope:
    """`bots` None means every bot of the installation."""

    actor: str
    bots: frozenset[int] | None
    rights: frozenset[str]

    @property
    def is_anybody(self) -> bool:
        """Whether it may be anybody, who reads nothing: the holder of a public key, which stands in web pages."""
        return READ not in self.rights

    def require(self, right: str) -> None:
        """Raise ForbiddenError unless the scope holds the right."""
        if right not in self.rights:
            raise ForbiddenError(f"{self.actor} may not do this (needs {right})")

    def require_bot(self, bot_id: int) -> None:
        """Raise NotFoundError unless the scope covers the bot: another bot's things do not exist."""
        if not self.covers(bot_id):
            raise NotFoundError("no such bot")

    def covers(self, bot_id: int) -> bool:
        """Whether the scope covers the bot."""
        return self.bots is None or bot_id in self.bots


OWNER = Scope("owner", None, RIGHTS)
"""Whoever sits at the machine while there are no users."""
COMMAND_LINE = Scope("command line", None, RIGHTS)
