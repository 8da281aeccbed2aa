"""Settings: each is read by config.py, listed in .env.example and explained in docs; the server's own are safe."""

from __future__ import annotations

import re
import tomllib

import pytest

from leadlight.config import Settings
from tests.house.tree import read

NAMES = {str(field.alias) for field in Settings.model_fields.values()}
WRITTEN = re.compile(r"\b(?:LEADLIGHT|OPENAI)_[A-Z_]+\b")
SERVED = tomllib.loads(read(".streamlit/config.toml"))


def test_env_example_lists_exactly_the_settings_read() -> None:
    listed = re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert sorted(listed) == sorted(NAMES)


def test_env_example_shows_the_true_defaults() -> None:
    shown = dict(re.findall(r"^([A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))
    assert shown == {str(field.alias): str(field.default) for field in Settings.model_fields.values()}


@pytest.mark.parametrize("page", ["docs/contracts.md"])
def test_docs_explain_exactly_the_settings_read(page: str) -> None:
    assert set(WRITTEN.findall(read(page))) == NAMES


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),  # local until the first user
        ("server", "fileWatcherType", "none"),  # a watched module is imported twice: two houses in one process
        ("server", "showEmailPrompt", False),  # the first start must not wait for an answer
        ("browser", "gatherUsageStats", False),  # no call home
        ("client", "showErrorDetails", "none"),  # a trace may hold a visitor's words
        ("client", "toolbarMode", "minimal"),
    ],
)
def test_the_server_is_set_safely(section: str, name: str, value: object) -> None:
    assert SERVED[section][name] == value


def test_the_agent_interface_is_never_enabled() -> None:
    assert "enableAgentApi" not in read(".streamlit/config.toml")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_have_ten_colours_or_more(theme: str) -> None:
    palette = SERVED["theme"][theme]["chartCategoricalColors"]
    assert len(set(palette)) == len(palette) >= 10  # with fewer, Plotly falls back to its own colours
