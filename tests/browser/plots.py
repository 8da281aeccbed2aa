"""Pressing what is drawn: a bar in its middle, a dot where it stands; and reading how many leads a list then holds."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

_PLACE = """(plot, [trace, point]) => {
    const drawn = plot._fullLayout, mark = plot.calcdata[trace][point], box = plot.getBoundingClientRect()
    const bar = plot.data[trace].type === 'bar', across = plot.data[trace].orientation === 'h'
    const [x, y] = !bar ? [mark.x, mark.y] : across ? [mark.b + mark.s / 2, mark.p] : [mark.p, mark.b + mark.s / 2]
    const left = box.left + drawn._size.l, top = box.top + drawn._size.t
    return [left + drawn.xaxis.c2p(x), top + drawn.yaxis.c2p(y)]
}"""


def press(box: Locator, trace: int, point: int) -> None:
    """Press a mark of the picture in `box`, and then the way to the leads behind it."""
    plot = box.locator(".js-plotly-plot")
    plot.scroll_into_view_if_needed()
    box.page.mouse.click(*plot.evaluate(_PLACE, [trace, point]))
    box.get_by_role("link", name="Open the leads behind this mark").click()


def hover_of(box: Locator, trace: int, point: int) -> str:
    """What the mark says when it is pointed at."""
    said = box.locator(".js-plotly-plot").evaluate("(plot, [t, p]) => plot.data[t].hovertext[p]", [trace, point])
    return str(said)


def counted(page: Page) -> int:
    """How many leads the inbox says its list holds."""
    told = page.locator(".st-key-list_count strong")
    expect(told).to_be_visible()
    return int(re.sub(r"\D", "", told.inner_text()))
