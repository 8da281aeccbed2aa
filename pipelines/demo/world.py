"""The invented business of the sample bot as data: its pages, channels, campaigns, places, and their true qualities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Intent = Literal["hot", "warm", "cold"]
INTENTS: tuple[Intent, ...] = ("hot", "warm", "cold")

HOST = "https://www.tallyhand.example"
"""Tallyhand plans and dispatches jobs for field-service firms: plumbers, lift engineers, cleaners."""

CAPTURE_RATE = 0.30
"""Share of all conversations that end in a lead."""
NO_CONVERSATION = 0.065
"""Share of leads that come by telephone, post or a partner's list, without a conversation."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its shares of hot, warm and cold visitors; `capture` and `win` multiply the base rates."""

    path: str
    traffic: float
    intents: tuple[float, float, float]
    capture: float = 1.0
    win: float = 1.0
    entry: float = 1.0


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in. `traffic` is its share of conversations, `site` the share of those that know their page."""

    key: str
    traffic: float
    intents: tuple[float, float, float]
    capture: float = 1.0
    win: float = 1.0
    site: float = 1.0
    campaigns: float = 0.3
    gives_phone: bool = False


@dataclass(frozen=True, slots=True)
class Campaign:
    """Bought or built traffic. `pages` is where it sends people, `channels` where it runs."""

    source: str
    medium: str
    name: str
    traffic: float
    channels: tuple[str, ...]
    pages: tuple[str, ...]
    intents: tuple[float, float, float] = (1.0, 1.0, 1.0)
    capture: float = 1.0
    win: float = 1.0
    referrer: str | None = None
    terms: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where visitors sit. `towns` are (region, city, time zone)."""

    country: str
    weight: float
    language: str
    towns: tuple[tuple[str, str, str], ...] = field(default=())


TINY_PAGE = "/enterprise-tour"
"""Three leads ever, two of them converted: first by its bare rate, nowhere near first by its Wilson bound."""

_BLOG = (0.05, 0.20, 0.75)
_PRODUCT = (0.13, 0.50, 0.37)
_INTEGRATION = (0.15, 0.58, 0.27)

PAGES: tuple[Page, ...] = (
    Page("/", 13.0, (0.10, 0.30, 0.60), entry=4.0),
    Page("/pricing", 11.0, (0.36, 0.38, 0.26), 1.20, 1.30),
    Page("/demo", 5.0, (0.58, 0.28, 0.14), 1.35, 1.45, 0.3),
    Page("/contact", 3.0, (0.26, 0.30, 0.44), 1.25, 1.10, 0.4),
    Page("/product/scheduling", 7.0, _PRODUCT, 1.0, 1.05),
    Page("/product/dispatch-board", 5.0, _PRODUCT, 1.05, 1.15),
    Page("/product/mobile-app", 4.5, _PRODUCT, 0.95, 0.90),
    Page("/product/invoicing", 3.5, _PRODUCT, 1.0, 1.0),
    Page("/product/reporting", 2.0, _PRODUCT, 0.9, 1.0),
    Page("/integrations", 2.5, _INTEGRATION, 1.0, 1.10),
    Page("/integrations/quickbooks", 2.5, _INTEGRATION, 1.1, 1.20),
    Page("/integrations/xero", 2.0, _INTEGRATION, 1.1, 1.25),
    Page("/compare/spreadsheets", 2.0, (0.20, 0.58, 0.22), 1.15, 1.25),
    Page("/case-studies/brightpipe-plumbing", 2.0, (0.22, 0.50, 0.28), 1.10, 1.35),
    Page("/case-studies/nordlift-elevators", 1.2, (0.24, 0.50, 0.26), 1.10, 1.50),
    Page("/support", 6.0, (0.02, 0.10, 0.88), 0.65, 0.35),
    Page("/careers", 2.0, (0.01, 0.05, 0.94), 0.80, 0.15, 1.5),
    Page("/blog/free-job-sheet-template", 11.0, (0.02, 0.12, 0.86), 0.95, 0.35, 5.0),
    Page("/blog/route-planning-basics", 4.5, _BLOG, 0.75, 0.55, 4.0),
    Page("/blog/field-service-kpis", 3.5, _BLOG, 0.80, 0.65, 4.0),
    Page("/blog/no-show-appointments", 2.5, _BLOG, 0.70, 0.60, 4.0),
    Page("/blog/winter-boiler-season", 2.0, _BLOG, 0.70, 0.50, 4.0),
    Page("/blog/hiring-your-first-dispatcher", 1.8, _BLOG, 0.75, 0.70, 4.0),
    Page("/blog/from-paper-to-app", 1.6, (0.09, 0.34, 0.57), 0.95, 0.95, 4.0),
    Page("/blog/van-stock-count", 1.2, _BLOG, 0.65, 0.50, 4.0),
    Page(TINY_PAGE, 0.0, (0.60, 0.30, 0.10), 1.0, 1.0, 0.0),
)
PAGE_BY_PATH = {page.path: page for page in PAGES}

CHANNELS: tuple[Channel, ...] = (
    Channel("widget", 0.575, (1.0, 1.0, 1.0)),
    Channel("whatsapp", 0.140, (1.35, 1.0, 0.85), 1.15, 1.20, site=0.75, gives_phone=True),
    Channel("messenger", 0.085, (0.75, 0.85, 1.15), 0.85, 0.75, site=0.45, campaigns=0.5),
    Channel("instagram", 0.065, (0.50, 0.65, 1.35), 0.75, 0.50, site=0.30, campaigns=0.55),
    Channel("telegram", 0.050, (0.85, 1.15, 1.0), 0.90, 0.85, site=0.55, campaigns=0.1),
    Channel("api", 0.055, (1.50, 1.20, 0.55), 1.20, 1.25, site=0.85, campaigns=0.25),
    Channel("email", 0.030, (1.15, 1.15, 0.85), 1.25, 1.05, site=0.20, campaigns=0.35),
)
CHANNEL_BY_KEY = {channel.key: channel for channel in CHANNELS}

SILENT_CHANNELS: tuple[Channel, ...] = (
    Channel("phone", 0.50, (0.35, 0.45, 0.20), win=1.65),
    Channel("email", 0.25, (0.20, 0.45, 0.35), win=1.05),
    Channel("api", 0.15, (0.20, 0.50, 0.30), win=1.15),
    Channel("import", 0.10, (0.05, 0.25, 0.70), win=0.45),
)
"""Where leads without a conversation come from; here `intents` are the shares themselves, known to nobody but us."""

_SEARCH = "https://www.google.com/"
_META = "https://l.facebook.com/"

CAMPAIGNS: tuple[Campaign, ...] = (
    Campaign("google", "cpc", "brand-search", 2.2, ("widget", "whatsapp"), ("/", "/pricing", "/demo"),
             (1.3, 1.1, 0.8), 1.10, 1.20, _SEARCH, ("tallyhand", "tallyhand pricing", "tallyhand app")),
    Campaign("google", "cpc", "job-scheduling-uk", 3.0, ("widget",), ("/product/scheduling", "/pricing", "/"),
             (1.1, 1.1, 0.9), 1.0, 1.0, _SEARCH,
             ("job scheduling software", "plumber scheduling app", "dispatch software")),
    Campaign("google", "cpc", "switch-from-spreadsheets", 1.0, ("widget",), ("/compare/spreadsheets", "/pricing"),
             (1.2, 1.2, 0.7), 1.10, 1.30, _SEARCH, ("job planner excel", "engineer schedule spreadsheet")),
    Campaign("meta", "paid_social", "free-template", 6.5, ("widget", "messenger", "instagram"),
             ("/blog/free-job-sheet-template", "/blog/from-paper-to-app"), (0.35, 0.55, 1.3), 0.85, 0.45, _META,
             contents=("video-van", "carousel-a", "carousel-b")),
    Campaign("meta", "paid_social", "retarget-demo", 1.2, ("widget", "messenger", "instagram"), ("/demo", "/pricing"),
             (1.3, 1.1, 0.8), 1.10, 1.15, _META, contents=("quote-brightpipe", "calendar")),
    Campaign("meta", "click_to_chat", "whatsapp-owners", 1.6, ("whatsapp",), ("/", "/product/mobile-app"),
             (1.1, 1.0, 0.9), 1.05, 1.10, None, contents=("owner-40s", "owner-es")),
    Campaign("linkedin", "paid_social", "operations-leads", 0.9, ("widget",),
             ("/case-studies/nordlift-elevators", "/case-studies/brightpipe-plumbing", "/product/reporting"),
             (1.2, 1.3, 0.7), 1.0, 1.40, "https://www.linkedin.com/", contents=("case-nordlift", "roi")),
    Campaign("newsletter", "email", "monthly-roundup", 1.4, ("widget", "email", "api"),
             ("/blog/field-service-kpis", "/blog/route-planning-basics", "/pricing"), (0.9, 1.2, 1.0), 1.0, 1.10),
    Campaign("xero", "partner", "app-marketplace", 0.9, ("widget", "api"), ("/integrations/xero", "/pricing"),
             (1.2, 1.3, 0.6), 1.15, 1.35, "https://apps.xero.com/"),
    Campaign("community", "social", "telegram-trades", 0.5, ("telegram",), ("/", "/product/mobile-app"),
             (0.9, 1.1, 1.0), 1.0, 0.9, None),
)  # fmt: skip

ORGANIC_REFERRERS: tuple[tuple[str | None, float], ...] = (
    (None, 0.40), (_SEARCH, 0.36), ("https://www.bing.com/", 0.06), ("https://duckduckgo.com/", 0.04),
    ("https://www.linkedin.com/", 0.04), ("https://trade-forum.example/threads/best-job-app", 0.05),
    ("https://softwarereviews.example/field-service", 0.05),
)  # fmt: skip

PLACES: tuple[Place, ...] = (
    Place("GB", 40, "en", (
        ("England", "London", "Europe/London"), ("England", "Manchester", "Europe/London"),
        ("England", "Leeds", "Europe/London"), ("England", "Bristol", "Europe/London"),
        ("Scotland", "Glasgow", "Europe/London"), ("Wales", "Cardiff", "Europe/London"),
        ("Northern Ireland", "Belfast", "Europe/London"))),
    Place("US", 18, "en", (
        ("New York", "New York", "America/New_York"), ("Illinois", "Chicago", "America/Chicago"),
        ("Texas", "Austin", "America/Chicago"), ("Colorado", "Denver", "America/Denver"),
        ("Washington", "Seattle", "America/Los_Angeles"))),
    Place("IE", 6, "en", (("Leinster", "Dublin", "Europe/Dublin"), ("Munster", "Cork", "Europe/Dublin"))),
    Place("AU", 4, "en", (
        ("New South Wales", "Sydney", "Australia/Sydney"), ("Victoria", "Melbourne", "Australia/Melbourne"))),
    Place("CA", 4, "en", (("Ontario", "Toronto", "America/Toronto"), ("Alberta", "Calgary", "America/Edmonton"))),
    Place("NL", 3, "en", (("Zuid-Holland", "Rotterdam", "Europe/Amsterdam"),)),
    Place("DE", 7, "de", (
        ("Berlin", "Berlin", "Europe/Berlin"), ("Bayern", "München", "Europe/Berlin"),
        ("Hamburg", "Hamburg", "Europe/Berlin"), ("Nordrhein-Westfalen", "Köln", "Europe/Berlin"))),
    Place("FR", 6, "fr", (
        ("Île-de-France", "Paris", "Europe/Paris"), ("Auvergne-Rhône-Alpes", "Lyon", "Europe/Paris"),
        ("Occitanie", "Toulouse", "Europe/Paris"))),
    Place("ES", 5, "es", (
        ("Madrid", "Madrid", "Europe/Madrid"), ("Cataluña", "Barcelona", "Europe/Madrid"),
        ("Andalucía", "Málaga", "Europe/Madrid"))),
    Place("MX", 2, "es", (("Ciudad de México", "Ciudad de México", "America/Mexico_City"),)),
    Place("BR", 3, "pt", (
        ("São Paulo", "São Paulo", "America/Sao_Paulo"), ("Minas Gerais", "Belo Horizonte", "America/Sao_Paulo"))),
    Place("PT", 2, "pt", (("Lisboa", "Lisboa", "Europe/Lisbon"), ("Porto", "Porto", "Europe/Lisbon"))),
)  # fmt: skip

CHAT_ABROAD = {"whatsapp": 2.2, "telegram": 1.8, "instagram": 1.4}
"""How much likelier a visitor from a country of another language is on these channels."""

OWN_LANGUAGE = 0.62
"""Share of visitors from a country of another language who write in it; the others write English."""

WEEKDAYS = (1.15, 1.20, 1.16, 1.10, 0.95, 0.45, 0.40)
"""Monday to Sunday."""
WORKDAY_HOURS = (4, 3, 2, 2, 3, 8, 20, 42, 72, 95, 100, 92, 70, 82, 94, 90, 78, 56, 40, 38, 42, 36, 22, 10)
WEEKEND_HOURS = (8, 5, 4, 3, 3, 5, 10, 20, 40, 62, 78, 80, 70, 66, 66, 64, 62, 62, 66, 74, 80, 66, 38, 16)
"""Traffic by local hour, 0 to 23, relative."""
MONTHLY_GROWTH = 1.03
MONTHS = 24
WEAK_MONTH = 8
"""The month that began this many months before today: the search campaigns stood still."""
WEAK_FACTOR = 0.58
