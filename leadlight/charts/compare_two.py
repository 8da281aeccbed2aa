"""Two pages, channels or periods side by side: four rates of each, and whether they can be told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import plotly.graph_objects as go
import polars as pl

from leadlight.charts import rows
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, picture, scatter
from leadlight.charts.points import enough, points, sure, told
from leadlight.charts.wording import (
    THIN,
    change,
    changes,
    count,
    hostless,
    interval,
    known_as,
    of,
    plain,
    rate,
    shorten,
)
from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import RefusedError
from leadlight.stats.newcombe import Difference, difference
from leadlight.stats.wilson import wilson
from leadlight.warehouse.compare import Pair, Periods
from leadlight.warehouse.query import Filters
from leadlight.warehouse.question import Question
from leadlight.warehouse.rates import RATES, SPLITS

PERIOD = "period"
BY = (*SPLITS, PERIOD)
TITLE = "Which of the two does better?"
COLOURS = ("#1B948F", "#B8651B")
"""Of the first and the second: teal and brown, told apart by every kind of sight; the marks differ in shape too."""
SIGNS, SHAPES = ("●", "◆"), ("circle", "diamond")
APART = 0.13
"""How far the two stand above and below the middle of their row."""
LONGEST = 21
SIDES = 2
NOTHING = Message("There are no two to compare in this range.", "Choose a longer range, or take a filter away.")


def asker(by: str, one: str, two: str, than: date | None) -> Callable[[Filters], Question]:
    """Every rate for both."""
    return lambda filters: Periods(filters, than) if by == PERIOD else Pair(filters, by, one, two)


SHAPED: dict[str, Any] = {"rate": pl.String, "label": pl.String, "noun": pl.String}
for _each in ("a", "b"):
    SHAPED |= {f"name_{_each}": pl.String, f"said_{_each}": pl.String, f"link_{_each}": pl.String}
    SHAPED |= {f"k_{_each}": pl.Int64, f"n_{_each}": pl.Int64}
    SHAPED |= {f"{end}_{_each}": pl.Float64 for end in ("rate", "low", "high")}
SHAPED |= dict.fromkeys(("value", "low", "high", "p"), pl.Float64)


def shaper(by: str) -> Callable[[Frame, Filters], Frame]:
    """One row a rate: both sides with count, rate, interval and list; first minus second with its interval and p."""

    def shape(frame: Frame, filters: Filters) -> Frame:
        sides = [{row["rate"]: row for row in frame.iter_rows(named=True) if row["side"] == at} for at in range(SIDES)]
        if not any(row["n"] for side in sides for row in side.values()):
            return pl.DataFrame(schema=SHAPED)
        shared = [key for key in RATES if all(key in side for side in sides)]
        return pl.DataFrame([_row(by, key, *(side[key] for side in sides)) for key in shared], schema=SHAPED)

    return shape


def _row(by: str, key: str, one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    found = difference(one["k"], one["n"], two["k"], two["n"])
    apart = (found.value, found.low, found.high, found.p_value) if found else (None,) * 4
    names = dict(zip(("value", "low", "high", "p"), apart, strict=True))
    both = _side(by, key, one, "a") | _side(by, key, two, "b")
    both["name_a"], both["name_b"] = hostless((both["name_a"], both["name_b"]))
    return {"rate": key, "label": RATES[key].label, "noun": RATES[key].noun} | both | names


def _side(by: str, key: str, row: dict[str, Any], side: str) -> dict[str, Any]:
    low, high = wilson(row["k"], row["n"]) or (None, None)
    share = row["k"] / row["n"] if row["n"] else None
    name, said = _period(row, key) if by == PERIOD else (known_as(by, row["value"]), "")
    where = {"from": str(row["first"]), "to": str(_last(row, key))} if by == PERIOD else {by: row["value"]}
    own = RATES[key].rows
    link = "" if own is None else urlencode([*where.items(), *parse_qsl(own)])
    found = {"name": name, "said": said, "link": link, "k": row["k"], "n": row["n"]}
    return {f"{of_it}_{side}": value for of_it, value in (found | {"rate": share, "low": low, "high": high}).items()}


def _period(row: dict[str, Any], key: str) -> tuple[str, str]:
    said = f"as it stood at the end of {_day(row['as_of'])}" if RATES[key].stage else ""
    return span(row["first"], row["last"]), said


def span(first: date, last: date) -> str:
    """ "24 Oct – 22 Nov 2026"; both years where they differ."""
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%b}{year} – {_day(last)}"


def _last(row: dict[str, Any], key: str) -> date:
    """The last day whose leads count: of a stage those of whole days only."""
    last: date = min(row["last"], row["as_of"]) if RATES[key].stage else row["last"]
    first: date = row["first"]
    return max(last, first)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """A row for each rate: a dot with its whisker for both, and the difference at its right."""
    if frame.is_empty():
        return NOTHING
    found = list(frame.iter_rows(named=True))
    lines = [_legend(found[0]), *(_line(row) for row in found)]
    highs = [row[f"high_{side}"] or 0.0 for row in found for side in "ab"]
    most = max(*highs, 0.05) * 1.03
    rails = [
        {"type": "line", "x0": 0, "x1": most, "y0": at, "y1": at, "layer": "below", "line": {"color": look.grid}}
        for at in range(1, len(lines))
    ]
    ground = rows.ground(look, lines, most, -0.02 * most, shapes=rails)
    return picture([trace for at, side in enumerate("ab") for trace in _marks(found, at, side)], ground)


def _legend(row: dict[str, Any]) -> rows.Line:
    names = [plain(shorten(row[f"name_{side}"], _room(row))) for side in "ab"]
    said = [
        f'<span style="color:{colour};font-size:16px">{sign}</span> {name}'
        for colour, sign, name in zip(COLOURS, SIGNS, names, strict=True)
    ]
    return rows.Line(label="", note="\u2003".join(said), value="", hover="")


def _room(row: dict[str, Any]) -> int:
    """A short name leaves the other one more room."""
    return max(LONGEST, 2 * LONGEST - min(len(row["name_a"]), len(row["name_b"])))


def _line(row: dict[str, Any]) -> rows.Line:
    if row["value"] is None:
        return rows.Line(row["label"], "nothing to compare", "", faint=True)
    is_told = row["low"] > 0 or row["high"] < 0
    value = f"<b>{change(row['value'])}</b>" if is_told else f"{change(row['value'])}, not told apart"
    return rows.Line(row["label"], f"{value}\u2002{changes(row['low'], row['high'])}" if is_told else value, "")


def _marks(found: list[dict[str, Any]], at: int, side: str) -> list[Trace]:
    places = [place + 1 + (-APART, APART)[at] for place in range(len(found))]
    spans = [(row[f"low_{side}"], row[f"high_{side}"]) for row in found]
    whiskers = scatter(
        x=[end for low, high in spans for end in (low, high, None)],
        y=[each for place in places for each in (place, place, None)],
        mode="lines",
        line={"width": 4, "color": COLOURS[at]},
        opacity=0.5,
        hoverinfo="skip",
    )
    dots = scatter(
        x=[row[f"rate_{side}"] for row in found],
        y=places,
        mode="markers",
        marker={"size": 11, "color": COLOURS[at], "symbol": SHAPES[at]},
        customdata=[row[f"link_{side}"] for row in found],
        hovertext=[_hover(row, side) for row in found],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    return [whiskers, dots]


def _hover(row: dict[str, Any], side: str) -> str:
    said = f" ({row[f'said_{side}']})" if row[f"said_{side}"] else ""
    sure_of = interval(row[f"low_{side}"], row[f"high_{side}"])
    return "<br>".join(
        [
            f"<b>{plain(row[f'name_{side}'])}</b>{said}",
            f"{row['label']}: {count(row[f'k_{side}'])} of {of(row[f'n_{side}'], row['noun'])}",
            f"{rate(row[f'rate_{side}'])} (95{THIN}%: {sure_of})",
        ]
    )


def table(frame: Frame) -> Table:
    """Two rows a rate, the first's and the second's; the difference stands with the first."""
    columns = (
        Column("Of", "text"), Column("Rate", "text"), Column("Out of"), Column("Counted"), Column("Share", "rate"),
        Column("95 %", "interval"), Column("Difference", "change"), Column("95 % of the difference", "changes"),
    )  # fmt: skip
    lines, links = [], []
    for row in frame.iter_rows(named=True):
        for side in "ab":
            said = f" ({row[f'said_{side}']})" if row[f"said_{side}"] else ""
            apart = (row["value"], (row["low"], row["high"])) if side == "a" else (None, None)
            lines.append((row[f"name_{side}"] + said, row["label"], *_numbers(row, side), *apart))
            links.append(row[f"link_{side}"])
    return Table(columns, tuple(lines), tuple(links), of=2)


def _numbers(row: dict[str, Any], side: str) -> tuple[object, ...]:
    return (row[f"n_{side}"], row[f"k_{side}"], row[f"rate_{side}"], (row[f"low_{side}"], row[f"high_{side}"]))


def summary(frame: Frame) -> str:
    """A sentence for each rate: which is higher, by how much, and whether it can be told from chance."""
    return NOTHING.text if frame.is_empty() else " ".join(sentences(frame))


def sentences(frame: Frame) -> list[str]:
    """One a rate."""
    return [_sentence(row) for row in frame.iter_rows(named=True)]


def _sentence(row: dict[str, Any]) -> str:
    one, two = (shorten(row[f"name_{side}"]) for side in "ab")
    for name, n in ((one, row["n_a"]), (two, row["n_b"])):
        if not n:
            return f"{row['label']}: no {row['noun']}s of {_called(name)} in this range, so nothing to compare."
    found = Difference(row["value"], row["low"], row["high"], row["p"])
    if not found.is_told:
        needed = enough(row["rate_a"], row["rate_b"], row["noun"])
        seen = f"{change(found.value)}; {sure(found.low, found.high)}"
        return f"{row['label']} cannot be told from chance yet ({seen}){needed}."
    higher = "higher" if found.value > 0 else "lower"
    compared = f"{points(found.value)} {higher} for {_called(one)} than for {_called(two)}"
    return f"{row['label']} is {compared} ({told(found)}): more than chance explains."


def _called(name: str) -> str:
    return "those without one" if name == NO_VALUE else name


def compare(by: str = BY[0], one: str = "", two: str = "", than: str = "") -> Chart:
    """The chart of two values of a dimension, or of the range and as many days that begin on `than` (`by` period).

    Raises RefusedError for a day that is none, and for what does not go together.
    """
    if by == PERIOD and (one or two):
        raise RefusedError("two periods are the range and the one that begins on `than`; leave one and two out", "one")
    if by != PERIOD and than:
        raise RefusedError("`than` is the first day of the other period: it goes with by=period", "than")
    given = {"by": by} | {name: value for name, value in (("one", one), ("two", two), ("than", than)) if value}
    return Chart(
        key="compare",
        title=TITLE,
        counted=COUNTED,
        ask=asker(by, one, two, day_of(than)),
        draw=draw,
        table=table,
        summary=summary,
        shape=shaper(by),
        options=given,
        within="" if by == PERIOD or not (one and two) else urlencode([(by, one), (by, two)]),
    )


def day_of(text: str) -> date | None:
    """A day written YYYY-MM-DD; None for nothing. Raises RefusedError for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise RefusedError(f"than: a date is written YYYY-MM-DD, not {text!r}", "than") from error


COUNTED = (
    "Capture rate: conversations begun in the range that produced a lead ÷ conversations. Qualified and conversion: "
    "leads captured in the range that ever reached that stage ÷ leads; skipped stages are credited. Hot share: hot ÷ "
    "scored leads. The dot is the rate, the line its Wilson 95 % interval. The difference (first minus second, in "
    "percentage points) has Newcombe's 95 % interval; where that leaves out 0, chance alone does not explain it. Four "
    "rates are looked at, so of two that are alike about one pair in five shows some difference all the same. How many "
    "it would take is said for a difference as large as the one seen, found four times of five. Two values share the "
    "range, so their leads are about equally old. Of two periods, qualified and conversion are counted "
    "in whole days: the later as it stood at the end of yesterday, the earlier as it stood when its leads were as old, "
    "so leads that are still open have had the same time in both. Hot share is by temperature as of now. A filter on "
    "what is compared gives way to the two."
)
COMPARE = Family("compare", {"by": BY, "one": (), "two": (), "than": ()}, compare)
