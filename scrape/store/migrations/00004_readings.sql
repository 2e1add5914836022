-- +goose Up

-- Readings are long. In a table without rowid they stood in the tree that is
-- searched, a few to a page; now only their keys do.
CREATE TABLE readings_by_key (
    id        INTEGER PRIMARY KEY,
    body      INTEGER NOT NULL REFERENCES bodies (id),
    address   INTEGER NOT NULL REFERENCES addresses (id),
    version   INTEGER NOT NULL REFERENCES versions (id),
    no_record INTEGER NOT NULL,
    zstd      BLOB    NOT NULL,
    UNIQUE (body, address, version)
);
INSERT INTO readings_by_key (body, address, version, no_record, zstd)
    SELECT body, address, version, no_record, zstd FROM readings ORDER BY body, address, version;
DROP TABLE readings;
ALTER TABLE readings_by_key RENAME TO readings;
