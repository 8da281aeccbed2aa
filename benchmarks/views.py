"""The pages that are measured as people meet them: which filters, which order, which page of the list."""

from __future__ import annotations

BOT = "estate"
"""The bot with the most leads: two in five."""
OVERVIEW = {
    "30 days": "",
    "7 days": "range=7d",
    "90 days": "range=90d",
    "this year": "range=year",
    "all days": "range=all",
    "all days, WhatsApp": "range=all&channel=whatsapp",
    "all days, hot and new": "range=all&temperature=hot&status=new",
}
INBOX = {
    "30 days": "",
    "all days": "range=all",
    "by name": "range=all&sort=name",
    "by e-mail": "range=all&sort=email",
    "by company": "range=all&sort=company",
    "by score": "range=all&sort=score",
    "by status change": "range=all&sort=moved",
    "by source page": "range=all&sort=source_page",
    "hot and new": "range=all&temperature=hot&status=new",
    "WhatsApp, by owner": "range=all&channel=whatsapp&sort=owner",
    "a name": "range=all&q=garc%C3%ADa",
    "part of an e-mail": "range=all&q=zoe.mu",
    "a rare name": "range=all&q=zanetti4",
    "a search, by name": "range=all&q=mail&sort=name",
    "with a phone, contacted": "range=all&has_phone=yes&status=contacted",
    "page 5,000": "range=all&page=5000",
    "nothing found": "range=all&q=qqqqqq",
}


def address(query: str) -> str:
    """The query string of a view."""
    return f"bot={BOT}" + (f"&{query}" if query else "")
