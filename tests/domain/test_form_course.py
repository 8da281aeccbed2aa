"""What became of a form is told from its events by one rule each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leadlight.domain.form_course import course, field_label, mark, needles, parted, written

T = datetime(2026, 3, 1, 9, tzinfo=UTC)


def events(*kinds: str) -> list[tuple[str, str | None, datetime]]:
    """Events a minute apart; "answered email" names a field."""
    split = [each.partition(" ") for each in kinds]
    return [(kind, field or None, T + timedelta(minutes=at)) for at, (kind, _, field) in enumerate(split)]


@pytest.mark.parametrize(
    ("kinds", "form"),
    [
        (["shown"], "shown"),
        (["asked name"], "shown"),
        (["shown", "asked name", "refused name", "abandoned"], "shown"),
        (["shown", "answered name", "abandoned"], "started"),
        (["submitted"], "submitted"),
        (["shown", "submitted", "shown", "abandoned"], "submitted"),
    ],
)
def test_a_form_got_as_far_as_it_ever_got(kinds: list[str], form: str) -> None:
    found = course(events(*kinds))
    assert found is not None
    assert found.form == form


def test_without_events_no_form_was_shown() -> None:
    assert course([]) is None


def test_first_times_are_kept_and_a_submission_starts() -> None:
    found = course(events("shown", "shown", "submitted", "answered name", "submitted"))
    assert found is not None
    assert (found.shown_at, found.started_at, found.submitted_at) == (T, *[T + timedelta(minutes=2)] * 2)


def test_a_field_counts_once_with_the_best_that_became_of_it() -> None:
    asked = ["asked name", "refused name", "asked email", "asked name", "answered name", "asked phone", "refused phone"]
    found = course(events(*asked))
    assert found is not None
    assert found.fields == (("name", "answered"), ("email", "asked"), ("phone", "refused"))


def test_a_form_is_left_at_the_last_field_it_spoke_of_unless_submitted() -> None:
    left = course(events("asked name", "answered name", "asked email", "abandoned"))
    sent = course(events("asked name", "asked email", "submitted"))
    assert left is not None
    assert sent is not None
    assert (left.left_at, sent.left_at) == ("email", None)


@pytest.mark.parametrize(("field", "gave"), [("email", True), ("phone", True), ("name", False)])
def test_contact_is_an_answered_address_or_number(field: str, gave: bool) -> None:
    found = course(events(f"answered {field}"))
    refused = course(events(f"refused {field}"))
    assert found is not None
    assert refused is not None
    assert (found.gave_contact, refused.gave_contact) == (gave, False)


def test_a_mark_is_found_where_it_stands_and_nowhere_else() -> None:
    tricky = [
        ("email", "answered"),
        ('x,"phone', "refused"),
        ("a:b", "asked"),
        ('["phone', "refused"),
        ("é\\", "asked"),
    ]
    text = written(tricky)
    for each in tricky:
        assert parted(mark(*each)) == each
        first, further = needles(mark(*each))
        assert text.startswith(first) or further in text
    first, further = needles("phone:refused")
    assert not text.startswith(first)
    assert further not in text


def test_fields_are_called_as_people_do() -> None:
    assert [field_label(name) for name in ("email", "team_size")] == ["E-mail", "Team size"]
