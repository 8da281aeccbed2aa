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


INSIGHTS: dict[str, dict[str, str]] = {
    "sources": {
        "30 days": "",
        "all days": "range=all",
        "all days, source pages": "range=all&by=source_page",
        "all days, map": "range=all&show=map",
        "all days, two compared": "range=all&show=compare",
        "30 days, why it changed": "show=change",
    },
    "funnel": {
        "30 days": "",
        "all days": "range=all",
        "all days, strict": "range=all&counting=strict",
        "all days, entered": "range=all&funnel=entered",
        "all days, by channel": "range=all&by=channel",
        "all days, maturity": "range=all&show=maturity",
        "all days, time": "range=all&show=time",
        "all days, lost": "range=all&show=lost",
    },
    "temperature": {
        "30 days": "",
        "all days": "range=all",
        "all days, over time": "range=all&show=course",
        "all days, by source": "range=all&show=sources",
        "all days, report card": "range=all&show=card",
        "all days, what if": "range=all&show=what-if",
    },
    "conversations": {
        "30 days": "",
        "all days": "range=all",
        "all days, by page": "range=all&by=source_page",
        "all days, hours": "range=all&show=hours",
        "all days, form fields": "range=all&show=form_fields",
        "all days, missed": "range=all&show=missed",
        "all days, list": "range=all&show=list",
    },
    "team": {
        "30 days": "",
        "all days": "range=all",
        "all days, owners": "range=all&show=owners",
        "all days, waiting": "range=all&show=waiting",
    },
}
"""Every other insight page by its path: its views as one lands on them, and over all that there is."""


def address(query: str) -> str:
    """The query string of a view."""
    return f"bot={BOT}" + (f"&{query}" if query else "")
