"""The signals as rows of data: what each kind is called, is worth, and how often it counts. The words are in words/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One kind of signal.

    `points` are added (or taken) each time, at most `most` times a conversation.
    `yields`: a later decisive signal makes this one void ("just looking … actually, book me in").
    `decisive`: the visitor asks to buy, to see it or to come.
    """

    kind: str
    label: str
    points: int
    most: int = 1
    decisive: bool = False
    yields: bool = False


@dataclass(frozen=True, slots=True)
class PairRule:
    """A signal that two others make together; its quote is the second one's."""

    kind: str
    label: str
    points: int
    either: tuple[str, ...]
    with_: str


# One decisive signal makes a lead hot (60); warm needs several reasons (30); one negative outweighs those.
RULES: tuple[SignalRule, ...] = (
    SignalRule("buying_intent", "Wants to buy", 60, decisive=True),
    SignalRule("demo_requested", "Asks for a demo", 60, decisive=True),
    SignalRule("booking_requested", "Wants to book or meet", 60, decisive=True),
    SignalRule("price_asked", "Asks the price", 15),
    SignalRule("budget_stated", "States a budget", 15),
    SignalRule("deadline_stated", "States when", 10),
    SignalRule("comparison", "Compares with others", 15, most=2),
    SignalRule("evaluating", "Weighs the decision", 15),
    SignalRule("integration_question", "Asks how it fits in", 10, most=2),
    SignalRule("product_question", "Asks in depth", 10, most=4),
    SignalRule("contact_requested", "Asks to be contacted", 5),
    SignalRule("contact_given", "Leaves contact data", 5),
    SignalRule("not_buying", "Says they are not buying", -50, yields=True),
    SignalRule("support", "Needs support", -75),
    SignalRule("job_seeker", "Looks for work", -100),
    SignalRule("study", "Studies the subject", -80),
    SignalRule("press", "Writes for the press", -80),
    SignalRule("spam", "Sells something", -100),
    SignalRule("cancellation", "Cancels", -100),
)
PAIRS: tuple[PairRule, ...] = (
    PairRule("price_with_timeline", "Price with a timeline", 40, ("price_asked", "budget_stated"), "deadline_stated"),
)
EVALUATION_AT_MOST = 55
"""Warm reasons together never make a lead hot: what takes their sum past this is left out of the ledger."""
BY_KIND: dict[str, SignalRule] = {rule.kind: rule for rule in RULES}
LABELS: dict[str, str] = {rule.kind: rule.label for rule in RULES} | {rule.kind: rule.label for rule in PAIRS}
