-- The workspaces: their zone names every local column, their thresholds every temperature.
CREATE TABLE bot (
    id BIGINT NOT NULL,
    key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    country VARCHAR,
    hot_from INTEGER NOT NULL,
    warm_from INTEGER NOT NULL,
    is_demo BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    page_groups VARCHAR NOT NULL,             -- JSON: [pattern, name] pairs in order (domain/page_group.py)
    office_days VARCHAR NOT NULL,           -- ISO weekdays of its office hours, as digits
    office_opens INTEGER NOT NULL,            -- minute of the local day
    office_closes INTEGER NOT NULL
);
