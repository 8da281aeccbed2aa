-- The history of every lead's status, moves that were undone and the undoing included.
CREATE TABLE stage_move (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    lead_id BIGINT NOT NULL,
    from_status VARCHAR,
    to_status VARCHAR NOT NULL,
    reason VARCHAR,
    actor VARCHAR NOT NULL,
    moved_at TIMESTAMP NOT NULL,
    moved_precision VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    is_void BOOLEAN NOT NULL,                -- a later move undid it
    is_undo BOOLEAN NOT NULL,                -- it undid an earlier move
    stood_in VARCHAR,                        -- the status it ended; null where it ended none
    stood_days DOUBLE,                       -- for how long the lead had stood there: days of 24 hours, else whole local days
    moved_day DATE NOT NULL,
    moved_hour TINYINT NOT NULL,
    moved_weekday TINYINT NOT NULL
);
