"""The page of the widget: a key for a site, the snippet that says what was chosen, the demo site one click away."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from leadlight.actions.make_key import find_public_key, list_keys
from leadlight.domain.bot import Bot
from leadlight.domain.scope import OWNER
from leadlight.ui.running import Running
from leadlight.ui.widget_key import TRIAL
from tests.pages.conftest import Visit

SITE = "https://www.estate.example"


def with_key(visit: Visit, bot: Bot, **asked: str) -> AppTest:
    """The page after a key was made on it."""
    at = visit("widget", bot="demo", **asked)
    at.text_area(key=f"widget_origins_{bot.id}_0").set_value(f"{SITE}/contact")
    next(each for each in at.button if each.label == "Create").click().run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    return str(next(each.value for each in at.code if "<script" in each.value))


def test_a_key_made_here_stands_in_the_snippet(filled: Running, visit: Visit, sample_bot: Bot) -> None:
    at = visit("widget", bot="demo")
    assert any("Make a key first" in each.value for each in at.info)
    assert not at.code
    at = with_key(visit, sample_bot)
    text = shown(at).split('data-key="')[1].split('"')[0]
    key = find_public_key(filled.house.engine, OWNER, sample_bot.id, text)
    assert key is not None
    assert (key.name, key.origins) == ("Website", (SITE,))
    assert 'src="http://localhost:8501/api/v1/widget.js"' in shown(at)
    assert 'data-bot="demo"' in shown(at)
    assert any("Not heard from yet" in each.value for each in at.caption)
    assert any("this machine" in each.value for each in at.info)


def test_a_key_of_an_earlier_day_is_pasted_and_a_wrong_one_is_refused(
    filled: Running, visit: Visit, sample_bot: Bot
) -> None:
    text = shown(with_key(visit, sample_bot)).split('data-key="')[1].split('"')[0]
    (key,) = list_keys(filled.house.engine, OWNER, sample_bot.id)
    at = visit("widget", bot="demo")  # another session
    assert f'data-key="{key.prefix}…"' in shown(at)
    at.text_input(key=f"widget_paste_{key.id}").set_value(text[:-1]).run()
    assert any("That is not the key" in each.value for each in at.toast)
    at.text_input(key=f"widget_paste_{key.id}").set_value(text).run()
    assert f'data-key="{text}"' in shown(at)


def test_the_snippet_says_what_the_address_says_and_nothing_of_its_own(
    filled: Running, visit: Visit, sample_bot: Bot
) -> None:
    plain = shown(with_key(visit, sample_bot))
    assert [line.split("=")[0].strip() for line in plain.splitlines()[1:-1]] == ["data-bot", "data-key"]
    chosen = {"color": "#aa3300", "theme": "dark", "side": "left", "title": 'Ask "us"', "answers": "1", "speaks": "de"}
    said = shown(visit("widget", bot="demo", **chosen))
    for each in ('data-color="#aa3300"', 'data-theme="dark"', 'data-position="left"', 'data-answers="bot"',
                 'data-title="Ask &quot;us&quot;"', 'data-lang="de"'):  # fmt: skip
        assert each in said
    assert "data-color" not in shown(visit("widget", bot="demo", color="red;} *{}"))


def test_the_demo_site_is_shown_with_a_key_that_replaces_the_one_before(
    filled: Running, visit: Visit, sample_bot: Bot
) -> None:
    for _ in range(2):
        at = visit("widget", bot="demo", color="#aa3300")
        at.button(key="widget_show").click().run()
        assert not at.exception
    found = [key for key in list_keys(filled.house.engine, OWNER, sample_bot.id) if key.name == TRIAL]
    assert [key.revoked_at is None for key in found] == [True, False]
    assert not at.code, "it is no key for a website"
    links = [each.proto.url for each in at.get("link_button")]
    tested, counted = (parse_qs(urlsplit(each).query) for each in links if "widget/demo/home" in each)
    assert (tested["test"], tested["color"], tested["bot"]) == (["1"], ["#aa3300"], ["demo"])
    assert "test" not in counted
    key = find_public_key(filled.house.engine, OWNER, sample_bot.id, counted["key"][0])
    assert key is not None
    assert key.id == found[0].id
