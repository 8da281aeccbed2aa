"""The parts of a lead's page: where it stands, why it has its score, where it came from, what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

import streamlit as st

from leadlight.actions.read_lead import LeadView
from leadlight.domain import channel
from leadlight.domain.bot import Bot
from leadlight.domain.conversation import Conversation
from leadlight.domain.journey import UTM, campaign
from leadlight.domain.lead import Activity, Correction, Lead, LedgerEntry
from leadlight.domain.temperature import Temperature
from leadlight.scoring.claims import ACTOR
from leadlight.scoring.needs import Need
from leadlight.ui import cards, filters, lead_cards, lead_moves, links, markup, state
from leadlight.ui.choice import BOT
from leadlight.ui.format import age, count, instant, literal
from leadlight.ui.markup import pairs, safe
from leadlight.ui.story import anchor

SOURCE: Mapping[str, str] = {
    "channel": "Channel", "landing_page": "Landing page", "source_page": "Source page", "referrer": "Referrer",
    "utm_source": "UTM source", "utm_medium": "UTM medium", "utm_campaign": "UTM campaign",
    "utm_term": "UTM term", "utm_content": "UTM content", "trigger": "Trigger",
}  # fmt: skip
VERBS = {
    "captured": "captured it", "edited": "edited", "moved": "moved it", "undid": "took a move back",
    "updated": "updated", "noted": "wrote a note", "scored": "set the score",
    "merged": "merged another lead into it", "merged away": "merged it into another lead",
    "unmerged": "took a merge back", "restored": "put back what an import had changed",
    "told apart": "said it is not the same person as another lead",
    "took for alike": "said it may be the same person as another lead after all",
}  # fmt: skip


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


def headline(name: str | None, temperature: Temperature, score: int | None, captured: datetime, now: datetime) -> None:
    """The name as the page's title, with temperature, score and age under it."""
    st.title(literal(name or cards.UNNAMED), anchor=False)
    told = f'<span class="ll-score">Score {score}</span>' if score is not None else ""
    ago = f'<span class="ll-small ll-muted">{safe(age(captured, now))} ago</span>'
    markup.draw(f'<div class="ll-card-head">{markup.temperature_pill(temperature)}{told}{ago}</div>')


def status(view: LeadView) -> None:
    """The status, to be moved in place, and since when."""
    lead = view.lead
    show_as_drawn(lead)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        lead_cards.status_menu({"id": lead.id, "version": lead.version, "name": lead.name, "status": lead.status})
        since = f"since {instant(lead.status_at, view.bot.zone, lead.status_precision)}"
        reason = f" · {lead.status_reason}" if lead.status_reason else ""
        markup.draw(f'<span class="ll-small ll-muted">{safe(since + reason)}</span>')


def show_as_drawn(lead: Lead) -> None:
    """Remember how the lead was drawn, so that a conflict can say what changed."""
    drawn = {name: getattr(lead, name) for name in lead_moves.FIELDS}
    state.put(state.SHOWN, {lead.id: drawn | {"version": lead.version}})


def score(value: int | None, temperature: Temperature, ledger: Sequence[LedgerEntry], bot: Bot) -> None:
    """The ledger that the score is the sum of, in the visitor's words."""
    if value is None:
        st.caption("No conversation, so no score.")
        return
    markup.draw(score_html(value, temperature, ledger))
    bounds = bot.thresholds
    st.caption(f"Hot from {bounds.hot}, warm from {bounds.warm}. The score is the sum of these points, held in 0–100.")


def score_html(value: int, temperature: Temperature, ledger: Sequence[LedgerEntry]) -> str:
    """The signals with their points, each with its quote, a link to the message; then the sum.

    Words that several signals rest on are quoted once, below all of them.
    """
    groups: dict[tuple[str, int | None], list[LedgerEntry]] = {}
    for entry in sorted(ledger, key=lambda entry: -entry.points):
        groups.setdefault((entry.quote, entry.position), []).append(entry)
    lines = "".join(_entries(entries) for entries in groups.values())
    total = sum(entry.points for entry in ledger)
    held = f" (the points add up to {total})" if total != value else ""
    last = f"<span>Score {markup.temperature_pill(temperature)}{held}</span>"
    return f'<ol class="ll-ledger">{lines}<li class="sum"><span class="points">{value}</span>{last}</li></ol>'


def _entries(entries: Sequence[LedgerEntry]) -> str:
    """Entries of one quote."""
    first = entries[0]
    quote = f'<q dir="auto">{safe(first.quote)}</q>' if first.quote else ""
    if quote and first.position is not None:
        quote = f'<a href="#{anchor(first.position)}" title="Show it in the conversation">{quote}</a>'
    return f"<li>{''.join(map(_entry, entries))}{quote}</li>"


def _entry(entry: LedgerEntry) -> str:
    is_ours = entry.position is not None and entry.actor != ACTOR
    by = "" if is_ours else f'<span class="ll-small ll-muted"> · {safe(entry.actor)}</span>'
    return f'<span class="points">{entry.points:+d}</span><span>{safe(cards.reason(entry.kind))}{by}</span>'


def needs(found: Mapping[str, Need]) -> None:
    """What the visitor can spend and by when, each with a way to the message it stands in."""
    told = "".join(f"<dt>{name.capitalize()}</dt><dd>{_need(need)}</dd>" for name, need in found.items())
    markup.draw(f'<dl class="ll-pairs ll-needs">{told}</dl>')
    st.caption("As last said; read from the conversation by rules.")


def _need(need: Need) -> str:
    quote = f'<q dir="auto">{safe(need.quote)}</q>'
    link = f'<a href="#{anchor(need.position)}" title="Show it in the conversation">{quote}</a>'
    return f"<b>{safe(need.words)}</b><br>{link}"


def source(thing: Any, zone: str, started: tuple[str, datetime]) -> None:
    """Where it came from, as given: channel, pages, referrer, campaign; `started` is a label and its moment."""
    label, moment = started
    given = {name: getattr(thing, name, None) for name in SOURCE}
    given["channel"] = channel.label(given["channel"]) if given["channel"] else None
    when = (label, instant(moment, zone, getattr(thing, "captured_precision", "instant")))
    markup.draw(pairs([when, *((SOURCE[name], value) for name, value in given.items())]))


def journey(lead: Lead, talk: Conversation | None, file: str | None, zone: str) -> None:
    """First touch, last touch before the capture, and the capture itself."""
    first, last = touches(lead, talk, zone)
    parts = [("First touch", first), ("Last touch", last), ("Capture", _capture(lead, file, zone))]
    drawn = [f"<h4>{title}</h4>{pairs(lines)}" for title, lines in parts if any(value for _, value in lines)]
    markup.draw(f'<div class="ll-journey">{"".join(drawn)}</div>')


Pair = tuple[str, object]


def touches(lead: Lead, talk: Conversation | None, zone: str) -> tuple[list[Pair], list[Pair]]:
    """How the person first came, and where they were when they last spoke before they were captured."""
    first: list[Pair] = [
        ("Landing page", lead.landing_page),
        ("Referrer", lead.referrer),
        ("Campaign", _campaign({name: getattr(lead, name) for name in UTM})),
    ]
    here = campaign(lead.source_page) if lead.source_page else {}
    last: list[Pair] = [
        ("Channel", channel.label(lead.channel) if lead.channel else None),
        ("Source page", lead.source_page),
        ("Campaign", _campaign(here)),
        ("Began", instant(talk.started_at, zone) if talk else None),
        ("Language", talk.language if talk else None),
    ]
    return first, last


def _campaign(values: Mapping[str, str | None]) -> str | None:
    """ "google / cpc / spring · term villas", as much of it as there is."""
    main = " / ".join(value for name in UTM[:3] if (value := values.get(name)))
    more = [f"{name.removeprefix('utm_')} {value}" for name in UTM[3:] if (value := values.get(name))]
    return " · ".join(filter(None, [main, *more])) or None


def _capture(lead: Lead, file: str | None, zone: str) -> list[Pair]:
    return [
        ("Captured", instant(lead.captured_at, zone, lead.captured_precision)),
        ("Trigger", lead.trigger.replace("_", " ").capitalize() if lead.trigger else None),
        ("Imported from", file),
        ("External id", lead.external_id),
    ]


def talks(found: Sequence[Conversation], bot: Bot) -> None:
    """Other conversations of the same person, the newest first."""
    for talk in found:
        said = f"{instant(talk.started_at, bot.zone)} · {channel.label(talk.channel or '–')} · "
        label = literal(f"{said}{count(talk.messages)} message{'s' * (talk.messages != 1)}")
        links.page_link("conversation", label, filters.one(bot, talk.id), ":material/forum:", side="left")


def custom(lead: Lead) -> None:
    """Whatever else was captured."""
    markup.draw(pairs([(key.replace("_", " ").capitalize(), value) for key, value in sorted(lead.custom.items())]))


def activity(items: Sequence[Activity], zone: str, began: tuple[datetime, str]) -> None:
    """Who did what, newest first; how it `began` where the trail does not tell. Values are not part of the trail."""
    told = [(each.at, _deed(each)) for each in items]
    if not any(each.verb == "captured" for each in items):
        told.append(began)
    lines = "".join(f"<dt>{escape(instant(at, zone))}</dt><dd>{safe(deed)}</dd>" for at, deed in told)
    markup.draw(f'<dl class="ll-pairs">{lines}</dl>')


def _deed(each: Activity) -> str:
    fields = ", ".join(map(named, each.fields)) if each.verb in ("edited", "updated") else ""
    return f"{each.actor} {VERBS.get(each.verb, each.verb)}{f': {fields}' if fields else ''}"


def named(field: str) -> str:
    """What a field of the trail is called."""
    return field.removeprefix("custom.").replace("_", " ")


def corrections(items: Sequence[Correction], zone: str) -> None:
    """Each change of a field: when, who, what it said before and after, newest first."""
    lines = "".join(
        f"<tr><td>{safe(named(each.field).capitalize())}</td><td><s>{safe(each.before)}</s></td>"
        f"<td><b>{safe(each.after)}</b></td><td>{safe(each.actor)}<br>{escape(instant(each.at, zone))}</td></tr>"
        for each in items
    )
    if not lines:
        st.caption("Nothing was changed yet.")
        return
    head = "".join(f'<th scope="col">{label}</th>' for label in ("Field", "Before", "After", "By"))
    body = f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody>"
    markup.draw(f'<div class="ll-scroll"><table class="ll-table">{body}</table></div>')
