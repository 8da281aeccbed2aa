-- One row a conversation, whether it produced a lead or not. Local columns are in the bot's zone.
CREATE TABLE conversation (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    external_id VARCHAR,
    channel VARCHAR,
    landing_path VARCHAR,
    landing_group VARCHAR,                   -- by the bot's page rules, else host and first part of the path
    source_path VARCHAR,
    source_group VARCHAR,                    -- likewise
    utm_source VARCHAR,
    utm_medium VARCHAR,
    utm_campaign VARCHAR,
    visitor VARCHAR,
    language VARCHAR,
    country VARCHAR,
    started_at TIMESTAMP NOT NULL,
    last_message_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    messages INTEGER NOT NULL,
    visitor_messages INTEGER NOT NULL,
    is_test BOOLEAN NOT NULL,
    started_day DATE NOT NULL,
    started_hour TINYINT NOT NULL,
    started_weekday TINYINT NOT NULL,
    started_week DATE NOT NULL,
    started_month DATE NOT NULL,
    lead_id BIGINT,                          -- the first lead it produced
    score INTEGER NOT NULL,                  -- the sum of its signals, held within 0 to 100
    temperature VARCHAR NOT NULL,            -- hot, warm or cold, by the bot's thresholds
    form VARCHAR,                            -- how far the capture form ever got: shown, started, submitted; null: never shown
    form_shown_at TIMESTAMP,                 -- the first of its events
    form_started_at TIMESTAMP,               -- the first answer, or the submission where no answer was noted
    form_submitted_at TIMESTAMP,             -- the first submission
    form_fields VARCHAR,                     -- a JSON list of "field:answered", ":refused", ":asked" (neither), each field once, as first asked
    form_left_at VARCHAR,                    -- the last field it spoke of, where it was never submitted
    is_missed BOOLEAN NOT NULL               -- hot, and neither a lead nor contact data came of it
);
