"""A date: as a form sends it, as each language writes it, or said from today ("tomorrow", "next Friday")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from leadlight.domain.fields.contract import Field, Kind, Spoken
from leadlight.domain.folding import folded
from leadlight.domain.quoting import quoted
from leadlight.errors import RefusedError

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MONTHS = (
    "january jan enero ene janeiro janvier janv januar gennaio gen",
    "february feb febrero fevereiro fev fevrier fevr februar febbraio",
    "march mar marzo marco mars marz maerz",
    "april apr abril abr avril avr aprile",
    "may mayo maio mai maggio mag",
    "june jun junio junho juin juni giugno giu",
    "july jul julio julho juillet juil juli luglio lug",
    "august aug agosto ago aout",
    "september sep sept septiembre setembro set septembre settembre",
    "october oct octubre outubro out octobre oktober okt ottobre ott",
    "november nov noviembre novembro novembre",
    "december dec diciembre dic dezembro dez decembre dezember dicembre",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
_WEEKDAYS = (
    "monday lunes segunda lundi montag lunedi", "tuesday martes terca mardi dienstag martedi",
    "wednesday miercoles quarta mercredi mittwoch mercoledi", "thursday jueves quinta jeudi donnerstag giovedi",
    "friday viernes sexta vendredi freitag venerdi", "saturday sabado samedi samstag sabato",
    "sunday domingo dimanche sonntag domenica",
)  # fmt: skip
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_FROM_TODAY = (
    (
        re.compile(r"\b(?:the day after tomorrow|pasado manana|depois de amanha|apres-demain|ubermorgen|dopodomani)\b"),
        2,
    ),
    (re.compile(r"\b(?:tomorrow|manana|amanha|demain|morgen|domani)\b"), 1),
    (re.compile(r"\b(?:today|hoy|hoje|aujourd'hui|heute|oggi)\b"), 0),
)
_ISO = re.compile(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")
_SHORT = re.compile(r"\b(\d\d?)[/.](\d\d?)(?:[/.](\d{4}|\d\d))?(?![\d/])")
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(\d\d?)(?:st|nd|rd|th|er|[ao]|\.)? ?(?:of |de |di )?({_NAMES})\b\.?,?(?: (?:de |del |di )?(\d{{4}})\b)?"
    rf"|\b({_NAMES})\.? (\d\d?)(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}})\b)?"
)


def check(text: str, field: Field, country: str | None) -> str:
    """A date in ISO form: 2027-03-09."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise RefusedError(f"{quoted(text)} is not a date: give one like 2027-03-09", field.key) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise RefusedError(f"{found} is outside the years {FIRST_YEAR}–{LAST_YEAR}", field.key)
    return found.isoformat()


def hear(spoken: Spoken, field: Field) -> str | None:
    """The day that answers; one without a year is the next of that name."""
    if not spoken.is_answer:
        return None
    said = folded(spoken.text)
    found = _written(said, spoken) or _from_today(said, spoken.today)
    return found.isoformat() if found else None


def _written(said: str, spoken: Spoken) -> date | None:
    if found := _ISO.search(said):
        return _day(found[1], int(found[2]), int(found[3]), spoken.today)
    if found := _NAMED.search(said):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _day(year, _MONTH[month], int(day), spoken.today)
    if found := _SHORT.search(said):
        first, second = int(found[1]), int(found[2])
        by_month = spoken.country == "US" and "/" in found[0]
        month, day = (first, second) if (by_month and first <= 12) or second > 12 else (second, first)
        year = f"20{found[3]}" if found[3] and len(found[3]) == 2 else found[3]
        return _day(year, month, day, spoken.today)
    return None


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        found = date(int(year) if year else today.year, month, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:  # the 31st of February
        return None


def _from_today(said: str, today: date) -> date | None:
    for words, days in _FROM_TODAY:
        if words.search(said):
            return today + timedelta(days)
    named = [_WEEKDAY[word] for word in re.findall(r"\w+", said) if word in _WEEKDAY]
    return today + timedelta((named[0] - today.weekday() - 1) % 7 + 1) if len(named) == 1 else None


DATE = Kind("date", "Date", "event", "date", check, hear)
