"""How many days after its capture a lead is given to convert: the windows there are to choose from."""

WINDOWS = (7, 14, 30, 60, 90, 120, 180, 365)
"""Whole local days, the shortest first."""
USUAL = 90
"""Where too few have converted yet to tell."""
ENOUGH = 30
"""Conversions from which the bot's own pace can be told."""


def window_for(days: float | None, conversions: int) -> int:
    """The window that a bot's pace asks for: `days` within which nine in ten of its conversions came, rounded up.

    To the next one there is, so that it seldom changes, and because the slow ones of late are yet to come. USUAL with
    fewer than ENOUGH conversions.
    """
    if days is None or conversions < ENOUGH:
        return USUAL
    return next((window for window in WINDOWS if window >= days), WINDOWS[-1])
