"""A bot: the workspace that conversations, leads, forms and rights belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from leadlight.domain.normalise import clean_text
from leadlight.domain.page_group import PageRule
from leadlight.domain.promptness import OFFICE_HOURS, OfficeHours
from leadlight.domain.temperature import Thresholds
from leadlight.errors import RefusedError

ALL = "all"
"""What the command line calls every bot at once; no bot may be called so."""
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Bot:
    """`key` is what commands and the API call it (immutable, case-insensitive); `name` is what people see.

    `page_groups` are the rules that group its pages, in the order they are tried;
    `points` are what it holds kinds of signals to be worth, where that is not what they are worth anyway;
    `office` is when its people are at work, on the wall clock of its zone.
    """

    id: int
    key: str
    name: str
    zone: str
    country: str | None
    thresholds: Thresholds
    is_demo: bool
    version: int
    page_groups: tuple[PageRule, ...] = ()
    points: tuple[tuple[str, int], ...] = ()
    office: OfficeHours = OFFICE_HOURS

    @property
    def tz(self) -> ZoneInfo:
        """The zone its days are counted in."""
        return ZoneInfo(self.zone)


def key_of(name: str) -> str:
    """The key a bot of this name gets: spaces and signs become hyphens, letters and their case stay.

    Raises RefusedError where nothing is left, or for the reserved word `all`.
    """
    key = re.sub(r"[^\w.]+", "-", name.strip()).strip("-.")[:LONGEST_NAME]
    if not key:
        raise RefusedError("a bot needs a name with at least one letter or digit", "bot")
    if key.lower() == ALL:
        raise RefusedError("'all' stands for every bot; choose another name", "bot")
    return key


def checked_name(name: str) -> str:
    """The name with outer blanks off. Raises RefusedError when it is blank, too long or no text."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise RefusedError(f"a bot's name has 1 to {LONGEST_NAME} characters", "name")
    clean_text(name)
    return name


def checked_zone(zone: str) -> str:
    """The zone's IANA name. Raises RefusedError for one this machine does not know."""
    if zone not in available_timezones():
        raise RefusedError(f"{zone!r} is no time zone: give one like Europe/Madrid", "zone")
    return zone
