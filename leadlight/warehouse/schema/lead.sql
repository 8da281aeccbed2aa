-- One row a lead: what the record says of it, and what its moves and its ledger add up to.
-- A line with <stage> stands once for each step of domain/status.py.
-- Instants are UTC; *_day, *_hour, *_weekday (ISO, 1 = Monday), *_week (its Monday), *_month (its first) are in the bot's zone.
CREATE TABLE lead (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    external_id VARCHAR,
    captured_at TIMESTAMP NOT NULL,
    captured_precision VARCHAR NOT NULL,
    name VARCHAR,
    email VARCHAR,
    phone VARCHAR,
    company VARCHAR,
    website VARCHAR,
    channel VARCHAR,
    landing_page VARCHAR,
    landing_path VARCHAR,
    landing_group VARCHAR,                   -- by the bot's page rules, else host and first part of the path
    source_page VARCHAR,
    source_path VARCHAR,
    source_group VARCHAR,                    -- likewise
    referrer VARCHAR,
    utm_source VARCHAR,
    utm_medium VARCHAR,
    utm_campaign VARCHAR,
    utm_term VARCHAR,
    utm_content VARCHAR,
    status VARCHAR NOT NULL,
    status_at TIMESTAMP NOT NULL,
    status_precision VARCHAR NOT NULL,
    status_reason VARCHAR,
    owner VARCHAR,
    trigger VARCHAR,
    country VARCHAR,
    region VARCHAR,
    city VARCHAR,
    timezone VARCHAR,
    conversation_id BIGINT,
    conversation_external_id VARCHAR,
    custom VARCHAR NOT NULL,                 -- a JSON object of texts
    is_test BOOLEAN NOT NULL,                -- carried, and left out of every number
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    search_text VARCHAR NOT NULL,            -- name, e-mail, phone, company in small letters, a line each
    captured_day DATE NOT NULL,
    captured_hour TINYINT NOT NULL,
    captured_weekday TINYINT NOT NULL,
    captured_week DATE NOT NULL,
    captured_month DATE NOT NULL,
    status_day DATE NOT NULL,
    closed_day DATE,                         -- the day it was won or lost, while it is
    closed_as VARCHAR,                       -- 'won', 'lost'
    reached_<stage> BOOLEAN NOT NULL,        -- it, or a later stage, was entered by a move that stands
    entered_<stage> BOOLEAN NOT NULL,        -- this very stage was entered by a move that stands
    first_<stage>_at TIMESTAMP,              -- when this very stage was first entered
    first_<stage>_day DATE,                  -- the day of that
    reached_<stage>_day DATE,                -- the day it, or a later stage, was first entered
    days_to_<stage> DOUBLE,                  -- from capture to that: days of 24 hours, else whole local days
    standing_moves INTEGER NOT NULL,         -- its moves of status that nobody undid
    contact_seconds BIGINT,                  -- from capture to the first entry of contacted or later; null where either has only a day
    contact_office_seconds BIGINT,           -- the same in the bot's office hours (domain/promptness.py)
    score INTEGER,                           -- the ledger's clamped sum; null without conversation and ledger
    temperature VARCHAR NOT NULL,            -- 'hot', 'warm', 'cold', '(none)'
    reasons VARCHAR[] NOT NULL,              -- kinds of its strongest signals, strongest first
    signals VARCHAR[] NOT NULL               -- every kind of signal in its ledger, in order of the alphabet
);
