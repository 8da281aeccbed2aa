"""A conversation as a card: when, where, how warm, what the visitor said, what became of the form. All text escaped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from leadlight.actions.read_quotes import Quote
from leadlight.domain import channel
from leadlight.domain.form_course import ANSWERED, field_label, parted
from leadlight.ui import cards, filters, links, markup
from leadlight.ui.filters import View
from leadlight.ui.format import age, count, instant, of, shorten
from leadlight.ui.markup import safe

WORDS = 240
"""Letters of a quote that are shown."""


def html(row: Mapping[str, Any], quotes: Sequence[Quote], view: View, params: Mapping[str, Sequence[str]]) -> str:
    """The card of a row of `conversations_list.page`; `params` are those of the conversation's own page."""
    href = escape(links.url("conversation", params))
    name = f"Visitor {row['visitor']}" if row["visitor"] else "A visitor"
    score = f'<span class="ll-score">Score {safe(row["score"])}</span>'
    ago = f'<span class="ll-small ll-muted ll-age">{safe(age(row["started_at"], view.now))}</span>'
    head = f'<a class="ll-name" href="{href}" target="_self">{safe(shorten(name, 40))}</a>'
    return "".join(
        (
            f'<div class="ll-card-head">{head}{markup.temperature_pill(row["temperature"])}{score}{ago}</div>',
            _words(quotes),
            _line(_became(row, view)),
            f'<div class="ll-small ll-muted">{_line(_place(row, view.bot.zone))}</div>',
        )
    )


def _words(quotes: Sequence[Quote]) -> str:
    said = "".join(
        f"<li><q>{safe(shorten(' '.join(quote.words.split()), WORDS))}</q> "
        f'<span class="ll-reason">{safe(cards.reason(quote.kind))}</span></li>'
        for quote in quotes
    )
    return f'<ul class="ll-words">{said}</ul>' if said else ""


def _became(row: Mapping[str, Any], view: View) -> list[str]:
    """The lead it produced, and how far the form got."""
    if row["lead_id"] is not None:
        href = escape(links.url("lead", filters.one(view.bot, row["lead_id"])))
        lead = f'<a href="{href}" target="_self">Became a lead</a>'
    else:
        lead = "Missed lead: no contact left" if row["is_missed"] else "No lead"
    return [lead, _form(row)]


def _form(row: Mapping[str, Any]) -> str:
    if row["form"] is None:
        return "Form never shown"
    fields = [parted(each) for each in json.loads(row["form_fields"])]
    told = f"Form {filters.FORM_WORDS[row['form']].lower()}"
    if fields:
        told += f", {count(sum(outcome == ANSWERED for _, outcome in fields))} of {of(len(fields), 'field')} answered"
    if row["form_left_at"]:
        told += f", left at {field_label(row['form_left_at'])}"
    return safe(told)


def _place(row: Mapping[str, Any], zone: str) -> list[str]:
    lasted = _lasted(row["started_at"], row["last_message_at"])
    parts = [
        instant(row["started_at"], zone),
        channel.label(row["channel"]) if row["channel"] else "",
        shorten(str(row["source_path"] or ""), 60),
        f"{of(row['messages'], 'message')}{lasted}",
    ]
    return [safe(part) for part in parts if part]


def _lasted(first: datetime, last: datetime) -> str:
    minutes = int((last - first).total_seconds() // 60)
    return f" in {count(minutes)} min" if minutes else ""


def _line(parts: Sequence[str]) -> str:
    return f'<div class="ll-line">{"".join(f"<span>{part}</span>" for part in parts)}</div>'
