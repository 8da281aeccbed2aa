-- What the capture form did: shown, asked, answered, refused, submitted, abandoned.
CREATE TABLE capture_event (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    conversation_id BIGINT,
    kind VARCHAR NOT NULL,
    field VARCHAR,
    form_version INTEGER,
    happened_at TIMESTAMP NOT NULL,
    happened_day DATE NOT NULL,
    happened_hour TINYINT NOT NULL,
    happened_weekday TINYINT NOT NULL
);
