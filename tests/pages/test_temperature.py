"""Temperature: each view stands, the score's verdict is told, thresholds are tried without being changed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.record import bots
from leadlight.record.engine import reading
from leadlight.ui.running import Running
from tests.pages.conftest import Visit


def said(at: AppTest) -> str:
    """Everything the page says in words."""
    kinds = (at.markdown, at.caption, at.title, at.subheader, at.warning, at.info, at.error)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


@pytest.mark.parametrize(
    ("show", "question"),
    [
        ("now", "How are the scores spread?"),
        ("course", "Is the share of hot leads changing?"),
        ("sources", "Which channels bring hot leads?"),
        ("card", "Do leads with higher scores convert more often?"),
        ("what-if", "With these thresholds, how often would each convert?"),
    ],
)
def test_each_view_answers_its_question(filled: Running, visit: Visit, show: str, question: str) -> None:
    assert question in said(visit("temperature", range="all", show=show))


def test_report_card_tells_and_says_by_how_much(filled: Running, visit: Visit) -> None:
    at = visit("temperature", range="all", show="card")
    questions = [str(each.value) for each in at.subheader]
    assert any("score" in each and each.endswith(".") for each in questions)
    for question in ("Which signals go with leads that convert?", "How well does the score tell who will convert?"):
        assert question in questions


def test_young_leads_are_no_report_card(filled: Running, visit: Visit) -> None:
    at = visit("temperature", range="7d", show="card")
    assert "Too few outcomes to say whether the score tells" in said(at)
    assert len(at.subheader) == 1


def test_outcome_is_of_the_url(filled: Running, visit: Visit) -> None:
    at = visit("temperature", range="all", show="card", outcome="qualified")
    assert "Do leads with higher scores qualify more often?" in said(at)


def test_sliders_try_and_save_nothing(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("temperature", range="all", show="what-if")
    assert (at.slider(key="try_hot").value, at.slider(key="try_warm").value) == (60, 30)
    at.slider(key="try_hot").set_value(80).run()
    assert "80" in at.query_params["hot"]
    at.slider(key="try_warm").set_value(90).run()
    assert (at.slider(key="try_hot").value, at.slider(key="try_warm").value) == (91, 90)
    assert "Nothing is saved here" in said(at)
    at.button(key="try_back").click().run()
    assert "hot" not in at.query_params
    with reading(filled.house.engine) as connection:
        assert bots.get_bot(connection, OWNER, sample_bot.id).thresholds == sample_bot.thresholds


@pytest.mark.parametrize(("hot", "warm"), [("10", "50"), ("abc", "30"), ("101", "30"), ("٥٠", "30"), ("60", "-1")])
def test_impossible_thresholds_in_the_url_are_told(filled: Running, visit: Visit, hot: str, warm: str) -> None:
    at = visit("temperature", range="all", show="what-if", hot=hot, warm=warm)
    assert "Showing the bot's thresholds instead" in said(at)
    assert at.slider(key="try_hot").value == 60


def test_slip_in_the_url_is_told_and_put_right(filled: Running, visit: Visit) -> None:
    at = visit("temperature", range="all", show='card"; DROP TABLE lead')
    assert "is not among" in said(at)
    assert "How warm are the leads?" in said(at)


def test_bot_without_leads_says_what_to_do(empty: Running, visit: Visit) -> None:
    assert "bot" in said(visit("temperature")).lower()
