"""The signals as rows of data: what each kind is called, is worth, and how often it counts. The words are in words/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["decisive", "evaluation", "contact", "against", "reading"]


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One kind of signal.

    `points` are added (or taken) each time, at most `most` times a conversation.
    `group`: decisive (asks to buy, to see it or to come), evaluation (weighs it), contact, against; or reading, whose
    points are the score that the entry brings a conversation to.
    """

    kind: str
    label: str
    points: int
    group: Group
    most: int = 1


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
    SignalRule("buying_intent", "Wants to buy", 60, "decisive"),
    SignalRule("demo_requested", "Asks for a demo", 60, "decisive"),
    SignalRule("booking_requested", "Wants to book or meet", 60, "decisive"),
    SignalRule("accepted", "Takes an offer up", 40, "decisive"),
    SignalRule("price_asked", "Asks the price", 15, "evaluation"),
    SignalRule("budget_stated", "States a budget", 15, "evaluation"),
    SignalRule("deadline_stated", "States when", 10, "evaluation"),
    SignalRule("comparison", "Compares with others", 15, "evaluation", most=2),
    SignalRule("evaluating", "Weighs the decision", 15, "evaluation"),
    SignalRule("deferring", "Wants to think it over", 15, "evaluation"),
    SignalRule("returning_visitor", "Comes back", 10, "evaluation"),
    SignalRule("integration_question", "Asks how it fits in", 10, "evaluation", most=2),
    SignalRule("product_question", "Asks in depth", 10, "evaluation", most=4),
    SignalRule("contact_requested", "Asks to be contacted", 5, "contact"),
    SignalRule("contact_given", "Leaves contact data", 5, "contact"),
    SignalRule("firm_email", "Writes from a firm's address", 5, "contact"),
    SignalRule("not_buying", "Says they are not buying", -50, "against"),
    SignalRule("withdrawn", "Interest withdrawn", -60, "against"),
    SignalRule("support", "Needs support", -75, "against"),
    SignalRule("job_seeker", "Looks for work", -100, "against"),
    SignalRule("study", "Studies the subject", -80, "against"),
    SignalRule("press", "Writes for the press", -80, "against"),
    SignalRule("spam", "Sends advertising", -100, "against"),
    SignalRule("sales_pitch", "Sells to us", -100, "against"),
    SignalRule("competitor", "Works for a competitor", -80, "against"),
    SignalRule("joking", "Is joking", -40, "against"),
    SignalRule("cancellation", "Cancels", -100, "against"),
    SignalRule("reads_hot", "Reads like a buyer", 70, "reading"),
    SignalRule("reads_warm", "Reads like serious interest", 45, "reading"),
    SignalRule("reads_cold", "Reads like no interest", 10, "reading"),
)
PAIRS: tuple[PairRule, ...] = (
    PairRule("price_with_timeline", "Price with a timeline", 40, ("price_asked", "budget_stated"), "deadline_stated"),
)
GROUP_AT_MOST: dict[Group, int] = {"decisive": 60, "evaluation": 45, "contact": 15}
"""What takes a group's sum past this is left out: warm reasons never make a lead hot, one request does."""
BY_KIND: dict[str, SignalRule] = {rule.kind: rule for rule in RULES}
LABELS: dict[str, str] = {rule.kind: rule.label for rule in RULES} | {rule.kind: rule.label for rule in PAIRS}


def name_of(kind: str) -> str:
    """What people call a kind of signal, also one that these rules no longer have."""
    return LABELS.get(kind, kind.replace("_", " ").capitalize())


POINTS: dict[str, int] = {rule.kind: rule.points for rule in RULES} | {rule.kind: rule.points for rule in PAIRS}
READINGS: dict[str, str] = {"hot": "reads_hot", "warm": "reads_warm", "cold": "reads_cold"}
"""Temperature to the kind of the entry that an overall reading makes."""
HARDLY_LIFTED = frozenset({"job_seeker", "study", "press", "spam", "sales_pitch", "cancellation", "competitor"})
"""Reasons against that only a very sure overall reading outweighs."""
