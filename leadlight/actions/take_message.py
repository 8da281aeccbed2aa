"""Take what was said in a live conversation: keep it, score it, and decide what the capture does next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Role
from leadlight.domain.fields.contract import Field
from leadlight.record.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a post. One with an `id` that came before is not taken twice; without `sent_at` it is now's."""

    text: str
    role: Role = "visitor"
    id: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of where a conversation takes place and who it is with. First touch never changes."""

    channel: str = "api"
    source_page: str | None = None
    landing_page: str | None = None
    referrer: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_campaign: str | None = None
    utm_term: str | None = None
    utm_content: str | None = None
    visitor: str | None = None
    language: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it. `ask` is the field to ask next, in the words of `wording`; `show_form`: show the whole form.

    `wording` may also say something without asking (a thank-you once all is given); "" where nothing is to be said.
    `because` says why, whatever was decided. `language`: the one of the six that the visitor writes.
    """

    conversation_id: int
    lead_id: int | None
    show_form: bool
    ask: Field | None
    wording: str
    because: str
    language: str
    action: str


def take_message(
    work: UnitOfWork,
    bot: Bot,
    external_id: str,
    messages: Sequence[Said],
    visit: Visit,
    *,
    handoff: bool = False,
    ended: bool = False,
    is_test: bool = False,
) -> Heard:
    """Take messages of the bot's conversation `external_id`, begun where there is none.

    Needs the right WRITE. Raises RefusedError naming the field at fault; nothing was taken then. `handoff`: the bot is
    about to hand over to a person; `ended`: nothing more will be said. Where the form's wishes are met, the lead is
    captured in this same work.
    """
    raise NotImplementedError
