"""Values as people write them become one, or are refused with a reason."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import email_validator
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadlight.domain.normalise import clean_text, country_code, email, instant, page_path, phone, zone_name
from leadlight.errors import RefusedError

BERLIN = ZoneInfo("Europe/Berlin")
DUBAI = ZoneInfo("Asia/Dubai")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_is_never_trimmed_and_blank_text_is_missing(text: str) -> None:
    assert clean_text(text) == (text if text.strip() else None)


@pytest.mark.parametrize("text", ["a\0b", "half \ud800", "é\0"])
def test_text_no_store_can_keep_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        clean_text(text)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("Ab.C+d@Example.COM", "Ab.C+d@example.com"),
        (" ada@firm.example ", "ada@firm.example"),
        ("ada@firm.test", "ada@firm.test"),
        ("Info@firm.de", "info@firm.de"),
        ("ada@münchen.de", "ada@münchen.de"),
        ("ada@xn--mnchen-3ya.de", "ada@münchen.de"),
        ("用户@例子.广告", "用户@例子.广告"),
    ],
)
def test_email_keeps_its_local_part_and_lowers_its_domain(given_: str, kept: str) -> None:
    assert email(given_) == kept


@pytest.mark.parametrize(
    "text", ["", "ada", "ada@", "@x.de", "a b@x.de", "a@b", "a@localhost", "a@x.invalid", "a@x..de"]
)
def test_what_is_no_email_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="e-mail"):
        email(text)


_LOCAL = st.text(alphabet=string.ascii_letters + string.digits + "._+-'", max_size=70)
_LABEL = st.text(alphabet=string.ascii_letters + string.digits + "-", max_size=66)
_TAIL = st.sampled_from(["com", "Example", "test", "local", "arpa", "x1", "1x", "c", "xn--p1ai", "invalid", "onion"])


@given(_LOCAL, st.lists(_LABEL, max_size=5), _TAIL)
def test_plain_emails_are_read_as_the_library_reads_them(local: str, labels: list[str], tail: str) -> None:
    address = f"{local}@{'.'.join([*labels, tail])}"
    try:
        expected = email_validator.validate_email(address, check_deliverability=False, test_environment=True).normalized
    except email_validator.EmailNotValidError:
        with pytest.raises(RefusedError):
            email(address)
    else:
        assert email(address) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("+49 30 1234567", None, "+49301234567"),
        ("030 1234567", "DE", "+49301234567"),
        ("00493012345678", None, "+493012345678"),
        ("0501234567", "AE", "+971501234567"),
        ("(555) 123-4567", None, "5551234567"),
        ("+4401632960000", None, "+441632960000"),
        ("+39 06 6982", "DE", "+39066982"),
        ("+1 212 555 0100 ext. 5", None, "+12125550100"),
        ("0301234567", "AQ", "0301234567"),
    ],
)
def test_phone_is_e164_where_the_country_is_known(text: str, country: str | None, expected: str) -> None:
    assert phone(text, country) == expected
    assert phone(expected, country) == expected


@pytest.mark.parametrize("text", ["", "call me", "12345", "4.91512E+12", "+999123456789", "1" * 40])
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        phone(text)


_CODES = st.sampled_from(sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


@given(_CODES, st.text(alphabet=string.digits, min_size=1, max_size=14))
def test_international_phones_are_read_as_the_library_reads_them(code: int, national: str) -> None:
    text = f"+{code}{national}"
    try:
        number = phonenumbers.parse(text, None)
        expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        possible = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        possible = False
    if possible:
        assert phone(text) == expected
    else:
        with pytest.raises(RefusedError):
            phone(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://Example.com:443/Pricing/?a=1#x", "example.com/Pricing"),
        ("http://example.com", "example.com/"),
        ("http://example.com:8080/a/", "example.com:8080/a"),
        ("example.com/a/?x=1", "example.com/a"),
        ("/pricing/?x", "/pricing"),
        ("/", "/"),
        ("//cdn.example.com/x", "cdn.example.com/x"),
        ("https://user:secret@example.com/x", "example.com/x"),
        ("http://[::1]:8080/a", "[::1]:8080/a"),
        ("Spring newsletter", "Spring newsletter"),
        ("mailto:a@b.de", "mailto:a@b.de"),
        ("http://example.com:99999/", "http://example.com:99999/"),
        ("", ""),
    ],
)
def test_page_is_one_key_and_no_url_stays_as_it_is(text: str, key: str) -> None:
    assert page_path(text) == key


@given(st.text(max_size=40) | st.from_regex(r"https?://[a-zA-Z.]{1,10}(:\d{1,6})?/[^#]{0,20}", fullmatch=True))
def test_page_never_crashes_and_holds_no_query_of_a_web_address(text: str) -> None:
    key = page_path(text)
    if key != text and "://" in text:
        assert "?" not in key


@pytest.mark.parametrize(
    ("text", "utc", "precision"),
    [
        ("2024-06-23", "2024-06-22T20:00:00", "day"),
        ("20240623", "2024-06-22T20:00:00", "day"),
        ("2026-08-14 09:12:33", "2026-08-14T05:12:33", "instant"),
        ("2026-08-14T09:12", "2026-08-14T05:12:00", "instant"),
        ("2026-08-14T09:12:33Z", "2026-08-14T09:12:33", "instant"),
        ("2026-08-14 09:12:33 +0200", "2026-08-14T07:12:33", "instant"),
        ("2026-08-14 09:12:33 UTC", "2026-08-14T09:12:33", "instant"),
        ("2026-08-14T09:12:33.123456789+02:00", "2026-08-14T07:12:33.123456", "instant"),
        ("1700000000", "2023-11-14T22:13:20", "instant"),
        ("1700000000.25", "2023-11-14T22:13:20.250000", "instant"),
        ("1700000000123", "2023-11-14T22:13:20.123000", "instant"),
    ],
)
def test_instant_is_read_in_its_zone(text: str, utc: str, precision: str) -> None:
    assert instant(text, DUBAI) == (datetime.fromisoformat(utc).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "23/06/2024", "2024-13-01", "2024-02-30", "1989-12-31", "2101-01-01", "12345", "2024-06-23T25:00"],
)
def test_what_is_no_date_or_far_off_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        instant(text, DUBAI)


def test_a_format_of_the_mapping_comes_before_iso_and_says_the_precision() -> None:
    assert instant("03/04/2024", DUBAI, ["%d/%m/%Y"])[0] == datetime(2024, 4, 2, 20, tzinfo=UTC)
    assert instant("03/04/2024 10:00", DUBAI, ["%d/%m/%Y", "%d/%m/%Y %H:%M"])[1] == "instant"
    assert instant("2024-04-03", DUBAI, ["%d/%m/%Y"])[1] == "day"


def test_an_hour_that_happens_twice_is_its_first_and_a_skipped_one_keeps_the_offset_before() -> None:
    assert instant("2024-10-27 02:30", BERLIN)[0] == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert instant("2024-03-31 02:30", BERLIN)[0] == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


@given(
    st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2100, 12, 30)),  # noqa: DTZ001 (Hypothesis asks for naive)
    st.sampled_from(["Asia/Dubai", "America/New_York", "Australia/Lord_Howe"]),
)
def test_an_instant_written_with_its_offset_comes_back_exactly(moment: datetime, zone: str) -> None:
    aware = moment.replace(tzinfo=UTC)
    local = aware.astimezone(ZoneInfo(zone))
    for text in (aware.isoformat(), local.isoformat(sep=" ")):
        assert instant(text, BERLIN) == (aware, "instant")


READERS: list[Callable[[str], object]] = [
    lambda text: instant(text, BERLIN),
    lambda text: phone(text, "DE"),
    country_code,
    email,
    zone_name,
]


@given(st.text(max_size=30), st.sampled_from(READERS))
def test_any_text_is_read_or_refused_in_one_line(text: str, read: Callable[[str], object]) -> None:
    try:
        read(text)
    except RefusedError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either outcome is right; a refusal must be one line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("de", "DE"), ("DEU", "DE"), ("Germany", "DE"), ("Deutschland", "DE"), ("UK", "GB"), ("usa", "US"),
        ("United Arab Emirates", "AE"), ("Côte d’Ivoire", "CI"), ("cote d'ivoire", "CI"), (" Türkiye ", "TR"),
    ],
)  # fmt: skip
def test_country_is_its_two_letters(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "XX", "Atlantis", "ZZZ"])
def test_an_unknown_country_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        country_code(text)


def test_zone_is_an_iana_name_in_its_own_spelling() -> None:
    assert zone_name(" europe/berlin ") == "Europe/Berlin"
    assert zone_name("America/New York") == "America/New_York"
    for text in ("", "Europe", "../etc/passwd", "Mars/Base", "localtime"):
        with pytest.raises(RefusedError):
            zone_name(text)
