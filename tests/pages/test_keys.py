"""The page of API keys: a key is told once, stands in the list by its first letters, and can be ended."""

from __future__ import annotations

from leadlight.actions.make_key import list_keys
from leadlight.domain.api_key import ApiKey, hashed
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.record import api_keys
from leadlight.record.engine import reading
from leadlight.ui.running import Running
from tests.pages.conftest import Visit

SITE = "https://www.estate.example"


def keys(here: Running, bot: Bot) -> tuple[ApiKey, ...]:
    return list_keys(here.house.engine, OWNER, bot.id)


def test_a_key_is_told_once_and_opens(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("keys")
    assert any("no key yet" in each.value for each in at.info)
    at.text_input(key=f"key_name_{sample_bot.id}_0").set_value("Website")
    at.text_area(key=f"key_origins_{sample_bot.id}_0").set_value(f"{SITE}/contact\nhttps://shop.example\n")
    create = next(each for each in at.button if each.label == "Create")
    create.click().run()
    assert not at.exception
    (key,) = keys(filled, sample_bot)
    assert (key.kind, key.name, key.origins) == ("public", "Website", (SITE, "https://shop.example"))
    text = next(each.value for each in at.code if each.value.startswith("llpub_"))
    with reading(filled.house.engine) as connection:
        assert api_keys.find_key(connection, hashed(text)) == key
    next(each for each in at.button if each.label == "I have copied it").click().run()
    assert not any(text in each.value for each in at.code)
    assert any(key.prefix in each.value.replace("\\", "") for each in at.caption)


def test_a_wrong_site_makes_no_key_and_says_why(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("keys")
    at.text_input(key=f"key_name_{sample_bot.id}_0").set_value("Website")
    at.text_area(key=f"key_origins_{sample_bot.id}_0").set_value("*")
    next(each for each in at.button if each.label == "Create").click().run()
    assert any("is no origin" in each.value for each in at.toast)
    assert keys(filled, sample_bot) == ()


def test_a_revoked_key_opens_nothing_and_stays_in_sight(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("keys")
    at.text_input(key=f"key_name_{sample_bot.id}_0").set_value("Website")
    next(each for each in at.button if each.label == "Create").click().run()
    (key,) = keys(filled, sample_bot)
    at.button(key=f"revoke_now_{key.id}").click().run()
    assert not at.exception
    assert keys(filled, sample_bot)[0].revoked_at is not None
    assert any("Revoked (1)" in each.label for each in at.expander)
