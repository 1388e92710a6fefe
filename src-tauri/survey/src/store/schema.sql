-- Schema 1. Later versions only add.

-- What this folder is; one row.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    survey BLOB NOT NULL,
    sum BLOB NOT NULL,          -- Σ of register.term mod 2²⁵⁶
    lamport INTEGER NOT NULL    -- greatest of all applied changes
) STRICT;

-- Settings of this laptop; never leave it.
CREATE TABLE local (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    prev BLOB,
    lamport INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    author TEXT NOT NULL,
    visit TEXT,
    state INTEGER NOT NULL,         -- 0 applied, 1 held, 2 void by Lamport number, 3 void by chain
    tip INTEGER NOT NULL,           -- 1: its device is not known to have gone on
    applied_tip INTEGER NOT NULL    -- 1: applied, and no applied change names it as its previous one
) STRICT;
CREATE INDEX change_device ON change (device, seq);
CREATE INDEX change_prev ON change (prev);
CREATE INDEX change_tip ON change (device) WHERE tip = 1;
CREATE INDEX change_applied_tip ON change (device) WHERE applied_tip = 1;

CREATE TABLE change_body (change INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

-- Operations of applied changes.
CREATE TABLE op (
    change INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    register INTEGER NOT NULL,
    head INTEGER NOT NULL,
    value BLOB NOT NULL,
    reason TEXT,
    PRIMARY KEY (change, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_register ON op (register);

-- Predecessors named before they were known: they die on arrival if they belong to the same register.
CREATE TABLE waiting (
    dot BLOB NOT NULL,
    idx INTEGER NOT NULL,
    register INTEGER NOT NULL,
    PRIMARY KEY (dot, idx, register)
) STRICT, WITHOUT ROWID;

-- The projection: each register with its provisional value.
CREATE TABLE register (
    id INTEGER PRIMARY KEY,
    noun TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    heads INTEGER NOT NULL DEFAULT 0,
    distinct_values INTEGER NOT NULL DEFAULT 0,
    change INTEGER,
    idx INTEGER,
    value BLOB,
    term BLOB
) STRICT;
CREATE UNIQUE INDEX register_name ON register (noun, key, field);
CREATE INDEX register_field ON register (noun, field, key);
CREATE INDEX register_conflict ON register (id) WHERE distinct_values > 1;

-- Each branch's newest signature by its own device.
CREATE TABLE checkpoint (
    hash BLOB NOT NULL,
    key BLOB NOT NULL,
    seq INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (hash, key)
) STRICT, WITHOUT ROWID;

-- Files that operations point to.
CREATE TABLE blob (
    hash BLOB NOT NULL,
    ext TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (hash, ext, size)
) STRICT, WITHOUT ROWID;

-- Personal values beside the journal.
CREATE TABLE detached (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Text being typed, not yet a change.
CREATE TABLE draft (
    noun TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    wall_ms INTEGER NOT NULL,
    PRIMARY KEY (noun, key, field)
) STRICT, WITHOUT ROWID;
