"""The second step: where each column of the file goes, and how its dates and statuses are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from leadlight.domain.bot import Bot
from leadlight.domain.imports import Heading, Sketch
from leadlight.domain.rows import CUSTOM
from leadlight.domain.status import BY_KEY, STATUSES
from leadlight.ui import import_mappings, markup, state
from leadlight.ui.format import count, literal, of, shorten, spoken
from leadlight.ui.import_desk import Desk, Draft, draft

OUT = "Leave it out"
AT_ONCE = 40
"""Columns on the page; files with more are paged."""
FORMATS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M")
WORDS = {
    "external_id": "External id", "captured_at": "Captured at", "email": "E-mail", "utm_source": "UTM source",
    "utm_medium": "UTM medium", "utm_campaign": "UTM campaign", "utm_term": "UTM term", "utm_content": "UTM content",
    "conversation_external_id": "Conversation's external id", "status_reason": "Lost reason", "to": "New status",
    "at": "Moved at",
}  # fmt: skip
HOW = {"mapping": "by the mapping", "synonym": "by its name", "custom": "custom field", "ignored": "left out"}
TABLE = ("csv", "tsv")


def step(desk: Desk, found: Draft, bot: Bot) -> Sketch | None:
    """Draw the step. Returns the file under its mapping where it can be taken so."""
    with st.container(border=True, key="import_columns"):
        st.subheader("2 · Columns", anchor=False)
        seen = desk.sketch(found.look, found.kind, found.data, bot)
        st.write(f"{literal(seen.name)}: {of(seen.total, _rows(seen))}. Where does each column go?")
        if seen.trouble:
            st.error(literal(seen.trouble), icon=":material/error:")
        _columns(desk, found, seen)
        if seen.refused:
            _refused(seen)
        _statuses(found, seen)
        _details(desk, found, seen, bot)
        import_mappings.save(desk, found, seen, bot)
    return None if seen.trouble else seen


def _rows(seen: Sketch) -> str:
    return {"leads": "row", "moves": "move", "conversations": "conversation"}[seen.kind]


def _columns(desk: Desk, found: Draft, seen: Sketch) -> None:
    pages = -(-len(seen.headings) // AT_ONCE)
    first = 0
    if pages > 1:
        first = (st.pagination(pages, key="import_columns_page") - 1) * AT_ONCE
    for place, heading in enumerate(seen.headings[first : first + AT_ONCE], first):
        left, middle, right = st.columns([3, 4, 4], vertical_alignment="center", gap="small")
        with left:
            how = f'<div class="ll-small ll-muted">{markup.safe(_how(heading))}</div>'
            markup.draw(f"<b>{markup.safe(heading.header)}</b>{how}")
        with middle:
            shown = " · ".join(shorten(sample, 32) for sample in heading.samples) or "no value in the first rows"
            markup.draw(f'<span class="ll-small ll-muted">{markup.safe(shown)}</span>')
        with right:
            _menu(desk, found, seen, heading, place)


def _menu(desk: Desk, found: Draft, seen: Sketch, heading: Heading, place: int) -> None:
    own = CUSTOM + heading.header
    options = ["", *seen.targets, *desk.stage_targets(seen.kind)]
    if seen.kind == "leads":
        options.append(own)
    if heading.goes_to not in options:
        options.append(heading.goes_to)
    key = f"import_to_{found.columns}_{place}_{heading.goes_to}"
    st.selectbox(
        f"{spoken(heading.header)} goes to",
        options,
        options.index(heading.goes_to),
        format_func=target_word,
        key=key,
        on_change=_send,
        args=(desk, seen, heading.header, key),
        accept_new_options=seen.kind == "leads",
        label_visibility="collapsed",
    )


def _how(heading: Heading) -> str:
    word, _, more = heading.how.partition("; ")
    return HOW.get(word, word) + (f"; {more}" if more else "")


def target_word(target: str) -> str:
    """What people call a place a column can go to."""
    if not target:
        return OUT
    if target.startswith(CUSTOM):
        return f"Custom field: {target.removeprefix(CUSTOM)}"
    if target.startswith("moves."):
        _, status, part = target.split(".")
        label = BY_KEY[status].label
        return {"at": f"Date of {label}", "reason": f"Reason of {label}"}.get(part, f"Who: {label}")
    return WORDS.get(target, target.replace("_", " ").capitalize())


def _send(desk: Desk, seen: Sketch, header: str, key: str) -> None:
    found = draft()
    if found is None:
        return
    target = str(state.get(key) or "")
    known = {"", *seen.targets, *desk.stage_targets(seen.kind)}
    if target not in known and not target.startswith(CUSTOM):
        target = CUSTOM + target  # a name typed in is a custom field's
    found.data = desk.send(found.data, header, target, seen.kind)
    found.preview = None


def _refused(seen: Sketch) -> None:
    first = seen.refused[0]
    st.warning(
        f"{count(len(seen.refused))} of the first {of(seen.tried, 'row')} would be rejected, as line {first.line}: "
        f"{literal(first.reason)}",
        icon=":material/rule:",
    )


def _statuses(found: Draft, seen: Sketch) -> None:
    for target, words in seen.values.items():
        st.markdown(
            f"**What does the file call a status?** {literal(target_word(target))} holds words that are not ours."
        )
        mapped: Mapping[str, str] = (found.data.get("values") or {}).get(target, {})
        grid = st.grid(4, min_column_width=200)
        labels = {"": "Not said: reject", **{status.key: status.label for status in STATUSES}}
        for place, word in enumerate(words):
            key = f"import_value_{target}_{place}_{mapped.get(word, '')}"
            grid.selectbox(
                spoken(shorten(word, 40)),
                list(labels),
                list(labels).index(mapped.get(word, "")),
                format_func=labels.__getitem__,
                key=key,
                on_change=_map_value,
                args=(target, word, key),
            )


def _map_value(target: str, word: str, key: str) -> None:
    found = draft()
    if found is not None:
        values = {name: dict(table) for name, table in (found.data.get("values") or {}).items()}
        table = values.setdefault(target, {})
        ours = state.get(key)
        table.pop(word, None) if not ours else table.update({word: ours})
        found.data = {**found.data, "values": {name: each for name, each in values.items() if each}}
        found.preview = None


def _details(desk: Desk, found: Draft, seen: Sketch, bot: Bot) -> None:
    with st.expander("Dates, zone and matching", icon=":material/tune:", key="import_details"):
        grid = st.grid(3, min_column_width=220)
        formats = list(found.data.get("date_format") or ())
        grid.multiselect(
            "Dates are written as", list(dict.fromkeys([*formats, *FORMATS])), formats, key="import_format",
            accept_new_options=True, on_change=_set, args=("date_format", "import_format"),
            placeholder="ISO 8601 or epoch, found by itself", help="Tried in this order: %d/%m/%Y is 27/02/2026.",
        )  # fmt: skip
        grid.text_input(
            "Times that name no zone are of", found.data.get("timezone") or "", key="import_zone",
            placeholder=bot.zone, on_change=_set, args=("timezone", "import_zone"), help="Such as Asia/Dubai.",
        )  # fmt: skip
        if seen.kind != "conversations":
            keys = ["external_id", "email", "phone"]
            grid.selectbox(
                "Rows are matched by", keys, keys.index(found.data.get("key") or "external_id"), key="import_key",
                format_func=target_word, on_change=_set, args=("key", "import_key"),
                help="Leads that are there already are found by this first, then by e-mail, then by phone.",
            )  # fmt: skip


def _set(name: str, key: str) -> None:
    found = draft()
    if found is not None:
        value: Any = state.get(key)
        found.data = {**found.data, name: value}
        found.preview = None
