"""Every save of a form is a new version that says what changed, and nothing that was answered is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from leadlight.actions.edit_form import edit_form, restore_form
from leadlight.actions.read_form import read_form
from leadlight.bootstrap import House
from leadlight.domain.bot import Bot
from leadlight.domain.fields.contract import Field
from leadlight.domain.form import Form, builtin, default_form
from leadlight.domain.scope import OWNER, WRITE, Scope
from leadlight.errors import ConflictError, ForbiddenError, NotFoundError, RefusedError
from leadlight.record.tables import activity, form
from tests.actions.rooms import a_bot

SIZE = Field("size", "number", "Team size")


def save(house: House, bot: Bot, wanted: Form, said: str = "") -> Form:
    with house.work(OWNER) as work:
        found = edit_form(work, bot.id, wanted, said)
        work.commit()
    return found


def test_a_bot_begins_with_the_default_form_and_each_save_is_a_version(house: House) -> None:
    bot = a_bot(house)
    assert read_form(house.engine, OWNER, bot.id).form == default_form()
    first = save(house, bot, replace(default_form(), fields=(*default_form().fields, SIZE)), "for the quotes")
    second = save(house, bot, replace(first, style="form"))
    view = read_form(house.engine, OWNER, bot.id)
    assert (first.version, second.version, view.form) == (1, 2, second)
    assert [(each.form.version, each.actor, each.said) for each in view.versions] == [
        (2, "owner", "asks as a form in the chat"),
        (1, "owner", "for the quotes; Team size: new"),
    ]
    assert view.versions[1].form == first


def test_a_save_without_a_change_is_none(house: House) -> None:
    bot = a_bot(house)
    first = save(house, bot, replace(default_form(), style="form"))
    assert save(house, bot, first) == first
    assert len(read_form(house.engine, OWNER, bot.id).versions) == 1


def test_a_field_left_out_is_retired_and_its_key_is_not_given_again(house: House) -> None:
    bot = a_bot(house)
    first = save(house, bot, replace(default_form(), fields=(*default_form().fields, SIZE)))
    second = save(house, bot, replace(first, fields=tuple(each for each in first.fields if each.key != "size")))
    assert second.find("size") == replace(SIZE, on=False)
    with pytest.raises(RefusedError, match="was a number before") as refused:
        save(house, bot, replace(second, fields=(*second.fields[:-1], replace(SIZE, kind="text"))))
    assert refused.value.field == "size.kind"


def test_a_form_that_is_wrong_is_refused_and_nothing_is_written(house: House) -> None:
    bot = a_bot(house)
    twice = replace(default_form(), fields=(builtin("email"), SIZE, SIZE))
    with pytest.raises(RefusedError, match="Two fields have the key size") as refused:
        save(house, bot, twice)
    assert refused.value.field == "size.key"
    assert read_form(house.engine, OWNER, bot.id).versions == ()


def test_a_stale_save_is_a_conflict(house: House) -> None:
    bot = a_bot(house)
    save(house, bot, replace(default_form(), style="form"))
    with pytest.raises(ConflictError, match="version 1"):
        save(house, bot, default_form())


def test_an_old_version_comes_back_as_a_new_one_and_what_came_since_is_retired(house: House) -> None:
    bot = a_bot(house)
    first = save(house, bot, replace(default_form(), style="form"))
    save(house, bot, replace(first, style="talk", fields=(*first.fields, SIZE)))
    with house.work(OWNER) as work:
        again = restore_form(work, bot.id, 1, 2)
        work.commit()
    assert (again.version, again.style, again.find("size")) == (3, "form", replace(SIZE, on=False))
    said = read_form(house.engine, OWNER, bot.id).versions[0].said
    assert said == "version 1 restored; Team size: retired; asks as a form in the chat"
    with house.work(OWNER) as work, pytest.raises(NotFoundError):
        restore_form(work, bot.id, 9, 3)


def test_who_may_not_configure_changes_no_form(house: House) -> None:
    bot = a_bot(house)
    other = Scope("other", frozenset({bot.id + 1}), OWNER.rights)
    for scope, error in ((Scope("seller", None, frozenset({WRITE})), ForbiddenError), (other, NotFoundError)):
        with house.work(scope) as work, pytest.raises(error):
            edit_form(work, bot.id, replace(default_form(), style="form"))


def test_the_trail_says_who_saved_which_version(house: House) -> None:
    bot = a_bot(house)
    save(house, bot, replace(default_form(), style="form"))
    with house.engine.connect() as connection:
        rows = connection.execute(select(activity.c.actor, activity.c.verb).where(activity.c.entity == "bot")).all()
    assert ("owner", "form saved") in [tuple(row) for row in rows]


def test_a_form_of_an_older_leadlight_is_read(house: House) -> None:
    bot = a_bot(house)
    save(house, bot, replace(default_form(), style="form"))
    with house.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(form).values(rules={}, fields=[{"key": "email", "kind": "email", "label": "E-mail"}]))
    found = read_form(house.engine, OWNER, bot.id).form
    assert (found.style, [each.key for each in found.asked()]) == ("talk", ["email"])
