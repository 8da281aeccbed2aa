"""Rather by phone: a wish to be reached, in six languages; nothing that speaks against the visitor."""

from __future__ import annotations

import pytest

from leadlight.domain.temperature import clamp
from leadlight.scoring import score
from tests.scoring.conversations import said, talk

CALLED = [
    "call me instead", "no, call me instead", "I'd prefer a call", "I'd rather be called", "phone me instead please",
    "llámame mejor", "mejor por teléfono", "prefiero que me llamen", "no, llámenme mejor",
    "me ligue em vez disso", "prefiro por telefone", "prefiro que me liguem",
    "rappelez-moi plutôt", "plutôt par téléphone", "je préfère qu’on m’appelle",
    "rufen Sie mich lieber an", "lieber telefonisch", "lieber per Telefon",
    "chiamatemi piuttosto", "meglio per telefono", "preferisco essere chiamato",
]  # fmt: skip


@pytest.mark.parametrize("text", CALLED)
def test_who_would_rather_be_called_asks_to_be_contacted_and_loses_nothing(text: str) -> None:
    assert [(each.kind, each.points) for each in score(said(text))] == [("contact_requested", 5)]


@pytest.mark.parametrize("text", ["I'd rather not get a call", "don't call me", "no call please", "lieber kein Anruf"])
def test_who_wants_no_call_asks_for_none(text: str) -> None:
    assert "contact_requested" not in {each.kind for each in score(said(text))}


@pytest.mark.parametrize(
    "turns",
    [
        ("v: Hola, quiero una demo",),
        ("v: I want a demo", "b: Gladly. Which e-mail may we write to?", "v: call me instead"),
        ("v: Ich möchte eine Demo buchen", "b: An welche E-Mail-Adresse?", "v: lieber telefonisch"),
    ],
)
def test_a_request_stands_while_the_talk_has_only_begun(turns: tuple[str, ...]) -> None:
    assert clamp(each.points for each in score(talk(*turns))) >= 60


def test_a_request_that_was_withdrawn_does_not_stand_however_short_the_talk() -> None:
    assert (
        clamp(each.points for each in score(talk("v: I want a demo", "b: When?", "v: forget it, not interested"))) < 60
    )
