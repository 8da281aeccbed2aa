-- How far this warehouse has followed the record's feed, and which record and schema it was built from.
CREATE TABLE watermark (
    xid BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    followed_at TIMESTAMP NOT NULL           -- when it was last followed
);
CREATE TABLE meta (
    key VARCHAR NOT NULL,                    -- schema or record
    value VARCHAR NOT NULL                   -- the version of this schema, the key of the record it follows
);
