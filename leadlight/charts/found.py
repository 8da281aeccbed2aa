"""Findings in words: one sentence each, with its numbers and interval, and the view that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import polars as pl

from leadlight.charts.points import points, told
from leadlight.charts.wording import known_as, of, rate, shorten
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.stats.newcombe import Difference
from leadlight.warehouse.findings import COURSE, LONGEST, NEWS, PACE, PART, WAITED, WAITING
from leadlight.warehouse.rates import RATES

MOST = 3
ALIKE = {PART: ("kind", "rate", "by"), COURSE: ("kind", "rate"), PACE: ("kind", "rate"), WAITING: ("kind",)}
"""Findings that agree in these say the same thing: only the surest is told."""
LONGEST_NAME = 40
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One finding: the sentence, the page that shows it with its parameters, and what the link to it says.

    Where `days` are given, the page is to be opened on them: the finding is about a part of a longer range.
    """

    text: str
    page: str
    mark: str
    label: str
    days: tuple[date, date] | None = None


def said(frame: pl.DataFrame) -> tuple[Said, ...]:
    """At most MOST findings worth a sentence, the surest first; none is the usual case of quiet times."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in frame.filter(pl.col("told")).iter_rows(named=True):
        kept.setdefault(tuple(row[name] for name in ALIKE[row["kind"]]), row)
    return tuple(_SAYERS[row["kind"]](row) for row in list(kept.values())[:MOST])


def looked(frame: pl.DataFrame) -> int:
    """How many comparisons were judged together."""
    return len(frame.filter(pl.col("kind") != WAITING))


def _difference(row: Row) -> str:
    """ "4.1 points more (95 %: 1.2 to 7.0)"."""
    found = Difference(row["difference"], row["low"], row["high"], row["p"])
    return f"{points(found.value)} {'more' if found.value > 0 else 'less'} ({told(found)})"


_DOES = {
    "conversion_rate": ("Leads", "convert"),
    "hot_share": ("Leads", "are hot"),
    "capture_rate": ("Conversations", "leave a contact"),
}
_FROM = {"channel": "from", "source_page": "from", "utm_campaign": "from campaign"}


def _part(row: Row) -> Said:
    subject, does = _DOES[row["rate"]]
    name = shorten(known_as(row["by"], row["value"]), LONGEST_NAME)
    more = "more often" if row["difference"] > 0 else "less often"
    shares = (
        f"{rate(row['k'] / row['n'])} of {of(row['n'], RATES[row['rate']].noun)}, others {rate(row['j'] / row['m'])}"
    )
    text = f"{subject} {_FROM[row['by']]} {name} {does} {more} than others: {shares}; {_difference(row)} week by week."
    shown = (
        {"show": "compare", "by": row["by"], "one": row["value"]} if row["rate"] == "hot_share" else {"by": row["by"]}
    )
    return Said(text, "sources", urlencode(shown), "Compare", (row["first"], row["last"]))


def _course(row: Row) -> Said:
    label = RATES[row["rate"]].label
    went = "rose" if row["difference"] > 0 else "fell"
    shares = (
        f"{rate(row['k'] / row['n'])} of {of(row['n'], RATES[row['rate']].noun)}, before {rate(row['j'] / row['m'])}"
    )
    text = f"{label} {went} against the {_before(row)}: {shares}; {_difference(row)} at equal age."
    mark = urlencode({"show": "change", "rate": row["rate"]})
    return Said(text, "sources", mark, "Why?", (row["first"], row["last"]))


def _pace(row: Row) -> Said:
    days = int(row["by"])
    within = "a day" if days == 1 else f"{days} days"
    fewer = "More" if row["difference"] > 0 else "Fewer"
    shares = f"{rate(row['k'] / row['n'])} of {of(row['n'], 'lead')}, before {rate(row['j'] / row['m'])}"
    stage = STATUSES[row["rate"]].label.lower()
    text = f"{fewer} leads are {stage} within {within} than in the {_before(row)}: {shares}; {_difference(row)}."
    page = "team" if row["rate"] == "contacted" else "funnel"
    return Said(text, page, "", "See how fast", (row["first"], row["last"]))


def _waiting(row: Row) -> Said:
    verb = "has" if row["k"] == 1 else "have"
    text = f"{of(row['k'], 'hot lead')} {verb} waited more than a day for a first contact."
    return Said(text, "inbox", "temperature=hot&status=new", "Work them", (row["first"], row["last"]))


def _before(row: Row) -> str:
    length = (row["last"] - row["first"]).days + 1
    return "day before" if length == 1 else f"{length} days before"


_SAYERS = {PART: _part, COURSE: _course, PACE: _pace, WAITING: _waiting}
COUNTED = (
    "Computed from the numbers, by no model. Each channel, source page and campaign (the twelve largest of each) is "
    "compared with all others by conversion, hot share and capture rate, within the same weeks, so that young leads do "
    "not pass for a difference (Mantel-Haenszel; interval by Sato). Conversion, qualified, capture rate and hot share "
    "of all, the share contacted within a day and qualified within 7 days are compared with as many days before, at "
    "equal age (Newcombe's interval). Who looks often enough finds something by chance: so all looks are judged "
    "together by Benjamini and Hochberg's procedure, and of what is told here at most 1 in 20 is chance in the long "
    "run. "
    "Told is what passes that, leaves out 0 and differs by a point or more; the surest first, three at most. Hot leads "
    f"that wait are a count of those captured {WAITED} or more days ago that nobody has contacted: no estimate, so no "
    f"interval. A range longer than {LONGEST} days is looked at by its last {NEWS}."
)
