-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of the server's database.

CREATE TABLE workspace (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  epoch BLOB NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  oldest_move INTEGER NOT NULL DEFAULT 0,
  sharing INTEGER NOT NULL,
  recovers_until INTEGER NOT NULL DEFAULT 0 -- after a restore, devices may give back what others wrote
) STRICT;

CREATE TABLE member (
  workspace INTEGER NOT NULL,
  user BLOB NOT NULL,
  role INTEGER NOT NULL,
  team TEXT,
  PRIMARY KEY (workspace, user)
) STRICT, WITHOUT ROWID;

-- Who can sign in; key is the name as it is compared. password is as libsodium writes it, with its costs.
CREATE TABLE account (
  user BLOB PRIMARY KEY,
  workspace INTEGER NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where somebody signed in. token is the SHA-256 of what the device shows; it has none after signing out.
CREATE TABLE device (
  id BLOB PRIMARY KEY,
  user BLOB NOT NULL,
  name TEXT NOT NULL,
  token BLOB UNIQUE,
  made INTEGER NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX device_user ON device (user);

-- The file that a node id belongs to is on one device; push and hash are of what it pushed last.
CREATE TABLE node (
  workspace INTEGER NOT NULL,
  node INTEGER NOT NULL,
  device BLOB NOT NULL,
  push INTEGER NOT NULL,
  hash TEXT,
  PRIMARY KEY (workspace, node)
) STRICT, WITHOUT ROWID;

-- Numbers up to seq, above the row before, were given out by one commit.
CREATE TABLE turn (
  workspace INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  PRIMARY KEY (workspace, seq)
) STRICT, WITHOUT ROWID;

-- state is the record as it stands on the wire. parent is whose scope it takes; link is who takes its parent's.
CREATE TABLE record (
  rowid INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  author BLOB NOT NULL,
  parent_kind TEXT,
  parent BLOB,
  link BLOB,
  state TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX record_id ON record (workspace, id, kind);
CREATE UNIQUE INDEX record_seq ON record (workspace, scope, seq);
CREATE INDEX record_parent ON record (workspace, parent) WHERE parent IS NOT NULL;
CREATE INDEX record_link ON record (workspace, link) WHERE link IS NOT NULL;

CREATE TABLE moved (
  workspace INTEGER NOT NULL,
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY (workspace, scope, seq)
) STRICT, WITHOUT ROWID;

-- Append-only. outcome: 0 stored, 1 came too late, 2 came back after a restore.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user BLOB NOT NULL,
  device BLOB NOT NULL,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  value TEXT,
  clock BLOB NOT NULL,
  outcome INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX audit_once ON audit (workspace, id, field, clock, kind, value);

-- What the server keeps for itself, by sort and key. No row tells by its place which came before which.
CREATE TABLE item (
  workspace INTEGER NOT NULL,
  sort TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (sort, key, workspace)
) STRICT, WITHOUT ROWID;

-- Who said of a record that it has this attachment, and who has brought the bytes: what both did gives them to the record's readers.
CREATE TABLE blob_name (
  workspace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  id BLOB NOT NULL,
  user BLOB NOT NULL,
  PRIMARY KEY (workspace, hash, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_owner (
  workspace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  user BLOB NOT NULL,
  PRIMARY KEY (workspace, hash, user)
) STRICT, WITHOUT ROWID;
