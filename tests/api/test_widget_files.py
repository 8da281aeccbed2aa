"""The widget's script and its demo site: small, fresh after an update, and only the script is for everybody."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.testclient import TestClient

from leadlight.api.widget_demo import PAGES
from leadlight.api.widget_files import FOLDER, KEPT_S, PARTS, script
from leadlight.domain.snippet import snippet

SCRIPT = "/api/v1/widget.js"
DEMO = "/api/v1/widget/demo"
OUTSIDE = {"host": "leads.example.com"}
MOST_BYTES = 15_000


def test_the_script_is_small_when_packed(client: TestClient) -> None:
    answer = client.get(SCRIPT, headers={"accept-encoding": "gzip"})
    assert int(answer.headers["content-length"]) <= MOST_BYTES
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.content == script().plain == gzip.decompress(script().packed)


def test_a_browser_that_unpacks_nothing_gets_it_plain(client: TestClient) -> None:
    answer = client.get(SCRIPT, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == script().plain
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_an_update_arrives_within_minutes_and_the_same_is_not_sent_twice(client: TestClient, packing: str) -> None:
    first = client.get(SCRIPT, headers={"accept-encoding": packing})
    assert first.headers["cache-control"] == f"public, max-age={KEPT_S}"
    assert KEPT_S <= 600
    again = client.get(SCRIPT, headers={"accept-encoding": packing, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = client.get(SCRIPT, headers={"accept-encoding": packing, "if-none-match": '"an older one"'})
    assert other.status_code == 200


def test_any_page_may_load_the_script_under_any_name_and_nothing_else_of_the_widget(client: TestClient) -> None:
    answer = client.get(SCRIPT, headers=OUTSIDE | {"origin": "https://www.estate.example"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    for path in (f"{DEMO}/home", f"{DEMO}/site.css", SCRIPT + "/x"):
        assert client.get(path, headers=OUTSIDE).status_code == 421, path
    assert client.post(SCRIPT, headers=OUTSIDE).status_code == 421


def test_the_script_depends_on_nothing_and_needs_no_lenient_policy() -> None:
    code = script().plain.decode()
    for needed in (
        r"\beval\(", r"new Function", r"\.innerHTML", r"insertAdjacentHTML", r"document\.write", r"\bimport\b",
        r"document\.cookie", r"setAttribute\(\"style", r"\.cssText",
    ):  # fmt: skip
        assert not re.search(needed, code), needed
    addresses = set(re.findall(r"https?://[\w.]+", code))
    assert addresses <= {"http://www.w3.org"}, "the name of SVG and no other address"


def test_every_part_of_the_script_is_in_it() -> None:
    assert {path.stem for path in (FOLDER / "script").glob("*.js")} == set(PARTS)


def test_every_language_says_the_same_things() -> None:
    said = (FOLDER / "script" / "words.js").read_text("utf-8")
    packs = dict(re.findall(r"^  (\w\w): \{\n(.*?)^  \},$", said, re.DOTALL | re.MULTILINE))
    assert set(packs) == {"en", "es", "pt", "fr", "de", "it"}
    names = {language: re.findall(r'(\w+): "', pack) for language, pack in packs.items()}
    assert all(each == names["en"] for each in names.values()), names
    assert len(names["en"]) == len(set(names["en"]))


@pytest.mark.parametrize("page", PAGES)
def test_each_demo_page_has_the_widget_as_the_address_says(client: TestClient, page: str) -> None:
    answer = client.get(f"{DEMO}/{page}", params={"bot": "estate", "key": "llpub_x", "color": "#123456", "test": "1"})
    assert answer.headers["content-type"].startswith("text/html")
    assert 'src="../../widget.js"' in answer.text
    assert 'data-color="#123456"' in answer.text
    assert f'data-page="https://kayaks.example/{page}"' in answer.text, "no key gets into the record"
    assert "kept out of every number" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"], "as strict as default-src"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_a_demo_page_writes_what_it_is_given_as_text(client: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    names = dict.fromkeys(("bot", "key", "color", "title", "greeting", "lang", "test"), evil)
    text = client.get(f"{DEMO}/home", params=names).text
    assert "<script>alert" not in text
    assert text.count("<script") == 1


def test_a_demo_page_without_a_key_says_where_one_is_had(client: TestClient) -> None:
    text = client.get(f"{DEMO}/home").text
    assert "<script" not in text
    assert "Capture → Widget" in text
    assert client.get(f"{DEMO}/none").status_code == 422


def test_a_snippet_says_what_it_is_told_and_loads_beside_the_page() -> None:
    said = snippet("https://leads.example/api/v1/widget.js", {"bot": 'a"b', "key": "llpub_x"})
    assert said == (
        '<script src="https://leads.example/api/v1/widget.js"\n  data-bot="a&quot;b"\n  data-key="llpub_x"\n'
        "  async></script>"
    )
