"""What the API takes and gives, closed: a key that is not named here is refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    computed_field,
)

from leadlight.actions.live_talk import LONGEST_ID, LONGEST_TEXT, LONGEST_VALUE
from leadlight.domain.conversation import Role
from leadlight.domain.local_time import country_of_zone
from leadlight.domain.normalise import storable


def _plain(text: str) -> str:
    if not storable(text):
        raise ValueError("it holds a character that no store can keep (NUL)")
    return text


Plain = AfterValidator(_plain)
Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE), Plain]
Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID), Plain]
Typed = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Given = Typed | StrictBool | StrictInt | StrictFloat | Annotated[list[Value], Field(max_length=200)] | None
"""What a form may send for a field: text, a tick, a number, several options; null and blank are not given."""


class Closed(BaseModel):
    """A body in which nothing stands that is not named."""

    model_config = ConfigDict(extra="forbid")


class Visited(Closed):
    """Where a visitor is and came from. What is known once never changes."""

    page: Value | None = Field(None, description="The page the visitor is on, with its address whole.")
    landing_page: Value | None = Field(None, description="The first page of the first visit.")
    referrer: Value | None = None
    utm_source: Value | None = None
    utm_medium: Value | None = None
    utm_campaign: Value | None = None
    utm_term: Value | None = None
    utm_content: Value | None = None
    channel: Annotated[str, StringConstraints(min_length=1, max_length=40), Plain] | None = Field(
        None, description="`widget` with a public key and `api` with a secret one, where nothing is said."
    )
    visitor: Value | None = Field(None, description="What the visitor is known by from visit to visit.")
    language: Annotated[str, StringConstraints(max_length=35), Plain] | None = None
    country: Annotated[str, StringConstraints(max_length=80), Plain] | None = None
    timezone: Annotated[str, StringConstraints(max_length=80), Plain] | None = None
    is_test: StrictBool = Field(False, description="A trial of our own: kept, and left out of every number.")


class MessageIn(Closed):
    """One message. One whose `id` came before is not taken twice."""

    id: Name | None = None
    role: Role = "visitor"
    text: Typed
    sent_at: AwareDatetime | None = Field(None, description="With its offset. Left out: now. Never later than now.")


class Post(Visited):
    """What was said since the last post."""

    messages: Annotated[list[MessageIn], Field(max_length=100)] = []
    handoff: StrictBool = Field(False, description="The bot is about to hand over to a person.")
    ended: StrictBool = Field(False, description="Nothing more will be said.")
    speaks: StrictBool = Field(
        False, description="Whoever posts says `wording` to the visitor word for word: it is kept as the bot's message."
    )
    shown: Literal["request", "page"] | None = Field(
        None, description="Whoever posts shows the form by itself: the visitor asked for it, or the page is one for it."
    )


class Submission(Visited):
    """A filled-in form."""

    values: Annotated[dict[Name, Given], Field(max_length=100)]
    conversation: Name | None = Field(None, description="The external id of the one it was filled in.")
    trigger: Annotated[str, StringConstraints(max_length=40), Plain] | None = None
    form_version: Annotated[StrictInt, Field(ge=0, le=2**31 - 1)] | None = Field(
        None, description="The version the visitor saw, as `GET form` gave it."
    )
    website2: Typed = Field("", description="Hidden from people: whoever fills it in is no person.")
    started_ms: Annotated[StrictInt, Field(ge=0, le=2**53)] | None = Field(
        None, description="Milliseconds from the form's appearance to its sending."
    )


class LeadPatch(Closed):
    """What to change; null or blank clears a field, what is left out stays as it is."""

    version: Annotated[StrictInt, Field(ge=1, le=2**53)] | None = Field(
        None, description="The version that was seen; If-Match says the same."
    )
    name: Value | None = None
    email: Value | None = None
    phone: Value | None = None
    company: Value | None = None
    website: Value | None = None
    owner: Value | None = None
    country: Value | None = None
    region: Value | None = None
    city: Value | None = None
    timezone: Value | None = None
    custom: Annotated[dict[Name, Typed | None], Field(max_length=100)] = {}
    status: Annotated[str, StringConstraints(max_length=40), Plain] | None = Field(None, description="Moves the lead.")
    status_reason: Value | None = Field(None, description="Why, where it is lost.")


class Ask(BaseModel):
    """A field to ask for, in the visitor's language."""

    key: str
    label: str
    type: str
    required: bool
    options: list[str]
    help: str = ""


class Heard(BaseModel):
    """What came of a post: stored for good by now."""

    conversation_id: int
    lead_id: int | None = Field(description="Null with a public key, as where there is none yet.")
    captured: bool = Field(description="Whether this conversation has a lead.")
    show_form: bool
    ask: Ask | None
    wording: str = Field(description="What to say, in the visitor's language; empty where nothing is to be said.")
    language: str
    because: str
    form_version: int = Field(description="The form in force: whoever shows another fetches it anew.")
    position: int | None = Field(description="Where `wording` stands in the talk, if it was kept (`speaks`).")


class Answered(BaseModel):
    """One message of a talk. `sent_at` is UTC; null where unknown."""

    position: int
    role: Role
    text: str
    sent_at: str | None


class Answers(BaseModel):
    """What was said after a position. `form_version`: the form in force."""

    messages: list[Answered]
    form_version: int


class Captured(BaseModel):
    """The lead that was made, or (`created` false) that this person already was; a public key is told neither."""

    lead_id: int | None = Field(
        description="Null with a public key, and where the form was screened out as a machine's: it is kept apart."
    )
    created: bool = Field(description="True with a public key, whoever it is.")


class OnlyIf(BaseModel):
    """Ask only if that field was answered, with one of `values` where there are any."""

    field: str
    values: list[str]


class FormField(Ask):
    """A field of the form. `input` is what shows it: an HTML input type, or select, choices, area."""

    input: str
    labels: dict[str, str] = Field(description="The label in other languages, by code.")
    only_if: OnlyIf | None


class Watch(BaseModel):
    """What whoever shows the form looks out for; all else Leadlight decides by what is said."""

    pages: list[str]
    after_messages: int | None


class FormOut(BaseModel):
    """The form in force."""

    bot: str
    version: int
    style: Literal["talk", "form"]
    fields: list[FormField]
    triggers: Watch


class LeadOut(BaseModel):
    """One lead as it stands. Instants are UTC; blank is null."""

    id: int
    version: int
    external_id: str | None
    captured_at: str
    captured_precision: Literal["instant", "day"]
    name: str | None
    email: str | None
    phone: str | None
    company: str | None
    website: str | None
    channel: str | None
    landing_page: str | None
    source_page: str | None
    referrer: str | None
    utm_source: str | None
    utm_medium: str | None
    utm_campaign: str | None
    utm_term: str | None
    utm_content: str | None
    status: str
    status_at: str
    status_precision: Literal["instant", "day"]
    status_reason: str | None
    owner: str | None
    trigger: str | None
    country: str | None
    region: str | None
    city: str | None
    timezone: str | None
    conversation_id: int | None
    conversation_external_id: str | None
    custom: dict[str, str]
    is_test: bool
    created_at: str
    updated_at: str
    score: int | None
    temperature: Literal["hot", "warm", "cold", "(none)"]

    @computed_field(description="Where no country is known: that of the time zone.")  # type: ignore[prop-decorator]  # pydantic's own way
    @property
    def country_inferred(self) -> str | None:
        """The country of the time zone, where none is known."""
        return None if self.country else country_of_zone(self.timezone)


class LeadsOut(BaseModel):
    """A page of leads, the last recorded first. `next_cursor` leads to those recorded before; null at the end."""

    leads: list[LeadOut]
    next_cursor: str | None


LEAD_FIELDS = tuple(LeadOut.model_fields)
"""The names of what is told of a lead."""


def patched(body: LeadPatch) -> dict[str, Any]:
    """The fields that a patch names, `custom.<key>` among them; version and status apart."""
    said = body.model_dump(include=body.model_fields_set - {"version", "status", "status_reason", "custom"})
    return said | {f"custom.{key}": value for key, value in body.custom.items()}
