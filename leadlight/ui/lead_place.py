"""Where a lead is: the place and the zone as given or told from the phone, the time there, and whether to call now."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from leadlight.domain.bot import Bot
from leadlight.domain.country import country_names
from leadlight.domain.lead import Lead
from leadlight.domain.local_time import call_hour, country_of, country_of_zone, zone_of
from leadlight.ui import markup
from leadlight.ui.markup import pairs, pill, safe

TOLD_FROM = {"given": "", "phone": " · told from the phone number", "country": " · told from the country"}
INFERRED = " · inferred from the time zone"
GOOD, BAD = "#2E9E6B", "#838E91"


def show(lead: Lead, now: datetime, bot: Bot) -> None:
    """Place, local time, and a good or bad hour to call; nothing where nothing tells it."""
    markup.draw(pairs([("Place", place(lead)), ("Local time", local_time(lead, now))]), hour_html(lead, now, bot))


def place(lead: Lead) -> str | None:
    """City, region and country as given; else the country of the time zone or phone, and that it is told from there."""
    guesses = (
        (lead.country, ""),
        (country_of_zone(lead.timezone), INFERRED),
        (country_of(lead.phone), TOLD_FROM["phone"]),
    )
    country, told = next((guess for guess in guesses if guess[0]), (None, ""))
    name = country_names().get(country or "", country)
    where = ", ".join(part for part in (lead.city, lead.region, name) if part)
    return f"{where}{told}" if where else None


def local_time(lead: Lead, now: datetime) -> str | None:
    """ "Mon 09:12 (Europe/Madrid) · told from the phone number"; None where nothing tells the zone."""
    zone = zone_of(lead.timezone, lead.phone, lead.country, now)
    if zone is None:
        return None
    return f"{now.astimezone(ZoneInfo(zone.name)):%a %H:%M} ({zone.name}){TOLD_FROM[zone.told_from]}"


def hour_html(lead: Lead, now: datetime, bot: Bot) -> str:
    """Whether it is a good hour to call, else when the next one begins in the bot's own time."""
    zone = zone_of(lead.timezone, lead.phone, lead.country, now)
    if zone is None or not lead.phone:
        return ""
    hour = call_hour(now, zone.name, bot.office)
    if hour.is_good:
        said, colour, more = "A good hour to call", GOOD, "within your office hours on the clock there"
    else:
        said, colour = "Not a good hour to call", BAD
        here = hour.opens.astimezone(ZoneInfo(bot.zone))
        more = f"better from {hour.opens:%a %H:%M} there" + (f", {here:%a %H:%M} here" if bot.zone != zone.name else "")
    return f'<div class="ll-line">{pill(said, colour)}<span class="ll-small ll-muted">{safe(more)}</span></div>'
