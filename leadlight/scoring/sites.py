"""The visitor's website as they write it: with its own words, beside their e-mail of the same domain, or when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadlight.scoring.addresses import spans
from leadlight.scoring.phrases import fold
from leadlight.scoring.trades import LEGAL

_SITE = re.compile(
    r"(?<![\w@.+/-])(?:https?://)?(?:www\.)?[a-z0-9](?:[a-z0-9-]{0,62}\.){1,3}[a-z]{2,12}(?:/[\w./%~-]{0,80}[\w/])?(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:website|web ?site|site|web|url|homepage|webseite|internetseite|pagina|domain|dominio|sitio|sito"
    r"|link to your)\b"
)
_OWN = re.compile(
    r"\b(?:(?:our|my|the|we're at|we are at|we run|nuestr[oa]|mi|notre|mon|nostr[oa]|il mio|noss[oa]|meu|minha"
    r"|unser\w*|meine?)"
    r"(?: \w+){0,2} (?:site|website|web|page|shop|store|homepage|webseite|seite|pagina|tienda|boutique|sito|loja"
    r"|negozio|url)"
    r"|(?:web|website|sito(?: web)?|site|webseite|url|homepage) ?[:=]|(?:we are|we're|somos|siamo|nous sommes"
    r"|wir sind)"
    r"|(?:the )?(?:current|present) (?:one|site) is|ours is|la nuestra es|la actual es|la nostra e"
    r"|la notre (?:c'est|est)"
    r"|l'actuel (?:c'est|est)|unsere ist|a nossa e|aktuell(?:e seite)?(?: ist)? ?:?"
    r"|(?:rebuild|redo|refresh|rehacer|refaire|rifare|refazer|uberarbeiten)[^.?!\n]{0,20})[^.?!\n]{0,25}$"
)
_OTHERS = re.compile(
    r"\b(?:on|saw|seen|found|from|like|competitor\w*|their|your|euer|ihre|votre|vuestr[oa]|vostr[oa]|ihr|tu|su|sua"
    r"|seu|en|auf|sur|su)\W{1,3}$"
)


def host_of(site: str) -> str:
    """The host of a website as written, without "www."."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", site.casefold()).split("/")[0]


def websites(text: str, asked: str, heard: str, email: str | None, company: str | None) -> Iterator[str]:
    """The visitor's own websites in one message, as written.

    `asked`: the bot's question before it; `heard`: all the bot has said, whose sites are not the visitor's;
    `email`, `company`: the visitor's, which mark a site of the same name as theirs.
    """
    folded = fold(text)
    domain = email.partition("@")[2].casefold() if email else ""
    firm = re.sub(r"[^a-z0-9]", "", fold(re.sub(rf" (?:{LEGAL})$", "", company or "")))
    inside = spans(text)
    for match in _SITE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in inside):
            continue
        host = host_of(match.group())
        before = folded[max(0, match.start() - 60) : match.start()]
        if "." not in host or host in heard.casefold():
            continue
        label = re.sub(r"[^a-z0-9]", "", host.rpartition(".")[0])
        own = (domain and host == domain) or (firm and label in (firm, firm.removeprefix("the"))) or _OWN.search(before)
        if own or (ASKED.search(asked) and not _OTHERS.search(before)):
            yield match.group()
