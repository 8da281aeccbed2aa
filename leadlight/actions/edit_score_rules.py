"""Say what signals are worth to a bot, and from which score on its leads are warm and hot."""

from __future__ import annotations

from collections.abc import Mapping

from leadlight.domain.bot import Bot
from leadlight.domain.scope import CONFIGURE
from leadlight.domain.temperature import Thresholds
from leadlight.errors import RefusedError
from leadlight.record import bots
from leadlight.record.unit_of_work import UnitOfWork
from leadlight.scoring.signals import LABELS, POINTS

MOST = 100
"""Points of one signal, for or against."""


def edit_score_rules(
    work: UnitOfWork, bot_id: int, version: int, points: Mapping[str, int], thresholds: Thresholds
) -> Bot:
    """Put these points (by kind; kinds left out are worth what they are anyway) and thresholds in place of the bot's.

    New conversations are scored by them at once, older ones when `score` runs next; thresholds hold at once.
    Raises RefusedError for what is not right, ConflictError where someone changed the bot meanwhile.
    """
    work.scope.require(CONFIGURE)
    work.hold_list()
    before, own = bots.get_bot(work.connection, work.scope, bot_id), own_points(points)
    check_thresholds(thresholds)
    changed = _changes(before, dict(own), thresholds)
    if changed:
        values = {"points": dict(own), "hot_from": thresholds.hot, "warm_from": thresholds.warm}
        bots.update_bot(work.connection, bot_id, version, **values)
        work.note("edited", "bot", bot_id, bot_id=bot_id, changed=changed)
        work.touch("bot", bot_id)
    return bots.get_bot(work.connection, work.scope, bot_id)


def own_points(points: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The points that differ from what the kinds are worth. Raises RefusedError for an unknown kind or amount."""
    for kind, worth in points.items():
        if kind not in POINTS:
            raise RefusedError(f"there is no signal {kind!r}", "points")
        if not -MOST <= worth <= MOST:
            raise RefusedError(f"{LABELS[kind]}: points lie between -{MOST} and {MOST}", "points")
    return tuple(sorted((kind, worth) for kind, worth in points.items() if worth != POINTS[kind]))


def check_thresholds(thresholds: Thresholds) -> None:
    """Raise RefusedError unless warm begins above 0, hot above warm, and both within 100."""
    if not 0 < thresholds.warm < thresholds.hot <= MOST:
        raise RefusedError("warm begins above 0, hot above warm, and neither above 100", "thresholds")


def _changes(before: Bot, own: Mapping[str, int], thresholds: Thresholds) -> dict[str, tuple[str, str]]:
    """What the activity trail is told, by field: (before, after)."""
    then = dict(before.points)
    pairs = {
        "hot_from": (before.thresholds.hot, thresholds.hot),
        "warm_from": (before.thresholds.warm, thresholds.warm),
    }
    for kind in sorted(then.keys() | own.keys()):
        pairs[f"points.{kind}"] = (then.get(kind, POINTS[kind]), own.get(kind, POINTS[kind]))
    return {field: (str(old), str(new)) for field, (old, new) in pairs.items() if old != new}
