"""The built-in fields, columns of the lead: name, e-mail, phone, company, website."""

from __future__ import annotations

import re

from leadlight.domain import normalise
from leadlight.domain.fields.contract import Field, Kind, Spoken, within
from leadlight.domain.fields.text import answers
from leadlight.errors import RefusedError

LONGEST = 200
_EMAIL = re.compile(r"[^\s@,;:<>()]+@[^\s@,;:<>()]+\.[^\s@,;:<>()]+")
_PHONE = re.compile(r"(?<![\w@.])\+?\(?\d[\d ()./\-\u00a0]{5,20}\d(?![\w@])")
_SITE = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:/[^\s]*)?(?![@\w])", re.I
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?: [^\W\d_](?:[^\W\d_]|['’.-])*){0,3}\.?\Z")
_LEAD_IN = re.compile(
    r"(?:(?:i|we) (?:work|am|are) (?:at|for|from|with)|i['’]?m (?:at|from|with)|we['’]?re|we are|it['’]?s"
    r"|the company is"
    r"|(?:our|my) company is|trabajo (?:en|para)|somos|es|(?:eu )?trabalho (?:na|no|para a?)|[ée]"
    r"|je travaille (?:chez|pour)"
    r"|nous sommes|c['’]est|ich arbeite (?:bei|für)|wir sind|lavoro (?:per|da|in)|siamo) +",
    re.IGNORECASE,
)


def check_name(text: str, field: Field, country: str | None) -> str:
    """A name of at most 200 characters that is no address and has a letter."""
    kept = within(" ".join(text.split()), LONGEST, field.key)
    if "@" in kept or not any(letter.isalpha() for letter in kept):
        raise RefusedError("a name has letters, and no @", field.key)
    return kept


def check_email(text: str, field: Field, country: str | None) -> str:
    """An e-mail address, by email-validator."""
    return normalise.email(within(text, LONGEST + 100, field.key))


def check_phone(text: str, field: Field, country: str | None) -> str:
    """A phone number as E.164, by phonenumbers; as digits where no country is known."""
    return normalise.phone(within(text, LONGEST, field.key), country)


def check_text(text: str, field: Field, country: str | None) -> str:
    """One line of at most 200 characters."""
    return within(" ".join(text.split()), LONGEST, field.key)


def check_site(text: str, field: Field, country: str | None) -> str:
    """An address of the web, with or without https://."""
    kept = within(text, LONGEST, field.key)
    if not _SITE.fullmatch(kept):
        raise RefusedError("give a web address like example.com", field.key)
    return kept


def hear_name(spoken: Spoken, field: Field) -> str | None:
    """One to four words with capitals that answer; other ways of naming oneself are extraction's to find."""
    text = " ".join(spoken.text.split()).strip(" .,")
    capital = all(word[0].isupper() or len(word) <= 3 for word in text.split()) and text[:1].isupper()
    return text if capital and _NAME.match(text) and answers(spoken) else None


def hear_email(spoken: Spoken, field: Field) -> str | None:
    """The last address written in answer."""
    for found in reversed(_EMAIL.findall(spoken.text) if spoken.is_answer else ()):
        try:
            return normalise.email(found.rstrip(".!?'\""))
        except RefusedError:
            continue
    return None


def hear_phone(spoken: Spoken, field: Field) -> str | None:
    """The number written in answer, where it is one."""
    for found in reversed(_PHONE.findall(spoken.text) if spoken.is_answer else ()):
        try:
            return normalise.phone(found, spoken.country)
        except RefusedError:
            continue
    return None


def hear_company(spoken: Spoken, field: Field) -> str | None:
    """A few words that answer, without "we are" before them."""
    text = _LEAD_IN.sub("", " ".join(spoken.text.split()), count=1).strip(" .,!")
    few = text and len(text.split()) <= 6 and "@" not in text
    return text if few and answers(spoken) else None


def hear_site(spoken: Spoken, field: Field) -> str | None:
    """A web address; one that nobody asked for only with www or https."""
    text = spoken.text if normalise.storable(spoken.text) else ""
    found = [each for each in _SITE.findall(text) if spoken.is_answer or re.match(r"https?:|www\.", each, re.I)]
    return found[-1].rstrip(".,!?") if found else None


NAME = Kind("name", "Name", "person", "text", check_name, hear_name, builtin=True)
EMAIL = Kind("email", "E-mail", "mail", "email", check_email, hear_email, builtin=True)
PHONE = Kind("phone", "Phone", "call", "tel", check_phone, hear_phone, builtin=True)
COMPANY = Kind("company", "Company", "apartment", "text", check_text, hear_company, builtin=True)
WEBSITE = Kind("website", "Website", "language", "url", check_site, hear_site, builtin=True)
