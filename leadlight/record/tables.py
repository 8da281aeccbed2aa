"""The tables of the record. Append-only where history matters; every instant is UTC microseconds (see types.py)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
)
from sqlalchemy.sql.type_api import TypeEngine

from leadlight.record.types import Instant, JsonInOrder, JsonText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows itself only in an INTEGER key; PostgreSQL wants 64 bits.
Id: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text)


def _bot_id() -> Column[int]:
    return Column("bot_id", Id, ForeignKey("bot.id"), nullable=False)


def _places() -> list[Column[str]]:
    return [_text(name) for name in ("country", "region", "city", "timezone")]


def _journey() -> list[Column[str]]:
    """Where a conversation or a lead came from: pages as given, their normalised paths, referrer and campaign."""
    names = ("channel", "landing_page", "landing_path", "source_page", "source_path", "referrer")
    utm = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
    return [_text(name) for name in names + utm]


bot = Table(
    "bot",
    metadata,
    _id(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("country", Text),
    Column("hot_from", Integer, nullable=False, server_default="60"),
    Column("warm_from", Integer, nullable=False, server_default="30"),
    Column("is_demo", Boolean, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("page_groups", JsonText, nullable=False, server_default="[]"),
    Column("points", JsonText, nullable=False, server_default="{}"),
    Column("office_days", String(7), nullable=False, server_default="12345"),
    Column("office_opens", Integer, nullable=False, server_default="540"),
    Column("office_closes", Integer, nullable=False, server_default="1080"),
    sqlite_autoincrement=True,
)
Index("uq_bot_key_folded", func.lower(bot.c.key), unique=True)

conversation = Table(
    "conversation",
    metadata,
    _id(),
    _bot_id(),
    _text("external_id"),
    *_journey(),
    _text("visitor"),
    _text("language"),
    *_places(),
    Column("started_at", Instant, nullable=False),
    Column("last_message_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("messages", Integer, nullable=False),
    Column("visitor_messages", Integer, nullable=False),
    Column("is_test", Boolean, nullable=False, server_default="0"),
    Column("batch_id", Id, ForeignKey("import_batch.id")),
    Column("import_hash", String(32)),
    # Which rules made its ledger: `score` does again those that older rules scored.
    Column("scored_by", String(16)),
    Column("created_at", Instant, nullable=False),
    Index("ix_conversation_bot_scored_by", "bot_id", "scored_by", "id"),
    Index("uq_conversation_external_id", "bot_id", "external_id", unique=True),
    sqlite_autoincrement=True,
)
_VISITOR = conversation.c.visitor.is_not(None)  # the same visitor again is the same person
Index(
    "ix_conversation_visitor",
    conversation.c.bot_id,
    conversation.c.visitor,
    sqlite_where=_VISITOR,
    postgresql_where=_VISITOR,
)

message = Table(
    "message",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", Instant),
    CheckConstraint("role IN ('visitor', 'bot', 'agent', 'system')", name="role"),
    sqlite_with_rowid=False,
)

lead = Table(
    "lead",
    metadata,
    _id(),
    _bot_id(),
    Column("version", Integer, nullable=False, server_default="1"),
    _text("external_id"),
    Column("captured_at", Instant, nullable=False),
    Column("captured_precision", String(8), nullable=False, server_default="instant"),
    _text("name"),
    _text("email"),
    _text("email_key"),
    _text("phone"),
    _text("company"),
    _text("website"),
    *_journey(),
    Column("status", String(16), nullable=False),
    Column("status_at", Instant, nullable=False),
    Column("status_precision", String(8), nullable=False, server_default="instant"),
    _text("status_reason"),
    _text("owner"),
    _text("trigger"),
    *_places(),
    Column("conversation_id", Id, ForeignKey("conversation.id")),
    _text("conversation_external_id"),
    Column("custom", JsonText, nullable=False, server_default="{}"),
    Column("is_test", Boolean, nullable=False, server_default="0"),
    Column("batch_id", Id, ForeignKey("import_batch.id")),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("uq_lead_external_id", "bot_id", "external_id", unique=True),
    Index("ix_lead_email_key", "bot_id", "email_key"),
    Index("ix_lead_phone", "bot_id", "phone"),
    Index("ix_lead_name", "bot_id", "name"),
    Index("ix_lead_conversation_id", "conversation_id"),
    Index("ix_lead_conversation_external_id", "bot_id", "conversation_external_id"),
    sqlite_autoincrement=True,
)

stage_move = Table(
    "stage_move",
    metadata,
    _id(),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False),
    Column("from_status", String(16)),
    Column("to_status", String(16), nullable=False),
    _text("reason"),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("at_precision", String(8), nullable=False, server_default="instant"),
    Column("recorded_at", Instant, nullable=False),
    # An undo is a move of its own that names the move it voids; a move is void when such a row exists.
    Column("voids_id", Id, ForeignKey("stage_move.id")),
    Column("batch_id", Id, ForeignKey("import_batch.id")),
    Index("ix_stage_move_lead_id", "lead_id"),
    sqlite_autoincrement=True,
)
# Few moves void another, but each deleted move must be sure that none voids it.
_VOIDS = stage_move.c.voids_id.is_not(None)
Index("ix_stage_move_voids_id", stage_move.c.voids_id, sqlite_where=_VOIDS, postgresql_where=_VOIDS)

score_entry = Table(
    "score_entry",
    metadata,
    _id(),
    _bot_id(),
    # A signal belongs to its conversation; an override by a person belongs to the lead.
    Column("conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE")),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE")),
    Column("kind", String(40), nullable=False),
    Column("points", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("position", Integer),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_score_entry_conversation_id", "conversation_id"),
    Index("ix_score_entry_lead_id", "lead_id"),
    sqlite_autoincrement=True,
)

lead_apart = Table(
    "lead_apart",
    metadata,
    # A person said that these two are not the same, so they are not offered to each other again.
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("other_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("lead_id < other_id", name="order"),
    Index("ix_lead_apart_other_id", "other_id"),
)

summary = Table(
    "summary",
    metadata,
    # What a conversation comes to, as last made: of the visitor's own words, or by a model.
    Column(
        "conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    _bot_id(),
    Column("text", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    _text("model"),
    Column("prompt_version", String(16)),
    _text("language"),
    Column("transcript_hash", String(32), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("tokens", Integer, nullable=False, server_default="0"),
    Column("signals", JsonText, nullable=False, server_default="[]"),
    _text("trouble"),
    CheckConstraint("kind IN ('extractive', 'model')", name="kind"),
    Index("ix_summary_transcript_hash", "bot_id", "transcript_hash"),
)

model_use = Table(
    "model_use",
    metadata,
    # How often a bot's conversations went to the model on a day, so that its budget holds for every process.
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("tokens", BigInteger, nullable=False, server_default="0"),
)

capture_event = Table(
    "capture_event",
    metadata,
    _id(),
    _bot_id(),
    Column("conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE")),
    Column("kind", String(12), nullable=False),
    _text("field"),
    Column("form_version", Integer),
    Column("at", Instant, nullable=False),
    CheckConstraint("kind IN ('shown', 'asked', 'answered', 'refused', 'submitted', 'abandoned')", name="kind"),
    Index("ix_capture_event_conversation_id", "conversation_id"),
    sqlite_autoincrement=True,
)

form = Table(
    "form",
    metadata,
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("fields", JsonText, nullable=False),
    Column("rules", JsonText, nullable=False, server_default="{}"),
    Column("actor", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    _text("note"),
)

capture_state = Table(
    "capture_state",
    metadata,
    # Where the capture stands in a live conversation: what was given, asked and refused so far.
    Column(
        "conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("state", JsonText, nullable=False),
    Column("seen", JsonText, nullable=False, server_default="[]"),  # ids of messages that came: one twice is one
    Column("is_open", Boolean, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
Index(
    "ix_capture_state_open",
    capture_state.c.updated_at,
    sqlite_where=capture_state.c.is_open,
    postgresql_where=capture_state.c.is_open,
)

phrasing = Table(
    "phrasing",
    metadata,
    # How a model words the questions of one version of a form in one language; wanted as soon as one was asked so.
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True, autoincrement=False),
    Column("form_version", Integer, primary_key=True, autoincrement=False),
    Column("language", String(8), primary_key=True),
    Column("lines", JsonText, nullable=False, server_default="{}"),
    _text("made_by"),
    Column("tried_at", Instant),
    _text("trouble"),
)

api_key = Table(
    "api_key",
    metadata,
    _id(),
    _bot_id(),
    Column("kind", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("hash", String(64), nullable=False),  # SHA-256: the key itself is nowhere
    Column("origins", JsonText, nullable=False, server_default="[]"),
    Column("created_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("used_at", Instant),  # to the hour: not every request is a write
    CheckConstraint("kind IN ('public', 'secret')", name="kind"),
    Index("uq_api_key_hash", "hash", unique=True),
    Index("ix_api_key_bot_id", "bot_id"),
    sqlite_autoincrement=True,
)

idempotency = Table(
    "idempotency",
    metadata,
    # What was answered to a request that named a key: the same again gets the same answer, and does nothing.
    Column("bot_id", Id, ForeignKey("bot.id"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", JsonText, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_idempotency_created_at", "created_at"),
)

spam = Table(
    "spam",
    metadata,
    # Forms that were screened out: kept apart, whole, with the reason, so that none is lost.
    _id(),
    _bot_id(),
    Column("body", JsonText, nullable=False),
    Column("why", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Index("ix_spam_bot_id", "bot_id"),
    sqlite_autoincrement=True,
)

activity = Table(
    "activity",
    metadata,
    _id(),
    Column("bot_id", Id, ForeignKey("bot.id")),
    Column("entity", String(16), nullable=False),
    Column("entity_id", Id, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", String(24), nullable=False),
    # Names of the fields only: who did what to which field of which id, never the values.
    Column("fields", JsonText, nullable=False, server_default="[]"),
    Column("at", Instant, nullable=False),
    Column("batch_id", Id, ForeignKey("import_batch.id")),
    Index("ix_activity_entity_entity_id", "entity", "entity_id"),
    Index("ix_activity_bot_id_at", "bot_id", "at"),
    sqlite_autoincrement=True,
)

value_history = Table(
    "value_history",
    metadata,
    _id(),
    Column("activity_id", Id, ForeignKey("activity.id"), nullable=False),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False),
    Column("field", Text, nullable=False),
    _text("before"),
    _text("after"),
    Index("ix_value_history_lead_id", "lead_id"),
    Index("ix_value_history_activity_id", "activity_id"),
    sqlite_autoincrement=True,
)

lead_note = Table(
    "lead_note",
    metadata,
    _id(),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_lead_note_lead_id", "lead_id"),
    sqlite_autoincrement=True,
)

lead_merge = Table(
    "lead_merge",
    metadata,
    # A lead that became part of another: how it was known, so that imports find the one that is left, and how both
    # stood, so that it can be undone. `lead_id` is who holds it now, `into_id` whom it was merged into.
    _id(),
    _bot_id(),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), nullable=False),
    Column("into_id", Id, nullable=False),
    Column("gone_id", Id, nullable=False),
    _text("external_id"),
    _text("email_key"),
    _text("phone"),
    _text("conversation_external_id"),
    Column("conversation_id", Id, ForeignKey("conversation.id", ondelete="SET NULL")),
    Column("stated", JsonText),
    Column("before", JsonText, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_lead_merge_lead_id", "lead_id"),
    Index("ix_lead_merge_conversation_id", "conversation_id"),
    *(
        Index(f"ix_lead_merge_{name}", "bot_id", name)
        for name in ("external_id", "email_key", "phone", "conversation_external_id")
    ),
    sqlite_autoincrement=True,
)

outbox_event = Table(
    "outbox_event",
    metadata,
    Column("id", String(26), primary_key=True),  # a ULID: sortable, safe to show to receivers
    _bot_id(),
    Column("type", String(32), nullable=False),
    Column("lead_id", Id, nullable=False),  # no foreign key: `lead.deleted` outlives its lead
    Column("sequence", Integer, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("payload", JsonText, nullable=False),
    Index("uq_outbox_event_lead_sequence", "lead_id", "sequence", unique=True),
)

import_batch = Table(
    "import_batch",
    metadata,
    _id(),
    _bot_id(),
    Column("kind", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("file", Text, nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("mapping", JsonText),
    Column("actor", Text, nullable=False),
    Column("state", String(10), nullable=False),  # running, stopping, done, stopped, undoing, undone
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("read", Integer, nullable=False, server_default="0"),
    Column("created", Integer, nullable=False, server_default="0"),
    Column("updated", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("total", Integer),  # rows the file holds, where that is known before the end
    Column("seen_at", Instant),  # the last sign of life of whoever runs it
    _text("trouble"),
    Column("announced", Boolean, nullable=False, server_default="0"),  # then undoing it is announced too
    Column("undone_at", Instant),
    _text("undone_by"),
    Index("ix_import_batch_bot_id", "bot_id"),
    sqlite_autoincrement=True,
)
# What a batch created is found again when it is undone.
for _made in (conversation, lead):
    _by_batch = _made.c.batch_id.is_not(None)
    Index(f"ix_{_made.name}_batch_id", _made.c.batch_id, sqlite_where=_by_batch, postgresql_where=_by_batch)

import_row = Table(
    "import_row",
    metadata,
    # What the last import said of a lead: an equal row is unchanged, and a later edit is never reverted by it.
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("batch_id", Id, ForeignKey("import_batch.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("stated", JsonText, nullable=False),
    Index("ix_import_row_batch_id", "batch_id"),
)

import_rejection = Table(
    "import_rejection",
    metadata,
    Column("batch_id", Id, ForeignKey("import_batch.id"), primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("cells", JsonInOrder, nullable=False),
)

import_before = Table(
    "import_before",
    metadata,
    # How a lead or a conversation stood before a batch changed it: what undo puts back. Created ones name their batch.
    _id(),
    Column("batch_id", Id, ForeignKey("import_batch.id"), nullable=False),
    Column("lead_id", Id, ForeignKey("lead.id", ondelete="CASCADE")),
    Column("conversation_id", Id, ForeignKey("conversation.id", ondelete="CASCADE")),
    Column("mark", Text, nullable=False),  # the version or hash the batch left it at: another one now was touched since
    Column("before", JsonText, nullable=False),
    Index("uq_import_before_lead", "batch_id", "lead_id", unique=True),
    Index("uq_import_before_conversation", "batch_id", "conversation_id", unique=True),
    Index("ix_import_before_lead_id", "lead_id"),
    Index("ix_import_before_conversation_id", "conversation_id"),
    sqlite_autoincrement=True,
)

import_mapping = Table(
    "import_mapping",
    metadata,
    # A mapping a person saved; a file with the same headers takes it by itself.
    _id(),
    _bot_id(),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("headers", JsonText, nullable=False),
    Column("mapping", JsonText, nullable=False),
    Column("actor", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("uq_import_mapping_name", "bot_id", "name", unique=True),
    sqlite_autoincrement=True,
)

job = Table(
    "job",
    metadata,
    # What was run when and how it ended, for `doctor`; an import has its batch beside.
    _id(),
    Column("kind", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("process", Text, nullable=False),  # host and pid: a running job of a process that is gone was stopped
    Column("state", String(10), nullable=False),  # running, done, failed, stopped
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("detail", JsonText, nullable=False, server_default="{}"),  # counts and causes; never a person's data
    Index("ix_job_kind_started_at", "kind", "started_at"),
    sqlite_autoincrement=True,
)

installation = Table(
    "installation",
    metadata,
    # One row, written by the migration: what tells this record from any other, wherever it is moved.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(32), nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=True),
    Column("xid", BigInteger),  # PostgreSQL: the transaction, because sequence order is not commit order there
    Column("entity", String(16), nullable=False),
    Column("entity_id", Id, nullable=False),
    # Followed in this order there; SQLite's one writer is followed by the key.
    Index("ix_change_xid_seq", "xid", "seq").ddl_if(dialect="postgresql"),
    sqlite_autoincrement=True,
)

follower = Table(
    "follower",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("xid", BigInteger, nullable=False, server_default="0"),
    Column("seq", BigInteger, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

pruned = Table(
    "pruned",
    metadata,
    # One row: feed rows up to here are gone; a follower behind it must rebuild.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("xid", BigInteger, nullable=False, server_default="0"),
    Column("seq", BigInteger, nullable=False),
)
