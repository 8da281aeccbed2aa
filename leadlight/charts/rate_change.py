"""Why a rate changed: from the earlier rate to the later one, step by step, by mix and by the rates of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from leadlight.charts import rows
from leadlight.charts.compare_two import day_of
from leadlight.charts.contract import Chart, Column, Family, Frame, Message, Table
from leadlight.charts.look import Look
from leadlight.charts.marks import Trace, bar, picture, scatter
from leadlight.charts.points import sure
from leadlight.charts.rate_parts import OTHERS, UNITS, Row, own_rate, shaper, sums_of
from leadlight.charts.wording import change2, count, plain, rate, rate2, shorten
from leadlight.stats.newcombe import difference
from leadlight.warehouse.change import Change
from leadlight.warehouse.filters import dimension
from leadlight.warehouse.rates import RATES, SPLITS, rate_of

STEPS = 6
"""Steps with a mark of their own."""
UP, DOWN = "#1B948F", "#B8651B"
ALL = "All"
LONGEST = 24
NOTHING = Message("One of the two periods has nothing to count.", "Choose a longer range, or take a filter away.")


def draw(frame: Frame, look: Look) -> go.Figure | Message:
    """From the rate before to the rate after: the largest steps, what is left of mix and rates, in one line down."""
    if frame.is_empty():
        return NOTHING
    steps = _steps(frame)
    first = frame.row(0, named=True)
    ends = [first["before"]]
    for step in steps:
        ends.append(ends[-1] + step["size"])
    lines = [_end(first, "before"), *(_line(step) for step in steps), _end(first, "after")]
    least, most = min(ends), max(ends)
    room = max((most - least) * 0.06, 1)
    ground = rows.ground(look, lines, (most + room) / UNITS, (least - room) / UNITS, barmode="overlay")
    return picture([_bars(steps, ends, lines), _dots(ends, lines, look)], ground)


def _steps(frame: Frame) -> list[Row]:
    """Cells of the table, the largest first; the rest summed by kind. Their sizes are the whole change."""
    cells = [
        {"row": row, "kind": kind, "size": row[kind]}
        for row in frame.iter_rows(named=True)
        for kind in ("mix", "own")
        if row[kind]
    ]
    cells.sort(key=lambda cell: (cell["row"]["value"] == OTHERS, -abs(cell["size"])))
    named = [cell for cell in cells[:STEPS] if cell["row"]["value"] != OTHERS]
    rest = cells[len(named) :]
    left = [
        {"row": None, "kind": kind, "size": sum(cell["size"] for cell in rest if cell["kind"] == kind)}
        for kind in ("mix", "own")
        if any(cell["kind"] == kind for cell in rest)
    ]
    return [*named, *left]


def _line(step: Row) -> rows.Line:
    row, size = step["row"], change2(step["size"] / UNITS)
    if row is None:
        label = "Mix of all else" if step["kind"] == "mix" else "Rates of all else"
        return rows.Line(label, f"<b>{size}</b>", f"<b>{label}</b><br>{size}")
    name, label = shorten(row["name"], LONGEST), _said(step)
    hover = f"<b>{plain(row['name'])}</b><br>{_share(row)}<br>{_rates(row)}<br>{size}"
    return rows.Line(f"{label} {name}", f"<b>{size}</b>", hover, row["link"])


def _said(step: Row) -> str:
    row = step["row"]
    if step["kind"] == "own":
        return "Better on" if step["size"] > 0 else "Worse on"
    if not row["n_before"]:
        return "New:"
    if not row["n_after"]:
        return "Gone:"
    return "More of" if row["share_after"] > row["share_before"] else "Less of"


def _share(row: Row) -> str:
    noun = RATES[row["rate"]].noun
    return f"{rate(row['share_before'])} → {rate(row['share_after'])} of all {noun}s"


def _rates(row: Row) -> str:
    before, after = own_rate(row, "before"), own_rate(row, "after")
    n = f"n = {count(row['n_before'])} → {count(row['n_after'])}"
    return f"{RATES[row['rate']].label}: {rate(before)} → {rate(after)} ({n})"


def _end(first: Row, side: str) -> rows.Line:
    label = span(first[f"first_{side}"], first[f"last_{side}"])
    value = f"<b>{rate2(first[side] / UNITS)}</b>"
    return rows.Line(label, value, f"<b>{label}</b><br>{RATES[first['rate']].label}: {rate2(first[side] / UNITS)}")


def span(first: date, last: date) -> str:
    """ "24 Oct – 22 Nov"; with their years where those differ."""
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%b}{year} – {last.day} {last:%b}{f' {last.year}' if year else ''}"


def _bars(steps: list[Row], ends: list[int], lines: list[rows.Line]) -> Trace:
    within = lines[1:-1]
    return bar(
        y=[at + 1 for at in range(len(steps))],
        x=[step["size"] / UNITS for step in steps],
        base=[end / UNITS for end in ends[:-1]],
        orientation="h",
        width=0.30,
        marker={"color": [UP if step["size"] > 0 else DOWN for step in steps], "cornerradius": 4},
        customdata=[line.link for line in within],
        hovertext=[line.hover for line in within],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _dots(ends: list[int], lines: list[rows.Line], look: Look) -> Trace:
    return scatter(
        x=[ends[0] / UNITS, ends[-1] / UNITS],
        y=[0, len(lines) - 1],
        mode="markers",
        marker={"size": 13, "color": look.text, "symbol": "diamond"},
        hovertext=[lines[0].hover, lines[-1].hover],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def tabler(by: str) -> Callable[[Frame], Table]:
    """The arithmetic: a row a value and their sum, which is the change."""

    def table(frame: Frame) -> Table:
        noun = f"{rate_of(frame['rate'][0]).noun.capitalize()}s" if len(frame) else "Leads"
        columns = (
            Column(dimension(by).label, "text"), Column(f"{noun}, after"), Column(f"{noun}, before"),
            Column("Rate, after", "rate2"), Column("Rate, before", "rate2"),
            Column("By mix", "change2"), Column("By rate", "change2"), Column("Together", "change2"),
        )  # fmt: skip
        if frame.is_empty():
            return Table(columns, ())
        found = list(frame.iter_rows(named=True))
        lines = [
            (
                row["name"],
                row["n_after"],
                row["n_before"],
                own_rate(row, "after"),
                own_rate(row, "before"),
                *sums_of([row]),
            )
            for row in found
        ]
        first = found[0]
        totals = (frame["n_after"].sum(), frame["n_before"].sum(), first["after"] / UNITS, first["before"] / UNITS)
        return Table(columns, (*lines, (ALL, *totals, *sums_of(found))), (*(row["link"] for row in found), ""))

    return table


def summary(frame: Frame) -> str:
    """By how much and from what to what, by mix and by rates, what did most, and whether chance alone could."""
    if frame.is_empty():
        return NOTHING.text
    found = list(frame.iter_rows(named=True))
    first = found[0]
    mix, own, together = sums_of(found)
    stood = f", as it stood at the end of {first['as_of'].day} {first['as_of']:%b %Y}" if _is_staged(first) else ""
    before = f"{rate2(first['before'] / UNITS)} ({span(first['first_before'], first['last_before'])}{stood})"
    went = "did not change" if not together else "rose" if together > 0 else "fell"
    now = f"{rate2(first['after'] / UNITS)} ({span(first['first_after'], first['last_after'])})"
    arithmetic = f"{change2(mix)} by the mix and {change2(own)} by the rates of its parts make {change2(together)}"
    most = [step for step in _steps(frame) if step["row"]][:2]
    named = "; ".join(
        f"{_said(step).lower()} {shorten(step['row']['name'])} ({change2(step['size'] / UNITS)})" for step in most
    )
    told = f" Most of it: {named}." if named else ""
    return f"{RATES[first['rate']].label} {went} from {before} to {now}: {arithmetic}.{told} {_chance(found)}"


def _is_staged(first: Row) -> bool:
    return bool(RATES[first["rate"]].stage and first["as_of"])


def _chance(found: Sequence[Row]) -> str:
    counts = [sum(row[f"{what}_{side}"] for row in found) for side in ("after", "before") for what in ("k", "n")]
    apart = difference(*counts)
    if apart is None:
        return ""
    interval = sure(apart.low, apart.high)
    if apart.is_told:
        return f"The change as a whole is more than chance explains ({interval})."
    return f"The change as a whole cannot be told from chance ({interval}), so read its parts with care."


def change(rate: str = "conversion_rate", by: str = SPLITS[0], than: str = "") -> Chart:
    """The chart of one rate by one dimension; `than` is the first day of the other period (default: just before).

    Raises RefusedError for a day that is none.
    """
    other = day_of(than)
    return Chart(
        key="rate_change",
        title="Why did it change?",
        counted=COUNTED,
        ask=lambda filters: Change(filters, rate, by, other),
        draw=draw,
        table=tabler(by),
        summary=summary,
        shape=shaper(rate, by),
        options={"rate": rate, "by": by} | ({"than": than} if than else {}),
    )


COUNTED = (
    "The range against as many days before it (or from a day of your choice). A rate can change because its parts "
    "weigh differently (mix: more leads of a page that converts less) or because the parts themselves do better or "
    "worse (rate). With w a part's share of all, r its rate and R the rate of all, a bar for the mean of both periods: "
    "by mix = (w after − w before) × (mean r − mean R), by rate = mean w × (r after − r before) (Kitagawa 1955). "
    "Together they are the whole change; in the table they are rounded to hundredths of a point so that they add up as "
    "written. A part that is new or gone has one rate only: all it does counts as mix. Qualified and conversion are "
    "counted in whole days: the later period as it stood at the end of yesterday, the earlier as it stood when its "
    "leads were as old, so leads that are still open have had the same time in both. The interval of the whole is "
    "Newcombe's, 95 %."
)
RATE_ORDER = ("conversion_rate", "qualified_rate", "capture_rate", "hot_share")
RATE_CHANGE = Family("rate_change", {"rate": RATE_ORDER, "by": SPLITS, "than": ()}, change)
