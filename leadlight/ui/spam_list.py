"""Forms kept apart as spam: what each said, what spoke against it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from leadlight.actions.keep_spam import Kept, delete_all_spam, delete_spam, list_spam, take_in
from leadlight.domain.bot import Bot
from leadlight.domain.channel import label as channel_label
from leadlight.domain.form import Form
from leadlight.domain.scope import WRITE, Scope
from leadlight.domain.screening import KEPT, MOST_KEPT, Screened
from leadlight.ui import markup, page
from leadlight.ui.format import count, instant, literal, of

SIZE = 25
SHOWN = 400
"""Letters of a value that are shown: advertisements are long."""
COLOUR = "#B06A0A"


def show(scope: Scope, bot: Bot, form: Form) -> None:
    """The newest first, a page at a time."""
    engine = page.house().engine
    total = list_spam(engine, scope, bot.id, 0).total
    if not total:
        st.info("Nothing is kept apart.", icon=":material/check:")
        return
    pages = -(-total // SIZE)
    head, place = st.container(horizontal=True, vertical_alignment="center"), st.container()
    at = st.pagination(pages, key=f"spam_page_{bot.id}") if pages > 1 else 1
    kept = list_spam(engine, scope, bot.id, SIZE, (at - 1) * SIZE)
    with head:
        _head(scope, bot, kept, is_first=at == 1)
    with place:
        for each in kept.forms:
            _card(scope, bot, form, each)


def _head(scope: Scope, bot: Bot, kept: Kept, *, is_first: bool) -> None:
    st.write(
        f"**{of(kept.total, 'form')}** kept apart: the newest {count(MOST_KEPT)} at most, each for {KEPT.days} days."
    )
    if WRITE not in scope.rights or not (is_first and kept.forms):
        return
    newest = kept.forms[0].id
    menu = st.popover("Delete all", icon=":material/delete:", key=f"delete_all_{newest}")
    menu.write(f"All {of(kept.total, 'form')} are deleted for good; none becomes a lead.")
    menu.button("Delete them", type="primary", key=f"delete_all_now_{newest}", on_click=_empty,
                args=(scope, bot, newest))  # fmt: skip


def _card(scope: Scope, bot: Bot, form: Form, each: Screened) -> None:
    with st.container(border=True, key=f"spam_{each.id}"):
        values: Mapping[str, Any] = each.body["values"]
        named = next((key for key in ("name", "email", "phone") if _written(values.get(key))), "")
        who, why = _written(values.get(named)) or "No name", each.why[:1].upper() + each.why[1:]
        markup.draw(
            f'<div class="ll-card-head"><b>{markup.safe(who)}</b>{markup.pill(why, COLOUR)}</div>',
            markup.pairs((_label(form, key), _written(values[key])) for key in _ordered(form, values) if key != named),
        )
        facts = [instant(each.received_at, bot.zone), channel_label(each.body.get("channel") or ""), each.actor]
        facts += [each.body.get("page") or "", "test" if each.body.get("is_test") else ""]
        st.caption("\u2002·\u2002".join(literal(fact[:SHOWN]) for fact in facts if fact))
        if WRITE in scope.rights:
            with st.container(horizontal=True):
                st.button(
                    "No spam", icon=":material/person_add:", key=f"take_in_{each.id}", on_click=_take_in,
                    args=(scope, each.id), help="It becomes a lead, as of when it was sent.",
                )  # fmt: skip
                st.button(
                    "Delete", icon=":material/delete:", key=f"delete_spam_{each.id}", type="tertiary",
                    on_click=_delete, args=(scope, each.id),
                )  # fmt: skip


def _ordered(form: Form, values: Mapping[str, Any]) -> list[str]:
    """The keys of the values as the form asks for them, then what it does not know."""
    known = [each.key for each in form.fields if each.key in values]
    return [*known, *(key for key in values if key not in known)]


def _label(form: Form, key: str) -> str:
    field = form.find(key)
    return (field.label if field else "") or key


def _written(value: object) -> str:
    """What was sent for a field, as text of a length to look at."""
    said = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]} …"


def _take_in(scope: Scope, spam_id: int) -> None:
    page.act(scope, lambda work: take_in(work, spam_id), "Taken in: it is in the inbox now")


def _delete(scope: Scope, spam_id: int) -> None:
    page.act(scope, lambda work: delete_spam(work, spam_id), "Deleted")


def _empty(scope: Scope, bot: Bot, up_to: int) -> None:
    page.act(scope, lambda work: delete_all_spam(work, bot.id, up_to), "Deleted")
