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
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.rates import RATES

MOST = 3
ALIKE = (("kind", "rate"), ("kind", "rate", "by"))
"""Findings that agree in these say much the same: first one of each is told, then, where there is room, others."""
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
    found = list(frame.filter(pl.col("told")).iter_rows(named=True))
    kept: list[Row] = []
    for alike in ALIKE:
        for row in found:
            if all(any(row[name] != each[name] for name in alike) for each in kept) and not _retold(row, kept):
                kept.append(row)
    return tuple(_SAYERS[row["kind"]](row) for row in kept[:MOST])


def _retold(row: Row, kept: list[Row]) -> bool:
    """Whether it is of largely the same leads as one that is told already: a campaign and its page."""
    return any(f"{each['by']}={each['value']}" in row["alike"] for each in kept)


def looked(frame: pl.DataFrame) -> int:
    """How many comparisons were judged together."""
    return len(frame.filter(pl.col("kind") != WAITING))


def _numbers(row: Row, noun: str, how: str) -> str:
    """ "22.1 % of 412 leads against 14.0 %. At equal age that is 8.1 points more (95 %: 3.9 to 12.3)."."""
    found = Difference(row["difference"], row["low"], row["high"], row["p"])
    shares = f"{rate(row['k'] / row['n'])} of {of(row['n'], noun)} against {rate(row['j'] / row['m'])}"
    more = "more" if found.value > 0 else "less"
    return f"{shares}. {how} that is {points(found.value)} {more} ({told(found)})."


_DOES = {
    "conversion_rate": ("Leads", "convert", "rank"),
    "hot_share": ("Leads", "are hot", "hot"),
    "capture_rate": ("Conversations", "leave a contact", "capture"),
}
"""What is counted, what it does, and the order of sources that shows it."""
_FROM = {"channel": "from", "source_page": "from", "utm_campaign": "from campaign"}


def _part(row: Row) -> Said:
    subject, does, order = _DOES[row["rate"]]
    name = shorten(known_as(row["by"], row["value"]), LONGEST_NAME)
    more = "more often" if row["difference"] > 0 else "less often"
    numbers = _numbers(row, RATES[row["rate"]].noun, "Within the same weeks")
    text = f"{subject} {_FROM[row['by']]} {name} {does} {more} than others: {numbers}"
    return Said(text, "sources", urlencode({"by": row["by"], "order": order}), "Compare", (row["first"], row["last"]))


def _course(row: Row) -> Said:
    of_rate = RATES[row["rate"]]
    went = "rose" if row["difference"] > 0 else "fell"
    numbers = _numbers(row, of_rate.noun, "At equal age" if of_rate.stage else "In all")
    text = f"{of_rate.label} {went} against the {_before(row)}: {numbers}"
    mark = urlencode({"show": "change", "rate": row["rate"]})
    return Said(text, "sources", mark, "See why", (row["first"], row["last"]))


def _pace(row: Row) -> Said:
    fewer = "More" if row["difference"] > 0 else "Fewer"
    stage = STATUSES[row["rate"]].label.lower()
    numbers = _numbers(row, "lead", "Of leads old enough to tell")
    text = f"{fewer} leads are {stage} within {_within(row)} than in the {_before(row)}: {numbers}"
    page = "team" if row["rate"] == "contacted" else "funnel"
    return Said(text, page, "", "See how fast", (row["first"], row["last"]))


def _waiting(row: Row) -> Said:
    verb = "has" if row["k"] == 1 else "have"
    text = f"{of(row['k'], 'hot lead')} {verb} waited more than a day for a first contact."
    return Said(text, "inbox", "temperature=hot&status=new", "Work them", (row["first"], row["last"]))


def named(row: Row) -> tuple[str, str]:
    """What is compared and whose, in a word or two each: ("Conversion", "Channel API")."""
    if row["kind"] == PART:
        return RATES[row["rate"]].label, f"{DIMENSIONS[row['by']].label} {known_as(row['by'], row['value'])}"
    if row["kind"] == PACE:
        return f"{STATUSES[row['rate']].label} within {_within(row)}", f"all, against the {_before(row)}"
    return RATES[row["rate"]].label, f"all, against the {_before(row)}"


def _within(row: Row) -> str:
    return "a day" if row["by"] == "1" else f"{row['by']} days"


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
    "Told is what passes that, leaves out 0 and differs by a point or more; the surest first, three at most. Of two "
    "parts that are largely the same leads, such as a campaign and its page, only the surer is told. Hot leads that "
    f"wait are a count of those captured {WAITED} or more days ago that nobody has contacted: no estimate, so no "
    f"interval. A range longer than {LONGEST} days is looked at by its last {NEWS}."
)
