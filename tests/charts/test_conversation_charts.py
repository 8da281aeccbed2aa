"""What the pictures of conversations say, from numbers small enough to work out by hand."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from leadlight.charts.capture_by import capture_by
from leadlight.charts.capture_hours import CAPTURE_HOURS
from leadlight.charts.contract import Message
from leadlight.charts.conversation_funnel import CONVERSATION_FUNNEL
from leadlight.charts.field_worth import FIELD_WORTH
from leadlight.charts.form_fields import FORM_FIELDS
from leadlight.charts.look import LIGHT
from leadlight.charts.wording import THIN
from leadlight.errors import RefusedError
from leadlight.stats.newcombe import difference
from leadlight.warehouse.conversation_steps import STEPS
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.form_answers import COUNTS

FILTERS = Filters((1,))


def steps(*rows: tuple[object, ...], by: tuple[str, ...] = ()) -> pl.DataFrame:
    """An answer of ConversationSteps."""
    return pl.DataFrame(list(rows), schema=[*by, *STEPS], orient="row")


def fields(*rows: tuple[object, ...]) -> pl.DataFrame:
    """An answer of FieldAnswers."""
    return pl.DataFrame(list(rows), schema=["field", *COUNTS], orient="row")


def test_a_lead_without_the_form_is_in_the_bar_but_not_in_the_share_of_those_submitted() -> None:
    frame = CONVERSATION_FUNNEL.shape(steps((200, 100, 60, 40, 50, 36, 7)), FILTERS)
    told = {row[0]: row[1:] for row in CONVERSATION_FUNNEL.table(frame).rows}
    assert [told[name][0] for name in told] == [200, 100, 60, 40, 50]
    assert told["Form submitted"][2] == pytest.approx(40 / 60)
    assert told["Lead"][1] == 36
    assert told["Lead"][2] == pytest.approx(36 / 40)
    assert told["Lead"][4] == pytest.approx(50 / 200)
    said = CONVERSATION_FUNNEL.summary(frame)
    assert f"50 of 200 conversations produced a lead: 25.0{THIN}%" in said
    assert f"conversations → form shown (50.0{THIN}%)" in said


def test_no_form_at_all_leaves_shares_blank() -> None:
    frame = CONVERSATION_FUNNEL.shape(steps((10, 0, 0, 0, 4, 0, 0)), FILTERS)
    told = {row[0]: row[1:] for row in CONVERSATION_FUNNEL.table(frame).rows}
    assert told["Lead"][2] is None
    assert told["Lead"][4] == pytest.approx(0.4)
    assert CONVERSATION_FUNNEL.summary(frame).endswith(".")


def test_few_conversations_stand_last_however_good_and_say_so() -> None:
    rows = [("a", 100, 0, 0, 0, 40, 0, 0), ("lucky", 3, 0, 0, 0, 2, 0, 0), ("b", 400, 0, 0, 0, 100, 0, 0)]
    chart = capture_by("channel")
    frame = chart.shape(steps(*rows, by=("channel",)), FILTERS)
    assert frame["channel"].to_list() == ["a", "b", "lucky"]
    figure = chart.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    assert [note.text for note in figure.layout.annotations].count("too few to tell") == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", 400, 0, 0, 0, 200, 0, 0), ("b", 400, 0, 0, 0, 40, 0, 0)], "Best: a, 50.0 % of 400 conversations ("),
        ([("a", 100, 0, 0, 0, 31, 0, 0), ("b", 100, 0, 0, 0, 30, 0, 0)], "but no other can be told from it."),
        (
            [("a", 400, 0, 0, 0, 200, 0, 0), ("b", 400, 0, 0, 0, 199, 0, 0), ("c", 400, 0, 0, 0, 9, 0, 0)],
            "; b cannot be told from it.",
        ),
        ([("a", 29, 0, 0, 0, 20, 0, 0)], "No channel has 30 conversations yet: too few to tell."),
    ],
)
def test_a_best_is_named_with_what_chance_leaves_open(rows: list[tuple[object, ...]], said: str) -> None:
    chart = capture_by("channel")
    assert said in chart.summary(chart.shape(steps(*rows, by=("channel",)), FILTERS)).replace(THIN, " ")


def test_weekdays_stand_in_the_order_of_the_week_with_their_names() -> None:
    rows = [(day, number, 0, 0, 0, 1, 0, 0) for day, number in (("7", 90), ("1", 50), ("3", 70))]
    chart = capture_by("weekday")
    table = chart.table(chart.shape(steps(*rows, by=("weekday",)), FILTERS))
    assert [row[0] for row in table.rows] == ["Monday", "Wednesday", "Sunday"]


def test_an_unknown_dimension_is_refused_with_what_there_is() -> None:
    with pytest.raises(RefusedError, match="channel, source_page"):
        capture_by("owner")


def test_a_square_with_too_few_has_no_colour_and_the_best_the_strongest() -> None:
    rows = [("1", "9", 100, 0, 0, 0, 50, 0, 0), ("2", "9", 100, 0, 0, 0, 10, 0, 0), ("2", "11", 4, 0, 0, 0, 4, 0, 0)]
    frame = CAPTURE_HOURS.shape(steps(*rows, by=("weekday", "hour")), FILTERS)
    figure = CAPTURE_HOURS.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    marks = figure.data[0]
    colours = dict(zip(zip(marks.x, marks.y, strict=True), marks.marker.color, strict=True))
    assert colours[2, 11] == "rgba(0,0,0,0)"
    strength = {place: float(colour.rsplit(",", 1)[1].rstrip(")")) for place, colour in colours.items()}
    assert strength[1, 9] > strength[2, 9] > 0
    assert list(marks.text) == ["100", "100", "4"]
    assert "Monday at 09–10 h" in CAPTURE_HOURS.summary(frame)


def test_no_hour_with_enough_is_said() -> None:
    frame = CAPTURE_HOURS.shape(steps(("1", "9", 4, 0, 0, 0, 4, 0, 0), by=("weekday", "hour")), FILTERS)
    assert "too few to tell" in CAPTURE_HOURS.summary(frame)


def test_drop_off_is_of_those_who_were_shown_the_field() -> None:
    rows = [("email", 100, 80, 15, 5, 12, 0, 0, 0, 0), ("team_size", 10, 2, 8, 0, 0, 0, 0, 0, 0)]
    frame = FORM_FIELDS.shape(fields(*rows), FILTERS)
    table = FORM_FIELDS.table(frame)
    assert [row[:6] for row in table.rows] == [
        ("E-mail", 100, 80, 15, 5, pytest.approx(0.2)),
        ("Team size", 10, 2, 8, 0, pytest.approx(0.8)),
    ]
    assert [row[-1] for row in table.rows] == [12, 0]
    figure = FORM_FIELDS.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    assert "too few to tell" in [note.text for note in figure.layout.annotations]
    said = FORM_FIELDS.summary(frame)
    assert said.startswith("Least answered: E-mail")
    assert said.endswith("most forms are left at E-mail (12).")


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((200, 120, 200, 60), "told"),
        ((200, 100, 200, 99), "cannot be told from chance"),
        ((200, 180, 29, 1), "too few to tell"),
        ((50, 30, 0, 0), "all gave it: nothing to compare"),
        ((0, 0, 50, 30), "none gave it: nothing to compare"),
    ],
)
def test_whether_a_field_goes_with_quality_is_told_or_said_to_be_open(
    counts: tuple[int, int, int, int], verdict: str
) -> None:
    frame = FIELD_WORTH.shape(fields(("phone", 500, 1, 1, 1, 0, *counts)), FILTERS)
    (row,) = FIELD_WORTH.table(frame).rows
    assert row[-1] == verdict
    gave, gave_qualified, withheld, withheld_qualified = counts
    found = difference(gave_qualified, gave, withheld_qualified, withheld)
    assert row[6:8] == ((found.value, (found.low, found.high)) if found else (None, None))
    figure = FIELD_WORTH.draw(frame, LIGHT)
    assert isinstance(figure, go.Figure)
    assert ("told for Phone" in FIELD_WORTH.summary(frame)) is (verdict == "told")


def test_fields_that_no_lead_was_asked_are_no_figure() -> None:
    frame = FIELD_WORTH.shape(fields(("phone", 500, 1, 1, 1, 0, 0, 0, 0, 0)), FILTERS)
    assert isinstance(FIELD_WORTH.draw(frame, LIGHT), Message)
