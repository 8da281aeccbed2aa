"""How values are written on a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from unicodedata import normalize

import pytest

from leadlight.ui.format import JOINER, age, day, days, instant, literal, rate_with_interval, spoken, text

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "written"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=12), "12\u202fmin"),
        (timedelta(hours=3, minutes=59), "3\u202fh"),
        (timedelta(days=2), "2\u202fd"),
        (timedelta(days=65), "2\u202fmo"),
        (timedelta(days=800), "2\u202fy"),
        (timedelta(days=-1), "now"),
    ],
)
def test_age_names_the_largest_whole_unit(ago: timedelta, written: str) -> None:
    assert age(NOW - ago, NOW) == written
    assert age((NOW - ago).replace(tzinfo=None), NOW) == written  # the warehouse's naive UTC


def test_blank_values_are_dashes() -> None:
    assert [text(None), text("  "), text("(none)"), day(None), age(None, NOW), instant(None, "UTC")] == ["–"] * 6
    assert rate_with_interval(None, None, None) == "–"
    assert text(0) == "0"


def test_a_moment_is_told_in_the_zone() -> None:
    assert instant(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "Asia/Tokyo") == "21 Nov 2026, 08:30"
    assert (
        instant(datetime(2026, 11, 20, 23, 30, tzinfo=UTC).replace(tzinfo=None), "Asia/Tokyo", "day") == "21 Nov 2026"
    )


def test_days_are_said_as_short_as_clear() -> None:
    assert days(date(2026, 11, 1), date(2026, 11, 1)) == "1 Nov 2026"
    assert days(date(2026, 11, 1), date(2026, 11, 22)) == "1 – 22 Nov 2026"
    assert days(date(2026, 10, 24), date(2026, 11, 22)) == "24 Oct – 22 Nov 2026"
    assert days(date(2025, 12, 1), date(2026, 1, 1)) == "1 Dec 2025 – 1 Jan 2026"
    assert days(None, None) == "all to date"


NAUGHTY = pytest.mark.parametrize(
    "naughty",
    [
        "![x](http://a.b/t.png)",
        "[a](b)",
        "**b** _i_ `c`",
        "$x$",
        ":red[x]",
        ":streamlit:",
        "www.a.b",
        "a@b.co",
        "a -> b",
    ],
)


@NAUGHTY
def test_literal_text_loses_every_meaning_but_its_own(naughty: str) -> None:
    escaped = literal(naughty)
    assert escaped.replace("\\", "").replace(JOINER, "") == naughty
    for sign in "[]()*_`$":
        assert escaped.count(sign) == escaped.count("\\" + sign)
    assert not any(link in escaped for link in ("www.", "www\\.", "http:", "http\\:", "@b", "\\->"))


@pytest.mark.parametrize("name", ["E-mail", "Anne-Marie O'Neill (Sales)", "J. R. Smith, Ltd.", "A+B & C #1 = 50 %!"])
def test_a_spoken_name_is_the_name(name: str) -> None:
    assert spoken(name) == name


@NAUGHTY
def test_spoken_text_is_no_markdown_and_has_no_escapes(naughty: str) -> None:
    said = spoken(naughty)
    assert normalize("NFKC", said).replace(JOINER, "") == naughty
    assert not set("\\`*_~$") & set(said)
    assert not any(mark in said for mark in ("](", "][", ":r", ":s", "www.", "http:", "@b", "->"))


@pytest.mark.parametrize("start", ["# a", "- a", "1. a", "> a", "<b>", "&amp;"])
def test_spoken_text_begins_no_list_heading_or_tag(start: str) -> None:
    assert not spoken(start).startswith(start)
    assert spoken(start).replace(JOINER, "") == start
