-- The score ledger without the visitors' words: a signal belongs to a conversation, an override to a lead.
CREATE TABLE score_entry (
    id BIGINT NOT NULL,
    bot_id BIGINT NOT NULL,
    conversation_id BIGINT,
    lead_id BIGINT,
    kind VARCHAR NOT NULL,
    points INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    given_at TIMESTAMP NOT NULL
);
