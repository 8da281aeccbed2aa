"""Have a model word the questions that forms ask, where one may be asked: beside the capture, which never waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from leadlight.actions.summarise_conversation import ASKED, SPENT, Asking
from leadlight.clock import Clock
from leadlight.domain.form import Form
from leadlight.domain.phrasing import wordable
from leadlight.domain.scope import WRITE, Scope
from leadlight.domain.wording.languages import LANGUAGES
from leadlight.record import bots, forms, phrasings, summaries
from leadlight.record.engine import Record, reading
from leadlight.record.phrasings import Wanted
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.model import Model, ModelError
from leadlight.scoring.questions import prompt_version, worded

TRY_AGAIN = timedelta(hours=1)
AT_ONCE = 6


def word_questions(
    record: Record, clock: Clock, scope: Scope, asking: Asking, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Word what is wanted and was not worded by this model; returns how much was asked for.

    A form in a language is asked for once, and counts against the bot's budget of the day; what fails is tried again
    after an hour, and Leadlight's own words stand meanwhile.
    """
    scope.require(WRITE)
    made_by = _made_by(asking.model)
    with reading(record) as connection:
        wanted = phrasings.due(connection, made_by, clock.now() - TRY_AGAIN, AT_ONCE)
    for done, each in enumerate(wanted):
        if stopping():
            return done
        _word(record, clock, scope, asking, each)
    return len(wanted)


def _made_by(model: Model) -> str:
    return f"{model.name} {prompt_version()}"


def _word(record: Record, clock: Clock, scope: Scope, asking: Asking, wanted: Wanted) -> None:
    with reading(record) as connection:
        bot = bots.get_bot(connection, scope, wanted.bot_id)
        form: Form | None = forms.find_form(connection, bot.id, wanted.form_version)
    fields = wordable(form) if form else ()
    day, made_by = clock.now().astimezone(bot.tz).date().isoformat(), _made_by(asking.model)
    with UnitOfWork(record, clock, scope) as work:
        work.hold(bot.id)
        if not phrasings.is_due(work.connection, wanted, made_by, work.now - TRY_AGAIN):
            return  # another process has come first
        may = bool(fields) and summaries.take_call(work.connection, bot.id, day, asking.calls_a_day)
        if fields:
            phrasings.note_trouble(work.connection, wanted, made_by, work.now, ASKED if may else SPENT)
        else:
            phrasings.keep(work.connection, wanted, {}, made_by, work.now)
        work.commit()
    if not may:
        return
    try:
        lines, tokens = worded(asking.model, fields, LANGUAGES[wanted.language])
    except ModelError as error:
        with UnitOfWork(record, clock, scope) as work:
            phrasings.note_trouble(work.connection, wanted, made_by, work.now, str(error))
            work.commit()
        return
    with UnitOfWork(record, clock, scope) as work:
        summaries.add_tokens(work.connection, bot.id, day, tokens)
        phrasings.keep(work.connection, wanted, lines, made_by, work.now)
        work.commit()
