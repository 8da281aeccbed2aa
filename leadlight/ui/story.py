"""What happened with one lead: the transcript with the words that decided, and the stages it went through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from leadlight.charts.look import STATUS
from leadlight.domain.conversation import Message
from leadlight.domain.lead import LedgerEntry, Move, standing
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.ui import markup
from leadlight.ui.format import instant, lasting
from leadlight.ui.markup import safe

WHO = {"visitor": "Visitor", "bot": "Bot", "agent": "Agent", "system": ""}
CAPTURED = "Became a lead here"
NO_WORDS = '<span class="ll-muted">(no words)</span>'


def transcript(
    messages: Sequence[Message], ledger: Iterable[LedgerEntry], zone: str, captured: datetime | None = None
) -> None:
    """The conversation in bubbles; words that gave or took points are marked, and where it became a lead."""
    markup.draw(transcript_html(messages, ledger, zone, captured))


def transcript_html(
    messages: Sequence[Message], ledger: Iterable[LedgerEntry], zone: str, captured: datetime | None = None
) -> str:
    """An ordered list, so that a screen reader tells how many messages there are. Message n has the anchor `mn`."""
    quotes: dict[int, list[LedgerEntry]] = {}
    for entry in ledger:
        if entry.quote and entry.position is not None:
            quotes.setdefault(entry.position, []).append(entry)
    last = capturing(messages, captured)
    items = [_bubble(message, quotes.get(message.position, []), zone) for message in messages]
    if captured is not None and last is not None:
        when = f'<span class="ll-small"> · {escape(instant(captured, zone))}</span>'
        items.insert(last + 1, f'<li class="captured"><span>{CAPTURED}{when}</span></li>')
    return f'<ol class="ll-talk">{"".join(items)}</ol>'


def capturing(messages: Sequence[Message], captured: datetime | None) -> int | None:
    """The index of the last message sent up to the capture; None where times or the capture do not tell."""
    sent = [(at, message.sent_at) for at, message in enumerate(messages) if message.sent_at is not None]
    if captured is None or not sent:
        return None
    return max((at for at, moment in sent if moment <= captured), default=None)


def _bubble(message: Message, quotes: Sequence[LedgerEntry], zone: str) -> str:
    when = instant(message.sent_at, zone) if message.sent_at else ""
    who = " · ".join(filter(None, (WHO[message.role], when)))
    said = marked(message.text, quotes) if message.text.strip() else NO_WORDS
    return (
        f'<li class="{message.role}" id="{anchor(message.position)}"><div class="who">{escape(who)}</div>'
        f'<div class="said" dir="auto">{said}</div></li>'
    )


def anchor(position: int) -> str:
    """What links within the page call a message."""
    return f"m{position}"


def marked(text: str, quotes: Sequence[LedgerEntry]) -> str:
    """The text escaped, each quote marked where it first stands, with its points.

    Of overlapping quotes the earlier, longer one is marked; the points of the others stand there too.
    """
    found = [(at, at + len(entry.quote), entry) for entry in quotes if (at := _find(text, entry.quote)) >= 0]
    spans: list[tuple[int, int, list[LedgerEntry]]] = []
    for start, end, entry in sorted(found, key=lambda each: (each[0], -each[1], -each[2].points)):
        if spans and start < spans[-1][1]:
            spans[-1][2].append(entry)
        else:
            spans.append((start, end, [entry]))
    pieces, upto = [], 0
    for start, end, entries in spans:
        pieces += [escape(text[upto:start]), _mark(text[start:end], entries)]
        upto = end
    return "".join([*pieces, escape(text[upto:])])


def _mark(words: str, entries: Sequence[LedgerEntry]) -> str:
    names = ", ".join(dict.fromkeys(entry.kind.replace("_", " ") for entry in entries))
    points = "".join(f"<sup>{entry.points:+d}</sup>" for entry in entries)
    return f'<mark title="{escape(names)}">{escape(words)}{points}</mark>'


def _find(text: str, quote: str) -> int:
    at = text.find(quote)
    return at if at >= 0 or len(text.lower()) != len(text) else text.lower().find(quote.lower())


def timeline(moves: Sequence[Move], zone: str, now: datetime) -> None:
    """The stage moves, oldest first; void ones are struck out, never left out."""
    markup.draw(timeline_html(moves, zone, now))


def timeline_html(moves: Sequence[Move], zone: str, now: datetime) -> str:
    """One step a move: the stage and the one before it, how long it stayed there, when it took effect, who, why."""
    void = {move.voids_id for move in moves}
    stayed = stays(moves, now)
    told = sorted(moves, key=_time) if _is_joined(moves) else moves
    steps = "".join(_step(move, move.id in void, stayed.get(move.id), zone) for move in told)
    return f'<ol class="ll-steps">{steps}</ol>'


def _is_joined(moves: Sequence[Move]) -> bool:
    """Whether these are the histories of two leads that became one: each begins with a capture."""
    return sum(move.from_status is None for move in moves) > 1


def _time(move: Move) -> tuple[datetime, int]:
    return move.at, move.id


def stays(moves: Sequence[Move], now: datetime) -> dict[int, str]:
    """How long the lead stood in the stage that each standing move brought it to, in words; the last until `now`.

    Where it came back to a stage, the last visit also tells all of them together.
    """
    stand = list(standing(tuple(moves)))
    if _is_joined(moves):
        stand.sort(key=_time)
    found: dict[int, str] = {}
    visits: dict[str, list[tuple[int, timedelta, bool]]] = {}
    for at, move in enumerate(stand):
        then = stand[at + 1] if at + 1 < len(stand) else None
        precise = "day" not in (move.at_precision, then.at_precision if then else "instant")
        spent = (then.at if then else now) - move.at
        found[move.id] = lasting(spent, whole_days=not precise)
        visits.setdefault(move.to_status, []).append((move.id, spent, precise))
    for again in (each for each in visits.values() if len(each) > 1):
        together = sum((spent for _, spent, _ in again), timedelta())
        in_all = lasting(together, whole_days=not all(precise for _, _, precise in again))
        found[again[-1][0]] += f", {in_all} in all"
    return found


def _step(move: Move, is_void: bool, stayed: str | None, zone: str) -> str:
    words = f'<span class="ll-stage">{escape(_label(move.to_status))}</span>'
    if move.voids_id is not None:
        words = f"Undone, back to {words}"
    else:
        before = "captured" if move.from_status is None else f"from {_label(move.from_status)}"
        words += f' <span class="ll-muted">{escape(before)}</span>'
    reason = f'<div class="ll-why">“{safe(move.reason)}”</div>' if move.reason else ""
    kind = ' class="void"' if is_void else ""
    when = instant(move.at, zone, move.at_precision)
    long = f'<span class="ll-stay">{escape(stayed)}</span>' if stayed else ""
    return (
        f'<li style="--ll:{STATUS.get(move.to_status, "#838E91")}">{long}<span{kind}>{words}</span>{reason}'
        f'<div class="ll-small ll-muted">{escape(when)} · {safe(move.actor)}</div></li>'
    )


def _label(status: str) -> str:
    return STATUSES[status].label if status in STATUSES else status
