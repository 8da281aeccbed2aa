"""The fields of a form as cards: what each costs, its place, and the one that is being edited opened up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from leadlight.domain.fields.contract import Field
from leadlight.domain.fields.registry import BY_KEY, CUSTOM
from leadlight.domain.form_problems import Problem, problems
from leadlight.domain.wording.languages import LANGUAGES
from leadlight.stats.wilson import wilson
from leadlight.ui import markup, state
from leadlight.ui.form_draft import Draft
from leadlight.ui.format import count, interval, literal, of, rate

ENOUGH = 30
"""Conversations a field must have been shown in before a share of them says anything."""
Figures = Mapping[str, Mapping[str, Any]]


def show(draft: Draft, figures: Figures, *, can_edit: bool) -> None:
    """Every field in order, those asked first, and the way to add one."""
    wrong = problems(draft.form)
    for on in (True, False):
        numbers = [number for number in draft.numbers if draft.get(number).on is on]
        if numbers and not on:
            st.caption("Not asked. What was answered before is kept and still shown on leads.")
        for number in numbers:
            _card(draft, number, figures, [each for each in wrong if each.key == draft.get(number).key], can_edit)
        if on and can_edit:
            _adding(draft)
    for each in wrong:
        if not each.key:
            st.error(literal(each.words), icon=":material/error:")


def _card(draft: Draft, number: int, figures: Figures, wrong: Sequence[Problem], can_edit: bool) -> None:
    each = draft.get(number)
    kind = BY_KEY[each.kind]
    with st.container(border=True, key=f"field_{number}_{draft.turn}"):
        with st.container(gap="xsmall"):
            with st.container(gap="xxsmall"):
                markup.draw(
                    _head(each, kind.label), _cost(figures.get(each.key)) if each.on or each.key in figures else ""
                )
            if can_edit:
                _buttons(draft, number, each)
        if draft.open == number and can_edit:
            _edit(draft, number, each, wrong)
        elif wrong:
            st.error(literal(wrong[0].words), icon=":material/error:")


def _head(each: Field, kind: str) -> str:
    facts = [] if BY_KEY[each.kind].builtin else [kind, each.key]
    facts.append("required" if each.required else "optional")
    if each.only_if:
        said = f" is {' or '.join(each.only_if.values)}" if each.only_if.values else " is answered"
        facts.append(f"only if {each.only_if.field}{said}")
    if each.options:
        facts.append(of(len(each.options), "option"))
    small = '<span class="ll-muted ll-small">' + " · ".join(markup.safe(fact) for fact in facts) + "</span>"
    return f'<div class="ll-card-head"><b>{markup.safe(each.label or "No label")}</b>{small}</div>'


def _cost(figures: Mapping[str, Any] | None) -> str:
    """What the field cost in the version in force: answered, refused, left there, of those who were shown it."""
    if not figures:
        return '<div class="ll-small ll-muted">Not shown to anyone in the version in force yet.</div>'
    shown, answered = int(figures["shown"]), int(figures["answered"])
    part = f"{count(answered)} of {of(shown, 'conversation')} that were shown it answered"
    if shown < ENOUGH:
        words = f"{part}: too few to tell."
    else:
        bounds = wilson(answered, shown)
        sure = f" (95 %: {interval(*bounds)})" if bounds else ""
        words = f"<b>{rate(answered / shown)}</b> answered{sure}: {part}; {count(figures['refused'])} refused, "
        words += f"{count(figures['left_there'])} left there ({rate(figures['left_there'] / shown)})."
    return f'<div class="ll-small ll-muted">{words}</div>'


def _buttons(draft: Draft, number: int, each: Field) -> None:
    place, mark = draft.place(number), f"{number}_{draft.turn}"
    with st.container(horizontal=True, width="content", gap="xsmall"):
        st.button(
            "Up", icon=":material/arrow_upward:", key=f"up_{mark}", type="tertiary", disabled=place == 0,
            on_click=draft.move, args=(number, -1), help=f"Ask {each.label} earlier",
        )  # fmt: skip
        st.button(
            "Down", icon=":material/arrow_downward:", key=f"down_{mark}", type="tertiary",
            disabled=place == len(draft.numbers) - 1, on_click=draft.move, args=(number, 1),
            help=f"Ask {each.label} later",
        )  # fmt: skip
        if draft.open == number:
            st.button("Done", icon=":material/check:", key=f"close_{mark}", on_click=_open, args=(draft, None))
        else:
            st.button("Edit", icon=":material/edit:", key=f"edit_{mark}", on_click=_open, args=(draft, number))


def _open(draft: Draft, number: int | None) -> None:
    draft.open = number


def _adding(draft: Draft) -> None:
    with st.popover("Add a field", icon=":material/add:", key=f"add_field_{len(draft.numbers)}_{draft.turn}"):
        st.caption("Name, e-mail, phone, company and website are in the list already: turn them on there.")
        for kind in CUSTOM:
            label = f":material/{kind.icon}: {kind.label}"
            st.button(label, key=f"add_{kind.key}_{draft.turn}", on_click=_add, args=(draft, kind.key), width="stretch")


def _add(draft: Draft, kind: str) -> None:
    draft.add(kind)


# ---------------------------------------------------------------- the field that is being edited


def _edit(draft: Draft, number: int, each: Field, wrong: Sequence[Problem]) -> None:
    """The parts of one field; what is wrong stands under the part it is about, as one types."""
    mark = f"{number}_{draft.turn}"
    left, right = st.columns(2)
    with left:
        _text(draft, number, "label", "Label", each.label, partial(draft.call, number))
        _said(wrong, "label")
        _text(draft, number, "help", "Help beside it", each.help)
    with right:
        if draft.is_new(number) and not BY_KEY[each.kind].builtin:
            _text(draft, number, "key", "Key", each.key, help="What files and the API call it. It stays once saved.")
        else:
            st.text_input("Key", each.key, disabled=True, key=f"key_{each.key}_{mark}", help="It stays once saved.")
        _said(wrong, "key")
        for part, word in (("required", "Required"), ("on", "Asked")):
            key = state.default(f"{part}_{mark}", getattr(each, part))
            st.toggle(word, key=key, on_change=_toggled, args=(draft, number, part))
    if BY_KEY[each.kind].has_options:
        _options(draft, number, each)
        _said(wrong, "options")
    _only_if(draft, number, each)
    _said(wrong, "only_if")
    _translations(draft, number, each)
    _said(wrong, "labels")
    if draft.is_new(number):
        st.button("Take it away", icon=":material/delete:", key=f"drop_{mark}", on_click=draft.drop, args=(number,))
    else:
        st.caption("A saved field is retired rather than deleted: turn Asked off, and its values stay.")


def _said(wrong: Sequence[Problem], part: str) -> None:
    for each in wrong:
        if each.part == part:
            st.error(literal(each.words), icon=":material/error:")


def _text(
    draft: Draft, number: int, part: str, label: str, value: str, change: Any = None, help: str | None = None
) -> None:
    key = f"{part}_{number}_{draft.turn}"
    (state.seed if part == "key" else state.default)(key, value)  # the key follows the label
    st.text_input(label, key=key, live="300ms", on_change=_typed, args=(draft, number, part, key, change), help=help)


def _typed(draft: Draft, number: int, part: str, key: str, change: Any) -> None:
    if number not in draft.numbers:
        return
    value = str(state.get(key) or "")
    if change is not None:
        change(value)
    else:
        draft.change(number, **{part: value})


def _toggled(draft: Draft, number: int, part: str) -> None:
    if number in draft.numbers:
        draft.change(number, **{part: bool(state.get(f"{part}_{number}_{draft.turn}"))})


def _options(draft: Draft, number: int, each: Field) -> None:
    key = state.default(f"options_{number}_{draft.turn}", "\n".join(each.options))
    st.text_area("Options, one a line", key=key, height=120, on_change=_listed, args=(draft, number, key))


def _listed(draft: Draft, number: int, key: str) -> None:
    if number in draft.numbers:
        lines = str(state.get(key) or "").splitlines()
        draft.change(number, options=tuple(line.strip() for line in lines if line.strip()))


def _only_if(draft: Draft, number: int, each: Field) -> None:
    """Ask only if an earlier field was answered, with certain values where it has options."""
    earlier = {one.key: one for one in draft.form.fields[: draft.place(number)] if one.on}
    now = each.only_if.field if each.only_if else ""
    keys = ["", *earlier] if not now or now in earlier else ["", now, *earlier]
    if len(keys) == 1:
        return
    key, values_key = f"only_if_{number}_{draft.turn}", f"only_if_values_{number}_{draft.turn}"
    left, right = st.columns(2)
    left.selectbox(
        "Ask only if this was answered", keys, key=state.seed(key, now), on_change=_conditioned,
        args=(draft, number, key, values_key), format_func=lambda one: _name(draft, one),
    )  # fmt: skip
    other = earlier.get(now)
    choices = (other.options or (("yes", "no") if other.kind in ("checkbox", "consent") else ())) if other else ()
    if choices and each.only_if:
        chosen = [value for value in each.only_if.values if value in choices]
        right.multiselect(
            "… with one of", choices, key=state.seed(values_key, chosen), placeholder="any answer",
            on_change=_conditioned, args=(draft, number, key, values_key),
        )  # fmt: skip


def _name(draft: Draft, key: str) -> str:
    found = draft.form.find(key)
    return found.label if found else "Always ask"


def _conditioned(draft: Draft, number: int, key: str, values_key: str) -> None:
    if number not in draft.numbers:
        return
    other = str(state.get(key) or "")
    before = draft.get(number).only_if
    values = tuple(state.get(values_key) or ()) if before and before.field == other else ()
    draft.condition(number, other or None, values)


def _translations(draft: Draft, number: int, each: Field) -> None:
    with st.expander("Translations of the label", key=f"translations_{number}_{draft.turn}"):
        columns = st.columns(2)
        for at, (language, name) in enumerate(one for one in LANGUAGES.items() if one[0] != "en"):
            key = state.default(f"label_{language}_{number}_{draft.turn}", each.labels.get(language, ""))
            columns[at % 2].text_input(
                name, key=key, placeholder=each.label, on_change=_translated, args=(draft, number, language, key),
                live="300ms",
            )  # fmt: skip


def _translated(draft: Draft, number: int, language: str, key: str) -> None:
    if number not in draft.numbers:
        return
    said = str(state.get(key) or "").strip()
    kept = {name: label for name, label in draft.get(number).labels.items() if name != language}
    draft.change(number, labels=kept | ({language: said} if said else {}))
