"""How to reach a lead: mail and phone links, and a menu that copies each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

import streamlit as st

from leadlight.domain.lead import Lead
from leadlight.ui import markup
from leadlight.ui.markup import safe


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody; `href` only where a program can be opened for it."""

    label: str
    value: str
    href: str = ""


def show(lead: Lead) -> None:
    """The lead's contact data as it is known."""
    found = ways(lead)
    if found:
        markup.draw(contact_html(found))
    else:
        st.caption("No contact data yet.")


def copy_menu(lead: Lead) -> None:
    """Each value in a box with a button that copies it."""
    found = ways(lead)
    if found:
        with st.popover("Copy", icon=":material/content_copy:", key="copy_menu"):
            for way in found:
                st.caption(way.label)
                st.code(way.value, language=None, wrap_lines=True)


def contact_html(found: Sequence[Way]) -> str:
    """Labels and values; a value that can be opened is a link."""
    return f'<dl class="ll-pairs">{"".join(f"<dt>{way.label}</dt><dd>{_value(way)}</dd>" for way in found)}</dl>'


def _value(way: Way) -> str:
    shown = f'<bdi class="ll-contact">{safe(way.value)}</bdi>'
    return f'<a href="{escape(way.href)}" rel="noopener noreferrer">{shown}</a>' if way.href else shown


def ways(lead: Lead) -> Sequence[Way]:
    """What is known, in the order one would try."""
    known = (
        Way("E-mail", lead.email or "", f"mailto:{quote(lead.email or '', safe='@+')}"),
        Way("Phone", lead.phone or "", f"tel:{quote(lead.phone or '', safe='+')}"),
        Way("Company", lead.company or ""),
        Way("Website", lead.website or "", web(lead.website)),
    )
    return [way for way in known if way.value]


def web(address: str | None) -> str:
    """The address where it is one of the web; anything else (javascript:, …) is shown as text only."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    return str(address) if parts.scheme in ("http", "https") and parts.netloc else ""
