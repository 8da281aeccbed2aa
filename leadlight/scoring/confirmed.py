"""Names and firms that something else confirms: the visitor's e-mail address, or the bot that addresses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leadlight.scoring.addresses import spans
from leadlight.scoring.given import surely_given
from leadlight.scoring.introduced import lower_case_names
from leadlight.scoring.persons import PROPER, STOP, any_case, proper
from leadlight.scoring.phrases import fold
from leadlight.scoring.pieces import chunks
from leadlight.scoring.trades import LEGAL, looks_like_trade

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = r"(?:[dl][ae]s?|del|du|des|do|dos|della?|y|e|et|und|of|the|and)"
_RUN = re.compile(rf"{PROPER}(?:\.? (?:(?:{_SMALL}|[dl]['’]) ?){{0,2}}(?:{PROPER}|{LEGAL}(?!\w)))*")
_THANKS = (
    r"cheers|ta|thx|super|thanks(?: so much| again)?|thank you(?: so much| both)?|hi|hello|dear|welcome|gracias"
    r"|hola|muchas gracias"
    r"|encantad[oa]|merci"
    r"|merci beaucoup|bonjour|danke|vielen dank|hallo|grazie|ciao|buongiorno|obrigad[oa]|ola|prazer|piacere"
    r"|good (?:morning|afternoon|evening)"
)
_TITLE = (
    r"(?:mrs?|ms|miss|dr|herr|frau|monsieur|madame|mme|m|sig|signor[ae]?|sra?|senhora?|senora?|don|dona"
    r"|dott)\.? "
)
_ADDRESSED = re.compile(
    rf"(?:^|[.!?\n] ?|[.!?,] )(?:(?P<thanks>{_THANKS})(?:, | "
    rf"|! (?=[^.!?]{{2,30}},)))?(?P<title>{_TITLE})?(?P<name>[^\W\d_][\w'-]+(?: [\w'-]+)?)(?P<end>(?=[,.!?\n])|$)"
)
_DOTTED = re.compile(r"\.[A-Za-z]$")
_SHORTEST = 3
_COVERED = 0.6
"""Share of the letters of an e-mail's domain that a firm's words must account for."""


_ACKNOWLEDGED = re.compile(
    r"(?:will do|sure|of course|certainly|perfect|great|lovely|done|noted|got it|no problem|congratulations|sorry"
    r"|perfecto|claro|por supuesto|listo|vale|genial|de nada|sin problema|hecho|anotado|parfait|bien sur|tres bien"
    r"|c'est note|entendu|d'accord|super|gern|gerne|alles klar|perfekt|notiert|klar|perfetto|certo|va bene|segnato"
    r"|ottimo|perfeito|combinado|claro|otimo|anotado|feito),? (?P<name>[^\W\d_][\w'-]+)(?=[,.!])"
)


def addressed(said: Sequence[str], answers: Sequence[str]) -> str | None:
    """The visitor's name as they wrote it, if a bot's later answer calls them by it ("Thanks, Priya").

    `said[i]`: a visitor's message; `answers[i]`: what the bot said after it.
    """
    found = None
    for position, answer in enumerate(answers):
        said_so_far = said[: position + 1]
        for match in _ACKNOWLEDGED.finditer(fold(answer)):
            if surely_given(match["name"]) and answer[match.start("name")].isupper():
                found = _as_said(match["name"], said_so_far, sure=True) or found
        for match in _ADDRESSED.finditer(fold(answer)):
            sure = bool(match["thanks"] or match["title"])
            if not (sure or (answer[match.end() : match.end() + 1] == "," and match.start("name") == 0)):
                continue
            written = answer[match.start("name") : match.end("name")]
            token = written.split()[-1 if match["title"] else 0]
            if (
                all(word[:1].isupper() for word in written.split())
                and fold(token) not in STOP
                and len(token) >= _SHORTEST
            ):
                found = _as_said(fold(token), said[: position + 1], sure) or found
    return found


def _as_said(token: str, said: Sequence[str], sure: bool) -> str | None:
    """The name around a word in the latest message that has it; where the bot is not `sure`, one that stands alone."""
    for text in reversed(said):
        for part in chunks(text):
            words = [fold(word) for word in part.split()]
            if token not in words:
                continue
            at = words.index(token)
            written = part.split()
            whole = part.strip()
            name = whole if proper(whole) == whole else proper(" ".join(written[at:]))
            if not sure and not (name == whole and token == words[0]):
                continue
            if name:
                return name
            introduced = (name for name in lower_case_names(text) if token in fold(name).split())
            if name := next(introduced, None):
                return name
            return whole if any_case(whole) == whole else written[at]
    return None


def by_local_part(said: Sequence[str], local: str) -> Iterator[str]:
    """Names in the visitor's messages that their e-mail's part before the @ repeats ("Idris", idris.holm@)."""
    folded = fold(local)
    pieces = set(re.split(r"[._+\d-]+", folded))
    for text in said:
        for part in chunks(text):
            for match in _RUN.finditer(part):
                name = proper(match.group())
                if (
                    name
                    and not looks_like_trade(name)
                    and any(_repeats(word, folded, pieces, name) for word in fold(name).split())
                ):
                    yield name


def _repeats(word: str, local: str, pieces: set[str], name: str) -> bool:
    if word in STOP or len(word) < _SHORTEST:
        return False
    initial = fold(name)[0]
    return word in pieces or (
        len(word) > _SHORTEST
        and (f"{initial}{word}" in pieces or f"{word}{initial}" in pieces or local.startswith(word))
    )


def by_domain(said: Sequence[str], domain: str, name: str | None) -> Iterator[str]:
    """Firms in the visitor's messages whose words make up their e-mail's domain ("Corran Law", corranlaw.example)."""
    label = domain.split(".")[0] if domain.count(".") < 2 else max(domain.split(".")[:-1], key=len)
    letters = re.sub(r"[^a-z0-9]", "", fold(label))
    own = set(fold(name).split()) if name else set()
    for text in said:
        for start, end in sorted(spans(text), reverse=True):
            text = f"{text[:start]}\n{text[end:]}"
        text = re.sub(re.escape(domain), "\n", text, flags=re.IGNORECASE)
        for part in chunks(text):
            if firm := _made_of(part, letters, own):
                yield firm


def _made_of(part: str, letters: str, name: set[str]) -> str | None:
    """The words of a part of a text that make up `letters`, with the capitalised words beside them."""
    tokens = list(_TOKEN.finditer(part))
    inside = [token for token in tokens if len(token.group()) >= 2 and _plain(token.group()) in letters]
    inside = [token for token in inside if fold(token.group()) not in STOP or token.group()[0].isupper()]
    if not inside or {fold(token.group()) for token in inside} <= name and not _trades_beside(part, name):
        return None
    first, last = inside[0], inside[-1]
    covered = {_plain(token.group()) for token in inside}
    if sum(map(len, covered)) < _COVERED * len(letters) or last.end() - first.start() > len(letters) + 12:
        return None
    for run in _RUN.finditer(part):
        if run.start() <= first.start() and last.end() <= run.end():
            text = run.group() + ("." if part[run.end() : run.end() + 1] == "." and _DOTTED.search(run.group()) else "")
            words = _led_by_trade(_without_name(text.split(), name), letters)
            while (
                words
                and fold(words[0]) in STOP
                and _plain(words[0]) not in letters
                and words[0] not in ("The", "La", "Le", "Les", "Los", "El", "Il")
            ):
                words.pop(0)
            return " ".join(words) or None
    whole = "".join(_plain(token.group()) for token in inside) == letters
    return part[first.start() : last.end()] if whole and len(inside) > 1 else None


def _led_by_trade(words: list[str], letters: str) -> list[str]:
    """Without what leads to the firm ("RH de la …"): before "of" only a trade's word belongs to it."""
    first = next((at for at, word in enumerate(words) if len(_plain(word)) > 1 and _plain(word) in letters), 0)
    for at in range(first - 1, -1, -1):
        if re.fullmatch(_SMALL, words[at]) and not (at and looks_like_trade(words[at - 1])):
            return words[at + 1 :]
    return words


def _without_name(words: list[str], name: set[str]) -> list[str]:
    """The words after the visitor's whole name and "of" or "from", if they begin so."""
    own = len([word for word in words[: len(name)] if fold(word) in name])
    if not name or own < len(name):
        return words
    rest = words[own:]
    while rest and re.fullmatch(_SMALL, rest[0]):
        rest.pop(0)
    return rest or words


def _trades_beside(part: str, name: set[str]) -> bool:
    return any(looks_like_trade(word) for word in part.split() if fold(word) not in name)


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(word))
