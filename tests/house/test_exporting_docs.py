"""What docs/exporting.md says of presets is what they are."""

from __future__ import annotations

import pytest

from leadlight.actions.export_leads import FORMATS
from leadlight.domain.presets import PRESETS, Preset
from tests.house.tree import read

WORDS = read("docs/exporting.md")


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_each_preset_stands_there_with_its_files_and_columns(preset: Preset) -> None:
    forms = ", ".join(f"`.{form}`" for form in preset.forms)
    headers = ", ".join(column.header for column in preset.columns)
    assert f"| `{preset.key}` | {forms} | {headers}" in WORDS


@pytest.mark.parametrize("preset", PRESETS[:2], ids=lambda preset: preset.key)
def test_the_words_for_each_status_stand_there(preset: Preset) -> None:
    for column in preset.columns:
        if column.holds == "status":
            assert all(f"| {ours} |" in WORDS and theirs in WORDS for ours, theirs in column.values.items())


def test_each_kind_of_file_stands_there() -> None:
    assert all(f"| `.{form}` |" in WORDS for form in FORMATS)
