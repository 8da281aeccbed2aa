"""The page of scoring: what a change would do to the bot's leads is said before it is kept, and comes true after."""

from __future__ import annotations

from leadlight.actions.read_lead import list_bots
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.domain.temperature import Thresholds
from leadlight.ui.running import Running
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.query import Query, run
from leadlight.warehouse.rescored import Rescored
from pipelines.score import score_all
from tests.pages.conftest import Visit, follow_now


def mark(bot: Bot) -> str:
    return f"{bot.id}_{bot.version}"


def now(here: Running) -> Bot:
    return list_bots(here.house.engine, OWNER)[0]


def mix(here: Running, bot: Bot) -> dict[str, int]:
    with here.warehouse.read() as cursor:
        found = run(cursor, Query(Filters(bots=(bot.id,)), ("hot", "warm", "cold"))).row(0)
    return dict(zip(("hot", "warm", "cold"), found, strict=True))


def foreseen(here: Running, bot: Bot, moved: tuple[tuple[str, int], ...], thresholds: Thresholds) -> dict[str, int]:
    with here.warehouse.read() as cursor:
        found = Rescored(Filters(bots=(bot.id,)), moved, thresholds).read(cursor)
    sums = dict.fromkeys(("hot", "warm", "cold"), 0)
    for _, becomes, leads in found.iter_rows():
        sums[becomes] += leads
    return sums


def test_unchanged_rules_change_no_lead(filled: Running, visit: Visit) -> None:
    at = visit("scoring")
    assert not at.exception
    assert any("No lead would change" in each.value for each in at.caption)
    assert at.button(key="score_rules_save").disabled


def test_what_the_preview_says_comes_true(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    moved, thresholds = (("contact_given", 30), ("product_question", -6)), Thresholds(65, 25)
    would = foreseen(filled, sample_bot, moved, thresholds)
    assert would != mix(filled, sample_bot)
    at = visit("scoring")
    at.number_input(key=f"points_contact_given_{mark(sample_bot)}").set_value(35)
    at.number_input(key=f"points_product_question_{mark(sample_bot)}").set_value(4)
    at.number_input(key=f"warm_from_{mark(sample_bot)}").set_value(25)
    at.number_input(key=f"hot_from_{mark(sample_bot)}").set_value(65).run()
    assert any("would change" in each.value for each in at.markdown)
    at.button(key="score_rules_save").click().run()
    score_all(filled.house, OWNER, again=False)
    follow_now(filled)
    assert now(filled).points == (("contact_given", 35), ("product_question", 4))
    assert mix(filled, sample_bot) == would


def test_thresholds_that_cross_are_said_and_not_kept(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("scoring")
    at.number_input(key=f"hot_from_{mark(sample_bot)}").set_value(20).run()
    assert at.error
    assert now(filled).thresholds == sample_bot.thresholds
