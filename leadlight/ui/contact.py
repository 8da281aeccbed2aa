"""How to reach a lead: mail and phone links, each with a button that copies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote, urlsplit

import streamlit as st

from leadlight.domain.lead import Lead

CSS = """
dl { margin: 0; width: 100%; font-family: var(--st-font); color: var(--st-text-color); font-size: 1rem; }
dl > div { display: grid; grid-template-columns: 5.6rem 1fr auto; gap: .6rem; align-items: center; min-height: 2.05rem; }
dt { opacity: .72; font-size: .87rem; } dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--st-link-color); text-decoration: none; } a:hover, a:focus-visible { text-decoration: underline; }
button { font: inherit; font-size: .8rem; color: inherit; background: none; cursor: pointer; padding: .12rem .55rem;
  border: 1px solid var(--st-border-color); border-radius: .45rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-link-color); }
"""
JS = """
export default function ({ data, parentElement }) {
  const list = parentElement.querySelector("dl");
  list.replaceChildren(...data.ways.map((way) => {
    const line = document.createElement("div");
    const name = document.createElement("dt"), value = document.createElement("dd");
    name.textContent = way.label;
    const shown = document.createElement(way.href ? "a" : "span");
    shown.textContent = way.value; shown.dir = "auto";
    if (way.href) shown.href = way.href;
    if (way.outside && way.href) { shown.target = "_blank"; shown.rel = "noopener noreferrer"; }
    value.append(shown);
    const copy = document.createElement("button");
    copy.type = "button"; copy.textContent = "Copy"; copy.ariaLabel = "Copy " + way.label.toLowerCase();
    copy.onclick = async () => {
      try { await navigator.clipboard.writeText(way.value); copy.textContent = "Copied"; }
      catch { getSelection().selectAllChildren(shown); copy.textContent = "Press Ctrl+C"; }
      setTimeout(() => { copy.textContent = "Copy"; }, 1600);
    };
    line.append(name, value, copy);
    return line;
  }));
}
"""
_component = st.components.v2.component("leadlight_contact", html="<dl></dl>", css=CSS, js=JS)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody; `href` only where a program can be opened for it."""

    label: str
    value: str
    href: str = ""
    outside: bool = False


def show(lead: Lead) -> None:
    """The lead's contact data as it is known."""
    found = ways(lead)
    if found:
        _component(data={"ways": [asdict(way) for way in found]}, key=f"contact_{lead.id}_{lead.version}")
    else:
        st.caption("No contact data yet.")


def ways(lead: Lead) -> Sequence[Way]:
    """What is known, in the order one would try."""
    known = (
        Way("E-mail", lead.email or "", f"mailto:{quote(lead.email or '', safe='@+')}"),
        Way("Phone", lead.phone or "", f"tel:{quote(lead.phone or '', safe='+')}"),
        Way("Company", lead.company or ""),
        Way("Website", lead.website or "", _web(lead.website), outside=True),
    )
    return [way for way in known if way.value]


def _web(address: str | None) -> str:
    """The address where it is one of the web; anything else (javascript:, …) is shown as text only."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    return str(address) if parts.scheme in ("http", "https") and parts.netloc else ""
