"""The catalogue: every number Leadlight reports and what can split it. One entry here is one number everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from leadlight.domain.promptness import BANDS, NOT_YET
from leadlight.domain.status import FIRST, STEPS
from leadlight.domain.temperature import TEMPERATURES
from leadlight.domain.window import WINDOWS

Population = Literal["leads", "conversations", "closings"]
Format = Literal["count", "rate", "score", "days"]
NO_VALUE = "(none)"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a population's rows stand: its fact table, the rule for its rows, and the local day it is counted by."""

    table: str
    day: str
    rule: str = "NOT f.is_test"


_SOMETHING_CAME = "(f.visitor_messages > 0 OR f.lead_id IS NOT NULL OR f.form IS NOT NULL)"
"""A visitor who opened a chat and only looked began no conversation: nobody could have captured them."""
POPULATIONS: Mapping[Population, Source] = {
    "leads": Source("lead", "f.captured_day"),
    "conversations": Source("conversation", "f.started_day", f"NOT f.is_test AND {_SOMETHING_CAME}"),
    "closings": Source("lead", "f.closed_day", "NOT f.is_test AND f.closed_as IS NOT NULL"),
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to split or filter by. `of` holds its SQL, over a row `f` and its bot `b`, by the population it splits.

    Values are text, '(none)' where a row has none (`of` is null there; `has_blanks` says whether that can be); dates
    for day, week (its Monday) and month (its first). `marks`, where a row may have several values at once: the
    condition of each value over leads; such a dimension filters, and cannot split. `listed`, the same where values are
    not known beforehand: a column that lists them. `marked`, the same of conversations: a column of theirs that holds
    them as a JSON list.
    """

    key: str
    label: str
    definition: str
    of: Mapping[Population, str]
    is_date: bool = False
    has_blanks: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    listed: str = ""
    marked: str = ""


def named(sql: str) -> str:
    """What stands where a text is null."""
    return f"coalesce({sql}, '{NO_VALUE}')"


def _both(key: str, label: str, definition: str, column: str | None = None, *, blanks: bool = True) -> Dimension:
    sql = f"f.{column or key}"
    of: dict[Population, str] = {"leads": sql, "conversations": sql, "closings": sql}
    return Dimension(key, label, definition, of, has_blanks=blanks)


def _leads(key: str, label: str, definition: str, sql: str | None = None, *, blanks: bool = True) -> Dimension:
    sql = sql or f"f.{key}"
    return Dimension(key, label, definition, {"leads": sql, "closings": sql}, has_blanks=blanks)


def _talks(key: str, label: str, definition: str, sql: str, *, blanks: bool = True) -> Dimension:
    return Dimension(key, label, definition, {"conversations": sql}, has_blanks=blanks)


def _date(key: str, label: str, definition: str, of_close: str) -> Dimension:
    of: dict[Population, str] = {"leads": f"f.captured_{key}", "conversations": f"f.started_{key}"}
    return Dimension(key, label, definition, of | {"closings": of_close}, is_date=True)


def _first_contact(column: str) -> str:
    """The band of promptness.BANDS; null where capture or contact has only a day."""
    bands = " ".join(f"WHEN {column} <= {band.seconds} THEN '{band.key}'" for band in BANDS if band.seconds)
    return (
        f"CASE WHEN f.captured_precision = 'day' THEN NULL WHEN NOT f.reached_{STEPS[0].key} THEN '{NOT_YET}' {bands} "
        f"WHEN {column} IS NOT NULL THEN '{BANDS[-1].key}' END"
    )


def _furthest() -> str:
    stages = " ".join(f"WHEN f.reached_{step.key} THEN '{step.key}'" for step in reversed(STEPS))
    return f"CASE {stages} ELSE '{FIRST.key}' END"


_SCORES = range(101)
_BOT = "b.key"
_DIMENSIONS = (
    _both("channel", "Channel", "Where the visitor wrote: widget, WhatsApp, API, import, …"),
    _both("source_page", "Source page", "The page where the conversation took place, as a path.", "source_path"),
    _both("landing_page", "Landing page", "The first page of the first visit, as a path.", "landing_path"),
    _both("source_group", "Source page group",
          "The source page's group: by the bot's page rules, else host and first part of the path."),
    _both("landing_group", "Landing page group",
          "The landing page's group: by the bot's page rules, else host and first part of the path."),
    _both("utm_source", "UTM source", "The campaign's source, as first touched."),
    _both("utm_medium", "UTM medium", "The campaign's medium, as first touched."),
    _both("utm_campaign", "UTM campaign", "The campaign's name, as first touched."),
    _leads("status", "Status", "Where the lead stands now.", blanks=False),
    _both("temperature", "Temperature", "Hot, warm or cold by the score and the bot's thresholds, as of now.",
          blanks=False),
    _leads("owner", "Owner", "Who works the lead."),
    Dimension(
        "bot", "Bot", "The bot's key.", {"leads": _BOT, "conversations": _BOT, "closings": _BOT}
    ),
    _leads("trigger", "Trigger", "What made the form appear."),
    _both("country", "Country", "The visitor's country."),
    _leads(
        "lost_reason", "Lost reason", "Why it was lost; '(none)' unless it is lost now.",
        "CASE WHEN f.closed_as = 'lost' THEN f.status_reason END",
    ),
    Dimension(
        "reached", "Reached", "A stage the lead ever reached by a move that stands; skipped stages are credited.", {},
        marks={step.key: f"f.reached_{step.key}" for step in STEPS},
    ),
    Dimension(
        "entered", "Entered", "A stage the lead itself ever entered by a move that stands.", {},
        marks={step.key: f"f.entered_{step.key}" for step in STEPS},
    ),
    _leads("furthest", "Furthest stage", "The furthest stage the lead ever reached by a move that stands.",
           _furthest(), blanks=False),
    Dimension(
        "converted_within", "Converted within days", "Converted at most so many local days after its capture.", {},
        marks={str(days): f"f.reached_converted_day - f.captured_day <= {days}" for days in WINDOWS},
    ),
    Dimension("score_from", "Score from", "The least score, 0–100.", {},
              marks={str(score): f"f.score >= {score}" for score in _SCORES}),
    Dimension("score_to", "Score to", "The greatest score, 0–100.", {},
              marks={str(score): f"f.score <= {score}" for score in _SCORES}),
    Dimension("signal", "Signal", "A kind of signal in the lead's score ledger.", {}, listed="f.signals"),
    _leads("first_contact", "First contact",
           "How long after its capture a lead first entered Contacted or a later stage; '(none)' where only days are "
           "known.", _first_contact("f.contact_seconds")),
    _leads("first_contact_office", "First contact, office hours",
           "The same, counting only the bot's office hours, in its zone.", _first_contact("f.contact_office_seconds")),
    Dimension("hour", "Hour", "The local hour, 0–23.",
              {"leads": "f.captured_hour::VARCHAR", "conversations": "f.started_hour::VARCHAR"}),
    _talks("form", "Form", "How far the capture form got in the conversation: shown, started or submitted.", "f.form"),
    _talks("left_at", "Form left at", "The last field a form that was never submitted spoke of.", "f.form_left_at"),
    _talks("has_lead", "With a lead", "Whether the conversation produced a lead: yes or no.",
           "CASE WHEN f.lead_id IS NULL THEN 'no' ELSE 'yes' END", blanks=False),
    _talks("missed", "Missed lead", "Whether it is hot and left neither a lead nor contact data: yes or no.",
           "CASE WHEN f.is_missed THEN 'yes' ELSE 'no' END", blanks=False),
    Dimension(
        "answer", "Answer", "What became of a field of the form: company:answered, company:refused, or company:asked "
        "(neither).", {}, marked="f.form_fields",
    ),
    Dimension("weekday", "Weekday", "The local weekday, 1 (Monday) to 7.",
              {"leads": "f.captured_weekday::VARCHAR", "conversations": "f.started_weekday::VARCHAR"}),
    _date("day", "Day", "The local day.", "f.closed_day"),
    _date("week", "Week", "The local week, named by its Monday.", "date_trunc('week', f.closed_day)::DATE"),
    _date("month", "Month", "The local month, named by its first day.", "date_trunc('month', f.closed_day)::DATE"),
)  # fmt: skip
DIMENSIONS: Mapping[str, Dimension] = {dimension.key: dimension for dimension in _DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Base:
    """An aggregate over one population. A count of the rows whose column `mark` holds one value names both."""

    population: Population
    sql: str
    mark: str = ""
    value: str = ""

    @property
    def is_count(self) -> bool:
        """Whether it is the sum of itself over any parts of the rows."""
        return self.sql.startswith("count")


def _step(key: str) -> Base:
    return Base("leads", f"count_if(f.reached_{key})::BIGINT")


def _equal(mark: str, value: str, population: Population = "leads") -> Base:
    return Base(population, f"count(*) FILTER (WHERE {mark} = '{value}')", mark, value)


BASES: Mapping[str, Base] = {
    "conversations": Base("conversations", "count(*)"),
    "with_lead": Base("conversations", "count(f.lead_id)"),
    "form_shown": Base("conversations", "count(f.form)"),
    "form_started": Base("conversations", "count_if(f.form IN ('started', 'submitted'))::BIGINT"),
    "form_submitted": _equal("f.form", "submitted", "conversations"),
    "missed": Base("conversations", "count_if(f.is_missed)::BIGINT"),
    "leads": Base("leads", "count(*)"),
    **{step.key: _step(step.key) for step in STEPS},
    "lost": _equal("f.closed_as", "lost"),
    **{kind: _equal("f.temperature", kind) for kind in TEMPERATURES},
    "scored": Base("leads", "count(f.score)"),
    "avg_score": Base("leads", "avg(f.score)"),
    **{f"median_days_to_{step.key}": Base("leads", f"quantile_cont(f.days_to_{step.key}, 0.5)") for step in STEPS},
    "p90_days_to_converted": Base("leads", "quantile_cont(f.days_to_converted, 0.9)"),
    "won": _equal("f.closed_as", "won", "closings"),
    "closed": Base("closings", "count(*)"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One number. `parts` are the bases it is made of: itself, a ratio's two, or the two an interval is drawn from."""

    key: str
    label: str
    definition: str
    format: Format
    parts: tuple[str, ...]
    how: Literal["base", "ratio", "wilson_low", "wilson_high"] = "base"
    populations: frozenset[Population] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "populations", frozenset(BASES[part].population for part in self.parts))


def _base(key: str, label: str, definition: str, format: Format = "count") -> Measure:
    return Measure(key, label, definition, format, (key,))


_REACHED = "Leads captured in the range that ever reached {} by a move that stands; skipped stages are credited."
_DAYS = "{} time from capture to the first entry of {}: days of 24 hours, never below 0, over leads that entered it."
_MEASURES = (
    _base("conversations", "Conversations",
          "Conversations started in the range in which a visitor wrote, the form appeared or a lead came."),
    _base("leads", "Leads", "Leads captured in the range."),
    Measure("capture_rate", "Capture rate", "Conversations started in the range that produced a lead ÷ conversations.",
            "rate", ("with_lead", "conversations"), "ratio"),
    _base("with_lead", "With a lead", "Conversations started in the range that produced a lead."),
    _base("form_shown", "Form shown", "Conversations started in the range in which the capture form appeared."),
    _base("form_started", "Form started",
          "Conversations started in the range in which a field of the form was answered, or it was submitted."),
    _base("form_submitted", "Form submitted", "Conversations started in the range in which the form was submitted."),
    Measure("completion_rate", "Completion rate", "Form submitted ÷ form started, by conversation.",
            "rate", ("form_submitted", "form_started"), "ratio"),
    Measure("form_conversion", "Form conversion", "Form submitted ÷ form shown, by conversation.",
            "rate", ("form_submitted", "form_shown"), "ratio"),
    _base("missed", "Missed leads",
          "Hot conversations started in the range that left neither a lead nor contact data."),
    *(_base(step.key, step.label, _REACHED.format(step.label)) for step in STEPS),
    _base("lost", "Lost", "Leads captured in the range that are lost now."),
    Measure("conversion_rate", "Conversion rate", "Converted ÷ leads captured in the range.",
            "rate", ("converted", "leads"), "ratio"),
    Measure("win_rate", "Win rate", "Won ÷ (won + lost), of the leads closed in the range by the day they closed.",
            "rate", ("won", "closed"), "ratio"),
    Measure("conversion_low", "Conversion, lower end", "Lower end of the conversion rate's Wilson 95 % interval.",
            "rate", ("converted", "leads"), "wilson_low"),
    Measure("conversion_high", "Conversion, upper end", "Upper end of the conversion rate's Wilson 95 % interval.",
            "rate", ("converted", "leads"), "wilson_high"),
    _base("avg_score", "Average score", "Mean score (0–100) of the scored leads captured in the range.", "score"),
    _base("hot", "Hot", "Leads captured in the range that are hot now."),
    _base("warm", "Warm", "Leads captured in the range that are warm now."),
    _base("cold", "Cold", "Leads captured in the range that are cold now."),
    Measure("hot_share", "Hot share", "Hot ÷ scored leads captured in the range.", "rate", ("hot", "scored"), "ratio"),
    *(
        _base(f"median_days_to_{step.key}", f"Median days to {step.label.lower()}",
              _DAYS.format("Median", step.label), "days")
        for step in STEPS
    ),
    _base("p90_days_to_converted", "90 % converted within (days)", _DAYS.format("90th percentile of the", "Converted"),
          "days"),
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in _MEASURES}
