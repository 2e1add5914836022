-- +goose Up
CREATE TABLE runs (
  run      TEXT PRIMARY KEY,
  started  TEXT NOT NULL,
  finished TEXT NOT NULL,
  outcome  TEXT NOT NULL,
  record   BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE snapshots (
  run  TEXT PRIMARY KEY,
  data BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE changes (
  run     TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  date    TEXT NOT NULL,
  tbl     TEXT NOT NULL,
  key     TEXT NOT NULL,
  member  TEXT NOT NULL,
  field   TEXT NOT NULL,
  old     TEXT NOT NULL,
  new     TEXT NOT NULL,
  cause   TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) WITHOUT ROWID;
-- What serve saw that was no run: skipped starts, panics, words sent.
CREATE TABLE events (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL
);
-- +goose Down
DROP TABLE events;
DROP TABLE changes;
DROP TABLE snapshots;
DROP TABLE runs;
