-- What a run came to, as its owner tells it: JSON, zstd.
ALTER TABLE runs ADD COLUMN record BLOB;

-- What the next run compares with; only newer complete runs have one.
CREATE TABLE snapshots (
    run  INTEGER PRIMARY KEY REFERENCES runs (n),
    data BLOB NOT NULL
);

CREATE TABLE changes (
    run    INTEGER NOT NULL REFERENCES runs (n),
    seq    INTEGER NOT NULL,
    date   TEXT    NOT NULL,
    tbl    TEXT    NOT NULL,
    key    TEXT    NOT NULL,
    member TEXT    NOT NULL,
    field  TEXT    NOT NULL,
    old    TEXT    NOT NULL,
    new    TEXT    NOT NULL,
    cause  TEXT    NOT NULL,
    PRIMARY KEY (run, seq)
) WITHOUT ROWID;

-- What serve saw that was no run: skipped starts, panics, words sent.
CREATE TABLE events (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL
);

-- What bodies are packed with; a packed body names its dictionary.
CREATE TABLE dictionaries (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);
