"""What the made record is about, as data: bots, channels, pages, campaigns, towns, people."""

from __future__ import annotations

from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words(
    "Anna Ben Chiara David Elif Farid Grace Hannah Ivan Julia Kofi Laura Mateo Nadia Oscar Priya Quentin Rosa Sofía "
    "Tom Uma Viktor Wei Ximena Yusuf Zoë Adrián Beatriz Carlos Dilek Emma Felix Giulia Hugo Ingrid João Karim Lena "
    "Marta Nils Olga Pablo Rania Søren Tariq Ursula Vera William Yara Zahra Amélie Björn Céline Dmitri Eleni Fatima "
    "Gustavo Helena Ismail Jasmin Kenji Lucía Mohammed Nora Omar Petra Rafael Sara Thiago Valentina Walter Yuki"
)
LAST = _words(
    "Adams Bauer Castro Dubois Eriksen Fischer García Haddad Ivanova Jensen Khan Lopez Müller Nguyen Okafor Patel "
    "Quinn Rossi Silva Tanaka Ueda Vargas Weber Xu Yılmaz Zimmer Almeida Bennett Carvalho Demir Evans Fernández "
    "Greco Hughes Ito Johansson Kowalski Laurent Mendes Novak O'Brien Petrov Ramírez Schneider Torres Usman Volkov "
    "Williams Yamada Zhang Ahmed Brown Costa Diaz Edwards Fontaine Gupta Hoffmann Iqbal Jones Klein Larsen Moreau "
    "Nielsen Olsen Park Richter Sato Taylor Vidal Wagner Young Zanetti Abbas Clarke Duarte Esposito Ferrari Hansen"
)
FIRMS = _words(
    "Harbour Oakline Northgate Solaris Bluebell Ironbridge Cedar Palmetto Kestrel Meridian Silverstream Fairview "
    "Granite Juniper Lakeside Maple Orchard Pinnacle Riverside Summit Tidewater Vista Westwood Alder Beacon"
)
TRADES = ("Homes", "Dental", "Logistics", "Studio", "Clinic", "Motors", "Law", "Foods", "Tours", "Energy", "Realty")
FORMS = ("Ltd", "GmbH", "LLC", "S.L.", "& Sons", "Group", "SARL", "Inc")
MAIL_HOSTS = ("example.com", "mail.example", "inbox.example", "post.example.org", "office.example.net")
OWNERS = ("amira", "bruno", "chloe", "daniel", "esra", "frank", "gita", "hannes", "irene", "jamal", "kaja", "luis")
LOST_REASONS = ("no budget", "went elsewhere", "no answer", "wrong fit", "bad timing", "duplicate")
TRIGGERS = ("intent", "messages", "request", "time_on_page", "contact_given")
CAPTURED_BY = "widget"


@dataclass(frozen=True, slots=True)
class BotSpec:
    """A bot and its share of the traffic."""

    key: str
    name: str
    zone: str
    country: str
    share: float


BOTS = (
    BotSpec("estate", "Harbour Estate", "Europe/London", "GB", 0.42),
    BotSpec("clinic", "Clinica Sol", "Europe/Madrid", "ES", 0.24),
    BotSpec("motors", "Kestrel Motors", "America/New_York", "US", 0.16),
    BotSpec("tours", "Palmetto Tours", "Asia/Dubai", "AE", 0.11),
    BotSpec("academy", "Beacon Academy", "Asia/Kolkata", "IN", 0.07),
)


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """A channel: its share of the conversations, of those the share that know their page, and how well it sells."""

    key: str
    share: float
    site: float
    win: float


CHANNELS = (
    ChannelSpec("widget", 0.55, 0.98, 1.0),
    ChannelSpec("whatsapp", 0.19, 0.45, 1.25),
    ChannelSpec("telegram", 0.07, 0.15, 0.8),
    ChannelSpec("messenger", 0.07, 0.20, 0.7),
    ChannelSpec("instagram", 0.06, 0.10, 0.6),
    ChannelSpec("email", 0.04, 0.60, 1.1),
    ChannelSpec("api", 0.02, 0.30, 0.9),
)
SILENT = ("phone", "import", "email")
"""Channels of leads that come without a conversation."""

SECTIONS = ("product", "blog", "guides", "locations", "cases", "help", "offers", "compare")
TOPICS = _words(
    "pricing demo features integrations team about contact careers security onboarding mobile reports calendar "
    "payments reviews rentals sales check-up first-visit insurance financing trade-in test-drive day-trips"
)
PAGES = 200

CAMPAIGNS = tuple(
    (source, medium, name)
    for source, medium, names in (
        ("google", "cpc", ("brand", "spring-sale", "competitors", "generic-city", "remarketing")),
        ("meta", "paid_social", ("lookalike", "video-tour", "carousel", "stories")),
        ("linkedin", "paid_social", ("decision-makers", "webinar")),
        ("newsletter", "email", ("october", "november", "welcome", "win-back", "product-news")),
        ("partner", "referral", ("directory", "reseller-north", "reseller-south")),
        ("bing", "cpc", ("brand", "generic")),
        ("tiktok", "paid_social", ("creator-a", "creator-b", "spark")),
    )
    for name in names
)
TERMS = ("two bedroom flat", "dentist near me", "used estate car", "desert safari", "evening course", "best price")
REFERRERS = ("https://www.google.com/", "https://www.bing.com/", "https://www.facebook.com/", "https://t.co/x1")

TOWNS = (
    ("GB", "England", "London", "Europe/London", "en", "+4477009"),
    ("GB", "Scotland", "Glasgow", "Europe/London", "en", "+4477009"),
    ("US", "New York", "New York", "America/New_York", "en", "+121255"),
    ("US", "California", "San Diego", "America/Los_Angeles", "en", "+161955"),
    ("US", "Texas", "Austin", "America/Chicago", "en", "+151255"),
    ("ES", "Madrid", "Madrid", "Europe/Madrid", "es", "+346000"),
    ("ES", "Andalucía", "Málaga", "Europe/Madrid", "es", "+346000"),
    ("MX", "Jalisco", "Guadalajara", "America/Mexico_City", "es", "+5233312"),
    ("FR", "Île-de-France", "Paris", "Europe/Paris", "fr", "+336391"),
    ("DE", "Bayern", "München", "Europe/Berlin", "de", "+49151123"),
    ("DE", "Berlin", "Berlin", "Europe/Berlin", "de", "+49151123"),
    ("BR", "São Paulo", "São Paulo", "America/Sao_Paulo", "pt", "+55119912"),
    ("PT", "Lisboa", "Lisboa", "Europe/Lisbon", "pt", "+3519123"),
    ("AE", "Dubai", "Dubai", "Asia/Dubai", "en", "+9715012"),
    ("IN", "Karnataka", "Bengaluru", "Asia/Kolkata", "en", "+9198001"),
    ("IN", "Maharashtra", "Mumbai", "Asia/Kolkata", "en", "+9198001"),
    ("AU", "New South Wales", "Sydney", "Australia/Sydney", "en", "+614912"),
    ("IT", "Lazio", "Roma", "Europe/Rome", "en", "+3932012"),
    ("NL", "Noord-Holland", "Amsterdam", "Europe/Amsterdam", "en", "+316123"),
    ("PL", "Mazowieckie", "Warszawa", "Europe/Warsaw", "en", "+485001"),
)
"""Country, region, city, zone, language, and how a phone number begins there."""


def pages(bot: BotSpec) -> tuple[str, ...]:
    """The addresses of a bot's site, the most visited first."""
    host = f"https://www.{bot.key}.example"
    made = [f"{host}/", *(f"{host}/{topic}" for topic in TOPICS)]
    number = 0
    while len(made) < PAGES:
        number += 1
        made.append(f"{host}/{SECTIONS[number % len(SECTIONS)]}/{TOPICS[number % len(TOPICS)]}-{number}")
    return tuple(made[:PAGES])
