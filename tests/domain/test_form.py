"""A form says what is wrong with it, what changed in it, and is the same after it was written and read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.fields.contract import Condition, Field
from leadlight.domain.form import Form, Triggers, builtin, default_form, from_json, to_json
from leadlight.domain.form_changes import differences, kept_of
from leadlight.domain.form_problems import problems

EMAIL = builtin("email", required=True)
SIZE = Field("size", "number", "Team size")
PLAN = Field("plan", "choice", "Plan", options=("Basic", "Pro"))


def wrong(*fields: Field, **rules: object) -> set[tuple[str, str]]:
    form = Form(fields, Triggers(**rules))  # type: ignore[arg-type]  # rules are those of Triggers
    return {(each.key, each.part) for each in problems(form)}


def test_every_bot_begins_with_name_and_email_asked() -> None:
    form = default_form()
    assert problems(form) == []
    assert [each.key for each in form.asked()] == ["name", "email"]
    assert [each.key for each in form.fields] == ["name", "email", "phone", "company", "website"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ((EMAIL, SIZE, PLAN), set()),
        ((EMAIL, SIZE, SIZE), {("size", "key")}),
        ((EMAIL, EMAIL), {("email", "key")}),
        ((EMAIL, replace(SIZE, key="Team size")), {("Team size", "key")}),
        ((EMAIL, replace(SIZE, key="status")), {("status", "key")}),
        ((EMAIL, replace(SIZE, key="")), {("", "key")}),
        ((replace(EMAIL, key="mail"),), {("mail", "key")}),
        ((EMAIL, replace(SIZE, label=" ")), {("size", "label")}),
        ((EMAIL, replace(SIZE, label="x" * 201)), {("size", "label")}),
        ((EMAIL, replace(SIZE, kind="colour")), {("size", "kind")}),
        ((EMAIL, replace(PLAN, options=("Basic",))), {("plan", "options")}),
        ((EMAIL, replace(PLAN, options=("Basic", "basic"))), {("plan", "options")}),
        ((EMAIL, replace(PLAN, options=("A; B", "C"))), {("plan", "options")}),
        ((EMAIL, replace(SIZE, labels={"nl": "Grootte"})), {("size", "labels")}),
        ((EMAIL, replace(SIZE, only_if=Condition("plan")), PLAN), {("size", "only_if")}),
        ((EMAIL, PLAN, replace(SIZE, only_if=Condition("plan", ("Team",)))), {("size", "only_if")}),
        ((EMAIL, replace(PLAN, on=False), replace(SIZE, only_if=Condition("plan"))), {("size", "only_if")}),
        ((SIZE,), {("", "fields")}),
        ((replace(EMAIL, on=False), SIZE), {("", "fields")}),
        ((EMAIL, *(replace(SIZE, key=f"k{at}") for at in range(30))), {("", "fields")}),
    ],
)
def test_what_is_wrong_with_a_field_is_told(fields: tuple[Field, ...], found: set[tuple[str, str]]) -> None:
    assert wrong(*fields) == found


@pytest.mark.parametrize(
    ("rules", "part"),
    [
        ({"after_messages": 0}, "after_messages"), ({"after_messages": 51}, "after_messages"),
        ({"pages": ("",)}, "pages"),
        ({"quiet": ("22:00", "25:00")}, "quiet"),
        ({"quiet": ("07:00", "07:00")}, "quiet"), ({"quiet": ("7", "8")}, "quiet"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told(rules: dict[str, object], part: str) -> None:
    assert wrong(EMAIL, **rules) == {("", part)}


def test_what_changed_is_told_in_words() -> None:
    before = Form((EMAIL, SIZE, PLAN))
    after = Form(
        (PLAN, replace(EMAIL, required=False), replace(SIZE, label="Seats", on=False), Field("note", "text", "Note")),
        Triggers(at_end=True, pages=("/pricing*",), quiet=("22:00", "07:00")),
        "form",
    )
    assert differences(before, after) == [
        "Note: new", "E-mail: optional", "Team size: retired", "Team size: called Seats", "the order of the fields",
        "asks as a form in the chat", "on pages: /pricing*", "at the end: on", "quiet hours: 22:00, 07:00",
    ]  # fmt: skip
    assert differences(before, replace(before, version=7)) == []


def test_a_field_left_out_of_a_new_version_is_retired_with_it() -> None:
    kept = kept_of(Form((EMAIL, replace(SIZE, required=True))), Form((EMAIL,)))
    assert kept.fields == (EMAIL, replace(SIZE, on=False, required=False))


WORDS = st.text(max_size=20)
FIELDS = st.builds(
    Field,
    key=WORDS,
    kind=st.sampled_from(["text", "choice", "consent"]),
    label=WORDS,
    required=st.booleans(),
    on=st.booleans(),
    help=WORDS,
    options=st.lists(WORDS, max_size=3).map(tuple),
    labels=st.dictionaries(st.sampled_from(["es", "de"]), WORDS.filter(bool)),
    only_if=st.none() | st.builds(Condition, WORDS, st.lists(WORDS, max_size=2).map(tuple)),
)
RULES = st.builds(
    Triggers,
    on_request=st.booleans(),
    intent=st.sampled_from(["", "warm", "hot"]),
    after_messages=st.none() | st.integers(1, 50),
    pages=st.lists(WORDS, max_size=3).map(tuple),
    quiet=st.none() | st.just(("22:00", "07:00")),
)


@given(st.lists(FIELDS, max_size=4).map(tuple), RULES, st.sampled_from(["talk", "form"]), st.integers(0, 9))
def test_a_form_written_and_read_is_the_same(
    fields: tuple[Field, ...], triggers: Triggers, style: str, version: int
) -> None:
    form = Form(fields, triggers, style, version)  # type: ignore[arg-type]  # one of the two styles
    assert from_json(to_json(form)) == form
