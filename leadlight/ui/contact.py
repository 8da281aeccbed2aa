"""How to reach a lead: links that write or call, a menu that copies each, and why an e-mail or a phone is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from leadlight.domain.lead import Lead
from leadlight.domain.missing import Missing
from leadlight.ui import markup
from leadlight.ui.format import instant
from leadlight.ui.markup import safe


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody; `href` only where a program can be opened for it, `does` is what that does."""

    field: str
    label: str
    value: str
    href: str = ""
    does: str = ""


def show(lead: Lead, missing: Mapping[str, Missing], zone: str) -> None:
    """The lead's contact data as it is known, and why what is missing is."""
    markup.draw(contact_html(ways(lead), missing, zone))


def copy_menu(lead: Lead) -> None:
    """Each value in a box with a button that copies it."""
    found = ways(lead)
    if found:
        with st.popover("Copy", icon=":material/content_copy:", key="copy_menu"):
            for way in found:
                st.caption(way.label)
                st.code(way.value, language=None, wrap_lines=True)


def contact_html(found: Sequence[Way], missing: Mapping[str, Missing], zone: str) -> str:
    """Labels and values, e-mail and phone first; a value that can be opened is a link with a word of what it does."""
    there = {way.field: (way.label, _value(way)) for way in found}
    blank = {field: (LABELS[field], _missing(each, zone)) for field, each in missing.items()}
    lines = [(blank | there)[field] for field in LABELS if field in blank or field in there]
    return (
        f'<dl class="ll-pairs ll-reach">{"".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in lines)}</dl>'
    )


def _missing(why: Missing, zone: str) -> str:
    when = f" · {instant(why.at, zone)}" if why.at else ""
    return f'<span class="ll-muted">{escape(why.words)}{escape(when)}</span>'


def _value(way: Way) -> str:
    shown = f'<bdi class="ll-contact">{safe(way.value).replace("@", "@<wbr>")}</bdi>'  # where a long one may break
    if not way.href:
        return shown
    does = f'<span class="ll-does" aria-hidden="true">{way.does}</span>' if way.does else ""
    return f'<a href="{escape(way.href)}" rel="noopener noreferrer">{shown}{does}</a>'


LABELS = {"email": "E-mail", "phone": "Phone", "company": "Company", "website": "Website"}


def ways(lead: Lead) -> Sequence[Way]:
    """What is known, in the order one would try."""
    known = (
        Way("email", LABELS["email"], lead.email or "", f"mailto:{quote(lead.email or '', safe='@+')}", "Write"),
        Way("phone", LABELS["phone"], lead.phone or "", f"tel:{quote(lead.phone or '', safe='+')}", "Call"),
        Way("company", LABELS["company"], lead.company or ""),
        Way("website", LABELS["website"], lead.website or "", web(lead.website), "Open"),
    )
    return [way for way in known if way.value]


def web(address: str | None) -> str:
    """The address where it is one of the web; anything else (javascript:, …) is shown as text only."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    return str(address) if parts.scheme in ("http", "https") and parts.netloc else ""
