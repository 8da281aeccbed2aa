"""Evaluation: right figures on hand-made rows, and floors on the labelled sample."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leadlight.errors import InputError
from leadlight.scoring import evaluate

SAMPLE = Path(__file__).parents[3] / "shared/samples/labelled_conversations/conversations.jsonl"


def row(text: str, temperature: str, wants_contact: bool = False, **fields: str) -> dict[str, Any]:
    return {
        "id": text,
        "messages": [{"role": "user", "text": text}],
        "truth": {"temperature": temperature, "wants_contact": wants_contact, "fields": fields},
    }


def test_all_right_is_one() -> None:
    report = evaluate([row("I want to buy it", "hot"), row("hi", "cold")])
    assert (report["n"], report["macro_f1"], report["misses"]) == (2, 1.0, [])


def test_a_wrong_temperature_is_counted_and_listed() -> None:
    report = evaluate([row("hi", "hot"), row("hello", "cold")])
    assert report["confusion"]["hot"] == {"hot": 0, "warm": 0, "cold": 1}
    assert report["per_class"]["cold"] == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3), "support": 1}
    assert report["macro_f1"] == pytest.approx(1 / 3)
    assert report["misses"] == [{"id": "hi", "what": "temperature", "expected": "hot", "got": "cold", "ledger": []}]


def test_a_wrong_field_costs_precision_and_recall() -> None:
    report = evaluate(
        [row("ann@x.example", "cold", email="ann@x.example"), row("bob@x.example", "cold", email="eve@x.example")]
    )
    assert report["fields"]["email"] == {"precision": 0.5, "recall": 0.5}


def test_an_empty_denominator_is_blank() -> None:
    report = evaluate([row("hi", "cold")])
    assert report["fields"]["phone"] == {"precision": None, "recall": None}
    assert report["per_class"]["hot"]["f1"] is None


def test_a_phone_is_compared_by_its_digits() -> None:
    report = evaluate([row("+34 612 345 678", "cold", phone="+34612345678")])
    assert report["fields"]["phone"] == {"precision": 1.0, "recall": 1.0}


def test_no_rows_give_blank_figures() -> None:
    assert evaluate([])["macro_f1"] is None


@pytest.mark.parametrize(
    "broken", [{}, {"truth": {}}, {"messages": [], "truth": {"temperature": "tepid", "fields": {}}}]
)
def test_an_unlabelled_row_is_refused_by_number(broken: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="row 2"):
        evaluate([row("hi", "cold"), broken])


def test_the_labelled_sample_keeps_its_floors() -> None:
    if not SAMPLE.exists():
        pytest.skip("the labelled conversations are not beside this checkout")
    report = evaluate(json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines())
    assert report["n"] == 42
    assert report["macro_f1"] >= 0.9
    assert report["fields"]["email"]["precision"] == report["fields"]["phone"]["precision"] == 1.0
    assert report["wants_contact"]["recall"] >= 0.9
    json.dumps(report)
