"""What happened with one lead: the transcript with the words that decided, and the stages it went through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from leadlight.charts.look import STATUS
from leadlight.domain.conversation import Message
from leadlight.domain.lead import LedgerEntry, Move
from leadlight.domain.status import BY_KEY as STATUSES
from leadlight.ui import markup
from leadlight.ui.format import instant
from leadlight.ui.markup import safe

WHO = {"visitor": "Visitor", "bot": "Bot", "agent": "Agent", "system": ""}


def transcript(messages: Sequence[Message], ledger: Iterable[LedgerEntry], zone: str) -> None:
    """The conversation in bubbles; words that gave or took points are marked, with the points."""
    markup.draw(transcript_html(messages, ledger, zone))


def transcript_html(messages: Sequence[Message], ledger: Iterable[LedgerEntry], zone: str) -> str:
    """An ordered list, so that a screen reader tells how many messages there are."""
    quotes: dict[int, list[LedgerEntry]] = {}
    for entry in ledger:
        if entry.quote and entry.position is not None:
            quotes.setdefault(entry.position, []).append(entry)
    items = "".join(_bubble(message, quotes.get(message.position, []), zone) for message in messages)
    return f'<ol class="ll-talk">{items}</ol>'


def _bubble(message: Message, quotes: Sequence[LedgerEntry], zone: str) -> str:
    when = instant(message.sent_at, zone) if message.sent_at else ""
    who = " · ".join(filter(None, (WHO[message.role], when)))
    said = marked(message.text, quotes)
    return f'<li class="{message.role}"><div class="who">{escape(who)}</div><div class="said">{said}</div></li>'


def marked(text: str, quotes: Sequence[LedgerEntry]) -> str:
    """The text escaped, each quote marked where it first stands; of overlapping quotes the earlier, longer one."""
    found = [(at, at + len(entry.quote), entry) for entry in quotes if (at := _find(text, entry.quote)) >= 0]
    pieces, upto = [], 0
    for start, end, entry in sorted(found, key=lambda each: (each[0], -each[1])):
        if start < upto:
            continue
        name = escape(entry.kind.replace("_", " "))
        pieces += [escape(text[upto:start]), f'<mark title="{name}">{escape(text[start:end])}']
        pieces.append(f"<sup>{entry.points:+d}</sup></mark>")
        upto = end
    return "".join([*pieces, escape(text[upto:])])


def _find(text: str, quote: str) -> int:
    at = text.find(quote)
    return at if at >= 0 or len(text.lower()) != len(text) else text.lower().find(quote.lower())


def timeline(moves: Sequence[Move], zone: str) -> None:
    """The stage moves, oldest first; void ones are struck out, never left out."""
    markup.draw(timeline_html(moves, zone))


def timeline_html(moves: Sequence[Move], zone: str) -> str:
    """One step a move: the stage, when it took effect in the zone, who moved it, why."""
    void = {move.voids_id for move in moves}
    return f'<ol class="ll-steps">{"".join(_step(move, move.id in void, zone) for move in moves)}</ol>'


def _step(move: Move, is_void: bool, zone: str) -> str:
    status = STATUSES.get(move.to_status)
    label = status.label if status else move.to_status
    words = f"Undone, back to {label}" if move.voids_id is not None else label
    reason = f" · {safe(move.reason)}" if move.reason else ""
    kind = ' class="void"' if is_void else ""
    when = instant(move.at, zone, move.at_precision)
    return (
        f'<li style="--ll:{STATUS.get(move.to_status, "#838E91")}"><span{kind}>{escape(words)}{reason}</span>'
        f'<div class="ll-small ll-muted">{escape(when)} · {safe(move.actor)}</div></li>'
    )
