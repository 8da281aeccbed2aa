"""The extraction meets its figures on our own talks: a change of a rule that costs one of them shows here."""

from __future__ import annotations

import pytest

from benchmarks.contacts.talks import rows
from leadlight.scoring import evaluate

LEAST = {"email": (0.97, 0.90), "phone": (0.97, 0.90), "name": (0.90, 0.80), "company": (0.90, 0.80)}
"""Precision and recall that the product promises."""


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    """Precision and recall by field."""
    return evaluate(rows())["fields"]


@pytest.mark.parametrize("field", LEAST)
def test_our_talks_are_read_as_a_person_reads_them(field: str, figures: dict[str, dict[str, float]]) -> None:
    precision, recall = LEAST[field]
    assert figures[field]["precision"] >= precision
    assert figures[field]["recall"] >= recall


def test_our_talks_are_many_in_six_languages_and_all_labelled() -> None:
    talks = list(rows())
    assert len(talks) > 300
    assert {talk["id"][:2] for talk in talks} == {"de", "en", "es", "fr", "it", "pt"}
    for talk in talks:
        said = "\n".join(each["text"] for each in talk["messages"] if each["role"] == "visitor")
        fields = talk["truth"]["fields"]
        assert set(fields) <= {"name", "email", "phone", "company", "website", "budget", "timeline"}, talk["id"]
        assert all(fields.get(name, "") in said for name in ("phone", "company", "website")), talk["id"]
