"""When the form appears: the rules, and what they would have done in conversations that have been."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from html import escape
from typing import Any

import streamlit as st

from leadlight.charts.contract import Column, Table
from leadlight.domain.bot import Bot
from leadlight.domain.channel import label as channel_label
from leadlight.domain.form import STYLES, Form
from leadlight.domain.form_problems import problems
from leadlight.domain.triggers import NAMES
from leadlight.ui import filters, links, markup, state
from leadlight.ui.form_draft import Draft
from leadlight.ui.form_preview import CSS
from leadlight.ui.format import aware, count, instant, literal, rate
from leadlight.warehouse.form_trial import Trial
from leadlight.warehouse.store import Cursor

INTENTS = {"": "Never", "warm": "Warm", "hot": "Hot"}
TRIED_DAYS = 90
"""How many days back the rules are tried."""
_NIGHT = ("22:00", "07:00")


def show(draft: Draft, bot: Bot, *, can_edit: bool) -> None:
    """The rules as widgets; what is wrong stands below."""
    off = not can_edit
    with st.container(border=True, key="how_it_asks"):
        st.radio(
            "How it asks", list(STYLES), format_func=STYLES.__getitem__, disabled=off, on_change=_restyled,
            key=state.default(f"style_{draft.turn}", draft.form.style), args=(draft,),
            captions=["Works in every channel.", "In the widget, and where a connected bot can show one."],
        )  # fmt: skip
    with st.container(border=True, key="when_it_asks"):
        _rules(draft, bot, off=off)
        st.caption("Whoever declined is never asked again, unless they ask to be contacted themselves.")
    for each in problems(draft.form):
        if not each.key and each.part != "fields":
            st.error(literal(each.words), icon=":material/error:")


def _rules(draft: Draft, bot: Bot, *, off: bool) -> None:
    """One widget a rule, in the order they are tried."""
    now = draft.form.triggers
    st.toggle("When a visitor asks to be contacted", **_known(draft, "on_request", now.on_request, off=off))
    st.toggle("When the bot hands over to a person", **_known(draft, "at_handoff", now.at_handoff, off=off))
    st.toggle("When the conversation ends", **_known(draft, "at_end", now.at_end, off=off))
    st.segmented_control(
        "When what was said shows interest, from", list(INTENTS), format_func=INTENTS.__getitem__, required=True,
        **_known(draft, "intent", now.intent, off=off),
    )  # fmt: skip
    st.text_area(
        "On these pages, one pattern a line", height=90, placeholder="/pricing*",
        help="A star stands for any text; what begins with / is held against the path.",
        **_known(draft, "pages", "\n".join(now.pages), off=off),
    )  # fmt: skip
    st.number_input(
        "After this many messages of the visitor (0: never)", 0, 50,
        **_known(draft, "after_messages", now.after_messages or 0, off=off),
    )  # fmt: skip
    label = f"Quiet hours ({bot.zone}): only visitors who ask for it are asked"
    st.toggle(label, **_known(draft, "quiet", now.quiet is not None, off=off))
    if now.quiet:
        for column, name, value in zip(st.columns(2), ("From", "Until"), now.quiet, strict=True):
            said = _known(draft, "quiet", time.fromisoformat(value), off=off, key=f"quiet_{name}")
            column.time_input(name, **said)


def _known(draft: Draft, part: str, value: Any, *, off: bool, key: str = "") -> dict[str, Any]:
    """What every widget of a rule is given: its key with its first value, and what a change does."""
    named = state.default(f"{key or part}_{draft.turn}", value)
    return {"key": named, "disabled": off, "on_change": _changed, "args": (draft, part)}


def _restyled(draft: Draft) -> None:
    draft.form = replace(draft.form, style=state.get(f"style_{draft.turn}") or draft.form.style)


def _changed(draft: Draft, part: str) -> None:
    value = state.get(f"{part}_{draft.turn}")
    read: dict[str, Callable[[], Any]] = {
        "after_messages": lambda: int(value) or None,
        "pages": lambda: tuple(line.strip() for line in str(value).splitlines() if line.strip()),
        "quiet": lambda: _hours(draft) if value else None,
        "intent": lambda: value or "",
    }
    changed: dict[str, Any] = {part: read.get(part, lambda: bool(value))()}
    draft.form = replace(draft.form, triggers=replace(draft.form.triggers, **changed))


def _hours(draft: Draft) -> tuple[str, str]:
    found = [state.get(f"quiet_{name}_{draft.turn}") for name in ("From", "Until")]
    if not all(isinstance(each, time) for each in found):
        return draft.form.triggers.quiet or _NIGHT
    return f"{found[0]:%H:%M}", f"{found[1]:%H:%M}"


# ---------------------------------------------------------------- tried on past conversations


def tried(cursor: Cursor, form: Form, bot: Bot, today: date) -> None:
    """In how many past conversations the form would have appeared, by which rule, and the newest ten."""
    if any(not each.key and each.part != "fields" for each in problems(form)):
        st.caption("Tried on past conversations as soon as the rules are right.")
        return
    trial = Trial(bot.id, form.triggers, today - timedelta(days=TRIED_DAYS - 1), today)
    found = dict(trial.read(cursor).iter_rows())
    total, shown = sum(found.values()), sum(number for rule, number in found.items() if rule)
    st.html(CSS)
    if not total:
        st.info(f"No conversation in the last {TRIED_DAYS} days to try the rules on.", icon=":material/info:")
        return
    st.markdown(
        f"With these rules the form would have appeared in **{count(shown)}** of **{count(total)}** conversations "
        f"({rate(shown / total)}) of the last {TRIED_DAYS} days."
    )
    columns = (Column("First rule to fire", "text"), Column("Conversations"), Column("Share", "rate"))
    rows = tuple((NAMES[rule], number, number / total) for rule, number in found.items() if rule)
    markup.draw(markup.table(Table(columns, rows)))
    if shown:
        _examples(cursor, trial, bot)
    st.caption(
        f"Conversations in which the visitor wrote anything, test talks left out; days and quiet hours in {bot.zone}. "
        "Interest and requests count wherever in the talk they came. Hand-overs and ends are not kept of past "
        "conversations, so those two rules add to this."
    )


def _examples(cursor: Cursor, trial: Trial, bot: Bot) -> None:
    found = trial.examples(cursor)
    lines = "".join(_example(row, bot) for row in found.iter_rows(named=True))
    title = "The newest ten" if len(found) == 10 else "The newest"
    markup.draw(f'<p class="ll-small ll-muted">{title}</p><ol class="ll-cases">{lines}</ol>')


def _example(row: Mapping[str, Any], bot: Bot) -> str:
    href = links.url("conversation", filters.one(bot, row["id"]))
    when = markup.safe(instant(aware(row["started_at"]), bot.zone))
    facts = [NAMES[row["rule"]], channel_label(row["channel"] or ""), "became a lead" if row["has_lead"] else "no lead"]
    said = " · ".join(markup.safe(fact) for fact in facts if fact)
    page = f'<div class="ll-small ll-muted">{markup.safe(row["page"])}</div>' if row["page"] else ""
    return f'<li><a href="{escape(href)}">{when}</a> · {said}{page}</li>'
