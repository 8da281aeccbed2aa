"""A small made-up site, served to this machine only, to try the widget on."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from leadlight.domain.snippet import snippet

router = APIRouter()
FOLDER = Path(__file__).with_name("widget") / "demo"
PAGES = {"home": "Home", "tours": "Tours", "prices": "Prices", "contact": "Contact"}
Page = Literal["home", "tours", "prices", "contact"]
SITE = "https://kayaks.example/"
"""What its pages are called in the record: their real addresses hold the key."""
_POLICY = "default-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
"""As strict as a site can be: the widget has to get along with it."""
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})


class Asked(BaseModel):
    """What the widget's snippet says, as `data-…`; here parameters of the address. What is blank is left out."""

    model_config = ConfigDict(extra="ignore")

    bot: str = ""
    key: str = ""
    color: str = ""
    theme: str = ""
    position: str = ""
    title: str = ""
    greeting: str = ""
    lang: str = ""
    answers: str = ""
    consent: str = ""
    test: str = ""

    def said(self) -> dict[str, str]:
        """What is not blank."""
        return {name: value for name, value in self.model_dump().items() if value}


@router.get("/widget/demo/site.css", include_in_schema=False)
def get_demo_style() -> Response:
    """The small site's look."""
    return Response(_read("site.css"), media_type="text/css")


@router.get("/widget/demo/{page}", response_class=HTMLResponse, include_in_schema=False)
def get_demo(page: Page, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """One of its pages, with the widget set as the parameters say."""
    said = asked.said()
    links = "".join(
        f'<a href="{_address(name, said)}"{" aria-current=page" if name == page else ""}>{title}</a>'
        for name, title in PAGES.items()
    )
    lang = asked.lang or "en"
    filled = Template(_read("frame.html")).substitute(
        lang=escape(lang),
        dir="rtl" if lang.lower()[:2] in _RIGHT_TO_LEFT else "ltr",
        title=PAGES[page],
        snippet=snippet("../../widget.js", {**said, "page": SITE + page}) if asked.bot and asked.key else "",
        state=_state(asked),
        home=_address("home", said),
        links=links,
        content=_read(f"{page}.html"),
    )
    return HTMLResponse(filled, headers={"content-security-policy": _POLICY, "cache-control": "no-store"})


def _state(asked: Asked) -> str:
    if not (asked.bot and asked.key):
        return "The widget is not here: open this page from Capture → Widget, which knows the bot and its key."
    if asked.test:
        return "What is sent here is a test, kept out of every number."
    return "What is sent here counts like any visitor's."


def _address(page: str, said: dict[str, str]) -> str:
    return escape(f"{page}?{urlencode(said)}" if said else page)


def _read(name: str) -> str:
    return FOLDER.joinpath(name).read_text("utf-8")
