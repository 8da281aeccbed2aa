"""Keys: what each kind opens, of which bot, from which pages, how often, and that a revoked one opens nothing."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from leadlight.actions.make_key import list_keys, make_key, revoke_key
from leadlight.api.doors import Doors
from leadlight.api.pace import Pace, TooManyError, Turnstile
from leadlight.bootstrap import House, open_house
from leadlight.domain.api_key import checked_origin, hashed
from leadlight.domain.scope import OWNER, READ, RIGHTS, Scope
from leadlight.errors import ForbiddenError, NotFoundError, RefusedError
from tests import records
from tests.api.conftest import TOKEN
from tests.api.front import ANN, SITE, TALK, Front, a_front, a_key, bearer
from tests.pipelines.kit import command, new_bot, rows, table

CAPTURE = (
    ("POST", "leads", {"values": ANN}),
    ("POST", f"conversations/{TALK}/messages", {"messages": []}),
    ("GET", "form", None),
)
MANAGE = (("GET", "leads/1", None), ("PATCH", "leads/1", {"version": 1}), ("DELETE", "leads/1", None))


def asked(front: Front, method: str, path: str, body: object, **headers: str) -> tuple[int, dict[str, str]]:
    sent = {} if body is None else {"json": body}
    answer = front.client.request(
        method, front.url(path), headers={k.replace("_", "-"): v for k, v in headers.items()}, **sent
    )
    return answer.status_code, answer.json().get("error", {}) if answer.content else {}


@pytest.mark.parametrize(("method", "path", "body"), [*CAPTURE, *MANAGE])
def test_no_key_a_wrong_one_and_a_revoked_one_look_the_same(front: Front, method: str, path: str, body: object) -> None:
    gone = a_key(front.house, front.bot, "secret")
    with front.house.work(OWNER) as work:
        revoke_key(work, gone.key.id)
        work.commit()
    before = front.all()
    found = [asked(front, method, path, body)]
    found += [
        asked(front, method, path, body, authorization=each)
        for each in (
            "Bearer llsec_guess",
            f"Bearer {gone.text}",
            "Bearer",
            f"Basic {front.secret}",
            f"Bearer {hashed(front.secret)}",
        )
    ]
    assert [status for status, _ in found] == [401] * 6
    assert len({json.dumps(told) for _, told in found}) == 1
    assert front.all() == before


@pytest.mark.parametrize(("method", "path", "body"), MANAGE)
def test_a_public_key_captures_only(front: Front, method: str, path: str, body: object) -> None:
    front.lead()
    before = front.all()
    assert asked(front, method, path, body, **bearer(front.public))[0] == 403
    for path in ("metrics?measures=leads", "leads.csv", "conversations.csv"):
        answer = front.client.get(front.url(path), headers=bearer(front.public))
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden"), path
    assert front.all() == before


@pytest.mark.parametrize(("method", "path", "body"), [*CAPTURE, *MANAGE])
def test_a_key_of_another_bot_finds_none(front: Front, method: str, path: str, body: object) -> None:
    front.lead()
    other = a_key(front.house, new_bot(front.house, "Other"), "secret").text
    before = front.all()
    here, nowhere = front.url(path), f"/api/v1/bots/nobody/{path}"
    sent = {} if body is None else {"json": body}
    answers = [front.client.request(method, url, headers=bearer(other), **sent) for url in (here, nowhere)]
    assert [each.status_code for each in answers] == [404, 404]
    assert [each.json()["error"]["message"].replace("nobody", "Estate") for each in answers] == [
        answers[0].json()["error"]["message"]
    ] * 2
    assert front.all() == before


def test_a_lead_of_another_bot_is_not_found_under_ones_own(front: Front) -> None:
    lead_id = front.lead().json()["lead_id"]
    other = a_key(front.house, new_bot(front.house, "Other"), "secret").text
    before = front.all()
    for method, body in (("GET", None), ("PATCH", {"version": 1, "name": "Eve"}), ("DELETE", None)):
        sent = {} if body is None else {"json": body}
        answer = front.client.request(method, f"/api/v1/bots/other/leads/{lead_id}", headers=bearer(other), **sent)
        assert answer.status_code == 404, method
        by_token = front.client.request(method, f"/api/v1/bots/other/leads/{lead_id}", headers=bearer(TOKEN), **sent)
        assert by_token.status_code == 404, method
    assert front.all() == before


def test_a_key_revoked_a_moment_ago_writes_nothing(front: Front) -> None:
    assert front.says("Hello").status_code == 202  # the key is known for a moment now
    public = next(key for key in list_keys(front.house.engine, OWNER, front.bot.id) if key.kind == "public")
    with front.house.work(OWNER) as work:
        revoke_key(work, public.id)
        work.commit()
    before = front.all()
    assert (front.says("Hello again").status_code, front.lead(key=front.public).status_code) == (401, 401)
    assert front.all() == before


def test_a_key_is_kept_as_its_hash_only(front: Front) -> None:
    stored = json.dumps(front.all(), default=str)
    for key in (front.public, front.secret):
        assert key not in stored
        assert hashed(key) in stored


def test_use_of_a_key_is_noted_with_the_write(front: Front) -> None:
    front.says("Hello")
    used = {key.kind: key.used_at for key in list_keys(front.house.engine, OWNER, front.bot.id)}
    assert used == {"public": front.house.clock.now(), "secret": None}


def test_keys_are_made_by_who_may_configure_that_bot(house: House) -> None:
    bot = new_bot(house)
    for scope, error in (
        (Scope("ann", None, frozenset({READ})), ForbiddenError),
        (Scope("ann", frozenset(), RIGHTS), NotFoundError),
    ):
        with pytest.raises(error), house.work(scope) as work:
            make_key(work, bot.id, "public", "Site")
    made = a_key(house, bot).key
    with pytest.raises(NotFoundError), house.work(Scope("ann", frozenset(), RIGHTS)) as work:
        revoke_key(work, made.id)


@pytest.mark.parametrize(
    ("kind", "name", "origins", "field"),
    [
        ("private", "Site", [], "kind"),
        ("public", " ", [], "name"),
        ("public", "x" * 61, [], "name"),
        ("public", "a\nb", [], "name"),
        ("secret", "Server", [SITE], "origins"),
        ("public", "Site", ["*"], "origins"),
        ("public", "Site", [f"https://s{at}.example" for at in range(51)], "origins"),
    ],
)
def test_a_key_that_is_not_right_is_refused(house: House, kind: str, name: str, origins: list[str], field: str) -> None:
    bot = new_bot(house)
    with pytest.raises(RefusedError) as refused, house.work(OWNER) as work:
        make_key(work, bot.id, kind, name, origins)  # the command line hands over any text
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://www.example.com", "https://www.example.com"),
        ("https://WWW.Example.com/page?x=1", "https://www.example.com"),
        ("https://example.com:443", "https://example.com"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
        ("example.com", "https://example.com"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(given: str, kept: str) -> None:
    assert checked_origin(given) == kept


@pytest.mark.parametrize(
    "given", ["*", "https://*.example.com", "null", "", "file:///etc", "ftp://a.example", "https://a@b.example",
              "https://a.example:99999", "javascript:alert(1)", "https://", "https://a b.example", "https://-a.example"]
)  # fmt: skip
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(RefusedError):
        checked_origin(given)


def test_over_the_rate_is_told_when_to_come_back_and_changes_nothing(house: House) -> None:
    paces = {name: Pace("3/minute", "5/minute", "2/minute") for name in ("leads", "messages", "form", "manage")}
    with a_front(house, doors=Doors(Turnstile(paces, strangers="2/minute"))) as front:
        assert [front.lead({**ANN, "email": f"p{at}@x.example"}, key=front.public).status_code for at in range(3)] == [
            201
        ] * 3
        before = front.all()
        over = front.lead(key=front.public)
        assert (over.status_code, over.json()["error"]["code"]) == (429, "too_many")
        assert 1 <= int(over.headers["retry-after"]) <= 60
        assert front.all() == before
        assert front.says("Hello").status_code == 202  # counted apart
        assert [front.lead(key=front.secret).status_code for _ in range(3)] == [201, 200, 429]
        guesses = [front.lead(key="llsec_guess").status_code for _ in range(3)]
        assert guesses == [401, 401, 429]


def test_addresses_are_counted_apart_and_a_bots_visitors_together() -> None:
    turnstile = Turnstile({"leads": Pace("3/minute", "5/minute", "2/minute")})
    for at in range(5):
        turnstile.visitor("leads", f"192.0.2.{at}", 1)
    with pytest.raises(TooManyError):
        turnstile.visitor("leads", "192.0.2.9", 1)
    turnstile.visitor("leads", "192.0.2.9", 2)
    for _ in range(2):
        turnstile.server("leads", 1)
    with pytest.raises(TooManyError):
        turnstile.server("leads", 1)
    turnstile.server("leads", 2)


def test_counting_starts_one_timer_a_second_and_not_one_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    turnstile = Turnstile({"leads": Pace("300/minute", "300/minute", "300/minute")})
    started: list[threading.Timer] = []
    monkeypatch.setattr(threading.Timer, "start", started.append)
    for _ in range(50):
        turnstile.server("leads", 1)
    assert len(started) == 0  # the one that was started with the counts is still waiting


@pytest.mark.slow
def test_the_command_makes_lists_and_revokes_keys(tmp_path: Path) -> None:
    done = command(
        tmp_path, "pipelines", "ingest", table(tmp_path / "l.csv", [{"external_id": "1"}]), "--bot", "estate"
    )
    assert done.returncode == 0, done.stderr
    made = command(tmp_path, "leadlight", "key", "--bot", "estate", "--kind", "public", "--name", "Site",
                   "--origin", SITE, "--json")  # fmt: skip
    told = json.loads(made.stdout)
    assert (made.returncode, told["kind"], told["origins"]) == (0, "public", [SITE])
    plain = command(tmp_path, "leadlight", "key", "--bot", "estate")
    assert plain.stdout.startswith("llsec_")
    assert len(plain.stdout.split()) == 1
    listed = command(tmp_path, "leadlight", "key", "--bot", "estate", "--list", "--json")
    assert [key["kind"] for key in json.loads(listed.stdout)["keys"]] == ["secret", "public"]
    assert told["key"] not in listed.stdout
    assert command(tmp_path, "leadlight", "key", "--revoke", str(told["id"])).returncode == 0
    house = open_house(records.settings(tmp_path))
    revoked = {row["id"]: row["revoked_at"] is not None for row in rows(house, "api_key")}
    house.engine.dispose()
    assert revoked == {told["id"]: True, told["id"] + 1: False}


@pytest.mark.slow
def test_wrong_use_of_the_command_is_one_line_and_makes_no_key(tmp_path: Path) -> None:
    command(tmp_path, "pipelines", "ingest", table(tmp_path / "l.csv", [{"external_id": "1"}]), "--bot", "estate")
    for words in (
        (), ("--bot", "nobody"), ("--bot", "all", "--kind", "private"), ("--bot", "estate", "--origin", SITE),
        ("--bot", "estate", "--kind", "public", "--origin", "*"), ("--revoke", "99"),
        ("--bot", "estate", "--name", " "),
    ):  # fmt: skip
        done = command(tmp_path, "leadlight", "key", *words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), (words, done.stderr)
    house = open_house(records.settings(tmp_path))
    assert rows(house, "api_key") == []
    house.engine.dispose()
