"""Two sliders to try other thresholds with; what they say stands in the URL and nowhere else."""

from __future__ import annotations

import streamlit as st

from leadlight.charts.what_if import checked
from leadlight.domain.bot import Bot
from leadlight.errors import RefusedError
from leadlight.ui import filters, links, state
from leadlight.ui.choice import BOT
from leadlight.ui.format import literal

HOT, WARM = "hot", "warm"
KEYS = {HOT: "try_hot", WARM: "try_warm"}


def sliders(bot: Bot) -> tuple[str, str]:
    """The sliders; returns the thresholds to try, as text: those of the URL, else the bot's."""
    hot, warm = _asked(bot)
    left, right = st.columns(2)
    with right:
        st.slider("Hot from", 2, 100, key=state.seed(KEYS[HOT], int(hot)), on_change=_slide, args=(HOT, bot))
    with left:
        st.slider("Warm from", 1, 99, key=state.seed(KEYS[WARM], int(warm)), on_change=_slide, args=(WARM, bot))
    ours = (str(bot.thresholds.hot), str(bot.thresholds.warm))
    if (hot, warm) != ours:
        label = f"Back to warm from {ours[1]}, hot from {ours[0]}"
        st.button(label, key="try_back", on_click=_back, icon=":material/undo:", type="tertiary")
    return hot, warm


def foot(bot: Bot) -> None:
    """That nothing is saved, and where the bot's thresholds are set."""
    st.caption("Nothing is saved here: the bot's thresholds, and every lead's temperature, stay as they are.")
    links.page_link("scoring", "Set the bot's thresholds", {BOT: [bot.key]})


def _asked(bot: Bot) -> tuple[str, str]:
    ours = (str(bot.thresholds.hot), str(bot.thresholds.warm))
    hot, warm = filters.param(HOT, ours[0]), filters.param(WARM, ours[1])
    try:
        checked(hot, warm)
    except RefusedError as error:
        st.warning(f"{literal(error)}. Showing the bot's thresholds instead.", icon=":material/help:")
        return ours
    return str(int(hot)), str(int(warm))


def _slide(moved: str, bot: Bot) -> None:
    """The one that was moved stands; the other gives way."""
    hot, warm = int(state.get(KEYS[HOT])), int(state.get(KEYS[WARM]))
    if hot <= warm:
        hot, warm = (hot, hot - 1) if moved == HOT else (warm + 1, warm)
    filters.set_param(HOT, str(hot), str(bot.thresholds.hot))
    filters.set_param(WARM, str(warm), str(bot.thresholds.warm))


def _back() -> None:
    for name in (HOT, WARM):
        filters.set_param(name, "", "")
