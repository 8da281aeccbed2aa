"""Bots: the workspaces there are; make one, rename one, set where its days begin and its phones are at home."""

from __future__ import annotations

from zoneinfo import available_timezones

import streamlit as st

from leadlight.actions.create_bot import create_bot, edit_bot
from leadlight.actions.read_lead import list_bots
from leadlight.domain.bot import Bot
from leadlight.domain.promptness import DAY, OFFICE_HOURS, WEEKDAYS, OfficeHours, wall
from leadlight.domain.scope import CONFIGURE, Scope
from leadlight.ui import links, page, state
from leadlight.ui.format import literal, of
from leadlight.warehouse.query import Filters, Query, run

ZONES = sorted(available_timezones())
COUNTRY_HELP = "A two-letter code or a name, such as GB or Spain. Phone numbers without a country code are read as its."
OFFICE_HELP = "When your people are at work, in the bot's zone. Team counts waiting in these hours too."
STEP = 30  # minutes between the hours on offer
ZONE_HELP = "Reports count days, weeks and months in this zone. A change counts all of the bot's leads anew."


def fields(bot: Bot | None) -> dict[str, str]:
    """The form; the key of each field. They carry the version, so that a bot changed elsewhere shows as it is now."""
    mark = f"{bot.id}_{bot.version}" if bot else "new"
    keys = {name: f"bot_{name}_{mark}" for name in ("name", "zone", "country", "days", "opens", "closes")}
    office = bot.office if bot else OFFICE_HOURS
    st.text_input("Name", bot.name if bot else "", key=keys["name"], max_chars=80)
    st.selectbox("Time zone", ZONES, ZONES.index(bot.zone if bot else "UTC"), key=keys["zone"], help=ZONE_HELP)
    st.text_input("Country", (bot.country or "") if bot else "", key=keys["country"], help=COUNTRY_HELP, max_chars=60)
    st.pills(
        "Office days", list(WEEKDAYS), default=list(office.weekdays), selection_mode="multi", key=keys["days"],
        format_func=lambda day: WEEKDAYS[day][:3], help=OFFICE_HELP,
    )  # fmt: skip
    for place, name, at in zip(st.columns(2), ("opens", "closes"), (office.opens, office.closes), strict=True):
        steps = sorted({*range(0, DAY + 1, STEP), at})
        place.selectbox(name.capitalize(), steps, steps.index(at), key=keys[name], format_func=wall)
    return keys


def said(keys: dict[str, str]) -> tuple[str, str, str | None, OfficeHours]:
    """What the form says: name, zone, country and office hours."""
    name, zone, country = (str(state.get(keys[each]) or "") for each in ("name", "zone", "country"))
    days, opens, closes = (state.get(keys[each]) for each in ("days", "opens", "closes"))
    return name, zone, country.strip() or None, OfficeHours(tuple(sorted(days or ())), opens, closes)


def add(scope: Scope, keys: dict[str, str]) -> None:
    """Create what the form says, and make it the bot in force."""
    name, zone, country, office = said(keys)
    made = page.act(scope, lambda work: create_bot(work, name, zone, country, office=office), "Bot created")
    if made.value:
        st.query_params["bot"] = made.value.key


def save(scope: Scope, bot: Bot, keys: dict[str, str]) -> None:
    """Change the bot as the form says, unless someone else has meanwhile."""
    page.act(scope, lambda work: edit_bot(work, bot.id, bot.version, *said(keys)), "Saved")


def card(scope: Scope, bot: Bot, leads: int) -> None:
    """One bot: what it is, a way to its numbers, and its form."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"bot_{bot.id}"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{literal(bot.name)}**")
            facts = [f"Key {bot.key}", bot.zone, bot.country or "No country", str(bot.office), of(leads, "lead")]
            st.caption("\u2002·\u2002".join(literal(fact) for fact in [*facts, *(["Sample"] if bot.is_demo else [])]))
        links.page_link("overview", "Overview", {"bot": [bot.key]}, ":material/monitoring:")
        menu = st.popover("Edit", icon=":material/edit:", key=f"edit_{bot.id}_{bot.version}")
        with menu.form(f"form_{bot.id}_{bot.version}", border=False):
            keys = fields(bot)
            st.form_submit_button("Save", type="primary", on_click=save, args=(scope, bot, keys))


scope = page.require(CONFIGURE)
bots = list_bots(page.house().engine, scope)
with page.reading() as cursor:
    found = run(cursor, Query(Filters(bots=tuple(bot.id for bot in bots)), ("leads",), ("bot",)))
leads = dict(found.iter_rows())
st.title("Bots")
st.write(
    "A bot is a workspace: its conversations, leads and settings belong to it, and its days are counted in its zone."
)
menu = st.popover("New bot", icon=":material/add:", key=f"new_bot_{len(bots)}", type="primary")
with menu.form(f"form_new_{len(bots)}", border=False):
    keys = fields(None)
    st.form_submit_button("Create", type="primary", on_click=add, args=(scope, keys))
if not bots:
    st.info("There is no bot yet. Create one, or make a sample: `python -m pipelines demo`", icon=":material/info:")
for each in bots:
    card(scope, each, leads.get(each.key, 0))
