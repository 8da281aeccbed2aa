-- How far this warehouse has followed the record's feed, and which record and schema it was built from.
CREATE TABLE watermark (xid BIGINT NOT NULL, seq BIGINT NOT NULL, followed_at TIMESTAMP NOT NULL);
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
