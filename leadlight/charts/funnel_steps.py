"""One of the three funnels, step by step: how many, of the step before, of all, and how long it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import steps
from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link, numbers
from leadlight.charts.look import STATUS, Look
from leadlight.charts.wording import MINUTES_A_DAY, count, duration, interval, of, rate, share
from leadlight.domain.status import STEPS
from leadlight.domain.window import WINDOWS
from leadlight.stats.wilson import wilson
from leadlight.warehouse.query import Filters
from leadlight.warehouse.spans import RANGE
from leadlight.warehouse.stages import COUNTINGS, FUNNELS, OPEN, OUTCOMES, Steps, labels, span

AUTO = "auto"
LEADS = "leads"
STEP_KEYS = tuple(step.key for step in STEPS)
SCHEMA: dict[str, Any] = {
    "stage": pl.String, "label": pl.String, "count": pl.Int64, "of_before": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "of_first": pl.Float64, "median": pl.Float64, "p90": pl.Float64, "timed": pl.Int64,
    **dict.fromkeys(OUTCOMES, pl.Int64), "window": pl.Int64, "link": pl.String,
}  # fmt: skip


def days_of(window: str) -> int:
    """The days of a window option; 0 for the bot's own."""
    return 0 if window == AUTO else int(window)


def ever(filters: Filters, key: str, counting: str) -> str:
    """The query string of the cohort's leads that came to a step ('': to the first)."""
    if key != LEADS:
        return link(**{span(counting, key).key: span(counting, key).text})
    bounds = {name: day for name, day in (("from_", filters.first), ("to", filters.last)) if day}
    return link(**bounds) if bounds else link(range="all")


def within(filters: Filters, key: str, counting: str) -> str:
    """The query string of the leads that came to a step in the range, captured whenever."""
    if key == LEADS:
        return ever(filters, key, counting)
    days = span(counting, key, filters.first, filters.last)
    return link(range="all", **{days.key: days.text})


def standing(filters: Filters, key: str, counting: str) -> str:
    """The query string of the leads that stand at a status now, captured whenever."""
    return link(range="all", status=key)


LINKS: Mapping[str, Callable[[Filters, str, str], str]] = {"cohort": ever, "entered": within, "snapshot": standing}


def shaper(funnel: str, counting: str) -> Callable[[Frame, Filters], Frame]:
    """One row a step, columns SCHEMA: rates 0–1, times in days; the OUTCOMES are of all that never came to the step."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        row = frame.row(0, named=True) if len(frame) else {}
        keys = OPEN if funnel == "snapshot" else (LEADS, *STEP_KEYS)
        counts = [_count(row, funnel, key) for key in keys]
        if not sum(counts):
            return pl.DataFrame(schema=SCHEMA)
        whole = sum(counts) if funnel == "snapshot" else counts[0]
        lines = []
        for at, (key, label, number) in enumerate(zip(keys, _labels(keys), counts, strict=True)):
            before = counts[at - 1] if at and funnel != "snapshot" else 0
            low, high = (wilson(number, before) if funnel == "cohort" else None) or (None, None)
            timed = [row.get(f"{key}_{name}") for name in ("median", "p90", "timed")]
            missing = [sum(row[name][:at]) if funnel == "cohort" and at else None for name in OUTCOMES]
            leads = LINKS[funnel](filters, key, counting) if number else ""
            lines.append(
                (key, label, number, number / before if before else None, low, high,
                 number / whole if whole else None, *timed, *missing, row["window"], leads)
            )  # fmt: skip
        return pl.DataFrame(lines, schema=SCHEMA, orient="row")

    return shape


def _count(row: Mapping[str, Any], funnel: str, key: str) -> int:
    name = "captured" if key == LEADS else f"{key}_open" if funnel == "snapshot" else f"{key}_{funnel}"
    return int(row.get(name) or 0)


def _labels(keys: tuple[str, ...]) -> list[str]:
    return ["Leads" if key == LEADS else labels([key])[0] for key in keys]


def drawer(funnel: str) -> Callable[[Frame, Look], go.Figure | Message]:
    """A bar a step, in its status's colour."""

    def draw(frame: Frame, look: Look) -> go.Figure | Message:
        if frame.is_empty():
            return NOTHING if funnel == "cohort" else EMPTY[funnel]
        names = ["", *frame["label"]]
        rows = [_row(row, funnel, names[at], look) for at, row in enumerate(frame.iter_rows(named=True))]
        return steps.figure(rows, look)

    return draw


def _row(row: Mapping[str, Any], funnel: str, before: str, look: Look) -> steps.Row:
    said = f"{rate(row['of_before'])} of {before.lower()}" if row["of_before"] is not None else ""
    if funnel == "snapshot":
        said = f"{rate(row['of_first'])} of open leads"
    beneath = _times(row, funnel)
    if funnel != "snapshot" and row["stage"] not in (LEADS, STEP_KEYS[0]) and row["of_first"] is not None:
        beneath = [f"{rate(row['of_first'])} of leads", *beneath]
    lines = [" · ".join(beneath) or " "]
    if row["stage"] == LEADS and funnel == "cohort":
        lines = [f"conversion window: {row['window']} days"]
    hover = [f"<b>{row['label']}</b>: {count(row['count'])}", *([said] if said else []), *beneath]
    if row["lost"] is not None:
        lines.append(_missing(row))
        hover += [f"95 % of that rate: {interval(row['low'], row['high'])}", _missing(row)]
    colour = STATUS.get(row["stage"], look.accent)
    part = steps.Segment(row["count"], colour, "<br>".join(hover), row["link"])
    value = "\u2002".join(filter(None, (f"<b>{count(row['count'])}</b>", said)))
    return steps.Row(row["label"], value, [part], lines)


def _times(row: Mapping[str, Any], funnel: str) -> list[str]:
    if row["median"] is None:
        return []
    median, p90 = (duration(row[name] * MINUTES_A_DAY) for name in ("median", "p90"))
    if funnel == "snapshot":
        return [f"there for {median} (median), one in ten for more than {p90}"]
    return [f"median {median}, 90 % within {p90}"]


def _missing(row: Mapping[str, Any]) -> str:
    """What became of those that never came here."""
    parts = {"lost": "lost", "pending": "pending", "open": f"open over {row['window']} d", "ahead": "won without it"}
    known = [f"{count(row[name])} {said}" for name, said in parts.items() if row[name]]
    return f"not reached: {count(sum(row[name] for name in OUTCOMES))}" + (f" = {' + '.join(known)}" if known else "")


def tabler(funnel: str) -> Callable[[Frame], Table]:
    """The steps in order."""
    whole = "Of open leads" if funnel == "snapshot" else "Of leads captured"
    columns = [Column("Step", "text"), Column("Leads"), Column(whole, "rate2")]
    names = ["label", "count", "of_first"]
    if funnel != "snapshot":
        columns.insert(2, Column("Of the step before", "rate2"))
        names.insert(2, "of_before")
    columns += [Column("Median time", "days"), Column("90 % within", "days"), Column("Leads with a time")]
    names += ["median", "p90", "timed"]
    if funnel == "cohort":
        columns += [
            Column("95 % of the step before", "interval"),
            Column("Never came here"),
            Column("Share of that", "rate2"),
        ]
        columns += [Column("Lost"), Column("Pending"), Column("Open past the window"), Column("Won without it")]

    def table(frame: Frame) -> Table:
        rows = [tuple(row[name] for name in names) + _more(row, funnel) for row in frame.iter_rows(named=True)]
        return Table(tuple(columns), tuple(rows), tuple(frame["link"]))

    return table


def _more(row: Mapping[str, Any], funnel: str) -> tuple[object, ...]:
    if funnel != "cohort":
        return ()
    interval_cell = (row["low"], row["high"]) if row["low"] is not None else None
    if row["lost"] is None:
        return (interval_cell, None, None, *[None] * len(OUTCOMES))
    missing = sum(row[name] for name in OUTCOMES)
    whole = missing + row["count"]
    return (interval_cell, missing, missing / whole if whole else None, *(row[name] for name in OUTCOMES))


def summarist(funnel: str) -> Callable[[Frame], str]:
    """How many won, and where the others are."""

    def summary(frame: Frame) -> str:
        if frame.is_empty():
            return NOTHING.text if funnel == "cohort" else EMPTY[funnel].text
        counts = dict(zip(frame["stage"], numbers(frame, "count"), strict=True))
        if funnel == "snapshot":
            parts = [f"{count(number)} {label}" for label, number in zip(frame["label"], counts.values(), strict=True)]
            return f"{of(sum(counts.values()), 'lead')} are open now: {', '.join(parts)}."
        won, last = counts[STEP_KEYS[-1]], STEPS[-1].label
        if funnel == "entered":
            return f"{of(counts[LEADS], 'lead')} came in the range, and {count(won)} reached {last} in it."
        text = f"{count(won)} of {of(counts[LEADS], 'lead')} reached {last} ({share(won, counts[LEADS])})"
        missing = counts[LEADS] - counts[STEP_KEYS[-2]]
        stage = STEPS[-2].label
        return f"{text}; {count(missing)} never reached {stage} ({share(missing, counts[LEADS])})." + _pending(frame)

    return summary


def _pending(frame: Frame) -> str:
    last = frame.row(-1, named=True)
    if not last["pending"]:
        return f" None is younger than the window of {last['window']} days and open: these numbers are nearly final."
    return f" {of(last['pending'], 'open lead')} younger than {last['window']} days: pending, not lost."


EMPTY = {
    "entered": Message("No lead came to a stage in this range.", "Choose a longer range, or take a filter away."),
    "snapshot": Message("No lead is open.", "Every lead is won or lost; take a filter away to see more."),
}
TITLES = {
    "cohort": "How far did the leads captured in the range get?",
    "entered": "How many leads came to each stage in the range?",
    "snapshot": "Where do the open leads stand now?",
}
WAYS = {
    "credited": "Credited: a lead that skipped a stage counts as having reached it; a lost lead keeps what it reached.",
    "strict": "Strict: a stage counts only leads that entered it themselves, and every stage before it.",
}
BASES = {
    "cohort": (
        "Cohort: the leads captured in the range, followed to today. {way} “Not reached” is everyone of the cohort who "
        "never came to the stage: lost now; pending (open, captured fewer days ago than the conversion window, which "
        "is {window}); or open for longer. Intervals are Wilson 95 %. "
    ),
    "entered": (
        "Entered in the period: leads that first came to a stage on a day of the range, whenever they were captured. "
        "{way} Different leads stand at each step, so “of the step before” compares two flows; it is no conversion "
        "rate, and may pass 100 %. "
    ),
    "snapshot": (
        "Snapshot: the leads that are open now by their status, whenever they were captured (the range of days does "
        "not narrow it, the other filters do). It says where the work is and is no conversion rate. Times are whole "
        "days since the status took effect."
    ),
}
TIMED = (
    "Times run from the capture to the first entry of the stage itself, over leads that entered it; moves that were "
    "undone count for nothing."
)


def window_words(window: str) -> str:
    """The conversion window for "how this is counted"."""
    if window != AUTO:
        return f"{window} days, as chosen"
    return (
        "the days within which nine in ten of all the bot's conversions came, rounded up to the next of "
        f"{', '.join(map(str, WINDOWS))}; 90 with too few conversions to tell"
    )


def funnel_steps(funnel: str, counting: str, window: str) -> Chart:
    """The chart of one funnel."""
    counted = BASES[funnel].format(way=WAYS[counting], window=window_words(window))
    return Chart(
        key="funnel_steps",
        title=TITLES[funnel],
        counted=counted + (TIMED if funnel != "snapshot" else ""),
        ask=lambda filters: Steps(filters, funnel, counting, days_of(window)),
        draw=drawer(funnel),
        table=tabler(funnel),
        summary=summarist(funnel),
        shape=shaper(funnel, counting),
        options={"funnel": funnel, "counting": counting, "window": window},
        within=behind_all(funnel, counting),
    )


def behind_all(funnel: str, counting: str) -> str:
    """The query string of every lead that a funnel counts somewhere."""
    if funnel == "snapshot":
        return "&".join([link(range="all"), *(link(status=key) for key in OPEN)])
    return link(range="all", **{span(counting, "any").key: RANGE}) if funnel == "entered" else ""


FUNNEL_STEPS = Family(
    "funnel_steps",
    {"funnel": FUNNELS, "counting": COUNTINGS, "window": (AUTO, *map(str, WINDOWS))},
    funnel_steps,
)
