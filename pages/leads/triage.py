"""Triage: walk a filtered list, read each lead and decide about it, without leaving and by keyboard."""

from dataclasses import replace

from leadlight.actions.read_lead_page import read_lead_page
from leadlight.domain.scope import READ
from leadlight.errors import NotFoundError
from leadlight.ui import filters, lead_moves, lead_page, lead_parts, lead_triage, lead_walk, page

scope = page.require(READ)
bot = page.bot(scope)
beside = lead_page.begin()
with page.reading() as cursor:
    view = filters.resolve(cursor, bot, page.now(), filters.current())[0]
    wanted = lead_triage.current(cursor, view)
    if wanted is None:
        lead_triage.through(cursor, view)
    else:
        spot = lead_walk.spot(cursor, view, wanted)
        with beside:
            lead_walk.bar(spot, finish=lead_triage.finish)
        try:
            seen = read_lead_page(page.house().engine, replace(scope, bots=frozenset({bot.id})), wanted)
        except NotFoundError:
            lead_triage.gone(spot)
        else:
            lead_triage.go_on(seen.view.lead, spot)
            lead_parts.show_as_drawn(seen.view.lead)
            lead_triage.bar(seen.view.lead, (cursor, bot))
            lead_triage.one(seen)
    lead_moves.undo_bar()
    lead_moves.dialogs(cursor, bot)
