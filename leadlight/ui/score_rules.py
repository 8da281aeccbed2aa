"""Editing what signals are worth to a bot and where warm and hot begin, with what it would change before it is kept."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from leadlight.actions.edit_score_rules import MOST, check_thresholds, edit_score_rules, own_points
from leadlight.charts.contract import Column, Table
from leadlight.domain.bot import Bot
from leadlight.domain.scope import Scope
from leadlight.domain.temperature import TEMPERATURES, Thresholds
from leadlight.errors import RefusedError
from leadlight.scoring.signals import LABELS, PAIRS, POINTS, RULES
from leadlight.ui import markup, page
from leadlight.ui.format import count, literal, of
from leadlight.warehouse.filters import Filters
from leadlight.warehouse.rescored import Rescored

GROUPS: Mapping[str, str] = {
    "decisive": "Asks to buy, to see it or to come",
    "evaluation": "Weighs it",
    "contact": "Contact",
    "against": "Against",
    "reading": "The conversation as a whole: the score it is brought to",
}
ORDER = {"cold": 0, "warm": 1, "hot": 2}


def form(bot: Bot) -> tuple[dict[str, int], Thresholds]:
    """The fields, a number each, and what stands in them; a bot changed elsewhere has fields of its new version."""
    mark = f"{bot.id}_{bot.version}"
    left, right = st.columns(2)
    warm = left.number_input("Warm from", 1, MOST, bot.thresholds.warm, key=f"warm_from_{mark}")
    hot = right.number_input("Hot from", 1, MOST, bot.thresholds.hot, key=f"hot_from_{mark}")
    own, points = dict(bot.points), {}
    for group, title in GROUPS.items():
        with st.expander(title, expanded=group == "decisive"):
            grid = st.grid(3, min_column_width=210)
            for kind in _kinds(group):
                worth = own.get(kind, POINTS[kind])
                usual = f"Usually {POINTS[kind]}"
                points[kind] = grid.number_input(
                    LABELS[kind], -MOST, MOST, worth, key=f"points_{kind}_{mark}", help=usual
                )
    return points, Thresholds(hot, warm)


def preview(bot: Bot, points: Mapping[str, int], thresholds: Thresholds) -> None:
    """How many leads of the bot would change their temperature, and from which to which."""
    now = dict(bot.points)
    moved = tuple((kind, worth - now.get(kind, POINTS[kind])) for kind, worth in sorted(points.items()))
    question = Rescored(Filters(bots=(bot.id,)), tuple(each for each in moved if each[1]), thresholds)
    with page.reading() as cursor:
        found = question.read(cursor)
    pairs = {(was, becomes): leads for was, becomes, leads in found.iter_rows()}
    total = sum(pairs.values())
    changed = {pair: leads for pair, leads in pairs.items() if pair[0] != pair[1]}
    warmer = sum(leads for (was, becomes), leads in changed.items() if ORDER[becomes] > ORDER[was])
    colder = sum(changed.values()) - warmer
    if not changed:
        st.caption(f"No lead would change: all {of(total, 'scored lead')} stay as they are.")
        return
    st.markdown(
        f"**{of(warmer + colder, 'lead')}** of {count(total)} would change: {count(warmer)} become warmer, "
        f"{count(colder)} colder."
    )
    columns = (Column("Temperature", "text"), Column("Now"), Column("Then"))
    lines = tuple((each.capitalize(), _leads(pairs, each, 0), _leads(pairs, each, 1)) for each in TEMPERATURES)
    markup.draw(markup.table(Table(columns, lines), caption="Scored leads, all to date, test leads left out"))


def buttons(scope: Scope, bot: Bot, points: Mapping[str, int], thresholds: Thresholds) -> bool:
    """Save, and back to what signals are worth anyway; whether the bot was changed."""
    try:
        check_thresholds(thresholds)
        own = own_points(points)
    except RefusedError as error:
        st.error(literal(error), icon=":material/error:")
        return False
    save, back = st.columns(2)
    same = own == bot.points and thresholds == bot.thresholds
    if save.button("Save", type="primary", disabled=same, key="score_rules_save"):
        return _keep(scope, bot, points, thresholds)
    usual = not bot.points and bot.thresholds == Thresholds()
    if back.button("Back to the usual", disabled=usual, key="score_rules_reset"):
        return _keep(scope, bot, {}, Thresholds())
    return False


def _keep(scope: Scope, bot: Bot, points: Mapping[str, int], thresholds: Thresholds) -> bool:
    done = page.act(scope, lambda work: edit_score_rules(work, bot.id, bot.version, points, thresholds), "Saved")
    return done.done


def _kinds(group: str) -> list[str]:
    rules = [rule.kind for rule in RULES if rule.group == group]
    return [*rules, *(pair.kind for pair in PAIRS)] if group == "evaluation" else rules


def _leads(pairs: Mapping[tuple[str, str], int], temperature: str, side: int) -> int:
    return sum(leads for pair, leads in pairs.items() if pair[side] == temperature)
