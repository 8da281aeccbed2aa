"""Every chart there is. A chart is one file and one line here; charts with choices are a family, and one line too."""

from __future__ import annotations

from collections.abc import Mapping

from leadlight.charts.capture_by import CAPTURE_BY
from leadlight.charts.capture_hours import CAPTURE_HOURS
from leadlight.charts.cohort_table import COHORT_TABLE
from leadlight.charts.compare_two import COMPARE
from leadlight.charts.contact_outcomes import CONTACT_OUTCOMES
from leadlight.charts.contract import Chart, Family
from leadlight.charts.conversation_funnel import CONVERSATION_FUNNEL
from leadlight.charts.conversion_curve import CONVERSION_CURVE
from leadlight.charts.field_worth import FIELD_WORTH
from leadlight.charts.first_contact import FIRST_CONTACT
from leadlight.charts.form_fields import FORM_FIELDS
from leadlight.charts.funnel_reconciled import FUNNEL_RECONCILED
from leadlight.charts.funnel_split import FUNNEL_SPLIT
from leadlight.charts.funnel_steps import FUNNEL_STEPS
from leadlight.charts.lead_funnel import LEAD_FUNNEL
from leadlight.charts.leads_by_day import LEADS_BY_DAY
from leadlight.charts.looks import LOOKS
from leadlight.charts.lost_reasons import LOST_REASONS
from leadlight.charts.lost_split import LOST_SPLIT
from leadlight.charts.lost_stages import LOST_STAGES
from leadlight.charts.owners import OWNERS
from leadlight.charts.rate_change import RATE_CHANGE
from leadlight.charts.score_bands import SCORE_BANDS
from leadlight.charts.score_calibration import SCORE_CALIBRATION
from leadlight.charts.score_course import SCORE_COURSE
from leadlight.charts.score_histogram import SCORE_HISTOGRAM
from leadlight.charts.score_roc import SCORE_ROC
from leadlight.charts.signal_lift import SIGNAL_LIFT
from leadlight.charts.source_map import SOURCE_MAP
from leadlight.charts.sources import SOURCES
from leadlight.charts.stalled import STALLED
from leadlight.charts.temperature_by import TEMPERATURE_BY
from leadlight.charts.temperature_course import TEMPERATURE_COURSE
from leadlight.charts.temperature_mix import TEMPERATURE_MIX
from leadlight.charts.time_in_stage import TIME_IN_STAGE
from leadlight.charts.top_values import TOP_CHANNELS, TOP_SOURCE_PAGES
from leadlight.charts.what_if import WHAT_IF
from leadlight.errors import RefusedError

CHARTS: tuple[Chart, ...] = (
    LEADS_BY_DAY,
    LEAD_FUNNEL,
    TOP_CHANNELS,
    TOP_SOURCE_PAGES,
    TEMPERATURE_MIX,
    TIME_IN_STAGE,
    LOST_REASONS,
    LOST_STAGES,
    SCORE_HISTOGRAM,
    TEMPERATURE_COURSE,
    OWNERS,
    CONVERSATION_FUNNEL,
    CAPTURE_HOURS,
    FORM_FIELDS,
    FIELD_WORTH,
    LOOKS,
)
FAMILIES: tuple[Family, ...] = (
    FUNNEL_STEPS,
    FUNNEL_RECONCILED,
    FUNNEL_SPLIT,
    CONVERSION_CURVE,
    COHORT_TABLE,
    STALLED,
    LOST_SPLIT,
    SOURCES,
    SOURCE_MAP,
    COMPARE,
    RATE_CHANGE,
    TEMPERATURE_BY,
    SCORE_BANDS,
    SIGNAL_LIFT,
    SCORE_ROC,
    SCORE_CALIBRATION,
    SCORE_COURSE,
    WHAT_IF,
    FIRST_CONTACT,
    CONTACT_OUTCOMES,
    CAPTURE_BY,
)
BY_KEY: dict[str, Chart] = {chart.key: chart for chart in CHARTS}
FAMILY_BY_KEY: dict[str, Family] = {family.key: family for family in FAMILIES}


def options_of(key: str) -> Mapping[str, tuple[str, ...]]:
    """The choices of a chart and their values; none for a chart that stands alone.

    Raises RefusedError that names the charts there are.
    """
    if key in BY_KEY:
        return {}
    if key not in FAMILY_BY_KEY:
        raise RefusedError(f"there is no chart {key!r}; there are {', '.join((*BY_KEY, *FAMILY_BY_KEY))}", "chart")
    return FAMILY_BY_KEY[key].options


def find(key: str, options: Mapping[str, str] | None = None) -> Chart:
    """The chart of this key with these options, the others at their defaults.

    Raises RefusedError that names what there is, for an unknown chart, option or value.
    """
    known, given = options_of(key), options or {}
    for name, value in given.items():
        if name not in known:
            there_are = f"its options are {', '.join(known)}" if known else "it has none"
            raise RefusedError(f"the chart {key} has no option {name!r}; {there_are}", name)
        if known[name] and value not in known[name]:
            raise RefusedError(f"{name} cannot be {value!r}; it can be {', '.join(known[name])}", name)
    if key in BY_KEY:
        return BY_KEY[key]
    defaults = {name: values[0] for name, values in known.items() if values}
    return FAMILY_BY_KEY[key].make(**(defaults | dict(given)))
