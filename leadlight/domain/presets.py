"""Presets of export, as data: the columns another system imports, its words for our values, what it needs of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from leadlight.domain.channel import LABELS as CHANNELS
from leadlight.domain.status import STATUSES

Effect = Literal["left out", "changed", "told"]
NOT_PROVIDED = "[not provided]"
"""What Salesforce itself writes where a needed field has no value."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: the name the other system knows it by, and what of a lead it `holds`.

    `values` translates words of ours; `otherwise` stands where there is none, or one that is not translated (without
    it such a word stays as it is).
    `holds` is a name of warehouse/preset_rows.py.
    """

    header: str
    holds: str
    values: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Something about leads that the other system would trip over, counted before the file is made.

    `of` is a condition of warehouse/preset_rows.py. The sentence is "3 leads have `what`, `why`: `done`".
    `see`: the filters that show those leads in the list, where there are such.
    """

    of: str
    effect: Effect
    what: str
    why: str
    done: str
    see: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """How one system takes leads. `forms`: the files it reads; `bom`: it needs the mark to read UTF-8.

    `customs`: custom fields follow as columns of their own. `most`: rows it takes at once. `note` is told each time.
    """

    key: str
    label: str
    forms: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    note: str = ""
    bom: bool = False
    customs: bool = False
    most: int | None = None


_NO_EMAIL = (("has_email", "no"),)
_CONVERTED = (("status", "converted"),)
_OUT = "left out of the file"
_TWIN = "the same e-mail address as a newer lead"


def _words(**words: str) -> dict[str, str]:
    return {key.rstrip("_"): value for key, value in words.items()}


SALESFORCE = Preset(
    "salesforce",
    "Salesforce leads",
    ("csv",),
    (
        Column("First Name", "first_name"),
        Column("Last Name", "last_name", otherwise=NOT_PROVIDED),
        Column("Company", "company", otherwise=NOT_PROVIDED),
        Column("Email", "email"),
        Column("Phone", "phone"),
        Column("Website", "website"),
        Column("City", "city"),
        Column("State", "region"),
        Column("Country", "country_name"),
        Column("Lead Source", "channel", _words(widget="Web", api="Web", phone="Phone Inquiry"), "Other"),
        Column(
            "Lead Status",
            "status",
            _words(
                new="Open - Not Contacted",
                contacted="Working - Contacted",
                qualified="Working - Contacted",
                converted="Working - Contacted",
                lost="Closed - Not Converted",
            ),
        ),
        Column("Rating", "temperature", _words(hot="Hot", warm="Warm", cold="Cold")),
        Column("Description", "story"),
    ),
    (
        Check("no_name", "changed", "no name", "but Salesforce needs a last name", f"“{NOT_PROVIDED}” stands there"),
        Check(
            "one_word", "changed", "no last name", "which Salesforce needs", "the whole name stands as last name"
        ),
        Check("no_company", "changed", "no company", "which Salesforce needs", f"“{NOT_PROVIDED}” stands there"),
        Check(
            "converted", "changed", "the status Converted", "which Salesforce gives only to leads it converts itself",
            "“Working - Contacted” stands there, and Converted in Description", _CONVERTED,
        ),
        Check("long_name_80", "told", "a name of more than 80 characters", "the most Salesforce takes",
              "shorten it first"),
        Check(
            "long_company_255", "told", "a company of more than 255 characters", "the most Salesforce takes",
            "shorten it first",
        ),
        Check("long_email_80", "told", "an e-mail address of more than 80 characters", "the most Salesforce takes",
              "left as it is; Salesforce will refuse the row"),
    ),
    "For the Data Import Wizard. Score, reasons, pages, campaign, owner and custom fields stand in Description.",
    most=50_000,
)  # fmt: skip
HUBSPOT = Preset(
    "hubspot",
    "HubSpot contacts",
    ("csv", "xlsx"),
    (
        Column("First Name", "first_name"),
        Column("Last Name", "last_name"),
        Column("Email Address", "email"),
        Column("Phone Number", "phone"),
        Column("Company Name", "company"),
        Column("Website URL", "website"),
        Column("City", "city"),
        Column("State/Region", "region"),
        Column("Country/Region", "country_name"),
        Column(
            "Lead Status",
            "status",
            _words(
                new="New", contacted="Attempted to contact", qualified="In progress", converted="Connected",
                lost="Unqualified",
            ),
        ),
        Column(
            "Lifecycle Stage",
            "status",
            _words(new="Lead", contacted="Lead", qualified="Sales Qualified Lead", converted="Customer", lost="Lead"),
        ),
        Column("Message", "story"),
    ),
    (
        Check("no_name_no_email", "left out", "neither a name nor an e-mail address", "and HubSpot needs one of them",
              _OUT),
        Check("twin_email", "left out", _TWIN, "by which HubSpot knows people", _OUT),
        Check("named_no_email", "told", "no e-mail address", "by which HubSpot knows people",
              "importing the file twice makes them twice"),
    ),
    "Score, reasons, pages, campaign, owner and custom fields stand in Message.",
)  # fmt: skip
MAILCHIMP = Preset(
    "mailchimp",
    "Mailchimp audience",
    ("csv",),
    (
        Column("Email Address", "email"),
        Column("First Name", "first_name"),
        Column("Last Name", "last_name"),
        Column("Phone Number", "phone"),
        Column("Company", "company"),
        Column("Website", "website"),
        Column("City", "city"),
        Column("State", "region"),
        Column("Country", "country"),
        Column("Tags", "tags"),
    ),
    (
        Check("no_email", "left out", "no e-mail address", "which Mailchimp needs", _OUT, _NO_EMAIL),
        Check("twin_email", "left out", _TWIN, "and Mailchimp takes each once", _OUT),
        Check("foreign_email", "left out", "an e-mail address with letters beyond a–z before the @",
              "which Mailchimp refuses", _OUT),
        Check("long_text_255", "told", "a name, company or website of more than 255 bytes", "where Mailchimp cuts",
              "shorten it first"),
    ),
    "Status, temperature and channel stand in Tags. Pages, campaign, owner and custom fields are not in the file. "
    "Import only people who agreed to get mail.",
)  # fmt: skip
EXCEL = Preset(
    "excel",
    "Excel, to read",
    ("xlsx", "csv"),
    (
        Column("Name", "name"),
        Column("E-mail", "email"),
        Column("Phone", "phone"),
        Column("Company", "company"),
        Column("Website", "website"),
        Column("Status", "status", {status.key: status.label for status in STATUSES}),
        Column("Status since", "status_at"),
        Column("Lost because", "status_reason"),
        Column("Temperature", "temperature", _words(hot="Hot", warm="Warm", cold="Cold")),
        Column("Score", "score"),
        Column("Why", "why"),
        Column("Captured", "captured_at"),
        Column("Channel", "channel", CHANNELS),
        Column("Source page", "source_page"),
        Column("Landing page", "landing_page"),
        Column("Referrer", "referrer"),
        Column("UTM source", "utm_source"),
        Column("UTM medium", "utm_medium"),
        Column("UTM campaign", "utm_campaign"),
        Column("UTM term", "utm_term"),
        Column("UTM content", "utm_content"),
        Column("Owner", "owner"),
        Column("Trigger", "trigger"),
        Column("Country", "country_name"),
        Column("Region", "region"),
        Column("City", "city"),
        Column("Visitor's time zone", "timezone"),
        Column("Changed", "updated_at"),
        Column("Bot", "bot"),
        Column("Times are in", "zone"),
        Column("Lead id", "id"),
        Column("External id", "external_id"),
        Column("Conversation id", "conversation_external_id"),
    ),
    (Check("by_day", "told", "only a day as the time of capture", "so no hour is known", "midnight stands there"),),
    "To be read by people: times are local to the bot. To move leads to another Leadlight, take the plain file.",
    bom=True,
    customs=True,
)
PRESETS: tuple[Preset, ...] = (SALESFORCE, HUBSPOT, MAILCHIMP, EXCEL)
BY_KEY = {preset.key: preset for preset in PRESETS}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: how many leads, what becomes of them, and what is said of them."""

    check: str
    leads: int
    effect: Effect
    said: str
    see: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The whole sentence."""
        return f"{counted(self.leads)} {self.said}"

    def as_dict(self) -> dict[str, Any]:
        """`{check, leads, effect, words, see}`."""
        return {
            "check": self.check, "leads": self.leads, "effect": self.effect, "words": self.words, "see": dict(self.see)
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """A preset held against the leads of a filter: how many they are, how many `rows` the file will have, and why."""

    preset: Preset
    leads: int
    rows: int
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it: `{preset, label, formats, leads, rows, note, findings: [{check, leads, …}]}`."""
        return {
            "preset": self.preset.key,
            "label": self.preset.label,
            "formats": list(self.preset.forms),
            "leads": self.leads,
            "rows": self.rows,
            "note": self.preset.note,
            "findings": [each.as_dict() for each in self.findings],
        }


def finding_of(check: Check, leads: int) -> Finding:
    """The finding of a check that so many leads meet."""
    said = f"{'has' if leads == 1 else 'have'} {check.what}, {check.why}: {check.done}."
    return Finding(check.of, leads, check.effect, said, check.see)


def too_many(preset: Preset, rows: int) -> Finding | None:
    """The finding of a file with more rows than the system takes at once."""
    if preset.most is None or rows <= preset.most:
        return None
    said = f"are more than {preset.label.split()[0]} takes at once ({preset.most:,}): export shorter ranges of days."
    return Finding("too_many", rows, "told", said)


def counted(leads: int) -> str:
    """`1 lead`, `12 leads`."""
    return f"{leads:,} lead{'s' * (leads != 1)}"
