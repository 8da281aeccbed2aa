"""Inbox: find, filter and work leads, as cards or as a table, and take them away as a file."""

from leadlight.domain.scope import READ
from leadlight.ui import (
    filter_bar,
    lead_cards,
    lead_choice,
    lead_export,
    lead_forms,
    lead_moves,
    lead_table,
    lead_tools,
    page,
)

scope = page.require(READ)
bot = page.bot(scope)
lead_tools.enter()

with page.reading() as cursor:
    head = lead_tools.head(bot)
    lead_tools.search()
    view = filter_bar.bar(cursor, bot, page.now())
    listing = lead_tools.listing(cursor, view, scope)
    lead_tools.toolbar(listing, view)
    lead_export.files(cursor, head, view, listing.total)
    if listing.rows:
        lead_choice.bar(listing, view)
        draw = lead_table.draw if lead_tools.as_table() else lead_cards.draw
        draw(listing, view)
        lead_tools.pager(listing)
    else:
        lead_tools.nothing(cursor, view)
    lead_moves.undo_bar()
    if not lead_moves.dialogs(cursor, bot):
        lead_forms.dialogs(cursor, bot)
