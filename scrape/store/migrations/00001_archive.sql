-- +goose Up

-- "OGPT": tells an archive from any other SQLite file.
PRAGMA application_id = 1330073684;

-- n orders runs; id is the name people use (YYYYMMDDTHHMMSSZ).
CREATE TABLE runs (
    n        INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    started  INTEGER NOT NULL,           -- milliseconds since 1970, UTC
    crawled  INTEGER,                    -- when no request was left to make
    finished INTEGER,                    -- when the run was closed by its owner
    outcome  TEXT    NOT NULL DEFAULT '',
    kept     INTEGER NOT NULL DEFAULT 1, -- 0: pruned, cannot be rebuilt
    settings TEXT    NOT NULL DEFAULT '',
    worked   INTEGER NOT NULL DEFAULT 0, -- milliseconds spent crawling, interruptions left out
    stats    TEXT    NOT NULL DEFAULT ''
);

CREATE TABLE addresses (
    id      INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE
);

CREATE TABLE bodies (
    id   INTEGER PRIMARY KEY,
    hash BLOB    NOT NULL UNIQUE, -- SHA-256 of the unpacked body
    size INTEGER NOT NULL,        -- of the unpacked body, bytes
    zstd BLOB    NOT NULL
);

-- One row for each thing asked in a run. A row with "same" repeats what that
-- earlier row says of validators, content type and the time of the bytes.
CREATE TABLE fetches (
    id            INTEGER PRIMARY KEY,
    run           INTEGER NOT NULL REFERENCES runs (n),
    class         TEXT    NOT NULL,
    address       INTEGER NOT NULL REFERENCES addresses (id),
    final         INTEGER NOT NULL REFERENCES addresses (id),
    outcome       TEXT    NOT NULL,
    status        INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    requests      INTEGER NOT NULL,
    body          INTEGER REFERENCES bodies (id),
    same          INTEGER REFERENCES fetches (id),
    obtained      INTEGER,
    etag          TEXT,
    last_modified TEXT,
    content_type  TEXT,
    reason        TEXT,
    detail        TEXT,
    UNIQUE (run, class, address)
);
CREATE INDEX fetches_final ON fetches (class, final, id, run);
CREATE INDEX fetches_body ON fetches (body);
CREATE INDEX fetches_same ON fetches (same) WHERE same IS NOT NULL;

-- Pages known to exist, read or not.
CREATE TABLE known (
    address  INTEGER PRIMARY KEY REFERENCES addresses (id),
    run      INTEGER NOT NULL REFERENCES runs (n), -- the first run that knew it
    plan_end INTEGER NOT NULL DEFAULT 0,           -- last year of its action plan, 0 not known
    low      INTEGER NOT NULL DEFAULT 0            -- read after everything else
);

CREATE TABLE versions (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE readings (
    body      INTEGER NOT NULL REFERENCES bodies (id),
    address   INTEGER NOT NULL REFERENCES addresses (id),
    version   INTEGER NOT NULL REFERENCES versions (id),
    no_record INTEGER NOT NULL,
    zstd      BLOB    NOT NULL,
    PRIMARY KEY (body, address, version)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE readings;
DROP TABLE versions;
DROP TABLE known;
DROP TABLE fetches;
DROP TABLE bodies;
DROP TABLE addresses;
DROP TABLE runs;
