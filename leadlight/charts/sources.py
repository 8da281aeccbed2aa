"""The report of sources: every value of a dimension with what it brings, ranked by what can be told from chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import dots
from leadlight.charts.contract import NOTHING, Chart, Column, Family, Frame, Message, Table, link
from leadlight.charts.look import Look
from leadlight.charts.top_values import ENOUGH
from leadlight.charts.wording import THIN, count, interval, known_as, of, rate
from leadlight.domain.status import STEPS
from leadlight.domain.temperature import NO_VALUE
from leadlight.warehouse.filters import suits
from leadlight.warehouse.metrics import DIMENSIONS
from leadlight.warehouse.query import Filters, Query

DRAWN = 12
"""Values drawn; the table has all."""
FEW, PLENTY = "too few", "yes"
QUESTIONS: Mapping[str, str] = {
    "channel": "Which channels",
    "source_page": "Which pages",
    "source_group": "Which groups of pages",
    "landing_page": "Which landing pages",
    "landing_group": "Which groups of landing pages",
    "utm_source": "Which campaign sources",
    "utm_medium": "Which campaign media",
    "utm_campaign": "Which campaigns",
    "trigger": "Which triggers",
}
"""What leads can be compared by, and how the question about it begins."""
INSIDE: Mapping[str, str] = {"source_group": "source_page", "landing_group": "landing_page"}
"""What the values of a dimension are made of."""
TALKS = ("conversations", "capture_rate")
DAYS = f"median_days_to_{STEPS[-1].key}"
MEASURES = (
    "leads", *(step.key for step in STEPS), "conversion_rate", "conversion_low", "conversion_high",
    "avg_score", "hot_share", DAYS,
)  # fmt: skip
RANK = "rank"
ORDERS: Mapping[str, tuple[str, str]] = {
    RANK: ("Lowest likely conversion", "low"),
    "leads": ("Leads", "leads"),
    "converted": ("Converted", "converted"),
    "conversion": ("Conversion", "rate"),
    "conversations": ("Conversations", "conversations"),
    "capture": ("Capture rate", "capture_rate"),
    "score": ("Average score", "avg_score"),
    "hot": ("Hot share", "hot_share"),
    "speed": ("Time to convert", DAYS),
    "name": ("Name", ""),
}
"""How the values can be ordered: what that is called, and the column that is compared."""
ASCENDING = ("speed", "name")


def asker(dimension: str) -> Callable[[Filters], Query]:
    """All measures by the dimension; those of conversations where they can be split and narrowed so."""

    def ask(filters: Filters) -> Query:
        talks = "conversations" in DIMENSIONS[dimension].of and suits(filters, "conversations")
        return Query(filters, measures=(*MEASURES, *TALKS) if talks else MEASURES, by=(dimension,))

    return ask


def shaper(dimension: str, order: str) -> Callable[[Frame, Filters], Frame]:
    """All values in order: <dimension>, leads, converted, rate, low, high, enough, then the other measures."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        taken = ("leads", "converted", "conversion_rate", "conversion_low", "conversion_high")
        named = frame.select(
            pl.col(dimension).cast(pl.String).fill_null(NO_VALUE),
            pl.col("leads", "converted").cast(pl.Int64),
            pl.col("conversion_rate").cast(pl.Float64).alias("rate"),
            pl.col("conversion_low").cast(pl.Float64).alias("low"),
            pl.col("conversion_high").cast(pl.Float64).alias("high"),
            (pl.col("leads") >= ENOUGH).alias("enough"),
            pl.exclude(dimension, *taken),
        )
        return _ordered(named, dimension, order)

    return shape


def _ordered(frame: Frame, dimension: str, order: str) -> Frame:
    """Ties by leads, then by name."""
    if order == RANK:
        low = pl.when("enough").then("low").otherwise(0.0)  # too few to rank by it: by their number then
        return frame.sort("enough", low, "leads", dimension, descending=[True, True, True, False])
    column = ORDERS[order][1] or dimension
    first = pl.col(column if column in frame.columns else "leads")  # conversations cannot always be told
    ways = [order not in ASCENDING, True, False]
    return frame.sort(first, pl.col("leads"), pl.col(dimension), descending=ways, nulls_last=True)


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """The first values that brought leads: a dot for the rate, a whisker for its interval, n beside the name."""
    drawn = frame.filter(pl.col("leads") > 0).head(DRAWN)
    return NOTHING if drawn.is_empty() else dots.figure(drawn, look)


def table(frame: Frame) -> Table:
    """All values with all measures. A group leads to its pages, its number of leads to those leads."""
    frame = frame if frame["leads"].sum() else frame.clear()
    dimension = frame.columns[0]
    shown = {key: column for key, column in _columns(dimension).items() if key in {*frame.columns, *_MADE}}
    inside = INSIDE.get(dimension, "")
    values = frame[dimension].to_list()
    return Table(
        tuple(shown.values()),
        tuple(tuple(_cell(row, key) for key in shown) for row in frame.iter_rows(named=True)),
        tuple(link(**{dimension: value}) for value in values),
        of=list(shown).index("leads"),
        inside=tuple(link(**{dimension: value, "by": inside}) for value in values) if inside else (),
    )


_MADE: Mapping[str, Callable[[Mapping[str, object]], object]] = {
    "sure": lambda row: (row["low"], row["high"]),
    "told": lambda row: PLENTY if row["enough"] else FEW,
}
"""Cells made of several columns of the frame."""


def _cell(row: Mapping[str, object], key: str) -> object:
    if key in _MADE:
        return _MADE[key](row)
    value = row[key]
    return known_as(key, str(value)) if key in DIMENSIONS else value


def _columns(dimension: str) -> Mapping[str, Column]:
    return {
        dimension: Column(DIMENSIONS[dimension].label, "text"),
        "conversations": Column("Conversations"),
        "leads": Column("Leads"),
        "capture_rate": Column("Capture rate", "rate"),
        **{step.key: Column(step.label) for step in STEPS},
        "rate": Column("Conversion", "rate"),
        "sure": Column("95 %", "interval"),
        "avg_score": Column("Average score", "score"),
        "hot_share": Column("Hot", "rate"),
        DAYS: Column("Time to convert", "days"),
        "told": Column("Enough to tell?", "text"),
    }


def summary(frame: Frame) -> str:
    """The value that surely converts best, or that none can be told; and how many have too few leads."""
    if not frame["leads"].sum():
        return NOTHING.text
    dimension = frame.columns[0]
    label = DIMENSIONS[dimension].label
    told = frame.filter(pl.col("enough") & (pl.col(dimension) != NO_VALUE)).sort("low", descending=True)
    if told.is_empty():
        if (frame[dimension] == NO_VALUE).all():
            return f"None of these leads has a {_small(label)}, so there is nothing to compare."
        return f"No {_small(label)} has {ENOUGH} leads yet: too few to tell which converts best."
    best = told.row(0, named=True)
    name, sure = known_as(dimension, best[dimension]), interval(best["low"], best["high"])
    few = len(frame) - int(frame["enough"].sum())
    more = f" {count(few)} of {count(len(frame))} have too few leads to tell." if few else ""
    return f"Best: {name}, {rate(best['rate'])} of {of(best['leads'], 'lead')} converted (95{THIN}%: {sure}).{more}"


def _small(label: str) -> str:
    return label if label.startswith("UTM") else label.lower()


COUNTED = (
    "Leads captured in the range, by what each lead carries; conversations begun in the range, by what they carry. "
    "Capture rate: conversations that produced a lead ÷ conversations. Contacted, qualified, converted: leads that "
    "ever reached the stage, skipped stages credited. Conversion: converted ÷ leads, with its Wilson 95 % interval; "
    "the dot is the rate, the line the interval. Average score and hot share are over scored leads; the time to "
    "convert is the median from capture to the first entry of Converted, over leads that entered it. Ranked by the "
    f"interval's lower end, so that one lucky lead does not lead the list; values with fewer than {ENOUGH} leads "
    f"stand faint, after the others. The first {DRAWN} are drawn, the table and its CSV have all. “(none)” are leads "
    "without a value."
)


def sources(by: str, order: str = RANK) -> Chart:
    """The report of one dimension in one order."""
    title = f"{QUESTIONS[by]} bring leads that convert?"
    options = {"by": by, "order": order}
    return Chart("sources", title, COUNTED, asker(by), draw, table, summary, shaper(by, order), options)


SOURCES = Family("sources", {"by": tuple(QUESTIONS), "order": tuple(ORDERS)}, sources)
