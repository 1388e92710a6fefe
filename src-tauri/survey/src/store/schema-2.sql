-- Schema 2: what is deleted, forked, ruled, erased and set aside. All but `merge`, `aside` and `superseded` is made
-- anew from the changes.

-- Things whose `$life` says that they are deleted.
CREATE TABLE dead (noun TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (noun, key)) STRICT, WITHOUT ROWID;

-- Numbers that a device gave to more than one change.
CREATE TABLE fork (device BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (device, seq)) STRICT, WITHOUT ROWID;

-- Changes that say something about who may write.
CREATE TABLE claim (change INTEGER PRIMARY KEY) STRICT;

-- Values and files that were taken out for good.
CREATE TABLE erased (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Files merged here. Their new changes have the ids from first to last.
CREATE TABLE merge (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    carrier BLOB NOT NULL,
    wall_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;

-- Changes that were taken back, or left out as late, until their file is merged again.
CREATE TABLE aside (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Signatures that a merge made needless, for taking it back.
CREATE TABLE superseded (
    merge INTEGER NOT NULL,
    hash BLOB NOT NULL,
    key BLOB NOT NULL,
    seq INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (merge, hash, key)
) STRICT, WITHOUT ROWID;
