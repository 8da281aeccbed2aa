"""A file becomes clean rows: mapping, synonyms, values, dates, and rejections with a reason."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leadlight.domain.formula import formula_safe
from leadlight.domain.rows import EXPORT_EXTRAS, LEAD_COLUMNS, ConversationRow, LeadRow, MoveRow, Rejection
from leadlight.errors import InputError
from pipelines.sources.contract import Blob
from pipelines.sources.mapping import mapping_of, read_mapping
from pipelines.sources.opening import SourceFile, open_source
from pipelines.sources.rejected import rejected_path, write_rejected

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is absent")
BERLIN = ZoneInfo("Europe/Berlin")


def opened(text: str, name: str = "x.csv", kind: Any = None, country: str | None = None, **mapping: Any) -> SourceFile:
    data = text.encode()
    blob = Blob(name, lambda: io.BytesIO(data), len(data))
    return open_source(blob, kind, mapping=mapping_of(mapping), zone=BERLIN, country=country)


def lead(text: str, **settings: Any) -> LeadRow:
    (row,) = opened(text, **settings).rows()
    assert isinstance(row, LeadRow), row
    return row


def reason(text: str, **settings: Any) -> str:
    (row,) = opened(text, **settings).rows()
    assert isinstance(row, Rejection), row
    return row.reason


def refusal(text: str, **settings: Any) -> str:
    with pytest.raises(InputError) as caught:
        opened(text, **settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ------------------------------------------------------------------ columns


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("E-mail", "email"), ("Email Address", "email"), ("E-MAIL_ADDRESS", "email"), ("Phone Number", "phone"),
        ("Tel", "phone"), ("Mobile", "phone"), ("Full Name", "name"), ("Company Name", "company"),
        ("Organisation", "company"), ("Created At", "captured_at"), ("Submitted at", "captured_at"),
        ("Date", "captured_at"), ("Lead Source", "channel"), ("Source", "channel"), ("Page URL", "source_page"),
        ("Landing page", "landing_page"), ("Lead Status", "status"), ("Record Owner", "owner"), ("Agent", "owner"),
        ("Lead ID", "external_id"), ("ID", "external_id"), ("UTM Source", "utm_source"), ("Time zone", "timezone"),
    ],
)  # fmt: skip
def test_known_headers_are_matched_whatever_their_spelling(header: str, column: str) -> None:
    other = "Phone" if column != "phone" else "Email"
    uses = {use.header: (use.goes_to, use.how) for use in opened(f"{header},{other}\n").columns}
    assert uses[header] == (column, "synonym")


def test_every_canonical_column_is_matched_by_its_own_name() -> None:
    columns = opened(",".join(LEAD_COLUMNS) + "\n").columns
    assert [use.goes_to for use in columns] == list(LEAD_COLUMNS)


def test_the_rest_becomes_custom_under_the_header_as_given() -> None:
    row = lead("Email,My Budget,custom.Plan B\na@b.de,=5,7\n")
    assert row.custom == {"My Budget": "=5", "Plan B": "7"}


def test_two_columns_that_go_to_one_place_are_refused() -> None:
    assert "two columns go to custom.Plan" in refusal("Email,Plan,custom.Plan\na@b.de,1,2\n")


def test_first_and_last_name_are_joined_unless_there_is_a_name() -> None:
    assert lead("Email,First Name,Last Name\na@b.de,Ada,King\n").name == "Ada King"
    assert lead("Email,First Name,Last Name\na@b.de,,King\n").name == "King"
    assert lead("Email,Name,First Name\na@b.de,Ada King,Ada\n").custom == {"First Name": "Ada"}


def test_of_two_phone_columns_the_second_stays_as_custom() -> None:
    row = lead("Mobile Phone,Phone\n+491711234567,+49301234567\n")
    assert (row.phone, row.custom) == ("+49301234567", {"Mobile Phone": "+491711234567"})


def test_the_extra_columns_of_our_own_export_are_ignored_and_a_plain_id_is_not() -> None:
    ours = {use.header: use.how for use in opened(",".join([*LEAD_COLUMNS, *EXPORT_EXTRAS]) + "\n").columns}
    assert {ours[extra] for extra in EXPORT_EXTRAS} == {"ignored"}
    assert lead("id,score\n7,3\n").external_id == "7"


@pytest.mark.parametrize(
    "twins", ["email,Email", "email,E-mail", "Lead Source,note,lead_source", "Team-Size,team size"]
)
def test_a_header_twice_in_two_spellings_is_refused_naming_both(twins: str) -> None:
    headers = twins.split(",")
    said = refusal(f"id,{twins}\n{','.join('1234'[: len(headers) + 1])}\n")
    assert f"{headers[0]!r} and {headers[-1]!r}" in said
    assert "\n" not in said


def test_twins_are_read_where_a_mapping_says_what_each_one_is() -> None:
    row = lead("email,E-mail\na@b.de,Ann\n", columns={"email": "email", "name": "E-mail"})
    assert (row.email, row.name) == ("a@b.de", "Ann")
    assert "'email' and 'E-mail'" in refusal("email,E-mail\na@b.de,Ann\n", columns={"email": "email"})


def test_custom_fields_of_our_own_export_may_differ_in_case_only() -> None:
    assert lead("id,custom.Team,custom.team\n1,a,b\n").custom == {"Team": "a", "team": "b"}


def test_the_preview_says_which_of_two_synonyms_was_taken() -> None:
    uses = {use.header: (use.goes_to, use.how) for use in opened("Email address,Name,email,First name\n").columns}
    assert uses == {
        "email": ("email", "synonym"),
        "Email address": ("custom.Email address", "custom; email comes from 'email'"),
        "Name": ("name", "synonym"),
        "First name": ("custom.First name", "custom; name comes from 'Name'"),
    }


def test_a_report_of_rejected_rows_has_no_header_twice(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("Line,Email\nA,nonsense\n", "utf-8")
    file = open_source(path, zone=BERLIN)
    report = write_rejected(path, [row for row in file.rows() if isinstance(row, Rejection)], file.headers)
    assert report is not None
    assert open_source(report, zone=BERLIN).headers == ("Line", "Email", "rejected_line", "reason")


def test_a_file_with_nothing_to_know_a_lead_by_is_refused() -> None:
    assert "external_id, an e-mail or a phone" in refusal("name,city\nAda,Bonn\n")


def test_the_mapping_comes_before_synonyms() -> None:
    row = lead("Email,Contact,Ref\na@b.de,c@d.de,7\n", columns={"email": "Contact", "external_id": "Ref"})
    assert (row.email, row.external_id, row.custom) == ("c@d.de", "7", {"Email": "a@b.de"})


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"colour": 1}, "unknown setting 'colour'"),
        ({"columns": {"emial": "E"}}, "unknown column 'emial'"),
        ({"columns": {"email": "E"}}, "'E', which the file does not have"),
        ({"columns": {"role": "Email"}}, "no column of leads"),
        ({"values": {"status": {"Open": "opened"}}}, "'opened' is not a status"),
        ({"constants": {"status": "gone"}}, "[constants] status"),
        ({"moves": [{"to": "qualified"}]}, "needs 'at'"),
        ({"moves": [{"to": "won", "at": "Email"}]}, "'won' is not a status"),
        ({"moves": [{"to": "lost", "at": "Nowhere"}]}, "'Nowhere', which the file does not have"),
        ({"timezone": "Mars/Base"}, "not a time zone"),
        ({"encoding": "klingon"}, "encoding 'klingon' is unknown"),
        ({"encoding": "rot13"}, "encoding 'rot13' is unknown"),
        ({"delimiter": "::"}, "one character"),
        ({"date_format": "dd.mm.yyyy"}, "not a format"),
        ({"constants": {"to": "lost"}}, "[constants] names 'to'"),
        ({"values": {"role": {"x": "bot"}}}, "[values] names 'role'"),
        ({"key": "name"}, "cannot be matched on"),
        ({"key": "phone"}, "which no column of the file goes to"),
    ],
)
def test_a_wrong_mapping_is_refused_naming_what_is_wrong(mapping: dict[str, Any], says: str) -> None:
    assert says in refusal("Email\na@b.de\n", **mapping)


def test_a_mapping_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="kind is 'people'"):
        mapping_of({"kind": "people"})


@pytest.mark.parametrize(("data", "says"), [(None, "does not exist"), (b"a =", "TOML"), (b"a = '\xff'", "byte 5")])
def test_an_unreadable_mapping_file_is_refused(tmp_path: Path, data: bytes | None, says: str) -> None:
    path = tmp_path / "m.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        read_mapping(path)


# ------------------------------------------------------------------ values


def test_constants_fill_blank_cells_and_value_tables_translate() -> None:
    head = "Email,Channel,Status\n"
    settings = {"constants": {"channel": "fair", "country": "Germany"}, "values": {"status": {"Offen": "new"}}}
    row = lead(head + "a@b.de,,offen\n", **settings)
    assert (row.channel, row.country, row.status) == ("fair", "DE", "new")
    assert lead(head + "a@b.de,web,QUALIFIED\n", **settings).channel == "web"


def test_a_blank_cell_is_missing_and_text_is_never_trimmed() -> None:
    row = lead("Email,Name,City\na@b.de, Ada ,  \n")
    assert (row.name, row.city) == (" Ada ", None)


def test_phones_are_read_in_the_rows_country_else_the_bots() -> None:
    assert lead("Phone,Country\n030 1234567,Germany\n", country="AE").phone == "+49301234567"
    assert lead("Phone,Country\n0501234567,\n", country="AE").phone == "+971501234567"
    assert lead("Phone\n030 1234567\n").phone == "0301234567"


def test_an_extension_is_kept_beside_the_phone() -> None:
    row = lead("Phone\n+1 212 555 0100 ext. 5\n")
    assert (row.phone, row.custom) == ("+12125550100", {"phone_extension": "5"})


def test_a_time_is_read_in_the_mappings_zone_and_a_date_alone_is_that_day_of_the_bot() -> None:
    row = lead("Email,captured_at,status_at\na@b.de,2024-06-23 10:00,2024-06-23\n", timezone="Asia/Dubai")
    assert (row.captured_at, row.captured_precision) == (datetime(2024, 6, 23, 6, tzinfo=UTC), "instant")
    assert (row.status_at, row.status_precision) == (datetime(2024, 6, 22, 22, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Email\nada\n", "Email: 'ada' is not an e-mail"),
        ("Email,Tel\na@b.de,call me\n", "Tel: 'call me' is not a phone"),
        ("Email,Date\na@b.de,soon\n", "Date: 'soon' is not a date"),
        ("Email,Country\na@b.de,Atlantis\n", "Country: 'Atlantis' is not a country"),
        ("Email,Time zone\na@b.de,Mars\n", "Time zone: 'Mars' is not a time zone"),
        (
            "Email,Status\na@b.de,Open\n",
            "Status: 'Open' is not a status: use new, contacted, qualified",
        ),
        ("Email,Name\n,Ada\n", "no external_id, e-mail or phone"),
    ],
)
def test_a_bad_value_rejects_its_row_naming_column_and_value(text: str, says: str) -> None:
    assert says in reason(text)


def test_stage_dates_of_the_same_row_become_moves() -> None:
    moves = [{"to": "qualified", "at": "Q"}, {"to": "lost", "at": "L", "reason": "Why", "actor": "Who"}]
    row = lead("ID,Q,L,Why,Who\n7,,2024-06-23,price,Bo\n", moves=moves)
    assert row.moves == (MoveRow(2, "7", "lost", datetime(2024, 6, 22, 22, tzinfo=UTC), "day", "price", "Bo"),)
    assert "Q: 'soon' is not a date" in reason("ID,Q,L,Why,Who\n7,soon,,,\n", moves=moves)


def test_formula_apostrophes_come_off_in_tables_and_stay_in_json() -> None:
    assert lead("Email,Name\na@b.de,'=1+1\n").name == "=1+1"
    assert lead("Email,Name\na@b.de,''=1+1\n").name == "'=1+1"
    assert lead("Email,Name\na@b.de,'tis\n").name == "'tis"
    assert lead('[{"email": "a@b.de", "name": "\'=1+1"}]', name="x.json").name == "'=1+1"


def test_json_values_are_text_with_the_digits_they_were_written_with() -> None:
    row = lead('[{"id": 12345678901234567890, "price": 1.50, "tags": ["a", 2], "ok": true, "x": null}]', name="x.json")
    assert row.external_id == "12345678901234567890"
    assert row.custom == {"price": "1.50", "tags": '["a", 2]', "ok": "true"}


def test_json_text_no_store_can_keep_rejects_its_row() -> None:
    assert "name:" in reason('[{"id": 1, "name": "a\\u0000"}]', name="x.json")


def test_a_file_without_records_has_no_rows() -> None:
    assert list(opened("[]", name="x.json").rows()) == []
    assert opened("Email\n").total == 0


@needs_samples
def test_every_naughty_string_comes_back_identical_from_a_csv() -> None:
    strings = json.loads((SAMPLES / "naughty_strings" / "blns.json").read_text("utf-8"))
    out = io.StringIO()
    csv.writer(out).writerows([("external_id", "name"), *((str(n), formula_safe(s)) for n, s in enumerate(strings))])
    rows = list(opened(out.getvalue()).rows())
    assert [row.name for row in rows if isinstance(row, LeadRow)] == [s if s.strip() else None for s in strings]


# ------------------------------------------------------------------ moves


def test_moves_are_known_by_their_columns_and_need_lead_status_and_date() -> None:
    file = opened("Lead ID,to,at,reason\n7,Lost,2024-06-23T10:00:00Z,price\n,lost,2024-06-23,\n7,,2024-06-23,\n")
    good, nobody, nowhere = file.rows()
    assert file.kind == "moves"
    assert good == MoveRow(2, "7", "lost", datetime(2024, 6, 23, 10, tzinfo=UTC), "instant", "price")
    assert [row.reason for row in (nobody, nowhere) if isinstance(row, Rejection)] == [
        "has no external_id",
        "has no to",
    ]


def test_moves_can_be_matched_by_email() -> None:
    (row,) = opened("Email,to,at\nA@B.de,lost,2024-06-23\n", key="email").rows()
    assert isinstance(row, MoveRow)
    assert row.external_id == "A@b.de"


def test_a_moves_file_without_a_date_is_refused() -> None:
    assert "moves need at" in refusal("Lead ID,to\n7,lost\n", kind="moves")


# ------------------------------------------------------------------ conversations


def chat(**more: Any) -> str:
    return json.dumps({"id": "c1", "messages": [{"role": "user", "text": "hi"}], **more})


def test_a_conversation_object_keeps_its_messages_in_order() -> None:
    messages = [{"sender": "Customer", "content": " ", "timestamp": 1700000000}, {"role": "assistant", "text": "yes"}]
    file = opened(chat(messages=messages, truth={"x": 1}), name="x.jsonl")
    (row,) = file.rows()
    assert isinstance(row, ConversationRow)
    assert [(m.position, m.role, m.text) for m in row.messages] == [(0, "visitor", " "), (1, "bot", "yes")]
    assert row.started_at == row.messages[0].sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert [use.header for use in file.columns if use.how == "ignored"] == ["truth"]


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        ("hi", "not a list"),
        (["hi"], "message 1 is not an object"),
        ([{"role": "user"}], "message 1 has no text"),
        ([{"role": "user", "text": 5}], "message 1 has no text"),
        ([{"role": "robot", "text": "x"}], "message 1: 'robot' is not a role"),
        ([{"text": "x"}], "message 1: there is no role"),
        ([{"role": "user", "text": "x", "sent_at": "soon"}], "message 1: 'soon' is not a date"),
    ],
)
def test_a_bad_message_rejects_its_conversation(messages: Any, says: str) -> None:
    (row,) = opened(chat(messages=messages), name="x.jsonl").rows()
    assert isinstance(row, Rejection)
    assert says in row.reason


@pytest.mark.parametrize("order", [["a1", "a2", "b1"], ["a1", "b1", "a2"]])
def test_a_table_of_messages_is_gathered_by_conversation(order: list[str]) -> None:
    rows = {"a1": "a,web,user,'=hi,2024-06-23T10:00:00Z", "a2": "a,,bot,yes,2024-06-23T10:01:00Z", "b1": "b,,user,,"}
    file = opened("\n".join(["external_id,channel,role,text,sent_at", *(rows[one] for one in order), ""]))
    found = {row.external_id: row for row in file.rows() if isinstance(row, ConversationRow)}
    assert (file.kind, file.total) == ("conversations", 2)
    assert [(m.position, m.role, m.text) for m in found["a"].messages] == [(0, "visitor", "=hi"), (1, "bot", "yes")]
    assert found["a"].channel == "web"
    assert found["b"].messages[0].text == ""


def test_a_table_that_lists_the_newest_message_first_is_put_in_order() -> None:
    (row,) = opened("id,role,text,time\nc,bot,two,2024-06-23T11:00Z\nc,user,one,2024-06-23T10:00Z\n").rows()
    assert isinstance(row, ConversationRow)
    assert [(m.position, m.text) for m in row.messages] == [(0, "one"), (1, "two")]


def test_one_bad_message_leaves_its_conversation_out_and_says_so() -> None:
    (row,) = opened("id,role,text\nc,user,hi\nc,robot,x\n").rows()
    assert isinstance(row, Rejection)
    assert row.line == 3
    assert "'robot' is not a role" in row.reason


def test_conversations_without_messages_or_ids_are_refused() -> None:
    assert "conversations need messages" in refusal('{"id": "1"}', name="x.jsonl", kind="conversations")
    assert "conversations need external_id" in refusal('{"messages": []}', name="x.jsonl")


# ------------------------------------------------------------------ files


def test_a_file_that_changes_between_check_and_reading_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Email\na@b.de\n", "utf-8")
    file = open_source(path, zone=BERLIN)
    path.write_text("Email\na@b.de\nc@d.de\n", "utf-8")
    with pytest.raises(InputError, match="was changed"):
        list(file.rows())


def test_rejected_rows_can_be_mended_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Email,Name\nada,'=1\nb@c.de,Bo\nx,y,z\n", "utf-8")
    file = open_source(path, zone=BERLIN)
    rejections = [row for row in file.rows() if isinstance(row, Rejection)]
    assert len(rejections) == 2
    report = write_rejected(path, rejections, file.headers)
    assert report == rejected_path(path) == tmp_path / "x.rejected.csv"
    with report.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert list(table[0]) == ["Email", "Name", "(cells beyond the header)", "line", "reason"]
    assert (table[0]["Name"], table[0]["line"], table[1]["line"]) == ("'=1", "2", "4")
    report.write_text(report.read_text("utf-8").replace("ada,", "ada@c.de,", 1), "utf-8")
    first = next(open_source(report, zone=BERLIN).rows())
    assert isinstance(first, LeadRow)
    assert (first.email, first.name, first.custom) == ("ada@c.de", "=1", {})


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Email,Note\n" + "".join(f"a{n}@b.de,{'x' * 1000}\n" for n in range(20_000)), "utf-8")
    tracemalloc.start()
    assert sum(isinstance(row, LeadRow) for row in open_source(path, zone=BERLIN).rows()) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size / 2


def test_no_report_is_written_where_nothing_was_rejected(tmp_path: Path) -> None:
    assert write_rejected(tmp_path / "x.csv", []) is None
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------ samples


def sample(name: str, mapping: str | None = None) -> SourceFile:
    found = read_mapping(ROOT / "data" / "samples" / "mappings" / mapping) if mapping else None
    return open_source(SAMPLES / name, mapping=found, zone=ZoneInfo("Asia/Dubai"))


@needs_samples
def test_the_real_estate_leads_reach_what_their_authors_publish() -> None:
    leads = list(sample("real_estate_leads/Leads.csv", "real_estate_leads.toml").rows())
    assert len(leads) == 5000
    good = [row for row in leads if isinstance(row, LeadRow)]
    assert len(good) == 5000
    assert sum(1 for row in good if row.moves) == 2278
    assert Counter(row.channel for row in good)["Instagram"] == 1229
    assert {row.captured_precision for row in good} == {"day"}
    sales = list(sample("real_estate_leads/Sales.csv", "real_estate_sales.toml").rows())
    assert len({row.external_id for row in sales if isinstance(row, MoveRow) and row.to == "converted"}) == 813


@needs_samples
def test_the_labelled_conversations_need_no_mapping() -> None:
    file = sample("labelled_conversations/conversations.jsonl")
    rows = list(file.rows())
    assert (file.kind, len(rows)) == ("conversations", 42)
    assert all(isinstance(row, ConversationRow) and row.messages for row in rows)


@needs_samples
@pytest.mark.parametrize("name", ["hubspot/import_sample.csv", "typebot/results_export.csv"])
def test_exports_of_other_systems_are_read_by_their_headers(name: str) -> None:
    rows = [row for row in sample(f"payloads/{name}").rows() if isinstance(row, LeadRow)]
    assert rows
    assert all(row.name and row.email for row in rows)
