"""Drawing the made record, some tens of thousands of conversations at a time: frames in the record's own columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from benchmarks.made import words
from benchmarks.made.lives import live
from benchmarks.made.talks import CLOSING, INTRODUCTION, LAST, LENGTH, STRANGER, Stock, stock
from leadlight.clock import to_micros
from leadlight.domain.normalise import page_path
from leadlight.scoring.version import rules_version

CHUNK = 50_000
"""Conversations drawn at once."""
MONTHS = 24
SILENT_SHARE = 0.03
"""Leads without a conversation."""
BEATS = (0, 4, 35, 39, 82, 110)
"""Seconds after the start at which each message comes, for a visitor of usual speed."""
MINUTE = 60_000_000
Frames = dict[str, pl.DataFrame]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Size:
    """How much to make: leads, three times as many conversations, over the 24 months before the day `until`."""

    leads: int
    seed: int
    until: date

    @property
    def conversations(self) -> int:
        """Conversations, with or without a lead."""
        return 3 * self.leads

    @cached_property
    def end(self) -> int:
        """The last instant, in microseconds."""
        return to_micros(datetime(self.until.year, self.until.month, self.until.day, tzinfo=UTC))

    @cached_property
    def hours(self) -> tuple[Floats, Floats]:
        """Instants an hour apart, and the share of all traffic before each: growth, weekdays, and hours of the day."""
        count = round(MONTHS * 30.44 * 24)
        instants = self.end - np.arange(count, -1, -1, dtype=np.int64) * 60 * MINUTE
        hour = (instants // (60 * MINUTE)) % 24
        weekday = ((instants // (24 * 60 * MINUTE)) + 3) % 7  # 1970-01-01 was a Thursday
        growth = 1.03 ** (np.arange(count + 1) / (30.44 * 24))
        weight = growth * np.where(weekday < 5, 1.0, 0.55) * np.where((hour >= 7) & (hour < 21), 1.0, 0.25)
        share = np.concatenate([[0.0], np.cumsum(weight[1:])])
        return instants.astype(np.float64), share / share[-1]


def bots(size: Size) -> pl.DataFrame:
    """The bots, numbered from 1."""
    began = to_micros(datetime.combine(size.until, datetime.min.time(), UTC) - timedelta(days=800))
    rows = [(at, b.key, b.name, b.zone, b.country, 60, 30, 0, began, 1) for at, b in enumerate(words.BOTS, start=1)]
    names = ("id", "key", "name", "zone", "country", "hot_from", "warm_from", "is_demo", "created_at", "version")
    return pl.DataFrame(rows, schema=list(names), orient="row")


def chunks(size: Size) -> Iterator[Frames]:
    """Every table's rows in order of id, a chunk of conversations at a time. Bots are apart."""
    talks, given = stock(size.seed), {"lead": 0}
    for low in range(0, size.conversations, CHUNK):
        high = min(low + CHUNK, size.conversations)
        rng = np.random.default_rng([size.seed, low])
        yield _chunk(size, rng, talks, low, high, given)


def _chunk(size: Size, rng: np.random.Generator, talks: Stock, low: int, high: int, given: dict[str, int]) -> Frames:
    leads = round(size.leads * high / size.conversations) - given["lead"]
    silent = round(leads * SILENT_SHARE)
    visits = _visits(size, rng, talks, low, high)
    talked = visits.filter(_captured(rng, visits, leads - silent))
    people = _people(size, rng, talked, silent, given["lead"])
    given["lead"] += leads
    contact = people.filter(pl.col("conversation_id").is_not_null()).select(
        pl.col("conversation_id").alias("id"),
        pl.format(INTRODUCTION.format(name="{}", email="{}"), "name", "email").alias("contact"),
    )
    visits = visits.join(contact, on="id", how="left", maintain_order="left")
    lived = live(rng, people, size.end)
    return {
        "conversation": _conversations(visits),
        "message": _messages(visits, talks),
        "score_entry": _ledger(visits, talks),
        "capture_event": _events(rng, visits),
        "lead": lived.leads,
        "stage_move": lived.moves,
        "activity": _activity(lived.leads),
    }


def _visits(size: Size, rng: np.random.Generator, talks: Stock, low: int, high: int) -> pl.DataFrame:
    """Conversations without what was said: who, where from, when, and which talk of the stock it is."""
    count = high - low
    instants, share = size.hours
    started = np.interp((low + np.sort(rng.random(count)) * count) / size.conversations, share, instants)
    bot = _pick(rng, count, [each.share for each in words.BOTS])
    channel = _pick(rng, count, [each.share for each in words.CHANNELS])
    languages = np.array(talks.languages)
    town = rng.integers(0, len(words.TOWNS), count)
    talk = rng.integers(0, len(languages), count)
    frame = pl.DataFrame(
        {
            "id": np.arange(low + 1, high + 1),
            "bot_id": bot + 1,
            "channel": np.array([each.key for each in words.CHANNELS])[channel],
            "win": np.array([each.win for each in words.CHANNELS])[channel],
            "started_at": started.astype(np.int64) // 1_000_000 * 1_000_000,
            "speed": rng.integers(500, 3_000, count),
            "talk": talk,
            "language": languages[talk],
            "temperature": np.array(talks.temperatures)[talk],
            "visitor": rng.integers(0, size.conversations, count),
            "is_test": (rng.random(count) < 0.001).astype(np.int64),
        }
    )
    knows_page = rng.random(count) < np.array([each.site for each in words.CHANNELS])[channel]
    return frame.with_columns(
        pl.format("c-{}", pl.col("id").cast(pl.String).str.zfill(8)).alias("external_id"),
        pl.format("v-{}", pl.col("visitor")).alias("visitor"),
        *_places(town),
        *_pages(rng, bot, knows_page),
        *_campaign(rng, count),
    )


def _pick(rng: np.random.Generator, count: int, shares: list[float]) -> Ints:
    edges = np.cumsum(shares) / np.sum(shares)
    return np.searchsorted(edges, rng.random(count), side="right").astype(np.int64)


def _taken(values: list[str], at: Ints, present: Any = None) -> pl.Series:
    """The values at these places; null where not present."""
    series = pl.Series(values, dtype=pl.String).gather(at)
    return series if present is None else series.zip_with(pl.Series(present), pl.Series([None], dtype=pl.String))


def _places(town: Ints) -> list[pl.Series]:
    names = ("country", "region", "city", "timezone")
    return [_taken([each[at] for each in words.TOWNS], town).alias(name) for at, name in enumerate(names)]


def _pages(rng: np.random.Generator, bot: Ints, knows: Any) -> list[pl.Series]:
    """Landing and source page with their paths. A few pages have most of the visits (Zipf)."""
    count = len(bot)
    every = [page for each in words.BOTS for page in words.pages(each)]
    paths = [page_path(page) for page in every]
    popular = [1 / (rank + 1) for rank in range(words.PAGES)]
    source = bot * words.PAGES + _pick(rng, count, popular)
    landing = np.where(rng.random(count) < 0.5, source, bot * words.PAGES + _pick(rng, count, popular))
    return [
        _taken(every, landing, knows).alias("landing_page"),
        _taken(paths, landing, knows).alias("landing_path"),
        _taken(every, source, knows).alias("source_page"),
        _taken(paths, source, knows).alias("source_path"),
    ]


def _campaign(rng: np.random.Generator, count: int) -> list[pl.Series]:
    bought = rng.random(count) < 0.35
    which = _pick(rng, count, [1 / (rank + 1) for rank in range(len(words.CAMPAIGNS))])
    term = rng.integers(0, len(words.TERMS), count)
    refer = rng.integers(0, len(words.REFERRERS), count)
    names = ("utm_source", "utm_medium", "utm_campaign")
    columns = [_taken([each[at] for each in words.CAMPAIGNS], which, bought).alias(n) for at, n in enumerate(names)]
    return [
        *columns,
        _taken(list(words.TERMS), term, bought & (rng.random(count) < 0.4)).alias("utm_term"),
        _taken([f"ad-{at}" for at in range(1, 7)], term, bought & (rng.random(count) < 0.5)).alias("utm_content"),
        _taken(list(words.REFERRERS), refer, rng.random(count) < 0.5).alias("referrer"),
    ]


def _captured(rng: np.random.Generator, visits: pl.DataFrame, count: int) -> pl.Series:
    """Which conversations produce a lead: warm ones more often."""
    eager = visits.get_column("temperature").replace_strict({"hot": 3.0, "warm": 1.6, "cold": 0.7}).to_numpy()
    keys = np.log(eager) + rng.gumbel(size=visits.height)
    chosen = np.zeros(visits.height, dtype=bool)
    chosen[np.argpartition(keys, visits.height - count)[visits.height - count :]] = count > 0
    return pl.Series(chosen)


def _people(size: Size, rng: np.random.Generator, talked: pl.DataFrame, silent: int, given: int) -> pl.DataFrame:
    """The leads of a chunk without what became of them: from conversations, and some that came without."""
    talked = talked.select(
        "bot_id", "channel", "win", "temperature", "is_test", "country", "region", "city", "timezone",
        "landing_page", "landing_path", "source_page", "source_path", "referrer",
        "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
        pl.col("id").alias("conversation_id"), pl.col("external_id").alias("conversation_external_id"),
        (pl.col("started_at") + BEATS[LAST] * pl.col("speed") * 1_000).alias("captured_at"),
    )  # fmt: skip
    quiet = talked.sample(min(silent, talked.height), seed=given).with_columns(
        _taken(list(words.SILENT), rng.integers(0, len(words.SILENT), min(silent, talked.height))).alias("channel"),
        pl.lit("silent").alias("temperature"),
        (pl.col("captured_at") + 7 * MINUTE).alias("captured_at"),
        *(pl.lit(None, pl.String).alias(name) for name in talked.columns if name.startswith(("landing", "source"))),
        pl.lit(None, pl.Int64).alias("conversation_id"),
        pl.lit(None, pl.String).alias("conversation_external_id"),
    )
    people = pl.concat([talked, quiet]).with_columns(pl.col("captured_at").clip(upper_bound=size.end))
    people = people.sort("captured_at", maintain_order=True).with_columns(
        (pl.int_range(pl.len(), dtype=pl.Int64) + given + 1).alias("id")
    )
    return people.with_columns(*_contact(rng, people))


def _contact(rng: np.random.Generator, people: pl.DataFrame) -> list[pl.Series | pl.Expr]:
    count = people.height
    first = _taken(list(words.FIRST), rng.integers(0, len(words.FIRST), count))
    last = _taken(list(words.LAST), rng.integers(0, len(words.LAST), count))
    host = _taken(list(words.MAIL_HOSTS), rng.integers(0, len(words.MAIL_HOSTS), count))
    firm = _taken(list(words.FIRMS), rng.integers(0, len(words.FIRMS), count))
    trade = _taken(list(words.TRADES), rng.integers(0, len(words.TRADES), count))
    form = _taken(list(words.FORMS), rng.integers(0, len(words.FORMS), count))
    begins = {town[2]: town[5] for town in words.TOWNS}
    number = pl.Series(rng.integers(10_000, 99_999, count)).cast(pl.String)
    ascii_last = last.str.normalize("NFKD").str.replace_all(r"[^A-Za-z]", "").str.to_lowercase()
    ascii_first = first.str.normalize("NFKD").str.replace_all(r"[^A-Za-z]", "").str.to_lowercase()
    ident = people.get_column("id").cast(pl.String)
    email = ascii_first + "." + ascii_last + ident + "@" + host
    company = firm + " " + trade + " " + form
    no_company = pl.Series(rng.random(count) < 0.55)
    blank = pl.Series([None], dtype=pl.String)
    phone = people.get_column("city").replace_strict(begins) + number
    silent = people.get_column("conversation_id").is_null()
    custom = pl.Series(
        ["{}", '{"team_size":"12"}', '{"budget":"5000","plan_interest":"Crew"}', '{"newsletter":"yes"}']
    ).gather(_pick(rng, count, [0.6, 0.2, 0.1, 0.1]))
    return [
        (first + " " + last).alias("name"),
        email.zip_with(~(silent & pl.Series(rng.random(count) < 0.5)), blank).alias("email"),
        phone.zip_with(silent | pl.Series(rng.random(count) < 0.6), blank).alias("phone"),
        blank.zip_with(no_company, company).alias("company"),
        blank.zip_with(no_company, "https://www." + firm.str.to_lowercase() + ".example").alias("website"),
        _taken(list(words.TRIGGERS), rng.integers(0, len(words.TRIGGERS), count)).alias("trigger"),
        custom.alias("custom"),
        pl.Series("external_id", "l-" + ident.str.zfill(8)),
    ]


def _conversations(visits: pl.DataFrame) -> pl.DataFrame:
    last = pl.col("started_at") + BEATS[LAST] * pl.col("speed") * 1_000
    captured = pl.col("contact").is_not_null()
    kept = visits.with_columns(
        last.alias("last_message_at"),
        (last + 30 * MINUTE).alias("ended_at"),
        pl.lit(LENGTH).alias("messages"),
        pl.when(captured).then(LENGTH // 2 + 1).otherwise(LENGTH // 2).alias("visitor_messages"),
        pl.lit(rules_version()).alias("scored_by"),
        last.alias("created_at"),
    )
    return kept.drop("win", "speed", "talk", "temperature", "contact")


def _messages(visits: pl.DataFrame, talks: Stock) -> pl.DataFrame:
    """Six messages a conversation, in order."""
    said = talks.texts.with_columns(
        pl.col("position").replace_strict(dict(enumerate(BEATS)), return_dtype=pl.Int64).alias("beat")
    )
    rows = visits.select("id", "talk", "language", "started_at", "speed", "contact").join(
        said, on="talk", maintain_order="left_right"
    )
    is_last = pl.col("position") == LAST
    closing = pl.col("language").replace_strict(CLOSING)
    return rows.select(
        pl.col("id").alias("conversation_id"),
        "position",
        pl.when(is_last & pl.col("contact").is_null()).then(pl.lit("bot")).otherwise("role").alias("role"),
        pl.when(is_last).then(pl.coalesce("contact", closing)).otherwise("text").alias("text"),
        (pl.col("started_at") + pl.col("beat") * pl.col("speed") * 1_000).alias("sent_at"),
    )


def _ledger(visits: pl.DataFrame, talks: Stock) -> pl.DataFrame:
    """What the rules say of each conversation, as score_entry."""
    rows = visits.select(
        "id", "bot_id", "talk", "started_at", "speed", "contact", pl.col("contact").is_not_null().alias("captured")
    ).join(talks.ledger, on=["talk", "captured"], maintain_order="left_right")
    beat = pl.col("position").replace_strict(dict(enumerate(BEATS)), return_dtype=pl.Int64)
    own = pl.col("quote") == STRANGER
    return rows.select(
        "bot_id",
        pl.col("id").alias("conversation_id"),
        "kind",
        "points",
        pl.when(own).then("contact").otherwise("quote").alias("quote"),
        "position",
        pl.lit("rules").alias("actor"),
        (pl.col("started_at") + beat * pl.col("speed") * 1_000).alias("at"),
    )


def _events(rng: np.random.Generator, visits: pl.DataFrame) -> pl.DataFrame:
    """The form: shown to all who became leads and to some others, then submitted or abandoned."""
    shown = visits.filter(pl.col("contact").is_not_null() | pl.Series(rng.random(visits.height) < 0.2))
    end = pl.when(pl.col("contact").is_not_null()).then(pl.lit("submitted")).otherwise(pl.lit("abandoned"))
    both = [
        shown.select("bot_id", pl.col("id").alias("conversation_id"), kind.alias("kind"),
                     (pl.col("started_at") + seconds * pl.col("speed") * 1_000).alias("at"))
        for kind, seconds in ((pl.lit("shown"), BEATS[4]), (end, BEATS[LAST]))
    ]  # fmt: skip
    return pl.concat(both).sort("conversation_id", "at").with_columns(pl.lit(1).alias("form_version"))


def _activity(leads: pl.DataFrame) -> pl.DataFrame:
    return leads.select(
        "bot_id",
        pl.lit("lead").alias("entity"),
        pl.col("id").alias("entity_id"),
        pl.lit(words.CAPTURED_BY).alias("actor"),
        pl.lit("captured").alias("verb"),
        pl.lit("[]").alias("fields"),
        pl.col("captured_at").alias("at"),
    )
