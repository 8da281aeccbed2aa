"""The parts of a lead's page: where it came from, where it is, why it has its score, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from leadlight.actions.read_lead import LeadView
from leadlight.domain import channel
from leadlight.domain.bot import Bot
from leadlight.domain.lead import Activity, Lead, LedgerEntry
from leadlight.domain.local_time import zone_of
from leadlight.domain.temperature import Temperature
from leadlight.ui import cards, filters, lead_cards, lead_moves, links, markup, state
from leadlight.ui.choice import BOT
from leadlight.ui.format import age, instant, literal
from leadlight.ui.markup import safe

SOURCE: Mapping[str, str] = {
    "channel": "Channel", "landing_page": "Landing page", "source_page": "Source page", "referrer": "Referrer",
    "utm_source": "UTM source", "utm_medium": "UTM medium", "utm_campaign": "UTM campaign",
    "utm_term": "UTM term", "utm_content": "UTM content", "trigger": "Trigger",
}  # fmt: skip
TOLD_FROM = {"given": "", "phone": " · told from the phone number", "country": " · told from the country"}
VERBS = {"captured": "captured it", "edited": "edited", "moved": "moved it", "undid": "took a move back",
         "updated": "updated"}  # fmt: skip
Pair = tuple[str, object]


def back() -> None:
    """The way to the list one came from."""
    links.page_link("inbox", "Inbox", way_back(), ":material/arrow_back:", side="left")


def way_back() -> dict[str, list[str]]:
    """The list one came from: as the URL tells (a page opened anew knows no more), else as it was last looked at."""
    listed = filters.list_params()
    seen: dict[str, list[str]] = state.get(state.INBOX, {})
    if seen and not listed:
        return seen
    return {name: values for name, values in filters.in_url().items() if name == BOT} | listed


def pairs(items: Iterable[Pair]) -> str:
    """Labels and values, those without a value left out."""
    kept = [(label, value) for label, value in items if value not in (None, "")]
    return f'<dl class="ll-pairs">{"".join(f"<dt>{escape(n)}</dt><dd>{safe(v)}</dd>" for n, v in kept)}</dl>'


def status(view: LeadView) -> None:
    """The status, to be moved in place, and since when."""
    lead = view.lead
    drawn = {name: getattr(lead, name) for name in lead_moves.FIELDS}
    state.put(state.SHOWN, {lead.id: drawn | {"version": lead.version}})
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        lead_cards.status_menu({"id": lead.id, "version": lead.version, "name": lead.name, "status": lead.status})
        since = f"since {instant(lead.status_at, view.bot.zone, lead.status_precision)}"
        reason = f" · {lead.status_reason}" if lead.status_reason else ""
        markup.draw(f'<span class="ll-small ll-muted">{safe(since + reason)}</span>')


def source(thing: Any, zone: str, started: tuple[str, datetime]) -> None:
    """Where it came from, as given: channel, pages, referrer, campaign; `started` is a label and its moment."""
    label, moment = started
    precision = getattr(thing, "captured_precision", "instant")
    given = {name: getattr(thing, name, None) for name in SOURCE}
    given["channel"] = channel.label(given["channel"]) if given["channel"] else None
    when: Pair = (label, instant(moment, zone, precision))
    markup.draw(pairs([when, *((SOURCE[name], value) for name, value in given.items())]))


def place(lead: Lead, now: datetime) -> None:
    """Where the lead is, and what the clock shows there."""
    where = ", ".join(part for part in (lead.city, lead.region, lead.country) if part)
    markup.draw(pairs([("Place", where or None), ("Local time", local_time(lead, now)), ("Owner", lead.owner)]))


def local_time(lead: Lead, now: datetime) -> str | None:
    """ "Mon 09:12 (Europe/Madrid) · told from the phone number"; None where nothing tells the zone."""
    zone = zone_of(lead.timezone, lead.phone, lead.country, now)
    if zone is None:
        return None
    return f"{now.astimezone(ZoneInfo(zone.name)):%a %H:%M} ({zone.name}){TOLD_FROM[zone.told_from]}"


def score(value: int | None, temperature: Temperature, ledger: Sequence[LedgerEntry], bot: Bot) -> None:
    """The ledger that the score is the sum of, in the visitor's words."""
    if value is None:
        st.caption("No conversation, so no score.")
        return
    markup.draw(score_html(value, temperature, ledger))
    bounds = bot.thresholds
    st.caption(f"Hot from {bounds.hot}, warm from {bounds.warm}. The score is the sum of these points, held in 0–100.")


def score_html(value: int, temperature: Temperature, ledger: Sequence[LedgerEntry]) -> str:
    """One line a signal, then the sum."""
    lines = "".join(
        f'<li><span class="points">{entry.points:+d}</span><span>{safe(cards.reason(entry.kind))}</span>'
        f"{f'<q>{safe(entry.quote)}</q>' if entry.quote else ''}</li>"
        for entry in sorted(ledger, key=lambda entry: -entry.points)
    )
    total = sum(entry.points for entry in ledger)
    held = f" (the points add up to {total})" if total != value else ""
    last = f"<span>Score {markup.temperature_pill(temperature)}{held}</span>"
    return f'<ol class="ll-ledger">{lines}<li class="sum"><span class="points">{value}</span>{last}</li></ol>'


def custom(lead: Lead) -> None:
    """Whatever else was captured."""
    markup.draw(pairs([(key.replace("_", " ").capitalize(), value) for key, value in sorted(lead.custom.items())]))


def activity(items: Sequence[Activity], zone: str) -> None:
    """Who did what, newest first. Values are not part of the trail."""
    lines = "".join(
        f"<dt>{escape(instant(each.at, zone))}</dt><dd>{safe(each.actor)} {safe(VERBS.get(each.verb, each.verb))}"
        f"{safe(': ' + ', '.join(each.fields)) if each.fields and each.verb in ('edited', 'updated') else ''}</dd>"
        for each in items
    )
    markup.draw(f'<dl class="ll-pairs">{lines}</dl>') if lines else st.caption("Nothing yet.")


def headline(name: str | None, temperature: Temperature, score: int | None, captured: datetime, now: datetime) -> None:
    """The name as the page's title, with temperature, score and age under it."""
    st.title(literal(name or cards.UNNAMED), anchor=False)
    told = f'<span class="ll-score">Score {score}</span>' if score is not None else ""
    ago = f'<span class="ll-small ll-muted">{safe(age(captured, now))} ago</span>'
    markup.draw(f'<div class="ll-card-head">{markup.temperature_pill(temperature)}{told}{ago}</div>')
