"""Every chart there is. A chart is one file and one line here."""

from __future__ import annotations

from leadlight.charts.contract import Chart
from leadlight.charts.lead_funnel import LEAD_FUNNEL
from leadlight.charts.leads_by_day import LEADS_BY_DAY
from leadlight.charts.temperature_mix import TEMPERATURE_MIX
from leadlight.charts.top_values import TOP_CHANNELS, TOP_SOURCE_PAGES

CHARTS: tuple[Chart, ...] = (LEADS_BY_DAY, LEAD_FUNNEL, TOP_CHANNELS, TOP_SOURCE_PAGES, TEMPERATURE_MIX)
BY_KEY: dict[str, Chart] = {chart.key: chart for chart in CHARTS}
