"""The verdict on the score: whether it tells, still tells, and parts hot from warm and warm from cold; in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from leadlight.charts.contract import Frame
from leadlight.charts.score_bands import weighted
from leadlight.charts.settled import VERB
from leadlight.charts.wording import change, changes, count, of, rate
from leadlight.stats.newcombe import difference
from leadlight.stats.separation import Auc, auc

Level = Literal["good", "warning", "unknown"]
LEAST = 10
"""With fewer leads of one outcome or the other nothing is said."""
RECENT_DAYS = 92
"""The last three months of settled leads: whether the score still tells."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level, one sentence that says it, and further ones with the numbers."""

    level: Level
    head: str
    more: tuple[str, ...] = ()


def verdict(answer: Frame, outcome: str) -> Verdict:
    """The verdict from an answer to `Scores(monthly=True)`."""
    area = auc(*weighted(answer, outcome)) if len(answer) else None
    if area is None or min(area.wins, area.losses) < LEAST:
        won, lost = (area.wins, area.losses) if area else _outcomes(answer, outcome)
        had = f"{of(won, 'settled lead')} {outcome}, {count(lost)} did not"
        head = f"Too few outcomes to say whether the score tells: {had}."
        return Verdict("unknown", head, (*_pending(answer), _NEEDED))
    kinds = [_parted(answer, outcome, one, other) for one, other in (("hot", "warm"), ("warm", "cold"))]
    recent = _recent(answer, outcome)
    said = (_area(area, outcome), *(words for words, _ in kinds), *([recent[0]] if recent else []))
    if area.low <= 0.5:
        return Verdict("warning", "The score cannot be told from a coin.", said)
    if recent and not recent[1]:
        return Verdict("warning", "The score used to tell; of late that cannot be told from a coin.", said)
    if not all(parted for _, parted in kinds):
        return Verdict("warning", "The score tells, but not every temperature parts from the next.", said)
    return Verdict("good", "The score tells, and each temperature parts from the next.", said)


_NEEDED = f"At least {LEAST} leads of each outcome are needed: choose a longer range, such as All."


def _pending(answer: Frame) -> tuple[str, ...]:
    out = int(answer["leads"].sum()) - int(answer["settled"].sum()) if len(answer) else 0
    return (f"{of(out, 'lead')} younger than {of(answer['window'][0], 'day')} pending.",) if out else ()


def _outcomes(answer: Frame, outcome: str) -> tuple[int, int]:
    won = int(answer[outcome].sum() or 0) if len(answer) else 0
    return won, int(answer["settled"].sum() or 0) - won if len(answer) else 0


def _area(area: Auc, outcome: str) -> str:
    return (
        f"Of one lead that {outcome} and one that did not, the first has the higher score {area.value * 100:.0f} times "
        f"of 100 (AUC {area.value:.2f}, 95 %: {area.low:.2f}–{area.high:.2f}; {count(area.wins)} did, "
        f"{count(area.losses)} did not)."
    )


def _parted(answer: Frame, outcome: str, one: str, other: str) -> tuple[str, bool]:
    """The difference of two temperatures in words, and whether the first does better beyond chance."""
    (won, n), (others, rest) = (_sums(answer.filter(pl.col("temperature") == kind), outcome) for kind in (one, other))
    gap = difference(won, n, others, rest)
    names = f"{one.capitalize()} against {other}"
    if gap is None:
        return f"{names}: one of them has no settled leads.", False
    told = f"{rate(won / n)} of {count(n)} {VERB[outcome]} against {rate(others / rest)} of {count(rest)}"
    sure = f"{change(gap.value)} ({changes(gap.low, gap.high)})"
    return f"{names}: {told}, {sure}" + ("." if gap.low > 0 else ": they do not part."), gap.low > 0


def _sums(part: Frame, outcome: str) -> tuple[int, int]:
    return int(part[outcome].sum() or 0), int(part["settled"].sum() or 0)


def _recent(answer: Frame, outcome: str) -> tuple[str, bool] | None:
    """What the youngest settled months say; None where they are too few, or all there is."""
    held = answer.filter(pl.col("settled") > 0)
    if held.is_empty():
        return None
    months: list[date] = held["month"].to_list()
    since = max(months) - timedelta(days=RECENT_DAYS - 31)
    part = held.filter(pl.col("month") >= since)
    area = auc(*weighted(part, outcome))
    if len(part) == len(held) or area is None or min(area.wins, area.losses) < LEAST:
        return None
    begun = min(month for month in months if month >= since)
    return f"Since {begun:%b %Y} alone: AUC {area.value:.2f} ({area.low:.2f}–{area.high:.2f}).", area.low > 0.5
